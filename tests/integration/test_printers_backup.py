"""Does a backup take over what no byte of has gone, a late word end what was unknown, and is the paper counted?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from config.ticket import TicketLayout
from printers.layout import draw_ticket
from printers.models import MODELS, PrinterAddress
from printers.roll import CUT_MM
from printers.simulated.faults import Fault
from printers.simulated.in_thread import RunningPrinters, printers_in_thread
from printers.simulated.service import PrinterPlace
from printers.sizes import DOTS_PER_MM
from printers.spool import Patience, Spool
from printers.spool_file import PrintReport
from printers.transport import Deadlines
from tests.papers import a_paper
from tests.waiting import wait_until

CALM = Patience(
    keep_queued_s=60,
    retry_s=0.05,
    look_s=60,
    acknowledge_within_s=20,
    deadlines=Deadlines(connect_s=20, send_s=20, reply_s=20),
)
# A printer that says nothing is waited for in vain, and one that only stood still for so long is taken for such a one.
SILENT = replace(CALM, deadlines=replace(CALM.deadlines, reply_s=0.3))
TM, NARROW = MODELS["TM-T20II"], MODELS["simulated-58"]


class Pair:
    """Two printers, the second one narrow and the backup of the first."""

    def __init__(self, folder: Path, first: RunningPrinters, second: RunningPrinters) -> None:
        self.first, self.second, self._file = first, second, folder / "spool"
        backup = PrinterAddress("127.0.0.1", second.printers[0].port, NARROW)
        self.address = PrinterAddress("127.0.0.1", first.printers[0].port, TM, backup=backup)

    @contextmanager
    def spool(self, patience: Patience = CALM, **changes: Any) -> Iterator[Spool]:
        spool = Spool(self._file, self.address, patience=patience, **changes)
        spool.start()
        try:
            yield spool
        finally:
            spool.stop()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with (
        printers_in_thread([PrinterPlace(0, tmp_path / "first")]) as first,
        printers_in_thread([PrinterPlace(0, tmp_path / "second", 384)]) as second,
    ):
        yield Pair(tmp_path, first, second)


def papers(running: RunningPrinters) -> list[bytes]:
    return [Image.open(receipt.file).convert("1").tobytes() for receipt in running.printers[0].receipts.receipts]


@pytest.mark.parametrize("fault", ["paper-out", "mute", "refuse", "cutter", "hang-up"])
def test_the_backup_takes_over_a_job_of_which_no_byte_has_gone(pair: Pair, fault: Fault) -> None:
    pair.first.set_fault(fault)

    with pair.spool(SILENT) as spool:
        spool.put(a_paper(), job="1")
        report = spool.wait("1", within_s=10)
        by, conditions = spool.printer_of("1"), spool.conditions

    assert report is not None
    assert report.state == "printed"
    assert (papers(pair.first), papers(pair.second)) == ([], [draw_ticket(a_paper(), width=384).tobytes()])
    assert pair.address.backup is not None
    assert by == pair.address.backup.name
    assert list(conditions) == [pair.address.name, by]
    assert (conditions[by], conditions[pair.address.name] == "ok") == ("ok", False)


@pytest.mark.parametrize("fault", ["paper-out", "mute", "reset", "cut-answer"])
def test_the_backup_never_takes_a_job_that_may_have_been_printed(pair: Pair, fault: Fault) -> None:
    def break_it(report: PrintReport) -> None:
        if report.state == "sending":
            pair.first.set_fault(fault)

    # Nobody waits long for a word that never comes, but the first printer is to be heard when it is asked at first.
    brief = replace(CALM, acknowledge_within_s=0.4, deadlines=replace(CALM.deadlines, reply_s=0.5))
    with pair.spool(brief, on_change=break_it) as spool:
        spool.put(a_paper(), job="1")
        report = spool.wait("1", within_s=10)
        by = spool.printer_of("1")

    assert report is not None
    assert report.state == "unknown"
    assert by == pair.address.name
    assert papers(pair.second) == []


def test_with_both_out_of_order_the_job_waits_for_the_reason_of_the_first(pair: Pair) -> None:
    pair.first.set_fault("cover-open")
    pair.second.set_fault("paper-out")

    with pair.spool() as spool:
        spool.put(a_paper(), job="1")
        wait_until(lambda: (held := spool.report("1")) and (held.state, held.reason) == ("queued", "cover-open"))
        by = spool.printer_of("1")
        pair.second.set_fault("paper-out", present=False)
        report = spool.wait("1", within_s=10)

    assert by is None
    assert report is not None
    assert report.state == "printed"
    assert (len(papers(pair.first)), len(papers(pair.second))) == (0, 1)


def test_a_late_word_makes_an_unknown_job_printed_also_after_a_restart(pair: Pair) -> None:
    def break_it(report: PrintReport) -> None:
        if report.state == "sending":
            pair.first.set_fault("paper-out-midway")

    heard: list[PrintReport] = []
    with pair.spool(replace(CALM, acknowledge_within_s=0.4), on_change=break_it) as spool:
        spool.put(a_paper(), job="1")
        unknown = spool.wait("1", within_s=10)
    pair.first.set_fault("paper-out", present=False)
    with pair.spool(on_change=heard.append) as spool:
        spool.put(a_paper(number="A008"), job="2")
        spool.wait("2", within_s=10)
        # The printer's word on the first comes with that on the second, and is written down after it.
        wait_until(lambda: (became := spool.report("1")) and (became.state, became.reason) == ("printed", None))

    assert unknown is not None
    assert (unknown.state, unknown.reason) == ("unknown", "paper-out")
    assert "1" in [change.job for change in heard]
    assert len(papers(pair.first)) == 2


def test_a_reprint_carries_its_mark_and_the_same_number(pair: Pair) -> None:
    with pair.spool() as spool:
        spool.put(a_paper(), job="1")
        spool.put(replace(a_paper(), reprint=True), job="1-again")
        spool.wait("1-again", within_s=10)

    assert papers(pair.first) == [
        draw_ticket(a_paper(), width=576).tobytes(),
        draw_ticket(a_paper(reprint=True), width=576).tobytes(),
    ]


def test_the_networks_layout_is_what_is_printed(pair: Pair) -> None:
    layout = TicketLayout(blocks=("number", "service"), number_mm=24)

    with pair.spool(layout=layout) as spool:
        spool.put(a_paper(), job="1")
        spool.wait("1", within_s=10)

    assert papers(pair.first) == [draw_ticket(a_paper(), width=576, layout=layout).tobytes()]


def test_paper_is_counted_once_for_each_job_and_over_a_restart_until_the_roll_is_changed(pair: Pair) -> None:
    mm = draw_ticket(a_paper(), width=576).height / DOTS_PER_MM + CUT_MM
    with pair.spool() as spool:
        for job in ("1", "1", "2"):
            spool.put(a_paper(), job=job)
        spool.wait("2", within_s=10)

    with pair.spool() as spool:
        before, backup = spool.roll(), spool.roll(spool.address.backup.name if spool.address.backup else None)
        spool.paper_changed()
        after = spool.roll()

    assert before.used_mm == pytest.approx(2 * mm)
    assert before.left_mm == pytest.approx(TM.roll_m * 1000 - 2 * mm)
    assert before.papers_left == int(before.left_mm / mm)
    assert (backup.used_mm, backup.length_mm) == (0, NARROW.roll_m * 1000)
    assert (after.used_mm, after.papers_left) == (0, None)


def test_a_job_of_which_no_byte_went_used_no_paper(pair: Pair) -> None:
    pair.first.set_fault("paper-out")
    pair.second.set_fault("paper-out")

    with pair.spool() as spool:
        spool.put(a_paper(), job="1")
        wait_until(lambda: (held := spool.report("1")) and held.reason == "paper-out")
        told = spool.roll()

    assert told.used_mm == 0


@pytest.mark.parametrize(("then", "new"), [(None, True), ("near-end", False)])
def test_a_roll_that_is_changed_under_an_open_cover_is_new_unless_it_is_near_its_end(
    pair: Pair, then: Fault | None, new: bool
) -> None:
    with pair.spool(replace(CALM, look_s=0.05)) as spool:
        spool.put(a_paper(), job="1")
        spool.wait("1", within_s=10)
        pair.first.set_fault("paper-out")
        if then is not None:
            pair.first.set_fault(then)
        wait_until(lambda: spool.condition == "paper-out")
        pair.first.set_fault("cover-open")
        wait_until(lambda: spool.condition == "cover-open")
        pair.first.set_fault("paper-out", present=False)
        pair.first.set_fault("cover-open", present=False)
        wait_until(lambda: spool.condition == (then or "ok"))
        # What follows from a look is written down behind it, and before the next one.
        pair.first.set_fault("offline")
        wait_until(lambda: spool.condition == "offline")
        used = spool.roll().used_mm

    assert (used == 0) == new
