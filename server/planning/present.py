"""How does a branch stand now, as far as waits go? Who waits, what each counter does, and when it will be away."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from server.planning.habits import Habits, Shift
from server.planning.pace import Tally
from server.planning.times import Floats

LATE_S = 600.0
AWAY_EARLY_S = 900.0
NOTHING_DONE = Tally()
Away = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class InLine:
    """One who waits, or a probe. rank_s: seconds from now (before now: negative); dossiers: how many are left."""

    key: str
    service: str
    rank_s: float
    dossiers: int = 1


@dataclass(frozen=True, slots=True)
class DeskNow:
    """A counter. state: open, paused or closed; for_s: how long it has served or paused, in seconds.

    serving: the service of who stands there; dossiers: how many of these this turn does.
    """

    code: str
    services: frozenset[str]
    state: str = "open"
    serving: str | None = None
    for_s: float = 0.0
    dossiers: int = 1
    folder: bool = False


@dataclass(frozen=True)
class Present:
    """A branch now. now_s: second of the local day; waiting and probes in any order.

    probes: those who might come, each of whom is asked for alone: they delay nobody. done: today's services so far.
    crowd: by what more come today than usual.
    """

    now_s: float
    waiting: Sequence[InLine]
    probes: Sequence[InLine]
    desks: Sequence[DeskNow]
    done: Tally = NOTHING_DONE
    crowd: float = 1.0


def away(desk: DeskNow, shift: Shift | None, now_s: float) -> Away:
    """Return when a counter will not call, in seconds from now: planned pauses still to come, and its closing.

    A pause whose time has come is still to be taken by who serves; an idle counter that stayed does not take it.
    """
    if shift is None:
        return ()
    pauses = [
        (start - now_s, end - now_s)
        for start, end in shift.pauses
        if now_s < end and (now_s < start or desk.serving is not None)
    ]
    if shift.closes_s is not None:
        pauses.append((max(shift.closes_s - now_s, 0.0) if desk.serving else shift.closes_s - now_s, inf))
    return tuple(pauses)


def free_in(desk: DeskNow, habits: Habits, now_s: float, uniform: Floats, other: Floats) -> Floats | None:
    """Return in how many seconds a counter calls again, for each uniform number; None: not any more today."""
    shift = habits.shifts.get(desk.code)
    if desk.state == "open":
        return _served(desk, habits, uniform, other) if desk.serving in habits.times else np.zeros_like(uniform)
    if desk.state == "paused":
        for start, end in shift.pauses if shift else ():
            if start - AWAY_EARLY_S <= now_s < end:
                return np.full_like(uniform, end - now_s)
        return habits.breaks.remaining(desk.for_s, uniform)
    if shift is not None and now_s < shift.opens_s + LATE_S:
        return np.full_like(uniform, max(shift.opens_s - now_s, LATE_S / 2 if now_s > shift.opens_s else 0.0))
    return None


def _served(desk: DeskNow, habits: Habits, uniform: Floats, other: Floats) -> Floats:
    """What a service still takes; who was called a moment ago may not come."""
    assert desk.serving is not None
    further = (desk.dossiers - 1) * habits.dossier_s.get(desk.serving, 0.0)
    pace = habits.pace.get(desk.code, 1.0)
    spent_s = desk.for_s / pace
    still = habits.times[desk.serving].remaining(max(0.0, spent_s - further), uniform)
    left = pace * (max(0.0, further - spent_s) + still)
    if desk.for_s < habits.no_show_s:
        left = np.where(other < habits.no_show, habits.no_show_s - desk.for_s, left)
    paused = other > 1 - habits.break_share
    if paused.any():
        left[paused] += habits.breaks.draw((other[paused] - (1 - habits.break_share)) / habits.break_share)
    return left
