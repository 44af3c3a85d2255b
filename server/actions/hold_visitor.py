"""Set a visitor aside until something is there."""

from datetime import timedelta

from server.actions.counter_act import counter_act
from server.database import queue
from server.database.change import BranchChange
from server.domain.rights import Caller
from server.domain.ticket import Ticket

REASONS = ("missing-document", "system", "visitor-asked", "other")


@counter_act("hold")
def hold_visitor(
    change: BranchChange,
    *,
    counter: str,
    caller: Caller,
    reason: str | None,
    own: bool = False,
    due_min: float | None = None,
) -> Ticket:
    """Hold who stands at the counter, in the officer's own pool or in the branch's, until a due time.

    reason: a code or free text; free text stays out of the chain. Whoever is back by the due time (`hold_limit_min`
    of the rules, unless said otherwise) keeps his place. Raises CounterNotFound, NotYourCounter, NobodyAtCounter.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    ticket = queue.ticket_of(change, desk.require_visitor())
    limit = change.branch.rules.hold_limit if due_min is None else timedelta(minutes=due_min)
    kind = ticket.hold(officer=caller.subject if own else None, due_at=change.now + limit, now=change.now)
    queue.private_of(change, ticket.id).note("hold", reason)
    desk.leave()
    told = {"own": own, "due_s": round(limit.total_seconds())} | ({"reason": reason} if reason in REASONS else {})
    change.record(kind, ticket=ticket.id, counter=desk.code, data=told)
    return ticket
