"""How do the branches stand beside each other? For the public list and for the managers' table."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, case, func, select, type_coerce

from server.database import tables
from server.domain.branch import Branch, Network
from server.domain.dispatch import Wait
from server.domain.service_level import TARGET
from server.views.waits import BranchWaits

_B, _S, _T, _C = tables.branch.c, tables.step.c, tables.ticket.c, tables.counter.c


def waiting_by_branch(connection: Connection, network: Network, now: datetime) -> dict[str, int]:
    """Return how many wait at each branch; what is left of an earlier day is over and does not count."""
    days = connection.execute(select(_B.code, _B.day)).all()
    fresh = {
        code for code, day in days if code in network.branches and day == network.branches[code].hours.local_day(now)
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


def network_view(connection: Connection, network: Network, *, now: datetime, only: str | None) -> list[dict[str, Any]]:
    """Return a row of each branch with its own seq and rev; `only` keeps one.

    called and within_15 are of today; who left uncalled counts by the wait that ended so.
    """
    heads = {row.code: row for row in connection.execute(select(_B.code, _B.seq, _B.rev))}
    waiting = waiting_by_branch(connection, network, now)
    levels = _levels(connection, network, now)
    counters = _counters(connection)
    rows = []
    for code, branch in network.branches.items():
        if only is not None and code != only:
            continue
        called, over, within = levels.get(code, (0, 0, 0))
        rows.append(
            {
                "code": code,
                "kind": branch.kind,
                "parent": branch.parent,
                "names": dict(branch.names),
                "seq": heads[code].seq if code in heads else 0,
                "rev": heads[code].rev if code in heads else 0,
                "open": branch.hours.is_open(now),
                "waiting": waiting.get(code, 0),
                "called": called,
                "within_15": within / over if over else None,
                "counters_open": counters.get(code, 0),
                "counters": len(branch.counters),
            }
        )
    return rows


def _levels(connection: Connection, network: Network, now: datetime) -> dict[str, tuple[int, int, int]]:
    """branch -> (called today, waits that are over, of these within the target)."""
    days = {branch.hours.local_day(now) for branch in network.branches.values()}
    ended = func.max(_S.ended_at)
    visits = (
        select(_T.branch, _T.issued_at, _T.called_at, func.coalesce(_T.called_at, ended).label("until"))
        .join(tables.step, _S.ticket_id == _T.id)
        .where(_T.day.in_(days))
        .group_by(_T.id, _T.branch, _T.issued_at, _T.called_at)
        .subquery()
    )
    limit = int(TARGET.total_seconds() * 1e6)
    wait = type_coerce(visits.c.until, BigInteger) - type_coerce(visits.c.issued_at, BigInteger)
    within = case((wait <= limit, 1), else_=0)
    counted = select(
        visits.c.branch,
        func.count(visits.c.called_at),
        func.count(visits.c.until),
        func.sum(case((visits.c.until.is_not(None), within), else_=0)),
    ).group_by(visits.c.branch)
    return {row[0]: (row[1], row[2], int(row[3] or 0)) for row in connection.execute(counted)}


def _counters(connection: Connection) -> dict[str, int]:
    counted = select(_C.branch, func.count()).where(_C.state != "closed", _C.active == 1).group_by(_C.branch)
    return dict(connection.execute(counted).all())
