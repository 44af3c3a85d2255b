"""Days of one kiosk, in a process of its own: a ticket each 20 s of its clock, printed; prints its memory each hour.

Arguments: the server's address, a folder, hours. The clock is this process's wall clock, moved on with each ticket.
"""

import json
import sys
import time
from pathlib import Path

EVERY_S = 20
MOVED = [0.0]
_real_time = time.time
time.time = lambda: _real_time() + MOVED[0]  # before our own modules take it

from kiosk.agent import Kiosk  # noqa: E402
from kiosk.app import create_app  # noqa: E402
from kiosk.kiosk_file import KioskFile  # noqa: E402
from kiosk.server_line import ServerLine  # noqa: E402
from printers.models import printer_address  # noqa: E402
from printers.run_clock import RunClock  # noqa: E402
from printers.spool import Patience, Spool  # noqa: E402

PORT = 8090
PRINTED = {"sent", "printed", "failed", "unknown"}


def memory_kib() -> int:
    """What this process holds that it shares with nobody."""
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private"))


def main(url: str, folder: Path, hours: int) -> None:
    spool = Spool(
        folder / "spool.sqlite3",
        printer_address("file:/dev/null?model=POS-5890&answers=no"),
        patience=Patience(keep_queued_s=3600.0),
        clock=RunClock(monotonic=lambda: time.monotonic() + MOVED[0]),
    )
    kiosk = Kiosk(
        branch="b",
        line=ServerLine(url, "t"),
        spool=spool,
        file=KioskFile(folder / "kiosk.sqlite3"),
        phone_url="http://q",
    )
    page = create_app({PORT: kiosk}).test_client()
    here = f"http://127.0.0.1:{PORT}"
    kiosk.start()
    for hour in range(1, hours + 1):
        for _ in range(3600 // EVERY_S):
            page.get("/search?q=so+do", base_url=here)
            ticket = page.post("/tickets", json={"services": ["land"]}, base_url=here).get_json()
            while page.get(f"/tickets/{ticket['id']}", base_url=here).get_json()["print"] not in PRINTED:
                time.sleep(0.002)
            MOVED[0] += EVERY_S
        size = sum(file.stat().st_size for file in folder.iterdir())
        print(json.dumps({"hour": hour, "kib": memory_kib(), "files": size}), flush=True)
    kiosk.stop()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
