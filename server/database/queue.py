"""What does a branch change read and write of its queue? Few statements each, because the branch is locked."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)

from server.database import tables
from server.database.change import BranchChange
from server.database.prepared import Prepared
from server.domain import ahead, choice
from server.domain.ahead import Ahead
from server.domain.branch import Branch
from server.domain.choice import Waiting, Why
from server.domain.counter import Counter
from server.domain.lifecycle import LIVE, CounterState
from server.domain.refusals import CounterNotFound, TicketNotFound
from server.domain.ticket import Private, Ticket

LOOKED_AT_FIRST = 1
LOOKED_AT = 16
OVERTAKEN_TOLD = 50

_STEP, _TICKET, _PRIVATE = tables.step.c, tables.ticket.c, tables.ticket_private.c

_COUNTER = tables.counter.c
_OF_A_COUNTER = -1
# In one statement, as it is read at each issue: who waits, counted by service, and the different lists of services that
# open counters have.
_AHEAD = Prepared(
    union_all(
        select(_STEP.service, func.count())
        .where(_STEP.branch == bindparam("branch"), tables.WAITING, _STEP.rank < bindparam("rank"))
        .group_by(_STEP.service),
        select(cast(_COUNTER.services, Text), literal(_OF_A_COUNTER))
        .where(_COUNTER.branch == bindparam("branch"), _COUNTER.state == CounterState.OPEN, _COUNTER.active == 1)
        .distinct(),
    )
)
TICKET_COLUMNS = [column.key for column in tables.ticket.columns]
STEP_COLUMNS = [column.key for column in tables.step.columns]
PRIVATE_COLUMNS = [column.key for column in tables.ticket_private.columns]
_NEW_TICKET = Prepared(insert(tables.ticket).inline(), TICKET_COLUMNS)
_NEW_STEP = Prepared(insert(tables.step).inline(), STEP_COLUMNS)
_NEW_PRIVATE = Prepared(insert(tables.ticket_private).inline(), PRIVATE_COLUMNS)
_NEW_REASON = Prepared(insert(tables.call_reason).inline(), [column.key for column in tables.call_reason.columns])


def counter_of(change: BranchChange, code: str) -> Counter:
    """Return a counter of the branch. Raises CounterNotFound."""
    found = change.kept.counter(change.branch.code, code) if code in change.branch.counters else None
    if found is None:
        raise CounterNotFound(branch=change.branch.code, counter=code)
    return found


def open_counters(change: BranchChange) -> Sequence[Counter]:
    """Return the counters that are not closed."""
    return [one for one in change.kept.counters(change.branch.code) if one.state is not CounterState.CLOSED]


def ticket_of(change: BranchChange, ticket_id: str) -> Ticket:
    """Return a ticket of the branch with its steps. Raises TicketNotFound."""
    ticket = change.kept.ticket(ticket_id)
    if ticket is None or ticket.branch != change.branch.code:
        raise TicketNotFound
    return ticket


def ticket_of_number(change: BranchChange, number: str) -> Ticket | None:
    """Return the ticket that has a number today; None if there is none."""
    day = change.branch.hours.local_day(change.now)
    found = _BY_NUMBER.rows(change.connection, {"branch": change.branch.code, "day": day, "number": number})
    return change.kept.ticket(found[0][0]) if found else None


_BY_NUMBER = Prepared(
    select(_TICKET.id).where(
        _TICKET.branch == bindparam("branch"), _TICKET.day == bindparam("day"), _TICKET.number == bindparam("number")
    )
)


def last_served(change: BranchChange, counter: str) -> str | None:
    """Return the ticket whose service ended last at a counter today; None if there is none."""
    day = change.branch.hours.local_day(change.now)
    found = _LAST_SERVED.rows(change.connection, {"branch": change.branch.code, "counter": counter, "day": day})
    return found[0][0] if found else None


_LAST_SERVED = Prepared(
    select(_STEP.ticket_id)
    .join(tables.ticket, _TICKET.id == _STEP.ticket_id)
    .where(
        _STEP.branch == bindparam("branch"),
        _STEP.counter == bindparam("counter"),
        tables.SERVED,
        _TICKET.day == bindparam("day"),
    )
    .order_by(_STEP.ended_at.desc())
    .limit(1)
)


def said_at(change: BranchChange, ticket_id: str) -> datetime | None:
    """Return when a ticket was last called aloud; None if it was not."""
    found = _SAID.rows(change.connection, {"branch": change.branch.code, "ticket_id": ticket_id})
    return tables.as_instant(json.loads(found[0][0])["at"]) if found else None


_SAID = Prepared(
    select(tables.event.c.body)
    .where(
        tables.event.c.branch == bindparam("branch"),
        tables.SPOKEN,
        tables.event.c.kind != "undone",
        tables.event.c.ticket_id == bindparam("ticket_id"),
    )
    .order_by(tables.event.c.wall_at.desc(), tables.event.c.seq.desc())
    .limit(1)
)


def ticket_of_token(change: BranchChange, token: str) -> Ticket | None:
    """Return the branch's ticket that a token opens; None if there is none."""
    found = _BY_TOKEN.rows(change.connection, {"token": token, "branch": change.branch.code})
    return change.kept.ticket(found[0][0]) if found else None


