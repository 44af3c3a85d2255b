"""Promise a visitor a time, and take him in when he comes with its code."""

from collections.abc import Mapping
from datetime import datetime

from server.actions.take_ticket import EstimateWait, Issued, Request, issue, issued_again, require_open, require_service
from server.database import bookings, queue
from server.database.change import BranchChange
from server.domain.booking import Booking, new_code, read_code
from server.domain.branch import Branch
from server.domain.order import ready_time
from server.domain.refusals import BadSlot, BookingNotFound, BookingUsed, SlotFull, SlotToday
from server.domain.rights import Role
from server.domain.slots import BOOKED_AHEAD, free_slots, slot_of, slots_from

FREE_TOLD = 3
# Whoever stands at one of these could let himself in before those who wait.
WALKED_UP_TO = frozenset({Role.KIOSK})


def book_visit(
    change: BranchChange,
    *,
    service: str,
    slot: datetime,
    language: str,
    priority: str | None = None,
    needs: tuple[str, ...] = (),
    giver: str = "",
) -> Booking:
    """Give an appointment with a code. giver: the role of who gives it; a kiosk gives none for today.

    Raises UnknownService, UnknownPriority, BadSlot, SlotFull, IntakeClosed, ServiceIntakeClosed.
    """
    offered = change.branch.service(service)
    classed = change.branch.priority(priority)
    hours = change.branch.hours
    if not change.now < slot <= change.now + BOOKED_AHEAD or not hours.is_open(slot):
        raise BadSlot
    if giver in WALKED_UP_TO and hours.local_day(slot) == hours.local_day(change.now):
        raise SlotToday
    change.standing.require_booking(change.branch.code, offered.code, day=hours.local_day(slot))
    _require_room(change, offered.code, slot)
    booking = Booking(
        code=new_code(),
        branch=change.branch.code,
        service=offered.code,
        slot=slot,
        language=language,
        made_at=change.now,
        priority=None if classed == "ordinary" else classed,
        needs=list(needs) or None,
    )
    bookings.add(change.connection, booking)
    change.record("appointment_made", data={"service": offered.code, "slot": _local(change, slot)})
    return booking


def cancel_visit(change: BranchChange, *, code: str, branches: Mapping[str, Branch]) -> Booking:
    """Let an appointment stand no longer, so that its slot is free; one that was cancelled before stays so.

    Raises BadBookingCode, BookingNotFound, BookingElsewhere, and BookingUsed where its holder has checked in.
    """
    booking = _found(change, code, branches)
    if booking.ticket_id is not None:
        raise BookingUsed(number=queue.ticket_of(change, booking.ticket_id).number)
    if booking.cancelled_at is None:
        booking.cancelled_at = change.now
        bookings.cancel(change.connection, booking.code, at=change.now)
        told = {"service": booking.service, "slot": _local(change, booking.slot)}
        change.record("appointment_cancelled", data=told)
    return booking


def check_in(change: BranchChange, *, code: str, branches: Mapping[str, Branch], estimate: EstimateWait) -> Issued:
    """Give the ticket of an appointment's code to its holder, who is here; the same code again gives the same ticket.

    He counts from his slot, or as a walk-in when he is later than the grace. branches: of the whole network. Raises
    BadBookingCode, BookingNotFound, BookingElsewhere, BookingCancelled, BookingOtherDay, BranchPaused, and of who is
    late, as of any walk-in, ServiceClosed, IntakeClosed, ServiceIntakeClosed.
    """
    booking = _of_code(change, code)
    booking.require_standing(branches.get(booking.branch, change.branch))
    booking.require_at(change.branch, branches=branches)
    booking.require_today(change.branch, now=change.now)
    if booking.ticket_id is not None:
        return issued_again(change, queue.ticket_of(change, booking.ticket_id), estimate=estimate)
    change.standing.require_calling(change.branch.code)
    grace = change.branch.rules.booking_grace
    if ready_time(change.now, slot=booking.slot, grace=grace) != booking.slot:
        require_open(change, booking.service)
        require_service(change, booking.service)
    request = Request(
        services=(booking.service,),
        language=booking.language,
        priority=booking.priority,
        needs=tuple(booking.needs or ()),
        slot=booking.slot,
        is_here=True,
    )
    issued = issue(change, request=request, ready_at=change.now, estimate=estimate)
    bookings.check_in(change.connection, booking.code, ticket_id=issued.ticket.id)
    return issued


def _local(change: BranchChange, slot: datetime) -> str:
    return slot.astimezone(change.branch.hours.zone).isoformat()


def _found(change: BranchChange, code: str, branches: Mapping[str, Branch]) -> Booking:
    booking = _of_code(change, code)
    booking.require_at(change.branch, branches=branches)
    return booking


def _of_code(change: BranchChange, code: str) -> Booking:
    booking = bookings.of_code(change.connection, read_code(code))
    if booking is None:
        raise BookingNotFound
    return booking


def _require_room(change: BranchChange, service: str, slot: datetime) -> None:
    """Raise SlotFull where a service takes no more appointments in the slot of an instant."""
    rules, hours = change.branch.rules, change.branch.hours
    if not rules.bookings_per_slot:
        return
    begin, end = slot_of(hours, slot, length=rules.booking_slot)
    here = change.branch.code
    if len(bookings.slots_taken(change.connection, here, service, since=begin, until=end)) < rules.bookings_per_slot:
        return
    last = change.now + BOOKED_AHEAD
    taken = bookings.slots_taken(change.connection, here, service, since=end, until=last + rules.booking_slot)
    slots = slots_from(hours, end, until=last, length=rules.booking_slot)
    free = [
        one.astimezone(hours.zone) for one in free_slots(slots, taken, limit=rules.bookings_per_slot, count=FREE_TOLD)
    ]
    raise SlotFull(
        service=service,
        time=f"{slot.astimezone(hours.zone):%H:%M}",
        free=tuple(one.isoformat() for one in free),
        free_told=", ".join(f"{one:%H:%M} ({one:%d/%m})" for one in free) or None,
    )
