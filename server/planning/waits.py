"""How long will each one wait, and who comes now? Quantiles over replications of the dispatch simulation.

Measured against other predictors in docs/decisions/0016.
"""

from dataclasses import dataclass
from hashlib import blake2b
from math import exp, inf

import numpy as np

from server.domain.dispatch import ROUNDING_S, told_range
from server.domain.rules import Rules
from server.planning.dispatch import Draws, draw, play
from server.planning.habits import Habits
from server.planning.present import Present

REPLICATIONS = 200
CALM_S = 90
LEVELS = (0.1, 0.5, 0.9)
# Adaptive conformal inference (Gibbs and Candès, 2021), multiplicative: a miss widens, a kept promise narrows.
STEP, MISSES, SLACK_S = 0.02, 0.1, 60.0
MIDDLE_STEP, OVER_NIGHT, LONG_S = 0.01, 0.5, 25 * 60


@dataclass(frozen=True)
class Forecast:
    """A wait in seconds from now: one in ten is shorter than p10, one in two than p50, nine in ten than p90."""

    p10_s: float
    p50_s: float
    p90_s: float


@dataclass(frozen=True)
class Correction:
    """What a branch learned from its own kept and broken promises; kept per branch, as logarithms.

    middle: by what all waits are stretched, which follows the day. short, long: by what the upper half is stretched,
    for waits up to `LONG_S` and beyond.
    """

    middle: float = 0.0
    short: float = 0.0
    long: float = 0.0

    def told(self, forecast: Forecast) -> Forecast:
        """Return the forecast as it may be told; its p90 is the upper end."""
        p10_s, p50_s, p90_s = (exp(self.middle) * one for one in (forecast.p10_s, forecast.p50_s, forecast.p90_s))
        stretch = exp(self.long if p50_s > LONG_S else self.short)
        return Forecast(p10_s, p50_s, p50_s + stretch * (p90_s - p50_s + SLACK_S))

    def after(self, told: Forecast, waited_s: float) -> "Correction":
        """Return the correction after one more visitor was called. told: what he was told when he came."""
        middle = self.middle + MIDDLE_STEP * ((waited_s > told.p50_s) - 0.5)
        stretch = STEP * ((waited_s > told.p90_s) - MISSES)
        if told.p50_s > LONG_S:
            return Correction(middle, self.short, self.long + stretch)
        return Correction(middle, self.short + stretch, self.long)

    def next_day(self) -> "Correction":
        """Return what is left of it on another day."""
        return Correction(self.middle * OVER_NIGHT, self.short, self.long)


def printed_s(told: Forecast, before: tuple[int, int] | None = None) -> tuple[int, int]:
    """Return the range to print, in whole five minutes; never a single number.

    before: what was shown last. It widens at once, and narrows only when it is too wide by more than `CALM_S`: else a
    value near a whole five minutes would flicker.
    """
    low, high = told_range(told.p10_s, told.p90_s)
    if before is not None:
        was_low, was_high = before
        if was_low < low and told.p10_s < was_low + ROUNDING_S + CALM_S:
            low = was_low
        if high < was_high and told.p90_s > was_high - ROUNDING_S - CALM_S:
            high = was_high
    return low, high


def predict(
    present: Present, habits: Habits, rules: Rules, *, seed: int, replications: int = REPLICATIONS
) -> dict[str, Forecast | None]:
    """Return key -> forecast for all who wait and all probes; None where it is doubtful (more than one in ten)
    that any counter will serve it today."""
    told = _forecasts(draw(present, habits, rules, replications=replications, seed=seed))
    return {one.key: told.get(one.key) for one in (*present.waiting, *present.probes)}


def predict_probes(
    present: Present, habits: Habits, rules: Rules, *, seed: int, replications: int = REPLICATIONS
) -> dict[str, Forecast | None]:
    """Return the same for the probes alone, which is less work: nobody is followed beyond their calls."""
    told = _forecasts(draw(present, habits, rules, replications=replications, seed=seed, waiting_too=False))
    return {one.key: told.get(one.key) for one in present.probes}


def _forecasts(draws: Draws) -> dict[str, Forecast]:
    ranked = np.sort(play(draws), axis=1)
    at = [round(level * (len(draws.busy) - 1)) for level in LEVELS]
    rows = zip(draws.order, draws.asked, ranked[:, at].tolist(), strict=True)
    return {one.key: Forecast(*row) for one, asked, row in rows if asked and row[2] < inf}


def seed_of(branch: str, seq: int) -> int:
    """Return the seed of a branch's state, so that what is shown changes only when the queue does."""
    return int.from_bytes(blake2b(f"{branch}/{seq}".encode(), digest_size=4).digest())
