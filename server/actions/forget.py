"""Erase what is no longer needed, a little at a time, so that nobody waits for it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, delete, select

from server.database import bookings, kiosk_states, tables
from server.database.store import Store

CHUNK = 200
IDEMPOTENT_FOR = timedelta(hours=24)
KIOSKS_FOR = timedelta(days=2)
HALLS_FOR = PLANS_FOR = timedelta(days=90)


def forget_old(store: Store) -> None:
    """Erase all that is over for long enough."""
    forget_old_answers(store, older_than=IDEMPOTENT_FOR)
    forget_old_tokens(store, older_than=IDEMPOTENT_FOR)
    forget_old_kiosks(store, older_than=KIOSKS_FOR)
    forget_old_halls(store, older_than=HALLS_FOR)
    forget_old_plans(store, older_than=PLANS_FOR)


def forget_old_answers(store: Store, *, older_than: timedelta) -> int:
    """Erase idempotent answers of long ago (wall clock); returns how many."""
    answers = tables.idempotent_answer
    before = datetime.now(UTC) - older_than
    return _erase(store, answers, answers.c.key, answers.c.wall_at < before)


def forget_old_tokens(store: Store, *, older_than: timedelta) -> int:
    """Erase the tokens, classes and needs of visits that ended long ago (product time); returns how many.

    Appointments whose slot is as long ago go with them.
    The token of a ticket that was left over at closing stays as long as it may be exchanged.
    """
    private, tickets, steps = tables.ticket_private, tables.ticket, tables.step
    before = store.now() - older_than
    with store.writing() as connection:
        bookings.forget(connection, before=before)
    days = max((branch.rules.leftover_days for branch in store.network.branches.values()), default=0)
    left_over = (steps.c.state == "expired") & (steps.c.ended_at >= before - timedelta(days=days))
    still = select(steps.c.ticket_id).where((steps.c.ended_at.is_(None)) | (steps.c.ended_at >= before) | left_over)
    over = select(tickets.c.id).where(
        tickets.c.step.is_(None), tickets.c.issued_at < before, tickets.c.id.not_in(still)
    )
    return _erase(store, private, private.c.ticket_id, private.c.ticket_id.in_(over))


def forget_old_halls(store: Store, *, older_than: timedelta) -> int:
    """Erase entries and typed notices of long ago (wall clock); returns how many entries."""
    told, notice = tables.hall_told, tables.hall_notice
    before = datetime.now(UTC) - older_than
    with store.writing() as connection:
        connection.execute(delete(notice).where(notice.c.ends_at < store.now() - older_than))
    return _erase(store, told, told.c.id, told.c.wall_at < before)


def forget_old_kiosks(store: Store, *, older_than: timedelta) -> None:
    """Forget kiosks that nobody has heard of for long (wall clock)."""
    with store.writing() as connection:
        kiosk_states.forget(connection, before=datetime.now(UTC) - older_than)


def forget_old_plans(store: Store, *, older_than: timedelta) -> int:
    """Erase moves, absences and alerts that ended long ago (product time), and the calculations that led to none.

    Returns how many calculations: each holds all its effects.
    """
    before, run, move = store.now() - older_than, tables.plan_run, tables.move
    _erase(store, move, move.c.id, move.c.end < before)
    for table, end in ((tables.absence, tables.absence.c.end), (tables.alert, tables.alert.c.ended_at)):
        _erase(store, table, table.c.id, end < before)
    still = select(move.c.run_id)
    return _erase(store, run, run.c.id, (run.c.asked_at < before) & run.c.id.not_in(still))


def _erase(store: Store, table: Table, key: Column[Any], old: ColumnElement[bool]) -> int:
    """Delete the old rows of a table, a few in each transaction; returns how many."""
    erased = 0
    while True:
        some = select(key).where(old).limit(CHUNK)
        with store.writing() as connection:
            gone = connection.execute(delete(table).where(key.in_(some))).rowcount
        erased += gone
        if gone < CHUNK:
            return erased
