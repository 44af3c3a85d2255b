"""How many come to each branch, for what, and how long does it take? The demo's load; illustrative."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

LEFT_TO_PEOPLE = "guidance"
NO_SHOW = 0.075
PRIORITY = 0.13
PROXY = 0.03
PROXY_DOSSIERS = (5, 20)
EACH_FURTHER_DOSSIER_S = {"land": 300.0}
LANGUAGES = {"vi": 0.95, "en": 0.04, "fr": 0.01}

# Shares of the services beside land. Guidance is given at the door; its queue is left to whoever tries the demo.
_OTHERS = {
    "certification": 0.30,
    "civil-status": 0.20,
    "results": 0.12,
    "business": 0.08,
    "social": 0.07,
    "construction": 0.05,
}
# The arrivals of a day by the hour: an even part and two peaks (centre and spread in hours, weight).
_EVEN = 0.30
_PEAKS = ((9.25, 1.0, 0.40), (13.5, 1.1, 0.30))
# The part of these that falls into the eight open hours of a weekday, so that a day's visits come out whole.
_WHILE_OPEN = 0.885


@dataclass(frozen=True)
class BranchLoad:
    """One branch's ordinary day: visits, officers at counters, and the share of visits that are about land.

    Visits and officers are those of the measured prototype (queueing.md, 2); the share of land is what makes each
    branch as busy as it was there: branch 1 has more work than it can do, thanh-tri half of it.
    """

    visits: float
    officers: int
    land: float

    @property
    def mix(self) -> Mapping[str, float]:
        """Service -> share of the visits."""
        rest = sum(_OTHERS.values())
        return {"land": self.land} | {code: (1 - self.land) * share / rest for code, share in _OTHERS.items()}


LOADS: Mapping[str, BranchLoad] = {
    "tay-ho": BranchLoad(900, 26, 0.85),
    "cau-giay": BranchLoad(420, 11, 0.35),
    "dong-da": BranchLoad(480, 11, 0.27),
    "hoang-mai": BranchLoad(260, 8, 0.21),
    "tu-liem": BranchLoad(350, 8, 0.20),
    "long-bien": BranchLoad(500, 11, 0.32),
    "ha-dong": BranchLoad(240, 9, 0.28),
    "hoai-duc": BranchLoad(380, 10, 0.32),
    "son-tay": BranchLoad(220, 7, 0.37),
    "dong-anh": BranchLoad(300, 9, 0.38),
    "thanh-tri": BranchLoad(100, 6, 0.59),
    "ung-hoa": BranchLoad(200, 7, 0.42),
}


def density(hour: float) -> float:
    """Return the share of a day's visits per hour at a local hour of the day (9.25 is 09:15)."""
    return (_EVEN / 8 + sum(weight * _bell(hour, centre, spread) for centre, spread, weight in _PEAKS)) / _WHILE_OPEN


def _bell(hour: float, centre: float, spread: float) -> float:
    return math.exp(-(((hour - centre) / spread) ** 2) / 2) / (spread * math.sqrt(2 * math.pi))


HIGHEST_DENSITY = max(density(hour / 20) for hour in range(8 * 20, 17 * 20 + 1))


def service_s(chance: Random, *, mean_s: float, cv: float) -> float:
    """Draw a service time in seconds: lognormal with this mean and coefficient of variation."""
    variance = math.log(1 + cv * cv)
    return chance.lognormvariate(math.log(mean_s) - variance / 2, math.sqrt(variance))


@dataclass(frozen=True)
class Visit:
    """What one visitor asks for."""

    service: str
    language: str
    priority: str | None
    dossiers: int


def visit(chance: Random, load: BranchLoad) -> Visit:
    """Draw a visitor of a branch."""
    mix = load.mix
    service = chance.choices(list(mix), weights=list(mix.values()))[0]
    return Visit(
        service=service,
        language=chance.choices(list(LANGUAGES), weights=list(LANGUAGES.values()))[0],
        priority="priority" if chance.random() < PRIORITY else None,
        dossiers=chance.randint(*PROXY_DOSSIERS) if chance.random() < PROXY else 1,
    )


def skills(load: BranchLoad, mean_s: Mapping[str, float]) -> list[tuple[str, ...]]:
    """Return the services of each officer: one to three, spread like the work, so that every service has somebody.

    mean_s: service -> mean seconds. The first is what the officer mostly does.
    """
    work = {code: share * mean_s[code] for code, share in load.mix.items()}
    first = _seats(work, load.officers)
    chosen: list[list[str]] = [
        [code] for code in sorted(work, key=lambda code: -work[code]) for _ in range(first[code])
    ]
    for turn in range(2):
        _add_second(chosen, work, at_most=turn + 2)
    return [tuple(services) for services in chosen]


def _seats(work: Mapping[str, float], officers: int) -> dict[str, int]:
    """Share officers out by the largest remainder."""
    total = sum(work.values())
    exact = {code: officers * amount / total for code, amount in work.items()}
    seats = {code: int(share) for code, share in exact.items()}
    by_remainder = sorted(exact, key=lambda code: seats[code] - exact[code])
    for code in by_remainder[: officers - sum(seats.values())]:
        seats[code] += 1
    return seats


def _add_second(chosen: Sequence[list[str]], work: Mapping[str, float], *, at_most: int) -> None:
    """Give officers one more service each, always the one that has the fewest able officers for its work."""
    for services in chosen:
        if len(services) >= at_most:
            continue
        able = {code: sum(code in other for other in chosen) for code in work}
        pick = max(
            (code for code in work if code not in services),
            key=lambda code: (able[code] < 2, work[code] / max(able[code], 1)),
        )
        services.append(pick)
