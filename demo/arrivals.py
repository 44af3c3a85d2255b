"""When does the next visitor come? A Poisson stream whose rate follows the hour of the day."""

from random import Random

from demo.load import HIGHEST_DENSITY, BranchLoad, density
from demo.shifts import Shifts

HOUR_S = 3600.0


def next_arrival(chance: Random, load: BranchLoad, shifts: Shifts, *, after: float) -> float | None:
    """Return the instant of the next arrival after an instant; None when the branch does not open again.

    By thinning: candidates come at the highest rate of the day, and each stays by the rate of its own hour.
    Nobody comes while the branch is closed.
    """
    highest = load.visits * HIGHEST_DENSITY / HOUR_S
    at = after
    while True:
        if not shifts.is_open(at):
            opening = shifts.next_opening(at)
            if opening is None:
                return None
            at = opening
        at += chance.expovariate(highest)
        local = shifts.local(at)
        hour = local.hour + local.minute / 60
        if shifts.is_open(at) and chance.random() * HIGHEST_DENSITY < density(hour):
            return at
