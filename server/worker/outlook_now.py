"""How does the network stand now, for whoever plans staff? The branches' present, officers and expectations."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from math import inf

from sqlalchemy import Connection, select

from server.database import tables
from server.database.store import Store
from server.domain.branch import Branch
from server.domain.lifecycle import CounterState
from server.domain.order import ORDINARY
from server.planning.day import Visitor, Windows
from server.planning.habits import Habits
from server.planning.outlook import BranchNow, OfficerNow
from server.views.figures import Figures
from server.views.staff import OfficerToday, staff_today
from server.worker.branch_mind import BranchMind
from server.worker.present_now import desks_of, seconds_of_day

# After the opening a rostered officer whose counter is still closed is on his way to it; later he is at none.
COMES_LATE_S = 15 * 60.0
_S, _T, _P, _C = tables.step.c, tables.ticket.c, tables.ticket_private.c, tables.counter.c


def network_now(store: Store, mind: Callable[[str], BranchMind], *, now: datetime) -> dict[str, BranchNow]:
    """Return every branch that has anybody to work with today; its habits are learned here where they are not yet."""
    figures = Figures()
    found = {}
    with store.read() as connection:
        by_branch: dict[str, list[OfficerToday]] = defaultdict(list)
        for one in staff_today(connection, store.network, now=now):
            by_branch[one.branch.code].append(one)
        for code, branch in store.network.branches.items():
            known = mind(code)
            today = branch.hours.local_day(now)
            known.begin_day(connection, branch, today)
            if known.learned_on != today:
                known.learn(connection, branch, today)
            here = _branch(connection, branch, known, by_branch[code], figures, now)
            if here.officers or here.idle:
                found[code] = here
    return found


def _branch(  # noqa: PLR0917 (what a branch is read from)
    connection: Connection,
    branch: Branch,
    known: BranchMind,
    officers: Sequence[OfficerToday],
    figures: Figures,
    now: datetime,
) -> BranchNow:
    assert known.usual is not None
    habits, now_s = known.usual.habits, seconds_of_day(branch, now)
    states = _counters(connection, branch)
    busy = _free_in(connection, branch, habits, figures, now)
    at_counters, idle, taken = [], [], set[str]()
    for one in officers:
        if one.state(now) == "lent" or not one.has_place:
            continue
        windows = _windows(branch, one, now)
        if not windows:
            continue
        opened, services = states.get(one.counter or "", (False, ()))
        if opened and one.counter is not None:
            taken.add(one.counter)
            begins = now_s + busy.get(one.counter, 0.0)
            at_counters.append(_officer(branch, one, services, _from(windows, begins), habits))
        elif one.state(now) == "expected" and not _may_come_late(branch, now):
            idle.append(_officer(branch, one, one.plan.skills, windows, habits))
        else:
            at_counters.append(_officer(branch, one, one.plan.skills, windows, habits))
            taken.add(one.plan.counter or "")
    for code, (opened, services) in states.items():
        if opened and code not in taken:
            at_counters.append(_unknown(branch, code, services, now_s + busy.get(code, 0.0), habits))
            taken.add(code)
    closed = tuple(code for code in branch.counters if code not in taken)
    return BranchNow(
        code=branch.code,
        lat=branch.lat,
        lon=branch.lon,
        officers=tuple(at_counters),
        queue=tuple(_queue(connection, branch, now_s, now)),
        expected=known.usual.arrivals.per_slot,
        habits=habits,
        rules=branch.rules,
        head_starts=branch.head_starts,
        classes=known.classes,
        idle=tuple(idle),
        closed=closed,
        booths=sum(branch.counters[code].remote for code in closed),
        planning=branch.planning,
    )


def _counters(connection: Connection, branch: Branch) -> Mapping[str, tuple[bool, tuple[str, ...]]]:
    wanted = select(_C.code, _C.state, _C.services).where(_C.branch == branch.code, _C.active == 1)
    return {
        code: (state is not CounterState.CLOSED, tuple(services))
        for code, state, services in connection.execute(wanted)
    }


def _free_in(
    connection: Connection, branch: Branch, habits: Habits, figures: Figures, now: datetime
) -> dict[str, float]:
    """Return in how many seconds each counter is free again, on average."""
    desks = desks_of(connection, branch, figures.of(connection, branch.code), now=now)
    return {
        desk.code: max(habits.times[desk.serving].mean_s - desk.for_s, 60.0) if desk.serving in habits.times else 0.0
        for desk in desks
        if desk.serving is not None
    }


def _windows(branch: Branch, one: OfficerToday, now: datetime) -> Windows:
    """Return when he calls from now on; the last stretch goes on until nobody waits."""
    spans = [(seconds_of_day(branch, span.start), seconds_of_day(branch, span.end)) for span in one.works(now)]
    return (*spans[:-1], (spans[-1][0], inf)) if spans else ()


def _from(windows: Windows, begins_s: float) -> Windows:
    return tuple((max(start, begins_s), end) for start, end in windows if max(start, begins_s) < end)


def _may_come_late(branch: Branch, now: datetime) -> bool:
    opening = branch.hours.first_opening(branch.hours.local_day(now))
    return opening is None or (now - opening).total_seconds() < COMES_LATE_S


def _officer(branch: Branch, one: OfficerToday, services: Sequence[str], calls: Windows, habits: Habits) -> OfficerNow:
    serves = tuple(code for code in services if code in branch.services)
    return OfficerNow(
        badge=one.badge,
        branch=branch.code,
        serves=serves,
        able=tuple(dict.fromkeys((*serves, *one.plan.able))),
        calls=calls,
        counter=one.counter or one.plan.counter,
        movable=one.plan.movable and not one.moves,
        pace=habits.pace.get(one.counter or "", 1.0),
    )


def _unknown(branch: Branch, code: str, services: Sequence[str], begins_s: float, habits: Habits) -> OfficerNow:
    """Somebody whom no file names has opened a counter: he stays there."""
    serves = tuple(one for one in services if one in branch.services)
    calls = ((begins_s, inf),)
    return OfficerNow(f"counter-{code}", branch.code, serves, serves, calls, code, False, habits.pace.get(code, 1.0))


def _queue(connection: Connection, branch: Branch, now_s: float, now: datetime) -> list[Visitor]:
    wanted = (
        select(_S.service, _T.ready_at, _P.priority, _P.dossiers, _P.dossiers_done)
        .join(tables.ticket, _T.id == _S.ticket_id)
        .outerjoin(tables.ticket_private, _P.ticket_id == _S.ticket_id)
        .where(_S.branch == branch.code, tables.WAITING)
    )
    return [
        Visitor(
            number=0,
            branch=branch.code,
            service=service,
            priority=priority or ORDINARY,
            arrives_s=min(now_s, now_s - (now - ready_at).total_seconds()),
            service_s=0.0,
            dossiers=max(1, (dossiers or 1) - (done or 0)),
            dossier_s=60.0,
        )
        for service, ready_at, priority, dossiers, done in connection.execute(wanted)
    ]
