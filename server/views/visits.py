"""How is one visit read outside of a change?"""

from typing import Any

from sqlalchemy import Connection

from server.database.kept import Kept
from server.domain.branch import Branch
from server.domain.refusals import TicketNotFound
from server.domain.ticket import Private, Ticket
from server.views.reasons import officers_reason, reason_of
from server.views.ticket import officers_ticket


def visit(connection: Connection, ticket_id: str) -> tuple[Ticket, Private | None]:
    """Return a ticket with its steps and what is erased after closing. Raises TicketNotFound."""
    kept = Kept(connection)
    ticket = kept.ticket(ticket_id)
    if ticket is None:
        raise TicketNotFound
    return ticket, kept.private(ticket_id)


def officers_visit(connection: Connection, branch: Branch, ticket_id: str) -> dict[str, Any]:
    """Return a visit as officers see it, with why it was called. Raises TicketNotFound."""
    ticket, private = visit(connection, ticket_id)
    why = officers_reason(branch, ticket, reason_of(connection, branch.code, ticket.id))
    return officers_ticket(ticket, branch, private=private) | {"why": why}
