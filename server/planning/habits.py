"""What is usual at a branch? Estimated from its own past days: durations, absences, shifts, who comes ahead.

Times are seconds of the local day.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from math import exp, sqrt

import numpy as np

from server.domain.dispatch import DAY_SPEED_SD, OFFICER_SPEED_SD, Duration
from server.planning.pace import tally
from server.planning.times import Floats, Times, from_history, from_target

SLOT_S = 900
LONG_PAUSE_S = 30 * 60
# Without history: what the prototype's branches had, as so many services' worth of evidence.
NO_SHOW, NO_SHOW_S, BREAK, BREAK_S, EVIDENCE = 0.075, 72.0, 1 / 14, 480.0, 50
EARLY_S = 15 * 60
DAYS_ENOUGH, LEAST_DAY_SD = 10, 0.02
# Days differ by a gamma of this shape: a coefficient of variation of 12 %.
DAY_SHAPE = 70


@dataclass(frozen=True)
class Issued:
    """A ticket that was taken: when, for what, and its class."""

    at_s: float
    service: str
    priority: str


@dataclass(frozen=True)
class Stretch:
    """One turn at a counter. came: it was no no-show. away_s: how long the counter paused right after it."""

    counter: str
    service: str
    called_s: float
    ended_s: float
    came: bool = True
    away_s: float = 0.0
    dossiers: int = 1


@dataclass(frozen=True)
class PastDay:
    """One day as it was. calling: counter -> when it called, without the pauses of half an hour and more."""

    issued: Sequence[Issued]
    stretches: Sequence[Stretch]
    calling: Mapping[str, Sequence[tuple[float, float]]]


@dataclass(frozen=True)
class Shift:
    """A counter's usual day: opens, longer pauses (from, to), and when it closes before the others do."""

    opens_s: float
    pauses: tuple[tuple[float, float], ...] = ()
    closes_s: float | None = None


@dataclass(frozen=True)
class Coming:
    """Those of one service and class who come with a head start: how many a second, by quarter of an hour."""

    service: str
    head_start_s: float
    per_second: Floats


@dataclass(frozen=True)
class Habits:
    """All that the dispatch simulation needs to know beside the present state. times: service -> its durations.

    pace: counter -> by what its services are longer than others'. issued: how many have come by each slot's beginning.
    """

    times: Mapping[str, Times]
    breaks: Times
    no_show: float = NO_SHOW
    no_show_s: float = NO_SHOW_S
    break_share: float = BREAK
    day_sd: float = DAY_SPEED_SD
    shifts: Mapping[str, Shift] = field(default_factory=dict)
    coming: Sequence[Coming] = ()
    dossier_s: Mapping[str, float] = field(default_factory=dict)
    pace: Mapping[str, float] = field(default_factory=dict)
    issued: Floats = field(default_factory=lambda: np.zeros(0))

    def crowd(self, so_far: int, at_s: float) -> float:
        """Return by what more come today than usual, after so many by a second of the day; cautious early."""
        slots = np.arange(len(self.issued)) * SLOT_S
        usual = float(np.interp(at_s, slots, self.issued)) if len(slots) else 0.0
        return (DAY_SHAPE + so_far) / (DAY_SHAPE + usual) if usual else 1.0


def without_history(targets: Mapping[str, Duration]) -> Habits:
    """Return what is assumed at a new branch: target durations, and the prototype's absences."""
    return Habits(
        times={service: from_target(target) for service, target in targets.items()},
        breaks=from_target(Duration(BREAK_S, 1.0)),
    )


def learn(
    days: Sequence[PastDay],
    targets: Mapping[str, Duration],
    *,
    head_starts: Mapping[str, timedelta],
    ends_s: float,
) -> Habits:
    """Return a branch's habits. ends_s: when it stops to take visitors. What was seen too rarely stays as assumed."""
    seen = [stretch for day in days for stretch in day.stretches]
    came = [stretch for stretch in seen if stretch.came]
    single: dict[str, list[float]] = defaultdict(list)
    for stretch in came:
        if stretch.dossiers == 1:
            single[stretch.service].append(stretch.ended_s - stretch.called_s)
    times = {service: from_history(single[service], target) for service, target in targets.items()}
    pace = _pace(came, times)
    for service, target in targets.items():
        own = (one for one in came if one.service == service and one.dossiers == 1)
        times[service] = from_history(
            ((one.ended_s - one.called_s) / pace.get(one.counter, 1.0) for one in own), target
        )
    away = [stretch.away_s for stretch in came if 0 < stretch.away_s < LONG_PAUSE_S]
    missed = [stretch.ended_s - stretch.called_s for stretch in seen if not stretch.came]
    return Habits(
        times=times,
        breaks=from_history(away, Duration(BREAK_S, 1.0)),
        no_show=(len(missed) + NO_SHOW * EVIDENCE) / (len(seen) + EVIDENCE),
        no_show_s=(sum(missed) + NO_SHOW_S * 10) / (len(missed) + 10),
        break_share=(len(away) + BREAK * EVIDENCE) / (len(came) + EVIDENCE),
        day_sd=_day_sd(days, times, pace),
        shifts=_shifts(days, ends_s),
        coming=_coming(days, head_starts),
        dossier_s=_dossier_s(came, times),
        pace=pace,
        issued=_issued(days),
    )


