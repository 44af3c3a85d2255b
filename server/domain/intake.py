"""Can who comes now still be served today? The counter-time that is left, against who waits."""

from datetime import date, datetime, timedelta

from server.domain.dispatch import Wait
from server.domain.hours import Hours


def open_time(hours: Hours, day: date, start: datetime) -> timedelta:
    """Return how long the branch is open on a local day from an instant on, gaps left out; nothing once it is over."""
    left = timedelta(0)
    for begins, ends in hours.spans(day):
        left += max(timedelta(0), ends - max(begins, start))
    return left


def places_left(wait: Wait | None, hours: Hours, *, now: datetime, margin: float) -> int | None:
    """Return how many more visitors of a service the counters can call today; None where no wait is known.

    margin: the part of the open time that is left which is kept back, for those who take longer.
    """
    if wait is None or not hours.is_open(now):
        return None
    today = hours.local_day(now)
    kept_back = margin * open_time(hours, today, now)
    after = open_time(hours, today, now + timedelta(seconds=wait.p50_s)) - kept_back
    return max(0, int(after.total_seconds() // max(wait.per_ticket_s, 1.0)))
