"""What did a hall see and hear around a time? For whoever answers a complaint."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, select

from server.database import tables

_H, _E, _T = tables.hall_told.c, tables.event.c, tables.ticket.c


@dataclass(frozen=True)
class Told:
    """One thing that a screen did; number and counter are "-" for a notice."""

    at: datetime
    screen: str
    what: str
    kind: str
    number: str
    counter: str


def told_around(connection: Connection, branch: str, about: datetime, *, within: timedelta) -> list[Told]:
    """Return what the screens of a branch told around an instant of product time, in order."""
    wanted = (
        select(_H.at, _H.screen, _H.what, _H.call)
        .where(_H.branch == branch, _H.at >= about - within, _H.at <= about + within)
        .order_by(_H.at, _H.id)
    )
    rows = connection.execute(wanted).all()
    calls = _calls(connection, branch, {row.call for row in rows})
    return [Told(row.at, row.screen, row.what, *calls.get(row.call, (row.call, "-", "-"))) for row in rows]


def _calls(connection: Connection, branch: str, ids: set[str]) -> dict[str, tuple[str, str, str]]:
    """Return kind, number and counter by the call's id, from the chain itself."""
    seqs = [int(seq) for one in ids if (seq := one.removeprefix(f"{branch}-")).isdigit()]
    wanted = select(_E.seq, _E.body, _T.number).join(tables.ticket, _T.id == _E.ticket_id)
    found = connection.execute(wanted.where(and_(_E.branch == branch, _E.seq.in_(seqs), tables.SPOKEN)))
    told = {row.seq: (json.loads(row.body), row.number) for row in found}
    return {
        f"{branch}-{seq}": (body["data"].get("kind", "-"), number, body["counter"] or "-")
        for seq, (body, number) in told.items()
    }
