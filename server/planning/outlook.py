"""What becomes of the rest of the day, as things stand or with a change? From the present queue and who is expected.

A change is judged on pairs of days with the same visitors (common random numbers), so that little chance is left in
the difference. Times are seconds of the local day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import inf

import numpy as np

from server.domain.order import ORDINARY
from server.domain.rules import Rules
from server.domain.staff import Planning
from server.planning.arrivals import SLOTS
from server.planning.day import Call, Floor, Officer, Visitor, Windows
from server.planning.habits import SLOT_S, Habits
from server.planning.simulation import simulate
from server.planning.times import Floats

TARGET_S = 15 * 60.0
DAY_CV = 0.12
TO_COME = "?"
FEW = 3


@dataclass(frozen=True)
class OfficerNow:
    """An officer from now on. calls: when he will call. able: all that he may serve, `serves` what he does now."""

    badge: str
    branch: str
    serves: tuple[str, ...]
    able: tuple[str, ...]
    calls: Windows
    counter: str | None = None
    movable: bool = True
    pace: float = 1.0

    @property
    def works(self) -> Officer:
        """The officer as the simulation knows him."""
        return Officer(self.badge, self.serves, self.calls, self.pace)


@dataclass(frozen=True)
class BranchNow:
    """A branch from now on. queue: who waits, arrived before now. expected: service -> by quarter of an hour.

    idle: officers who are at work but at no counter. closed: counters with nobody. booths: counters that are closed
    and may be served by video. planning: how one travels from it.
    """

    code: str
    lat: float
    lon: float
    officers: tuple[OfficerNow, ...]
    queue: tuple[Visitor, ...]
    expected: Mapping[str, Floats]
    habits: Habits
    rules: Rules
    head_starts: Mapping[str, timedelta]
    classes: Mapping[str, float]
    idle: tuple[OfficerNow, ...] = ()
    closed: tuple[str, ...] = ()
    booths: int = 0
    planning: Planning = field(default_factory=Planning)


@dataclass(frozen=True)
class Change:
    """What is done: see domain.moves.MoveKind. branch gives an officer to `to`; his way is lost from start on.

    A counter that is opened by nobody in particular has one officer more.

    end_s: infinite where it lasts until nobody waits any more.
    """

    kind: str
    branch: str
    start_s: float
    end_s: float
    officer: str | None = None
    services: tuple[str, ...] = ()
    to: str | None = None
    travel_s: float = 0.0

    @property
    def branches(self) -> tuple[str, ...]:
        """The branches that it touches."""
        return (self.branch,) if self.to is None else (self.branch, self.to)


@dataclass(frozen=True)
class Figures:
    """Of all who come in the rest of a day, who waits now included. crowd: the most who wait at once."""

    mean_s: float
    p50_s: float
    p90_s: float
    within_15: float
    crowd: float

    def less(self, other: "Figures") -> "Figures":
        """Return by how much each is more than another's."""
        return Figures(*(mine - its for mine, its in zip(self.row, other.row, strict=True)))

    @property
    def row(self) -> tuple[float, float, float, float, float]:
        """All of them, in the order of the fields."""
        return self.mean_s, self.p50_s, self.p90_s, self.within_15, self.crowd


def draw_rest(branch: BranchNow, *, now_s: float, seed: Sequence[int], first: int = 0) -> list[Visitor]:
    """Return who waits and who will come, numbered from `first`; the same seed gives the same people."""
    chance = np.random.default_rng(seed)
    shape = 1 / DAY_CV**2
    crowd = chance.gamma(shape, 1 / shape)
    pace = float(np.exp(chance.normal(0, branch.habits.day_sd)))
    visitors = [replace(one, branch=branch.code) for one in branch.queue]
    for service in sorted(branch.expected):
        if service not in branch.habits.times:
            continue
        per_slot = branch.expected[service] * _still_open(now_s) * crowd
        counts = chance.poisson(per_slot)
        starts = np.repeat(np.arange(SLOTS) * SLOT_S, counts)
        comes = np.maximum(starts + chance.random(len(starts)) * SLOT_S, now_s)
        visitors += [Visitor(0, branch.code, service, TO_COME, float(at), 0.0) for at in np.sort(comes)]
    lots = chance.random((len(visitors), 4))
    breaks = branch.habits.breaks.draw(chance.random(len(visitors)))
    return [
        _with_chance(one, branch, row, float(pause), pace, number=first + at)
        for at, (one, row, pause) in enumerate(zip(visitors, lots.tolist(), breaks.tolist(), strict=True))
    ]


