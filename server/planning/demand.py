"""Who comes on a day? Visitors drawn from a branch's ordinary load, with a fixed seed; all chance hangs on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

import numpy as np

from server.domain.dispatch import Duration
from server.domain.order import ORDINARY
from server.planning.day import Visitor

SLOT_S = 900
OPENS_S, CLOSES_S = 8 * 3600, 17 * 3600
# The arrivals of a day: an even part and two peaks (centre and spread in hours, weight); as in the demonstration.
_EVEN, _PEAKS = 0.30, ((9.25, 1.0, 0.40), (13.5, 1.1, 0.30))


def two_peaks() -> tuple[float, ...]:
    """Return the share of each quarter of an hour of the day, from midnight, between 08:00 and 17:00."""
    hours = [(slot + 0.5) * SLOT_S / 3600 for slot in range(24 * 3600 // SLOT_S)]
    weights = [
        _EVEN / 9
        + sum(weight * exp(-(((hour - at) / spread) ** 2) / 2) / (2.5 * spread) for at, spread, weight in _PEAKS)
        if OPENS_S <= hour * 3600 < CLOSES_S
        else 0.0
        for hour in hours
    ]
    return tuple(weight / sum(weights) for weight in weights)


@dataclass(frozen=True)
class Demand:
    """An ordinary day of a branch. visits: how many come, day_cv: how much days differ (gamma); mix: service -> share.

    slots: share of each quarter of an hour. classes: priority class -> share, the rest is ordinary.
    break_share: after how many services an officer pauses, break_mean_s: for how long (exponential).
    """

    visits: float
    mix: Mapping[str, float]
    durations: Mapping[str, Duration]
    slots: Sequence[float] = field(default_factory=two_peaks)
    classes: Mapping[str, float] = field(default_factory=dict)
    day_cv: float = 0.12
    pace_sd: float = 0.06
    no_show: float = 0.075
    break_share: float = 1 / 14
    break_mean_s: float = 480.0
    proxies: float = 0.0
    proxy_dossiers: tuple[int, int] = (5, 20)
    dossier_s: Mapping[str, float] = field(default_factory=dict)


def draw(demand: Demand, *, branch: str, seed: Sequence[int], first: int = 0) -> list[Visitor]:
    """Return a day's visitors, earliest first, numbered from `first`. The same seed gives the same day."""
    chance = np.random.default_rng(seed)
    shape = 1 / demand.day_cv**2
    expected = demand.visits * (chance.gamma(shape, 1 / shape) if demand.day_cv else 1.0)
    pace = float(np.exp(chance.normal(0, demand.pace_sd)))
    many = int(chance.poisson(expected))
    slot = chance.choice(len(demand.slots), size=many, p=np.asarray(demand.slots) / np.sum(demand.slots))
    arrives = np.sort((slot + chance.random(many)) * SLOT_S)
    services = list(demand.mix)
    shares = np.array([demand.mix[code] for code in services])
    of = chance.choice(len(services), size=many, p=shares / shares.sum())
    classes = [*demand.classes, ORDINARY]
    portions = [*demand.classes.values(), 1 - sum(demand.classes.values())]
    kind = chance.choice(len(classes), size=many, p=portions)
    normal = chance.standard_normal(many)
    came, paused, brings = (chance.random(many) for _ in range(3))
    breaks = chance.exponential(demand.break_mean_s, many)
    dossiers = chance.integers(*demand.proxy_dossiers, size=many, endpoint=True)
    patience = chance.random(many)
    return [
        Visitor(
            number=first + at,
            branch=branch,
            service=services[of[at]],
            priority=classes[kind[at]],
            arrives_s=float(arrives[at]),
            service_s=pace * _lognormal(demand.durations[services[of[at]]], float(normal[at])),
            came=bool(came[at] >= demand.no_show),
            break_s=float(breaks[at]) if paused[at] < demand.break_share else 0.0,
            dossiers=int(dossiers[at]) if brings[at] < demand.proxies else 1,
            dossier_s=demand.dossier_s.get(services[of[at]], 0.0),
            patience=float(patience[at]),
        )
        for at in range(many)
    ]


def _lognormal(duration: Duration, normal: float) -> float:
    variance = np.log1p(duration.cv**2)
    return float(duration.mean_s * np.exp(np.sqrt(variance) * normal - variance / 2))
