"""Who works at a branch, and when is a manager told or a visitor advised? What the network file says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import asin, cos, radians, sin, sqrt

from server.domain.hours import Hours, Ranges

EARTH_KM, DETOUR = 6371.0, 1.3
LUNCH = timedelta(hours=1)


@dataclass(frozen=True)
class OfficerPlan:
    """One officer as described. skills: what he serves; qualified: what he might beside it.

    counter: his usual one. lunch: an hour from then on. opens, closes: None for the branch's own.
    """

    badge: str
    skills: tuple[str, ...]
    qualified: tuple[str, ...] = ()
    counter: str | None = None
    lunch: time | None = None
    opens: time | None = None
    closes: time | None = None
    movable: bool = True

    @property
    def able(self) -> tuple[str, ...]:
        """All that he may serve, what he serves now first."""
        return tuple(dict.fromkeys((*self.skills, *self.qualified)))


@dataclass(frozen=True)
class Span:
    """A time from start to end; end is no longer part of it."""

    start: datetime
    end: datetime

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in it."""
        return self.start <= at < self.end

    def meets(self, other: "Span") -> bool:
        """Whether both have an instant in common."""
        return self.start < other.end and other.start < self.end


def roster(officer: OfficerPlan, hours: Hours, day: date, *, told: Span | None = None) -> list[Span]:
    """Return when an officer is at work on a local day: the branch's hours, within his own, without his lunch.

    told: his lunch of that day, where it is not the network file's. With a lunch of his own the branch's gap at noon
    is no pause for him: lunches are staggered.
    """
    ranges: Ranges = hours.on(day)
    if not ranges:
        return []
    rest = told or lunch_of(officer, hours, day)
    if rest is not None:
        ranges = ((ranges[0][0], ranges[-1][1]),)
    spans = []
    for start, end in ranges:
        first, last = max(start, officer.opens or start), min(end, officer.closes or end)
        spans.append(Span(hours.at(day, first), hours.at(day, last)))
    return [part for span in spans for part in without(span, rest)]


def lunch_of(officer: OfficerPlan, hours: Hours, day: date) -> Span | None:
    """Return an officer's lunch hour on a day."""
    if officer.lunch is None or not hours.on(day):
        return None
    start = hours.at(day, officer.lunch)
    return Span(start, start + LUNCH)


def without(span: Span, rest: Span | None) -> list[Span]:
    """Return what is left of a time without another."""
    parts = [span] if rest is None or not span.meets(rest) else [Span(span.start, rest.start), Span(rest.end, span.end)]
    return [part for part in parts if part.start < part.end]


@dataclass(frozen=True)
class Planning:
    """When managers are told and visitors advised; see config.planning. quiet: local times without alerts.

    network_consents: whether a manager of the network may agree in place of the branch that gives an officer away.
    """

    p90: timedelta = timedelta(minutes=45)
    crowd_per_counter: float = 4.0
    silence: timedelta = timedelta(minutes=5)
    forgotten: timedelta = timedelta(minutes=20)
    calm: timedelta = timedelta(minutes=5)
    quiet: Ranges = ()
    advises: bool = True
    margin: timedelta = timedelta(minutes=10)
    farthest_km: float = 20.0
    km_h: float = 25.0
    set_out: timedelta = timedelta(minutes=5)
    intake_margin: float = 0.1
    refuses_when_full: bool = False
    network_consents: bool = False

    def is_quiet(self, local: datetime) -> bool:
        """Whether no alert is given at a local time."""
        return any(start <= local.time() < end for start, end in self.quiet)

    def travel_s(self, km: float) -> float:
        """Return the seconds that a way takes: to set out, and the road at the usual speed."""
        return 60 * (self.set_out / timedelta(minutes=1) + 60 * DETOUR * km / self.km_h)


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance (haversine)."""
    north, east = radians(other_lat - lat), radians(other_lon - lon)
    half = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def named(badges: Iterable[str | None], branch: str) -> list[str]:
    """Return the badges of officers, made of the branch's code and a number where none is given."""
    return [badge or f"{branch}-{place:02d}" for place, badge in enumerate(badges, start=1)]
