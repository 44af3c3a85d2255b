"""What is fixed about a branch? Its place, hours, services, counters and rules, as the network file says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from server.domain.choice import Overflow
from server.domain.dispatch import Duration
from server.domain.hours import Hours
from server.domain.kiosk import KioskPlan
from server.domain.notices import Notice, Screens
from server.domain.numbering import parsed, written
from server.domain.refusals import UnknownPriority, UnknownService
from server.domain.rules import Rules
from server.domain.staff import OfficerPlan, Planning, distance_km

Names = Mapping[str, str]


@dataclass(frozen=True)
class Service:
    """A procedure field; `duration` is the target one, from which waits are told until there is history.

    level: the least skill that serves it. after: what a visit must have done before. outcomes: how it may end.
    """

    code: str
    letter: str
    digits: int
    names: Names
    duration: Duration
    level: int = 1
    after: tuple[str, ...] = ()
    outcomes: Mapping[str, Names] = field(default_factory=dict)


@dataclass(frozen=True)
class CounterPlan:
    """A counter as configured: default services, what it takes beside them, and the needs for which it is fit.

    remote: an officer of another branch may serve it.
    """

    services: tuple[str, ...]
    overflow: tuple[Overflow, ...] = ()
    suits: tuple[str, ...] = ()
    remote: bool = False


@dataclass(frozen=True)
class Demand:
    """An ordinary day, as described: how many come, and each service's share of them."""

    visits: float
    mix: Mapping[str, float]


@dataclass(frozen=True)
class Device:
    """A machine that is to be in a branch. kind: kiosk or display."""

    code: str
    kind: str


@dataclass(frozen=True)
class Branch:
    """One branch or service point as configured. zones: zone -> its counters."""

    code: str
    kind: str
    parent: str | None
    names: Names
    lat: float
    lon: float
    hours: Hours
    services: Mapping[str, Service]
    counters: Mapping[str, CounterPlan]
    zones: Mapping[str, tuple[str, ...]]
    head_starts: Mapping[str, timedelta]
    priorities: Mapping[str, Names]
    rules: Rules
    languages: tuple[str, ...]
    devices: tuple[Device, ...] = ()
    screens: Screens = field(default_factory=Screens)
    notices: tuple[Notice, ...] = ()
    kiosk: KioskPlan = field(default_factory=KioskPlan)
    demand: Demand | None = None
    staff: tuple[OfficerPlan, ...] = ()
    crowd_limit: int | None = None
    planning: Planning = field(default_factory=Planning)

    def service(self, code: str) -> Service:
        """Return a service that is accepted here. Raises UnknownService."""
        try:
            return self.services[code]
        except KeyError:
            raise UnknownService(branch=self.code, service=code) from None

    def priority(self, code: str | None) -> str:
        """Return a priority class of the network, `ordinary` for none. Raises UnknownPriority."""
        if code is None or code == "ordinary":
            return "ordinary"
        if code not in self.priorities:
            raise UnknownPriority(priority=code)
        return code

    def number(self, typed: str) -> str | None:
        """Return a typed number as it is kept, with the digits of its service; None if it is none."""
        parts = parsed(typed)
        if parts is None:
            return None
        digits = {service.letter: service.digits for service in self.services.values()}
        return written(*parts, digits=digits.get(parts[0], 3))

    def way_to(self, other: "Branch") -> float:
        """Return how many seconds a visitor or an officer is on the way to another branch."""
        return self.planning.travel_s(self.km_to(other))

    def km_to(self, other: "Branch") -> float:
        """Return how far another branch lies, as the crow flies."""
        return distance_km(self.lat, self.lon, other.lat, other.lon)

    def in_zone(self, counter: str | None, zone: str | None) -> bool:
        """Whether a counter belongs to a zone; without a zone, or with an unknown one, all do."""
        return zone is None or zone not in self.zones or counter in self.zones[zone]


@dataclass(frozen=True)
class Network:
    """All branches by code; `version` is the hash of the description they came from."""

    version: str
    branches: Mapping[str, Branch]

    def near(self, branch: Branch) -> Sequence[tuple[Branch, float]]:
        """Return the branches to which a visitor may be sent, and the way to each in seconds; the nearest first."""
        others = (one for one in self.branches.values() if one.code != branch.code)
        ways = [(one, branch.way_to(one)) for one in others if branch.km_to(one) <= branch.planning.farthest_km]
        return sorted(ways, key=lambda way: (way[1], way[0].code))
