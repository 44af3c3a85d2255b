"""In which order are several services of one visit done? The shortest wait first, unless a service says otherwise."""

from collections.abc import Mapping, Sequence
from datetime import timedelta


def next_service(
    services: Sequence[str],
    *,
    after: Mapping[str, Sequence[str]],
    waits_s: Mapping[str, float | None],
    gain: timedelta,
) -> str:
    """Return which of the services of a visit comes next; they are given in the order in which they were asked for.

    after: service -> services that must be done before it, if the visit has them. waits_s: what is expected now, None
    where nothing is known. The order that was asked for stays unless it costs more than `gain`.
    """
    free = [one for one in services if not any(before in services for before in after.get(one, ()))]
    first = (free or services)[0]
    first_s = waits_s.get(first)
    if first_s is None:
        return first
    known = {one: wait for one in free if (wait := waits_s.get(one)) is not None}
    shortest = min(known, key=lambda one: known[one], default=first)
    return shortest if first_s - known.get(shortest, first_s) > gain.total_seconds() else first


def ordered(
    services: Sequence[str],
    *,
    after: Mapping[str, Sequence[str]],
    waits_s: Mapping[str, float | None],
    gain: timedelta,
) -> list[str]:
    """Return all services of a visit in the order in which they would be done, as far as can be said now."""
    left, done = list(services), []
    while left:
        one = next_service(left, after=after, waits_s=waits_s, gain=gain)
        left.remove(one)
        done.append(one)
    return done
