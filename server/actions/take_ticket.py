"""Give a visitor a number and a place in line."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from uuid_utils import uuid7

from server.database import queue
from server.database.change import BranchChange
from server.domain.branch import Service
from server.domain.dispatch import Wait
from server.domain.lifecycle import StepState
from server.domain.numbering import parsed, written
from server.domain.order import rank
from server.domain.refusals import BadNumber, ServiceClosed, TicketVoided
from server.domain.ticket import Step, Ticket

EstimateWait = Callable[[str, int], Wait | None]


@dataclass(frozen=True)
class Request:
    """What is asked for; `id`, `number`, `issued_at` and `token` are set by a kiosk that made them itself.

    last_contact: when the server last heard of that kiosk; a ticket cannot have been kept back since before then.
    """

    services: tuple[str, ...]
    language: str
    priority: str | None = None
    needs: tuple[str, ...] = ()
    dossiers: int = 1
    id: str | None = None
    number: str | None = None
    issued_at: datetime | None = None
    token: str | None = None
    last_contact: datetime | None = None


@dataclass(frozen=True)
class Issued:
    """A ticket as it was issued: how many wait before it, and the seq of its event."""

    ticket: Ticket
    token: str
    priority: str
    needs: tuple[str, ...]
    dossiers: int
    ahead: int
    seq: int


def take_ticket(change: BranchChange, *, request: Request, estimate: EstimateWait) -> Issued:
    """Issue a ticket for the first service, the others planned after it; the same id again gives the same ticket.

    estimate: (service, how many wait for it now) -> what to promise.
    Raises UnknownService, UnknownPriority, BadNumber, ServiceClosed, TicketVoided.
    """
    if request.id is not None:
        before = _issued_before(change, request)
        if before is not None:
            return before
    services = [change.branch.service(code) for code in request.services]
    priority = change.branch.priority(request.priority)
    _require_open(change, services[0])
    number = _number(change, request.number, services[0])
    issued_at = _issued_at(change, request)
    turn = rank(issued_at, priority, change.branch.head_starts)
    ahead = queue.waiting_ahead(change, service=services[0].code, rank=turn)
    wait = estimate(services[0].code, ahead)
    ticket_id = request.id or str(uuid7())
    ticket = Ticket(
        id=ticket_id,
        branch=change.branch.code,
        number=number,
        day=change.branch.hours.local_day(change.now),
        language=request.language,
        issued_at=issued_at,
        ready_at=issued_at,
        wait_p50_s=round(wait.p50_s) if wait else None,
        wait_p90_s=round(wait.p90_s) if wait else None,
        wait_low_s=wait.low_s if wait else None,
        wait_high_s=wait.high_s if wait else None,
        steps=[_step(change, ticket_id, position, service, turn) for position, service in enumerate(services)],
    )
    token = request.token or secrets.token_urlsafe(16)
    queue.add_ticket(change, ticket, token=token, priority=priority, needs=request.needs, dossiers=request.dossiers)
    seq = change.record("issued", ticket=ticket_id, data=_told(ticket, wait))
    return Issued(ticket, token, priority, request.needs, request.dossiers, ahead, seq)


def _step(change: BranchChange, ticket_id: str, position: int, service: Service, turn: datetime) -> Step:
    state = StepState.PLANNED if position else StepState.WAITING
    return Step(
        ticket_id=ticket_id, position=position, branch=change.branch.code, service=service.code, state=state, rank=turn
    )


def _issued_at(change: BranchChange, request: Request) -> datetime:
    """Hold a kiosk's word about the time between its last contact, or today's beginning, and now."""
    if request.issued_at is None:
        return change.now
    zone = change.branch.hours.zone
    midnight = datetime.combine(change.branch.hours.local_day(change.now), time(), zone)
    return min(max(request.issued_at, request.last_contact or midnight, midnight), change.now)


def _told(ticket: Ticket, wait: Wait | None) -> dict[str, object]:
    promise = [wait.low_s, wait.high_s] if wait else None
    services = [step.service for step in ticket.steps]
    return {"number": ticket.number, "services": services, "language": ticket.language, "promise_s": promise}


def _require_open(change: BranchChange, service: Service) -> None:
    hours = change.branch.hours
    if not hours.is_open(change.now):
        opening = hours.next_opening(change.now)
        opens_at = opening.astimezone(hours.zone).isoformat() if opening else None
        raise ServiceClosed(branch=change.branch.code, service=service.code, opens_at=opens_at)


def _number(change: BranchChange, asked: str | None, service: Service) -> str:
    if asked is None:
        return written(service.letter, change.numbers.take(service.letter), digits=service.digits)
    parts = parsed(asked)
    if parts is None or parts[0] != service.letter or not change.numbers.is_leased(*parts):
        raise BadNumber(number=asked)
    return written(*parts, digits=service.digits)


def _issued_before(change: BranchChange, request: Request) -> Issued | None:
    assert request.id is not None
    ticket = change.session.get(Ticket, request.id)
    if ticket is None:
        if queue.is_voided(change, request.id):
            raise TicketVoided(id=request.id)
        return None
    if ticket.branch != change.branch.code or ticket.steps[0].state is StepState.VOID:
        raise TicketVoided(id=request.id)
    private = queue.private_of(change, ticket.id)
    step = ticket.present
    ahead = queue.waiting_ahead(change, service=step.service, rank=step.rank) if step else 0
    return Issued(
        ticket=ticket,
        token=private["token"],
        priority=private["priority"] or "ordinary",
        needs=tuple(private["needs"] or ()),
        dossiers=private["dossiers"] or 1,
        ahead=ahead,
        seq=queue.issued_seq(change, ticket.id),
    )
