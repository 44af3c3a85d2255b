"""How fast is this day? Whole days differ; what was served so far tells in part which kind today is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from server.planning.times import Times


@dataclass(frozen=True)
class Pace:
    """By what all durations are multiplied today: lognormal, `middle` and `sd` of its logarithm."""

    middle: float
    sd: float


@dataclass(frozen=True)
class Tally:
    """What today's finished services say: how many, the sum of log(duration / usual), how much chance is in it."""

    count: int = 0
    total: float = 0.0
    noise: float = 0.0

    def after(self, times: Mapping[str, Times], service: str, took_s: float) -> "Tally":
        """Return the tally with one more service that was done."""
        usual = times.get(service)
        if usual is None or took_s <= 0:
            return self
        return Tally(self.count + 1, self.total + log(took_s) - usual.log_mean, self.noise + usual.log_sd**2)

    @property
    def mean(self) -> float:
        """The mean of the logarithms."""
        return self.total / self.count if self.count else 0.0

    @property
    def variance(self) -> float:
        """How far chance alone moves that mean, squared."""
        return self.noise / self.count**2 if self.count else 0.0

    def pace(self, day_sd: float) -> Pace:
        """Return what to expect, given how much days differ: the normal posterior."""
        if not self.count or not day_sd:
            return Pace(0.0, day_sd)
        weight = day_sd**2 / (day_sd**2 + self.variance)
        return Pace(weight * self.mean, day_sd * sqrt(1 - weight))


def tally(times: Mapping[str, Times], done: Iterable[tuple[str, float]]) -> Tally:
    """Return the tally of services (code, seconds) that were done."""
    so_far = Tally()
    for service, took_s in done:
        so_far = so_far.after(times, service, took_s)
    return so_far
