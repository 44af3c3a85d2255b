"""Give a visitor a number and a place in line."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from uuid_utils import uuid7

from server.actions.door_places import place_at_door
from server.database import queue
from server.database.change import BranchChange
from server.domain.branch import Service
from server.domain.dispatch import Wait
from server.domain.door import DoorPlace, opening_from_door
from server.domain.lifecycle import StepState
from server.domain.numbering import parsed, written
from server.domain.order import rank, ready_time
from server.domain.refusals import BadNumber, BadSlot, LeftoverLapsed, ServiceClosed, TicketVoided
from server.domain.ticket import Private, Step, Ticket
from server.domain.visit_order import ordered

EstimateWait = Callable[[str, int], Wait | None]


@dataclass(frozen=True)
class Request:
    """What is asked for; `id`, `number`, `issued_at` and `token` are set by a kiosk that made them itself.

    slot: of an appointment. instead_of: the token of a ticket that was left over at an earlier closing.
    due_at: until when the place is held for who was sent here and is still on the way.
    last_contact: when the server last heard of that kiosk; a ticket cannot have been kept back since before then.
    giver: the role of who gives it out, which says whether it may be had before opening.
    is_here: whoever has the slot has come.
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
    dossier_code: str | None = None
    slot: datetime | None = None
    instead_of: str | None = None
    last_contact: datetime | None = None
    due_at: datetime | None = None
    giver: str | None = None
    is_here: bool = False


@dataclass(frozen=True)
class Issued:
    """A ticket as it was issued: how many are called before it, what wait can be told now, and the seq of its event."""

    ticket: Ticket
    private: Private
    ahead: int
    wait: Wait | None
    seq: int


def take_ticket(change: BranchChange, *, request: Request, estimate: EstimateWait) -> Issued:
    """Issue a ticket, its first service waiting and the others planned; the same id again gives the same ticket.

    estimate: (service, how many wait for it now) -> what to promise. With a `slot` the ticket is an appointment, which
    waits from its arrival on. Raises UnknownService, UnknownPriority, BadNumber, ServiceClosed, BranchPaused,
    IntakeClosed, ServiceIntakeClosed, TicketVoided, LeftoverLapsed, BadSlot.
    """
    if request.id is not None:
        before = _issued_before(change, request, estimate)
        if before is not None:
            return before
    for code in request.services:
        change.branch.service(code)
    change.branch.priority(request.priority)
    if request.number is not None:
        _number(change, request.number, change.branch.service(request.services[0]))
    _require_number_of_today(change, request)
    opening = opening_from_door(change.branch, giver=request.giver or "", now=change.now)
    if opening is not None and request.number is None and request.slot is None and request.instead_of is None:
        day = change.branch.hours.local_day(change.now)
        change.standing.require_intake(change.branch.code, day=day, at=change.now)
        _require_services(change, request)
        door = place_at_door(change, request.services[0], opening=opening, at=change.now)
        return issue(change, request=request, ready_at=change.now, estimate=estimate, door=door)
    if request.slot is None and request.number is not None:
        # Whoever got a kiosk's own number in time may have to wait for the line, and for the end of lunch. What was
        # decided while it was cut, the kiosk could not know: its number counts.
        _require_hours(change, request.services[0], at=_issued_at(change, request))
    elif request.slot is None:
        require_open(change, request.services[0])
        _require_services(change, request)
    else:
        _require_slot(change, request.slot)
    if request.instead_of is not None:
        return _exchanged(change, request, estimate)
    return issue(change, request=request, ready_at=_issued_at(change, request), estimate=estimate)


