"""Begin a branch's new day: yesterday is closed, whoever was left expires, numbers start again."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from server.actions.door_places import draw_if_due
from server.database import queue, tables
from server.database.change import BranchChange
from server.database.store import Store
from server.domain.numbering import Numbers

SYSTEM = "system:day"


def start_day_if_due(change: BranchChange) -> None:
    """Run at the head of every branch change, and draw the door's places where their hour has come.

    Does nothing else unless it is the first change of a new local day.
    """
    today = change.branch.hours.local_day(change.now)
    if change.day is not None and change.day >= today:
        draw_if_due(change)
        return
    if change.day is not None:
        _close_yesterday(change)
    change.day, change.numbers = today, Numbers()
    change.record("branch_opened", data={"day": today.isoformat()}, actor=SYSTEM)


def _close_yesterday(change: BranchChange) -> None:
    for ticket in queue.live_tickets(change):
        kind = ticket.act("expire", now=change.now)
        change.record(kind, ticket=ticket.id, data={"number": ticket.number}, actor=SYSTEM)
    for desk in queue.open_counters(change):
        if desk.ticket_id is not None:
            desk.leave()
        change.record(desk.close(), counter=desk.code, actor=SYSTEM)
    change.write_back()
    queue.forget_classes(change)
    assert change.day is not None
    change.record("branch_closed", data={"day": change.day.isoformat()}, actor=SYSTEM)


def begin_days(store: Store) -> list[str]:
    """Begin the day of every branch that still stands at an earlier one; returns their codes."""
    begun = []
    for code, day in _days(store):
        branch = store.network.branches.get(code)
        if branch is not None and day is not None and day < branch.hours.local_day(store.now()):
            with store.change(code, actor=SYSTEM):
                begun.append(code)
    return begun


def _days(store: Store) -> Sequence[tuple[str, date | None]]:
    with store.read() as connection:
        return connection.execute(select(tables.branch.c.code, tables.branch.c.day)).all()
