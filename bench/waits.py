"""How near do the predicted waits come, on a simulated branch that is known from its own past days alone?

Against LES (the wait of the last one who entered the same service), and against the time of the simplest pass.
Tickets that must wait only. The upper end is the corrected one (planning/waits.Correction), as it would be printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from pathlib import Path

import click
import numpy as np

from bench import simulated_branch as branch
from bench import waits_published
from bench.measured import Measured
from bench.waits_speed import times_of_simplest
from server.domain.rules import Rules
from server.planning.day import Call, Visitor
from server.planning.habits import Habits, learn
from server.planning.hall import Hall
from server.planning.pace import tally
from server.planning.present import DeskNow, InLine, Present
from server.planning.simulation import simulate
from server.planning.waits import Correction, Forecast, predict_probes, printed_s, seed_of

SEED = 20_261_124
PAST, WARM, TEST = 60, 12, 40
LONG_S = 40 * 60
COLUMNS = (
    "day",
    "service",
    "issued_s",
    "p10_min",
    "p50_min",
    "p90_min",
    "low_min",
    "high_min",
    "les_min",
    "actual_min",
)
LIMITS: dict[str, tuple[float | None, float | None]] = {
    "mae_ratio_les": (None, 0.55),
    "coverage_p90": (0.88, 0.92),
    "days_in_band": (0.95, None),
    "coverage_p90_long": (0.85, None),
    "bias_min": (-1.0, 1.0),
    "kept": (0.90, None),
    "mean_width_min": (None, 20.0),
    "times_of_simplest": (None, 2.5),
}


@dataclass(frozen=True)
class Told:
    """One ticket: what could be said when it was issued, and what became of it, in seconds."""

    day: int
    service: str
    issued_s: float
    forecast: Forecast
    les_s: float
    actual_s: float


Row = tuple[Told, Forecast]


def measure(*, snapshots: Path | None = None, test_from: str | None = None) -> Measured:
    """Judge the predictor on the simulated branch; with a file of published columns, the other one on real queues."""
    if snapshots is not None:
        return waits_published.measure(snapshots_file=snapshots, test_from=test_from)
    if test_from is not None:
        raise click.UsageError("--test-from belongs to --snapshots")
    return on_simulated_branch()


def on_simulated_branch(*, past: int = PAST, warm: int = WARM, test: int = TEST) -> Measured:
    """Learn from past days, settle the correction on some more, judge on the rest."""
    log = [branch.logged(day, simulate({branch.CODE: day.floor}, day.visitors)) for day in _days(0, past)]
    habits = learn(log, branch.TARGETS, head_starts=branch.HEAD_STARTS, ends_s=17 * 3600)
    correction, rows = Correction(), list[Row]()
    for number in range(past, past + warm + test):
        corrected, correction = _corrected(told_on(number, habits), correction)
        if number >= past + warm:
            rows += corrected
    figures = _figures(rows)
    figures["times_of_simplest"] = times_of_simplest()
    return Measured(figures, COLUMNS, [_row(*one) for one in rows], LIMITS)


def _days(start: int, end: int) -> list[branch.BranchDay]:
    return [branch.day(number, seed=SEED) for number in range(start, end)]


def told_on(number: int, habits: Habits) -> list[Told]:
    """Return a day's tickets that must wait, in the order of issue."""
    day = branch.day(number, seed=SEED)
    asked: dict[int, Forecast] = {}
    there = {one.code for one in day.floor.officers}
    absent = [DeskNow(code, services, "closed") for code, services in branch.SERVICES.items() if code not in there]

    def watch(hall: Hall, visitor: Visitor, now_s: float) -> None:
        present = present_of(hall, visitor, now_s)
        if not _is_taken_at_once(present, visitor.service):
            seed = seed_of(branch.CODE, visitor.number)
            found = predict_probes(present, habits, Rules(), seed=seed)["probe"]
            if found is not None and found.p50_s > 0:
                asked[visitor.number] = found

    def present_of(hall: Hall, visitor: Visitor, now_s: float) -> Present:
        head_start = branch.HEAD_STARTS.get(visitor.priority)
        rank_s = 0.0 if head_start is None else -head_start.total_seconds()
        present = hall.present(now_s, [InLine("probe", visitor.service, rank_s)], absent=absent)
        done = [(service, took_s / habits.pace.get(counter, 1.0)) for counter, service, took_s in hall.done]
        crowd = habits.crowd(visitor.number, now_s)
        return replace(present, done=tally(habits.times, done), crowd=crowd)

    calls = simulate({branch.CODE: day.floor}, day.visitors, watch=watch)
    return _with_les(number, calls, asked)


