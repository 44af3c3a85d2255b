"""Open a counter for a choice of services."""

from collections.abc import Sequence

from server.database import queue
from server.database.change import BranchChange
from server.domain.counter import Counter
from server.domain.rights import Caller
from server.domain.skills import services_to_open


def open_counter(change: BranchChange, *, counter: str, caller: Caller, services: Sequence[str] | None) -> Counter:
    """Open a counter, or replace what an open one serves; None takes the counter's default services.

    Raises CounterNotFound, UnknownService, Forbidden.
    """
    desk = queue.counter_of(change, counter)
    asked = change.branch.counters[counter] if services is None else services
    chosen = services_to_open(asked, branch=change.branch.code, offered=change.branch.services, skills=caller.skills)
    kind = desk.open(chosen, officer=caller.subject, now=change.now)
    change.record(
        kind, counter=desk.code, ticket=desk.ticket_id, data={"officer": caller.subject, "services": list(chosen)}
    )
    return desk