_BY_TOKEN = Prepared(
    select(_PRIVATE.ticket_id)
    .join(tables.ticket, _TICKET.id == _PRIVATE.ticket_id)
    .where(_PRIVATE.token == bindparam("token"), _TICKET.branch == bindparam("branch"))
)


def first_waiting(change: BranchChange, services: Sequence[str], *, after: Waiting | None = None) -> Sequence[Waiting]:
    """Return the first who wait for any of these services, in the order of rank; of equal ranks the earlier ticket.

    At most `looked_at(after)` of each service are looked at; `after`: only those behind this one.
    """
    if after is not None:
        return _in_order(_read_first(change, services, after=after))
    unknown = [service for service in services if service not in change.in_front]
    change.in_front |= {service: [] for service in unknown}
    for one in _read_first(change, unknown, after=None):
        change.in_front[one.service].append(one)
    return _in_order(one for service in services for one in change.in_front[service])


def _in_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    return sorted(waiting, key=lambda one: (one.rank, one.ticket_id))


def _read_first(change: BranchChange, services: Sequence[str], *, after: Waiting | None) -> Iterable[Waiting]:
    if not services:
        return ()
    rank, ticket_id = (after.rank, after.ticket_id) if after else (tables.EPOCH, "")
    where = {"branch": change.branch.code, "rank": rank, "ticket_id": ticket_id, "at_most": looked_at(after)}
    where |= {f"service_{place}": service for place, service in enumerate(services)}
    rows = _first_of(len(services)).rows(change.connection, where)
    return (_waiting(row) for row in rows)


def looked_at(after: Waiting | None) -> int:
    """Return how many of each service are read at once: mostly the first may be called."""
    return LOOKED_AT_FIRST if after is None else LOOKED_AT


@cache
def _first_of(services: int) -> Prepared:
    """A SELECT for so many services: each reads the head of its own index."""
    heads = [
        select(
            select(_STEP.ticket_id, _STEP.position, _STEP.rank)
            .where(
                _STEP.branch == bindparam("branch"),
                _STEP.service == bindparam(f"service_{place}"),
                tables.WAITING,
                _STEP.rank >= bindparam("rank"),
                (_STEP.rank > bindparam("rank")) | (_STEP.ticket_id > bindparam("ticket_id")),
            )
            .order_by(_STEP.rank, _STEP.ticket_id)
            .limit(bindparam("at_most", type_=Integer))
            .subquery()
        )
        for place in range(services)
    ]
    return Prepared(_seen(union_all(*heads).subquery()))


def _seen(heads: Any) -> Select[Any]:
    return (
        select(
            _STEP.ticket_id,
            _STEP.service,
            _STEP.rank,
            func.coalesce(_TICKET.turn_at, _TICKET.ready_at, type_=tables.Instant),
            _STEP.rule,
            _TICKET.slot,
            _PRIVATE.needs,
            _PRIVATE.dossiers,
            _PRIVATE.dossiers_done,
            _STEP.for_counter,
            _STEP.for_officer,
            _STEP.level,
            _STEP.since,
            _TICKET.back_at,
        )
        .select_from(heads)
        .join(tables.step, (_STEP.ticket_id == heads.c.ticket_id) & (_STEP.position == heads.c.position))
        .join(tables.ticket, _TICKET.id == _STEP.ticket_id)
        .outerjoin(tables.ticket_private, _PRIVATE.ticket_id == _STEP.ticket_id)
    )


