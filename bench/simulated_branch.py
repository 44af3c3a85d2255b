"""What does an ordinary branch look like, to try a predictor on? Days of a simulated one, and what its log would show.

12 counters, 8 services, 430 visits a day with two peaks, staggered lunches, late openings and early closings, somebody
missing on every fourth day, officers and days that differ in pace, unplanned breaks, no-shows, head starts. The
predictor is told none of these figures: it learns them from the log of past days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import inf

import numpy as np

from server.domain.dispatch import Duration
from server.domain.rules import Rules
from server.planning.day import Call, Floor, Officer, Visitor
from server.planning.demand import CLOSES_S, Demand, draw
from server.planning.habits import Issued, PastDay, Stretch

CODE = "branch"
TARGETS = {
    "certification": Duration(300, 0.8),
    "civil-status": Duration(720, 0.7),
    "land": Duration(900, 0.8),
    "business": Duration(600, 0.8),
    "construction": Duration(900, 1.0),
    "social": Duration(600, 0.8),
    "results": Duration(240, 0.6),
    "guidance": Duration(180, 0.8),
}
MIX = {
    "certification": 0.30,
    "civil-status": 0.20,
    "land": 0.15,
    "results": 0.12,
    "business": 0.08,
    "social": 0.07,
    "construction": 0.05,
    "guidance": 0.03,
}
HEAD_STARTS = {"priority": timedelta(minutes=15), "booked": timedelta(minutes=30)}
DEMAND = Demand(visits=430, mix=MIX, durations=TARGETS, classes={"priority": 0.13, "booked": 0.05})
_HOUR = 3600.0
# Services, lunch hour, opening and closing of each counter (None: with the others).
_COUNTERS: tuple[tuple[tuple[str, ...], float, float, float | None], ...] = (
    (("certification", "results"), 11.5, 8, None),
    (("certification", "results"), 12.5, 8, None),
    (("certification", "civil-status"), 12, 9, None),
    (("civil-status",), 11.5, 8, None),
    (("civil-status", "social"), 12.5, 8, None),
    (("civil-status", "business"), 12, 8, 16),
    (("certification", "guidance"), 13, 8, None),
    (("land", "construction"), 11.5, 8, None),
    (("land", "construction"), 12, 8, None),
    (("land",), 12.5, 8, None),
    (("land", "business"), 13, 8.5, None),
    (("business", "social"), 11.5, 8, 16.5),
)
SERVICES = {str(at + 1): frozenset(services) for at, (services, *_) in enumerate(_COUNTERS)}
PACE_SD, ABSENT = 0.15, 0.25


@dataclass(frozen=True)
class BranchDay:
    """A day to come: who serves and who comes."""

    floor: Floor
    visitors: Sequence[Visitor]


def day(number: int, *, seed: int) -> BranchDay:
    """Return one day of the branch; officers keep their pace from day to day."""
    paces = np.exp(np.random.default_rng([seed, 0]).normal(0, PACE_SD, len(_COUNTERS)))
    chance = np.random.default_rng([seed, 1, number])
    missing = int(chance.integers(len(_COUNTERS))) if chance.random() < ABSENT else None
    officers = tuple(
        Officer(str(at + 1), services, _windows(lunch, opens, closes), float(paces[at]))
        for at, (services, lunch, opens, closes) in enumerate(_COUNTERS)
        if at != missing
    )
    return BranchDay(Floor(officers, Rules(), HEAD_STARTS), draw(DEMAND, branch=CODE, seed=(seed, 2, number)))


def _windows(lunch: float, opens: float, closes: float | None) -> tuple[tuple[float, float], ...]:
    return (opens * _HOUR, lunch * _HOUR), ((lunch + 1) * _HOUR, inf if closes is None else closes * _HOUR)


def logged(one: BranchDay, calls: Sequence[Call]) -> PastDay:
    """Return what the branch's events tell of a day that was simulated."""
    return PastDay(
        issued=[Issued(call.arrived_s, call.visitor.service, call.visitor.priority) for call in calls if call.first],
        stretches=[
            Stretch(
                counter=call.officer,
                service=call.visitor.service,
                called_s=call.called_s,
                ended_s=call.ended_s,
                came=call.visitor.came,
                away_s=call.visitor.break_s if call.visitor.came else 0.0,
                dossiers=call.dossiers,
            )
            for call in calls
        ],
        calling={officer.code: _calling(officer, calls) for officer in one.floor.officers},
    )


def _calling(officer: Officer, calls: Sequence[Call]) -> list[tuple[float, float]]:
    """When a counter was seen to call: until the last service that began in a window has ended."""
    ends = []
    for start, end in officer.calls:
        last = max(
            (call.ended_s for call in calls if call.officer == officer.code and start <= call.called_s < end),
            default=start,
        )
        ends.append((start, max(last, min(end, float(CLOSES_S)))))
    return ends
