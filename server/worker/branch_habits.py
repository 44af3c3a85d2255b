"""What is usual at a branch? Learned from its past days; a new branch begins with its network file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from server.domain.branch import Branch
from server.planning.arrival_models import expected
from server.planning.arrivals import Arrivals, described
from server.planning.habits import SLOT_S, Coming, Habits, Shift, learn, without_history
from server.worker.past_days import DatedDay
from server.worker.told_shifts import planned_shift

HOUR_S = 3600.0


@dataclass(frozen=True)
class Usual:
    """A branch's habits and who is expected today. days: how many past days it was learned from."""

    habits: Habits
    arrivals: Arrivals
    days: int


def usual(branch: Branch, days: Sequence[DatedDay], *, today: date, classes: Mapping[str, float]) -> Usual:
    """Return what is usual. classes: the share of each priority class among those who come."""
    targets = {code: service.duration for code, service in branch.services.items()}
    coming = expected([(one.day, one.told) for one in days], today, otherwise=_as_described(branch))
    planned = planned_shifts(branch, today)
    if days:
        habits = learn([one.told for one in days], targets, head_starts=branch.head_starts, ends_s=_ends_s(branch))
        habits = replace(habits, shifts={**planned, **habits.shifts})
    else:
        habits = replace(without_history(targets), shifts=planned)
    return with_classes(Usual(habits, coming, len(days)), branch, classes)


def with_classes(one: Usual, branch: Branch, classes: Mapping[str, float]) -> Usual:
    """Return it with other shares of the priority classes."""
    return replace(one, habits=replace(one.habits, coming=_coming(branch, one.arrivals, classes)))


def planned_shifts(branch: Branch, day: date) -> dict[str, Shift]:
    """Return what the network file says of a day: a counter is at work when its usual officer is; one that
    is nobody's opens with the branch and rests in its gaps."""
    ranges = branch.hours.on(day)
    if not ranges:
        return {}
    spans = [(_second(start), _second(end)) for start, end in ranges]
    pauses = tuple((before[1], after[0]) for before, after in pairwise(spans))
    own = {plan.counter: planned_shift(plan, branch, day) for plan in branch.staff if plan.counter is not None}
    anybody = Shift(opens_s=spans[0][0], pauses=pauses)
    return {code: own.get(code) or anybody for code in branch.counters}


def _second(clock: object) -> float:
    hour, minute, second = (getattr(clock, part) for part in ("hour", "minute", "second"))
    return float(hour * HOUR_S + minute * 60 + second)


def _ends_s(branch: Branch) -> float:
    ends = [_second(ranges[-1][1]) for ranges in branch.hours.weekly.values() if ranges]
    return max(ends, default=17 * HOUR_S)


def _as_described(branch: Branch) -> Arrivals:
    return described(branch.demand.visits, branch.demand.mix) if branch.demand is not None else Arrivals({})


def _coming(branch: Branch, arrivals: Arrivals, classes: Mapping[str, float]) -> tuple[Coming, ...]:
    """Who comes with a head start: classes are erased at closing, so only their shares are known."""
    return tuple(
        Coming(service, branch.head_starts[code].total_seconds(), slots * share / SLOT_S)
        for service, slots in arrivals.per_slot.items()
        for code, share in classes.items()
        if share > 0 and branch.head_starts.get(code)
    )