def _still_open(now_s: float) -> Floats:
    """The part of each quarter of an hour that is still to come."""
    begins = np.arange(SLOTS) * float(SLOT_S)
    return np.clip((begins + SLOT_S - now_s) / SLOT_S, 0.0, 1.0)


def _with_chance(
    one: Visitor, branch: BranchNow, lots: Sequence[float], pause_s: float, pace: float, *, number: int
) -> Visitor:
    """Give a visitor all that is left to chance."""
    habits = branch.habits
    took = float(habits.times[one.service].draw(np.array([lots[0]]))[0])
    came = lots[1] >= habits.no_show
    priority = _class(branch.classes, lots[3]) if one.priority == TO_COME else one.priority
    return replace(
        one,
        number=number,
        service_s=took * pace + (one.dossiers - 1) * one.dossier_s,
        came=came,
        break_s=pause_s if lots[2] < habits.break_share else 0.0,
        priority=priority,
    )


def _class(classes: Mapping[str, float], lot: float) -> str:
    for code, share in classes.items():
        if lot < share:
            return code
        lot -= share
    return ORDINARY


def with_changes(branches: Mapping[str, BranchNow], changes: Sequence[Change]) -> dict[str, tuple[Officer, ...]]:
    """Return who works where once the changes hold. An officer whom nobody knows changes nothing."""
    works: dict[str, list[Officer]] = {
        code: [one.works for one in branch.officers] for code, branch in branches.items()
    }
    for change in changes:
        _apply(branches, works, change)
    return {code: tuple(officers) for code, officers in works.items()}


def _apply(branches: Mapping[str, BranchNow], works: dict[str, list[Officer]], change: Change) -> None:
    home = branches[change.branch]
    known = {one.badge: one for one in (*home.officers, *home.idle)}
    who = known.get(change.officer or "")
    here = works[change.branch]
    if change.kind == "open" and change.officer is None:
        here.append(Officer(f"somebody {len(here)}", change.services, ((change.start_s, change.end_s),)))
    if who is None:
        return
    start_s, end_s = change.start_s + change.travel_s, change.end_s
    during = _cut(who.calls, start_s, end_s)
    if change.kind == "open":
        here.append(Officer(f"{who.badge}+", change.services, during, who.pace))
        return
    works[change.branch] = [
        replace(one, calls=_without(one.calls, change.start_s, end_s)) if one.code == who.badge else one for one in here
    ]
    if change.kind == "reskill":
        works[change.branch].append(Officer(f"{who.badge}+", change.services, during, who.pace))
    elif change.to is not None:
        works[change.to].append(Officer(f"{who.badge}+", change.services, during, who.pace))


def _cut(calls: Windows, start_s: float, end_s: float) -> Windows:
    return tuple((max(a, start_s), min(b, end_s)) for a, b in calls if max(a, start_s) < min(b, end_s))


def _without(calls: Windows, start_s: float, end_s: float) -> Windows:
    return (*_cut(calls, 0.0, start_s), *_cut(calls, end_s, inf))


