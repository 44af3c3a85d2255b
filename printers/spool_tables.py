"""Which tables are the spool's, and how do they come from the disk: new, as they were, or out of a broken file?"""

import errno
import sqlite3
from pathlib import Path

from printers import broken_file

_TABLES = """
CREATE TABLE IF NOT EXISTS jobs (
  place INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL UNIQUE, paper TEXT NOT NULL, state TEXT NOT NULL
  CHECK (state IN ('queued', 'sending', 'sent', 'printed', 'unknown', 'failed')),
  reason TEXT, put_at REAL NOT NULL, changed_at REAL NOT NULL) STRICT;
-- Which printer took a job, and how much paper that was (or is: the job may be at it) since its roll was put in.
CREATE TABLE IF NOT EXISTS papers (
  job TEXT PRIMARY KEY, printer TEXT NOT NULL, at REAL NOT NULL, mm REAL NOT NULL, on_roll INTEGER NOT NULL) STRICT;
-- Job numbers begin anywhere, so that a printer's late word about a job of an earlier file fits none of this one.
INSERT INTO sqlite_sequence (name, seq) SELECT 'jobs', abs(random() % 1000000)
WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'jobs');
"""
# Read from a broken file. What had not ended may have come out meanwhile: nobody knows, so it is never printed again.
_RESCUED = {
    "jobs": "job, place, paper, state, reason, put_at, changed_at",
    "papers": "job, printer, at, mm, on_roll",
}
_INTERRUPTED = """
UPDATE jobs SET state = 'unknown', reason = 'interrupted', changed_at = ?
WHERE state IN ('queued', 'sending') OR (state = 'sent' AND reason = 'awaited')
"""
_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def opened(path: Path) -> sqlite3.Connection:
    """Open or make the file. Raises sqlite3.Error, OSError for a folder that is none or not ours."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # papers carry the visitors' links
    except OSError as error:
        if error.errno not in _DISK_FULL:
            raise
        full = sqlite3.OperationalError(str(error))
        full.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise full from error
    return broken_file.opened(path, _TABLES)


def says_full(error: sqlite3.OperationalError) -> bool:
    """Whether the disk took nothing."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _FULL


def rescue(broken: Path, into: sqlite3.Connection) -> int:
    """Copy what can be read of a broken file; return the number of jobs that are known then."""
    broken_file.rescue(broken, into, _RESCUED)
    into.execute(_INTERRUPTED, (broken_file.set_aside_at(broken.name),)).close()
    found: int = broken_file.rows_of(into, "SELECT count(*) FROM jobs")[0][0]
    return found
