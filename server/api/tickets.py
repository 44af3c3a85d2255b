"""Who issues tickets, and who holds one."""

from datetime import datetime

from apiflask import APIBlueprint
from flask import Response

from server.actions.cancel_ticket import cancel_ticket
from server.actions.lease_numbers import lease_numbers
from server.actions.take_ticket import Issued, Request, take_ticket
from server.actions.void_ticket import void_ticket
from server.api.allowed import allowed
from server.api.answers import changed, json_response
from server.api.bodies import EmptyIn, IssuedOut, LeaseIn, LeaseOut, TicketIn, TicketOut, VoidOut
from server.api.problems import answer_http
from server.api.rooms import caller, rooms
from server.database.change import BranchChange
from server.domain.branch import Branch
from server.domain.lifecycle import StepState
from server.domain.refusals import TicketNotFound
from server.domain.rights import Act, Caller, Role
from server.views.ticket import ticket_view
from server.views.times import local
from server.views.visitor import holder_of, visitor_view
from server.views.waits import BranchWaits

bp = APIBlueprint("tickets", __name__, url_prefix="/api/v1", tag="Tickets")

MADE_BY_KIOSK = ("number", "issued_at", "token")


@bp.post("/branches/<branch>/tickets")
@allowed(Act.TAKE_TICKET)
@bp.input(TicketIn)
@bp.output(IssuedOut, status_code=201)
def post_ticket(branch: str, json_data: TicketIn) -> Response:
    """Take a ticket; `Idempotency-Key` or an `id` of the client's own makes a repeat harmless."""
    if caller().role is not Role.KIOSK:
        set_by_others = [name for name in MADE_BY_KIOSK if getattr(json_data, name) is not None]
        if set_by_others:
            return answer_http(422, errors={name: ["only a kiosk may set this"] for name in set_by_others})
    store = rooms().store
    place = store.branch(branch)
    waits = rooms().waits.of(store.read, place, now=store.now())
    asked = _asked(json_data, last_contact=rooms().heard.get(caller().subject))

    def work(change: BranchChange) -> tuple[int, dict[str, object]]:
        return 201, _issued(take_ticket(change, request=asked, estimate=waits.estimate), place, waits)

    answer = changed(branch, caller=caller(), work=work)
    rooms().heard[caller().subject] = store.now()
    return answer


def _asked(told: TicketIn, *, last_contact: datetime | None) -> Request:
    return Request(
        services=tuple(told.services),
        language=told.language,
        priority=told.priority,
        needs=tuple(told.needs),
        dossiers=told.dossiers,
        id=told.id.lower() if told.id else None,
        number=told.number,
        issued_at=told.issued_at,
        token=told.token,
        last_contact=last_contact,
    )


def _issued(issued: Issued, branch: Branch, waits: BranchWaits) -> dict[str, object]:
    ticket = issued.ticket
    step = ticket.present
    waiting = step is not None and step.state is StepState.WAITING
    wait = waits.estimate(step.service, issued.ahead) if step is not None and waiting else None
    view = ticket_view(
        ticket,
        branch,
        token=issued.token,
        priority=issued.priority,
        needs=issued.needs,
        dossiers=issued.dossiers,
        ahead=issued.ahead if waiting else None,
        wait=wait,
    )
    return view | {"seq": issued.seq}


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


@bp.post("/tickets/<token>/cancel")
@bp.input(EmptyIn)
@bp.output(TicketOut)
def post_cancel(token: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """The visitor will not come."""
    store = rooms().store
    with store.read() as connection:
        holder = holder_of(connection, token)
    if holder.branch not in store.network.branches:
        raise TicketNotFound

    def work(change: BranchChange) -> tuple[int, dict[str, object]]:
        ticket = cancel_ticket(change, ticket_id=holder.ticket_id)
        return 200, ticket_view(ticket, change.branch, token=token, priority=holder.priority)

    return changed(holder.branch, caller=Caller(Role.KIOSK, f"holder-{holder.ticket_id}"), work=work)
