"""What would a recorded day have been under another rule? The same visitors, durations and officers, run again.

Common random numbers are what was recorded: every visitor keeps his time of arrival and how long he kept a counter,
every officer his hours, pauses and habits. Not played, but taken as they came that day: who is sent on, comes back or
is recalled, what an officer picks, overflow, needs and skills. So a day is first run as it was, and how far that lies
from what happened says how far the answer can be believed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import nextafter

import numpy as np

from server.domain.rules import Rules
from server.planning.day import Floor, Officer, Visitor, Windows
from server.planning.hall import Hall
from server.planning.recorded import DeskDay, RecordedDay, Turn
from server.planning.simulation import Look, simulate
from server.planning.times import Floats

HERE = "here"


@dataclass(frozen=True)
class Ruled:
    """The rules of a run. services, hours: counter -> what it serves, and when it calls, instead of what was."""

    rules: Rules
    head_starts: Mapping[str, timedelta]
    services: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hours: Mapping[str, Windows] = field(default_factory=dict)


@dataclass(frozen=True)
class Waits:
    """Seconds waited by each visit, in the order of RecordedDay.visits; who is not called waits to the end of the day.

    called: whether he is.
    """

    seconds: Floats
    called: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def quantile_min(self, level: float) -> float:
        """Return a quantile of the waits, in minutes."""
        return float(np.quantile(self.seconds, level)) / 60

    def within(self, minutes: float) -> float:
        """Return the share that is called within so many minutes."""
        return float(((self.seconds <= 60 * minutes) & self.called).mean())


@dataclass(frozen=True)
class Distance:
    """How far a run lies from what happened, in minutes. off: half of the visits are closer than this."""

    off_min: float
    earlier_min: float


def happened(day: RecordedDay) -> Waits:
    """Return the waits as they were."""
    return _waits(day, {at: one.called_s for at, one in enumerate(day.turns) if one.called_s is not None})


def distance(run: Waits, really: Waits) -> Distance:
    """Compare a run with what happened, visit by visit of those who were called."""
    off = (run.seconds - really.seconds)[really.called] / 60
    return Distance(float(np.median(np.abs(off))), float(-off.mean()))


def replay(day: RecordedDay, ruled: Ruled) -> Waits:
    """Run the day under these rules, by those of the domain."""
    desks = {code: _ruled(code, one, ruled) for code, one in day.desks.items()}
    for code, calls in ruled.hours.items():
        desks.setdefault(code, DeskDay(calls, [(0.0, ruled.services.get(code, ()))]))
    officers = {code: Officer(code, one.services[0][1], one.calls) for code, one in desks.items() if one.services}
    floor = Floor(tuple(officers.values()), ruled.rules, ruled.head_starts)
    visitors = [_visitor(at, turn) for at, turn in enumerate(day.turns)]

    def leave(_halls: Mapping[str, Hall], visitor: Visitor, now_s: float) -> tuple[str, float]:
        return HERE, max(now_s, day.turns[visitor.number].stands_s)

    turns = simulate({HERE: floor}, visitors, leave=leave, looks=_looks(desks, officers))
    return _waits(day, {one.visitor.number: one.called_s for one in turns if one.first})


def _waits(day: RecordedDay, called: Mapping[int, float]) -> Waits:
    """The waits as all figures count them: from when one could be called to the first call."""
    firsts = [(at, turn) for at, turn in enumerate(day.turns) if turn.first]
    return Waits(
        np.array([max(0.0, called.get(at, day.ends_s) - turn.ready_s) for at, turn in firsts]),
        np.array([at in called for at, _ in firsts], dtype=np.bool_),
    )


def _ruled(code: str, desk: DeskDay, ruled: Ruled) -> DeskDay:
    services = [(0.0, ruled.services[code])] if code in ruled.services else desk.services
    calls = ruled.hours.get(code, desk.calls)
    for at_s, _ in services:
        # An idle officer looks at the line when what he serves changes.
        calls = tuple(
            part
            for start, end in calls
            for part in (((start, at_s), (at_s, end)) if start < at_s < end else ((start, end),))
        )
    return DeskDay(calls, services)


def _visitor(number: int, turn: Turn) -> Visitor:
    each = turn.busy_s / turn.dossiers
    return Visitor(
        number,
        HERE,
        turn.service,
        turn.priority,
        arrives_s=turn.counts_s,
        service_s=each,
        break_s=turn.after_s,
        dossiers=turn.dossiers,
        dossier_s=each,
    )


def _looks(desks: Mapping[str, DeskDay], officers: Mapping[str, Officer]) -> dict[float, Look]:
    """Who serves what from when on; just before the instant itself, at which he may call already."""
    changes: Sequence[tuple[float, str, tuple[str, ...]]] = sorted(
        (at_s, code, services) for code, one in desks.items() for at_s, services in one.services[1:]
    )
    now = dict(officers)
    staffs: dict[float, tuple[Officer, ...]] = {}
    for at_s, code, services in changes:
        now[code] = replace(now[code], services=services)
        staffs[nextafter(at_s, 0.0)] = tuple(now.values())

    def look(_halls: Mapping[str, Hall], at_s: float) -> Mapping[str, tuple[Officer, ...]]:
        return {HERE: staffs[at_s]}

    return dict.fromkeys(staffs, look)
