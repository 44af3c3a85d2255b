"""Send a visitor on: to a service, a counter or an officer of the same branch, and perhaps back again."""

from dataclasses import dataclass
from datetime import datetime

from server.actions.counter_act import counter_act
from server.database import queue
from server.database.change import BranchChange
from server.domain.counter import Counter
from server.domain.lifecycle import CounterState
from server.domain.order import Place, placed, rank
from server.domain.refusals import NobodyServes, SameService, UnknownCounter
from server.domain.rights import Caller
from server.domain.ticket import Step, Ticket


@dataclass(frozen=True)
class Onward:
    """Where a visitor is sent. place: where he stands in that line. back: he returns to this officer afterwards.

    level: the least skill that the case needs. note: for the next officer, free text.
    """

    service: str
    counter: str | None = None
    officer: str | None = None
    place: Place = Place.BY_ARRIVAL
    back: bool = False
    level: int = 1
    note: str | None = None


@counter_act("transfer")
def transfer_visitor(change: BranchChange, *, counter: str, caller: Caller, onward: Onward) -> Ticket:
    """End the present step and open one elsewhere; number and time of arrival stay.

    Raises CounterNotFound, NotYourCounter, NobodyAtCounter, UnknownService, UnknownCounter, SameService (a transfer to
    the same service that names no counter, officer or higher level), NobodyServes.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    needed = max(onward.level, change.branch.service(onward.service).level)
    if onward.counter is not None and onward.counter not in change.branch.counters:
        raise UnknownCounter(branch=change.branch.code, counter=onward.counter)
    ticket = queue.ticket_of(change, desk.require_visitor())
    before = ticket.last
    _require_elsewhere(before, desk, onward, number=ticket.number)
    _require_served(change, onward)
    first, last = queue.rank_limits(change, onward.service)
    own = arrival_rank(change, ticket)
    turn, rule = placed(onward.place, own=own, first=first, last=last, now=change.now)
    kind, step = ticket.transfer(onward.service, rank=turn, rule=rule, now=change.now)
    step.for_counter, step.for_officer, step.level = onward.counter, onward.officer, needed
    if onward.back:
        again = ticket.add_step(before.service, rank=own, level=before.level)
        again.for_officer = caller.subject
    desk.leave()
    queue.private_of(change, ticket.id).note("transfer", onward.note)
    told = {
        "service": onward.service,
        "for_counter": onward.counter,
        "for_officer": onward.officer,
        "place": onward.place.value,
        "back": onward.back,
        "level": onward.level,
    }
    change.record(kind, ticket=ticket.id, counter=desk.code, data=told)
    return ticket


def arrival_rank(change: BranchChange, ticket: Ticket) -> datetime:
    """Return the rank that a ticket's time of arrival and class give it, which every step of the visit keeps."""
    private = change.kept.private(ticket.id)
    priority = (private.priority if private else None) or "ordinary"
    return rank(ticket.counts_from, priority, change.branch.head_starts)


def _require_elsewhere(step: Step, desk: Counter, onward: Onward, *, number: str) -> None:
    """Within the same service only another counter, another officer or more skill is somewhere else."""
    other = (
        onward.counter not in (None, desk.code)
        or onward.officer not in (None, desk.officer)
        or onward.level > step.level
    )
    if onward.service == step.service and not other:
        raise SameService(number=number, service=onward.service)


def _require_served(change: BranchChange, onward: Onward) -> None:
    """Raise unless the counter, or the officer, who is named serves the service now."""
    if onward.counter is None and onward.officer is None:
        return
    for one in change.kept.counters(change.branch.code):
        if one.state is CounterState.CLOSED or onward.service not in one.services:
            continue
        if onward.counter in (None, one.code) and onward.officer in (None, one.officer):
            return
    raise NobodyServes(service=onward.service)
