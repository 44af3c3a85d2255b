"""Is the promise of the service kept? The shares that every screen and report shows; for times see statistics."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import accumulate

TARGET = timedelta(minutes=15)
LATEST = timedelta(minutes=30)


def most_at_once(spans: Iterable[tuple[datetime, datetime]], *, since: datetime) -> int:
    """Return how many spans had an instant in common at most, from `since` on; where one ends the next may begin."""
    steps = [(max(start, since), 1) for start, end in spans if end > since]
    steps += [(end, -1) for _, end in spans if end > since]
    return max(accumulate((step for _, step in sorted(steps))), default=0)


def share_within(waits: Iterable[timedelta], limit: timedelta = TARGET) -> float | None:
    """Return the share of waits not longer than a limit; None when there was no wait yet."""
    within = total = 0
    for one in waits:
        total += 1
        within += one <= limit
    return within / total if total else None
