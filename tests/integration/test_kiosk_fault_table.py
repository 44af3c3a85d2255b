"""Whatever befalls the printer: the ticket is there once, the visitor is told, and staff read it within five seconds.

The rows of fault_table.py, through a kiosk's agent, a server and the simulated printer. Printers are asked as often as
at a real kiosk; what is waited for in vain is shorter. The whole table is run by `make soak`. `make test` runs the rows
of QUICK, and asks only whether staff read it: five seconds are looked for on a quiet machine alone.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL import Image

from kiosk.agent import Kiosk
from kiosk.app import create_app
from kiosk.kiosk_file import KioskFile
from kiosk.paper import PATIENCE
from kiosk.server_line import ServerLine
from printers.models import PrinterAddress
from printers.simulated.faults import FAULTS
from printers.simulated.in_thread import RunningPrinters, printers_in_thread
from printers.simulated.service import PrinterPlace
from printers.spool import Spool
from printers.spool_file import PrintReport
from tests.integration.fake_queue_server import QueueServer, a_queue_server
from tests.integration.fault_table import AMOUNTS, SEEN, TABLE, Row, next_paper, record_of, well
from tests.integration.spool_time import SpoolTime
from tests.waiting import PATIENCE_S

pytestmark = pytest.mark.usefixtures("unhurried")

PORT = 8090
HERE = f"http://127.0.0.1:{PORT}"
STAFF_WITHIN_S = 5.0
AT_ALL_S = 60.0
# Longer than staff may wait, so that they do not read it only because the wait for the printer's word is over.
SHORT = replace(PATIENCE, keep_queued_s=60, acknowledge_within_s=STAFF_WITHIN_S + 1)
QUICK = {
    "cover-open before generic-80",
    "paper-out-midway during TM-T20II",
    "mute during TM-T20II",
    "paper-out after TM-T20II",
}
ON_THE_WAY = {"queued", "sending"}


class Hall:
    """A kiosk with its page, what its printer gave out, and what the server's staff read."""

    def __init__(
        self, page: FlaskClient, server: QueueServer, printers: RunningPrinters, case: Row, time_of: SpoolTime
    ) -> None:
        self.page, self.server, self.printers, self.case, self.time = page, server, printers, case, time_of
        self.broken_at: float | None = None
        self.breaks_when_sending = False

    def break_now(self) -> None:
        self.broken_at = time.monotonic()
        self.printers.set_fault(self.case.fault, amount=AMOUNTS.get(self.case.fault))

    def told(self, report: PrintReport) -> None:
        """Break the printer as the row says, in the spool's own thread."""
        if self.breaks_when_sending and report.state == "sending" and self.broken_at is None:
            self.break_now()

    def mend(self) -> None:
        for fault in FAULTS:
            self.printers.set_fault(fault, present=False)

    def tap(self) -> dict[str, Any]:
        answer = self.page.post("/tickets", json={"services": ["land"], "language": "vi"}, base_url=HERE)
        assert answer.status_code == 201
        ticket: dict[str, Any] = answer.get_json()
        return ticket

    def said(self, ticket: dict[str, Any]) -> str:
        """What the page is told of the paper: its state, and why."""
        now = self.page.get(f"/tickets/{ticket['id']}", base_url=HERE).get_json()
        return f"{now['print']} {now['print_reason'] or ''}".strip()

    def end(self, ticket: dict[str, Any], wanted: tuple[str, ...]) -> str:
        """What the page is told at last; a paper that is to fail is too late as soon as it is held up by that."""
        if wanted[0].startswith("failed"):
            self.time.pass_when(lambda: self.said(ticket).replace("queued", "failed") in wanted)
        return until(lambda: (said := self.said(ticket)).split()[0] not in ON_THE_WAY and said)

    def settled(self, ticket: dict[str, Any], wanted: tuple[str, ...]) -> str:
        """What the page is told once it is as wanted, or after a while."""
        end = time.monotonic() + PATIENCE_S
        until(lambda: self.said(ticket) in wanted or time.monotonic() > end)
        return self.said(ticket)

    def staff_read(self, condition: str) -> float:
        """Return the seconds from the fault until staff read this; what they do not read, they would read too late."""
        assert self.broken_at is not None
        begun = self.broken_at
        until(
            lambda: (
                (self.server.told and self.server.told[-1]["condition"] == condition)
                or time.monotonic() > begun + AT_ALL_S
            )
        )
        return time.monotonic() - begun

    def out(self, ticket: dict[str, Any]) -> int:
        """Return how many whole papers of a ticket are out, by the link on them."""
        receipts = self.printers.printers[0].receipts.receipts
        pictures = [Image.open(receipt.file).convert("L") for receipt in receipts]
        return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)].count(
            ticket["phone_url"]
        )


