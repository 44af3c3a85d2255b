"""Who talks to a printer? One spool, whose one thread takes the jobs in turn and writes down what became of each.

Where the printer's address names a backup, a paper of which no byte has gone is tried there too. One that may have been
printed never is.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from config.ticket import TicketLayout
from printers.layout import AS_SHIPPED
from printers.lookout import Lookout
from printers.models import AnyAddress, PrinterModel
from printers.print_job import ACKNOWLEDGE_WITHIN_S, AWAITED, Attempt, PrintState, Reason, Told, print_once
from printers.roll import Roll, roll
from printers.run_clock import RunClock
from printers.spool_file import PaperUnreadable, PrintReport, QueuedJob, SpoolFile
from printers.status import Condition
from printers.ticket_job import PaperNotDrawable, TicketJob, process_id, ticket_job
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
    after the change is on the disk, and must not raise. `stop` lets a job that has begun end first. A job that is
    "unknown" becomes "printed" when its printer says so late.
    """

    def __init__(
        self,
        file: Path,
        address: AnyAddress,
        *,
        on_change: Callable[[PrintReport], None] | None = None,
        patience: Patience | None = None,
        layout: TicketLayout = AS_SHIPPED,
        clock: RunClock | None = None,
    ) -> None:
        """Open the spool's file; nothing is printed before `start`. layout: the network's own.

        Raises SpoolInUse, OSError. A disk that is full and a file that is broken are no reason not to begin.
        """
        self.address = address
        self.patience = patience or Patience()
        self.layout = layout
        self._on_change = on_change
        self._clock = clock or RunClock()
        self._kept = SpoolFile(file)
        self._looked_back = False
        self._owed: dict[str, PrintReport] = {}
        self._lookout = Lookout(
            address,
            every_s=self.patience.look_s,
            deadlines=self.patience.deadlines,
            on_new_roll=self._kept.paper_changed,
            on_heard=self._heard,
        )
        self._changed = threading.Condition()
        self._wake = threading.Event()
        self._stopping = False
        self._drawn: dict[tuple[str, PrinterModel], TicketJob] = {}
        self._thread = threading.Thread(target=self._run, name=f"spool {address.name}", daemon=True)

    @property
    def condition(self) -> Condition:
        """How the printer (not its backup) was when it was last asked."""
        return self._lookout.seen[self.address.name]

    @property
    def conditions(self) -> dict[str, Condition]:
        """How each printer was when it was last asked, by its address: the printer's own first, then its backups'."""
        return dict(self._lookout.seen)

    @property
    def running(self) -> bool:
        """Whether the spool's thread lives."""
        return self._thread.is_alive()

    @property
    def durable(self) -> bool:
        """Whether the disk took what was last written."""
        return self._kept.durable

    @property
    def broken(self) -> list[str]:
        """The names of the spool's files that were broken, were set aside and still lie there."""
        return self._kept.broken

    @property
    def lost_before(self) -> float:
        """The time before which papers may have been put of which nothing is known, by the wall clock; 0.0 for none."""
        return self._kept.lost_before

    def start(self) -> None:
        """Begin to print. What was under way when the last owner ended becomes "unknown", never printed again."""
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
        report = self._kept.put(job, paper, now=self._clock.now())
        self._wake.set()
        return report

    def report(self, job: str) -> PrintReport | None:
        """Return where a job stands, None for one that was never put or is long over."""
        return self._owed.get(job) or self._kept.report(job)

    def jobs_of(self, name: str) -> Sequence[str]:
        """Return the jobs whose name is `name`, or that and more behind a space, as they were put."""
        return self._kept.jobs_of(name)

    def settle(self, job: str, *, printed: bool) -> bool:
        """Take a person's word on a job that is "unknown"; False where it is not, and nothing changes.

        Said not to be there, it is never printed by itself: a reprint is another job.
        """
        report = self._kept.settle(job, printed=printed, now=self._clock.now())
        if report is not None:
            self._tell(report)
        return report is not None

    def use(self, layout: TicketLayout) -> None:
        """Lay out what is printed from now on like this; a paper that is drawn already stays."""
        self.layout = layout

    def printer_of(self, job: str) -> str | None:
        """Return the address of the printer that got a job, None while no byte of it has gone."""
        return self._kept.printer_of(job)

    def roll(self, printer: str | None = None) -> Roll:
        """Return how the roll of a printer stands, by its address; without one, of the printer (not its backup)."""
        name = printer or self.address.name
        length_mm = self._lookout.printers[name].model.roll_m * 1000
        near_end, now = self._lookout.seen[name] == "near-end", self._clock.now()
        try:
            uses = self._kept.uses(name)
        except sqlite3.Error:
            uses = []  # nobody is to learn nothing of a printer because its paper cannot be counted
        now_on = roll(uses, length_mm=length_mm, near_end=near_end, now=now)
        ends_at = None if now_on.ends_at is None else self._clock.on_the_wall(now_on.ends_at)
        return replace(now_on, ends_at=ends_at)

    def paper_changed(self, printer: str | None = None) -> None:
        """Say that a new roll was put in. One in place of a roll that was out or near its end is noticed by itself."""
        self._kept.paper_changed(printer or self.address.name)

    def wait(self, job: str, *, within_s: float) -> PrintReport | None:
        """Return a job's report as soon as it is over, or as it stands when the time has passed."""
        end = time.monotonic() + within_s
        with self._changed:
            while (report := self.report(job)) and not report.is_over:
                left = end - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    break
        return self.report(job)

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
                self._look_all_the_same()

    def _step(self) -> None:
        if not self._looked_back:
            self._look_back()
        self._pay()
        try:
            queued = self._kept.next_queued()
        except PaperUnreadable as nonsense:
            self._change(nonsense.job, "failed", "cannot-draw")
            return
        if queued is None:
            self._idle()
        elif not 0 <= self._clock.now() - queued.put_at <= self.patience.keep_queued_s:
            self._change(queued.job, "failed", queued.reason or "too-late")
        else:
            self._attempt(queued)

    def _look_all_the_same(self) -> None:
        try:
            self._lookout.look_if_due()
        except sqlite3.Error:
            _log.exception("the spool of %s cannot be written", self._thread.name)

    def _look_back(self) -> None:
        """Before anything is sent: what had begun when the last run ended may be out."""
        for report in self._kept.begun():
            self._change(report.job, "unknown", "interrupted")
        self._looked_back = True

    def _idle(self) -> None:
        """Sleep until something is put, or until it is time to see how the printers are."""
        self._kept.forget(before=self._clock.now() - self.patience.forget_s)
        if not self._wake.wait(self._lookout.rest_s):
            self._lookout.look_if_due()

    def _attempt(self, queued: QueuedJob) -> None:
        """Try at the printer, and at its backups as long as no byte has gone."""
        first: Attempt | None = None
        for address in self._lookout.printers.values():
            try:
                attempt = self._attempt_at(address, queued)
            except PaperNotDrawable:
                self._change(queued.job, "failed", "cannot-draw")
                return
            first = first or attempt
            if attempt.state != "queued":
                self._end(queued.job, attempt)
            if attempt.reason != "in-use":
                self._lookout.saw(address.name, attempt.seen, attempt.heard)
            if attempt.state != "queued":
                return
        assert first is not None
        self._end(queued.job, first)
        self._pause()

    def _attempt_at(self, address: AnyAddress, queued: QueuedJob) -> Attempt:
        name = process_id(queued.place)
        job = self._job(address.model, queued, name)
        return print_once(
            job.data,
            address=address,
            process_id=name,
            told=Told(
                before_sending=lambda: self._begin(queued.job, address, job),
                sent=lambda: self._sent(queued.job),
                seen=lambda seen: self._saw_meanwhile(address.name, seen),
            ),
            deadlines=self.patience.deadlines,
            acknowledge_within_s=self.patience.acknowledge_within_s,
        )

    def _job(self, model: PrinterModel, queued: QueuedJob, name: str) -> TicketJob:
        """Return the bytes of a job, drawn once for all attempts. Raises PaperNotDrawable."""
        if (queued.job, model) not in self._drawn:
            self._drawn = {key: job for key, job in self._drawn.items() if key[0] == queued.job}
            made = ticket_job(queued.paper, model=model, process_id=name, layout=self.layout)
            self._drawn[queued.job, model] = made
        return self._drawn[queued.job, model]

    def _begin(self, job: str, address: AnyAddress, drawn: TicketJob) -> None:
        report = self._kept.begin(job, printer=address.name, mm=drawn.paper_mm, now=self._clock.now())
        self._tell(report)

    def _sent(self, job: str) -> None:
        """Write down that all has gone; a disk that takes nothing now is no reason to miss the printer's word."""
        try:
            self._change(job, "sent", AWAITED)
        except sqlite3.Error:
            _log.exception("the spool of %s cannot be written", self._thread.name)

    def _saw_meanwhile(self, name: str, seen: Condition) -> None:
        try:
            self._lookout.saw(name, seen)
        except sqlite3.Error:
            _log.exception("the spool of %s cannot be written", self._thread.name)

    def _end(self, job: str, attempt: Attempt) -> None:
        """Write down how an attempt ended; where the disk takes nothing, remember it until it does."""
        now = self._kept.report(job)
        if now is not None and (now.state, now.reason) == (attempt.state, attempt.reason):
            return
        try:
            self._change(job, attempt.state, attempt.reason)
        except sqlite3.Error:
            _log.exception("the spool of %s cannot be written", self._thread.name)
            self._owed[job] = PrintReport(job, attempt.state, attempt.reason, self._clock.now())
            self._tell(self._owed[job])

    def _pay(self) -> None:
        """Write down what the disk did not take before."""
        for job, owed in list(self._owed.items()):
            self._kept.change(job, owed.state, owed.reason, now=owed.changed_at)
            del self._owed[job]

    def _heard(self, heard: frozenset[str]) -> None:
        """Take a printer's late word on jobs of which nobody knew."""
        for place, job in self._kept.unknown().items():
            if process_id(place) in heard:
                self._change(job, "printed", None)

    def _pause(self) -> None:
        """Sleep between two attempts; a new paper does not shorten it, stopping does."""
        end = time.monotonic() + self.patience.retry_s
        while (left := end - time.monotonic()) > 0:
            self._wake.clear()
            if self._stopping:
                return
            self._wake.wait(left)

    def _change(self, job: str, state: PrintState, reason: Reason | None) -> None:
        self._tell(self._kept.change(job, state, reason, now=self._clock.now()))

    def _tell(self, report: PrintReport) -> None:
        with self._changed:
            self._changed.notify_all()
        if self._on_change is not None:
            self._on_change(report)
