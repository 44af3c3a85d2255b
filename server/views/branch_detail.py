"""How does one branch stand, looked at closely? Counters, the longest waits, the day by half hours, devices."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, select

from server.database import displays, kiosk_states, tables
from server.domain.branch import Branch, Network
from server.domain.statistics import DayFigures
from server.views.expected import Expected, read_expected
from server.views.figures import Figures
from server.views.kiosks import kiosk_row
from server.views.managers import network_view
from server.views.staff import OfficerToday, staff_today
from server.views.times import local
from server.views.waits import Waits

LONGEST = 20
HALF_HOUR = timedelta(minutes=30)
_S, _C, _T = tables.step.c, tables.counter.c, tables.ticket.c


def branch_detail(
    connection: Connection, network: Network, branch: Branch, *, figures: Figures, waits: Waits, now: datetime
) -> dict[str, Any]:
    """Return all that a manager looks at of one branch."""
    (row,) = network_view(connection, network, figures=figures, waits=waits, now=now, only=branch.code)
    day = figures.of(connection, branch.code) if row["seq"] else DayFigures()
    officers = [one for one in staff_today(connection, network, now=now) if one.at == branch.code]
    expected = read_expected(connection, branch, now=now)
    return {
        "branch": row,
        "at": local(branch, now),
        "counters": _counters(connection, branch, day),
        "longest": _longest(connection, branch, waits, now=now),
        "half_hours": _half_hours(branch, day, expected, officers, now=now),
        "devices": _devices(connection, branch),
        "ways": _ways(network, branch),
        "model": expected.model,
    }


def _counters(connection: Connection, branch: Branch, day: DayFigures) -> list[dict[str, Any]]:
    wanted = (
        select(_C.code, _C.state, _C.services, _C.officer, _C.opened_at, _T.number, _S.service, _S.called_at)
        .select_from(tables.counter)
        .outerjoin(tables.ticket, _T.id == _C.ticket_id)
        .outerjoin(tables.step, and_(_S.ticket_id == _T.id, _S.position == _T.step))
        .where(_C.branch == branch.code, _C.active == 1)
        .order_by(_C.position)
    )
    rows = []
    for row in connection.execute(wanted):
        desk = day.desks.get(row.code)
        since = row.called_at if row.number else (desk.paused_at or desk.free_at if desk else None) or row.opened_at
        is_closed = row.state.value == "closed"
        rows.append(
            {
                "code": row.code,
                "state": row.state.value,
                "services": list(row.services),
                "officer": None if is_closed else row.officer,
                "number": row.number,
                "serving": row.service,
                "since": None if is_closed else local(branch, since),
            }
        )
    return rows


def _longest(connection: Connection, branch: Branch, waits: Waits, *, now: datetime) -> list[dict[str, Any]]:
    """Who has waited the longest, and how long still."""
    wanted = (
        select(_T.id, _T.number, _T.ready_at, _S.service)
        .join(tables.ticket, _T.id == _S.ticket_id)
        .where(_S.branch == branch.code, tables.WAITING)
        .order_by(_T.ready_at, _T.id)
        .limit(LONGEST)
    )
    told = waits.seen_by(connection, branch, now=now)
    rows = []
    for row in connection.execute(wanted):
        still = told.of_ticket(row.id, row.service, 0, now=now) if told.foreseen is not None else None
        rows.append(
            {
                "number": row.number,
                "service": row.service,
                "waited_s": max(0, round((now - row.ready_at).total_seconds())),
                "wait_p50_s": None if still is None else round(still.p50_s),
                "wait_p90_s": None if still is None else round(still.p90_s),
            }
        )
    return rows


def _half_hours(
    branch: Branch, day: DayFigures, expected: Expected, officers: Sequence[OfficerToday], *, now: datetime
) -> list[dict[str, Any]]:
    """The day from its opening to its end: who is expected and came, and what work that is."""
    hours = branch.hours
    today = hours.local_day(now)
    opening, end = hours.first_opening(today), hours.last_end(today)
    if opening is None or end is None:
        return []
    came: Counter[int] = Counter(int((visit.ready_at - opening) // HALF_HOUR) for visit in day.visits.values())
    rows = []
    at, place = opening, 0
    while at < end:
        visits = expected.between(branch, at, at + HALF_HOUR)
        whole = sum(visits.values())
        low, high = expected.range_of(whole)
        rows.append(
            {
                "at": local(branch, at),
                "expected": round(whole, 1),
                "low": round(low, 1),
                "high": round(high, 1),
                "came": came[place] if at <= now else None,
                "work_min": round(_work_min(branch, visits), 1),
                "capacity_min": round(_capacity_min(officers, at, now), 1),
            }
        )
        at, place = at + HALF_HOUR, place + 1
    return rows


def _work_min(branch: Branch, visits: Mapping[str, float]) -> float:
    return sum(
        count * branch.services[code].duration.mean_s / 60 for code, count in visits.items() if code in branch.services
    )


def _capacity_min(officers: Sequence[OfficerToday], at: datetime, now: datetime) -> float:
    """The minutes that rostered officers are there in a half hour."""
    total = timedelta(0)
    for one in officers:
        spans = one.works(now) if at >= now else one.roster
        total += sum(
            (max(timedelta(0), min(span.end, at + HALF_HOUR) - max(span.start, at)) for span in spans), timedelta(0)
        )
    return total.total_seconds() / 60


OF_A_KIOSK = ("trouble", "papers_left", "roll_ends", "backup", "backup_papers_left", "backup_roll_ends")


def _devices(connection: Connection, branch: Branch) -> list[dict[str, Any]]:
    """The branch's kiosks and paired displays: when each was heard of (by the wall clock), and what a kiosk lacks.

    Of a kind of which the network file has more, those that are missing stand behind, never heard of.
    """
    kiosks = kiosk_states.of_branch(connection, branch.code)
    screens = displays.of_branch(connection, branch.code)
    heard: list[tuple[str, str, datetime | None, Mapping[str, Any]]] = [
        *(("kiosk", one.name, one.seen_at, kiosk_row(one)) for one in kiosks),
        *(("display", one.name or one.id, one.seen_at, {}) for one in screens),
    ]
    for kind in ("kiosk", "display"):
        names = [name for known, name, _, _ in heard if known == kind]
        planned = [one.code for one in branch.devices if one.kind == kind]
        # By number, since most are paired under another name than the file's; what bears the file's is not missing.
        unheard = sorted(planned, key=lambda code: code not in names)[len(names) :]
        heard += [(kind, code, None, {}) for code in unheard]
    return [
        {
            "code": code,
            "kind": kind,
            "heard_at": local(branch, seen_at),
            **{name: told.get(name) for name in OF_A_KIOSK},
        }
        for kind, code, seen_at, told in heard
    ]


def _ways(network: Network, branch: Branch) -> list[dict[str, Any]]:
    """How long officers and visitors are on their way from here to each other branch."""
    return [
        {
            "branch": code,
            "travel_s": round(branch.way_to(other)),
        }
        for code, other in network.branches.items()
        if code != branch.code
    ]
