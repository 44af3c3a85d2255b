"""Who puts a ticket right? Kiosk, greeter and officer, by its id; an officer's act can be undone at his counter."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response

from server.actions import mend_ticket
from server.actions.refer_visitor import held_until, refer_visitor
from server.api.allowed import allowed
from server.api.answers import changed, changed_both, json_response
from server.api.rooms import caller, rooms
from server.api.ticket_bodies import CountIn, FindQuery, FoundOut, MendedOut, MendIn, ReferIn, ReferredOut, ServiceIn
from server.api.tickets import issued_view
from server.database.change import BranchChange
from server.domain.refusals import BranchNotFound, CounterNotFound, Forbidden, UnknownBranch, UnknownCounter
from server.domain.rights import Act, Caller
from server.domain.ticket import Ticket
from server.views.find import find_visits
from server.views.ticket import officers_ticket

bp = APIBlueprint("mending", __name__, url_prefix="/api/v1/branches/<branch>/tickets", tag="Tickets")


@bp.get("")
@allowed(Act.FIND_TICKET)
@bp.input(FindQuery, location="query")
@bp.output(FoundOut)
def get_found(branch: str, query_data: FindQuery) -> Response:
    """Find tickets of today by number or by dossier code."""
    store = rooms().store
    with store.read() as connection:
        found = find_visits(connection, store.branch(branch), find=query_data.find, now=store.now())
    return json_response({"tickets": found})


@bp.post("/<uuid:ticket_id>/return")
@allowed(Act.MEND_TICKET)
@bp.input(MendIn)
@bp.output(MendedOut)
def post_return(branch: str, ticket_id: UUID, json_data: MendIn) -> Response:
    """Put who was held or missed back in line."""
    return _mended(branch, ticket_id, json_data, mend_ticket.take_back)


@bp.post("/<uuid:ticket_id>/change-service")
@allowed(Act.MEND_TICKET)
@bp.input(ServiceIn)
@bp.output(MendedOut)
def post_change_service(branch: str, ticket_id: UUID, json_data: ServiceIn) -> Response:
    """The ticket was for the wrong service; its time of arrival stays."""
    return _mended(branch, ticket_id, json_data, mend_ticket.change_service, service=json_data.service)


@bp.post("/<uuid:ticket_id>/add-service")
@allowed(Act.MEND_TICKET)
@bp.input(ServiceIn)
@bp.output(MendedOut)
def post_add_service(branch: str, ticket_id: UUID, json_data: ServiceIn) -> Response:
    """Plan one more service in the same visit."""
    return _mended(branch, ticket_id, json_data, mend_ticket.add_service, service=json_data.service)


@bp.post("/<uuid:ticket_id>/cancel")
@allowed(Act.MEND_TICKET)
@bp.input(MendIn)
@bp.output(MendedOut)
def post_cancel(branch: str, ticket_id: UUID, json_data: MendIn) -> Response:
    """The visitor will not come."""
    return _mended(branch, ticket_id, json_data, mend_ticket.cancel_ticket)


@bp.post("/<uuid:ticket_id>/arrive")
@allowed(Act.MEND_TICKET)
@bp.input(MendIn)
@bp.output(MendedOut)
def post_arrive(branch: str, ticket_id: UUID, json_data: MendIn) -> Response:
    """Who has an appointment is here."""
    return _mended(branch, ticket_id, json_data, mend_ticket.arrive)


@bp.post("/<uuid:ticket_id>/postpone")
@allowed(Act.JUDGE_TICKET)
@bp.input(MendIn)
@bp.output(MendedOut)
def post_postpone(branch: str, ticket_id: UUID, json_data: MendIn) -> Response:
    """The visitor asks for a later turn."""
    return _mended(branch, ticket_id, json_data, mend_ticket.postpone)


@bp.post("/<uuid:ticket_id>/ordinary")
@allowed(Act.JUDGE_TICKET)
@bp.input(MendIn)
@bp.output(MendedOut)
def post_ordinary(branch: str, ticket_id: UUID, json_data: MendIn) -> Response:
    """A priority that does not hold: normal rank again."""
    return _mended(branch, ticket_id, json_data, mend_ticket.make_ordinary)


@bp.post("/<uuid:ticket_id>/dossiers")
@allowed(Act.JUDGE_TICKET)
@bp.input(CountIn)
@bp.output(MendedOut)
def post_dossiers(branch: str, ticket_id: UUID, json_data: CountIn) -> Response:
    """Write down the verified number of dossiers."""
    return _mended(branch, ticket_id, json_data, mend_ticket.count_dossiers, count=json_data.count)


@bp.post("/<uuid:ticket_id>/refer")
@allowed(Act.JUDGE_TICKET)
@bp.input(ReferIn)
@bp.output(ReferredOut)
def post_refer(branch: str, ticket_id: UUID, json_data: ReferIn) -> Response:
    """Send the visitor to another branch, which goes on with the time of arrival; it cannot be undone."""
    store, who, told = rooms().store, caller(), json_data
    try:
        elsewhere = store.branch(told.branch)
    except BranchNotFound:
        raise UnknownBranch(branch=told.branch) from None
    if elsewhere.code == branch:
        raise UnknownBranch(branch=told.branch)
    waits = rooms().waits.of(store.read, elsewhere, now=store.now())

    def work(here: BranchChange, there: BranchChange) -> tuple[int, dict[str, Any]]:
        _require_own(here, who, told.counter)
        ticket, issued = refer_visitor(
            here,
            there,
            ticket_id=str(ticket_id),
            service=told.service,
            counter=told.counter,
            estimate=waits.estimate,
            due_at=held_until(travel_s=here.branch.way_to(elsewhere), now=there.now) if told.on_the_way else None,
        )
        onward = issued_view(issued, elsewhere)
        seen = officers_ticket(ticket, here.branch, private=here.kept.private(ticket.id))
        return 200, {"ticket": seen, "onward": onward, "seq": here.seq}

    return changed_both(branch, elsewhere.code, caller=who, work=work)


def _mended(branch: str, ticket_id: UUID, told: MendIn, act: Callable[..., Ticket], **more: Any) -> Response:
    who = caller()

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        _require_own(change, who, told.counter)
        ticket = act(change, ticket_id=str(ticket_id), counter=told.counter, **more)
        seen = officers_ticket(ticket, change.branch, private=change.kept.private(ticket.id))
        return 200, {"ticket": seen, "seq": change.seq}

    return changed(branch, caller=who, work=work)


def _require_own(change: BranchChange, who: Caller, counter: str | None) -> None:
    if counter is not None and who.counter not in (None, counter):
        raise Forbidden(role=who.role)
    try:
        mend_ticket.require_own_counter(change, who, counter)
    except CounterNotFound as unknown:
        raise UnknownCounter(branch=unknown.branch, counter=unknown.counter) from None
