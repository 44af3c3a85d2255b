"""When was a kiosk in touch, surely, before it gave a number of its block? When the block was leased to it."""

import json
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from server.database import tables
from server.domain.branch import Branch
from server.domain.numbering import Numbers, parsed

_B = tables.branch.c


def lease_granted(connection: Connection, branch: Branch, number: str) -> datetime | None:
    """Return when the block of a number was leased today, in UTC; None if it lies in none.

    The server's memory of contacts would be no bound: what a cut line delivers late, and each ticket handed over,
    would come between. The lease stands in the branch's row, so that it outlives a restart during the cut.
    """
    kept = connection.execute(select(_B.numbers).where(_B.code == branch.code)).scalar()
    parts = parsed(number)
    at = Numbers(json.loads(kept)).granted_at(*parts) if kept and parts else None
    return None if at is None else datetime.fromtimestamp(at, UTC)
