"""How are print jobs kept, so that a power cut loses none and repeats none? One SQLite file a printer."""

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from printers.print_job import PrintState, Reason
from printers.ticket_paper import TicketPaper

_TABLE = """
CREATE TABLE IF NOT EXISTS jobs (
  place INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL UNIQUE, paper TEXT NOT NULL, state TEXT NOT NULL
  CHECK (state IN ('queued', 'sending', 'sent', 'printed', 'unknown', 'failed')),
  reason TEXT, put_at REAL NOT NULL, changed_at REAL NOT NULL) STRICT
"""
_REPORT = "SELECT job, state, reason, changed_at FROM jobs"


class SpoolInUse(Exception):
    """Another process already owns this spool, and so its printer."""


@dataclass(frozen=True)
class PrintReport:
    """Where a job stands. reason: why it is not printed, None if it is or was never tried. changed_at: Unix time."""

    job: str
    state: PrintState
    reason: Reason | None
    changed_at: float


@dataclass(frozen=True)
class QueuedJob:
    """A job whose turn it is. place: its number within the spool, from 1. put_at: Unix time."""

    place: int
    job: str
    paper: TicketPaper
    put_at: float
    reason: Reason | None


class SpoolFile:
    """The jobs of one printer on disk; each change is on the disk when the call returns. May be used by any thread."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises SpoolInUse."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # papers carry the visitors' links
        self._lock = threading.Lock()
        self._file = sqlite3.connect(path, timeout=1.0, isolation_level=None, check_same_thread=False)
        try:
            for setting in (
                "locking_mode = EXCLUSIVE",
                "journal_mode = WAL",
                "synchronous = FULL",
                "secure_delete = ON",
            ):
                self._file.execute(f"PRAGMA {setting}").fetchall()
            self._file.execute(_TABLE)
        except sqlite3.OperationalError as error:
            self._file.close()
            raise SpoolInUse(f"{path} is in use by another process") from error

    def close(self) -> None:
        """Let the file go, for another owner."""
        with self._lock:
            self._file.close()

    def put(self, job: str, paper: TicketPaper, *, now: float) -> PrintReport:
        """Keep a job as queued. The same job again changes nothing and gets the report of the first."""
        self._write(
            "INSERT INTO jobs (job, paper, state, put_at, changed_at) VALUES (?, ?, 'queued', ?, ?)"
            " ON CONFLICT (job) DO NOTHING",
            (job, paper.as_json(), now, now),
        )
        report = self.report(job)
        assert report is not None
        return report

    def change(self, job: str, state: PrintState, reason: Reason | None, *, now: float) -> PrintReport:
        """Write down where a job stands."""
        self._write("UPDATE jobs SET state = ?, reason = ?, changed_at = ? WHERE job = ?", (state, reason, now, job))
        return PrintReport(job, state, reason, now)

    def report(self, job: str) -> PrintReport | None:
        """Return where a job stands, None for one that was never put or is long over."""
        rows = self._read(f"{_REPORT} WHERE job = ?", (job,))
        return PrintReport(*rows[0]) if rows else None

    def reports(self, state: PrintState) -> list[PrintReport]:
        """Return all jobs in a state, in the order in which they were put."""
        return [PrintReport(*row) for row in self._read(f"{_REPORT} WHERE state = ? ORDER BY place", (state,))]

    def next_queued(self) -> QueuedJob | None:
        """Return the queued job that was put first."""
        rows = self._read(
            "SELECT place, job, paper, put_at, reason FROM jobs WHERE state = 'queued' ORDER BY place LIMIT 1", ()
        )
        if not rows:
            return None
        place, job, paper, put_at, reason = rows[0]
        return QueuedJob(place, job, TicketPaper.from_json(paper), put_at, reason)

    def forget(self, *, before: float) -> None:
        """Delete jobs that ended before an instant."""
        self._write("DELETE FROM jobs WHERE state NOT IN ('queued', 'sending') AND changed_at < ?", (before,))

    def _write(self, statement: str, values: tuple[str | float | None, ...]) -> None:
        with self._lock:
            self._file.execute(statement, values).close()

    def _read(self, statement: str, values: tuple[str, ...]) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock, closing(self._file.execute(statement, values)) as cursor:
            return cursor.fetchall()
