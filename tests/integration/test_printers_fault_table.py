"""What becomes of a paper for each fault, before, during and after its job? A table; nothing is ever printed twice.

Each row of fault_table.py runs over real sockets against the simulated printer. The whole table is run by `make soak`;
`make test` runs the rows of QUICK. What visitor and staff are told of it stands in test_kiosk_fault_table.py.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from printers.models import PrinterAddress
from printers.simulated.faults import FAULTS, Fault
from printers.simulated.in_thread import RunningPrinters, printers_in_thread
from printers.simulated.service import PrinterPlace
from printers.spool import Patience, Spool
from printers.spool_file import PrintReport
from printers.transport import Deadlines
from tests.integration.fault_table import ACK, AMOUNTS, MUTE, TABLE, Row, next_paper, record_of, well
from tests.integration.spool_time import SpoolTime
from tests.papers import a_paper
from tests.waiting import PATIENCE_S

# What a printer leaves unsaid is waited for in vain, and so is the end of what it does not read.
SILENT = {"mute", "cut-answer", "never-read"}
QUICK = {
    "paper-out before TM-T20II",
    "mute before TM-T20II",
    "cut-answer before TM-T20II",
    "paper-out-midway before TM-T20II",
    "noise before TM-T20II",
    "double-ack before TM-T20II",
    "paper-out during TM-T20II",
    "cover-open during generic-80",
    "reset during TM-T20II",
    "never-read during TM-T20II",
    "cut-answer during TM-T20II",
    "other-ack during TM-T20II",
    "late-ack during TM-T20II",
    "slow during TM-T20II",
    "paper-out after TM-T20II",
    "hang-up after TM-T20II",
}


def numbered(when: str) -> Any:
    return [
        pytest.param(one, id=str(one), marks=[] if str(one) in QUICK else [pytest.mark.soak])
        for one in TABLE
        if one.when == when
    ]


def patience(case: Row) -> Patience:
    """Brief for what never comes, and else longer than a machine stands still."""
    is_silent = case.fault in SILENT
    ends = case.ends + (next_paper(case).ends if case.when == "after" else ())
    # Of a printer without acknowledgements the spool waits for an answer, which comes at once unless it is silent.
    is_unsaid = is_silent or (case.model == ACK and any(end.startswith("unknown") for end in ends))
    return Patience(
        keep_queued_s=60,
        retry_s=0.05,
        look_s=0.1,
        acknowledge_within_s=0.6 if is_unsaid else 20,
        deadlines=Deadlines(
            connect_s=20,
            send_s=2 if case.fault == "never-read" else 20,
            reply_s=0.5 if is_silent else 20,
        ),
    )


@pytest.fixture
def printers(tmp_path: Path) -> Iterator[RunningPrinters]:
    with printers_in_thread([PrinterPlace(0, tmp_path / "receipts")]) as running:
        yield running


class Bench:
    """A spool at a printer, the changes of its jobs, and what came out."""

    def __init__(self, folder: Path, running: RunningPrinters, case: Row) -> None:
        self.running = running
        self.break_at: tuple[str, Fault] | None = None
        self.heard: list[PrintReport] = []
        address = PrinterAddress("127.0.0.1", running.printers[0].port, record_of(case))
        self.time = SpoolTime()
        self.spool = Spool(
            folder / "spool", address, patience=patience(case), on_change=self._told, clock=self.time.clock()
        )

    def _told(self, report: PrintReport) -> None:
        self.heard.append(report)
        if self.break_at is not None and report.state == "sending" and report.job == self.break_at[0]:
            self.break_now(self.break_at[1])

    def break_now(self, fault: Fault) -> None:
        self.running.set_fault(fault, amount=AMOUNTS.get(fault))

    def mend(self) -> None:
        for fault in FAULTS:
            self.running.set_fault(fault, present=False)

    def end(self, job: str, wanted: tuple[str, ...]) -> str:
        """Return how a job ended; one that is to fail is too late as soon as it is held up by that."""
        if wanted[0].startswith("failed"):
            self.time.pass_when(lambda: said(self.spool.report(job)).replace("queued", "failed") in wanted)
        report = self.spool.wait(job, within_s=PATIENCE_S)
        assert report is not None
        assert report.is_over, report
        return said(report)

    def settled(self, job: str, wanted: tuple[str, ...]) -> str:
        """Return how a job stands once it is as wanted, or after a while."""
        until = time.monotonic() + PATIENCE_S
        while (now := said(self.spool.report(job))) not in wanted and time.monotonic() < until:
            time.sleep(0.02)
        return now

    def out(self, number: str) -> int:
        """Return how many whole papers of a number are out, by the link on them."""
        receipts = self.running.printers[0].receipts.receipts
        pictures = [Image.open(receipt.file).convert("L") for receipt in receipts]
        return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)].count(link(number))


def said(report: PrintReport | None) -> str:
    assert report is not None
    return f"{report.state} {report.reason or ''}".strip()


def link(number: str) -> str:
    return f"http://x/t/{number}"


def put(bench: Bench, number: str) -> None:
    bench.spool.put(a_paper(number=number, url=link(number)), job=number)


@pytest.mark.parametrize("case", numbered("before"))
def test_a_fault_before_a_job(printers: RunningPrinters, tmp_path: Path, case: Row) -> None:
    bench = Bench(tmp_path, printers, case)
    bench.break_now(case.fault)
    bench.spool.start()

    put(bench, "A001")
    ended = bench.end("A001", case.ends)
    bench.mend()
    healed = bench.settled("A001", case.healed)
    put(bench, "A002")
    following = bench.end("A002", (well(case.model),))
    bench.spool.stop()

    assert ended in case.ends
    assert healed in case.healed
    assert bench.out("A001") in case.papers
    assert (following, bench.out("A002")) == (well(case.model), 1)


@pytest.mark.parametrize("case", numbered("during"))
def test_a_fault_during_a_job(printers: RunningPrinters, tmp_path: Path, case: Row) -> None:
    bench = Bench(tmp_path, printers, case)
    bench.break_at = ("A001", case.fault)
    bench.spool.start()

    put(bench, "A001")
    ended = bench.end("A001", case.ends)
    bench.mend()
    healed = bench.settled("A001", case.healed)
    put(bench, "A002")
    following = bench.end("A002", (well(case.model),))
    bench.spool.stop()

    sendings = [change.job for change in bench.heard if change.state == "sending"]
    assert ended in case.ends
    assert healed in case.healed
    assert bench.out("A001") in case.papers
    assert sendings == ["A001", "A002"]
    assert (following, bench.out("A002")) == (well(case.model), 1)


@pytest.mark.parametrize("case", numbered("after"))
def test_a_fault_after_a_job(printers: RunningPrinters, tmp_path: Path, case: Row) -> None:
    bench = Bench(tmp_path, printers, case)
    bench.spool.start()

    put(bench, "A001")
    ended = bench.end("A001", case.ends)
    bench.break_now(case.fault)
    put(bench, "A002")
    following = bench.end("A002", next_paper(case).ends)
    bench.mend()
    healed = [bench.settled("A001", case.healed), bench.settled("A002", next_paper(case).healed)]
    bench.spool.stop()

    assert ended in case.ends
    assert following in next_paper(case).ends
    assert healed[0] in case.healed
    assert healed[1] in next_paper(case).healed
    assert bench.out("A001") == 1
    assert bench.out("A002") in next_paper(case).papers


def test_every_fault_stands_in_the_table_at_every_time_for_both_kinds_of_printer() -> None:
    wanted = {
        (fault, when, model) for fault in FAULTS for when in ("before", "during", "after") for model in (ACK, MUTE)
    }

    assert {(one.fault, one.when, one.model) for one in TABLE} == wanted
    assert len(TABLE) == len(wanted)
    assert {str(one) for one in TABLE} >= QUICK
