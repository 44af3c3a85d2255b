"""Where should who work today? A mixed-integer programme over half hours: officers by kind, minutes, backlog.

Minimised are the minutes that people wait (backlog over mean service time) and a cost for each move. Officers of one
kind, home and mobility are alike, so they are counted, not named. Solved by HiGHS (Huangfu and Hall, 2018) from scipy.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from server.planning.network import Policy, Post, Site, km_between, travel_s

SLOT_MIN = 30.0
OPENS_MIN, SLOTS = 480.0, 18
MOVE_MIN, REMOTE_MIN, LEAST_STAFF = 40.0, 10.0, 3
# How far an officer is sent; the network file's `farthest_km` is how far a visitor is.
LENT_AT_MOST_KM = 30.0
GAP, LIMIT_S = 0.02, 60.0
LATE_SLOTS = 6

Services = tuple[str, ...]
Kind = tuple[Services, bool]


@dataclass(frozen=True)
class Place:
    """A branch as the programme sees it. site: where it lies and who works there.

    work_min: service -> minutes of work that each half hour brings, the first one with what waits already.
    covered: services for which somebody able must be there. booths: counters that an officer elsewhere may serve.
    """

    site: Site
    work_min: Mapping[str, Sequence[float]]
    mean_min: Mapping[str, float]
    covered: frozenset[str]
    booths: int = 0

    @property
    def code(self) -> str:
        """The branch."""
        return self.site.code


@dataclass(frozen=True)
class Plan:
    """Where each officer works (branch -> officers' codes), how many move, and what it is expected to cost.

    remote: officer -> the branch that he serves from his own. served: (branch, kind, service) -> the most minutes of a
    half hour that officers of a kind give to a service there. gap: how far from the best it may be.
    """

    posts: Mapping[str, Sequence[str]]
    moves: int
    person_min: float
    remote: Mapping[str, str] = field(default_factory=dict)
    served: Mapping[tuple[str, Services, str], float] = field(default_factory=dict)
    gap: float = GAP

    def policy(self, name: str, *, follow: float = 0.0) -> Policy:
        """Return the plan as a way to run a day: everybody serves all that he is qualified for."""
        return Policy(name, posts=self.posts, reskill=True, follow=follow)


class NoPlan(Exception):
    """The programme has no solution within its limits; the message is the solver's."""


def work_min(site: Site, service: str, slot: int) -> float:
    """Return the minutes of work that a service brings in a half hour of an ordinary day, no-shows left out."""
    demand = site.demand
    quarters = demand.slots[int((OPENS_MIN + slot * SLOT_MIN) / 15) :][:2]
    visits = demand.visits * sum(quarters) * demand.mix.get(service, 0.0) / sum(demand.mix.values())
    pause = demand.break_share * demand.break_mean_s / 60
    return visits * (1 - demand.no_show) * (demand.durations[service].mean_s / 60 + pause)


def plan(sites: Sequence[Site], *, limit_s: float = LIMIT_S) -> Plan:
    """Return the best staff for an ordinary day found within a gap of 2 % or the time limit. Raises NoPlan."""
    return plan_places([_ordinary(site) for site in sites], begins_min=OPENS_MIN, slots=SLOTS, limit_s=limit_s)


def _ordinary(site: Site) -> Place:
    services = site.demand.mix
    return Place(
        site,
        work_min={code: [work_min(site, code, slot) for slot in range(SLOTS)] for code in services},
        mean_min={code: site.demand.durations[code].mean_s / 60 for code in services},
        covered=frozenset(services),
    )


def plan_places(places: Sequence[Place], *, begins_min: float, slots: int, limit_s: float = LIMIT_S) -> Plan:
    """Return the best staff from a minute of the day on, for so many half hours and a while after. Raises NoPlan."""
    programme = _Programme(places, begins_min, slots)
    return programme.read(programme.solve(limit_s))


def minutes_there(posts: Iterable[Post], begins_min: float, slot: int, way_min: float) -> float:
    """Return how many minutes of a half hour officers who are alike are there, on average; a way is lost at first."""
    starts, ends = begins_min + slot * SLOT_MIN, begins_min + (slot + 1) * SLOT_MIN
    starts = max(starts, begins_min + way_min)
    each = [
        sum(max(0.0, min(ends, last / 60) - max(starts, first / 60)) for first, last in post.officer.calls)
        for post in posts
    ]
    return sum(each) / len(each)


class _Programme:
    """Variables: x[kind, home, at, how] officers, a[kind, at, service, slot] minutes, B[at, service, slot] backlog."""

    def __init__(self, places: Sequence[Place], begins_min: float, slots: int) -> None:
        self.places = {place.code: place for place in places}
        self.begins_min, self.slots = begins_min, slots + LATE_SLOTS
        self.home: dict[tuple[Kind, str], list[Post]] = defaultdict(list)
        for place in places:
            for post in place.site.posts:
                self.home[(tuple(sorted(post.qualified)), post.movable), place.code].append(post)
        self.number: dict[tuple[object, ...], int] = {}
        self.cost: list[float] = []
        self.top: list[float] = []
        self.whole: list[int] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self._add_officers()
        self._add_work()
        self._limit()

    def _new(self, key: tuple[object, ...], *, cost: float, top: float = np.inf, whole: int = 0) -> int:
        self.number[key] = len(self.cost)
        self.cost.append(cost)
        self.top.append(top)
        self.whole.append(whole)
        return self.number[key]

    def _ways(self, home: str, at: str, kind: Kind) -> list[tuple[str, float, float]]:
        """How officers can come to work at a branch: how, minutes of the way, and what it costs."""
        if at == home:
            return [("home", 0.0, 0.0)]
        one, other = self.places[home].site, self.places[at].site
        if not kind[1]:
            return []
        ways = [("remote", 0.0, REMOTE_MIN)] if self.places[at].booths else []
        if km_between(one, other) <= LENT_AT_MOST_KM:
            way = travel_s(one, other) / 60
            ways.append(("lent", way, MOVE_MIN + way))
        return ways

    def _add_officers(self) -> None:
        for (kind, home), posts in self.home.items():
            here = [
                self._new(("x", kind, home, at, how), cost=cost, top=len(posts), whole=1)
                for at in self.places
                for how, _, cost in self._ways(home, at, kind)
            ]
            self.rows.append((dict.fromkeys(here, 1.0), len(posts), len(posts)))

    def _add_work(self) -> None:
        kinds = sorted({kind for kind, _ in self.home})
        for at, place in self.places.items():
            for service in place.work_min:
                for slot in range(self.slots):
                    self._new(("B", at, service, slot), cost=SLOT_MIN / place.mean_min[service])
            for kind in kinds:
                homes = [home for one, home in self.home if one == kind and self._ways(home, at, kind)]
                if homes:
                    self._share_time(kind, at, homes)
            for service in place.work_min:
                self._carry_backlog(place, service, kinds)

    def _share_time(self, kind: Kind, at: str, homes: Sequence[str]) -> None:
        """The minutes that officers of a kind give to services are at most those that they are there."""
        for slot in range(self.slots):
            row: dict[int, float] = {}
            for service in kind[0]:
                if service in self.places[at].work_min:
                    row[self._new(("a", kind, at, service, slot), cost=0.0)] = 1.0
            for home in homes:
                for how, way, _ in self._ways(home, at, kind):
                    minutes = minutes_there(self.home[kind, home], self.begins_min, slot, way)
                    row[self.number["x", kind, home, at, how]] = -minutes
            self.rows.append((row, -np.inf, 0.0))

    def _carry_backlog(self, place: Place, service: str, kinds: Sequence[Kind]) -> None:
        for slot in range(self.slots):
            row = {self.number["B", place.code, service, slot]: 1.0}
            if slot:
                row[self.number["B", place.code, service, slot - 1]] = -1.0
            for kind in kinds:
                given = self.number.get(("a", kind, place.code, service, slot))
                if given is not None:
                    row[given] = 1.0
            come = place.work_min[service][slot] if slot < len(place.work_min[service]) else 0.0
            self.rows.append((row, come, np.inf))

    def _limit(self) -> None:
        """Desks, booths, a least staff, and somebody able for every service that is to be covered."""
        for at, place in self.places.items():
            here = {number: key for key, number in self.number.items() if key[0] == "x" and key[3] == at}
            staff = len(place.site.posts)
            self.rows.append((dict.fromkeys(here, 1.0), min(LEAST_STAFF, staff), max(place.site.desks, staff)))
            remote = {number: 1.0 for number, key in here.items() if key[4] == "remote"}
            if remote:
                self.rows.append((remote, 0.0, place.booths))
            for service in sorted(place.covered):
                able = {number: 1.0 for number, (_, kind, *_) in here.items() if service in kind[0]}  # type: ignore[index]
                self.rows.append((able, 1.0, np.inf))

    def solve(self, limit_s: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        entries = [(at, column, value) for at, (row, _, _) in enumerate(self.rows) for column, value in row.items()]
        rows, columns, values = zip(*entries, strict=True)
        matrix = coo_array((values, (rows, columns)), shape=(len(self.rows), len(self.cost))).tocsr()
        found = milp(
            np.array(self.cost),
            constraints=LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows]),
            bounds=Bounds(np.zeros(len(self.cost)), np.array(self.top)),
            integrality=np.array(self.whole),
            options={"mip_rel_gap": GAP, "time_limit": limit_s},
        )
        if found.x is None:
            raise NoPlan(found.message)
        self.value, self.gap = float(found.fun), float(found.mip_gap or 0.0)
        solution: np.ndarray[tuple[int], np.dtype[np.float64]] = found.x
        return solution

    def read(self, solved: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Plan:
        """Return officers by name: of those who are alike, the last ones move."""
        posts: dict[str, list[str]] = {code: [] for code in self.places}
        remote: dict[str, str] = {}
        for (kind, home), group in self.home.items():
            left = [post.officer.code for post in group]
            for at in self.places:
                for how, _, _ in self._ways(home, at, kind):
                    for _ in range(round(solved[self.number["x", kind, home, at, how]]) if at != home else 0):
                        posts[at].append(left.pop())
                        if how == "remote":
                            remote[posts[at][-1]] = at
            posts[home] += left
        moves = sum(
            code not in {one.officer.code for one in self.places[at].site.posts} for at in posts for code in posts[at]
        )
        served: dict[tuple[str, Services, str], float] = defaultdict(float)
        for key, number in self.number.items():
            if key[0] == "a":
                given: Any = key
                _, kind_there, branch, service, _ = given
                place = (branch, kind_there[0], service)
                served[place] = max(served[place], float(solved[number]))
        return Plan(posts, moves, self.value, remote, dict(served), self.gap)


def officers_for(minutes: float) -> int:
    """Return how many officers give so many minutes of a half hour."""
    return ceil(minutes / SLOT_MIN - 1e-6)
