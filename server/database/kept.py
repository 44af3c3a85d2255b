"""Which of the domain's objects does a change work with? Each read once, and written back where it was changed.

Without an ORM, because the branch is locked meanwhile (docs/decisions/0011). What the rows were before a
change is kept as well, so that it can be undone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from server.database import tables
from server.database.prepared import Prepared, in_one_go
from server.domain.counter import Counter
from server.domain.ticket import Private, Step, Ticket

T = TypeVar("T")
Write = tuple[Prepared, Mapping[str, Any]]
Row = dict[str, Any]


class Kind(Generic[T]):
    """One class of the domain and its table: a field is a column of the same name; a field without one is skipped."""

    def __init__(self, made: type[T], table: Table, key: Sequence[str]) -> None:
        """key: the names of the columns of the primary key, in the order of `Kept`'s keys."""
        self.made = made
        self.name = table.name
        self.columns = [one.name for one in fields(made) if one.name in table.c]  # type: ignore[arg-type]
        self.key = tuple(key)
        changing = [name for name in self.columns if name not in key]
        here = [table.c[name] == bindparam(f"key_{name}") for name in key]
        wanted = [table.c[name] for name in self.columns]
        self.select = Prepared(select(*wanted).where(*here))
        self.select_first = Prepared(select(*wanted).where(here[0]).order_by(*(table.c[name] for name in key)))
        self.insert = Prepared(insert(table).inline(), self.columns)
        self.update = Prepared(
            update(table).where(*here).values({table.c[name]: bindparam(f"new_{name}") for name in changing})
        )
        self.delete = Prepared(delete(table).where(*here))
        self._kinds = {name: table.c[name].type for name in self.columns}

    def row(self, one: T) -> Row:
        """Return an object's columns."""
        return {name: getattr(one, name) for name in self.columns}

    def key_of(self, one: T) -> tuple[Any, ...]:
        """Return an object's primary key."""
        return tuple(getattr(one, name) for name in self.key)

    def where(self, key: Sequence[Any]) -> Row:
        """Return the values of a statement that names one row."""
        return {f"key_{name}": value for name, value in zip(self.key, key, strict=False)}

    def of(self, row: Sequence[Any]) -> T:
        """Return an object made of a row."""
        return self.made(**dict(zip(self.columns, row, strict=True)))

    def as_json(self, row: Row) -> Row:
        """Return a row in which instants are microseconds and days are text."""
        return {name: _plain(value) for name, value in row.items()}

    def from_json(self, row: Mapping[str, Any]) -> Row:
        """The reverse of `as_json`."""
        return {name: _lively(value, self._kinds[name]) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return tables.as_microseconds(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _lively(value: Any, kind: Any) -> Any:
    if isinstance(kind, tables.Instant):
        return None if value is None else tables.as_instant(value)
    if isinstance(kind, tables.Day):
        return None if value is None else date.fromisoformat(value)
    return kind.words(value) if isinstance(kind, tables.Word) and value is not None else value


COUNTERS = Kind(Counter, tables.counter, ("branch", "code"))
TICKETS = Kind(Ticket, tables.ticket, ("id",))
STEPS = Kind(Step, tables.step, ("ticket_id", "position"))
PRIVATES = Kind(Private, tables.ticket_private, ("ticket_id",))
KINDS: Mapping[str, Kind[Any]] = {kind.name: kind for kind in (COUNTERS, TICKETS, STEPS, PRIVATES)}


@dataclass
class _Entry:
    """An object; its row before the change (None: new) and as it is in the database now."""

    one: Any
    before: Row | None
    written: Row | None


class Kept:
    """The objects of one change, each the same object however often it is asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._entries: dict[tuple[str, tuple[Any, ...]], _Entry] = {}

    def counter(self, branch: str, code: str) -> Counter | None:
        """Return a counter."""
        return self._one(COUNTERS, (branch, code))

    def counters(self, branch: str) -> list[Counter]:
        """Return all counters of a branch."""
        rows = COUNTERS.select_first.rows(self._connection, {"key_branch": branch})
        return [self._known(COUNTERS, COUNTERS.of(row)) for row in rows]

    def private(self, ticket_id: str) -> Private | None:
        """Return what is erased of a ticket after closing; None once it is erased."""
        return self._one(PRIVATES, (ticket_id,))

    def ticket(self, ticket_id: str) -> Ticket | None:
        """Return a ticket with its steps; its private row is read with them."""
        entry = self._entries.get((TICKETS.name, (ticket_id,)))
        if entry is not None:
            known: Ticket = entry.one
            return known
        with in_one_go(self._connection):
            cursors = [
                (kind, statement, statement.run(self._connection, kind.where((ticket_id,))))
                for kind, statement in (
                    (TICKETS, TICKETS.select),
                    (STEPS, STEPS.select_first),
                    (PRIVATES, PRIVATES.select),
                )
            ]
            made: list[list[Any]] = [
                [kind.of(row) for row in statement.read(self._connection, cursor)]
                for kind, statement, cursor in cursors
            ]
        tickets, steps, privates = made
        if not tickets:
            return None
        for private in privates:
            self._known(PRIVATES, private)
        ticket: Ticket = self._known(TICKETS, tickets[0])
        ticket.steps = [self._known(STEPS, step) for step in steps]
        return ticket

    def services(self) -> set[str]:
        """Return the services of all steps of the tickets that were read or made."""
        tickets = (entry.one for (name, _), entry in self._entries.items() if name == TICKETS.name)
        return {step.service for ticket in tickets for step in ticket.steps}

    def take_writes(self) -> list[Write]:
        """Return the statements that bring the database to where the objects are; they count as written then."""
        self._find_new_steps()
        writes: list[Write] = []
        for (name, key), entry in self._entries.items():
            kind = KINDS[name]
            now = kind.row(entry.one)
            if entry.written is None:
                writes.append((kind.insert, now))
            elif now != entry.written:
                new = {f"new_{column}": value for column, value in now.items()}
                writes.append((kind.update, kind.where(key) | new))
            entry.written = now
        return writes

    def mark(self) -> None:
        """Let `before` count from here: what was done so far in this change is not part of the act that begins."""
        self._find_new_steps()
        for (name, _), entry in self._entries.items():
            entry.before = KINDS[name].row(entry.one)

    def forget(self) -> None:
        """Let every object be read anew when it is next asked for. What was changed must have been written."""
        self._entries.clear()

    def before(self) -> list[tuple[str, list[Any], Row | None]]:
        """Return what was changed, as it was: kind, key, and its row as JSON; None for what is new."""
        self._find_new_steps()
        return [
            (name, list(key), None if entry.before is None else KINDS[name].as_json(entry.before))
            for (name, key), entry in self._entries.items()
            if entry.before is None or KINDS[name].row(entry.one) != entry.before
        ]

    def put_back(self, images: Sequence[tuple[str, Sequence[Any], Mapping[str, Any] | None]]) -> Iterator[Write]:
        """Return the statements that restore what `before` gave; what was new is deleted."""
        for name, key, image in images:
            kind = KINDS[name]
            if image is None:
                yield kind.delete, kind.where(key)
            else:
                row = kind.from_json(image)
                yield kind.update, kind.where(key) | {f"new_{column}": value for column, value in row.items()}

    def _one(self, kind: Kind[T], key: tuple[Any, ...]) -> T | None:
        entry = self._entries.get((kind.name, key))
        if entry is None:
            rows = kind.select.rows(self._connection, kind.where(key))
            return self._known(kind, kind.of(rows[0])) if rows else None
        found: T = entry.one
        return found

    def _known(self, kind: Kind[T], one: T) -> T:
        row = kind.row(one)
        entry = self._entries.setdefault((kind.name, kind.key_of(one)), _Entry(one, row, row))
        found: T = entry.one
        return found

    def _find_new_steps(self) -> None:
        tickets = [entry.one for (name, _), entry in list(self._entries.items()) if name == TICKETS.name]
        for ticket in tickets:
            for step in ticket.steps:
                self._entries.setdefault((STEPS.name, STEPS.key_of(step)), _Entry(step, None, None))
