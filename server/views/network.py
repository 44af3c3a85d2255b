"""How do the branches stand beside each other? For the public list; for managers see managers.py."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from server.database import tables
from server.domain.branch import Branch, Network
from server.domain.dispatch import Wait
from server.domain.standing import Standing
from server.views.waits import BranchWaits

_B, _S = tables.branch.c, tables.step.c


def waiting_by_branch(connection: Connection, network: Network, now: datetime) -> dict[str, Counter[str]]:
    """Return how many wait at each branch by service; what is left of an earlier day is over and does not count."""
    days = connection.execute(select(_B.code, _B.day)).all()
    fresh = {
        code for code, day in days if code in network.branches and not network.branches[code].hours.is_over(day, now)
    }
    counted = select(_S.branch, _S.service, func.count()).where(tables.WAITING).group_by(_S.branch, _S.service)
    waiting: dict[str, Counter[str]] = defaultdict(Counter)
    for code, service, count in connection.execute(counted):
        if code in fresh:
            waiting[code][service] = count
    return dict(waiting)


def branch_row(
    branch: Branch, waits: BranchWaits, *, language: str, stands: Standing, now: datetime, waiting: int
) -> dict[str, Any]:
    """Return the public row of a branch; its range runs from the shortest to the longest of its services' waits.

    stands: what was decided for the branch; while it stands still, no wait is told.
    """
    works = branch.hours.is_open(now) and stands.paused is None
    known = [wait for wait in waits.waits.values() if wait is not None] if works else []
    return {
        "code": branch.code,
        "kind": branch.kind,
        "parent": branch.parent,
        "name": branch.names[language],
        "names": dict(branch.names),
        "lat": branch.lat,
        "lon": branch.lon,
        "open": branch.hours.is_open(now),
        "paused": stands.paused,
        "waiting": waiting,
        "wait_low_s": min((wait.low_s for wait in known), default=None),
        "wait_high_s": max((wait.high_s for wait in known), default=None),
    }


def standing_by_branch(connection: Connection) -> dict[str, Standing]:
    """Return what was decided for each branch that had a change already."""
    return {code: tables.as_standing(told) for code, told in connection.execute(select(_B.code, _B.standing))}


def standing_of(connection: Connection, branch: Branch) -> Standing:
    """Return what was decided for a branch."""
    told = connection.execute(select(_B.standing).where(_B.code == branch.code)).scalar()
    return tables.as_standing(told or "{}")


def gives_numbers(stands: Standing, branch: Branch, now: datetime) -> bool:
    """Whether who comes to a branch now is given a number: it is open, not stopped, and not full."""
    return branch.hours.is_open(now) and stopped_by(stands, branch, now) is None


def stopped_by(stands: Standing, branch: Branch, now: datetime) -> str | None:
    """Return why no numbers are given though the hours would allow them: of a pause or of the intake; else None."""
    return stands.paused or stands.intake_on(branch.hours.local_day(now))


def takes_visitors(stands: Standing, branch: Branch, service: str, now: datetime) -> bool:
    """Whether who comes to a branch now is given a number for a service."""
    return branch.hours.is_open(now) and takes_today(stands, branch, service, now)


def takes_today(stands: Standing, branch: Branch, service: str, now: datetime) -> bool:
    """Whether numbers are given for a service today, now or once the branch has opened."""
    is_closed = stands.service_on(service, branch.hours.local_day(now)) is not None
    return stopped_by(stands, branch, now) is None and not is_closed


def service_rows(
    branch: Branch, waits: BranchWaits, *, language: str, stands: Standing, now: datetime
) -> list[dict[str, Any]]:
    """Return the public rows of a branch's services. stands: what was decided for the branch."""
    day, gives = branch.hours.local_day(now), gives_numbers(stands, branch, now)
    closed = stands.stops_on(day)
    return [
        {
            "code": code,
            "letter": service.letter,
            "name": service.names[language],
            "names": dict(service.names),
            "open": (is_open := gives and code not in closed),
            "waiting": waits.counts.get(code, 0),
            **_seconds(waits.waits.get(code) if is_open else None),
            "places_left": waits.places_left(code, now=now) if is_open else None,
            "full_today": is_open and waits.is_full(code, now=now),
            "intake_closed": closed[code].reason if gives and code in closed else None,
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
