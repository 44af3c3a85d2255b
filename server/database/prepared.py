"""How are the statements of the hot path sent? Compiled once, then straight to the driver.

SQLAlchemy's own execution costs more than SQLite needs for such a statement; issuing a ticket sends nine of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.sql.selectable import TypedReturnsRows

Processor = Callable[[Any], Any] | None
Statement = Insert | Select[Any] | CompoundSelect[Any] | Update | Delete

_NAME = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class _Compiled:
    sql: str
    binds: tuple[tuple[str, Processor], ...]
    positional: bool
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

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Execute on the driver's connection and return the driver's cursor; see `read` for its rows."""
        told = self._for(connection.dialect)
        values = {**told.constants, **values} if told.constants else values
        driver: Any = connection.connection.dbapi_connection
        if told.positional:
            bound: Any = [process(values[key]) if process else values[key] for key, process in told.binds]
        else:
            bound = {key: process(values[key]) if process else values[key] for key, process in told.binds}
        return driver.execute(told.sql, bound)

    def read(self, connection: Connection, cursor: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT's cursor, each value as its column's type gives it."""
        processed = self._for(connection.dialect).results
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

    def bound(self, dialect: Dialect, values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
        """Return what its parameters are bound to, their names with a prefix."""
        told = self._for(dialect)
        values = {**told.constants, **values} if told.constants else values
        return {prefix + key: process(values[key]) if process else values[key] for key, process in told.binds}

    def sql(self, dialect: Dialect, prefix: str) -> str:
        """Return its text for a driver with named parameters, their names with a prefix."""
        return _NAME.sub(rf"%({prefix}\1)s", self._for(dialect).sql)

    def _for(self, dialect: Dialect) -> _Compiled:
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = self._compile(dialect)
        return known

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
        names = list(compiled.positiontup or ()) if compiled.positional else list(compiled.binds)
        binds = tuple((name, _bind(compiled.binds[name].type, dialect)) for name in names)
        constants = {name: one.effective_value for name, one in compiled.binds.items() if not one.required}
        chosen = self._statement.selected_columns if isinstance(self._statement, TypedReturnsRows) else ()
        results = tuple(
            (place, process)
            for place, column in enumerate(chosen)
            if (process := _result(column.type, dialect)) is not None
        )
        return _Compiled(str(compiled), binds, bool(compiled.positional), constants, results)


def run_all(connection: Connection, writes: Sequence[tuple[Prepared, Mapping[str, Any]]]) -> None:
    """Execute writes in their order; on PostgreSQL neighbours that only insert go as one statement with one plan.

    Issuing a ticket inserts six rows; apart, web process and database spent a fifth more on it (November 2026).
    """
    if connection.dialect.name != "postgresql":
        for statement, values in writes:
            statement.run(connection, values)
        return
    driver: Any = connection.connection.dbapi_connection
    for inserts, neighbours in groupby(writes, lambda write: write[0].is_insert):
        run = list(neighbours)
        if inserts and len(run) > 1:
            bound: dict[str, Any] = {}
            for place, (statement, values) in enumerate(run):
                bound |= statement.bound(connection.dialect, values, f"w{place}_")
            driver.execute(_in_one(connection.dialect, tuple(statement for statement, _ in run)), bound)
        else:
            for statement, values in run:
                statement.run(connection, values)


@lru_cache(maxsize=200)
def _in_one(dialect: Dialect, statements: tuple[Prepared, ...]) -> str:
    *first, last = [statement.sql(dialect, f"w{place}_") for place, statement in enumerate(statements)]
    return f"WITH {', '.join(f'w{place} AS ({text})' for place, text in enumerate(first))} {last}"


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
