"""Does one printer hear one voice at a time, whichever spools, programs and folders have it?"""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from printers.lines import PrinterUnreachable
from printers.models import MODELS, PrinterAddress
from printers.print_job import look_at
from printers.simulated.in_thread import printers_in_thread
from printers.simulated.service import PrinterPlace
from printers.spool import Patience, Spool
from printers.transport import Deadlines
from printers.turns import Turn, own
from tests.papers import a_paper

TM = MODELS["TM-T20II"]
ELSEWHERE = """
import sys
from printers.turns import Turn
turn = Turn(sys.argv[1], within_s=5)
print("mine", flush=True)
sys.stdin.readline()
"""


def test_a_turn_is_waited_for_and_given_up_when_its_time_is_over() -> None:
    first = Turn("tcp://turn:1", within_s=1)
    begun = time.monotonic()
    with pytest.raises(PrinterUnreachable) as refused:
        Turn("tcp://turn:1", within_s=0.1)
    waited = time.monotonic() - begun
    threading.Timer(0.1, first.end).start()

    Turn("tcp://turn:1", within_s=5).end()
    Turn("tcp://turn:2", within_s=0).end()

    assert refused.value.reason == "in-use"
    assert waited >= 0.1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no abstract sockets")
def test_another_program_has_its_turn_too_and_who_is_killed_lets_go() -> None:
    command = [sys.executable, "-c", ELSEWHERE, "tcp://turn:3"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "mine\n"
        with pytest.raises(PrinterUnreachable):
            Turn("tcp://turn:3", within_s=0.05)
        other.kill()
    Turn("tcp://turn:3", within_s=5).end()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no abstract sockets")
def test_a_printer_has_one_owner() -> None:
    give_up = own("tcp://turn:4")
    with pytest.raises(PrinterUnreachable):
        own("tcp://turn:4")
    give_up()
    own("tcp://turn:4")()


def test_two_kiosks_that_back_each_other_up_take_turns_and_lose_nothing(tmp_path: Path) -> None:
    quick = Patience(keep_queued_s=30, retry_s=0.02, look_s=0.02)
    with printers_in_thread([PrinterPlace(0, tmp_path / "well"), PrinterPlace(0, tmp_path / "ill")]) as running:
        well, ill = (PrinterAddress("127.0.0.1", one.port, TM) for one in running.printers)
        both = [
            Spool(tmp_path / "1", PrinterAddress(well.host, well.port, TM, backup=ill), patience=quick),
            Spool(tmp_path / "2", PrinterAddress(ill.host, ill.port, TM, backup=well), patience=quick),
        ]
        running.set_fault_of(1, "cover-open")
        for spool in both:
            spool.start()
        for number in range(6):
            both[number % 2].put(a_paper(number=f"A{number:03d}"), job=str(number))
        reports = [both[number % 2].wait(str(number), within_s=20) for number in range(6)]
        for spool in both:
            spool.stop()
        out = len(running.printers[0].receipts.receipts)

    assert [report.state for report in reports if report] == ["printed"] * 6
    assert out == 6


def test_a_printer_that_another_spool_is_at_is_not_called_silent(tmp_path: Path) -> None:
    with printers_in_thread([PrinterPlace(0, tmp_path / "receipts")]) as running:
        address = PrinterAddress("127.0.0.1", running.printers[0].port, TM)
        spool = Spool(tmp_path / "spool", address, patience=Patience(look_s=0.02, deadlines=Deadlines(connect_s=0.05)))
        spool.start()
        until = time.monotonic() + 5
        while spool.condition != "ok" and time.monotonic() < until:
            time.sleep(0.01)
        turn = Turn(address.name, within_s=5)
        time.sleep(0.2)
        seen = spool.condition
        turn.end()
        spool.stop()
        after = look_at(address).condition

    assert (seen, after) == ("ok", "ok")
