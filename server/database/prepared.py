"""How are the statements of the hot path sent? Compiled once, then straight to the driver.

SQLAlchemy's own execution costs more than SQLite needs for such a statement; issuing a ticket sends nine of them.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Select, Update

Processor = Callable[[Any], Any] | None


class Prepared:
    """A Core statement without lists of changing length. Values are bound by the types of the statement's columns."""

    def __init__(self, statement: Insert | Select[Any] | Update, columns: Sequence[str] | None = None) -> None:
        """columns: for an INSERT, the keys that each row has."""
        self._statement = statement
        self._columns = list(columns) if columns is not None else None
        self._compiled: dict[str, tuple[str, tuple[tuple[str, Processor], ...], bool]] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Execute on the driver's connection and return the driver's cursor; rows come as the driver gives them."""
        sql, binds, positional = self._for(connection.dialect)
        driver: Any = connection.connection.dbapi_connection
        if positional:
            return driver.execute(sql, [process(values[key]) if process else values[key] for key, process in binds])
        return driver.execute(sql, {key: process(values[key]) if process else values[key] for key, process in binds})

    def _for(self, dialect: Dialect) -> tuple[str, tuple[tuple[str, Processor], ...], bool]:
        known = self._compiled.get(dialect.name)
        if known is None:
            compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
            names = list(compiled.positiontup or ()) if compiled.positional else list(compiled.binds)
            binds = tuple((name, _processor(compiled.binds[name].type, dialect)) for name in names)
            known = self._compiled[dialect.name] = (str(compiled), binds, bool(compiled.positional))
        return known


def _processor(kind: Any, dialect: Dialect) -> Processor:
    processor: Processor = kind.dialect_impl(dialect).bind_processor(dialect)
    return processor


def in_one_go(connection: Connection) -> AbstractContextManager[Any]:
    """Send prepared statements without waiting for each answer, where the driver can (PostgreSQL's pipeline)."""
    driver: Any = connection.connection.dbapi_connection
    return driver.pipeline() if connection.dialect.name == "postgresql" else nullcontext()
