"""How is what the worker computed written? Short transactions of the worker's own, a few milliseconds each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from server.database import tables
from server.domain.dispatch import Duration
from server.planning.arrivals import Arrivals
from server.planning.waits import Correction
from server.views.forecast_rows import Foreseen

ONLY = 1


@dataclass(frozen=True)
class Kept:
    """One promise and what became of it."""

    ticket: str
    service: str
    low_s: int
    high_s: int
    waited_s: int
    p50_s: int | None = None
    p90_s: int | None = None


def keep_forecast(connection: Connection, branch: str, told: Foreseen, *, seq: int, is_seen: bool) -> None:
    """Write a branch's waits. is_seen: screens show something else now, so that `rev` rises."""
    row = {"branch": branch, "seq": seq, "at": told.at, "wall_at": datetime.now(UTC), "body": told.body()}
    _put(connection, tables.wait_forecast, "branch", row)
    if is_seen:
        here = tables.branch.c.code == branch
        connection.execute(update(tables.branch).where(here).values(rev=tables.branch.c.rev + 1))


def keep_learning(
    connection: Connection,
    branch: str,
    *,
    day: date,
    correction: Correction,
    classes: Mapping[str, float],
    arrivals: Arrivals,
    durations: Mapping[str, Duration],
) -> None:
    """Write what a branch has learned, and who is expected on this day. durations: of each service."""
    body = {
        "correction": [correction.middle, correction.short, correction.long],
        "classes": dict(classes),
        "expected": {code: [round(one, 3) for one in slots.tolist()] for code, slots in arrivals.per_slot.items()},
        "model": arrivals.model,
        "durations": {code: [round(one.mean_s, 1), round(one.cv, 3)] for code, one in durations.items()},
    }
    _put(connection, tables.wait_learning, "branch", {"branch": branch, "day": day, "body": json.dumps(body)})


def read_learning(connection: Connection, branch: str) -> tuple[date, Correction, dict[str, float]] | None:
    """Return what a branch had learned, and on which day; None for a new one."""
    columns = tables.wait_learning.c
    row = connection.execute(select(columns.day, columns.body).where(columns.branch == branch)).one_or_none()
    if row is None:
        return None
    told: dict[str, Any] = json.loads(row.body)
    return row.day, Correction(*told["correction"]), told["classes"]


def keep_promises(connection: Connection, branch: str, day: date, kept: Sequence[Kept]) -> None:
    """Record what was promised and what came; tickets that are recorded already stay as they are."""
    columns = tables.promise.c
    known = select(columns.ticket_id).where(columns.ticket_id.in_([one.ticket for one in kept]))
    before = set(connection.execute(known).scalars())
    rows = [
        {
            "ticket_id": one.ticket,
            "branch": branch,
            "day": day,
            "service": one.service,
            "p50_s": one.p50_s,
            "p90_s": one.p90_s,
            "low_s": one.low_s,
            "high_s": one.high_s,
            "waited_s": one.waited_s,
            "kept": one.low_s <= one.waited_s <= one.high_s,
        }
        for one in kept
        if one.ticket not in before
    ]
    if rows:
        connection.execute(insert(tables.promise), rows)


def kept_of_day(connection: Connection, branch: str, day: date) -> set[str]:
    """Return the tickets whose promises are recorded already."""
    columns = tables.promise.c
    wanted = select(columns.ticket_id).where(columns.branch == branch, columns.day == day)
    return set(connection.execute(wanted).scalars())


def say_alive(connection: Connection) -> None:
    """Let the web process know that a worker is there."""
    _put(connection, tables.worker, "id", {"id": ONLY, "wall_at": datetime.now(UTC)})


def _put(connection: Connection, table: Table, key: str, row: Mapping[str, Any]) -> None:
    changed = connection.execute(update(table).where(table.c[key] == row[key]).values(**row))
    if not changed.rowcount:
        connection.execute(insert(table), row)
