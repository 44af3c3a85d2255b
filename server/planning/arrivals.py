"""How many come when, for what? From a branch's past days by weekday and recent level, else as it was described.

Times are slots of a quarter of an hour of the local day.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from server.planning.demand import two_peaks
from server.planning.habits import SLOT_S, PastDay
from server.planning.times import Floats

SLOTS = 24 * 3600 // SLOT_S
# A weekday's own share of the days is drawn towards all days, as if so many of these had been seen on it as well.
WEEKDAY_EVIDENCE = 3.0
HALF_LIFE_DAYS = 10.0


@dataclass(frozen=True)
class Arrivals:
    """Visitors expected in each slot of a day: service -> by slot. days: on how many past days it rests."""

    per_slot: Mapping[str, Floats]
    days: int = 0
    model: str = "described"

    @property
    def visits(self) -> float:
        """How many come in the whole day."""
        return float(sum(slots.sum() for slots in self.per_slot.values()))

    def total(self) -> Floats:
        """All services together, by slot."""
        return np.sum(list(self.per_slot.values()), axis=0) if self.per_slot else np.zeros(SLOTS)


def described(visits: float, mix: Mapping[str, float]) -> Arrivals:
    """Return what a network file says: so many a day, with the two peaks of an ordinary day."""
    slots = np.array(two_peaks()) * visits
    whole = sum(mix.values())
    return Arrivals({service: slots * share / whole for service, share in mix.items()})


def seasonal(days: Sequence[tuple[date, PastDay]], day: date, *, otherwise: Arrivals) -> Arrivals:
    """Return the baseline: how visitors spread over the day, times the recent level of such a weekday.

    otherwise: what is expected where there are no past days.
    """
    if not days:
        return otherwise
    counts = np.array([len(told.issued) for _, told in days], dtype=np.float64)
    ages = np.array([(day - one).days for one, _ in days], dtype=np.float64)
    weights = 0.5 ** (ages / HALF_LIFE_DAYS)
    level = float((weights * counts).sum() / weights.sum())
    factors = _weekday_factors([one for one, _ in days], counts)
    spread: dict[str, Counter[int]] = defaultdict(Counter)
    for _, told in days:
        for one in told.issued:
            spread[one.service][int(one.at_s // SLOT_S)] += 1
    expected = level * factors.get(day.weekday(), 1.0)
    whole = counts.sum()
    return Arrivals(
        {
            service: np.array([slots[slot] for slot in range(SLOTS)], dtype=np.float64) * expected / whole
            for service, slots in sorted(spread.items())
        },
        days=len(days),
        model="seasonal",
    )


def _weekday_factors(days: Sequence[date], counts: Floats) -> dict[int, float]:
    """By what each weekday differs from all days; cautious where few were seen."""
    mean = float(counts.mean())
    of: dict[int, list[float]] = defaultdict(list)
    for one, count in zip(days, counts.tolist(), strict=True):
        of[one.weekday()].append(count / mean)
    return {
        weekday: (sum(ratios) + WEEKDAY_EVIDENCE) / (len(ratios) + WEEKDAY_EVIDENCE) for weekday, ratios in of.items()
    }
