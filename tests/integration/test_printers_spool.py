"""What becomes of a job, whatever is wrong with the printer, and when the program dies? Over real sockets."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from printers.layout import draw_ticket
from printers.models import MODELS, PrinterAddress
from printers.print_job import PrintState
from printers.run_clock import RunClock
from printers.simulated.faults import FAULTS, Fault
from printers.simulated.in_thread import RunningPrinters, printers_in_thread
from printers.simulated.service import PrinterPlace
from printers.spool import Patience, Spool
from printers.spool_file import PrintReport, SpoolFile, SpoolInUse
from printers.ticket_paper import TicketPaper
from printers.transport import Deadlines
from tests.integration.spool_time import SpoolTime
from tests.waiting import wait_until

PATIENT = Patience(keep_queued_s=30, retry_s=0.05, deadlines=Deadlines(connect_s=20, send_s=20, reply_s=0.2))


def a_paper(number: str = "A007") -> TicketPaper:
    at = datetime(2026, 11, 24, 10, 42, tzinfo=timezone(timedelta(hours=7)))
    return TicketPaper(branch_name="Tây Hồ", number=number, service_name="Chứng thực", issued_at=at, url="http://x/t/1")


@pytest.fixture
def printers(tmp_path: Path) -> Iterator[RunningPrinters]:
    with printers_in_thread([PrinterPlace(0, tmp_path / "receipts", 576)]) as running:
        yield running


def address_of(running: RunningPrinters, model: str = "TM-T20II") -> PrinterAddress:
    return PrinterAddress("127.0.0.1", running.printers[0].port, MODELS[model])


@contextmanager
def a_spool(
    file: Path,
    address: PrinterAddress,
    *,
    patience: Patience = PATIENT,
    on_change: Callable[[PrintReport], None] | None = None,
    clock: RunClock | None = None,
) -> Iterator[Spool]:
    spool = Spool(file, address, patience=patience, on_change=on_change, clock=clock)
    spool.start()
    try:
        yield spool
    finally:
        spool.stop()


def papers(running: RunningPrinters) -> list[bytes]:
    return [Image.open(receipt.file).convert("1").tobytes() for receipt in running.printers[0].receipts.receipts]


@pytest.mark.parametrize(("width", "model"), [(576, "TM-T20II"), (512, "TM-T88V"), (384, "simulated-58")])
def test_a_ticket_comes_out_dot_for_dot_on_every_width(tmp_path: Path, width: int, model: str) -> None:
    with printers_in_thread([PrinterPlace(0, tmp_path / "receipts", width)]) as running:
        with a_spool(tmp_path / "spool", address_of(running, model)) as spool:
            first = spool.put(a_paper(), job="1")
            report = spool.wait("1", within_s=10)

        assert first.state == "queued"
        assert report is not None
        assert (report.state, report.reason) == ("printed", None)
        assert papers(running) == [draw_ticket(a_paper(), width=width).tobytes()]


class Case(NamedTuple):
    """A fault from before the job, a model of printer, and what is to come of it."""

    fault: Fault | None
    model: str
    state: PrintState
    reason: str | None
    condition: str
    receipts: int

    @property
    def patience(self) -> Patience:
        """Long where the printer speaks, brief where its word would be waited for in vain; no look when all is over."""
        return Patience(
            keep_queued_s=60,
            retry_s=0.05,
            look_s=60,
            acknowledge_within_s=0.3 if self.state == "unknown" else 20,
            deadlines=Deadlines(connect_s=20, send_s=20, reply_s=0.2 if self.fault == "mute" else 20),
        )


@pytest.mark.parametrize(
    "case",
    [
        Case(None, "TM-T20II", "printed", None, "ok", 1),
        Case(None, "generic-80", "sent", None, "ok", 1),
        Case("near-end", "TM-T20II", "printed", None, "near-end", 1),
        Case("near-end", "generic-80", "sent", None, "near-end", 1),
        Case("paper-out", "TM-T20II", "failed", "paper-out", "paper-out", 0),
        Case("cover-open", "TM-T20II", "failed", "cover-open", "cover-open", 0),
        Case("offline", "TM-T20II", "failed", "offline", "offline", 0),
        Case("cutter", "TM-T20II", "failed", "cutter-error", "cutter-error", 0),
        Case("mute", "TM-T20II", "failed", "unknown", "unknown", 0),
        Case("refuse", "TM-T20II", "failed", "no-connection", "unknown", 0),
        Case("paper-out", "generic-80", "failed", "paper-out", "paper-out", 0),
    ],
    ids=lambda case: f"{case.fault} {case.model}",
)
def test_each_fault_before_a_job_ends_in_its_own_state(printers: RunningPrinters, tmp_path: Path, case: Case) -> None:
    if case.fault is not None:
        printers.set_fault(case.fault)

    time_of = SpoolTime()
    address = address_of(printers, case.model)
    with a_spool(tmp_path / "spool", address, patience=case.patience, clock=time_of.clock()) as spool:
        spool.put(a_paper(), job="1")
        if case.state == "failed":
            time_of.pass_when(lambda: (held := spool.report("1")) and held.reason == case.reason)
        report = spool.wait("1", within_s=20)
        seen = spool.condition

    assert report is not None
    assert (report.state, report.reason, seen) == (case.state, case.reason, case.condition)
    assert len(papers(printers)) == case.receipts


@pytest.mark.parametrize(
    ("fault", "model", "seen"),
    [
        ("paper-out-midway", "TM-T20II", "paper-out"),
        ("cover-open", "TM-T20II", "cover-open"),
        ("mute", "TM-T20II", "unknown"),
        ("never-read", "TM-T20II", "unknown"),
        ("mute", "generic-80", "unknown"),
    ],
)
def test_what_goes_wrong_while_a_job_is_printed_is_known_long_before_its_end(
    printers: RunningPrinters, tmp_path: Path, fault: Fault, model: str, seen: str
) -> None:
    broken = threading.Event()

    def break_it(report: PrintReport) -> None:
        if report.state == "sending":
            printers.set_fault(fault)
            broken.set()

    # A printer that has fallen silent gives no word on the job any more, and the end is waited for in vain.
    watchful = Patience(
        acknowledge_within_s=4 if fault == "mute" else 30,
        deadlines=Deadlines(connect_s=20, send_s=20, reply_s=0.3, watch_s=0.2),
    )
    with a_spool(tmp_path / "spool", address_of(printers, model), patience=watchful, on_change=break_it) as spool:
        spool.put(a_paper(), job="1")
        # Before the job it said that all was well; only what is seen from here on is the fault.
        assert broken.wait(20)
        wait_until(lambda: spool.condition == seen)
        report = spool.report("1")
        for one in FAULTS:
            printers.set_fault(one, present=False)
        ended = spool.wait("1", within_s=20)

    assert report is not None
    assert ended is not None
    assert (report.is_over, ended.is_over) == (False, True)
    assert len(papers(printers)) <= 1


@pytest.mark.parametrize(
    "case",
    [
        Case("paper-out", "TM-T20II", "unknown", "paper-out", "paper-out", 0),
        Case("cover-open", "TM-T20II", "unknown", "cover-open", "cover-open", 0),
        Case("cutter", "TM-T20II", "unknown", "cutter-error", "cutter-error", 0),
        Case("mute", "TM-T20II", "unknown", "unknown", "unknown", 1),
        Case("near-end", "TM-T20II", "printed", None, "ok", 1),
        Case("paper-out", "generic-80", "unknown", "paper-out", "paper-out", 0),
    ],
    ids=lambda case: f"{case.fault} {case.model}",
)
def test_a_fault_after_a_job_began_is_unknown_and_nothing_is_printed_twice(
    printers: RunningPrinters, tmp_path: Path, case: Case
) -> None:
    def break_it(report: PrintReport) -> None:
        if report.state == "sending" and case.fault is not None:
            printers.set_fault(case.fault)

    address = address_of(printers, case.model)
    with a_spool(tmp_path / "spool", address, patience=case.patience, on_change=break_it) as spool:
        spool.put(a_paper(), job="1")
        report = spool.wait("1", within_s=20)
        seen = spool.condition
        wait_until(lambda: len(papers(printers)) >= case.receipts)
        out_at_first = len(papers(printers))
        for fault in FAULTS:
            printers.set_fault(fault, present=False)
        wait_until(lambda: papers(printers))
        time.sleep(5 * case.patience.retry_s)  # for a second paper to come, if one were to

    assert report is not None
    assert (report.state, report.reason, seen) == (case.state, case.reason, case.condition)
    assert out_at_first == case.receipts
    assert len(papers(printers)) == 1


@pytest.mark.parametrize("fault", ["paper-out", "refuse", "mute"])
def test_a_job_that_never_began_is_printed_once_when_the_printer_is_well_again(
    printers: RunningPrinters, tmp_path: Path, fault: Fault
) -> None:
    heard: list[PrintReport] = []
    printers.set_fault(fault)
    with a_spool(tmp_path / "spool", address_of(printers), on_change=heard.append) as spool:
        spool.put(a_paper(), job="1")
        waiting = spool.wait("1", within_s=0.4)

        printers.set_fault(fault, present=False)
        report = spool.wait("1", within_s=10)

    assert waiting is not None
    assert waiting.state == "queued"
    assert report is not None
    assert report.state == "printed"
    assert [(change.state, change.reason) for change in heard][-3:] == [
        ("sending", None),
        ("sent", "awaited"),
        ("printed", None),
    ]
    assert len(papers(printers)) == 1


def test_jobs_come_out_in_the_order_in_which_they_were_put_and_each_once(
    printers: RunningPrinters, tmp_path: Path
) -> None:
    numbers = [f"A{n:03d}" for n in range(1, 6)]
    with a_spool(tmp_path / "spool", address_of(printers)) as spool:
        for number in numbers:
            spool.put(a_paper(number), job=number)
            spool.put(a_paper("Z999"), job=number)
        spool.wait(numbers[-1], within_s=20)

    assert papers(printers) == [draw_ticket(a_paper(number), width=576).tobytes() for number in numbers]


def test_a_ticket_that_cannot_be_laid_out_stops_nobody_else(printers: RunningPrinters, tmp_path: Path) -> None:
    long = TicketPaper(**{**a_paper().__dict__, "url": "x" * 5000})
    with a_spool(tmp_path / "spool", address_of(printers)) as spool:
        spool.put(long, job="long")
        spool.put(a_paper(), job="next")
        reports = [spool.wait(job, within_s=10) for job in ("long", "next")]

    assert [(report.state, report.reason) for report in reports if report] == [
        ("failed", "cannot-draw"),
        ("printed", None),
    ]


def test_two_programs_never_own_one_spool(printers: RunningPrinters, tmp_path: Path) -> None:
    with a_spool(tmp_path / "spool", address_of(printers)), pytest.raises(SpoolInUse):
        SpoolFile(tmp_path / "spool")


def test_who_sets_the_clock_back_makes_no_paper_come_out_for_nobody_an_hour_later(
    printers: RunningPrinters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = time.time
    printers.set_fault("paper-out")
    brief = Patience(keep_queued_s=2, retry_s=0.05, deadlines=Deadlines(reply_s=20))
    with a_spool(tmp_path / "spool", address_of(printers), patience=brief) as spool:
        spool.put(a_paper(), job="1")
        wait_until(lambda: (held := spool.report("1")) and held.reason == "paper-out")
        monkeypatch.setattr(time, "time", lambda: real() - 3600)
        report = spool.wait("1", within_s=20)

    assert report is not None
    assert (report.state, report.reason) == ("failed", "paper-out")


def test_who_sets_the_clock_on_takes_no_paper_from_who_waits_for_it(
    printers: RunningPrinters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = time.time
    printers.set_fault("paper-out")
    with a_spool(tmp_path / "spool", address_of(printers)) as spool:
        spool.put(a_paper(), job="1")
        spool.wait("1", within_s=0.3)
        monkeypatch.setattr(time, "time", lambda: real() + 3600)
        waiting = spool.wait("1", within_s=0.5)
        printers.set_fault("paper-out", present=False)
        report = spool.wait("1", within_s=10)

    assert waiting is not None
    assert report is not None
    assert (waiting.state, report.state) == ("queued", "printed")


def test_old_jobs_fail_and_young_ones_go_on_after_a_restart(printers: RunningPrinters, tmp_path: Path) -> None:
    kept = SpoolFile(tmp_path / "spool")
    kept.put("old", a_paper("A001"), now=time.time() - 3600)
    kept.put("young", a_paper("A002"), now=time.time())
    kept.put("of another clock", a_paper("A003"), now=time.time() + 3600)
    kept.close()

    with a_spool(tmp_path / "spool", address_of(printers)) as spool:
        reports = [spool.wait(job, within_s=10) for job in ("old", "young", "of another clock")]

    assert [(report.state, report.reason) for report in reports if report] == [
        ("failed", "too-late"),
        ("printed", None),
        ("failed", "too-late"),
    ]


def test_ended_jobs_are_forgotten_after_their_time(tmp_path: Path) -> None:
    kept = SpoolFile(tmp_path / "spool")
    for job, state in (("over", "printed"), ("open", "queued")):
        kept.put(job, a_paper(), now=1000.0)
        kept.change(job, state, None, now=1000.0)  # type: ignore[arg-type]

    kept.forget(before=2000.0)

    assert [kept.report("over"), kept.next_queued() is not None] == [None, True]
    kept.close()


def test_where_nobody_says_that_a_roll_is_new_the_oldest_papers_are_forgotten(tmp_path: Path) -> None:
    kept = SpoolFile(tmp_path / "spool.sqlite3")
    for at in range(6):
        kept.put(f"job {at}", a_paper(), now=1000.0)
        kept.begin(f"job {at}", printer="p", mm=100.0 + at, now=1000.0)

    kept.forget(before=500.0, papers=4)

    assert [use.mm for use in kept.uses("p")] == [102.0, 103.0, 104.0, 105.0]
    kept.close()


@contextmanager
def a_printer_that_only_reads() -> Iterator[int]:
    """Give the port of a peer that says "all is well" to four questions, takes a job, and never acknowledges it."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with server.accept()[0] as host:
                for _ in range(4):
                    host.recv(3)
                    host.sendall(b"\x12")
                ended.wait(30)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        ended.set()
        thread.join(timeout=5)


