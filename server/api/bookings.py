"""Who promises a time, and who takes in whoever comes with its code?"""

from typing import Any

from apiflask import APIBlueprint
from flask import Response
from sqlalchemy import Connection

from server.actions.book_visit import book_visit, cancel_visit, check_in
from server.api.allowed import allowed, at_branch
from server.api.answers import changed, json_response
from server.api.bodies import EmptyIn
from server.api.booking_bodies import (
    BookableDaysOut,
    BookingCancelledOut,
    BookingIn,
    BookingOut,
    BookingsOut,
    BookingsQuery,
    CheckInIn,
    DaysQuery,
    SlotsOut,
    SlotsQuery,
)
from server.api.rooms import caller, rooms
from server.api.ticket_bodies import IssuedOut
from server.api.tickets import issued_view
from server.database.change import BranchChange
from server.domain.booking import written_code
from server.domain.rights import Act
from server.views.bookings import Offer, bookings_view, days_view, slots_view
from server.views.network import standing_of
from server.views.times import local

bp = APIBlueprint("bookings", __name__, url_prefix="/api/v1/branches/<branch>", tag="Tickets")


@bp.get("/bookings/slots")
@at_branch()
@bp.input(SlotsQuery, location="query")
@bp.output(SlotsOut)
def get_slots(branch: str, query_data: SlotsQuery) -> Response:
    """When a service takes an appointment on a day, as far as that can be told before it is asked for."""
    with rooms().store.read() as connection:
        offer = _offer(connection, branch, query_data.service)
        return json_response(slots_view(connection, offer, day=query_data.day))


@bp.get("/bookings/days")
@at_branch()
@bp.input(DaysQuery, location="query")
@bp.output(BookableDaysOut)
def get_days(branch: str, query_data: DaysQuery) -> Response:
    """The next days on which a service takes an appointment."""
    with rooms().store.read() as connection:
        offer = _offer(connection, branch, query_data.service)
        return json_response(days_view(connection, offer, count=query_data.count))


@bp.get("/bookings")
@allowed(Act.READ_BOOKINGS)
@bp.input(BookingsQuery, location="query")
@bp.output(BookingsOut)
def get_bookings(branch: str, query_data: BookingsQuery) -> Response:
    """The appointments of a day and where each stands; no names are kept."""
    store = rooms().store
    now, place = store.now(), store.branch(branch)
    day = query_data.day or place.hours.local_day(now)
    with store.read() as connection:
        return json_response(bookings_view(connection, place, day=day, now=now))


@bp.post("/bookings")
@allowed(Act.BOOK_VISIT)
@bp.input(BookingIn)
@bp.output(BookingOut, status_code=201)
def post_booking(branch: str, json_data: BookingIn) -> Response:
    """Give an appointment; its code is all that its holder needs. A kiosk gives those of later days only."""
    told, who = json_data, caller()

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        booking = book_visit(
            change,
            service=told.service,
            slot=told.slot,
            language=told.language,
            priority=told.priority,
            needs=tuple(told.needs),
            giver=who.role.value,
        )
        seen = {"code": written_code(booking.code), "branch": booking.branch, "service": booking.service}
        return 201, seen | {"slot": local(change.branch, booking.slot), "language": booking.language, "seq": change.seq}

    return changed(branch, caller=who, work=work)


@bp.post("/bookings/<code>/cancel")
@allowed(Act.CANCEL_VISIT)
@bp.input(EmptyIn)
@bp.output(BookingCancelledOut)
def post_cancel_booking(branch: str, code: str, json_data: EmptyIn) -> Response:  # noqa: ARG001 (no member is read)
    """Cancel an appointment; its slot is free again. The same code again is answered the same."""
    store = rooms().store

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        booking = cancel_visit(change, code=code, branches=store.network.branches)
        seen = {"code": written_code(booking.code), "branch": booking.branch, "service": booking.service}
        slot, cancelled = local(change.branch, booking.slot), local(change.branch, booking.cancelled_at)
        return 200, seen | {"slot": slot, "cancelled_at": cancelled, "seq": change.seq}

    return changed(branch, caller=caller(), work=work)


@bp.post("/check-in")
@allowed(Act.TAKE_TICKET)
@bp.input(CheckInIn)
@bp.output(IssuedOut, status_code=201)
def post_check_in(branch: str, json_data: CheckInIn) -> Response:
    """Take in who has an appointment; the same code again gives the same ticket."""
    store = rooms().store
    place = store.branch(branch)
    waits = rooms().waits.of(store.read, place, now=store.now())

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        issued = check_in(change, code=json_data.code, branches=store.network.branches, estimate=waits.estimate)
        return 201, issued_view(issued, place)

    return changed(branch, caller=caller(), work=work)


def _offer(connection: Connection, branch: str, service: str) -> Offer:
    place = rooms().store.branch(branch)
    return Offer(place, service, standing_of(connection, place), rooms().store.now())
