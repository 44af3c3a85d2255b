"""The visitor says that he will not come."""

from server.database import queue
from server.database.change import BranchChange
from server.domain.ticket import Ticket


def cancel_ticket(change: BranchChange, *, ticket_id: str) -> Ticket:
    """Cancel a waiting visit; a visit that is cancelled already stays so. Raises TicketNotFound, WrongState."""
    ticket = queue.ticket_of(change.session, ticket_id)
    if ticket.step is None and ticket.steps[-1].state == "cancelled":
        return ticket
    kind = ticket.act("cancel", now=change.now)
    change.record(kind, ticket=ticket.id, data={"number": ticket.number})
    return ticket
