"""Go to another branch, as was advised: the ticket moves with its time of arrival, the place is held for the way."""

from sqlalchemy import insert

from server.actions.refer_visitor import held_until, refer_visitor
from server.actions.take_ticket import EstimateWait, Issued
from server.database import queue, tables
from server.database.change import BranchChange
from server.domain.advice import Elsewhere
from server.domain.dispatch import Wait
from server.domain.lifecycle import StepState
from server.domain.refusals import WrongState
from server.domain.ticket import Ticket


def follow_advice(
    here: BranchChange, there: BranchChange, *, ticket_id: str, offer: Elsewhere, wait: Wait, estimate: EstimateWait
) -> tuple[Ticket, Issued]:
    """Move a waiting ticket to the branch of an offer, in one transaction, and keep what was expected.

    wait: what the visitor might still expect here. Raises TicketNotFound, WrongState, ServiceClosed.
    """
    ticket = queue.ticket_of(here, ticket_id)
    step = ticket.present
    if step is None or step.state is not StepState.WAITING:
        raise WrongState(number=ticket.number, state=ticket.last.state, act="refer")
    due_at = held_until(travel_s=offer.travel_s, now=there.now)
    service = step.service
    ticket, issued = refer_visitor(
        here, there, ticket_id=ticket_id, service=service, counter=None, estimate=estimate, due_at=due_at
    )
    row = {
        "ticket_id": ticket.id,
        "onward_id": issued.ticket.id,
        "branch": here.branch.code,
        "to": there.branch.code,
        "service": service,
        "at": here.now,
        "here_s": round(wait.p50_s),
        "there_s": round(offer.there_s),
        "travel_s": round(offer.travel_s),
    }
    here.write_back()
    here.connection.execute(insert(tables.advice), row)
    return ticket, issued
