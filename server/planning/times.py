"""How long does it take, and how long still? Durations as sorted samples, from history or from a target."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import log1p, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from server.domain.dispatch import Duration

KEPT = 400
ENOUGH = 30
# Beyond this share of the sample too little is left to draw from: the rest is exponential with this share of the past.
TAIL = 0.02
TAIL_MEAN = 0.3

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Times:
    """Equally likely durations in seconds, ascending."""

    sample: Floats

    @property
    def mean_s(self) -> float:
        """The mean duration."""
        return float(self.sample.mean())

    @property
    def duration(self) -> Duration:
        """Mean and coefficient of variation, for whoever asks no more of it."""
        return Duration(self.mean_s, float(self.sample.std()) / self.mean_s)

    @cached_property
    def log_mean(self) -> float:
        """The mean of the logarithms: what a change of pace moves by its own logarithm."""
        return float(np.log(self.sample).mean())

    @cached_property
    def log_sd(self) -> float:
        """The standard deviation of the logarithms."""
        return float(np.log(self.sample).std())

    def draw(self, uniform: Floats) -> Floats:
        """Return a duration for each uniform number."""
        return self.sample[(uniform * len(self.sample)).astype(np.intp)]

    def remaining(self, elapsed_s: float, uniform: Floats) -> Floats:
        """Return how long each still takes, given that it has taken `elapsed_s`."""
        begun = int(np.searchsorted(self.sample, elapsed_s, side="right"))
        left = len(self.sample) - begun
        if left <= TAIL * len(self.sample):
            return -TAIL_MEAN * elapsed_s * np.log1p(-uniform)
        return self.sample[begun + (uniform * left).astype(np.intp)] - elapsed_s


def from_target(duration: Duration) -> Times:
    """Return what is assumed without history: lognormal with the target's mean and coefficient of variation."""
    variance = log1p(duration.cv**2)
    normal = NormalDist(-variance / 2, sqrt(variance))
    levels = [normal.inv_cdf((at + 0.5) / KEPT) for at in range(KEPT)]
    sample = np.exp(levels)
    return Times(sample * (duration.mean_s / sample.mean()))


def from_history(durations_s: Iterable[float], target: Duration) -> Times:
    """Return what was seen, thinned to some hundred values; the target where fewer than `ENOUGH` were seen."""
    seen = np.sort(np.fromiter((one for one in durations_s if one > 0), dtype=np.float64))
    if len(seen) < ENOUGH:
        return from_target(target)
    if len(seen) <= KEPT:
        return Times(seen)
    cut = np.array_split(seen, KEPT)
    return Times(np.array([part.mean() for part in cut]))
