"""Which appointments share a slot, and which slots have room? The opening hours cut into equal parts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from server.domain.hours import Hours

Slot = tuple[datetime, datetime]


def slots_from(hours: Hours, start: datetime, *, until: datetime, length: timedelta) -> Iterator[Slot]:
    """Yield the slots that end after an instant and begin no later than another, as (begin, end) in UTC.

    They count from the beginning of each opening range; the last of a range ends with it.
    """
    for ahead in range((hours.local_day(until) - hours.local_day(start)).days + 1):
        day = hours.local_day(start) + timedelta(days=ahead)
        for first, last in hours.on(day):
            begin = datetime.combine(day, first, hours.zone).astimezone(UTC)
            over = datetime.combine(day, last, hours.zone).astimezone(UTC)
            while begin < over and begin <= until:
                end = min(begin + length, over)
                if end > start:
                    yield begin, end
                begin = end


def slot_of(hours: Hours, at: datetime, *, length: timedelta) -> Slot:
    """Return the slot in which an instant lies at which the branch is open."""
    return next(slots_from(hours, at, until=at, length=length))


def free_slots(slots: Iterable[Slot], taken: Iterable[datetime], *, limit: int, count: int) -> list[datetime]:
    """Return the beginnings of the first slots in which fewer than `limit` appointments lie.

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
    return list(islice((begin for begin, _ in known if held[begin] < limit), count))
