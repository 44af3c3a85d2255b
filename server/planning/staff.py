"""Who should work where tomorrow, and serve what? Moves and re-skilling as one mixed-integer programme (HiGHS).

Minimised: minutes that people wait, in slots of half an hour, plus what a move costs (its way and a fixed part). Kept:
desks, a least staff, somebody able for every service at every branch, ways up to a limit.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from server.planning.network import Policy, Site, distance_km, travel_s

SLOT_MIN = 30.0
OPENS_MIN, SLOTS = 480.0, 18
MOVE_MIN, FARTHEST_KM, LEAST_STAFF = 40.0, 30.0, 3
GAP, LIMIT_S = 0.02, 60.0
LUNCH_SLOTS, AT_LUNCH = (7, 8, 9), 2 / 3
LATE_SLOTS = 6

Kind = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Plan:
    """Where each officer works (branch -> officers' codes), how many move, and what it is expected to cost."""

    posts: Mapping[str, Sequence[str]]
    moves: int
    person_min: float

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
    """Return the best staff found within a gap of 2 % or the time limit. Raises NoPlan."""
    programme = _Programme(sites)
    solved = programme.solve(limit_s)
    return programme.read(solved)


class _Programme:
    """Variables: x[kind, home, at] officers, a[kind, at, service, slot] minutes, B[at, service, slot] backlog."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self.sites = {site.code: site for site in sites}
        self.services = sorted({service for site in sites for service in site.demand.mix})
        self.home: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
        for site in sites:
            for post in site.posts:
                self.home[tuple(sorted(post.qualified)), site.code].append(post.officer.code)
        self.number: dict[tuple[object, ...], int] = {}
        self.cost: list[float] = []
        self.top: list[float] = []
        self.whole: list[int] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self._add_officers()
        self._add_work()
        self._limit()

    def _new(self, key: tuple[object, ...], *, cost: float, top: float = np.inf, whole: int = 0) -> None:
        self.number[key] = len(self.cost)
        self.cost.append(cost)
        self.top.append(top)
        self.whole.append(whole)

    def _add_officers(self) -> None:
        for (kind, home), codes in self.home.items():
            for at, site in self.sites.items():
                if distance_km(self.sites[home], site) <= FARTHEST_KM:
                    way = travel_s(self.sites[home], site) / 60
                    cost = 0.0 if at == home else MOVE_MIN + way
                    self._new(("x", kind, home, at), cost=cost, top=len(codes), whole=1)
            here = {self.number["x", kind, home, at]: 1.0 for at in self.sites if ("x", kind, home, at) in self.number}
            self.rows.append((here, len(codes), len(codes)))

    def _add_work(self) -> None:
        kinds = sorted({kind for kind, _ in self.home})
        for at, site in self.sites.items():
            for service in self.services:
                mean = site.demand.durations[service].mean_s / 60
                for slot in range(SLOTS + LATE_SLOTS):
                    self._new(("B", at, service, slot), cost=SLOT_MIN / mean)
            for kind in kinds:
                there = [home for one, home in self.home if one == kind and ("x", kind, home, at) in self.number]
                if there:
                    self._share_time(kind, at, there)
            for service in self.services:
                self._carry_backlog(site, service, kinds)

    def _share_time(self, kind: tuple[str, ...], at: str, homes: Sequence[str]) -> None:
        """The minutes that officers of a kind give to services are at most those that they are there."""
        for slot in range(SLOTS + LATE_SLOTS):
            row: dict[int, float] = {}
            for service in kind:
                self._new(("a", kind, at, service, slot), cost=0.0)
                row[self.number["a", kind, at, service, slot]] = 1.0
            for home in homes:
                way = travel_s(self.sites[home], self.sites[at]) / 60
                minutes = min(max(SLOT_MIN * (slot + 1) - way, 0.0), SLOT_MIN)
                minutes *= AT_LUNCH if slot in LUNCH_SLOTS else 1.0
                row[self.number["x", kind, home, at]] = -minutes
            self.rows.append((row, -np.inf, 0.0))

    def _carry_backlog(self, site: Site, service: str, kinds: Sequence[tuple[str, ...]]) -> None:
        for slot in range(SLOTS + LATE_SLOTS):
            row = {self.number["B", site.code, service, slot]: 1.0}
            if slot:
                row[self.number["B", site.code, service, slot - 1]] = -1.0
            for kind in kinds:
                given = self.number.get(("a", kind, site.code, service, slot))
                if given is not None:
                    row[given] = 1.0
            come = work_min(site, service, slot) if slot < SLOTS else 0.0
            self.rows.append((row, come, np.inf))

    def _limit(self) -> None:
        """Desks, a least staff, and somebody able for every service at every branch."""
        for at, site in self.sites.items():
            here = {
                at_number: kind
                for (letter, kind, *place), at_number in self.number.items()
                if letter == "x" and place[-1] == at
            }
            least = min(LEAST_STAFF, len(site.posts))
            self.rows.append((dict.fromkeys(here, 1.0), least, max(site.desks, len(site.posts))))
            for service in site.demand.mix:
                able = {number: 1.0 for number, kind in here.items() if isinstance(kind, tuple) and service in kind}
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
        self.value = float(found.fun)
        solution: np.ndarray[tuple[int], np.dtype[np.float64]] = found.x
        return solution

    def read(self, solved: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Plan:
        """Return officers by name: of those who are alike, the last ones move."""
        posts: dict[str, list[str]] = {code: [] for code in self.sites}
        moves = 0
        for (kind, home), codes in self.home.items():
            left = list(codes)
            for at in self.sites:
                number = self.number.get(("x", kind, home, at))
                if number is None or at == home:
                    continue
                for _ in range(round(solved[number])):
                    posts[at].append(left.pop())
                    moves += 1
            posts[home] += left
        return Plan(posts, moves, self.value)
