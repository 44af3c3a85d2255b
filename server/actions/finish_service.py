"""End what happens at a counter: the service is done."""

from collections.abc import Callable, Sequence

from server.actions.counter_act import counter_act
from server.database import queue
from server.database.change import BranchChange
from server.domain.branch import Branch
from server.domain.counter import Counter
from server.domain.rights import Caller
from server.domain.ticket import Step, Ticket
from server.domain.visit_order import next_service

Waits = Callable[[str], float | None]


def unknown(service: str) -> float | None:  # noqa: ARG001 (the shape of Waits)
    """Nothing is known of any wait."""
    return None


@counter_act("finish")
def finish_service(
    change: BranchChange, *, counter: str, caller: Caller, outcome: str | None, waits: Waits = unknown
) -> Ticket:
    """Finish who stands at the counter; a visit with another step planned goes on waiting, with its time of arrival.

    waits: service -> the seconds that a visitor would wait for it now, None where nothing is known.
    Raises CounterNotFound, NotYourCounter, NobodyAtCounter.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    return finish_at(change, desk, outcome=outcome, waits=waits)


def finish_at(
    change: BranchChange, desk: Counter, *, outcome: str | None, automatic: bool = False, waits: Waits = unknown
) -> Ticket:
    """The same inside another act; `automatic` says in the event that nobody pressed finish.

    Where the visit goes on, the database is told of it at once, so that the act finds the visitor in his line.
    """
    ticket = queue.ticket_of(change, desk.require_visitor())
    step = ticket.last
    kind = ticket.act("finish", now=change.now, choose=best_next(change.branch, waits))
    step.outcome = outcome
    desk.leave()
    onward = ticket.present.service if ticket.present else None
    told = {"automatic": automatic, "outcome": outcome, "onward": onward}
    change.record(kind, ticket=ticket.id, counter=desk.code, data={k: v for k, v in told.items() if v})
    if onward is not None:
        change.write_back()
    return ticket


def best_next(branch: Branch, waits: Waits) -> Callable[[Sequence[Step]], Step]:
    """Return what picks, among planned steps, the one to wait for next."""

    def choose(planned: Sequence[Step]) -> Step:
        services = [step.service for step in planned]
        first = next_service(
            services,
            after={code: service.after for code, service in branch.services.items()},
            waits_s={service: waits(service) for service in services},
            gain=branch.rules.reorder_gain,
        )
        return next(step for step in planned if step.service == first)

    return choose
