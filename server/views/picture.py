"""How does a branch stand at one instant? One snapshot, from which the views of all its watchers are cut."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, bindparam, func, literal, null, select

from server.database import displays, kiosk_states, tables
from server.domain.branch import Branch
from server.domain.kiosks import KioskState
from server.domain.lifecycle import CounterState
from server.domain.refusals import BranchNotFound
from server.domain.standing import Intake, Standing

CALLS_SHOWN_FOR = timedelta(minutes=5)
WAITING_SHOWN = 50

_T, _S, _C, _P, _E = tables.ticket.c, tables.step.c, tables.counter.c, tables.ticket_private.c, tables.event.c

_B = tables.branch.c
_HEAD = select(_B.seq, _B.rev, _B.day, _B.standing).where(_B.code == bindparam("branch"))
_AT_COUNTERS = (
    select(
        _C.code,
        _C.state,
        _C.services,
        _C.officer,
        _C.pause_reason,
        _C.back_at,
        _C.levels,
        _C.help_at,
        _T.id,
        _T.number,
        _T.language,
        _S.service,
        _S.state.label("step_state"),
        _S.called_at,
        _S.started_at,
        (_P.dossiers - _P.dossiers_done).label("dossiers_left"),
    )
    .select_from(tables.counter)
    .outerjoin(tables.ticket, _T.id == _C.ticket_id)
    .outerjoin(tables.step, and_(_S.ticket_id == _T.id, _S.position == _T.step))
    .outerjoin(tables.ticket_private, _P.ticket_id == _T.id)
    .where(_C.branch == bindparam("branch"), _C.active == 1)
    .order_by(_C.position)
)
# The same columns of a branch whose day is over: every counter is closed, and nobody stands there.
_ALL_CLOSED = (
    select(
        _C.code,
        literal(CounterState.CLOSED.value, _C.state.type).label("state"),
        _C.services,
        *(null().label(column.name) for column in list(_AT_COUNTERS.selected_columns)[3:]),
    )
    .where(_C.branch == bindparam("branch"), _C.active == 1)
    .order_by(_C.position)
)
_COUNTS = select(_S.service, func.count()).where(_S.branch == bindparam("branch"), tables.WAITING).group_by(_S.service)
_RANKED = (
    select(
        _S.ticket_id,
        _S.position,
        _S.rank,
        func.row_number().over(partition_by=_S.service, order_by=(_S.rank, _S.ticket_id)).label("place"),
    )
    .where(_S.branch == bindparam("branch"), tables.WAITING)
    .subquery()
)
_STANDING = (
    _T.id,
    _T.number,
    _T.language,
    _T.ready_at,
    _T.slot,
    _T.back_at,
    _S.service,
    _S.rank,
    _S.rule,
    _S.since,
    _S.level,
    _S.for_counter,
    _S.for_officer,
    _S.due_at,
    _P.priority,
    _P.needs,
    _P.dossiers,
    _P.dossiers_done,
    _P.notes,
)
_WAITING = (
    select(*_STANDING)
    .select_from(_RANKED)
    .join(tables.step, and_(_S.ticket_id == _RANKED.c.ticket_id, _S.position == _RANKED.c.position))
    .join(tables.ticket, _T.id == _RANKED.c.ticket_id)
    .outerjoin(tables.ticket_private, _P.ticket_id == _RANKED.c.ticket_id)
    .where(_RANKED.c.place <= WAITING_SHOWN)
    .order_by(_RANKED.c.rank, _RANKED.c.ticket_id)
)
_HELD = (
    select(*_STANDING)
    .select_from(tables.step)
    .join(tables.ticket, _T.id == _S.ticket_id)
    .outerjoin(tables.ticket_private, _P.ticket_id == _S.ticket_id)
    .where(_S.branch == bindparam("branch"), tables.HELD)
    .order_by(_S.due_at, _T.id)
)
_CALLS = (
    select(_E.seq, _E.body, _T.number, _T.language, _T.id, _P.priority, _P.needs)
    .join(tables.ticket, _T.id == _E.ticket_id)
    .outerjoin(tables.ticket_private, _P.ticket_id == _T.id)
    .where(_E.branch == bindparam("branch"), tables.SPOKEN, _E.wall_at >= bindparam("since", type_=tables.Instant))
    .order_by(_E.seq.desc())
)


@dataclass(frozen=True)
class Call:
    """One announcement; `kind` is call, repeat, last or corrected."""

    id: str
    ticket_id: str
    number: str
    counter: str
    service: str
    language: str
    at: datetime
    kind: str
    priority: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A branch at `seq`: its counters with who stands there, the heads of its queues, the calls of five minutes.

    kiosks: as each last told.
    standing: what its manager decided. intake: why no more numbers are given today. lamp: how many displays
    are alive, unheard and lost.
    """

    branch: Branch
    seq: int
    rev: int
    at: datetime
    open: bool
    counters: Sequence[RowMapping]
    waiting: Sequence[RowMapping]
    held: Sequence[RowMapping]
    counts: Mapping[str, int]
    calls: Sequence[Call]
    standing: Standing
    kiosks: Sequence[KioskState]
    intake: Intake | None
    lamp: Mapping[str, int]

    @cached_property
    def in_line(self) -> "Sequence[InLine]":
        """Who waits, in the order of rank, as every counter of the branch shows it; told once for all of them."""
        return [InLine(row, standing(self, row)) for row in self.waiting]


