"""Who issues tickets, and who holds one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from server.actions.lease_numbers import lease_numbers
from server.actions.mend_ticket import add_service, arrive, cancel_ticket, change_service, postpone, take_back
from server.actions.roll_numbers import roll_numbers
from server.actions.take_ticket import Issued, Request, take_ticket
from server.actions.void_ticket import void_ticket
from server.api.allowed import allowed
from server.api.answers import changed, json_response
from server.api.bodies import EmptyIn
from server.api.problems import answer_http
from server.api.rooms import caller, rooms
from server.api.ticket_bodies import (
    HolderServiceIn,
    IssuedOut,
    LeaseIn,
    LeaseOut,
    RollIn,
    RollOut,
    TicketIn,
    TicketOut,
    VoidOut,
    WhyOut,
)
from server.database.change import BranchChange
from server.domain.branch import Branch
from server.domain.lifecycle import StepState
from server.domain.refusals import FullToday, TicketNotFound
from server.domain.rights import Act, Holder, Role
from server.domain.ticket import Ticket
from server.views.leases import lease_granted
from server.views.reasons import visitors_reason
from server.views.ticket import ticket_view
from server.views.times import local
from server.views.visitor import for_holder, holder_of, visitor_view
from server.views.visits import visit
from server.views.waits import BranchWaits

bp = APIBlueprint("tickets", __name__, url_prefix="/api/v1", tag="Tickets")

MADE_BY_KIOSK = ("number", "issued_at", "token")
# Whoever stands at a kiosk could give himself any appointment.
_NOT_FOR = {Role.KIOSK: ("slot",)}


@bp.post("/branches/<branch>/tickets")
@allowed(Act.TAKE_TICKET)
@bp.input(TicketIn)
@bp.output(IssuedOut, status_code=201)
def post_ticket(branch: str, json_data: TicketIn) -> Response:
    """Take a ticket; `Idempotency-Key` or an `id` of the client's own makes a repeat harmless."""
    not_its_own = [name for name in _NOT_FOR.get(caller().role, MADE_BY_KIOSK) if getattr(json_data, name) is not None]
    if not_its_own:
        return answer_http(422, errors={name: ["this role may not set it"] for name in not_its_own})
    store = rooms().store
    place = store.branch(branch)
    waits = rooms().waits.of(store.read, place, now=store.now())
    asked = _asked(json_data, last_contact=_last_contact(place, json_data))
    _require_room(place, waits, asked)

    def work(change: BranchChange) -> tuple[int, dict[str, object]]:
        return 201, issued_view(take_ticket(change, request=asked, estimate=waits.estimate), place)

    answer = changed(branch, caller=caller(), work=work)
    rooms().heard[caller().subject] = store.now()
    return answer


def _require_room(branch: Branch, waits: BranchWaits, asked: Request) -> None:
    """Raise FullToday where nobody is to wait in vain. Who has a number or a slot may come."""
    first = asked.services[0]
    is_new = asked.number is None and asked.slot is None and asked.instead_of is None
    if branch.planning.refuses_when_full and is_new and waits.is_full(first, now=rooms().store.now()):
        raise FullToday(branch=branch.code, service=first)


def _last_contact(branch: Branch, told: TicketIn) -> datetime | None:
    """Return when the server heard of this kiosk before it made the ticket: the earliest that its word is taken for."""
    if told.issued_at is None or told.number is None:
        return rooms().heard.get(caller().subject)
    with rooms().store.read() as connection:
        return lease_granted(connection, branch, told.number)


def _asked(told: TicketIn, *, last_contact: datetime | None) -> Request:
    return Request(
        services=tuple(told.services),
        language=told.language,
        priority=told.priority,
        needs=tuple(told.needs),
        dossiers=told.dossiers,
        dossier_code=told.dossier,
        slot=told.slot,
        instead_of=told.instead_of,
        id=told.id.lower() if told.id else None,
        number=told.number,
        issued_at=told.issued_at,
        token=told.token,
        last_contact=last_contact,
        giver=caller().role.value,
    )


def issued_view(issued: Issued, branch: Branch) -> dict[str, Any]:
    """Return a ticket just issued as who issued it sees it."""
    ticket = issued.ticket
    step = ticket.present
    waiting = step is not None and step.state is StepState.WAITING
    wait, ahead = (issued.wait, issued.ahead) if waiting else (None, None)
    return ticket_view(ticket, branch, private=issued.private, ahead=ahead, wait=wait) | {"seq": issued.seq}


