"""How long did they wait, and was the promise kept? One definition for every screen and report."""

from collections.abc import Iterable
from datetime import datetime, timedelta

TARGET = timedelta(minutes=15)
LATEST = timedelta(minutes=30)


def wait(issued_at: datetime, *, called_at: datetime | None, ended_at: datetime | None) -> timedelta | None:
    """Return the wait from issue to the first call, or to leaving for who was never called; None while waiting."""
    until = called_at or ended_at
    return None if until is None else until - issued_at


def share_within(waits: Iterable[timedelta], limit: timedelta = TARGET) -> float | None:
    """Return the share of waits not longer than a limit; None when there was no wait yet."""
    within = total = 0
    for one in waits:
        total += 1
        within += one <= limit
    return within / total if total else None
