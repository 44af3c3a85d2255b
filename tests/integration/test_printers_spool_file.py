"""What does a spool do whose file is broken, or whose disk takes nothing, from the start or on the way?"""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from printers.models import MODELS, PrinterAddress
from printers.print_job import PrintState
from printers.simulated.in_thread import RunningPrinters, printers_in_thread
from printers.simulated.service import PrinterPlace
from printers.spool import Spool
from printers.spool_file import SpoolFile
from tests.papers import a_paper

PAGE = 4096
STATES: tuple[PrintState, ...] = ("queued", "sending", "sent", "printed", "failed")


@pytest.fixture
def printers(tmp_path: Path) -> Iterator[RunningPrinters]:
    with printers_in_thread([PrinterPlace(0, tmp_path / "receipts")]) as running:
        yield running


def address_of(running: RunningPrinters) -> PrinterAddress:
    return PrinterAddress("127.0.0.1", running.printers[0].port, MODELS["TM-T20II"])


def filled(path: Path, count: int) -> None:
    kept = SpoolFile(path)
    for number in range(count):
        kept.put(f"job {number}", a_paper(documents=("x" * 2000,)), now=time.time())
        kept.change(f"job {number}", STATES[number % len(STATES)], None, now=time.time())
    kept.close()


def spoil(path: Path, page: int) -> None:
    with path.open("r+b") as raw:
        raw.seek(page * PAGE)
        raw.write(b"\xa5" * PAGE)


def test_a_spool_of_nonsense_is_set_aside_and_a_new_one_prints(printers: RunningPrinters, tmp_path: Path) -> None:
    path = tmp_path / "spool.sqlite3"
    path.write_bytes(b"no database " * 1000)

    spool = Spool(path, address_of(printers))
    spool.start()
    spool.put(a_paper(), job="1")
    report = spool.wait("1", within_s=10)
    broken, lost_before = spool.broken, spool.lost_before
    spool.stop()

    assert report is not None
    assert report.state == "printed"
    assert len(broken) == 1
    assert time.time() - 60 < lost_before < time.time()


def test_of_a_broken_spool_all_that_can_be_read_is_kept_and_nothing_of_it_is_printed_again(
    printers: RunningPrinters, tmp_path: Path
) -> None:
    path = tmp_path / "spool.sqlite3"
    filled(path, 60)
    spoil(path, 20)

    spool = Spool(path, address_of(printers))
    spool.start()
    spool.put(a_paper(), job="new")
    spool.wait("new", within_s=10)
    reports = [report for number in range(60) if (report := spool.report(f"job {number}"))]
    spool.stop()

    assert 30 < len(reports) < 60
    assert {report.state for report in reports} == {"unknown", "sent", "printed", "failed"}
    assert all(report.reason == "interrupted" for report in reports if report.state == "unknown")
    assert len(printers.printers[0].receipts.receipts) == 1


def test_a_spool_that_breaks_while_it_runs_is_mended_on_the_way(printers: RunningPrinters, tmp_path: Path) -> None:
    path = tmp_path / "spool.sqlite3"
    filled(path, 60)
    spool = Spool(path, address_of(printers))
    spool._kept._read("PRAGMA shrink_memory", ())  # else it would go by what it remembers of the file
    for page in range(4, 40):
        spoil(path, page)

    spool.start()
    spool.put(a_paper(), job="new")
    report = spool.wait("new", within_s=20)
    broken = spool.broken
    spool.stop()

    assert report is not None
    assert (report.state, len(broken)) == ("printed", 1)


def test_a_paper_that_is_nonsense_stops_nobody_else(printers: RunningPrinters, tmp_path: Path) -> None:
    path = tmp_path / "spool.sqlite3"
    kept = SpoolFile(path)
    kept.put("nonsense", a_paper(), now=time.time())
    kept._write(("UPDATE jobs SET paper = '{}'", ()))
    kept.close()

    spool = Spool(path, address_of(printers))
    spool.start()
    spool.put(a_paper(), job="next")
    reports = [spool.wait(job, within_s=10) for job in ("nonsense", "next")]
    spool.stop()

    assert [(report.state, report.reason) for report in reports if report] == [
        ("failed", "cannot-draw"),
        ("printed", None),
    ]


FULL_AT_THE_START = """
import resource, sqlite3, sys, time
from pathlib import Path
from printers.models import printer_address
from printers.spool import Patience, Spool
from tests.papers import a_paper

_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
spool = Spool(Path(sys.argv[1]), printer_address(sys.argv[2]), patience=Patience(retry_s=0.05, look_s=0.05))
spool.start()
try:
    spool.put(a_paper(), job="lost")
except sqlite3.Error:
    print("refused")
end = time.monotonic() + 10
while spool.condition == "unknown" and time.monotonic() < end:
    time.sleep(0.02)
print(spool.condition, spool.durable, spool.running, spool.roll().papers_left)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
spool.put(a_paper(), job="next")
print(spool.wait("next", within_s=10).state, spool.durable)
spool.stop()
"""


@pytest.mark.parametrize("before", [0, 5])
def test_a_disk_that_is_full_at_the_start_costs_papers_and_neither_the_start_nor_the_condition(
    printers: RunningPrinters, tmp_path: Path, before: int
) -> None:
    if before:
        filled(tmp_path / "spool.sqlite3", before)
    command = [sys.executable, "-c", FULL_AT_THE_START, str(tmp_path / "spool.sqlite3"), address_of(printers).name]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.stdout.splitlines() == ["refused", "ok False True None", "printed True"], done.stderr


FULL_WHILE_PRINTING = """
import resource, sqlite3, sys, time
from pathlib import Path
from printers.models import printer_address
from printers.spool import Patience, Spool
from printers.spool_file import SpoolFile
from tests.papers import a_paper

_, most = resource.getrlimit(resource.RLIMIT_FSIZE)

def fill(report):
    if report.state == "sending":
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))

path = Path(sys.argv[1])
spool = Spool(path, printer_address(sys.argv[2]), patience=Patience(retry_s=0.05, look_s=0.05), on_change=fill)
spool.start()
spool.put(a_paper(), job="1")
print(spool.wait("1", within_s=10).state, spool.durable)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
end = time.monotonic() + 10
while not spool.durable and time.monotonic() < end:
    time.sleep(0.02)
spool.stop()
print(SpoolFile(path).report("1").state)
"""


def test_what_came_of_a_paper_is_known_though_the_disk_fills_while_it_is_printed(
    printers: RunningPrinters, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", FULL_WHILE_PRINTING, str(tmp_path / "spool.sqlite3"), address_of(printers).name]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.stdout.splitlines() == ["printed False", "printed"], done.stderr
