"""When will each service's next visitor be called? One deterministic pass over those who wait, by mean durations.

It is the fallback that answers where no prediction was computed: one replication of the dispatch simulation with
means in place of samples. A free counter takes the smallest rank among what it serves; as nobody of a larger rank
delays a smaller one, placing the tickets in rank order on the counter that is free first gives the same times.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    """What a visitor who comes now may expect, in seconds; `per_ticket_s` is what one more ahead adds.

    simulated: computed by the worker, with a `p10_s` of its own; else by the pass below.
    """

    p50_s: float
    p90_s: float
    low_s: int
    high_s: int
    per_ticket_s: float
    p10_s: float = 0.0
    simulated: bool = False


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


def turns(waiting: Sequence[str], desks: Sequence[Desk], durations: Mapping[str, Duration]) -> list[Wait | None]:
    """Return the wait of each who waits, by the same pass; None where no counter serves it. waiting: in rank order."""
    free = [desk.free_in_s for desk in desks]
    able = {service: [i for i, desk in enumerate(desks) if service in desk.services] for service in durations}
    waits: list[Wait | None] = []
    for service in waiting:
        places = able.get(service, [])
        desk = min(places, key=free.__getitem__, default=None)
        if desk is None:
            waits.append(None)
            continue
        waits.append(_wait(free[desk], duration=durations[service], counters=len(places)))
        free[desk] += durations[service].mean_s
    return waits


def longer(wait: Wait, *, tickets: int, duration: Duration) -> Wait:
    """Return a wait after so many more tickets (fewer: negative) of its service have come before."""
    if wait.simulated:
        return _moved(wait, tickets * wait.per_ticket_s)
    counters = max(1, round(duration.mean_s / wait.per_ticket_s))
    return _wait(max(0.0, wait.p50_s + tickets * wait.per_ticket_s), duration=duration, counters=counters)


def told_range(p10_s: float, p90_s: float) -> tuple[int, int]:
    """Return the range to tell, in whole five minutes; never a single number."""
    low = floor(p10_s / ROUNDING_S) * ROUNDING_S
    return low, ceil(max(p90_s, low + 1) / ROUNDING_S) * ROUNDING_S


def _moved(wait: Wait, by_s: float) -> Wait:
    """Put a simulated wait so many seconds later; its range moves only as far as its ends cross five minutes."""
    p10, p50, p90 = (max(0.0, one + by_s) for one in (wait.p10_s, wait.p50_s, wait.p90_s))
    low, high = told_range(p10, p90)
    was_low, was_high = told_range(wait.p10_s, wait.p90_s)
    low, high = max(0, wait.low_s + low - was_low), max(wait.high_s + high - was_high, ROUNDING_S)
    return replace(wait, p10_s=p10, p50_s=p50, p90_s=p90, low_s=min(low, high - ROUNDING_S), high_s=high)


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
