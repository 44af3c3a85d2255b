"""What does a branch change read and write of its queue? Few statements each, because the branch is locked."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, insert, select
from sqlalchemy.orm import Session

from server.database import tables
from server.database.change import BranchChange
from server.database.prepared import Prepared
from server.domain.counter import Counter
from server.domain.lifecycle import LIVE
from server.domain.refusals import CounterNotFound, TicketNotFound
from server.domain.ticket import Ticket

_STEP, _TICKET, _PRIVATE = tables.step.c, tables.ticket.c, tables.ticket_private.c

_AHEAD = Prepared(
    select(func.count()).where(
        _STEP.branch == bindparam("branch"),
        _STEP.service == bindparam("service"),
        tables.WAITING,
        _STEP.rank < bindparam("rank"),
    )
)
TICKET_COLUMNS = [column.key for column in tables.ticket.columns]
STEP_COLUMNS = [column.key for column in tables.step.columns]
_NEW_TICKET = Prepared(insert(tables.ticket).inline(), TICKET_COLUMNS)
_NEW_STEP = Prepared(insert(tables.step).inline(), STEP_COLUMNS)
_NEW_PRIVATE = Prepared(
    insert(tables.ticket_private).inline(), [column.key for column in tables.ticket_private.columns]
)


def counter_of(change: BranchChange, code: str) -> Counter:
    """Return a counter of the branch. Raises CounterNotFound."""
    found = change.session.get(Counter, (change.branch.code, code)) if code in change.branch.counters else None
    if found is None:
        raise CounterNotFound(branch=change.branch.code, counter=code)
    return found


def open_counters(change: BranchChange) -> Sequence[Counter]:
    """Return the counters that are not closed."""
    wanted = select(Counter).where(tables.counter.c.branch == change.branch.code, tables.counter.c.state != "closed")
    return change.session.scalars(wanted).all()


def ticket_of(session: Session, ticket_id: str) -> Ticket:
    """Return a ticket with its steps. Raises TicketNotFound."""
    ticket = session.get(Ticket, ticket_id)
    if ticket is None:
        raise TicketNotFound
    return ticket


def next_waiting(change: BranchChange, services: Sequence[str]) -> Ticket | None:
    """Return the ticket of the smallest rank among these services; of equal ranks the earlier number."""
    first = (
        select(_STEP.ticket_id)
        .where(_STEP.branch == change.branch.code, tables.WAITING, _STEP.service.in_(services))
        .order_by(_STEP.rank, _STEP.ticket_id)
        .limit(1)
    )
    found = change.connection.execute(first).scalar()
    return None if found is None else ticket_of(change.session, found)


def waiting_ahead(change: BranchChange, *, service: str, rank: Any) -> int:
    """Return how many wait for a service with a smaller rank."""
    where = {"branch": change.branch.code, "service": service, "rank": rank}
    count: int = _AHEAD.run(change.connection, where).fetchone()[0]
    return count


def add_ticket(
    change: BranchChange, ticket: Ticket, *, token: str, priority: str, needs: Sequence[str], dossiers: int
) -> None:
    """Write a new ticket, its steps and, apart from them, what is erased after closing."""
    change.later(_NEW_TICKET, {name: getattr(ticket, name) for name in TICKET_COLUMNS})
    for step in ticket.steps:
        change.later(_NEW_STEP, {name: getattr(step, name) for name in STEP_COLUMNS})
    change.later(
        _NEW_PRIVATE,
        {
            "ticket_id": ticket.id,
            "token": token,
            "priority": None if priority == "ordinary" else priority,
            "needs": list(needs) or None,
            "dossiers": dossiers,
        },
    )


def private_of(change: BranchChange, ticket_id: str) -> RowMapping:
    """Return the erasable row of a ticket. Raises TicketNotFound once it is erased."""
    wanted = select(tables.ticket_private).where(_PRIVATE.ticket_id == ticket_id)
    row = change.connection.execute(wanted).mappings().first()
    if row is None:
        raise TicketNotFound
    return row


def live_tickets(change: BranchChange) -> Sequence[Ticket]:
    """Return the tickets of the branch whose visit is not over."""
    live = select(_STEP.ticket_id).where(_STEP.branch == change.branch.code, _STEP.state.in_(sorted(LIVE)))
    return change.session.scalars(select(Ticket).where(_TICKET.id.in_(live))).all()


def is_voided(change: BranchChange, ticket_id: str) -> bool:
    """Whether an id has a tombstone."""
    wanted = select(tables.tombstone.c.ticket_id).where(tables.tombstone.c.ticket_id == ticket_id)
    return change.connection.execute(wanted).first() is not None


def add_tombstone(change: BranchChange, ticket_id: str) -> None:
    """Let an id never become a ticket."""
    row = {"ticket_id": ticket_id, "branch": change.branch.code, "wall_at": change.wall_now}
    change.connection.execute(insert(tables.tombstone), row)


def issued_seq(change: BranchChange, ticket_id: str) -> int:
    """Return the seq of a ticket's `issued` event."""
    wanted = select(tables.event.c.seq).where(tables.event.c.ticket_id == ticket_id, tables.ISSUED)
    seq: int = change.connection.execute(wanted).scalar_one()
    return seq


def forget_classes(change: BranchChange) -> None:
    """Erase the priority classes and needs of visits that are over: rank becomes the ready time."""
    over = select(_TICKET.id).where(_TICKET.branch == change.branch.code, _TICKET.step.is_(None))
    classed = select(_PRIVATE.ticket_id).where(_PRIVATE.priority.is_not(None), _PRIVATE.ticket_id.in_(over))
    ids = change.connection.execute(classed).scalars().all()
    ready = select(_TICKET.ready_at).where(_TICKET.id == _STEP.ticket_id).scalar_subquery()
    change.connection.execute(tables.step.update().where(_STEP.ticket_id.in_(ids)).values(rank=ready))
    change.connection.execute(
        tables.ticket_private.update()
        .where(_PRIVATE.ticket_id.in_(over))
        .values(priority=None, needs=None, dossiers=None)
    )