@dataclass(frozen=True)
class InLine:
    """One who waits: his row, and what any officer sees of it."""

    row: RowMapping
    seen: dict[str, Any]


def standing(seen: Picture, row: RowMapping) -> dict[str, Any]:
    """Return what any officer sees of who waits or is held."""
    return {
        "id": row["id"],
        "number": row["number"],
        "service": row["service"],
        "waited_s": max(0, int((seen.at - row["ready_at"]).total_seconds())),
        "priority": row["priority"] or "ordinary",
        "needs": row["needs"] or [],
        "dossiers": dossiers_left(row),
        "booked": row["slot"] is not None,
        "note": (row["notes"] or {}).get("transfer"),
    }


def dossiers_left(row: RowMapping) -> int:
    """Return how many dossiers of a visit are still to be done; one at least."""
    return max(1, (row["dossiers"] or 1) - (row["dossiers_done"] or 0))


def picture(connection: Connection, branch: Branch, *, now: datetime) -> Picture:
    """Read a branch; `connection` must show one instant (Store.read). now: product time."""
    where = {"branch": branch.code}
    head = connection.execute(_HEAD, where).one_or_none()
    if head is None:
        raise BranchNotFound(branch=branch.code)
    # A branch that nobody has changed yet today still holds yesterday's queue, which is over.
    fresh = not branch.hours.is_over(head.day, now)
    since = datetime.now(UTC) - CALLS_SHOWN_FOR
    decided = tables.as_standing(head.standing)
    return Picture(
        branch=branch,
        seq=head.seq,
        rev=head.rev,
        at=now,
        open=branch.hours.is_open(now),
        counters=connection.execute(_AT_COUNTERS if fresh else _ALL_CLOSED, where).mappings().all(),
        waiting=connection.execute(_WAITING, where).mappings().all() if fresh else (),
        held=connection.execute(_HELD, where).mappings().all() if fresh else (),
        counts=dict(connection.execute(_COUNTS, where).all()) if fresh else {},
        calls=[
            call
            for row in connection.execute(_CALLS, where | {"since": since})
            if (call := _call(branch.code, row)) is not None
        ],
        standing=decided,
        kiosks=kiosk_states.of_branch(connection, branch.code),
        intake=decided.intake_on(branch.hours.local_day(now)),
        lamp=displays.lamp(connection, branch.code),
    )


def _call(branch: str, row: Any) -> Call | None:
    """Return what was said; None for an undone act of which the hall heard nothing."""
    told = json.loads(row.body)
    if "kind" not in told["data"]:
        return None
    return Call(
        id=f"{branch}-{row.seq}",
        ticket_id=row.id,
        number=row.number,
        counter=told["counter"],
        service=told["data"]["service"],
        language=row.language,
        at=tables.as_instant(told["at"]),
        kind=told["data"]["kind"],
        priority=row.priority,
        needs=tuple(row.needs or ()),
    )
