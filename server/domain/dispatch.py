"""When will each service's next visitor be called? One deterministic pass over those who wait, by mean durations.

It is the fallback that answers where no prediction was computed: one replication of the dispatch simulation with
means in place of samples. A free counter takes the smallest rank among what it serves; as nobody of a larger rank
delays a smaller one, placing the tickets in rank order on the counter that is free first gives the same times.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

Z90 = 1.2816
OFFICER_SPEED_SD = 0.15
DAY_SPEED_SD = 0.06
ROUNDING_S = 300


@dataclass(frozen=True)
class Duration:
    """How long one service takes: mean in seconds and coefficient of variation."""

    mean_s: float
    cv: float


@dataclass(frozen=True)
class Desk:
    """An open counter: what it serves and in how many seconds it is free again."""

    services: frozenset[str]
    free_in_s: float


@dataclass(frozen=True)
class Wait:
    """What a visitor who comes now may expect, in seconds; `per_ticket_s` is what one more ahead adds."""

    p50_s: float
    p90_s: float
    low_s: int
    high_s: int
    per_ticket_s: float


def remaining_s(duration: Duration, elapsed_s: float) -> float:
    """Return the mean time that a service still takes after `elapsed_s`, never less than a tenth of its mean."""
    return max(duration.mean_s - elapsed_s, duration.mean_s / 10)


def next_waits(
    waiting: Iterable[str], desks: Sequence[Desk], durations: Mapping[str, Duration]
) -> dict[str, Wait | None]:
    """Return for each service the wait of a visitor who takes a ticket now; None where no open counter serves it.

    waiting: the services of who waits, in rank order.
    """
    free = [desk.free_in_s for desk in desks]
    able = {service: [i for i, desk in enumerate(desks) if service in desk.services] for service in durations}
    for service in waiting:
        desk = min(able.get(service, ()), key=free.__getitem__, default=None)
        if desk is not None:
            free[desk] += durations[service].mean_s
    return {
        service: _wait(min(free[i] for i in places), duration=durations[service], counters=len(places))
        if places
        else None
        for service, places in able.items()
    }


def longer(wait: Wait, *, tickets: int, duration: Duration) -> Wait:
    """Return a wait after so many more tickets (fewer: negative) of its service have come before."""
    counters = max(1, round(duration.mean_s / wait.per_ticket_s))
    return _wait(max(0.0, wait.p50_s + tickets * wait.per_ticket_s), duration=duration, counters=counters)


def _wait(seconds: float, *, duration: Duration, counters: int) -> Wait:
    """Put the spread round a mean wait.

    A wait of W behind c counters is the time of n = W c / m departures; by the central limit theorem for renewal
    processes its variance is cv^2 W m / c (Cox, Renewal Theory, 1962). Officers and days differ in speed on top.
    """
    mean = duration.mean_s
    variance = duration.cv**2 * seconds * mean / counters
    variance += seconds**2 * (OFFICER_SPEED_SD**2 / counters + DAY_SPEED_SD**2)
    spread = Z90 * sqrt(variance)
    low, high = max(0.0, seconds - spread), seconds + spread
    return Wait(
        p50_s=seconds,
        p90_s=high,
        low_s=floor(low / ROUNDING_S) * ROUNDING_S,
        high_s=ceil((high + 60) / ROUNDING_S) * ROUNDING_S,
        per_ticket_s=mean / counters,
    )
