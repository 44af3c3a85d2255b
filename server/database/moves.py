"""How are suggestions, calculations and absences kept? Rows of their own, beside every branch's queue."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, or_, select, update

from server.database import tables
from server.domain.moves import Move, MoveKind, MoveState, RunState
from server.domain.refusals import RunNotFound, SuggestionNotFound
from server.domain.staff import Span

ALIVE_FOR = timedelta(seconds=20)
LIVE = (MoveState.PROPOSED.value, MoveState.APPROVED.value, MoveState.DISMISSED.value)
_R, _M, _A = tables.plan_run.c, tables.move.c, tables.absence.c
_FIELDS = [
    "id",
    "kind",
    "state",
    "branch",
    "counter",
    "officer",
    "to",
    "start",
    "end",
    "travel_s",
    "decided_by",
    "decided_at",
    "dismissed_because",
    "dismissed_note",
    "arrived_at",
]


@dataclass(frozen=True)
class KeptMove:
    """A suggestion with what it was made for. reason: code and facts; effects: as the view gives them."""

    move: Move
    run_id: int
    reason: Mapping[str, Any]
    effects: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Absence:
    """When an officer is not there, or longer than usual (overtime)."""

    id: int
    badge: str
    kind: str
    span: Span
    note: str | None
    told_by: str


def worker_is_alive(connection: Connection) -> bool:
    """Whether a worker was heard of a moment ago."""
    at = connection.execute(select(tables.worker.c.wall_at)).scalar()
    return at is not None and datetime.now(UTC) - at < ALIVE_FOR


def add_run(connection: Connection, *, kind: str, by: str, now: datetime, request: Mapping[str, Any]) -> int:
    """Write down that something is to be calculated; returns its number."""
    row = {
        "kind": kind,
        "state": RunState.ASKED,
        "asked_by": by,
        "asked_at": now,
        "wall_at": datetime.now(UTC),
        "request": dict(request),
    }
    key = connection.execute(insert(tables.plan_run).values(**row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def run_of(connection: Connection, run: int, *, kind: str) -> RowMapping:
    """Return a calculation. Raises RunNotFound."""
    wanted = select(tables.plan_run).where(_R.id == run, _R.kind == kind)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise RunNotFound
    return row


def last_run(connection: Connection, *, kind: str) -> RowMapping | None:
    """Return the calculation that was asked for last; None if there was none."""
    wanted = select(tables.plan_run).where(_R.kind == kind).order_by(_R.id.desc()).limit(1)
    return connection.execute(wanted).mappings().one_or_none()


def next_asked(connection: Connection) -> RowMapping | None:
    """Return the calculation that waits the longest; None if none does."""
    wanted = select(tables.plan_run).where(_R.state == RunState.ASKED).order_by(_R.id).limit(1)
    return connection.execute(wanted).mappings().one_or_none()


def set_run(connection: Connection, run: int, **values: Any) -> None:
    """Change what is known of a calculation."""
    connection.execute(update(tables.plan_run).where(_R.id == run).values(**values))


def fail_running(connection: Connection) -> None:
    """Let calculations that nobody works on any more have failed."""
    connection.execute(update(tables.plan_run).where(_R.state == RunState.RUNNING).values(state=RunState.FAILED))


def lapse_proposed(connection: Connection, *, branches: Collection[str]) -> None:
    """Let what is proposed and was not decided lapse: a new calculation takes its place.

    branches: those that were calculated, none for the whole network; what reaches beyond them stays.
    """
    wanted = [_M.state == MoveState.PROPOSED]
    if branches:
        wanted += [_M.branch.in_(branches), or_(_M.to.is_(None), _M.to.in_(branches))]
    connection.execute(update(tables.move).where(*wanted).values(state=MoveState.LAPSED))


def add_move(connection: Connection, run: int, *, reason: Mapping[str, Any], effects: Any, **values: Any) -> None:
    """Write down a suggestion."""
    row = {"run_id": run, "state": MoveState.PROPOSED, "consents": {}, "reason": dict(reason), "effects": effects}
    connection.execute(insert(tables.move).values(**row, **values))


def move_of(connection: Connection, move: int) -> KeptMove:
    """Return a suggestion, locked until the transaction ends. Raises SuggestionNotFound."""
    wanted = select(tables.move).where(_M.id == move).with_for_update()
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise SuggestionNotFound
    return _kept(row)


def moves(
    connection: Connection, *, states: Sequence[str] | None = None, since: datetime | None = None
) -> list[KeptMove]:
    """Return suggestions in these states that end after an instant, the latest first."""
    wanted = select(tables.move).order_by(_M.id.desc())
    if states is not None:
        wanted = wanted.where(_M.state.in_(list(states)))
    if since is not None:
        wanted = wanted.where(_M.end > since)
    return [_kept(row) for row in connection.execute(wanted).mappings()]


def keep_move(connection: Connection, move: Move) -> None:
    """Write back what became of a suggestion."""
    row = asdict(move) | {"services": list(move.services), "consents": dict(move.consents)}
    connection.execute(update(tables.move).where(_M.id == move.id).values(**row))


def _kept(row: RowMapping) -> KeptMove:
    fields = {name: row[name] for name in _FIELDS}
    fields |= {"kind": MoveKind(row["kind"]), "state": MoveState(row["state"])}
    move = Move(services=tuple(row["services"]), consents=dict(row["consents"]), **fields)
    return KeptMove(move, row["run_id"], row["reason"], row["effects"])


def absences(connection: Connection, *, since: datetime) -> list[Absence]:
    """Return the absences that end after an instant and were not taken back."""
    wanted = select(tables.absence).where(_A.end > since, _A.cancelled_at.is_(None)).order_by(_A.start, _A.id)
    return [
        Absence(row.id, row.badge, row.kind, Span(row.start, row.end), row.note, row.told_by)
        for row in connection.execute(wanted)
    ]


def add_absence(connection: Connection, *, badge: str, kind: str, span: Span, note: str | None, by: str) -> None:
    """Write down that an officer is not there."""
    row = {"badge": badge, "kind": kind, "start": span.start, "end": span.end, "note": note, "told_by": by}
    connection.execute(insert(tables.absence).values(**row))


def cancel_absence(connection: Connection, absence: int, *, badge: str, now: datetime) -> bool:
    """Take an absence back; whether there was one."""
    here = (_A.id == absence, _A.badge == badge, _A.cancelled_at.is_(None))
    return bool(connection.execute(update(tables.absence).where(*here).values(cancelled_at=now)).rowcount)
