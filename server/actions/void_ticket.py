"""Take back a ticket that nobody holds, or make sure that an id never becomes one."""

from server.database import queue
from server.database.change import BranchChange
from server.domain.refusals import TicketNotFound
from server.domain.ticket import Ticket


def void_ticket(change: BranchChange, *, ticket_id: str) -> Ticket | None:
    """Void the ticket of an id; without one, leave a tombstone that stops a late arrival. Repeating it is harmless.

    Raises WrongState when the ticket was called already, TicketNotFound for one of another branch.
    """
    ticket = change.kept.ticket(ticket_id)
    if ticket is not None and ticket.branch != change.branch.code:
        raise TicketNotFound
    if queue.is_voided(change, ticket_id):
        return ticket
    if ticket is not None:
        kind = ticket.act("void", now=change.now)
        change.record(kind, ticket=ticket.id, data={"number": ticket.number})
    queue.add_tombstone(change, ticket_id)
    return ticket
