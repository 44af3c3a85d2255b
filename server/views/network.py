"""How do the branches stand beside each other? For the public list and for the managers' table."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from server.database import tables
from server.domain.branch import Branch, Network
from server.domain.dispatch import Wait
from server.domain.service_level import LATEST, share_within
from server.domain.statistics import DayFigures
from server.views.figures import Figures
from server.views.waits import BranchWaits

_B, _S, _C = tables.branch.c, tables.step.c, tables.counter.c


def waiting_by_branch(connection: Connection, network: Network, now: datetime) -> dict[str, int]:
    """Return how many wait at each branch; what is left of an earlier day is over and does not count."""
    days = connection.execute(select(_B.code, _B.day)).all()
    fresh = {
        code for code, day in days if code in network.branches and not network.branches[code].hours.is_over(day, now)
    }
    counted = select(_S.branch, func.count()).where(tables.WAITING).group_by(_S.branch)
    return {code: count for code, count in connection.execute(counted) if code in fresh}


def branch_row(branch: Branch, waits: BranchWaits, *, language: str, now: datetime, waiting: int) -> dict[str, Any]:
    """Return the public row of a branch; its range runs from the shortest to the longest of its services' waits."""
    known = [wait for wait in waits.waits.values() if wait is not None] if branch.hours.is_open(now) else []
    return {
        "code": branch.code,
        "kind": branch.kind,
        "parent": branch.parent,
        "name": branch.names[language],
        "names": dict(branch.names),
        "lat": branch.lat,
        "lon": branch.lon,
        "open": branch.hours.is_open(now),
        "waiting": waiting,
        "wait_low_s": min((wait.low_s for wait in known), default=None),
        "wait_high_s": max((wait.high_s for wait in known), default=None),
    }


def service_rows(branch: Branch, waits: BranchWaits, *, language: str, now: datetime) -> list[dict[str, Any]]:
    """Return the public rows of a branch's services."""
    is_open = branch.hours.is_open(now)
    return [
        {
            "code": code,
            "letter": service.letter,
            "name": service.names[language],
            "names": dict(service.names),
            "open": is_open,
            "waiting": waits.counts.get(code, 0),
            **_seconds(waits.waits.get(code) if is_open else None),
        }
        for code, service in branch.services.items()
    ]


def _seconds(wait: Wait | None) -> dict[str, int | None]:
    if wait is None:
        return {"wait_p50_s": None, "wait_p90_s": None, "wait_low_s": None, "wait_high_s": None}
    return {
        "wait_p50_s": round(wait.p50_s),
        "wait_p90_s": round(wait.p90_s),
        "wait_low_s": wait.low_s,
        "wait_high_s": wait.high_s,
    }


def network_view(
    connection: Connection, network: Network, *, figures: Figures, now: datetime, only: str | None
) -> list[dict[str, Any]]:
    """Return a row of each branch with its own seq and rev; `only` keeps one.

    called and within_15 are of today, by the definitions of domain.statistics; help: counters that ask for the
    supervisor.
    """
    heads = {row.code: row for row in connection.execute(select(_B.code, _B.seq, _B.rev, _B.day))}
    waiting = waiting_by_branch(connection, network, now)
    help_wanted = _help_wanted(connection)
    counters = _counters(connection)
    rows = []
    for code, branch in network.branches.items():
        if only is not None and code != only:
            continue
        head = heads.get(code)
        is_today = head is not None and not branch.hours.is_over(head.day, now)
        day = figures.of(connection, code) if is_today else DayFigures()
        visits = day.visits.values()
        rows.append(
            {
                "code": code,
                "kind": branch.kind,
                "parent": branch.parent,
                "names": dict(branch.names),
                "seq": head.seq if head else 0,
                "rev": head.rev if head else 0,
                "open": branch.hours.is_open(now),
                "waiting": waiting.get(code, 0),
                "called": sum(visit.called_at is not None for visit in visits),
                "within_15": share_within(wait for visit in visits if (wait := visit.wait) is not None),
                "within_30": share_within((wait for visit in visits if (wait := visit.wait) is not None), LATEST),
                "help": help_wanted.get(code, []) if is_today else [],
                "counters_open": counters.get(code, 0) if is_today else 0,
                "counters": len(branch.counters),
            }
        )
    return rows


def _help_wanted(connection: Connection) -> dict[str, list[str]]:
    wanted = select(_C.branch, _C.code).where(_C.help_at.is_not(None), _C.active == 1).order_by(_C.position)
    asking: dict[str, list[str]] = defaultdict(list)
    for branch, counter in connection.execute(wanted):
        asking[branch].append(counter)
    return asking


def _counters(connection: Connection) -> dict[str, int]:
    counted = select(_C.branch, func.count()).where(_C.state != "closed", _C.active == 1).group_by(_C.branch)
    return dict(connection.execute(counted).all())
