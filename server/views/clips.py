"""Which words belong to a call of the hall view?"""

import json
from collections.abc import Collection

from sqlalchemy import Connection, select

from display.clips import Announcement, announcement
from display.manner import manner
from display.words import SHORT, Facts
from server.database import tables
from server.domain.branch import Branch
from server.domain.refusals import ClipNotFound

_E, _T, _P = tables.event.c, tables.ticket.c, tables.ticket_private.c


def words_of(connection: Connection, branch: Branch, call_id: str, *, short: bool = False) -> Announcement:
    """Return how a call is announced, as its ticket needs it. Raises ClipNotFound.

    short: only number and counter, for when many calls wait to be spoken.
    """
    prefix, _, seq = call_id.rpartition("-")
    if prefix != branch.code or not seq.isdigit() or len(seq) > 15:
        raise ClipNotFound
    wanted = (
        select(_E.body, _T.number, _T.language, _P.priority, _P.needs)
        .join(tables.ticket, _T.id == _E.ticket_id)
        .outerjoin(tables.ticket_private, _P.ticket_id == _T.id)
    )
    row = connection.execute(wanted.where(_E.branch == branch.code, _E.seq == int(seq), tables.SPOKEN)).one_or_none()
    told = None if row is None else json.loads(row.body)
    if row is None or told is None or "kind" not in told["data"]:
        raise ClipNotFound
    kind = SHORT if short else told["data"]["kind"]
    return announced(kind, row.number, told["counter"], row.language, priority=row.priority, needs=row.needs or ())


def announced(
    kind: str, number: str, counter: str, language: str, *, priority: str | None, needs: Collection[str]
) -> Announcement:
    """Return how a ticket is announced at a counter; the same words and manner in advance and when it is asked for."""
    how = manner(priority=priority, needs=needs)
    return announcement(kind, Facts(number=number, counter=counter), language=language, manner=how)
