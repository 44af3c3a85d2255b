"""How are print jobs kept, so that a power cut loses none and repeats none? One SQLite file a printer."""

import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from printers.broken_file import Row, all_set_aside, rows_of, says_broken, set_aside, set_aside_at
from printers.print_job import PrintState, Reason, is_over
from printers.roll import PaperUse
from printers.spool_tables import opened, rescue, says_full
from printers.ticket_paper import TicketPaper

T = TypeVar("T")
_log = logging.getLogger(__name__)

# More than any roll holds.
PAPERS_AT_MOST = 5000
_REPORT = "SELECT job, state, reason, changed_at FROM jobs"


class SpoolInUse(Exception):
    """Another process already owns this spool, and so its printer."""


@dataclass(eq=False)
class PaperUnreadable(Exception):
    """What is kept of a job is no paper."""

    job: str


@dataclass(frozen=True)
class PrintReport:
    """Where a job stands. reason: why it is not printed, None if it is or was never tried. changed_at: Unix time."""

    job: str
    state: PrintState
    reason: Reason | None
    changed_at: float

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to come of it by itself."""
        return is_over(self.state, self.reason)


@dataclass(frozen=True)
class QueuedJob:
    """A job whose turn it is. place: its number within the spool. put_at: Unix time."""

    place: int
    job: str
    paper: TicketPaper
    put_at: float
    reason: Reason | None


class SpoolFile:
    """The jobs of one printer on disk; each change is on the disk when the call returns. May be used by any thread.

    A file that SQLite cannot read is set aside under a name that says so, and what can be read of it goes into a new
    one. A disk that is full is no reason to begin nothing: each call tries to open the file until it can be.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises SpoolInUse, OSError."""
        self._path = path
        self._lock = threading.RLock()
        self._file: sqlite3.Connection | None = None
        self._closed = False
        self.durable = True
        try:
            self._with_file(lambda _: None)
        except sqlite3.OperationalError as error:
            if not says_full(error):
                raise SpoolInUse(f"{path} is in use by another process") from error
            _log.exception("%s cannot be written", path)
            self.durable = False

    @property
    def broken(self) -> list[str]:
        """The names of the files that were set aside and still lie there."""
        return all_set_aside(self._path)

    @property
    def lost_before(self) -> float:
        """The time before which jobs may have been put of which nothing is known, by the wall clock; 0.0 for none."""
        return max(map(set_aside_at, self.broken), default=0.0)

    def close(self) -> None:
        """Let the file go, for another owner."""
        with self._lock:
            self._closed = True
            if self._file is not None:
                self._file.close()
                self._file = None

    def put(self, job: str, paper: TicketPaper, *, now: float) -> PrintReport:
        """Keep a job as queued. The same job again changes nothing and gets the report of the first."""
        put = (
            "INSERT INTO jobs (job, paper, state, put_at, changed_at) VALUES (?, ?, 'queued', ?, ?)"
            " ON CONFLICT (job) DO NOTHING"
        )
        self._write((put, (job, paper.as_json(), now, now)))
        report = self.report(job)
        assert report is not None
        return report

    def change(self, job: str, state: PrintState, reason: Reason | None, *, now: float) -> PrintReport:
        """Write down where a job stands; one that is queued again has used no paper."""
        change = ("UPDATE jobs SET state = ?, reason = ?, changed_at = ? WHERE job = ?", (state, reason, now, job))
        unused = ("DELETE FROM papers WHERE job = ?", (job,))
        self._write(change, *([unused] if state == "queued" else []))
        return PrintReport(job, state, reason, now)

    def settle(self, job: str, *, printed: bool, now: float) -> PrintReport | None:
        """Write down what a person saw of a job of which nobody knew; None where it was no such job."""
        state, reason = ("printed", None) if printed else ("failed", "not-out")
        said = "UPDATE jobs SET state = ?, reason = ?, changed_at = ? WHERE job = ? AND state = 'unknown'"
        changed = self._write((said, (state, reason, now, job)))
        return self.report(job) if changed else None

    def jobs_of(self, name: str) -> list[str]:
        """Return the jobs named so, or so and more behind a space, in the order in which they were put."""
        # "!" comes right after the space: an index finds these, whatever the names hold.
        wanted = "SELECT job FROM jobs WHERE job = ? OR (job > ? AND job < ?) ORDER BY place"
        return [str(row[0]) for row in self._read(wanted, (name, f"{name} ", f"{name}!"))]

    def begin(self, job: str, *, printer: str, mm: float, now: float) -> PrintReport:
        """Write down that a job is being sent, to which printer, and the paper that it takes."""
        self._write(
            ("UPDATE jobs SET state = 'sending', reason = NULL, changed_at = ? WHERE job = ?", (now, job)),
            ("INSERT OR REPLACE INTO papers VALUES (?, ?, ?, ?, 1)", (job, printer, now, mm)),
        )
        return PrintReport(job, "sending", None, now)

    def printer_of(self, job: str) -> str | None:
        """Return which printer a job was sent to last, None while no byte of it has gone."""
        rows = self._read("SELECT printer FROM papers WHERE job = ?", (job,))
        return str(rows[0][0]) if rows else None

    def uses(self, printer: str) -> list[PaperUse]:
        """Return the papers that a printer has used since its roll was put in."""
        rows = self._read("SELECT at, mm FROM papers WHERE printer = ? AND on_roll ORDER BY at", (printer,))
        return [PaperUse(*row) for row in rows]

    def paper_changed(self, printer: str) -> None:
        """Begin a new roll."""
        self._write(("UPDATE papers SET on_roll = 0 WHERE printer = ?", (printer,)))

    def unknown(self) -> dict[int, str]:
        """Return the jobs of which nobody knows whether they were printed, by their numbers within the spool."""
        return dict(self._read("SELECT place, job FROM jobs WHERE state = 'unknown'", ()))

    def report(self, job: str) -> PrintReport | None:
        """Return where a job stands, None for one that was never put or is long over."""
        rows = self._read(f"{_REPORT} WHERE job = ?", (job,))
        return PrintReport(*rows[0]) if rows else None

    def begun(self) -> list[PrintReport]:
        """Return all jobs of which some may have gone and no end is known, in the order in which they were put."""
        rows = self._read(f"{_REPORT} WHERE state IN ('sending', 'sent') ORDER BY place", ())
        return [report for report in (PrintReport(*row) for row in rows) if not report.is_over]

    def next_queued(self) -> QueuedJob | None:
        """Return the queued job that was put first. Raises PaperUnreadable."""
        rows = self._read(
            "SELECT place, job, paper, put_at, reason FROM jobs WHERE state = 'queued' ORDER BY place LIMIT 1", ()
        )
        if not rows:
            return None
        place, job, paper, put_at, reason = rows[0]
        try:
            return QueuedJob(place, job, TicketPaper.from_json(paper), put_at, reason)
        except (KeyError, TypeError, ValueError) as error:
            raise PaperUnreadable(job) from error

    def forget(self, *, before: float, papers: int = PAPERS_AT_MOST) -> None:
        """Delete jobs that ended before an instant, and the oldest papers where nobody ever says that a roll is new."""
        self._write(
            ("DELETE FROM jobs WHERE state NOT IN ('queued', 'sending') AND changed_at < ?", (before,)),
            ("DELETE FROM papers WHERE NOT on_roll AND at < ?", (before,)),
            ("DELETE FROM papers WHERE rowid <= (SELECT max(rowid) FROM papers) - ?", (papers,)),
        )

    def _write(self, *statements: tuple[str, tuple[str | float | None, ...]]) -> int:
        """Do all of it or nothing; returns how many rows the first statement changed."""
        try:
            changed = self._with_file(lambda file: _committed(file, statements))
        except sqlite3.OperationalError:
            self.durable = False
            raise
        self.durable = True
        return changed

    def _read(self, statement: str, values: tuple[str, ...]) -> list[Row]:
        return self._with_file(lambda file: rows_of(file, statement, values))

    def _with_file(self, act: Callable[[sqlite3.Connection], T]) -> T:
        """Act on the file; where it proves broken, set it aside and act once more on the new one."""
        with self._lock:
            try:
                return act(self._open())
            except sqlite3.DatabaseError as error:
                if not says_broken(error):
                    raise
                _log.exception("%s cannot be read", self._path)
            self._begin_beside_the_broken()
            return act(self._open())

    def _open(self) -> sqlite3.Connection:
        if self._closed:
            raise sqlite3.ProgrammingError("the spool's file is closed")
        if self._file is None:
            self._file = opened(self._path)
        return self._file

    def _begin_beside_the_broken(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        try:
            aside = set_aside(self._path)
        except OSError as error:
            raise sqlite3.OperationalError(f"{self._path} is broken and cannot be set aside: {error}") from error
        self._file = opened(self._path)
        found = rescue(aside, self._file)
        _log.error("%s was broken and lies now at %s; %s of its jobs could be read", self._path, aside, found)


def _committed(file: sqlite3.Connection, statements: tuple[tuple[str, tuple[str | float | None, ...]], ...]) -> int:
    changed: list[int] = []
    with closing(file.cursor()) as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        try:
            for statement, values in statements:
                changed.append(cursor.execute(statement, values).rowcount)
            cursor.execute("COMMIT")
        except BaseException:
            if file.in_transaction:
                cursor.execute("ROLLBACK")
            raise
    return changed[0]
