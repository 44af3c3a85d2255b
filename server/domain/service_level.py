"""Is the promise of the service kept? The shares that every screen and report shows; for times see statistics."""

from collections.abc import Iterable
from datetime import timedelta

TARGET = timedelta(minutes=15)
LATEST = timedelta(minutes=30)


def share_within(waits: Iterable[timedelta], limit: timedelta = TARGET) -> float | None:
    """Return the share of waits not longer than a limit; None when there was no wait yet."""
    within = total = 0
    for one in waits:
        total += 1
        within += one <= limit
    return within / total if total else None
