"""How are print jobs kept, so that a power cut loses none and repeats none? One SQLite file a printer."""

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from printers.print_job import PrintState, Reason
from printers.roll import PaperUse
from printers.ticket_paper import TicketPaper

_TABLE = """
CREATE TABLE IF NOT EXISTS jobs (
  place INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL UNIQUE, paper TEXT NOT NULL, state TEXT NOT NULL
  CHECK (state IN ('queued', 'sending', 'sent', 'printed', 'unknown', 'failed')),
  reason TEXT, put_at REAL NOT NULL, changed_at REAL NOT NULL) STRICT
"""
# Which printer took a job, and how much paper that was (or is: the job may be at it) since its roll was put in.
_PAPER = """
CREATE TABLE IF NOT EXISTS papers (
  job TEXT PRIMARY KEY, printer TEXT NOT NULL, at REAL NOT NULL, mm REAL NOT NULL, on_roll INTEGER NOT NULL) STRICT
"""
# Job numbers begin anywhere, so that a printer's late word about a job of an earlier file fits none of this one.
_BEGIN = """
INSERT INTO sqlite_sequence (name, seq) SELECT 'jobs', abs(random() % 1000000)
WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'jobs')
"""
# More than any roll holds.
PAPERS_AT_MOST = 5000
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
    """A job whose turn it is. place: its number within the spool. put_at: Unix time."""

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
            for statement in (_TABLE, _PAPER, _BEGIN):
                self._file.execute(statement)
        except sqlite3.OperationalError as error:
            self._file.close()
            raise SpoolInUse(f"{path} is in use by another process") from error

    def close(self) -> None:
        """Let the file go, for another owner."""
        with self._lock:
            self._file.close()

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

    def forget(self, *, before: float, papers: int = PAPERS_AT_MOST) -> None:
        """Delete jobs that ended before an instant, and the oldest papers where nobody ever says that a roll is new."""
        self._write(
            ("DELETE FROM jobs WHERE state NOT IN ('queued', 'sending') AND changed_at < ?", (before,)),
            ("DELETE FROM papers WHERE NOT on_roll AND at < ?", (before,)),
            ("DELETE FROM papers WHERE rowid <= (SELECT max(rowid) FROM papers) - ?", (papers,)),
        )

    def _write(self, *statements: tuple[str, tuple[str | float | None, ...]]) -> int:
        """Do all of it or nothing; returns how many rows the first statement changed."""
        changed: list[int] = []
        with self._lock, closing(self._file.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                for statement, values in statements:
                    changed.append(cursor.execute(statement, values).rowcount)
                cursor.execute("COMMIT")
            except BaseException:
                if self._file.in_transaction:
                    cursor.execute("ROLLBACK")
                raise
        return changed[0]

    def _read(self, statement: str, values: tuple[str, ...]) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock, closing(self._file.execute(statement, values)) as cursor:
            return cursor.fetchall()
