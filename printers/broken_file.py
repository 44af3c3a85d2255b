"""How does a program keep an SQLite file to itself, and what is left of one that breaks?

It is set aside under a name that says so, and what can be read of it goes into a new one.
"""

import logging
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

Row = tuple[Any, ...]
_log = logging.getLogger(__name__)


def opened(path: Path, tables: str) -> sqlite3.Connection:
    """Open a file that is there for this program alone, with its tables, written through to the disk at each change.

    tables: SQL that makes those that are missing. Raises sqlite3.Error, as `says_broken` reads it where it is nonsense.
    """
    file = sqlite3.connect(path, timeout=1.0, isolation_level=None, check_same_thread=False)
    try:
        for setting in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            file.execute(f"PRAGMA {setting}").fetchall()
        file.executescript(tables).close()
        if rows_of(file, "PRAGMA quick_check(1)") != [("ok",)]:
            raise sqlite3.DatabaseError("malformed")
    except BaseException:
        file.close()
        raise
    return file


def rows_of(file: sqlite3.Connection, statement: str, values: tuple[Any, ...] = ()) -> list[Row]:
    """Return the rows of a SELECT or a PRAGMA. Raises sqlite3.Error."""
    with closing(file.execute(statement, values)) as cursor:
        return cursor.fetchall()


def says_broken(error: sqlite3.DatabaseError) -> bool:
    """Whether SQLite found nonsense in the file; a full disk or another owner is something else."""
    return type(error) is sqlite3.DatabaseError


def set_aside(path: Path) -> Path:
    """Move a file and what is not yet merged into it out of the way, and return where it lies now. Raises OSError."""
    aside = path.with_name(f"{path.stem}-broken-{time.time_ns() // 1000}{path.suffix}")
    for ending in ("-wal", ""):
        old = path.with_name(path.name + ending)
        if old.exists():
            old.rename(aside.with_name(aside.name + ending))
    return aside


def all_set_aside(path: Path) -> list[str]:
    """Return the names of the files that were set aside for this one and still lie beside it, the first first."""
    return sorted(file.name for file in path.parent.glob(f"{path.stem}-broken-*{path.suffix}"))


def set_aside_at(name: str) -> float:
    """Return when a file with such a name was set aside, as Unix time; 0.0 for any other name."""
    micros = Path(name).stem.rpartition("-")[2]
    return int(micros) / 1_000_000 if micros.isdecimal() else 0.0


def rescue(broken: Path, into: sqlite3.Connection, tables: Mapping[str, str]) -> None:
    """Copy what can be read of a broken file. tables: the columns of each table, its key first."""
    for table, columns in tables.items():
        marks = ", ".join("?" * len(columns.split(",")))
        for row in readable(broken, table, columns):
            try:
                into.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", row).close()  # noqa: S608
            except sqlite3.Error:
                _log.warning("a row of %s is nonsense and was left in %s", table, broken)


def readable(broken: Path, table: str, columns: str) -> list[Row]:
    """Return the rows before the first page that cannot be read, and those behind the last.

    columns: their names, with commas between; the first is the table's key.
    """
    found: dict[Any, Row] = {}
    for order in ("ASC", "DESC"):
        try:
            with closing(sqlite3.connect(broken, isolation_level=None)) as file:
                for row in file.execute(f"SELECT {columns} FROM {table} ORDER BY rowid {order}"):  # noqa: S608
                    found.setdefault(row[0], row)
        except sqlite3.Error as error:
            _log.warning("%s: reading %s %s ended: %s", broken, table, order, error)
    return [found[key] for key in sorted(found)]
