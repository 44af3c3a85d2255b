"""A service takes nobody more today: is another branch still open for it when one comes there?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.domain.dispatch import Wait
from server.domain.hours import Hours

AT_MOST = 3


@dataclass(frozen=True)
class StillOpen:
    """Another branch that gives numbers for a service today. opens_at: None where it is open when he comes there.

    until: when its day ends. wait: there, for who comes now; None where nobody knows.
    """

    branch: str
    travel_s: float
    opens_at: datetime | None
    until: datetime
    wait: Wait | None


def opening(hours: Hours, *, arrives: datetime, now: datetime) -> tuple[datetime | None, datetime] | None:
    """Return from when (None: at once) and until when a branch is open for who arrives; None where not today."""
    day = hours.local_day(now)
    until = hours.last_end(day)
    if until is None or arrives >= until:
        return None
    return (None if hours.is_open(arrives) else hours.next_opening(arrives)), until


def is_served(wait: Wait | None, *, travel_s: float, now: datetime, until: datetime) -> bool:
    """Whether who sets out now may expect to be called before the end; true where no wait is known."""
    return wait is None or now + timedelta(seconds=max(travel_s, wait.p50_s)) < until
