"""What stands in the database? Every row, as plain values, read without the product's own queries."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection

from server.database.store import Store

Row = SimpleNamespace
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND, MINUTE = 1_000_000, 60_000_000
JSON_COLUMNS = ("services", "levels", "needs", "notes", "overtaken", "images")
LIVE = ("booked", "waiting", "called", "serving", "held")
AT_COUNTER = ("called", "serving")


def micros(at: datetime) -> int:
    """Instants are whole microseconds since 1970 here."""
    return (at - EPOCH) // timedelta(microseconds=1)


def instant(microseconds: int) -> datetime:
    """The reverse of `micros`."""
    return EPOCH + timedelta(microseconds=microseconds)


@lru_cache(maxsize=20_000)
def _told(body: str) -> Any:
    return json.loads(body)


@dataclass(frozen=True)
class World:
    """All rows at one instant, by their keys; events by branch in the order in which the table gives their seq."""

    branches: dict[str, Row]
    counters: dict[tuple[str, str], Row]
    tickets: dict[str, Row]
    steps: dict[tuple[str, int], Row]
    privates: dict[str, Row]
    reasons: dict[tuple[str, int], Row]
    acts: dict[tuple[str, str], Row]
    tombstones: dict[str, Row]
    answers: dict[str, Row]
    events: dict[str, list[Row]]

    def steps_of(self, ticket: str) -> list[Row]:
        found = []
        while (ticket, len(found)) in self.steps:
            found.append(self.steps[ticket, len(found)])
        return found

    def present(self, ticket: str) -> Row | None:
        """Return the step at which a visit is; None when it is over, or there is no such ticket."""
        row = self.tickets.get(ticket)
        return None if row is None or row.step is None else self.steps[ticket, row.step]

    def standing(self, branch: str, counter: str) -> tuple[Row, Row] | None:
        """Return who stands at a counter, with his step."""
        ticket = self.counters[branch, counter].ticket_id
        step = self.present(ticket) if ticket is not None else None
        return None if step is None else (self.tickets[ticket], step)

    def waiting(self, branch: str, services: Iterable[str]) -> list[Row]:
        """Return the steps that wait for one of these services, smallest rank first."""
        found = [
            step
            for step in self.steps.values()
            if step.state == "waiting" and step.branch == branch and step.service in services
        ]
        return sorted(found, key=lambda step: (step.rank, step.ticket_id))

    def left(self, ticket: str) -> int:
        """Return how many dossiers are still to be done."""
        private = self.privates[ticket]
        return max(1, (private.dossiers or 1) - private.dossiers_done)

    def by_number(self, branch: str, number: str) -> Row | None:
        day = self.branches[branch].day
        here = (branch, day, number)
        return next((row for row in self.tickets.values() if (row.branch, row.day, row.number) == here), None)

    def since(self, before: "World", branch: str) -> list[Row]:
        """Return the events of a branch that the earlier world has not."""
        return self.events.get(branch, [])[len(before.events.get(branch, [])) :]


TABLES: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "branches": ("branch", lambda row: row.code),
    "counters": ("counter", lambda row: (row.branch, row.code)),
    "tickets": ("ticket", lambda row: row.id),
    "steps": ("step", lambda row: (row.ticket_id, row.position)),
    "privates": ("ticket_private", lambda row: row.ticket_id),
    "reasons": ("call_reason", lambda row: (row.branch, row.seq)),
    "acts": ("last_act", lambda row: (row.branch, row.counter)),
    "tombstones": ("tombstone", lambda row: row.ticket_id),
    "answers": ("idempotent_answer", lambda row: row.key),
}


def read(store: Store) -> World:
    """Read everything in one snapshot."""
    with store.read() as connection:
        found = {name: {key(row): row for row in _rows(connection, table)} for name, (table, key) in TABLES.items()}
        events: dict[str, list[Row]] = {}
        for row in _rows(connection, "event", order="branch, seq"):
            row.told = _told(row.body)
            row.data = row.told["data"]
            events.setdefault(row.branch, []).append(row)
    return World(events=events, **found)


def _rows(connection: Connection, table: str, *, order: str | None = None) -> list[Row]:
    found = connection.exec_driver_sql(f"SELECT * FROM {table}" + (f" ORDER BY {order}" if order else ""))
    columns = list(found.keys())
    decoded = [column for column in columns if column in JSON_COLUMNS]
    rows = []
    for values in found:
        told = dict(zip(columns, values, strict=True))
        for column in decoded:
            if isinstance(told[column], str):
                told[column] = json.loads(told[column])
        rows.append(Row(**told))
    return rows


def changed(before: World, after: World, tables: Iterable[str]) -> dict[str, set[Any]]:
    """Return for each table the keys of the rows that are new, gone or different."""
    found = {}
    for table in tables:
        old, new = getattr(before, table), getattr(after, table)
        found[table] = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    return found
