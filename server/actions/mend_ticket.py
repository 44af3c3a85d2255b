"""Put right what people got wrong, or what has changed: another service, one more, a place given back, a later turn."""

from typing import Any

from server.actions.counter_act import counter_act
from server.actions.take_ticket import require_service
from server.actions.transfer_visitor import arrival_rank
from server.database import queue
from server.database.change import BranchChange
from server.domain.order import ready_time
from server.domain.refusals import SameService, WrongState
from server.domain.rights import Caller
from server.domain.ticket import ROOM_FOR_STEPS, Ticket


def take_from_counter(change: BranchChange, ticket: Ticket, *, counter: str | None, act: str) -> None:
    """Let the counter at which a visitor stands be free; only that counter may send him away. Raises WrongState."""
    if not ticket.is_at_counter:
        return
    desk = queue.counter_of(change, counter) if counter is not None else None
    if desk is None or desk.ticket_id != ticket.id:
        raise WrongState(number=ticket.number, state=ticket.last.state, act=act)
    desk.leave()


def _mended(change: BranchChange, kind: str, ticket: Ticket, counter: str | None, data: dict[str, Any]) -> Ticket:
    change.record(kind, ticket=ticket.id, counter=counter, data=data)
    return ticket


@counter_act("return")
def take_back(change: BranchChange, *, ticket_id: str, counter: str | None = None) -> Ticket:
    """Put who was held or missed back in line; the rules say where he stands.

    Raises TicketNotFound, WrongState, TooLateToReturn.
    """
    ticket = queue.ticket_of(change, ticket_id)
    kind = ticket.come_back(rules=change.branch.rules, now=change.now)
    return _mended(change, kind, ticket, counter, {"service": ticket.last.service})


def _require_intake(change: BranchChange, service: str, counter: str | None) -> None:
    """Nobody gets round the end of a service's intake with another ticket; an officer at a counter may send on."""
    if counter is None:
        require_service(change, service)


@counter_act("change-service")
def change_service(change: BranchChange, *, ticket_id: str, service: str, counter: str | None = None) -> Ticket:
    """Let a ticket that was taken for the wrong service wait for the right one, with its time of arrival.

    Raises TicketNotFound, UnknownService, ServiceIntakeClosed, SameService, WrongState.
    """
    ticket = queue.ticket_of(change, ticket_id)
    offered = change.branch.service(service)
    _require_intake(change, offered.code, counter)
    before = ticket.last.service
    if before == offered.code and ticket.present is not None:
        raise SameService(number=ticket.number, service=service)
    take_from_counter(change, ticket, counter=counter, act="change-service")
    kind = ticket.change_service(offered.code, now=change.now)
    ticket.last.rank, ticket.last.rule, ticket.last.level = arrival_rank(change, ticket), None, offered.level
    return _mended(change, kind, ticket, counter, {"service": offered.code, "before": before})


@counter_act("add-service")
def add_service(change: BranchChange, *, ticket_id: str, service: str, counter: str | None = None) -> Ticket:
    """Plan one more service in a visit that is not over; the same service cannot be planned twice.

    Raises TicketNotFound, UnknownService, ServiceIntakeClosed, SameService, WrongState.
    """
    ticket = queue.ticket_of(change, ticket_id)
    offered = change.branch.service(service)
    _require_intake(change, offered.code, counter)
    if ticket.present is None or len(ticket.steps) >= ROOM_FOR_STEPS:
        raise WrongState(number=ticket.number, state=ticket.last.state, act="add-service")
    going_on = [step for step in ticket.steps if step.ended_at is None]
    if any(step.service == offered.code for step in going_on):
        raise SameService(number=ticket.number, service=service)
    ticket.add_step(offered.code, rank=arrival_rank(change, ticket), level=offered.level)
    return _mended(change, "service_added", ticket, counter, {"service": offered.code})


@counter_act("ordinary")
def make_ordinary(change: BranchChange, *, ticket_id: str, counter: str | None = None) -> Ticket:
    """Put a priority that does not hold back to normal rank; the chain says only that it was done.

    Raises TicketNotFound, WrongState when the visit is over or was ordinary before.
    """
    ticket = queue.ticket_of(change, ticket_id)
    private = queue.private_of(change, ticket.id)
    if ticket.present is None or private.priority is None:
        raise WrongState(number=ticket.number, state=ticket.last.state, act="ordinary")
    private.priority = None
    _to_arrival(change, ticket)
    return _mended(change, "reclassed", ticket, counter, {})


@counter_act("dossiers")
def count_dossiers(change: BranchChange, *, ticket_id: str, count: int, counter: str | None = None) -> Ticket:
    """Write down the verified number of dossiers. Raises TicketNotFound, WrongState when the visit is over."""
    ticket = queue.ticket_of(change, ticket_id)
    if ticket.present is None:
        raise WrongState(number=ticket.number, state=ticket.last.state, act="dossiers")
    private = queue.private_of(change, ticket.id)
    private.dossiers, private.counted = max(count, private.dossiers_done + 1), True
    return _mended(change, "dossiers_counted", ticket, counter, {"count": private.dossiers})


@counter_act("cancel")
def cancel_ticket(change: BranchChange, *, ticket_id: str, counter: str | None = None) -> Ticket:
    """End a visit that nobody will come to; a cancelled one stays so. Raises TicketNotFound, WrongState."""
    ticket = queue.ticket_of(change, ticket_id)
    if ticket.present is None and ticket.last.state == "cancelled":
        return ticket
    return _mended(change, ticket.act("cancel", now=change.now), ticket, counter, {"number": ticket.number})


@counter_act("postpone")
def postpone(change: BranchChange, *, ticket_id: str, counter: str | None = None) -> Ticket:
    """Let a visitor have a later turn. Raises TicketNotFound, WrongState, PostponedEnough."""
    ticket = queue.ticket_of(change, ticket_id)
    kind = ticket.postpone(rules=change.branch.rules, now=change.now)
    return _mended(change, kind, ticket, counter, {"times": ticket.postponed})


@counter_act("arrive")
def arrive(change: BranchChange, *, ticket_id: str, counter: str | None = None) -> Ticket:
    """Check in who has an appointment: he counts from its slot, or as a walk-in when he is later than the grace.

    Who has a number from the door may be called from now on. Raises TicketNotFound, WrongState.
    """
    ticket = queue.ticket_of(change, ticket_id)
    if ticket.back_at is not None:
        return _mended(change, ticket.be_here(), ticket, counter, {"number": ticket.number})
    kind = ticket.act("arrive", now=change.now)
    ticket.ready_at = ready_time(change.now, slot=ticket.slot, grace=change.branch.rules.booking_grace)
    _to_arrival(change, ticket)
    return _mended(change, kind, ticket, counter, {"late": ticket.ready_at != ticket.slot})


def _to_arrival(change: BranchChange, ticket: Ticket) -> None:
    """Rank by arrival and class again; where a rule set another rank, as for who asked for a later turn, that stays."""
    rank = arrival_rank(change, ticket)
    for step in ticket.steps:
        if step.ended_at is None and step.rule is None:
            step.rank = rank


def require_own_counter(change: BranchChange, caller: Caller, counter: str | None) -> None:
    """Raise CounterNotFound or NotYourCounter when an act is said to be of a counter that is not the caller's."""
    if counter is not None:
        queue.counter_of(change, counter).require_officer(caller.subject)
