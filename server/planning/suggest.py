"""What should managers do now? Changes that the staff plan asks for, each judged by itself, then all together."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, inf

import numpy as np

from server.planning.arrivals import SLOTS as DAY_SLOTS
from server.planning.demand import Demand
from server.planning.effects import Between, Effect, effects, saved_s
from server.planning.habits import SLOT_S
from server.planning.network import Post, Site, travel_s
from server.planning.outlook import BranchNow, Change, OfficerNow, Outlook
from server.planning.staff import SLOT_MIN, NoPlan, Place, Plan, officers_for, plan_places

REPLICATIONS, SEED = 8, 20_261_125
# The plan takes at most a third of the time, judging its candidates most of the rest.
WITHIN_S, PLAN_SHARE, JUDGE_SHARE = 28.0, 0.35, 0.8
JUDGED_AT_LEAST = 8
RESKILLS_AT_MOST, OPENS_AT_MOST = 12, 3
# What is done is worth this much waiting at least (person-seconds): nobody is disturbed for minutes.
WORTH_S = 3600.0
MISSING_AT_MOST, SHARE = 30, 0.8

Told = Callable[[float], None]


@dataclass(frozen=True)
class Candidate:
    """What could be done. counter: where, or the one that is left; re-skilling is several changes at once."""

    changes: tuple[Change, ...]
    counter: str | None = None

    @property
    def change(self) -> Change:
        """The first one, which says of what kind it is and where."""
        return self.changes[0]


@dataclass(frozen=True)
class Proposal:
    """A candidate that is worth it, and what it does if nothing else is done."""

    candidate: Candidate
    told: Sequence[Effect]
    saved: Between

    @property
    def change(self) -> Change:
        """See Candidate."""
        return self.candidate.change


@dataclass(frozen=True)
class Suggested:
    """proposals: most saved first. together: what all of them do. missing: branch -> counters that it would take more,
    None where there was no time left to find out.

    gap: how far from the best the plan may be; None when there was none.
    """

    proposals: Sequence[Proposal]
    together: Sequence[Effect]
    missing: Mapping[str, int] | None
    gap: float | None


@dataclass(frozen=True)
class Barred:
    """What managers said no to today: these officers, and these branches, stay out of it."""

    officers: frozenset[str] = frozenset()
    branches: frozenset[str] = frozenset()


@dataclass
class _Time:
    within_s: float
    begun: float = field(default_factory=time.monotonic)

    def is_over(self, share: float = 1.0) -> bool:
        return time.monotonic() - self.begun > share * self.within_s


def suggest(
    branches: Mapping[str, BranchNow],
    *,
    now_s: float,
    ends_s: float,
    barred: Barred = Barred(),
    told: Told = lambda _share: None,
    replications: int = REPLICATIONS,
    within_s: float = WITHIN_S,
) -> Suggested:
    """Return what is worth doing until the branches close at `ends_s`.

    told: is called with the share that is done. within_s: of wall clock; what is not judged by then is left out.
    """
    clock = _Time(within_s)
    outlook = Outlook(branches, now_s, replications, SEED)
    try:
        plan = _planned(branches, now_s=now_s, ends_s=ends_s, barred=barred, limit_s=PLAN_SHARE * within_s)
    except NoPlan:
        plan = None
    told(0.4)
    candidates = [*_opens(branches, now_s), *(_changes(branches, plan, now_s) if plan is not None else ())]
    proposals = _judged(outlook, candidates, clock, lambda share: told(0.4 + 0.5 * share))
    changes = [change for one in proposals for change in one.candidate.changes]
    together = effects(outlook, changes) if changes else []
    told(0.95)
    proposals.sort(key=lambda one: -one.saved.middle)
    return Suggested(proposals, together, _missing(outlook, changes, clock), None if plan is None else plan.gap)


def _planned(branches: Mapping[str, BranchNow], *, now_s: float, ends_s: float, barred: Barred, limit_s: float) -> Plan:
    slots = max(1, ceil((ends_s - now_s) / 60 / SLOT_MIN))
    places = [_place(one, now_s, slots, barred) for one in branches.values() if one.officers]
    if not places:
        raise NoPlan
    return plan_places(places, begins_min=now_s / 60, slots=slots, limit_s=limit_s)


def _place(branch: BranchNow, now_s: float, slots: int, barred: Barred) -> Place:
    fixed = branch.code in barred.branches
    posts = tuple(
        Post(one.works, one.able, one.movable and not fixed and one.badge not in barred.officers)
        for one in branch.officers
    )
    means = {code: branch.habits.times[code].mean_s for code in branch.habits.times}
    each = {
        code: (1 - branch.habits.no_show) * (mean + branch.habits.break_share * branch.habits.breaks.mean_s) / 60
        for code, mean in means.items()
    }
    able = {code for one in branch.officers for code in one.able}
    waiting = {code: sum(one.dossiers for one in branch.queue if one.service == code) for code in means}
    work = {}
    for code in sorted(means.keys() & able):
        arrivals = _half_hours(branch.expected.get(code), now_s, slots)
        arrivals[0] += waiting[code]
        work[code] = [visits * each[code] for visits in arrivals]
    desks = len(branch.officers) + len(branch.closed)
    demand = Demand(visits=1, mix=dict.fromkeys(means, 1.0), durations={})
    site = Site(branch.code, branch.lat, branch.lon, demand, posts, desks, branch.planning)
    return Place(site, work, {code: means[code] / 60 for code in work}, frozenset(work), branch.booths)


def _half_hours(per_slot: np.ndarray[tuple[int], np.dtype[np.float64]] | None, now_s: float, slots: int) -> list[float]:
    """Return who is expected in each half hour from now on."""
    if per_slot is None:
        return [0.0] * slots
    begun = np.concatenate(([0.0], np.cumsum(per_slot)))
    edges = (now_s + np.arange(slots + 1) * SLOT_MIN * 60) / SLOT_S
    came = np.interp(edges, np.arange(DAY_SLOTS + 1), begun)
    return [float(one) for one in np.diff(came)]


def _opens(branches: Mapping[str, BranchNow], now_s: float) -> Iterator[Candidate]:
    """Whoever is at work and at no counter could open one."""
    for branch in branches.values():
        for officer, counter in list(zip(branch.idle, branch.closed, strict=False))[:OPENS_AT_MOST]:
            yield Candidate((Change("open", branch.code, now_s, inf, officer.badge, officer.serves),), counter)


def _changes(branches: Mapping[str, BranchNow], plan: Plan, now_s: float) -> Iterator[Candidate]:
    """Within branches first: whoever stays then covers for whoever leaves."""
    for code in branches:
        changes = tuple(_reskills(branches[code], plan, now_s))
        if changes:
            yield Candidate(changes)
    known = {one.badge: one for branch in branches.values() for one in branch.officers}
    for at, badges in plan.posts.items():
        for badge in badges:
            officer = known[badge]
            if officer.branch != at:
                lent = _lend(branches, officer, at, now_s, remote=badge in plan.remote)
                yield Candidate((lent,), officer.counter)


def _lend(branches: Mapping[str, BranchNow], officer: OfficerNow, to: str, now_s: float, *, remote: bool) -> Change:
    services = tuple(code for code in officer.able if code in branches[to].habits.times)
    way_s = 0.0 if remote else travel_s(_site(branches[officer.branch]), _site(branches[to]))
    kind = "remote" if remote else "lend"
    return Change(kind, officer.branch, now_s, inf, officer.badge, services, to=to, travel_s=way_s)


def _site(branch: BranchNow) -> Site:
    return Site(branch.code, branch.lat, branch.lon, Demand(1, {}, {}), (), 0, branch.planning)


def _reskills(branch: BranchNow, plan: Plan, now_s: float) -> Iterator[Change]:
    """Where the plan has officers of a kind serve what too few of them serve now, some take it on beside their own."""
    stay = set(plan.posts.get(branch.code, ()))
    wanted = sorted((one for one in plan.served.items() if one[0][0] == branch.code), key=lambda one: -one[1])
    more: dict[str, list[str]] = {}
    for (_, able, service), minutes in wanted:
        alike = [one for one in branch.officers if tuple(sorted(one.able)) == able and one.badge in stay]
        have = sum(service in one.serves or service in more.get(one.badge, ()) for one in alike)
        others = [one for one in alike if service not in one.serves and one.counter and one.badge not in more]
        for one in others[: max(0, officers_for(minutes) - have)]:
            if len(more) < RESKILLS_AT_MOST:
                more.setdefault(one.badge, []).append(service)
    for one in branch.officers:
        if one.badge in more:
            yield Change("reskill", branch.code, now_s, inf, one.badge, (*one.serves, *more[one.badge]))


def _judged(outlook: Outlook, candidates: Sequence[Candidate], clock: _Time, told: Told) -> list[Proposal]:
    """Return what is worth it, by itself and beside what was found worth it before. Officers who are alike do alike.

    What is not judged in time is left out.
    """
    alone: dict[tuple[object, ...], list[Effect]] = {}
    found: list[Proposal] = []
    for at, one in enumerate(candidates):
        told(at / len(candidates))
        if at >= JUDGED_AT_LEAST and clock.is_over(JUDGE_SHARE):
            break
        alike = _alike(outlook, one.change) if len(one.changes) == 1 else one.changes
        if alike not in alone:
            alone[alike] = effects(outlook, one.changes)
        saved = saved_s(alone[alike])
        if saved.middle <= WORTH_S or saved.low <= 0 or not _is_fair(alone[alike]):
            continue
        taken = [change for before in found for change in before.candidate.changes if _touch(change, one.change)]
        on_top = effects(outlook, one.changes, beside=taken) if taken else alone[alike]
        if saved_s(on_top).middle <= WORTH_S or not _is_fair(on_top):
            continue
        found.append(Proposal(one, alone[alike], saved))
    return found


def _is_fair(told: Sequence[Effect]) -> bool:
    """Whether who gives somebody away waits no longer afterwards than who gets him."""
    return len(told) < 2 or told[0].after.p90_s <= told[1].after.p90_s


def _alike(outlook: Outlook, change: Change) -> tuple[object, ...]:
    branch = outlook.branches[change.branch]
    officer = next(one for one in (*branch.officers, *branch.idle) if one.badge == change.officer)
    return (change.kind, change.branch, change.to, change.services, officer.serves, officer.calls)


def _touch(one: Change, other: Change) -> bool:
    return bool(set(one.branches) & set(other.branches))


def _missing(outlook: Outlook, changes: Sequence[Change], clock: _Time) -> dict[str, int] | None:
    """Return how many counters more each branch would take to call eight of ten within a quarter of an hour."""
    short = {}
    for code, branch in outlook.branches.items():
        mine = [change for change in changes if code in change.branches]
        if not branch.officers or outlook.share_to_come(code, mine, more=0) >= SHARE:
            continue
        if clock.is_over():
            return None
        low, high = 0, MISSING_AT_MOST
        while high - low > 1 and not clock.is_over():
            middle = (low + high) // 2
            is_enough = outlook.share_to_come(code, mine, more=middle) >= SHARE
            low, high = (low, middle) if is_enough else (middle, high)
        short[code] = high
    return short
