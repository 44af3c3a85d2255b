"""Which ways join all branches into one network? As few and as short ones as do it: a least spanning tree (Prim)."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.staff import distance_km


@dataclass(frozen=True)
class Place:
    """Where a branch lies, in degrees."""

    code: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Way:
    """From one branch to another, as the crow flies."""

    one: str
    other: str
    km: float


def ways_between(places: Sequence[Place]) -> list[Way]:
    """Return the ways, from the first place outwards."""
    if not places:
        return []
    first, *others = places
    nearest = {one.code: Way(first.code, one.code, _km(first, one)) for one in others}
    left = {one.code: one for one in others}
    ways = []
    while left:
        way = min((nearest[code] for code in left), key=lambda one: one.km)
        joined = left.pop(way.other)
        ways.append(way)
        for code, one in left.items():
            km = _km(joined, one)
            if km < nearest[code].km:
                nearest[code] = Way(joined.code, code, km)
    return ways


def _km(one: Place, other: Place) -> float:
    return distance_km(one.lat, one.lon, other.lat, other.lon)
