"""How near do predictions come on real queues, of which only columns were published? Against LES, day by day.

Learned on the days before, judged on the rest; a ticket is told only what was visible when it was issued. The upper end
is corrected for each office by which tickets had been called by then, as in planning/waits.Correction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path

import click
import numpy as np

from bench import snapshots
from bench.measured import Measured
from server.planning.published import Asked, Published, QueueDay, learn
from server.planning.waits import Correction, Forecast

COLUMNS = ("office", "queue", "date", "issued_at", "p10", "p50", "p90", "les", "actual")
LIMITS: dict[str, tuple[float | None, float | None]] = {
    "mae_ratio_les": (None, 0.80),
    "mae_ratio_les_upper": (None, 0.90),
    "coverage_p90": (0.85, 0.95),
    "n": (2001, None),
}
LEARNED, SETTLED, RESAMPLES = 0.6, 0.75, 2000
Rows = list[tuple[str, str, str, int, float, float, float, float, float]]


@dataclass(frozen=True)
class Ticket:
    """One ticket with what was told, in minutes; p90 not yet corrected."""

    day: QueueDay
    issued_at: float
    told: tuple[float, float, float]
    les: float
    actual: float


def measure(*, snapshots_file: Path, test_from: str | None = None) -> Measured:
    """Learn, settle the corrections on the last of the days that were learned from, and judge."""
    days = snapshots.read(snapshots_file)
    dates = sorted({day.date for day in days})
    first = test_from or dates[int(len(dates) * LEARNED)]
    past = _asked([day for day in days if day.date < first])
    rest = _asked([day for day in days if day.date >= first])
    if not past or not rest:
        raise click.UsageError(f"the file has no usable days before {first}, or none from it on")
    early = sorted({one.day.date for one in past})
    settle_from = early[min(int(len(early) * SETTLED), len(early) - 1)]
    corrections: dict[str, Correction] = {}
    before = [one for one in past if one.day.date < settle_from]
    if before:
        _corrected(_told(learn(before), [one for one in past if one.day.date >= settle_from]), corrections)
    rows = _corrected(_told(learn(past), rest), corrections)
    return Measured(_figures(rows), COLUMNS, rows, LIMITS)


def _asked(days: Sequence[QueueDay]) -> list[Asked]:
    found = []
    for day in days:
        tickets = list(snapshots.tickets(day))
        if tickets:
            at, wait = (np.array(column, dtype=np.float64) for column in zip(*tickets, strict=True))
            found.append(Asked(day, at, wait))
    return found


def _told(model: Published, asked: Sequence[Asked]) -> list[Ticket]:
    found = []
    for one in asked:
        quantiles = model.predict(one).tolist()
        les = snapshots.les(one.day, one.at).tolist()
        minutes = one.day.minute[one.at.astype(np.intp)].tolist()
        found += [
            Ticket(one.day, minutes[row], tuple(quantiles[row]), les[row], actual)
            for row, actual in enumerate(one.wait.tolist())
        ]
    return found


def _corrected(tickets: Sequence[Ticket], corrections: dict[str, Correction]) -> Rows:
    """Go through the tickets in the order of time; each call that was seen by then has taught its office."""
    pending: list[tuple[tuple[str, float], int, str, Forecast, float]] = []
    rows: Rows = []
    in_time = sorted(tickets, key=lambda one: (one.day.date, one.issued_at, one.day.office, one.day.queue))
    today = ""
    for number, one in enumerate(in_time):
        while pending and pending[0][0] <= (one.day.date, one.issued_at):
            _learn(corrections, *heappop(pending)[2:])
        if one.day.date != today:
            today = one.day.date
            corrections.update({office: correction.next_day() for office, correction in corrections.items()})
        forecast = Forecast(*(60 * minutes for minutes in one.told))
        said = corrections.get(one.day.office, Correction()).told(forecast)
        called_at = (one.day.date, one.issued_at + one.actual)
        heappush(pending, (called_at, number, one.day.office, said, 60 * one.actual))
        key = (one.day.office, one.day.queue, one.day.date, int(one.issued_at))
        told = (round(said.p10_s / 60, 2), round(said.p50_s / 60, 2), round(said.p90_s / 60, 2))
        rows.append((*key, *told, one.les, one.actual))
    for _, _, office, said, waited_s in sorted(pending, key=lambda one: one[:2]):
        _learn(corrections, office, said, waited_s)
    return rows


def _learn(corrections: dict[str, Correction], office: str, said: Forecast, waited_s: float) -> None:
    corrections[office] = corrections.get(office, Correction()).after(said, waited_s)


def _figures(rows: Rows) -> dict[str, float | int | str]:
    p50, p90, les, actual = (np.array([row[at] for row in rows]) for at in (5, 6, 7, 8))
    date = np.array([row[2] for row in rows])
    ours, theirs = np.abs(p50 - actual), np.abs(les - actual)
    days = np.unique(date)
    sums = np.array([[ours[date == day].sum(), theirs[date == day].sum()] for day in days])
    some = np.random.default_rng(1).integers(len(days), size=(RESAMPLES, len(days)))
    ratios = sums[some].sum(1)
    return {
        "mae_ratio_les": round(float(ours.sum() / theirs.sum()), 4),
        "mae_ratio_les_upper": round(float(np.quantile(ratios[:, 0] / ratios[:, 1], 0.975)), 4),
        "coverage_p90": round(float((actual <= p90).mean()), 4),
        "mae_min": round(float(ours.mean()), 3),
        "bias_min": round(float((p50 - actual).mean()), 3),
        "days": len(days),
        "test_from": str(days[0]),
        "n": len(rows),
    }