def issue(
    change: BranchChange,
    *,
    request: Request,
    ready_at: datetime,
    estimate: EstimateWait,
    door: DoorPlace | None = None,
) -> Issued:
    """Write a new ticket that counts from `ready_at`. door: its place, if it is given before opening.

    Raises UnknownService, UnknownPriority, BadNumber.
    """
    services = [change.branch.service(code) for code in request.services]
    priority = change.branch.priority(request.priority)
    number = _number(change, request.number, services[0])
    counts_from = _counts_from(change, request, ready_at)
    turn = rank(ready_at if door else counts_from, priority, change.branch.head_starts)
    ticket_id = request.id or str(uuid7())
    steps = [
        Step(
            ticket_id=ticket_id,
            position=position,
            branch=change.branch.code,
            service=service.code,
            state=StepState.PLANNED,
            rank=turn,
            level=service.level,
        )
        for position, service in enumerate(_in_order(change, services, estimate))
    ]
    first = steps[0]
    first.state, first.since = (StepState.WAITING, change.now)
    if request.slot is not None and not request.is_here:
        first.state, first.since = StepState.BOOKED, None
    if request.due_at is not None:
        first.state, first.since, first.due_at = StepState.HELD, None, request.due_at
    ahead = queue.ahead_of(change.connection, change.branch.code, first.service, turn)
    now = _wait_now(change, first, ahead.same, dossiers=request.dossiers, estimate=estimate)
    wait = None if request.slot or door else now
    ticket = Ticket(
        id=ticket_id,
        branch=change.branch.code,
        number=number,
        day=change.branch.hours.local_day(change.now),
        language=request.language,
        issued_at=ready_at,
        ready_at=door.back_at if door else counts_from,
        slot=request.slot,
        turn_at=door.turn_at if door else None,
        back_at=door.back_at if door else None,
        draw_at=door.draw_at if door else None,
        wait_p50_s=round(wait.p50_s) if wait else None,
        wait_p90_s=round(wait.p90_s) if wait else None,
        wait_low_s=wait.low_s if wait else None,
        wait_high_s=wait.high_s if wait else None,
        steps=steps,
    )
    private = Private(
        ticket_id=ticket_id,
        token=request.token or secrets.token_urlsafe(16),
        priority=None if priority == "ordinary" else priority,
        needs=list(request.needs) or None,
        dossiers=request.dossiers,
        dossier_code=request.dossier_code,
    )
    queue.add_ticket(change, ticket, private)
    seq = change.record("issued", ticket=ticket_id, data=_told(change, ticket, wait))
    return Issued(ticket, private, ahead.all, now, seq)


def _wait_now(change: BranchChange, step: Step, same: int, *, dossiers: int, estimate: EstimateWait) -> Wait | None:
    """Return the wait that can be told; none to who waits for the full bulk lane, which no count of people foretells.

    Where the worker runs, it knows within seconds, and then the phone shows it.
    """
    if queue.awaits_lane(change.connection, change.branch, dossiers=dossiers, rank=step.rank):
        return None
    return estimate(step.service, same)


def _counts_from(change: BranchChange, request: Request, ready_at: datetime) -> datetime:
    if request.is_here:
        return ready_time(change.now, slot=request.slot, grace=change.branch.rules.booking_grace)
    return request.slot or ready_at


def _in_order(change: BranchChange, services: Sequence[Service], estimate: EstimateWait) -> Sequence[Service]:
    """Return the services of one visit in the best order, given the queues now."""
    if len(services) == 1:
        return services
    waits = {one.code: estimate(one.code, queue.waiting(change, one.code)) for one in services}
    codes = ordered(
        [one.code for one in services],
        after={code: service.after for code, service in change.branch.services.items()},
        waits_s={code: None if wait is None else wait.p50_s for code, wait in waits.items()},
        gain=change.branch.rules.reorder_gain,
    )
    return [change.branch.services[code] for code in codes]


def _exchanged(change: BranchChange, request: Request, estimate: EstimateWait) -> Issued:
    """Give whoever was left over at an earlier closing the first place of today."""
    assert request.instead_of is not None
    old = queue.ticket_of_token(change, request.instead_of)
    today = change.branch.hours.local_day(change.now)
    lapses = timedelta(days=change.branch.rules.leftover_days)
    if old is None or old.last.state is not StepState.EXPIRED or old.referred_to or today - old.day > lapses:
        raise LeftoverLapsed
    opening = change.branch.hours.first_opening(today)
    issued = issue(change, request=request, ready_at=min(opening or change.now, change.now), estimate=estimate)
    old.referred_to = issued.ticket.id
    return issued


