"""Call the visitor whose turn it is to a counter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from server.actions.counter_act import counter_act
from server.actions.finish_service import Waits, finish_at, unknown
from server.database import queue
from server.database.change import BranchChange
from server.domain.choice import Choice, Others, Seat, Waiting, Why, choose, overflowing
from server.domain.counter import Counter
from server.domain.lifecycle import CounterState
from server.domain.refusals import NotThisCounter
from server.domain.rights import Caller
from server.domain.ticket import Ticket


@dataclass(frozen=True)
class After:
    """Who the officer's page believes to be at the counter (None: nobody), and at which step of the visit.

    The step tells a visitor whose next service is done here from the one that the page still shows.
    """

    ticket_id: str | None
    step: int | None = None


@counter_act("call-next")
def call_next(
    change: BranchChange, *, counter: str, caller: Caller, after: After | None = None, waits: Waits = unknown
) -> Ticket | None:
    """Call whose turn it is at the counter; None, and nothing changes, when nobody fits.

    Who still stands at the counter is finished first, in the same transaction. The branch stays locked until commit,
    so two officers never get one ticket. waits: see finish_service.
    Raises CounterNotFound, NotYourCounter, CounterNotOpen, SentElsewhere, BranchPaused, NotThisCounter.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    desk.require_open()
    caller.require_calling(change.branch.code)
    change.standing.require_calling(change.branch.code)
    require_after(change, desk, after)
    choice = whose_turn(change, desk)
    if choice is None:
        return None
    if desk.ticket_id is not None:
        finished = finish_at(change, desk, outcome=None, automatic=True, waits=waits)
        if finished.present is not None:
            # The visit's own next step may come before whoever was first.
            choice = whose_turn(change, desk) or choice
    ticket = queue.ticket_of(change, choice.ticket_id)
    call_to(change, desk, ticket, why=choice.why, passed_over=list(choice.passed_over))
    change.hand_on()
    return ticket


def require_after(change: BranchChange, desk: Counter, after: After | None) -> None:
    """Raise NotThisCounter unless what the page believes is so. None: it believes nothing."""
    if after is None:
        return
    desk.require_after(after.ticket_id)
    if desk.ticket_id is None or after.step is None:
        return
    if queue.ticket_of(change, desk.ticket_id).step != after.step:
        raise NotThisCounter(counter=desk.code, number=desk.number)


def whose_turn(change: BranchChange, desk: Counter) -> Choice | None:
    """Return whom a counter would call now: of its own services or, once these have been empty, of those beside."""
    here, others = seats(change, desk)
    choice = _first_that_may(change, here, others, desk.services)
    if choice is not None:
        return choice
    beside = change.branch.counters[desk.code].overflow
    if not beside:
        return None
    empty = queue.empty_since(change, desk.services)
    able = [one for one in beside if here.levels is None or one.service in here.levels]
    services = overflowing(able, main_services_empty_since=empty, now=change.now)
    found = _first_that_may(change, here, others, [one for one in services if one not in desk.services])
    return None if found is None else Choice(found.ticket_id, Why.OVERFLOW, found.passed_over)


def seats(change: BranchChange, desk: Counter) -> tuple[Seat, Others]:
    """Return a counter as the choice sees it, and what gives the branch's others that are not closed."""

    @cache
    def others() -> Sequence[Seat]:
        bulk = queue.bulk_at_counters(change, bulk_from=change.branch.rules.bulk_from)
        return [
            _seat(change, one, bulk=one.code in bulk)
            for one in change.kept.counters(change.branch.code)
            if one.state is not CounterState.CLOSED and one.code != desk.code and one.code in change.branch.counters
        ]

    return _seat(change, desk, bulk=False), others


def _seat(change: BranchChange, one: Counter, *, bulk: bool) -> Seat:
    suits = change.branch.counters[one.code].suits
    is_open = one.state is CounterState.OPEN
    return Seat(one.code, one.officer, one.services, one.levels, suits, bulk, is_open)


def _first_that_may(change: BranchChange, here: Seat, others: Others, services: Sequence[str]) -> Choice | None:
    return choose(here, _in_order(change, services), others, rules=change.branch.rules, now=change.now)


def _in_order(change: BranchChange, services: Sequence[str]) -> Iterator[Waiting]:
    """Everybody who waits for the services, read piece by piece as far as is needed."""
    after: Waiting | None = None
    while True:
        some = queue.first_waiting(change, services, after=after)
        # What lies behind the end of a service's piece was not read: beyond it the order is not known yet.
        ends = [
            last
            for service in services
            if len(mine := [one for one in some if one.service == service]) == queue.looked_at(after)
            and (last := mine[-1])
        ]
        end = min(ends, key=lambda one: (one.rank, one.ticket_id), default=None)
        for one in some:
            if end is None or (one.rank, one.ticket_id) <= (end.rank, end.ticket_id):
                yield one
        if end is None:
            return
        after = end


def call_to(
    change: BranchChange,
    desk: Counter,
    ticket: Ticket,
    *,
    why: Why,
    passed_over: Sequence[str] = (),
    note: str | None = None,
) -> None:
    """Call a ticket to a counter, and keep why and whom that overtook."""
    step = ticket.last
    rank, service = step.rank, step.service
    kind = ticket.call(desk.code, now=change.now)
    step.to_anybody()
    desk.receive(ticket.id, ticket.number)
    seq = change.record(kind, ticket=ticket.id, counter=desk.code, data={"kind": "call", "service": service})
    earlier = []
    if why is not Why.TURN:
        earlier = queue.overtaken(change, service=service, rank=rank, ready_at=ticket.ready_at)
    others = [one for one in dict.fromkeys((*passed_over, *earlier)) if one != ticket.id]
    queue.keep_reason(change, seq=seq, ticket_id=ticket.id, why=why, overtaken=others, note=note)
