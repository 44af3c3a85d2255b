"""How are the statements of the hot path sent? Compiled once, then straight to the driver.

SQLAlchemy's own execution costs more than SQLite needs for such a statement; issuing a ticket sends nine of them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from psycopg import RawCursor
from sqlalchemy import CompoundSelect, Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.sql.selectable import TypedReturnsRows

Processor = Callable[[Any], Any] | None
Write = tuple["Prepared", Mapping[str, Any]]
Statement = Insert | Select[Any] | CompoundSelect[Any] | Update | Delete

_PLACE = re.compile(r"\$(\d+)")


@dataclass(frozen=True)
class _Compiled:
    sql: str
    binds: tuple[tuple[str, Processor], ...]
    constants: Mapping[str, Any]
    results: tuple[tuple[int, Callable[[Any], Any]], ...]


class Prepared:
    """A Core statement without lists of changing length. Values are bound and read by the types of its columns."""

    def __init__(self, statement: Statement, columns: Sequence[str] | None = None) -> None:
        """columns: for an INSERT, the keys that each row has."""
        self._statement = statement
        self._columns = list(columns) if columns is not None else None
        self._compiled: dict[str, _Compiled] = {}
        self.is_insert = isinstance(statement, Insert)
        self.table = statement.entity_description["name"] if isinstance(statement, Insert | Update | Delete) else ""

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Execute on the driver's connection and return the driver's cursor; see `read` for its rows."""
        return _execute(connection, self.compiled(connection.dialect).sql, self.bound(connection.dialect, values))

    def read(self, connection: Connection, cursor: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT's cursor, each value as its column's type gives it."""
        processed = self.compiled(connection.dialect).results
        rows = []
        for found in cursor.fetchall():
            row = list(found)
            for place, process in processed:
                row[place] = process(row[place])
            rows.append(tuple(row))
        return rows

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Execute a SELECT and return its rows."""
        return self.read(connection, self.run(connection, values))

    def bound(self, dialect: Dialect, values: Mapping[str, Any]) -> list[Any]:
        """Return what its parameters are bound to, in their order."""
        told = self.compiled(dialect)
        values = {**told.constants, **values} if told.constants else values
        return [process(values[key]) if process else values[key] for key, process in told.binds]

    def compiled(self, dialect: Dialect) -> _Compiled:
        """Return its text for the driver, parameters by place."""
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = self._compile(dialect)
        return known

    def _compile(self, dialect: Dialect) -> _Compiled:
        # psycopg would look for the places of named parameters in a long statement anew each time.
        by_place = dialect if dialect.positional else _numbered()
        compiled = self._statement.compile(dialect=by_place, column_keys=self._columns)
        binds = tuple((name, _bind(compiled.binds[name].type, dialect)) for name in compiled.positiontup or ())
        constants = {name: one.effective_value for name, one in compiled.binds.items() if not one.required}
        chosen = self._statement.selected_columns if isinstance(self._statement, TypedReturnsRows) else ()
        results = tuple(
            (place, process)
            for place, column in enumerate(chosen)
            if (process := _result(column.type, dialect)) is not None
        )
        return _Compiled(str(compiled), binds, constants, results)


def run_all(connection: Connection, writes: Sequence[Write]) -> None:
    """Execute writes in their order; on PostgreSQL those that do not meet go as one statement with one plan.

    Issuing a ticket inserts six rows; apart, web process and database spent a fifth more on it (November 2026).
    """
    if connection.dialect.name != "postgresql":
        for statement, values in writes:
            statement.run(connection, values)
        return
    for group in _apart(writes):
        bound = [value for statement, values in group for value in statement.bound(connection.dialect, values)]
        _execute(connection, _in_one(connection.dialect, tuple(statement for statement, _ in group)), bound)


def _apart(writes: Sequence[Write]) -> Iterator[list[Write]]:
    """Yield neighbours of which none writes what another wrote: within a statement none sees the others' rows."""
    group: list[Write] = []
    inserted: set[str] = set()
    changed: set[str] = set()
    for write in writes:
        statement = write[0]
        if statement.table in changed or (statement.table in inserted and not statement.is_insert):
            yield group
            group, inserted, changed = [], set(), set()
        (inserted if statement.is_insert else changed).add(statement.table)
        group.append(write)
    if group:
        yield group


@lru_cache(maxsize=200)
def _in_one(dialect: Dialect, statements: tuple[Prepared, ...]) -> str:
    texts: list[str] = []
    before = 0
    for statement in statements:
        told = statement.compiled(dialect)
        texts.append(_PLACE.sub(lambda place, before=before: f"${int(place[1]) + before}", told.sql))  # type: ignore[misc]
        before += len(told.binds)
    *first, last = texts
    if not first:
        return last
    return f"WITH {', '.join(f'w{place} AS ({text})' for place, text in enumerate(first))} {last}"


def _execute(connection: Connection, sql: str, bound: list[Any]) -> Any:
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "postgresql":
        return RawCursor(driver).execute(sql, bound)
    return driver.execute(sql, bound)


def _numbered() -> Dialect:
    """Return psycopg's dialect with parameters by place, as its RawCursor and PostgreSQL itself take them."""
    dialect: Dialect = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
    return dialect


def _bind(kind: Any, dialect: Dialect) -> Processor:
    processor: Processor = kind.dialect_impl(dialect).bind_processor(dialect)
    return processor


def _result(kind: Any, dialect: Dialect) -> Processor:
    processor: Processor = kind.dialect_impl(dialect).result_processor(dialect, None)
    return processor


def in_one_go(connection: Connection) -> AbstractContextManager[Any]:
    """Send prepared statements without waiting for each answer, where the driver can (PostgreSQL's pipeline)."""
    driver: Any = connection.connection.dbapi_connection
    return driver.pipeline() if connection.dialect.name == "postgresql" else nullcontext()
