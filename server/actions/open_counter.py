"""Open a counter for a choice of services."""

from collections.abc import Sequence

from server.actions.counter_act import counter_act
from server.database import queue
from server.database.change import BranchChange
from server.domain.counter import Counter
from server.domain.rights import Caller
from server.domain.skills import services_to_open


@counter_act("open")
def open_counter(change: BranchChange, *, counter: str, caller: Caller, services: Sequence[str] | None) -> Counter:
    """Open a counter, or replace what an open one serves; None takes the counter's default services.

    Raises CounterNotFound, UnknownService, Forbidden.
    """
    desk = queue.counter_of(change, counter)
    chosen = services_to_open(
        _default(change, counter, caller) if services is None else services,
        branch=change.branch.code,
        offered=change.branch.services,
        skills=caller.skills,
    )
    kind = desk.open(chosen, officer=caller.subject, levels=caller.skills, now=change.now)
    change.record(
        kind, counter=desk.code, ticket=desk.ticket_id, data={"officer": caller.subject, "services": list(chosen)}
    )
    return desk


def _default(change: BranchChange, counter: str, caller: Caller) -> Sequence[str]:
    """The network file's choice for this counter, as far as the officer's skills go."""
    planned = change.branch.counters[counter].services
    if caller.skills is None:
        return planned
    levels = {code: service.level for code, service in change.branch.services.items()}
    return [code for code in planned if caller.skills.get(code, 0) >= levels[code]]
