"""Who talks to a printer? One spool, whose one thread takes the jobs in turn and writes down what became of each."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from printers.models import PrinterAddress
from printers.print_job import ACKNOWLEDGE_WITHIN_S, FINAL, PrintState, Reason, condition_of, print_once
from printers.spool_file import PrintReport, QueuedJob, SpoolFile
from printers.status import Condition
from printers.ticket_job import PaperNotDrawable, process_id, ticket_job
from printers.ticket_paper import TicketPaper
from printers.transport import Deadlines

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Patience:
    """Seconds. keep_queued_s: a job that could not start by then fails, for its visitor has noted the number and gone
    on. retry_s: between attempts. look_s: between looks at an idle printer. forget_s: how long ended jobs are kept."""

    keep_queued_s: float = 60.0
    retry_s: float = 1.0
    look_s: float = 15.0
    forget_s: float = 24 * 3600.0
    acknowledge_within_s: float = ACKNOWLEDGE_WITHIN_S
    deadlines: Deadlines = field(default_factory=Deadlines)


class Spool:
    """The only user of one printer.

    `start` it, `put` papers, read `report` or get each change by on_change, which runs in the spool's own thread
    after the change is on the disk, and must not raise. `stop` lets a job that has begun end first.
    """

    def __init__(
        self,
        file: Path,
        address: PrinterAddress,
        *,
        on_change: Callable[[PrintReport], None] | None = None,
        patience: Patience | None = None,
    ) -> None:
        """Open the spool's file; nothing is printed before `start`. Raises SpoolInUse."""
        self.address = address
        self.patience = patience or Patience()
        self._on_change = on_change
        self._kept = SpoolFile(file)
        self._seen: Condition = "unknown"
        self._changed = threading.Condition()
        self._wake = threading.Event()
        self._stopping = False
        self._drawn: tuple[str, bytes] = ("", b"")
        self._thread = threading.Thread(target=self._run, name=f"spool {address.host}:{address.port}", daemon=True)

    @property
    def condition(self) -> Condition:
        """How the printer was when it was last asked."""
        return self._seen

    @property
    def running(self) -> bool:
        """Whether the spool's thread lives."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin to print. What was under way when the last owner ended becomes "unknown", never printed again."""
        for report in self._kept.reports("sending"):
            self._change(report.job, "unknown", "interrupted")
        self._thread.start()

    def stop(self) -> None:
        """End the thread after the job that it is at, and let the file go."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        self._kept.close()

    def put(self, paper: TicketPaper, *, job: str) -> PrintReport:
        """Keep a paper on the disk and return its report, "queued"; it is printed as soon as the printer can.

        job: the caller's own name for it, such as the ticket's id; the same again never prints twice. A reprint
        takes another name and a paper with reprint=True. Raises sqlite3.Error when the disk takes nothing.
        """
        report = self._kept.put(job, paper, now=time.time())
        self._wake.set()
        return report

    def report(self, job: str) -> PrintReport | None:
        """Return where a job stands, None for one that was never put or is long over."""
        return self._kept.report(job)

    def wait(self, job: str, *, within_s: float) -> PrintReport | None:
        """Return a job's report as soon as it is over, or as it stands when the time has passed."""
        end = time.monotonic() + within_s
        with self._changed:
            while (report := self._kept.report(job)) and report.state not in FINAL:
                left = end - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    break
        return self._kept.report(job)

    def _run(self) -> None:
        while True:
            self._wake.clear()  # before the looks below, so that nothing said after them is slept over
            if self._stopping:
                return
            try:
                self._step()
            except sqlite3.Error:
                # A full disk: nothing is sent that could not be written down first, and nothing sent is sent again.
                _log.exception("the spool of %s cannot be written", self._thread.name)
                self._pause()

    def _step(self) -> None:
        queued = self._kept.next_queued()
        if queued is None:
            self._look()
        elif time.time() - queued.put_at > self.patience.keep_queued_s:
            self._change(queued.job, "failed", queued.reason or "too-late")
        else:
            self._attempt(queued)

    def _look(self) -> None:
        """Sleep until something is put; see how the printer is when nothing comes for long."""
        self._kept.forget(before=time.time() - self.patience.forget_s)
        if not self._wake.wait(self.patience.look_s):
            self._seen = condition_of(self.address, deadlines=self.patience.deadlines)

    def _attempt(self, queued: QueuedJob) -> None:
        name = process_id(queued.place)
        if self._drawn[0] != queued.job:
            try:
                self._drawn = (queued.job, ticket_job(queued.paper, model=self.address.model, process_id=name))
            except PaperNotDrawable:
                self._change(queued.job, "failed", "cannot-draw")
                return
        attempt = print_once(
            self._drawn[1],
            address=self.address,
            process_id=name,
            before_sending=lambda: self._change(queued.job, "sending", None),
            deadlines=self.patience.deadlines,
            acknowledge_within_s=self.patience.acknowledge_within_s,
        )
        self._seen = attempt.seen
        now = self._kept.report(queued.job)
        if now is None or (now.state, now.reason) != (attempt.state, attempt.reason):
            self._change(queued.job, attempt.state, attempt.reason)
        if attempt.state == "queued":
            self._pause()

    def _pause(self) -> None:
        """Sleep between two attempts; a new paper does not shorten it, stopping does."""
        end = time.monotonic() + self.patience.retry_s
        while (left := end - time.monotonic()) > 0:
            self._wake.clear()
            if self._stopping:
                return
            self._wake.wait(left)

    def _change(self, job: str, state: PrintState, reason: Reason | None) -> None:
        report = self._kept.change(job, state, reason, now=time.time())
        with self._changed:
            self._changed.notify_all()
        if self._on_change is not None:
            self._on_change(report)