def _waiting(row: Sequence[Any]) -> Waiting:
    ticket_id, service, rank, ready_at, rule, slot, needs, dossiers, done, counter, officer, level, since, back = row
    return Waiting(
        ticket_id=ticket_id,
        service=service,
        rank=rank,
        ready_at=ready_at,
        rule=rule,
        booked=slot is not None and slot == ready_at,
        needs=needs or (),
        dossiers=max(1, (dossiers or 1) - (done or 0)),
        for_counter=counter,
        for_officer=officer,
        level=level,
        since=since,
        back_at=back,
    )


def overtaken(change: BranchChange, *, service: str, rank: datetime, ready_at: datetime) -> list[str]:
    """Return the tickets that wait for a service since before `ready_at` and are not behind `rank` by a rule of their
    own, such as a later turn that was asked for; 50 at most.
    """
    where = {"branch": change.branch.code, "service": service, "rank": rank, "ready_at": ready_at}
    return [row[0] for row in _OVERTAKEN.rows(change.connection, where)]


_OVERTAKEN = Prepared(
    select(_STEP.ticket_id)
    .join(tables.ticket, _TICKET.id == _STEP.ticket_id)
    .where(
        _STEP.branch == bindparam("branch"),
        _STEP.service == bindparam("service"),
        tables.WAITING,
        (_STEP.rank < bindparam("rank")) | _STEP.rule.is_(None),
        _TICKET.ready_at < bindparam("ready_at"),
    )
    .order_by(_STEP.rank)
    .limit(OVERTAKEN_TOLD)
)


def keep_reason(
    change: BranchChange, *, seq: int, ticket_id: str, why: Why, overtaken: Iterable[str], note: str | None
) -> None:
    """Keep why a call went to this ticket, until closing."""
    row = {"branch": change.branch.code, "seq": seq, "ticket_id": ticket_id, "why": why, "note": note}
    change.later(_NEW_REASON, row | {"overtaken": list(overtaken)[:OVERTAKEN_TOLD]})


def empty_since(change: BranchChange, services: Sequence[str]) -> datetime | None:
    """Return since when nobody has waited for any of these services; None while somebody does.

    The queue became empty when the last one was called; before the first call of the day it was empty since opening.
    """
    latest: datetime | None = None
    for service in services:
        where = {"branch": change.branch.code, "service": service}
        if _SOMEBODY.rows(change.connection, where):
            return None
        called = _LAST_CALLED.rows(change.connection, where)[0][0]
        latest = called if latest is None or (called is not None and called > latest) else latest
    return latest or tables.EPOCH


_SOMEBODY = Prepared(
    select(_STEP.position)
    .where(_STEP.branch == bindparam("branch"), _STEP.service == bindparam("service"), tables.WAITING)
    .limit(1)
)
_LAST_CALLED = Prepared(
    select(func.max(_STEP.called_at, type_=tables.Instant)).where(
        _STEP.branch == bindparam("branch"), _STEP.service == bindparam("service"), tables.CALLED_ONCE
    )
)


def rank_limits(change: BranchChange, service: str) -> tuple[datetime | None, datetime | None]:
    """Return the first and the last rank of those who wait for a service; None for both when nobody does."""
    first, last = _LIMITS.rows(change.connection, {"branch": change.branch.code, "service": service})[0]
    return first, last


_LIMITS = Prepared(
    select(func.min(_STEP.rank, type_=tables.Instant), func.max(_STEP.rank, type_=tables.Instant)).where(
        _STEP.branch == bindparam("branch"), _STEP.service == bindparam("service"), tables.WAITING
    )
)


def ahead_of(connection: Connection, branch: str, service: str, rank: datetime) -> Ahead:
    """Return who waits with a smaller rank and is called before a visitor of a service, see `domain.ahead`."""
    rows = _AHEAD.rows(connection, {"branch": branch, "rank": rank})
    return ahead.ahead_of(
        service,
        waiting={what: count for what, count in rows if count != _OF_A_COUNTER},
        desks=[json.loads(what) for what, count in rows if count == _OF_A_COUNTER],
    )


def waiting(change: BranchChange, service: str) -> int:
    """Return how many wait for a service."""
    count: int = _COUNT.rows(change.connection, {"branch": change.branch.code, "service": service})[0][0]
    return count


_COUNT = Prepared(
    select(func.count()).where(
        _STEP.branch == bindparam("branch"), _STEP.service == bindparam("service"), tables.WAITING
    )
)


def in_rank_order(change: BranchChange) -> list[tuple[str, str]]:
    """Return the tickets that wait with their services, in the order of rank."""
    return [
        (ticket_id, service) for ticket_id, service in _LINE.rows(change.connection, {"branch": change.branch.code})
    ]