def _require_number_of_today(change: BranchChange, request: Request) -> None:
    """Refuse a number of an earlier day: today the same one may lie in another kiosk's block."""
    if request.number is None or request.issued_at is None:
        return
    day = change.branch.hours.local_day
    if day(request.issued_at) < day(change.now):
        raise BadNumber(number=request.number)


def _issued_at(change: BranchChange, request: Request) -> datetime:
    """Hold a kiosk's word about the time between its last contact, or today's beginning, and now."""
    if request.issued_at is None:
        return change.now
    hours = change.branch.hours
    midnight = hours.midnight(hours.local_day(change.now))
    return min(max(request.issued_at, request.last_contact or midnight, midnight), change.now)


def _told(change: BranchChange, ticket: Ticket, wait: Wait | None) -> dict[str, object]:
    promise = [wait.low_s, wait.high_s] if wait else None
    services = [step.service for step in ticket.steps]
    told: dict[str, object] = {
        "number": ticket.number,
        "services": services,
        "language": ticket.language,
        "promise_s": promise,
    }
    if wait is not None and wait.simulated:
        told["forecast_s"] = [round(one) for one in (wait.p10_s, wait.p50_s, wait.p90_s)]
    # When the visitor's clock runs from another instant than the event's own.
    early_s = round((change.now - ticket.ready_at).total_seconds())
    return told | {"since_s": early_s} if early_s else told


def _require_services(change: BranchChange, request: Request) -> None:
    """Refuse a visit of which one service takes no more visitors today: its holder would not know before its end."""
    for service in request.services:
        require_service(change, service)


def _require_slot(change: BranchChange, slot: datetime) -> None:
    hours = change.branch.hours
    if hours.local_day(slot) != hours.local_day(change.now) or not hours.is_open(slot):
        raise BadSlot


def require_open(change: BranchChange, service: str) -> None:
    """Raise where the branch takes no visitors now. ServiceClosed, BranchPaused, IntakeClosed."""
    day = change.branch.hours.local_day(change.now)
    change.standing.require_intake(change.branch.code, day=day, at=change.now)
    _require_hours(change, service, at=change.now)


def _require_hours(change: BranchChange, service: str, *, at: datetime) -> None:
    hours = change.branch.hours
    if not hours.is_open(at):
        opening = hours.next_opening(change.now)
        opens_at = opening.astimezone(hours.zone).isoformat() if opening else None
        raise ServiceClosed(branch=change.branch.code, service=service, opens_at=opens_at)


def require_service(change: BranchChange, service: str) -> None:
    """Raise ServiceIntakeClosed where a service takes no more visitors today."""
    day = change.branch.hours.local_day(change.now)
    change.standing.require_service(change.branch.code, service, day=day, at=change.now)


def _number(change: BranchChange, asked: str | None, service: Service) -> str:
    if asked is None:
        return written(service.letter, change.numbers.take(service.letter), digits=service.digits)
    parts = parsed(asked)
    if parts is None or parts[0] != service.letter or not change.numbers.is_leased(*parts):
        raise BadNumber(number=asked)
    number = written(*parts, digits=service.digits)
    if queue.ticket_of_number(change, number) is not None:
        raise BadNumber(number=asked)
    return number


def _issued_before(change: BranchChange, request: Request, estimate: EstimateWait) -> Issued | None:
    assert request.id is not None
    ticket = change.kept.ticket(request.id)
    if ticket is None:
        if queue.is_voided(change, request.id):
            raise TicketVoided(id=request.id)
        return None
    if ticket.branch != change.branch.code or ticket.steps[0].state is StepState.VOID:
        raise TicketVoided(id=request.id)
    return issued_again(change, ticket, estimate=estimate)


def issued_again(change: BranchChange, ticket: Ticket, *, estimate: EstimateWait) -> Issued:
    """Return a ticket as it was issued before, with who is ahead of it now and what it may expect."""
    step, private, seq = ticket.present, queue.private_of(change, ticket.id), queue.issued_seq(change, ticket.id)
    if step is None:
        return Issued(ticket, private, 0, None, seq)
    ahead = queue.ahead_of(change.connection, change.branch.code, step.service, step.rank)
    wait = _wait_now(change, step, ahead.same, dossiers=private.left, estimate=estimate)
    return Issued(ticket, private, ahead.all, wait, seq)
