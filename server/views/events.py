"""What happened at a branch? Its chained events, as an auditor reads them."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from server.database import tables
from server.database.chain import ChainRow
from server.domain.branch import Branch
from server.views.times import local

_E = tables.event.c
CHUNK = 1000


def events_view(connection: Connection, branch: Branch, *, after: int, limit: int) -> dict[str, Any]:
    """Return the events after a seq, oldest first, and the branch's head."""
    head = connection.execute(select(tables.branch.c.seq).where(tables.branch.c.code == branch.code)).scalar_one()
    wanted = select(tables.event).where(_E.branch == branch.code, _E.seq > after).order_by(_E.seq).limit(limit)
    rows = connection.execute(wanted).mappings()
    return {"events": [_event(branch, row["body"], row["prev_hash"], row["hash"]) for row in rows], "head": head}


def _event(branch: Branch, body: str, prev_hash: str, this_hash: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(body)
    del told["branch"]
    at = local(branch, tables.as_instant(told["at"]))
    return told | {"at": at, "prev_hash": prev_hash, "hash": this_hash}


def chain_rows(connection: Connection, branch: str) -> Iterator[ChainRow]:
    """Read a branch's whole chain in pieces, for checking."""
    after = 0
    while True:
        wanted = select(tables.event).where(_E.branch == branch, _E.seq > after).order_by(_E.seq).limit(CHUNK)
        rows = connection.execute(wanted).mappings().all()
        for row in rows:
            yield ChainRow(
                row["seq"], row["kind"], row["ticket_id"], row["counter"], row["body"], row["prev_hash"], row["hash"]
            )
        if len(rows) < CHUNK:
            return
        after = rows[-1]["seq"]
