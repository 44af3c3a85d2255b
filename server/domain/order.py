"""Who is next? One number per step, so that priority moves a visitor ahead and yet can starve nobody."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

ORDINARY = "ordinary"
JUST = timedelta(microseconds=1)


class RankRule(StrEnum):
    """What set a step's rank where it is not ready time − head start; stored with the rank."""

    BEFORE = "before"
    AFTER = "after"
    POSTPONED = "postponed"
    LATE = "late"
    NEXT_TURN = "next-turn"


class Place(StrEnum):
    """Where a transferred visitor stands in the new line."""

    BEFORE = "before"
    BY_ARRIVAL = "by-arrival"
    AFTER = "after"


def rank(ready_at: datetime, priority: str, head_starts: Mapping[str, timedelta]) -> datetime:
    """Return the instant from which a step's turn counts; the smallest goes first.

    ready_at: aware UTC, when the visitor could first be called. head_starts: class -> how far it is
    moved ahead; absent means none. As the head start is fixed, only who arrives within it can overtake.
    """
    return ready_at - head_starts.get(priority, timedelta(0))


def ready_time(arrived_at: datetime, *, slot: datetime | None, grace: timedelta) -> datetime:
    """Return when a visitor could first be called: a booking from its slot on, however early he came.

    Whoever comes later than the grace after his slot is a walk-in and counts from his arrival.
    """
    if slot is None or arrived_at > slot + grace:
        return arrived_at
    return slot


def placed(
    place: Place, *, own: datetime, first: datetime | None, last: datetime | None, now: datetime
) -> tuple[datetime, RankRule | None]:
    """Return the rank of a step in a line whose first and last ranks are given (None: nobody waits), and its rule.

    own: the rank of the visitor's arrival, which a transfer keeps unless another place is asked for.
    """
    if place is Place.BEFORE and first is not None and first <= own:
        return first - JUST, RankRule.BEFORE
    if place is Place.AFTER:
        return max(now, own, now if last is None else last + JUST), RankRule.AFTER
    return own, None
