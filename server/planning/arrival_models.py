"""Does a regression foretell a day's visitors better than the seasonal baseline? Only then it is switched on.

A Poisson regression (log link, ridge) on weekday, trend, and how long the branch was closed before: after a holiday
more come. Fitted by scipy's L-BFGS; judged on the last days, each foretold from those before it alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from scipy.optimize import minimize

from server.planning.arrivals import Arrivals, seasonal
from server.planning.habits import PastDay
from server.planning.times import Floats

Days = Sequence[tuple[date, PastDay]]
LEAST_DAYS, JUDGED_DAYS = 12, 7
# It must err by at least so much less on the judged days, or chance alone would switch it on and off.
BETTER_BY = 0.05
RIDGE, TREND_DAYS = 2.0, 30.0
LONG_GAP_DAYS, HOLIDAY_DAYS = 2, 4


def expected(days: Days, day: date, *, otherwise: Arrivals) -> Arrivals:
    """Return who is expected on a day: by the regression where it beats the baseline, else by the baseline."""
    base = seasonal(days, day, otherwise=otherwise)
    if len(days) < LEAST_DAYS or not base.visits or not beats(days, otherwise=otherwise):
        return base
    factor = regressed(days, day) / base.visits
    return replace(base, per_slot={code: slots * factor for code, slots in base.per_slot.items()}, model="library")


def beats(days: Days, *, otherwise: Arrivals) -> bool:
    """Whether the regression erred less than the baseline on the last days."""
    ours = theirs = 0.0
    for at in range(len(days) - JUDGED_DAYS, len(days)):
        day, told = days[at]
        came = len(told.issued)
        theirs += abs(seasonal(days[:at], day, otherwise=otherwise).visits - came)
        ours += abs(regressed(days[:at], day) - came)
    return ours < (1 - BETTER_BY) * theirs


def regressed(days: Days, day: date) -> float:
    """Return how many visitors the regression expects on a day."""
    dates = [one for one, _ in days]
    counts = np.array([len(told.issued) for _, told in days], dtype=np.float64)
    features = np.array([_features(one, dates[at - 1] if at else None, day) for at, one in enumerate(dates)])
    start = np.zeros(features.shape[1])
    start[0] = np.log(max(float(counts.mean()), 1.0))

    def loss(weights: Floats) -> tuple[float, Floats]:
        expected_log = features @ weights
        rate = np.exp(np.clip(expected_log, -20, 20))
        pull = RIDGE * np.concatenate(([0.0], weights[1:]))
        return float((rate - counts * expected_log).sum() + 0.5 * (pull @ weights)), features.T @ (rate - counts) + pull

    found = minimize(loss, start, jac=True, method="L-BFGS-B")
    return float(np.exp(np.clip(_features(day, dates[-1], day) @ found.x, -20, 20)))


def _features(day: date, before: date | None, today: date) -> Floats:
    """One, the weekday, the time before today, and whether the branch was closed for long before."""
    row = np.zeros(11)
    row[0] = 1.0
    row[1 + day.weekday()] = 1.0
    row[8] = (day - today).days / TREND_DAYS
    closed_days = (day - before).days if before is not None else 1
    row[9] = LONG_GAP_DAYS <= closed_days < HOLIDAY_DAYS
    row[10] = closed_days >= HOLIDAY_DAYS
    return row
