"""Does a kiosk that nobody ever restarts hold as much on its third day as on its second?"""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from tests.integration.fake_queue_server import a_queue_server

HOURS = 72
WARM = 30
TOO_MUCH = 1.05


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_three_days_of_tickets_leave_memory_and_files_as_large_as_one_and_a_half(tmp_path: Path) -> None:
    with a_queue_server() as server:
        server.leases = True
        command = [sys.executable, "-m", "tests.stateful.kiosk_days", server.url, str(tmp_path), str(HOURS)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    hours = [json.loads(line) for line in done.stdout.splitlines()]

    for what in ("kib", "files"):
        warm = median(hour[what] for hour in hours[WARM - 6 : WARM])
        last = median(hour[what] for hour in hours[-6:])
        print(f"{what}: {warm} on the second day, {last} on the third")
        assert last <= warm * TOO_MUCH
    assert len(hours) == HOURS
