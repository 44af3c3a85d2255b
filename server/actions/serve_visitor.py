"""Call again, begin, or give up on who was called to a counter."""

from server.actions.counter_act import counter_act
from server.database import queue
from server.database.change import BranchChange
from server.domain.counter import Counter
from server.domain.rights import Caller
from server.domain.ticket import Ticket


@counter_act("recall")
def recall(change: BranchChange, *, counter: str, caller: Caller) -> Ticket:
    """Call again who was called here. Raises CounterNotFound, NotYourCounter, NobodyAtCounter, BranchPaused,
    WrongState, NotYetAgain.
    """
    desk, ticket = _in_front(change, counter, caller)
    change.standing.require_calling(change.branch.code)
    rules = change.branch.rules
    said_at = queue.said_at(change, ticket.id) if rules.recall_gap else None
    kind, spoken = ticket.repeat(rules=rules, now=change.now, said_at=said_at)
    change.record(kind, ticket=ticket.id, counter=desk.code, data={"kind": spoken, "service": ticket.last.service})
    return ticket


@counter_act("start")
def start_service(change: BranchChange, *, counter: str, caller: Caller) -> Ticket:
    """The visitor has come and is served. Raises CounterNotFound, NotYourCounter, NobodyAtCounter, WrongState."""
    desk, ticket = _in_front(change, counter, caller)
    change.record(ticket.act("start", now=change.now), ticket=ticket.id, counter=desk.code)
    return ticket


@counter_act("no-show")
def no_show(change: BranchChange, *, counter: str, caller: Caller) -> Ticket:
    """The visitor did not come; while the branch stands still nobody can.

    Raises CounterNotFound, NotYourCounter, NobodyAtCounter, BranchPaused, WrongState, NotYetAgain.
    """
    desk, ticket = _in_front(change, counter, caller)
    change.standing.require_calling(change.branch.code)
    kind = ticket.no_show(rules=change.branch.rules, now=change.now)
    desk.leave()
    change.record(kind, ticket=ticket.id, counter=desk.code)
    return ticket


def _in_front(change: BranchChange, counter: str, caller: Caller) -> tuple[Counter, Ticket]:
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    return desk, queue.ticket_of(change, desk.require_visitor())
