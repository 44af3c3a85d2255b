"""Call somebody by number: who was held comes back to the counter, anybody else is called out of order."""

from server.actions.call_next import After, call_to, require_after, seats, whose_turn
from server.actions.counter_act import counter_act
from server.actions.finish_service import Waits, finish_at, unknown
from server.database import queue
from server.database.change import BranchChange
from server.domain.choice import Choice, Others, Why, is_able, is_for
from server.domain.lifecycle import StepState
from server.domain.refusals import Forbidden, NotForYou, NumberNotFound, ReasonNeeded, WrongState
from server.domain.rights import Caller, Right
from server.domain.ticket import Ticket


@counter_act("call")
def pick_visitor(
    change: BranchChange,
    *,
    counter: str,
    caller: Caller,
    number: str,
    reason: str | None,
    after: After | None = None,
    waits: Waits = unknown,
) -> Ticket:
    """Call a ticket of today by its number to the counter; who stands there is finished first.

    Out of order needs a reason, and the right `pick` where the network wants it; a held ticket that is the officer's
    own or the branch's needs neither, nor does who is next anyway. waits: see finish_service. Raises CounterNotFound,
    NotYourCounter, NumberNotFound, CounterNotOpen, SentElsewhere, BranchPaused, NotThisCounter, WrongState, NotForYou,
    Forbidden, ReasonNeeded.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    ticket = by_number(change, number)
    desk.require_open()
    caller.require_calling(change.branch.code)
    change.standing.require_calling(change.branch.code)
    require_after(change, desk, after)
    step = ticket.last
    if step.state not in (StepState.WAITING, StepState.HELD):
        raise WrongState(number=ticket.number, state=step.state, act="call")
    here, others = seats(change, desk)
    if not is_able(here, step.service, step.level):
        raise Forbidden(role=caller.role)
    held = step.state is StepState.HELD
    turn = None if held else whose_turn(change, desk)
    if turn is None or turn.ticket_id != ticket.id:
        is_own = held or is_for(here, step.for_counter, step.for_officer)
        turn = Choice(ticket.id, Why.FOR_YOU if is_own else Why.PICKED, {})
    if turn.why is Why.PICKED:
        _require_right(change, caller, reason)
    if held and step.for_officer not in (None, desk.officer) and _is_there(others, step.for_officer):
        raise NotForYou(number=ticket.number, counter=counter)
    if desk.ticket_id is not None:
        finish_at(change, desk, outcome=None, automatic=True, waits=waits)
    if held:
        kind = ticket.come_back(rules=change.branch.rules, now=change.now)
        change.record(kind, ticket=ticket.id, counter=desk.code, data={"service": step.service})
    call_to(change, desk, ticket, why=turn.why, passed_over=list(turn.passed_over), note=reason)
    return ticket


def by_number(change: BranchChange, number: str) -> Ticket:
    """Return the ticket of today with a number, written with or without the space of screens. Raises NumberNotFound."""
    ticket = queue.ticket_of_number(change, change.branch.number(number) or number)
    if ticket is None:
        raise NumberNotFound(number=number)
    return ticket


def _is_there(others: Others, officer: str | None) -> bool:
    return any(other.officer == officer for other in others())


def _require_right(change: BranchChange, caller: Caller, reason: str | None) -> None:
    if change.branch.rules.pick_needs_right and not caller.has(Right.PICK):
        raise Forbidden(role=caller.role)
    if not reason:
        raise ReasonNeeded
