"""What did a hall see and hear around a time? For whoever answers a complaint."""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, select

from server.database import tables

_H, _E, _T, _N = tables.hall_told.c, tables.event.c, tables.ticket.c, tables.hall_notice.c
_D = tables.display.c
_UUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Told:
    """One thing that a screen did. kind: of a call or a notice; what was typed stands there in the branch's words.

    name: how the display was called when it was paired, also one that is gone. number and counter are "-" where none
    was told of.
    """

    at: datetime
    screen: str
    name: str | None
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
    ids = {row.call for row in rows}
    known = _calls(connection, branch, ids) | _typed(connection, branch, ids)
    known |= _of_visitors(connection, ids - known.keys())
    names = dict(connection.execute(select(_D.id, _D.name).where(_D.branch == branch)).all())
    return [
        Told(
            row.at,
            row.screen,
            names.get(row.screen.partition(".")[0]),
            row.what,
            *known.get(row.call, (row.call, "-", "-")),
        )
        for row in rows
    ]


def _typed(connection: Connection, branch: str, ids: set[str]) -> dict[str, tuple[str, str, str]]:
    """Return what was typed by the notice's id, in the first language that it has; a test is told by its kind."""
    wanted = select(_N.id, _N.kind, _N.texts).where(_N.branch == branch, _N.id.in_(ids))
    return {row.id: (next(iter((row.texts or {}).values()), row.kind), "-", "-") for row in connection.execute(wanted)}


def _of_visitors(connection: Connection, ids: set[str]) -> dict[str, tuple[str, str, str]]:
    """Return kind and number of notices that name a ticket by its id: sent on, missed, kept waiting, before a pause."""
    tickets = {one: found[0] for one in ids if (found := _UUID.search(one))}
    wanted = select(_T.id, _T.number).where(_T.id.in_(set(tickets.values())))
    numbers = {row.id: row.number for row in connection.execute(wanted)}
    return {one: (one.partition("-")[0], numbers[ticket], "-") for one, ticket in tickets.items() if ticket in numbers}


def _calls(connection: Connection, branch: str, ids: set[str]) -> dict[str, tuple[str, str, str]]:
    """Return kind, number and counter by the call's id, from the chain itself."""
    seqs = [int(seq[1]) for one in ids if (seq := re.fullmatch(rf"{re.escape(branch)}-([0-9]{{1,18}})", one))]
    wanted = select(_E.seq, _E.body, _T.number).join(tables.ticket, _T.id == _E.ticket_id)
    found = connection.execute(wanted.where(and_(_E.branch == branch, _E.seq.in_(seqs), tables.SPOKEN)))
    told = {row.seq: (json.loads(row.body), row.number) for row in found}
    return {
        f"{branch}-{seq}": (body["data"].get("kind", "-"), number, body["counter"] or "-")
        for seq, (body, number) in told.items()
    }
