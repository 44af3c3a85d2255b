"""Does a kiosk that nobody ever restarts hold as much on its third day as on its second?"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from printers.simulated.in_thread import printers_in_thread
from printers.simulated.service import PrinterPlace
from tests.integration.fake_queue_server import a_queue_server

HOURS = int(os.environ.get("MOTCUA_SOAK_HOURS", "72"))
WARM = HOURS * 5 // 12
TOO_MUCH = 1.05


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_three_days_of_tickets_leave_memory_and_files_as_large_as_one_and_a_half(tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    folder.mkdir()
    with a_queue_server() as server, printers_in_thread([PrinterPlace(0, tmp_path / "papers")]) as printers:
        server.leases = True
        printer = f"tcp://127.0.0.1:{printers.printers[0].port}"
        days = (sys.executable, "-m", "tests.stateful.kiosk_days")
        command = [*days, server.url, printer, str(folder), str(HOURS)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    hours = [json.loads(line) for line in done.stdout.splitlines()]

    for what in ("kib", "files"):
        warm = median(hour[what] for hour in hours[max(0, WARM - 6) : WARM])
        last = median(hour[what] for hour in hours[-6:])
        print(f"{what}: {warm} on the second day, {last} on the third")
        assert last <= warm * TOO_MUCH
    assert len(hours) == HOURS
    made_here = sum(body.get("number") is not None for path, _, body in server.asked if path.endswith("/tickets"))
    print(f"{len(server.tickets)} tickets, {made_here} of them made while the line was cut")
    assert len(server.tickets) == HOURS * 180
    assert made_here >= HOURS // 4 * 60
