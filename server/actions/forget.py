"""Erase what is no longer needed, a little at a time, so that nobody waits for it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from server.database import bookings, tables
from server.database.store import Store

CHUNK = 200


def forget_old_answers(store: Store, *, older_than: timedelta) -> int:
    """Erase idempotent answers of long ago (wall clock); returns how many."""
    answers = tables.idempotent_answer
    before = datetime.now(UTC) - older_than
    erased = 0
    while True:
        some = select(answers.c.key).where(answers.c.wall_at < before).limit(CHUNK)
        with store.writing() as connection:
            gone = connection.execute(delete(answers).where(answers.c.key.in_(some))).rowcount
        erased += gone
        if gone < CHUNK:
            return erased


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
    erased = 0
    while True:
        some = select(private.c.ticket_id).where(private.c.ticket_id.in_(over)).limit(CHUNK)
        with store.writing() as connection:
            gone = connection.execute(delete(private).where(private.c.ticket_id.in_(some))).rowcount
        erased += gone
        if gone < CHUNK:
            return erased
