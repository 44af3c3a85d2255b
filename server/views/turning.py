"""What of a branch's screens changes by the clock alone, with no event to push it?"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, String, bindparam, func, or_, select

from server.database import displays, tables
from server.domain.branch import Branch, Network
from server.domain.door import told_at_door
from server.domain.lifecycle import StepState
from server.domain.notices import due, of_hours
from server.views.picture import CALLS_SHOWN_FOR
from server.views.visitor_notices import TOLD_FOR, owed_now

_B, _N, _T, _S, _E = tables.branch.c, tables.hall_notice.c, tables.ticket.c, tables.step.c, tables.event.c
_HERE = bindparam("branch", type_=String)
_NOW, _BEFORE, _SINCE = (bindparam(name, type_=tables.Instant) for name in ("now", "before", "since"))
# Of each kind the instant that passed last, or that passes next: it is another one once the next has passed.
_BACK = (
    select(func.max(_T.back_at))
    .select_from(tables.step)
    .join(tables.ticket, _T.id == _S.ticket_id)
    .where(_S.branch == _HERE, tables.WAITING, _T.back_at <= _NOW)
)
_TOLD = select(func.min(_S.ended_at)).where(
    _S.branch == _HERE,
    _S.ended_at > _SINCE,
    _S.state.in_((StepState.TRANSFERRED.value, StepState.NO_SHOW.value)),
)
_OLD_CALL = (
    select(_E.wall_at)
    .where(_E.branch == _HERE, tables.SPOKEN, _E.wall_at < _BEFORE)
    .order_by(_E.wall_at.desc())
    .limit(1)
)
_OF_HALL = select(_BACK.scalar_subquery(), _TOLD.scalar_subquery(), _OLD_CALL.scalar_subquery())
_OVERDUE = select(func.max(_S.due_at)).where(_S.branch == _HERE, tables.HELD, _S.due_at < _NOW)
_WAITED_ALONE = select(func.max(_S.since)).where(
    _S.branch == _HERE,
    tables.WAITING,
    _S.since <= _BEFORE,
    or_(_S.for_counter.is_not(None), _S.for_officer.is_not(None)),
)
_OF_COUNTERS = select(_OVERDUE.scalar_subquery(), _WAITED_ALONE.scalar_subquery())


def turning(
    connection: Connection,
    network: Network,
    *,
    now: datetime,
    halls: Collection[str] = (),
    counters: Collection[str] = (),
) -> Mapping[str, Hashable]:
    """Return, by branch, what is so now: two that differ mean that something began, ended or was lost meanwhile.

    halls, counters: the branches of which those are watched; of the others it is not asked what only they show.
    """
    lost = displays.lost(connection)
    typed: dict[str, list[str]] = defaultdict(list)
    standing = select(_N.branch, _N.id).where(_N.starts_at <= now, _N.ends_at > now).order_by(_N.id)
    for branch, notice in connection.execute(standing):
        typed[branch].append(notice)
    return {
        code: (
            *(_of_the_clock(network.branches[code], decided, now), tuple(typed[code]), lost.get(code, 0)),
            _of_hall(connection, code, now) if code in halls else None,
            _of_counters(connection, network.branches[code], now) if code in counters else None,
        )
        for code, decided in connection.execute(select(_B.code, _B.standing)).all()
        if code in network.branches
    }


def _of_the_clock(branch: Branch, decided: str, now: datetime) -> Hashable:
    hours = of_hours(branch.hours, now=now, soon=branch.screens.closing_soon)
    at_door = tuple(one.kind for one in told_at_door(branch, now=now, last_back=None))
    shown = tuple(one.code for one in due(branch.notices, now.astimezone(branch.hours.zone)))
    return hours, at_door, shown, tables.as_standing(decided).has_just_resumed(now)


def _of_hall(connection: Connection, branch: str, now: datetime) -> Hashable:
    """Which promises were broken, who is back from the door, which acts are told, and which calls are old."""
    at = {"now": now, "since": now - TOLD_FOR, "before": datetime.now(UTC) - CALLS_SHOWN_FOR}
    return owed_now(connection, branch, now=now), tuple(connection.execute(_OF_HALL, {"branch": branch} | at).one())


def _of_counters(connection: Connection, branch: Branch, now: datetime) -> Hashable:
    """Who is held for longer than was said, and who may be called by others than whom he waited for alone."""
    at = {"now": now, "before": now - branch.rules.alone_for}
    return tuple(connection.execute(_OF_COUNTERS, {"branch": branch.code} | at).one())
