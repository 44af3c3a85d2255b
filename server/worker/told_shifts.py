"""When is each counter of a branch at work today? As usual, changed by what managers have told of its officer."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import pairwise

from sqlalchemy import Connection, select

from server.database import tables
from server.database.moves import Absence, absences, moves
from server.domain.branch import Branch
from server.domain.lifecycle import CounterState
from server.domain.lunch import COUNTS_FOR
from server.domain.moves import AWAY, ELSEWHERE, MoveState
from server.domain.staff import OfficerPlan, Span, roster
from server.planning.habits import Shift
from server.views.staff import lunch_told
from server.worker.present_now import seconds_of_day

EARLY_S = 15 * 60.0
_A, _C, _M = tables.absence.c, tables.counter.c, tables.move.c
Stamp = tuple[tuple[str, frozenset[str]], ...]


def planned_shift(plan: OfficerPlan, branch: Branch, day: date) -> Shift | None:
    """Return an officer's day as the network file has it, with his lunch; None on a free day."""
    at = partial(seconds_of_day, branch)
    spans = [(at(one.start), at(one.end)) for one in roster(plan, branch.hours, day)]
    last = branch.hours.last_end(day)
    if not spans or last is None:
        return None
    closes_s = spans[-1][1]
    return Shift(
        opens_s=spans[0][0],
        pauses=tuple((before[1], after[0]) for before, after in pairwise(spans)),
        closes_s=closes_s if closes_s < at(last) - EARLY_S else None,
    )


def stamps(connection: Connection, *, now: datetime) -> Mapping[str, frozenset[str]]:
    """Return badge -> what holds of its officer today, as names: they differ once somebody tells or takes back."""
    told = select(_A.badge, _A.id).where(_A.end > now - COUNTS_FOR, _A.cancelled_at.is_(None))
    sent = select(_M.officer, _M.id).where(_M.state == MoveState.APPROVED, _M.end > now, _M.officer.is_not(None))
    found: dict[str, set[str]] = defaultdict(set)
    for what, wanted in (("absence", told), ("move", sent)):
        for badge, number in connection.execute(wanted):
            found[badge].add(f"{what} {number}")
    return {badge: frozenset(names) for badge, names in found.items()}


def stamp_of(branch: Branch, found: Mapping[str, frozenset[str]]) -> Stamp:
    """Return what holds of a branch's officers."""
    return tuple((plan.badge, found[plan.badge]) for plan in branch.staff if plan.badge in found)


def told_shifts(
    connection: Connection, branch: Branch, usual: Mapping[str, Shift], *, now: datetime
) -> Mapping[str, Shift]:
    """Return counter -> its shift today, from what is usual there. An officer counts at the counter that he has opened,
    else at his usual one."""
    badges = {plan.badge for plan in branch.staff}
    told = [one for one in absences(connection, since=now - COUNTS_FOR) if one.badge in badges]
    orders = [one.move for one in moves(connection, states=[MoveState.APPROVED.value], since=now)]
    lent = [one for one in orders if one.officer in badges and one.kind in ELSEWHERE]
    if not told and not lent:
        return usual
    shifts = dict(usual)
    for counter, badge in _officers_at(connection, branch).items():
        shift = shifts.get(counter)
        if shift is None:
            continue
        own = [one for one in told if one.badge == badge]
        gone = [one.span for one in own if one.kind in AWAY]
        gone += [Span(one.start, one.end) for one in lent if one.officer == badge]
        lunch = lunch_told(own, badge, branch, now=now)
        shift = shift if lunch is None else _with_lunch(shift, *_seconds(branch, lunch.span, now))
        for span in gone:
            shift = _without(shift, *_seconds(branch, span, now), last_s=_last_s(branch, now))
        shifts[counter] = _with_overtime(shift, own, branch, now)
    return shifts


def _officers_at(connection: Connection, branch: Branch) -> dict[str, str]:
    """Counter -> the badge of who has opened it, where the network file knows him, else of whose usual one it is."""
    known = {plan.badge for plan in branch.staff}
    wanted = select(_C.code, _C.officer).where(
        _C.branch == branch.code, _C.active == 1, _C.state != CounterState.CLOSED, _C.officer.in_(known)
    )
    opened = {row.code: row.officer for row in connection.execute(wanted)}
    elsewhere = set(opened.values())
    usual = {plan.counter: plan.badge for plan in branch.staff if plan.counter and plan.badge not in elsewhere}
    return usual | opened


def _seconds(branch: Branch, span: Span, now: datetime) -> tuple[float, float]:
    """From and to, in seconds of the local day; another day's lie before or after it."""
    now_s = seconds_of_day(branch, now)
    return now_s + (span.start - now).total_seconds(), now_s + (span.end - now).total_seconds()


def _last_s(branch: Branch, now: datetime) -> float:
    last = branch.hours.last_end(branch.hours.local_day(now))
    return 0.0 if last is None else seconds_of_day(branch, last)


def _with_lunch(shift: Shift, start_s: float, end_s: float) -> Shift:
    """The lunch that was told takes the place of the usual one, which is the longest pause, and of what it meets."""
    usual = max(shift.pauses, key=lambda one: one[1] - one[0], default=None)
    others = [one for one in shift.pauses if one != usual and (one[1] <= start_s or end_s <= one[0])]
    return replace(shift, pauses=tuple(sorted([*others, (start_s, end_s)])))


def _without(shift: Shift, start_s: float, end_s: float, *, last_s: float) -> Shift:
    """Away for a while is a pause, away to the end is an early closing."""
    if end_s < last_s - EARLY_S:
        return replace(shift, pauses=tuple(sorted([*shift.pauses, (start_s, end_s)])))
    closes_s = start_s if shift.closes_s is None else min(shift.closes_s, start_s)
    return replace(shift, closes_s=closes_s)


def _with_overtime(shift: Shift, own: list[Absence], branch: Branch, now: datetime) -> Shift:
    """Who stays longer does not close before; who comes earlier opens then."""
    for one in own:
        if one.kind != "overtime":
            continue
        start_s, end_s = _seconds(branch, one.span, now)
        if shift.closes_s is not None and start_s <= shift.closes_s < end_s:
            shift = replace(shift, closes_s=end_s)
        if 0 <= start_s < shift.opens_s <= end_s:
            shift = replace(shift, opens_s=start_s)
    return shift
