"""Send a visitor to another branch, which goes on with the time of arrival."""

from datetime import datetime, timedelta

from server.actions.mend_ticket import take_from_counter
from server.actions.take_ticket import EstimateWait, Issued, Request, issue, require_open, require_service
from server.database import last_acts, queue
from server.database.change import BranchChange
from server.domain.lifecycle import StepState
from server.domain.refusals import SameBranch
from server.domain.ticket import Ticket

# Beyond the usual way: who comes later than that stands behind those who wait then.
GRACE = timedelta(minutes=10)


def held_until(*, travel_s: float, now: datetime) -> datetime:
    """Return until when a place is held for who sets out now."""
    return now + timedelta(seconds=travel_s) + GRACE


def refer_visitor(
    here: BranchChange,
    there: BranchChange,
    *,
    ticket_id: str,
    service: str | None,
    counter: str | None,
    estimate: EstimateWait,
    due_at: datetime | None = None,
) -> tuple[Ticket, Issued]:
    """End a visit here and issue it a ticket there, with the same arrival, class and needs; both in one transaction.

    service: which one there does first, the present one by default; what was planned here is planned there. due_at:
    until when the place is held for who is still on the way. It cannot be undone, since two branches have acted.

    Raises TicketNotFound, SameBranch, WrongState, UnknownService of the other branch, ServiceClosed.
    """
    if here.branch.code == there.branch.code:
        raise SameBranch(branch=here.branch.code)
    ticket = queue.ticket_of(here, ticket_id)
    private = queue.private_of(here, ticket.id)
    first = service or ticket.last.service
    require_open(there, first)
    require_service(there, first)
    planned = [step.service for step in ticket.steps if step.state is StepState.PLANNED and step.service != first]
    take_from_counter(here, ticket, counter=counter, act="refer")
    kind = ticket.act("refer", now=here.now)
    request = Request(
        services=(first, *planned),
        language=ticket.language,
        priority=private.priority,
        needs=tuple(private.needs or ()),
        dossiers=private.left or 1,
        dossier_code=private.dossier_code,
        due_at=due_at,
    )
    issued = issue(there, request=request, ready_at=min(ticket.ready_at, here.now), estimate=estimate)
    ticket.referred_to = issued.ticket.id
    here.record(kind, ticket=ticket.id, counter=counter, data={"branch": there.branch.code, "onward": issued.ticket.id})
    if counter is not None:
        last_acts.keep(here, counter=counter, act="refer", first_seq=here.seq, undoable=False)
    return ticket, issued
