"""End what happens at a counter: the service is done."""

from server.database import queue
from server.database.change import BranchChange
from server.domain.counter import Counter
from server.domain.rights import Caller
from server.domain.ticket import Ticket


def finish_service(change: BranchChange, *, counter: str, caller: Caller, outcome: str | None) -> Ticket:
    """Finish who stands at the counter; a visit with another step planned goes on waiting, with its time of arrival.

    Raises CounterNotFound, NotYourCounter, NobodyAtCounter.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    return finish_at(change, desk, outcome=outcome)


def finish_at(change: BranchChange, desk: Counter, *, outcome: str | None, automatic: bool = False) -> Ticket:
    """The same inside another act; `automatic` says in the event that nobody pressed finish."""
    ticket = queue.ticket_of(change.session, desk.require_visitor())
    step = ticket.present
    kind = ticket.act("finish", now=change.now)
    if step is not None:
        step.outcome = outcome
    desk.leave()
    onward = ticket.present.service if ticket.present else None
    told = {"automatic": automatic, "outcome": outcome, "onward": onward}
    change.record(kind, ticket=ticket.id, counter=desk.code, data={k: v for k, v in told.items() if v})
    return ticket
