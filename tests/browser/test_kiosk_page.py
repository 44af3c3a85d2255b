"""Do page and agent fit together, also when printer or server fail? With the real agent and its printer."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from printers.simulated.in_thread import RunningPrinters, printers_in_thread
from printers.simulated.service import PrinterPlace
from tests.browser.commands import a_kiosk
from tests.browser.panels import FLAT
from tests.browser.seen import faults
from tests.integration.fake_queue_server import QueueServer, a_queue_server
from tests.integration.kiosk_place import taken

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

PRIORITY = {"code": "priority", "names": {"vi": "Ưu tiên", "en": "Priority", "fr": "Priorité"}}
# A printer and an agent that go on by themselves take their time on a busy machine.
SLOW_MS = 30_000
DESK: ViewportSize = {"width": 1366, "height": 768}
# As far as WCAG wants a page to go without being scrolled sideways.
NARROW: ViewportSize = {"width": 320, "height": 640}
LOADED_AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


@dataclass
class Hall:
    """A kiosk with what stands around it."""

    address: str
    server: QueueServer
    printers: RunningPrinters


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("kiosk")
    with a_queue_server() as server, printers_in_thread([PrinterPlace(0, folder / "receipts")]) as printers:
        server.priorities = [PRIORITY]
        printer = f"tcp://127.0.0.1:{printers.printers[0].port}"
        with a_kiosk(folder, branch="tay-ho", server=server.url, token="t", printer=printer) as address:
            yield Hall(address, server, printers)


@pytest.fixture
def hall(standing: Hall) -> Hall:
    """The kiosk with all well around it, and nothing taken yet."""
    standing.server.mood, standing.server.open = "well", True
    standing.server.tickets.clear()
    standing.server.asked.clear()
    for fault in ("paper-out", "reset"):
        standing.printers.set_fault(fault, present=False)
    while (state := requests.get(f"{standing.address}state", timeout=5)).status_code == 503 or not state.json()["open"]:
        time.sleep(0.05)
    return standing


def a_screen(browser: Browser, hall: Hall, *, stopped: bool = False) -> Page:
    """Return the page at its start. stopped: its time moves only by `page.clock.run_for`, however slow the machine."""
    page = browser.new_context(viewport={"width": FLAT.width, "height": FLAT.height}).new_page()
    if stopped:
        page.clock.install(time=LOADED_AT)
    page.goto(hall.address)
    expect(page.get_by_role("button", name="A+")).to_be_visible()
    if stopped:
        page.clock.pause_at(LOADED_AT + timedelta(hours=1))
    return page


def tap(page: Page, hoped: Locator, *, lost: str) -> None:
    """Ask for a number until this is seen; once more after each sentence that says that the server did not answer.

    An agent that stood still for a moment has waited as long as it may.
    """
    unheard = page.get_by_role("alert").filter(has_text=lost)
    while True:
        page.locator(".services button").first.click()
        page.locator(".answer").first.click()
        expect(hoped.or_(unheard)).to_be_visible(timeout=SLOW_MS)
        if not unheard.is_visible():
            return


def a_number(page: Page, hall: Hall) -> dict[str, Any]:
    """Take a number, and return the ticket that is shown; the server may have given another one that was lost."""
    number = page.locator(".issued .number")
    tap(page, number, lost="Máy chủ không trả lời.")
    shown = "".join(number.inner_text().split())
    return next(one for one in hall.server.tickets.values() if one["number"] == shown)


def as_shown(ticket: dict[str, Any]) -> str:
    return f"{ticket['number'][0]} {ticket['number'][1:]}"


def until_no_paper_comes(hall: Hall, ticket_id: str) -> None:
    """Return once the agent says that the printer cannot print this ticket; the test's own time limit ends it."""
    while requests.get(f"{hall.address}tickets/{ticket_id}", timeout=5).json()["print_reason"] is None:
        time.sleep(0.05)


def test_a_printer_without_paper_is_said_and_number_and_code_stay_a_minute(browser: Browser, hall: Hall) -> None:
    hall.printers.set_fault("paper-out")
    page = a_screen(browser, hall, stopped=True)
    ticket = a_number(page, hall)
    expect(page.get_by_role("img")).to_be_visible()
    until_no_paper_comes(hall, ticket["id"])
    page.clock.run_for(1000)
    said = page.get_by_text(f"Máy không in được. Xin quý khách ghi lại số {as_shown(ticket)}, số này vẫn có giá trị.")
    expect(said).to_be_visible()

    page.clock.run_for(58_000)
    expect(said).to_be_visible()
    expect(page.get_by_role("img")).to_be_visible()
    page.clock.run_for(2_000)
    expect(page.get_by_role("heading", name="Quý khách cần làm thủ tục gì?")).to_be_visible()


def test_a_paper_that_did_not_come_out_is_printed_again_and_the_number_stays(browser: Browser, hall: Hall) -> None:
    hall.printers.set_fault("reset")
    page = a_screen(browser, hall)
    ticket = a_number(page, hall)
    expect(page.get_by_role("heading", name="Phiếu của quý khách đã ra chưa?")).to_be_focused(timeout=SLOW_MS)
    before = len(hall.server.tickets)
    hall.printers.set_fault("reset", present=False)

    page.get_by_role("button", name="Chưa, in lại").click()

    expect(page.get_by_text("Lấy phiếu ở khe bên dưới")).to_be_visible(timeout=SLOW_MS)
    expect(page.locator(".issued .number")).to_have_text(as_shown(ticket))
    assert len(hall.server.tickets) == before


def test_the_printers_own_page_shows_paper_and_trouble_and_axe_finds_nothing(browser: Browser, hall: Hall) -> None:
    page = browser.new_context(viewport=DESK, locale="vi-VN").new_page()
    page.goto(f"http://127.0.0.1:{hall.printers.http_port}/")
    answer = taken(hall.address)
    assert answer.status_code == 201, answer.text
    expect(page.get_by_alt_text("Phiếu in số").first).to_be_visible(timeout=SLOW_MS)

    page.get_by_text("Sự cố đường truyền và xác nhận").click()
    page.get_by_label("Hết giấy", exact=True).check()

    expect(page.get_by_text("⚠ Hết giấy")).to_be_visible()
    assert faults(page) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_what_the_server_refuses_or_does_not_answer_is_said_in_a_sentence(browser: Browser, hall: Hall) -> None:
    page = a_screen(browser, hall)
    page.get_by_role("button", name="English").click()
    hall.server.mood = "slow"
    page.locator(".services button").first.click()
    page.locator(".answer").first.click()
    expect(page.get_by_role("alert").filter(has_text="The server does not answer.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("alert").filter(has_text="Le serveur ne répond pas.")).to_be_visible()
    page.get_by_role("button", name="English").click()

    hall.server.mood = "closed"

    tap(page, page.get_by_role("alert").filter(has_text="L’antenne est fermée."), lost="The server does not answer.")

    hall.server.open = False
    expect(page.get_by_role("heading", name="The branch is closed now.")).to_be_visible(timeout=15_000)
    expect(page.locator(".services")).to_be_hidden()
