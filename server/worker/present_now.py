"""How does a branch stand now, in the terms of the planning? Read in one snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, select

from server.database import tables
from server.domain.branch import Branch
from server.domain.statistics import DayFigures
from server.planning.habits import Habits
from server.planning.pace import tally
from server.planning.present import DeskNow, InLine, Present

WAITING_AT_MOST = 800
_S, _C, _T, _P = tables.step.c, tables.counter.c, tables.ticket.c, tables.ticket_private.c


@dataclass(frozen=True)
class Line:
    """Who waits, in the order of rank, and how many for each service."""

    waiting: Sequence[InLine]
    counts: Mapping[str, int]


def seconds_of_day(branch: Branch, at: datetime) -> float:
    """Return the second of the branch's local day."""
    local = at.astimezone(branch.hours.zone)
    return (local - local.replace(hour=0, minute=0, second=0, microsecond=0)).total_seconds()


def line_of(connection: Connection, branch: Branch, *, now: datetime) -> Line:
    """Return who waits; of a line of many hundreds only the first."""
    wanted = (
        select(_S.ticket_id, _S.service, _S.rank, _P.dossiers, _P.dossiers_done)
        .outerjoin(tables.ticket_private, _P.ticket_id == _S.ticket_id)
        .where(_S.branch == branch.code, tables.WAITING)
        .order_by(_S.rank, _S.ticket_id)
    )
    waiting, counts = list[InLine](), dict[str, int]()
    for ticket, service, rank, dossiers, done in connection.execute(wanted):
        counts[service] = counts.get(service, 0) + 1
        if len(waiting) < WAITING_AT_MOST:
            left = max(1, (dossiers or 1) - (done or 0))
            waiting.append(InLine(ticket, service, (rank - now).total_seconds(), left))
    return Line(waiting, counts)


def desks_of(connection: Connection, branch: Branch, figures: DayFigures, *, now: datetime) -> list[DeskNow]:
    """Return what each counter does."""
    wanted = (
        select(_C.code, _C.state, _C.services, _S.service, _S.called_at, (_P.dossiers - _P.dossiers_done).label("left"))
        .select_from(tables.counter)
        .outerjoin(tables.ticket, _T.id == _C.ticket_id)
        .outerjoin(tables.step, and_(_S.ticket_id == _T.id, _S.position == _T.step))
        .outerjoin(tables.ticket_private, _P.ticket_id == _T.id)
        .where(_C.branch == branch.code, _C.active == 1)
        .order_by(_C.position)
    )
    return [_desk(branch, row, figures, now) for row in connection.execute(wanted)]


def _desk(branch: Branch, row: Any, figures: DayFigures, now: datetime) -> DeskNow:
    paused_at = figures.desks[row.code].paused_at if row.code in figures.desks else None
    since = row.called_at if row.service is not None else paused_at
    left = row.left or 1
    return DeskNow(
        code=row.code,
        services=frozenset(row.services if row.state != "closed" else branch.counters[row.code].services)
        if row.code in branch.counters
        else frozenset(row.services),
        state=row.state.value,
        serving=row.service,
        for_s=max(0.0, (now - since).total_seconds()) if since is not None else 0.0,
        dossiers=min(left, branch.rules.bulk_turn) if left >= branch.rules.bulk_from else 1,
        folder=left >= branch.rules.bulk_from,
    )


def present_now(
    branch: Branch, line: Line, desks: Sequence[DeskNow], figures: DayFigures, habits: Habits, *, now: datetime
) -> Present:
    """Return the present for the dispatch simulation, with a probe for the next visitor of each service."""
    now_s = seconds_of_day(branch, now)
    done = (
        (one.service, (one.ended_at - one.called_at).total_seconds() / habits.pace.get(one.counter, 1.0))
        for one in figures.served.values()
        if one.done and not one.inaccurate
    )
    return Present(
        now_s=now_s,
        waiting=line.waiting,
        probes=[InLine(f"next {service}", service, 0.0) for service in branch.services],
        desks=desks,
        done=tally(habits.times, done),
        crowd=habits.crowd(len(figures.visits), now_s),
    )
