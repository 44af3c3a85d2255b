"""Which appointments share a slot, and which slots have room? The opening hours cut into equal parts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from server.domain.hours import Hours

Slot = tuple[datetime, datetime]

BOOKED_AHEAD = timedelta(days=30)


def slots_from(hours: Hours, start: datetime, *, until: datetime, length: timedelta) -> Iterator[Slot]:
    """Yield the slots that end after an instant and begin no later than another, as (begin, end) in UTC.

    They count from the beginning of each opening range; the last of a range ends with it.
    """
    for ahead in range((hours.local_day(until) - hours.local_day(start)).days + 1):
        day = hours.local_day(start) + timedelta(days=ahead)
        for opening, over in hours.spans(day):
            begin = opening
            while begin < over and begin <= until:
                end = min(begin + length, over)
                if end > start:
                    yield begin, end
                begin = end


def slot_of(hours: Hours, at: datetime, *, length: timedelta) -> Slot:
    """Return the slot in which an instant lies at which the branch is open."""
    return next(slots_from(hours, at, until=at, length=length))


def bookable_slots(hours: Hours, day: date, *, now: datetime, length: timedelta) -> list[Slot]:
    """Return the slots of a local day that have not begun and may be promised by now, earliest first."""
    spans = hours.spans(day)
    if not spans:
        return []
    # The last day that may be promised ends at the clock of now.
    slots = slots_from(hours, spans[0][0], until=spans[-1][1], length=length)
    return [(begin, end) for begin, end in slots if now < begin <= now + BOOKED_AHEAD]


def with_room(slots: Iterable[Slot], taken: Iterable[datetime], *, limit: int) -> Iterator[tuple[Slot, int]]:
    """Return each slot in which fewer than `limit` appointments lie, with how many more it takes.

    slots: earliest first. taken: the instants of the appointments that there are.
    """
    known = list(slots)
    held: Counter[datetime] = Counter()
    starts = iter(sorted(taken))
    at = next(starts, None)
    for begin, end in known:
        while at is not None and at < end:
            held[begin] += at >= begin
            at = next(starts, None)
    return (((begin, end), limit - held[begin]) for begin, end in known if held[begin] < limit)


def free_slots(slots: Iterable[Slot], taken: Iterable[datetime], *, limit: int, count: int) -> list[datetime]:
    """Return the beginnings of the first slots with room, see `with_room`."""
    return [begin for (begin, _), _ in islice(with_room(slots, taken, limit=limit), count)]