def _is_taken_at_once(present: Present, service: str) -> bool:
    return any(one.state == "open" and one.serving is None and service in one.services for one in present.desks)


def _with_les(number: int, calls: Sequence[Call], asked: dict[int, Forecast]) -> list[Told]:
    """Join what came of them, and the wait of who entered the same service last before each issue."""
    last: dict[str, float] = {}
    told = []
    events = [(call.called_s, 0, call) for call in calls if call.first]
    events += [(call.arrived_s, 1, call) for call in calls if call.first and call.visitor.number in asked]
    for at_s, kind, call in sorted(events, key=lambda one: one[:2]):
        service = call.visitor.service
        if kind == 0:
            last[service] = call.wait_s
        else:
            forecast = asked[call.visitor.number]
            told.append(Told(number, service, at_s, forecast, last.get(service, 0.0), call.wait_s))
    return told


def _corrected(told: Sequence[Told], correction: Correction) -> tuple[list[Row], Correction]:
    """Go through a day: each ticket is told with the correction of that moment, each call teaches it."""
    pending: list[tuple[float, int, Forecast, float]] = []
    rows = []
    for at, one in enumerate(told):
        while pending and pending[0][0] <= one.issued_s:
            correction = correction.after(*heappop(pending)[2:])
        corrected = correction.told(one.forecast)
        rows.append((one, corrected))
        heappush(pending, (one.issued_s + one.actual_s, at, corrected, one.actual_s))
    for _, _, corrected, actual_s in sorted(pending, key=lambda one: one[:2]):
        correction = correction.after(corrected, actual_s)
    return rows, correction.next_day()


def _figures(rows: Sequence[Row]) -> dict[str, float]:
    columns = ((said.p50_s, one.actual_s, one.les_s, said.p90_s, one.day, *printed_s(said)) for one, said in rows)
    p50, actual, les, high, day, low, top = (np.array(column) for column in zip(*columns, strict=True))
    kept = actual <= high
    by_day = np.array([kept[day == one].mean() for one in np.unique(day)])
    return {
        "mae_ratio_les": round(float(np.abs(p50 - actual).mean() / np.abs(les - actual).mean()), 4),
        "coverage_p90": round(float(kept.mean()), 4),
        "days_in_band": round(float(((by_day >= 0.80) & (by_day <= 0.97)).mean()), 4),
        "coverage_p90_long": round(float(kept[p50 > LONG_S].mean()), 4),
        "bias_min": round(float((p50 - actual).mean() / 60), 3),
        "kept": round(float(((low <= actual) & (actual <= top)).mean()), 4),
        "mean_width_min": round(float((top - low).mean() / 60), 2),
        "mae_min": round(float(np.abs(p50 - actual).mean() / 60), 3),
        "mean_wait_min": round(float(actual.mean() / 60), 2),
        "n": len(rows),
    }


def _row(one: Told, said: Forecast) -> tuple[object, ...]:
    minutes = (said.p10_s, said.p50_s, said.p90_s, *printed_s(said), one.les_s, one.actual_s)
    return one.day, one.service, round(one.issued_s, 1), *(round(value / 60, 2) for value in minutes)
