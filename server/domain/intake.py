"""Can who comes now still be served today? The counter-time that is left, against who waits."""

from datetime import UTC, datetime, timedelta

from server.domain.dispatch import Wait
from server.domain.hours import Hours


def open_time(hours: Hours, start: datetime) -> timedelta:
    """Return how long the branch is still open from an instant to the end of its local day, gaps left out."""
    day = hours.local_day(start)
    left = timedelta(0)
    for first, last in hours.on(day):
        begins = datetime.combine(day, first, hours.zone).astimezone(UTC)
        ends = datetime.combine(day, last, hours.zone).astimezone(UTC)
        left += max(timedelta(0), ends - max(begins, start))
    return left


def places_left(wait: Wait | None, hours: Hours, *, now: datetime, margin: float) -> int | None:
    """Return how many more visitors of a service the counters can call today; None where no wait is known.

    margin: the part of the open time that is left which is kept back, for those who take longer.
    """
    if wait is None or not hours.is_open(now):
        return None
    kept_back = margin * open_time(hours, now)
    after = open_time(hours, now + timedelta(seconds=wait.p50_s)) - kept_back
    return max(0, int(after.total_seconds() // max(wait.per_ticket_s, 1.0)))