@bp.post("/branches/<branch>/number-leases")
@allowed(Act.LEASE_NUMBERS)
@bp.input(LeaseIn)
@bp.output(LeaseOut)
def post_lease(branch: str, json_data: LeaseIn) -> Response:
    """Set a block of numbers aside for the time that the line is down."""

    def work(change: BranchChange) -> tuple[int, dict[str, object]]:
        first, last, lapses = lease_numbers(change, service=json_data.service, count=json_data.count)
        return 200, {"from": first, "to": last, "expires_at": local(change.branch, lapses)}

    return changed(branch, caller=caller(), work=work)


@bp.post("/branches/<branch>/number-roll")
@allowed(Act.ROLL_NUMBERS)
@bp.input(RollIn)
@bp.output(RollOut)
def post_roll(branch: str, json_data: RollIn) -> Response:
    """Say which number is at the front of a pre-printed paper roll; the next ticket of the service gets it."""

    def work(change: BranchChange) -> tuple[int, dict[str, object]]:
        number = roll_numbers(change, service=json_data.service, at=json_data.at)
        return 200, {"service": json_data.service, "next": number, "seq": change.seq}

    return changed(branch, caller=caller(), work=work)


@bp.post("/branches/<branch>/tickets/<uuid:ticket_id>/void")
@allowed(Act.VOID_TICKET)
@bp.input(EmptyIn)
@bp.output(VoidOut)
def post_void(branch: str, ticket_id: object, json_data: EmptyIn) -> Response:  # noqa: ARG001 (no member is read)
    """Take back a ticket that nobody holds; the id can never become one again."""

    def work(change: BranchChange) -> tuple[int, dict[str, object]]:
        void_ticket(change, ticket_id=str(ticket_id))
        return 200, {"id": str(ticket_id), "seq": change.seq}

    return changed(branch, caller=caller(), work=work)


@bp.get("/tickets/<token>")
@bp.output(TicketOut)
def get_ticket(token: str) -> Response:
    """Where a visit stands; whoever holds the ticket's token may ask."""
    store = rooms().store
    with store.read() as connection:
        return json_response(visitor_view(connection, store.network, token=token, waits=rooms().waits, now=store.now()))


@bp.get("/tickets/<token>/why")
@bp.output(WhyOut)
def get_why(token: str) -> Response:
    """How many were called before this ticket though they came later, and by which rules."""
    store = rooms().store
    with store.read() as connection:
        holder = holder_of(connection, token)
        ticket, _ = visit(connection, holder.ticket_id)
        return json_response(visitors_reason(connection, store.branch(holder.branch), ticket))


@bp.post("/tickets/<token>/cancel")
@bp.input(EmptyIn)
@bp.output(TicketOut)
def post_cancel(token: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """The visitor will not come."""
    return _by_holder(token, cancel_ticket)


@bp.post("/tickets/<token>/postpone")
@bp.input(EmptyIn)
@bp.output(TicketOut)
def post_postpone(token: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """The visitor asks for a later turn."""
    return _by_holder(token, postpone)


@bp.post("/tickets/<token>/return")
@bp.input(EmptyIn)
@bp.output(TicketOut)
def post_return(token: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """A visitor who was missed, or who fetched something, is back."""
    return _by_holder(token, take_back)


@bp.post("/tickets/<token>/arrive")
@bp.input(EmptyIn)
@bp.output(TicketOut)
def post_arrive(token: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """Who has an appointment is here."""
    return _by_holder(token, arrive)


@bp.post("/tickets/<token>/change-service")
@bp.input(HolderServiceIn)
@bp.output(TicketOut)
def post_change_service(token: str, json_data: HolderServiceIn) -> Response:
    """The ticket was for the wrong service; its time of arrival stays."""
    return _by_holder(token, change_service, service=json_data.service)


@bp.post("/tickets/<token>/add-service")
@bp.input(HolderServiceIn)
@bp.output(TicketOut)
def post_add_service(token: str, json_data: HolderServiceIn) -> Response:
    """Plan one more service in the same visit."""
    return _by_holder(token, add_service, service=json_data.service)


def _by_holder(token: str, act: Callable[..., Ticket], **more: str) -> Response:
    """Let the holder of a ticket do something with it."""
    store = rooms().store
    with store.read() as connection:
        holder = holder_of(connection, token)
    if holder.branch not in store.network.branches:
        raise TicketNotFound

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        ticket = act(change, ticket_id=holder.ticket_id, **more)
        seen = ticket_view(ticket, change.branch, private=change.kept.private(ticket.id))
        paused = change.standing.paused
        return 200, seen | for_holder(ticket, change.branch, token=token, paused=paused, now=change.now)

    return changed(holder.branch, caller=Holder(holder.ticket_id), work=work)
