"""Days of one kiosk, in a process of its own: a ticket each 20 s of its clock, printed; prints its memory each hour.

Arguments: the server's address, a printer's, a folder, hours. The clock is this process's wall clock, moved on with
each ticket. At the beginning of each fourth hour the line to the server is cut for twenty minutes.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

EVERY_S = 20
CUT_FOR = 1200 // EVERY_S
MOVED = [0.0]
_real_time = time.time
time.time = lambda: _real_time() + MOVED[0]  # before our own modules take it

from kiosk.agent import Kiosk  # noqa: E402
from kiosk.app import create_app  # noqa: E402
from kiosk.kiosk_file import KioskFile  # noqa: E402
from kiosk.server_line import Answer, NoServer, ServerLine  # noqa: E402
from printers.models import printer_address  # noqa: E402
from printers.run_clock import RunClock  # noqa: E402
from printers.spool import Patience, Spool  # noqa: E402

PORT = 8090
PRINTED = {"sent", "printed", "failed", "unknown"}


class CutLine(ServerLine):
    """A line that may be cut."""

    cut = False

    def _send(self, *asked: Any, **how: Any) -> Answer:
        if self.cut:
            raise NoServer("cut")
        return super()._send(*asked, **how)


def memory_kib() -> int:
    """What this process holds that it shares with nobody."""
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private"))


def main(url: str, printer: str, folder: Path, hours: int) -> None:
    spool = Spool(
        folder / "spool.sqlite3",
        printer_address(printer),
        patience=Patience(keep_queued_s=3600.0),
        clock=RunClock(monotonic=lambda: time.monotonic() + MOVED[0]),
    )
    line = CutLine(url, "t")
    kiosk = Kiosk(
        branch="b",
        line=line,
        spool=spool,
        file=KioskFile(folder / "kiosk.sqlite3"),
        phone_url="http://q",
    )
    page = create_app({PORT: kiosk}).test_client()
    here = f"http://127.0.0.1:{PORT}"
    kiosk.start()

    def until(what: Callable[[dict[str, Any]], bool]) -> None:
        while not what(page.get("/status", base_url=here).get_json()):
            time.sleep(0.01)

    for hour in range(1, hours + 1):
        for turn in range(3600 // EVERY_S):
            if hour % 4 == 0 and turn in (0, CUT_FOR):
                until(lambda told: bool(told["leases"]))
                line.cut = turn == 0
                until(lambda told: told["link"]["up"] is not line.cut and (line.cut or not told["outbox"]))
            page.get("/search?q=so+do", base_url=here)
            ticket = page.post("/tickets", json={"services": ["land"]}, base_url=here).get_json()
            while page.get(f"/tickets/{ticket['id']}", base_url=here).get_json()["print"] not in PRINTED:
                time.sleep(0.002)
            MOVED[0] += EVERY_S
        size = sum(file.stat().st_size for file in folder.iterdir())
        print(json.dumps({"hour": hour, "kib": memory_kib(), "files": size}), flush=True)
    kiosk.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