def _dossier_s(came: Sequence[Stretch], times: Mapping[str, Times]) -> dict[str, float]:
    """What each further dossier of a folder adds; the rest of a turn is a service of its own."""
    more: dict[str, list[float]] = defaultdict(list)
    for stretch in came:
        if stretch.dossiers > 1 and stretch.service in times:
            extra = stretch.ended_s - stretch.called_s - times[stretch.service].mean_s
            more[stretch.service].append(max(0.0, extra) / (stretch.dossiers - 1))
    return {service: sum(each) / len(each) for service, each in more.items()}


def _pace(came: Sequence[Stretch], times: Mapping[str, Times]) -> dict[str, float]:
    """How much slower or faster each counter's officer is; drawn towards 1 while he has served few."""
    own: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for one in came:
        if one.dossiers == 1:
            own[one.counter].append((one.service, one.ended_s - one.called_s))
    return {counter: exp(tally(times, done).pace(OFFICER_SPEED_SD).middle) for counter, done in own.items()}


def _issued(days: Sequence[PastDay]) -> Floats:
    """How many tickets have been taken by the beginning of each quarter of an hour, on a usual day."""
    edges = np.arange(24 * 3600 // SLOT_S + 1) * SLOT_S
    taken = np.sort([one.at_s for day in days for one in day.issued])
    return np.searchsorted(taken, edges) / max(len(days), 1)


def _day_sd(days: Sequence[PastDay], times: Mapping[str, Times], pace: Mapping[str, float]) -> float:
    """How much whole days differ in pace: the spread of their ratios beyond what chance gives."""
    tallies = [
        tally(
            times,
            (
                (one.service, (one.ended_s - one.called_s) / pace.get(one.counter, 1.0))
                for one in day.stretches
                if one.came and one.dossiers == 1
            ),
        )
        for day in days
    ]
    told = [one for one in tallies if one.count >= EVIDENCE]
    if len(told) < DAYS_ENOUGH:
        return DAY_SPEED_SD
    spread = float(np.var([one.mean for one in told]))
    return sqrt(max(spread - float(np.mean([one.variance for one in told])), LEAST_DAY_SD**2))


def _shifts(days: Sequence[PastDay], ends_s: float) -> dict[str, Shift]:
    present: dict[str, list[Sequence[tuple[float, float]]]] = defaultdict(list)
    for day in days:
        for counter, calling in day.calling.items():
            if calling:
                present[counter].append(calling)
    return {counter: _shift(callings, ends_s) for counter, callings in present.items()}


def _shift(callings: Sequence[Sequence[tuple[float, float]]], ends_s: float) -> Shift:
    """Put a counter's days together: a pause belongs to its shift if at least every second day has it.

    Its start is an early one of those seen, since who serves goes late; its end is the middle one.
    """
    gaps: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for calling in callings:
        for at, (before, after) in enumerate(pairwise(calling)):
            gaps[at].append((before[1], after[0]))
    pauses = [
        (float(np.quantile([start for start, _ in gap], 0.1)), float(np.median([end for _, end in gap])))
        for gap in gaps.values()
        if 2 * len(gap) >= len(callings)
    ]
    closes = [calling[-1][1] for calling in callings]
    early = float(np.median(closes)) < ends_s - EARLY_S
    return Shift(
        opens_s=float(np.median([calling[0][0] for calling in callings])),
        pauses=tuple(sorted((start, end) for start, end in pauses if start < end)),
        closes_s=float(np.quantile(closes, 0.1)) if early else None,
    )


def _coming(days: Sequence[PastDay], head_starts: Mapping[str, timedelta]) -> tuple[Coming, ...]:
    counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for day in days:
        for one in day.issued:
            if head_starts.get(one.priority):
                counts[one.service, one.priority][int(one.at_s // SLOT_S)] += 1
    return tuple(
        Coming(
            service,
            head_starts[priority].total_seconds(),
            np.array([slots[slot] / (len(days) * SLOT_S) for slot in range(24 * 3600 // SLOT_S)]),
        )
        for (service, priority), slots in sorted(counts.items())
    )
