"""What does the holder of a ticket see on the phone?"""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from server.database import tables
from server.domain.branch import Network
from server.domain.lifecycle import StepState
from server.domain.refusals import TicketNotFound
from server.domain.ticket import Ticket
from server.views.ticket import ticket_view
from server.views.waits import Waits

_S, _P, _T = tables.step.c, tables.ticket_private.c, tables.ticket.c


@dataclass(frozen=True)
class Holder:
    """Which ticket a token opens."""

    ticket_id: str
    branch: str
    priority: str


def holder_of(connection: Connection, token: str) -> Holder:
    """Return the ticket of a token. Raises TicketNotFound, also once the token is erased."""
    if not token.isprintable():
        raise TicketNotFound
    wanted = select(_T.id, _T.branch, _P.priority).join(tables.ticket_private, _P.ticket_id == _T.id)
    row = connection.execute(wanted.where(_P.token == token)).one_or_none()
    if row is None:
        raise TicketNotFound
    return Holder(row.id, row.branch, row.priority or "ordinary")


def visitor_view(
    connection: Connection, network: Network, *, token: str, waits: Waits, now: datetime
) -> dict[str, Any]:
    """Return the ticket of a token with its place in line now. Raises TicketNotFound."""
    holder = holder_of(connection, token)
    branch = network.branches.get(holder.branch)
    if branch is None:
        raise TicketNotFound
    with Session(connection) as session:
        ticket = session.get_one(Ticket, holder.ticket_id)
        step = ticket.present
        ahead = wait = None
        if step is not None and step.state is StepState.WAITING:
            ahead = _ahead(connection, branch.code, step.service, step.rank)
            wait = waits.of(lambda: nullcontext(connection), branch, now=now).estimate(step.service, ahead)
        return ticket_view(ticket, branch, token=token, priority=holder.priority, ahead=ahead, wait=wait)


def _ahead(connection: Connection, branch: str, service: str, rank: datetime) -> int:
    counted = select(func.count()).where(_S.branch == branch, tables.WAITING, _S.service == service, _S.rank < rank)
    count: int = connection.execute(counted).scalar_one()
    return count
