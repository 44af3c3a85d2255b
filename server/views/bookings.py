"""Which times can still be promised, and who comes at which time of a day? No names are kept, so none are shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from server.database import bookings
from server.domain.booking import written_code
from server.domain.branch import Branch
from server.domain.slots import BOOKED_AHEAD, Slot, bookable_slots, with_room
from server.domain.standing import Standing
from server.views.times import local

LISTED_AT_MOST = 1000
ONE_DAY, KEPT_WITHIN = timedelta(days=1), timedelta(days=366)
Room = list[tuple[Slot, int | None]]


@dataclass(frozen=True)
class Offer:
    """What is asked for: a service of a branch, as it stands now."""

    branch: Branch
    service: str
    stands: Standing
    now: datetime

    @property
    def today(self) -> date:
        return self.branch.hours.local_day(self.now)


def slots_view(connection: Connection, offer: Offer, *, day: date | None) -> dict[str, Any]:
    """Return the slots of a day in which a service takes an appointment; without a day, of the first that has one.

    Raises UnknownService.
    """
    branch = offer.branch
    branch.service(offer.service)
    if day is None:
        day, room = next(_days_with_room(connection, offer), (offer.today, []))
    else:
        room = _room_on(connection, offer, day)
    return {
        "service": offer.service,
        "day": day.isoformat(),
        "slots": [
            {"start": local(branch, begin), "end": local(branch, end), "free": free} for (begin, end), free in room
        ],
    }


def days_view(connection: Connection, offer: Offer, *, count: int) -> dict[str, Any]:
    """Return the next days on which a service takes an appointment. Raises UnknownService."""
    offer.branch.service(offer.service)
    return {
        "service": offer.service,
        "days": [_day_row(offer, day, room) for day, room in islice(_days_with_room(connection, offer), count)],
    }


def bookings_view(connection: Connection, branch: Branch, *, day: date, now: datetime) -> dict[str, Any]:
    """Return the appointments of a local day, earliest first; `total` tells of those beyond the list."""
    is_near = abs(day - branch.hours.local_day(now)) <= KEPT_WITHIN
    since = branch.hours.midnight(day)
    # A day at the end of the calendar has no morning after.
    found = bookings.of_day(connection, branch.code, since=since, until=since + ONE_DAY) if is_near else []
    grace = branch.rules.booking_grace
    return {
        "day": day.isoformat(),
        "total": len(found),
        "bookings": [
            {
                "code": written_code(one.code),
                "service": one.service,
                "slot": local(branch, one.slot),
                "language": one.language,
                "state": one.state(now=now, grace=grace),
                "number": number,
            }
            for one, number in found[:LISTED_AT_MOST]
        ],
    }


def _day_row(offer: Offer, day: date, room: Room) -> dict[str, Any]:
    free = [one for _, one in room if one is not None]
    (first, _), _ = room[0]
    return {
        "day": day.isoformat(),
        "first": local(offer.branch, first),
        "slots": len(room),
        "free": sum(free) if free else None,
    }


def _days_with_room(connection: Connection, offer: Offer) -> Iterator[tuple[date, Room]]:
    for ahead in range(BOOKED_AHEAD.days + 1):
        day = offer.today + timedelta(days=ahead)
        room = _room_on(connection, offer, day)
        if room:
            yield day, room


def _room_on(connection: Connection, offer: Offer, day: date) -> Room:
    """Return the slots with room and how many more each takes; None where the network sets no limit."""
    branch, rules, service = offer.branch, offer.branch.rules, offer.service
    if not offer.stands.books(service, day) or not offer.today <= day <= offer.today + BOOKED_AHEAD:
        return []
    slots = bookable_slots(branch.hours, day, now=offer.now, length=rules.booking_slot)
    if not slots or not rules.bookings_per_slot:
        return [(slot, None) for slot in slots]
    taken = bookings.slots_taken(connection, branch.code, service, since=slots[0][0], until=slots[-1][1])
    return list(with_room(slots, taken, limit=rules.bookings_per_slot))
