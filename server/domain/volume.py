"""How loud is a hall, and when? By the network file, or as whoever looks after the hall sets it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from server.domain.refusals import BadVolume


@dataclass(frozen=True)
class Loudness:
    """How loud a hall is between two local times, in percent; 0 is silence."""

    start: time
    end: time
    percent: int


@dataclass(frozen=True)
class Volume:
    """How loud a hall is, in percent of its loudspeakers' volume; at some hours otherwise, the first that fits holds.

    Who must leave the building hears it at full volume all the same.
    """

    percent: int = 100
    hours: tuple[Loudness, ...] = ()


def volume_of(percent: int, hours: Iterable[Loudness]) -> Volume:
    """Return a volume with its hours in order. Raises BadVolume where hours end too soon or lie over each other."""
    ordered = sorted(hours, key=lambda one: (one.start, one.end))
    before: Loudness | None = None
    for one in ordered:
        if one.start >= one.end:
            raise _bad(one, "backwards")
        if before is not None and one.start < before.end:
            raise _bad(one, "overlap")
        before = one
    return Volume(percent, tuple(ordered))


def _bad(one: Loudness, reason: str) -> BadVolume:
    return BadVolume(start=f"{one.start:%H:%M}", end=f"{one.end:%H:%M}", reason=reason)
