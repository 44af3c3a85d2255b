"""Call the visitor whose turn it is to a counter."""

from dataclasses import dataclass

from server.actions.finish_service import finish_at
from server.database import queue
from server.database.change import BranchChange
from server.domain.rights import Caller
from server.domain.ticket import Ticket


@dataclass(frozen=True)
class After:
    """Who the officer's page believes to be at the counter; None for nobody."""

    ticket_id: str | None


def call_next(change: BranchChange, *, counter: str, caller: Caller, after: After | None = None) -> Ticket | None:
    """Call the smallest rank among the counter's services; None, and nothing changes, when nobody fits.

    Who still stands at the counter is finished first, in the same transaction. The branch stays locked until commit,
    so two officers never get one ticket. Raises CounterNotFound, NotYourCounter, CounterNotOpen, NotThisCounter.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    desk.require_open()
    if after is not None:
        desk.require_after(after.ticket_id)
    ticket = queue.next_waiting(change, desk.services)
    if ticket is None:
        return None
    if desk.ticket_id is not None:
        finish_at(change, desk, outcome=None, automatic=True)
        # A visit's own next step may come before whoever was first.
        change.session.flush()
        ticket = queue.next_waiting(change, desk.services) or ticket
    kind = ticket.call(desk.code, now=change.now)
    desk.receive(ticket.id, ticket.number)
    change.record(
        kind,
        ticket=ticket.id,
        counter=desk.code,
        data={"kind": "call", "service": ticket.steps[ticket.step or 0].service},
    )
    return ticket
