"""Call again, begin, or give up on who was called to a counter."""

from server.database import queue
from server.database.change import BranchChange
from server.domain.counter import Counter
from server.domain.rights import Caller
from server.domain.ticket import Ticket


def recall(change: BranchChange, *, counter: str, caller: Caller) -> Ticket:
    """Call again who was called here. Raises CounterNotFound, NotYourCounter, NobodyAtCounter, WrongState."""
    desk, ticket = _in_front(change, counter, caller)
    kind, spoken = ticket.repeat(recalls=change.branch.recalls, now=change.now)
    change.record(kind, ticket=ticket.id, counter=desk.code, data={"kind": spoken, "service": _service(ticket)})
    return ticket


def start_service(change: BranchChange, *, counter: str, caller: Caller) -> Ticket:
    """The visitor has come and is served. Raises CounterNotFound, NotYourCounter, NobodyAtCounter, WrongState."""
    desk, ticket = _in_front(change, counter, caller)
    change.record(ticket.act("start", now=change.now), ticket=ticket.id, counter=desk.code)
    return ticket


def no_show(change: BranchChange, *, counter: str, caller: Caller) -> Ticket:
    """The visitor did not come. Raises CounterNotFound, NotYourCounter, NobodyAtCounter, WrongState."""
    desk, ticket = _in_front(change, counter, caller)
    kind = ticket.act("no-show", now=change.now)
    desk.leave()
    change.record(kind, ticket=ticket.id, counter=desk.code)
    return ticket


def _in_front(change: BranchChange, counter: str, caller: Caller) -> tuple[Counter, Ticket]:
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    return desk, queue.ticket_of(change.session, desk.require_visitor())


def _service(ticket: Ticket) -> str:
    return ticket.steps[ticket.step or 0].service