_LINE = Prepared(
    select(_STEP.ticket_id, _STEP.service)
    .where(_STEP.branch == bindparam("branch"), tables.WAITING)
    .order_by(_STEP.rank, _STEP.ticket_id)
)


def awaits_lane(connection: Connection, branch: Branch, *, dossiers: int, rank: datetime) -> bool:
    """Whether who has this rank waits for the bulk lane, which is taken; read for bulk filers alone."""
    if dossiers < branch.rules.bulk_from:
        return False
    where = {"branch": branch.code, "rank": rank, "bulk_from": branch.rules.bulk_from}
    folders = sum(count for (count,) in _FOLDERS.rows(connection, where))
    return choice.awaits_lane(dossiers, folders=folders, rules=branch.rules)


_IS_BULK = _PRIVATE.dossiers - _PRIVATE.dossiers_done >= bindparam("bulk_from")
_FOLDERS = Prepared(
    union_all(
        select(func.count())
        .select_from(tables.step)
        .join(tables.ticket_private, _PRIVATE.ticket_id == _STEP.ticket_id)
        .where(_STEP.branch == bindparam("branch"), tables.WAITING, _STEP.rank < bindparam("rank"), _IS_BULK),
        select(func.count())
        .select_from(tables.counter)
        .join(tables.ticket_private, _PRIVATE.ticket_id == tables.counter.c.ticket_id)
        .where(tables.counter.c.branch == bindparam("branch"), _IS_BULK),
    )
)


def bulk_at_counters(change: BranchChange, *, bulk_from: int) -> set[str]:
    """Return the counters in front of which a bulk filer stands."""
    rows = _BULK.rows(change.connection, {"branch": change.branch.code, "bulk_from": bulk_from})
    return {code for (code,) in rows}


_BULK = Prepared(
    select(tables.counter.c.code)
    .join(tables.ticket_private, _PRIVATE.ticket_id == tables.counter.c.ticket_id)
    .where(
        tables.counter.c.branch == bindparam("branch"),
        _IS_BULK,
    )
)


def add_ticket(change: BranchChange, ticket: Ticket, private: Private) -> None:
    """Write a new ticket, its steps and, apart from them, what is erased after closing."""
    change.later(_NEW_TICKET, {name: getattr(ticket, name) for name in TICKET_COLUMNS})
    for step in ticket.steps:
        change.later(_NEW_STEP, {name: getattr(step, name) for name in STEP_COLUMNS})
    change.later(_NEW_PRIVATE, {name: getattr(private, name) for name in PRIVATE_COLUMNS})


def private_of(change: BranchChange, ticket_id: str) -> Private:
    """Return the erasable part of a ticket. Raises TicketNotFound once it is erased."""
    found = change.kept.private(ticket_id)
    if found is None:
        raise TicketNotFound
    return found


def live_tickets(change: BranchChange) -> Sequence[Ticket]:
    """Return the tickets of the branch whose visit is not over."""
    live = (
        select(_STEP.ticket_id)
        .join(tables.ticket, _TICKET.id == _STEP.ticket_id)
        .where(_STEP.branch == change.branch.code, _STEP.state.in_(sorted(LIVE)), _TICKET.branch == _STEP.branch)
        .order_by(_TICKET.issued_at)
    )
    ids = dict.fromkeys(change.connection.execute(live).scalars())
    return [ticket for one in ids if (ticket := change.kept.ticket(one)) is not None]


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
    """Erase what was said of visits that are over: class, needs, notes and reasons; rank becomes the ready time."""
    over = select(_TICKET.id).where(_TICKET.branch == change.branch.code, _TICKET.step.is_(None))
    classed = select(_PRIVATE.ticket_id).where(_PRIVATE.priority.is_not(None), _PRIVATE.ticket_id.in_(over))
    ready = select(_TICKET.ready_at).where(_TICKET.id == _STEP.ticket_id).scalar_subquery()
    change.connection.execute(update(tables.step).where(_STEP.ticket_id.in_(classed)).values(rank=ready, rule=None))
    change.connection.execute(
        update(tables.ticket_private)
        .where(_PRIVATE.ticket_id.in_(over))
        .values(priority=None, needs=None, dossiers=None, dossier_code=None, notes=None)
    )
    reasons, acts = tables.call_reason.c, tables.last_act.c
    change.connection.execute(delete(tables.call_reason).where(reasons.branch == change.branch.code))
    change.connection.execute(delete(tables.last_act).where(acts.branch == change.branch.code))
