"""How do the branches stand beside each other now? A row each for managers: waits, crowd, promises, alerts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from server.database import tables
from server.domain.branch import Branch, Network
from server.domain.dispatch import Wait
from server.domain.service_level import LATEST, share_within
from server.domain.statistics import DayFigures
from server.views.alerts import alerts_on
from server.views.figures import Figures
from server.views.network import waiting_by_branch
from server.views.times import local
from server.views.waits import BranchWaits, Waits

WAITS_FRESH_FOR_S = 5.0
_B, _C = tables.branch.c, tables.counter.c


def network_view(
    connection: Connection, network: Network, *, figures: Figures, waits: Waits, now: datetime, only: str | None
) -> list[dict[str, Any]]:
    """Return a row of each branch with its own seq and rev; `only` keeps one.

    called, within_15, within_30 and promises_kept are of today, by the definitions of domain.statistics; help: counters
    that ask for the supervisor.
    """
    heads = {row.code: row for row in connection.execute(select(_B.code, _B.seq, _B.rev, _B.day))}
    waiting = waiting_by_branch(connection, network, now)
    help_wanted, counters, alerts = _help_wanted(connection), _counters(connection), alerts_on(connection, network)
    rows = []
    for code, branch in network.branches.items():
        if only is not None and code != only:
            continue
        head = heads.get(code)
        is_today = head is not None and not branch.hours.is_over(head.day, now)
        day = figures.of(connection, code) if is_today else DayFigures()
        told = waits.seen_by(connection, branch, now=now, fresh_for_s=WAITS_FRESH_FOR_S)
        states = counters.get(code, Counter()) if is_today else Counter[str]()
        here = waiting.get(code, Counter())
        rows.append(
            {
                "code": code,
                "kind": branch.kind,
                "parent": branch.parent,
                "names": dict(branch.names),
                "lat": branch.lat,
                "lon": branch.lon,
                "seq": head.seq if head else 0,
                "rev": head.rev if head else 0,
                "open": branch.hours.is_open(now),
                "waiting": here.total(),
                "crowd": here.total() + states["busy"],
                "crowd_limit": crowd_limit(branch),
                "expected_hour": figures.coming.of(connection, branch, now=now) if branch.hours.is_open(now) else None,
                **_of_day(day),
                **_now(branch, told, day, here, now=now),
                "help": help_wanted.get(code, []) if is_today else [],
                "counters_open": states["open"] + states["paused"],
                "counters_paused": states["paused"],
                "counters": len(branch.counters),
                "alerts": alerts.get(code, []),
            }
        )
    return rows


def crowd_limit(branch: Branch) -> int:
    """Return how many may be in the hall before managers are told."""
    return branch.crowd_limit or round(branch.planning.crowd_per_counter * len(branch.counters))


def _of_day(day: DayFigures) -> dict[str, Any]:
    visits = day.visits.values()
    known = [wait for visit in visits if (wait := visit.wait) is not None]
    kept = [visit.promise_kept for visit in visits if visit.promise_kept is not None]
    return {
        "called": sum(visit.called_at is not None for visit in visits),
        "within_15": share_within(known),
        "within_30": share_within(known, LATEST),
        "promises_kept": sum(kept) / len(kept) if kept else None,
    }


def _now(
    branch: Branch, told: BranchWaits, day: DayFigures, waiting: Mapping[str, int], *, now: datetime
) -> dict[str, Any]:
    """What a visitor who comes now may expect; services weigh as much as came for them today."""
    is_open = branch.hours.is_open(now)
    waits = told.waits if is_open else dict.fromkeys(branch.services)
    came = Counter(visit.service for visit in day.visits.values())
    left = {code: told.places_left(code, now=now) if is_open else None for code in waits}
    by_simulation = told.foreseen is not None
    return {
        "wait_p50_s": _weighed(waits, came, lambda wait: wait.p50_s),
        "wait_p90_s": _weighed(waits, came, lambda wait: wait.p90_s),
        "predicted_by": ("simulation" if by_simulation else "pass") if any(waits.values()) else None,
        "predicted_at": local(branch, told.foreseen.at) if told.foreseen is not None and is_open else None,
        "intake_left": min((one for one in left.values() if one is not None), default=None),
        "services": [
            _service(branch, code, waiting.get(code, 0), waits.get(code), left.get(code)) for code in branch.services
        ],
    }


def _weighed(waits: Mapping[str, Wait | None], came: Mapping[str, int], of: Callable[[Wait], float]) -> int | None:
    known = {code: wait for code, wait in waits.items() if wait is not None}
    if not known:
        return None
    weights = {code: came.get(code, 0) + 1e-3 for code in known}
    return round(sum(weights[code] * of(wait) for code, wait in known.items()) / sum(weights.values()))


def _service(branch: Branch, code: str, waiting: int, wait: Wait | None, left: int | None) -> dict[str, Any]:
    service = branch.services[code]
    return {
        "code": code,
        "letter": service.letter,
        "names": dict(service.names),
        "waiting": waiting,
        "wait_p50_s": None if wait is None else round(wait.p50_s),
        "wait_p90_s": None if wait is None else round(wait.p90_s),
        "wait_low_s": None if wait is None else wait.low_s,
        "wait_high_s": None if wait is None else wait.high_s,
        "places_left": left,
    }


def _help_wanted(connection: Connection) -> dict[str, Sequence[str]]:
    wanted = select(_C.branch, _C.code).where(_C.help_at.is_not(None), _C.active == 1).order_by(_C.position)
    asking: dict[str, list[str]] = defaultdict(list)
    for branch, counter in connection.execute(wanted):
        asking[branch].append(counter)
    return dict(asking)


def _counters(connection: Connection) -> dict[str, Counter[str]]:
    """How many counters of each branch are in which state, and at how many somebody stands."""
    counted = (
        select(_C.branch, _C.state, func.count(), func.count(_C.ticket_id))
        .where(_C.active == 1)
        .group_by(_C.branch, _C.state)
    )
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for branch, state, count, busy in connection.execute(counted):
        states[branch][state.value] += count
        states[branch]["busy"] += busy
    return states