@dataclass
class Outlook:
    """Replications of the rest of a day. Visitors are drawn once, whatever is changed."""

    branches: Mapping[str, BranchNow]
    now_s: float
    replications: int
    seed: int

    def __post_init__(self) -> None:
        self._visitors: dict[tuple[str, int], list[Visitor]] = {}
        self._before: dict[tuple[str, int], Figures] = {}

    def figures(
        self, codes: Sequence[str], changes: Sequence[Change] = (), *, known: Sequence[str] | None = None
    ) -> dict[str, list[Figures]]:
        """Return branch -> its figures in each replication. known: all branches that the changes touch."""
        works = with_changes({code: self.branches[code] for code in known or codes}, changes)
        return {code: [self._run(code, at, works[code]) for at in range(self.replications)] for code in codes}

    def before(self, code: str) -> list[Figures]:
        """Return a branch's figures as things stand."""
        works = with_changes({code: self.branches[code]}, ())[code]
        for replication in range(self.replications):
            if (code, replication) not in self._before:
                self._before[code, replication] = self._run(code, replication, works)
        return [self._before[code, replication] for replication in range(self.replications)]

    def share_to_come(self, code: str, changes: Sequence[Change], *, more: int) -> float:
        """Return the share of those still to come who are called within a quarter of an hour, with changes and so many
        further officers who serve everything. Few runs: it is asked often."""
        codes = {code, *(one for change in changes for one in change.branches)}
        works = with_changes({one: self.branches[one] for one in codes}, changes)[code]
        every = tuple(self.branches[code].habits.times)
        further = tuple(Officer(f"further {at}", every, ((self.now_s, inf),)) for at in range(more))
        within = many = 0
        for replication in range(min(self.replications, FEW)):
            calls = self._calls(code, replication, (*works, *further))
            many += sum(one.arrives_s >= self.now_s for one in self._drawn(code, replication))
            within += sum(one.first and one.arrived_s >= self.now_s and one.wait_s <= TARGET_S for one in calls)
        return within / many if many else 1.0

    def visitors(self, code: str, replication: int) -> int:
        """Return how many wait and come in a replication."""
        return len(self._drawn(code, replication))

    def _drawn(self, code: str, replication: int) -> list[Visitor]:
        found = self._visitors.get((code, replication))
        if found is None:
            seed = (self.seed, replication, sorted(self.branches).index(code))
            found = self._visitors[code, replication] = draw_rest(self.branches[code], now_s=self.now_s, seed=seed)
        return found

    def _run(self, code: str, replication: int, officers: tuple[Officer, ...]) -> Figures:
        calls = self._calls(code, replication, officers)
        return figures_of(self._drawn(code, replication), calls, now_s=self.now_s)

    def _calls(self, code: str, replication: int, officers: tuple[Officer, ...]) -> list[Call]:
        branch = self.branches[code]
        floor = Floor(officers, branch.rules, branch.head_starts)
        return simulate({code: floor}, self._drawn(code, replication))


def figures_of(visitors: Sequence[Visitor], calls: Sequence[Call], *, now_s: float) -> Figures:
    """Return what became of visitors; who is never called waits until the last call, or until now."""
    if not visitors:
        return Figures(0.0, 0.0, 0.0, 1.0, 0.0)
    called = {call.visitor.number: call.called_s for call in calls if call.first}
    last_s = max([now_s, *called.values()])
    arrived = np.array([one.arrives_s for one in visitors])
    until = np.array([called.get(one.number, max(last_s, one.arrives_s)) for one in visitors])
    waits = until - arrived
    times = np.concatenate([np.maximum(arrived, now_s), until])
    steps = np.concatenate([np.ones(len(arrived)), -np.ones(len(until))])
    crowd = np.cumsum(steps[np.lexsort((steps, times))]).max()
    return Figures(
        mean_s=float(waits.mean()),
        p50_s=float(np.quantile(waits, 0.5)),
        p90_s=float(np.quantile(waits, 0.9)),
        within_15=float((waits <= TARGET_S).mean()),
        crowd=max(0.0, float(crowd)),
    )
