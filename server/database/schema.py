"""Has the database the tables that this version needs?"""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import OperationalError

from server.database.engine import WRITES

SERVED = 0x6D6F7463  # the key of PostgreSQL's advisory lock: "motc"
STOP_FIRST = "A server works with this database, which this version must change first: stop it and run `motcua init`."


class WrongRevision(RuntimeError):
    """The database is not there, or not at the revision of this version; the message says what to do."""


class StillServed(RuntimeError):
    """A server works with the database; the message says what to do."""


class Serving:
    """Says to others that this process works with a database, until `close` or the end of the process."""

    def __init__(self, engine: Engine) -> None:
        self._file: IO[bytes] | None = None
        self._connection: Connection | None = None
        if engine.dialect.name == "sqlite":
            self._file = _lock_file(engine)
            fcntl.flock(self._file, fcntl.LOCK_SH)
        else:
            self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._connection.execute(select(func.pg_advisory_lock_shared(SERVED)))

    def close(self) -> None:
        """Say that it is over."""
        if self._file is not None:
            self._file.close()
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()


def upgrade(engine: Engine) -> Path | None:
    """Bring the tables to this version's revision; returns the copy that was made of an older SQLite database before.

    Raises StillServed: tables are never changed under a running server.
    """
    before = revision(engine)
    if before == head():
        return None
    if before is not None:
        _require_nobody(engine)
    copy = _copied(engine, before) if before is not None and engine.dialect.name == "sqlite" else None
    with moving(engine) as config:
        command.upgrade(config, "head")
    return copy


def _require_nobody(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        with _lock_file(engine) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StillServed(STOP_FIRST) from None
        return
    with engine.connect() as connection:
        if not connection.execute(select(func.pg_try_advisory_xact_lock(SERVED))).scalar():
            raise StillServed(STOP_FIRST)


def _lock_file(engine: Engine) -> IO[bytes]:
    return Path(f"{engine.url.database}.served").open("ab")


def _copied(engine: Engine, before: str) -> Path:
    copy = Path(f"{engine.url.database}.before-{before}")
    with closing(sqlite3.connect(str(engine.url.database))) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


@contextmanager
def moving(engine: Engine) -> Iterator[Config]:
    """Give what Alembic's commands need to change the tables, all in one transaction.

    SQLite changes a table by making it anew, which foreign keys that point to it would forbid: they rest meanwhile.
    """
    with engine.execution_options(**{WRITES: True}).connect() as connection:
        _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                config = _config()
                config.attributes["connection"] = connection
                yield config
        finally:
            _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, to: str) -> None:
    """Switch them on SQLite, which does so only outside a transaction."""
    driver = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite" and driver is not None:
        driver.cursor().execute(f"PRAGMA foreign_keys={to}")


def revision(engine: Engine) -> str | None:
    """Return the database's revision; None when it has no tables yet."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Return the revision of this version."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def require_revision(engine: Engine) -> None:
    """Raise WrongRevision unless the database can be opened and is at this version's revision."""
    try:
        found, wanted = revision(engine), head()
    except OperationalError as error:
        raise WrongRevision(
            f"The database cannot be opened ({error.orig}): see MOTCUA_DATA and MOTCUA_DATABASE_URL, "
            "and run `motcua init` first."
        ) from error
    if found is None:
        raise WrongRevision("The database is empty: run `motcua init` first.")
    if found != wanted:
        raise WrongRevision(
            f"The database is at revision {found}, this version needs {wanted}: stop the server and run `motcua init`."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