def until(found: Callable[[], Any]) -> Any:
    """Look until there is something; the test's own time limit ends a wait for ever."""
    while not (value := found()):
        time.sleep(0.02)
    return value


@contextmanager
def a_hall(folder: Path, case: Row) -> Iterator[Hall]:
    """Run a kiosk whose printer is well, until the block ends."""
    with a_queue_server() as server, printers_in_thread([PrinterPlace(0, folder / "receipts")]) as printers:
        address = PrinterAddress("127.0.0.1", printers.printers[0].port, record_of(case))
        changes: list[Callable[[PrintReport], None]] = []
        time_of = SpoolTime()
        spool = Spool(
            folder / "spool.sqlite3",
            address,
            patience=SHORT,
            clock=time_of.clock(),
            on_change=lambda report: [change(report) for change in changes] and None,
        )
        file = KioskFile(folder / "kiosk.sqlite3")
        kiosk = Kiosk(branch="tay-ho", line=ServerLine(server.url, "t"), spool=spool, file=file, phone_url="http://q")
        hall = Hall(create_app({PORT: kiosk}).test_client(), server, printers, case, time_of)
        changes.append(hall.told)
        kiosk.start()
        try:
            until(lambda: server.told and server.told[-1]["condition"] == "ok")
            yield hall
        finally:
            kiosk.stop()


def rows(*when: str) -> Any:
    """Each row with the seconds in which staff are to read it."""
    asked = [one for one in TABLE if one.when in when]
    in_time = [pytest.param(one, STAFF_WITHIN_S, id=f"{one} in time", marks=pytest.mark.soak) for one in asked]
    return in_time + [pytest.param(one, AT_ALL_S, id=str(one)) for one in asked if str(one) in QUICK]


@pytest.mark.parametrize(("case", "staff_within_s"), rows("before", "during"))
def test_a_fault_before_or_during_a_paper(tmp_path: Path, case: Row, staff_within_s: float) -> None:
    with a_hall(tmp_path, case) as hall:
        if case.when == "before":
            hall.break_now()
        hall.breaks_when_sending = case.when == "during"
        ticket = hall.tap()
        until(lambda: hall.broken_at is not None)
        staff_s = hall.staff_read(SEEN[case.fault]) if case.fault in SEEN else 0.0
        print(f"staff read it after {staff_s:.1f} s")
        ended = hall.end(ticket, case.ends)
        hall.mend()
        healed = hall.settled(ticket, case.healed)
        following = hall.tap()
        came = hall.end(following, (well(case.model),))
        out = hall.out(ticket), hall.out(following)
        tickets = list(hall.server.tickets)

    assert tickets == [ticket["id"], following["id"]]
    assert (ended in case.ends, healed in case.healed) == (True, True), (ended, healed)
    assert staff_s < staff_within_s
    assert (came, out[1]) == (well(case.model), 1)
    assert out[0] in case.papers


@pytest.mark.parametrize(("case", "staff_within_s"), rows("after"))
def test_a_fault_after_a_paper(tmp_path: Path, case: Row, staff_within_s: float) -> None:
    then = next_paper(case)
    with a_hall(tmp_path, case) as hall:
        ticket = hall.tap()
        ended = hall.end(ticket, case.ends)
        hall.break_now()
        following = hall.tap()
        staff_s = hall.staff_read(SEEN[case.fault]) if case.fault in SEEN else 0.0
        came = hall.end(following, then.ends)
        hall.mend()
        healed = hall.settled(ticket, case.healed), hall.settled(following, then.healed)
        out = hall.out(ticket), hall.out(following)
        tickets = list(hall.server.tickets)

    assert tickets == [ticket["id"], following["id"]]
    assert (ended in case.ends, healed[0] in case.healed) == (True, True), (ended, healed)
    assert (came in then.ends, healed[1] in then.healed) == (True, True), (came, healed)
    assert staff_s < staff_within_s
    assert out[0] == 1
    assert out[1] in then.papers


def test_the_quick_rows_stand_in_the_table() -> None:
    assert {str(one) for one in TABLE} >= QUICK