KILLED_WHILE_SENDING = """
import sys, time
from pathlib import Path
from printers.models import printer_address
from printers.spool import Patience, Spool
from printers.ticket_paper import TicketPaper

spool = Spool(Path(sys.argv[1]), printer_address(sys.argv[2]), patience=Patience(acknowledge_within_s=60),
              on_change=lambda report: print(report.job, report.state, flush=True))
paper = TicketPaper.from_json(sys.argv[3])
spool.put(paper, job="begun")
spool.put(paper, job="waiting")
spool.start()
time.sleep(60)
"""


@pytest.mark.parametrize("last", ["sending", "sent"])
def test_after_kill_9_what_had_begun_is_unknown_and_never_printed_again(
    printers: RunningPrinters, tmp_path: Path, last: str
) -> None:
    with a_printer_that_only_reads() as port:
        values = [str(tmp_path / "spool"), f"tcp://127.0.0.1:{port}", a_paper().as_json()]
        command = [sys.executable, "-c", KILLED_WHILE_SENDING, *values]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as victim:
            assert victim.stdout is not None
            while (said := victim.stdout.readline().split()) != ["begun", last]:
                assert said
            victim.send_signal(signal.SIGKILL)
            victim.wait(timeout=10)

    with a_spool(tmp_path / "spool", address_of(printers)) as spool:
        waiting = spool.wait("waiting", within_s=10)
        begun = spool.report("begun")

    assert begun is not None
    assert (begun.state, begun.reason) == ("unknown", "interrupted")
    assert waiting is not None
    assert waiting.state == "printed"
    assert len(papers(printers)) == 1
