"""How is the database opened? SQLite in WAL, durable at each commit, or PostgreSQL; both answer at once or say busy."""

from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

from server.database import greenlet_wait

WRITES = "motcua_writes"
LOCK_TIMEOUT_MS = 2000


def open_engine(url: str, *, patience_s: float = 0) -> Engine:
    """Return an engine. A plain `postgresql://` address is taken to mean psycopg 3.

    patience_s: how long SQLite itself waits for who writes, which stops every greenlet: for commands only.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url, patience_s)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    greenlet_wait.install()
    return create_engine(
        parsed,
        pool_size=12,
        max_overflow=20,
        pool_timeout=5,
        pool_pre_ping=False,
        connect_args={"options": f"-c lock_timeout={LOCK_TIMEOUT_MS}", "prepare_threshold": 1},
    )


def _sqlite(url: str, patience_s: float) -> Engine:
    # A server has no patience here: waiting inside SQLite would stop every greenlet; the branch change waits in Python.
    # lifo: the connection that wrote last still holds the pages, any other reads them again.
    engine = create_engine(
        url, pool_size=12, max_overflow=20, pool_timeout=5, pool_use_lifo=True, connect_args={"timeout": patience_s}
    )

    def set_up(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "cache_size=-8000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin)
    return engine


def is_busy(error: Exception) -> bool:
    """Whether an error, of SQLAlchemy or of the driver, only says that somebody else holds the lock."""
    cause = getattr(error, "orig", error)
    if getattr(cause, "sqlstate", None) in ("55P03", "40P01"):
        return True
    return getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
