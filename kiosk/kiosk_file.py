"""What must a kiosk not forget? One SQLite file, written through to the disk at each change."""

import json
import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from printers.broken_file import Row, all_set_aside, opened, rescue, rows_of, says_broken, set_aside

T = TypeVar("T")
_log = logging.getLogger(__name__)

_TABLES = """
CREATE TABLE IF NOT EXISTS tickets (
  place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, service TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'ghost', 'given', 'outbox', 'handed', 'aside')),
  asked TEXT, ticket TEXT, refusal TEXT, issued_at TEXT, wall_at REAL NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS tickets_by_state ON tickets (state, place);
CREATE INDEX IF NOT EXISTS tickets_by_key ON tickets (key);
CREATE TABLE IF NOT EXISTS leases (
  service TEXT NOT NULL, letter TEXT NOT NULL, digits INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  next INTEGER NOT NULL, expires_at TEXT NOT NULL, PRIMARY KEY (letter, first)) STRICT;
CREATE TABLE IF NOT EXISTS known (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
# Read from a broken file: columns of each table, the first being its key.
_RESCUED = {
    "tickets": "place, id, key, service, state, asked, ticket, refusal, issued_at, wall_at",
    "known": "name, value",
}


class KioskFileInUse(Exception):
    """Another process already runs this kiosk."""


class KioskFile:
    """A kiosk's file. A change is on the disk when `write` returns. Used by several threads at once.

    A file that SQLite cannot read is set aside under a name that says so; what can be read of its tickets goes into
    a new one. Its blocks of numbers do not: which of them were given out is not sure any more.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises KioskFileInUse, OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._one = threading.RLock()
        self.durable = True
        self._file = self._opened_or_mended()

    @property
    def broken(self) -> list[str]:
        """The names of the files that were set aside and still lie there."""
        return all_set_aside(self._path)

    def close(self) -> None:
        """Let the file go."""
        with self._one:
            self._file.close()

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work` in one transaction, alone, and return what it returns; an exception undoes it.

        Raises sqlite3.Error when the disk takes nothing.
        """
        with self._one:
            try:
                done = self._mended(lambda: self._committed(work))
            except sqlite3.OperationalError:
                self.durable = False
                raise
            self.durable = True
            return done

    def look(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work`, which only reads, and return what it returns. Raises sqlite3.Error."""
        with self._one:
            return self._mended(lambda: work(self._file))

    def read(self, statement: str, values: tuple[Any, ...] = ()) -> list[Row]:
        """Return the rows of a SELECT. Raises sqlite3.Error."""
        return self.look(lambda file: rows_of(file, statement, values))

    def wipe(self) -> None:
        """Leave nothing of what was erased in the log beside the file. Raises sqlite3.Error."""
        self.read("PRAGMA wal_checkpoint(TRUNCATE)")

    def known(self, name: str) -> Any:
        """Return what was kept under a name; None if nothing was."""
        rows = self.read("SELECT value FROM known WHERE name = ?", (name,))
        return json.loads(rows[0][0]) if rows else None

    def keep(self, name: str, value: Any) -> None:
        """Keep a JSON value under a name. Raises sqlite3.Error."""
        text = json.dumps(value, ensure_ascii=False)
        self.write(lambda file: file.execute("INSERT OR REPLACE INTO known VALUES (?, ?)", (name, text)).close())

    def _committed(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._file.execute("BEGIN IMMEDIATE").close()
        try:
            done = work(self._file)
            self._file.execute("COMMIT").close()
        except BaseException:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK").close()
            raise
        return done

    def _mended(self, act: Callable[[], T]) -> T:
        """Act; where the file proves broken, set it aside and act once more on the new one."""
        try:
            return act()
        except sqlite3.DatabaseError as error:
            if not says_broken(error):
                raise
            _log.exception("%s cannot be read", self._path)
            self._file.close()
            self._file = self._new_beside_the_broken()
            return act()

    def _opened_or_mended(self) -> sqlite3.Connection:
        try:
            return _opened(self._path)
        except sqlite3.DatabaseError as error:
            if not says_broken(error):
                raise KioskFileInUse(
                    f"{self._path} is in use by another process, or cannot be written: {error}"
                ) from error
            return self._new_beside_the_broken()

    def _new_beside_the_broken(self) -> sqlite3.Connection:
        aside = set_aside(self._path)
        fresh = _opened(self._path)
        rescued = _rescue(aside, fresh)
        _log.error("%s was broken and lies now at %s; %s of its tickets could be read", self._path, aside, rescued)
        return fresh


def _opened(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)  # tickets carry the visitors' links
    return opened(path, _TABLES)


def _rescue(broken: Path, into: sqlite3.Connection) -> int:
    """Copy what can be read of a broken file; returns the number of tickets."""
    rescue(broken, into, _RESCUED)
    found: int = rows_of(into, "SELECT count(*) FROM tickets WHERE state NOT IN ('asked', 'ghost')")[0][0]
    return found
