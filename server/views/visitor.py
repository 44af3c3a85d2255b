"""What does the holder of a ticket see on the phone?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from server.database import tables
from server.database.queue import ahead_of, awaits_lane
from server.domain.branch import Branch, Network
from server.domain.dispatch import Wait
from server.domain.lifecycle import MOVES, StepState
from server.domain.refusals import TicketNotFound
from server.domain.standing import Pause
from server.domain.ticket import ROOM_FOR_STEPS, Private, Ticket
from server.views.network import standing_of
from server.views.ticket import ticket_view
from server.views.times import local
from server.views.visits import visit
from server.views.waits import Waits

REFERRALS_FOLLOWED = 8
MINUTE = timedelta(minutes=1)

_P, _T = tables.ticket_private.c, tables.ticket.c


@dataclass(frozen=True)
class Holder:
    """Which ticket a token opens: the one that goes on at another branch or day, where there is one."""

    ticket_id: str
    branch: str


def holder_of(connection: Connection, token: str) -> Holder:
    """Return the ticket of a token. Raises TicketNotFound, also once the token is erased."""
    if not token.isprintable():
        raise TicketNotFound
    wanted = select(_T.id, _T.branch, _T.referred_to).join(tables.ticket_private, _P.ticket_id == _T.id)
    row = connection.execute(wanted.where(_P.token == token)).one_or_none()
    for _ in range(REFERRALS_FOLLOWED):
        if row is None or row.referred_to is None:
            break
        onward = select(_T.id, _T.branch, _T.referred_to).where(_T.id == row.referred_to)
        row = connection.execute(onward).one_or_none()
    if row is None:
        raise TicketNotFound
    return Holder(row.id, row.branch)


def visitor_view(
    connection: Connection, network: Network, *, token: str, waits: Waits, now: datetime
) -> dict[str, Any]:
    """Return the ticket of a token with its place in line now. Raises TicketNotFound.

    While the branch stands still nobody can say how long it takes, so no wait is expected.
    """
    holder = holder_of(connection, token)
    branch = network.branches.get(holder.branch)
    if branch is None:
        raise TicketNotFound
    ticket, private = visit(connection, holder.ticket_id)
    step = ticket.present
    paused = standing_of(connection, branch).paused
    ahead = wait = None
    if step is not None and step.state is StepState.WAITING:
        before = ahead_of(connection, branch.code, step.service, step.rank)
        ahead = before.all
        if paused is None:
            wait = expected(connection, branch, ticket, private, before.same, waits=waits, now=now)
    seen = ticket_view(ticket, branch, private=private, ahead=ahead, wait=wait)
    return seen | for_holder(ticket, branch, token=token, paused=paused, now=now)


def for_holder(ticket: Ticket, branch: Branch, *, token: str, paused: Pause | None, now: datetime) -> dict[str, Any]:
    """Return what only the holder of a ticket is told beside it. paused: why the branch stands still."""
    return {
        "token": token,
        "may": may_do(ticket, branch, now=now),
        "branch_paused": paused,
        "return_until": local(branch, ticket.return_until(branch.rules)),
        "postpone_min": round(branch.rules.postpone_by / MINUTE),
    }


def expected(
    connection: Connection,
    branch: Branch,
    ticket: Ticket,
    private: Private | None,
    same: int,
    *,
    waits: Waits,
    now: datetime,
) -> Wait | None:
    """Return what a ticket that waits may expect from now on; None where that cannot be told.

    same: how many of its own service are before it. Who waits for the full bulk lane is told what the worker foresees
    for him, and nothing before that.
    """
    step, told = ticket.last, waits.seen_by(connection, branch, now=now)
    dossiers = private.left if private is not None else 1
    if not told.knows(ticket.id) and awaits_lane(connection, branch, dossiers=dossiers, rank=step.rank):
        return None
    return told.of_ticket(ticket.id, step.service, same, now=now)


def may_do(ticket: Ticket, branch: Branch, *, now: datetime) -> list[str]:
    """Return what the holder may do now: cancel, arrive, change-service, add-service, postpone, return."""
    state = ticket.last.state
    acts = [act for act in ("cancel", "arrive") if ticket.present is not None and state in MOVES[act].sources]
    if state is StepState.WAITING and ticket.back_at is not None:
        acts.append("arrive")
    if state is StepState.WAITING:
        acts.append("change-service")
    if ticket.present is not None and len(ticket.steps) < ROOM_FOR_STEPS:
        acts.append("add-service")
    if state is StepState.WAITING and ticket.postponed < branch.rules.postponements:
        acts.append("postpone")
    until = ticket.return_until(branch.rules)
    if state is StepState.HELD or (until is not None and now <= until):
        acts.append("return")
    return acts
