"""Which visits of today does somebody look for?"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from server.database import tables
from server.domain.branch import Branch
from server.views.visits import officers_visit

FOUND_AT_MOST = 20
_T, _P = tables.ticket.c, tables.ticket_private.c


def find_visits(connection: Connection, branch: Branch, *, find: str, now: datetime) -> list[dict[str, Any]]:
    """Return today's visits with a number (with or without its space) or a dossier code, as officers see them."""
    day = branch.hours.local_day(now)
    looked_for = [_P.dossier_code == find.strip()]
    number = branch.number(find)
    if number is not None:
        looked_for.append(_T.number == number)
    wanted = (
        select(_T.id)
        .outerjoin(tables.ticket_private, _P.ticket_id == _T.id)
        .where(_T.branch == branch.code, _T.day == day, or_(*looked_for))
        .order_by(_T.issued_at)
        .limit(FOUND_AT_MOST)
    )
    return [officers_visit(connection, branch, one) for one in connection.execute(wanted).scalars().all()]
