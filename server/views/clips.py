"""Which words belong to a call of the hall view?"""

import json

from sqlalchemy import Connection, select

from server.database import tables
from server.domain.branch import Branch
from server.domain.refusals import ClipNotFound

_E, _T = tables.event.c, tables.ticket.c


def call_of(connection: Connection, branch: Branch, call_id: str) -> tuple[str, str, str, str]:
    """Return kind, number, counter and language of a call. Raises ClipNotFound."""
    prefix, _, seq = call_id.rpartition("-")
    if prefix != branch.code or not seq.isdigit() or len(seq) > 15:
        raise ClipNotFound
    wanted = select(_E.body, _T.number, _T.language).join(tables.ticket, _T.id == _E.ticket_id)
    row = connection.execute(wanted.where(_E.branch == branch.code, _E.seq == int(seq), tables.SPOKEN)).one_or_none()
    told = None if row is None else json.loads(row.body)
    if row is None or told is None or "kind" not in told["data"]:
        raise ClipNotFound
    return told["data"]["kind"], row.number, told["counter"], row.language
