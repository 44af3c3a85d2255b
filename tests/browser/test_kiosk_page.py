"""Can everybody use the kiosk's page: on both screens, in each mode and language, by touch, by keys, whatever fails?"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from printers.simulated.in_thread import RunningPrinters, printers_in_thread
from printers.simulated.service import PrinterPlace
from tests.browser.commands import a_kiosk
from tests.browser.seen import faults
from tests.integration.fake_queue_server import LAND, WAIT, QueueServer, a_queue_server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

SMALLEST_MM = 20
# EN 301 549, 8.3.2: what must be reached stands at most so high. A tall panel's lower edge is taken to be at 750 mm.
REACH_MM, LOWER_EDGE_MM = 1220, 750
FRENCH = [
    "Certification de copies et signatures",
    "État civil",
    "Foncier",
    "Enregistrement des entreprises",
    "Construction",
    "Travail et affaires sociales",
    "Retrait des résultats",
    "Orientation",
]
UNKNOWN = {"wait_low_s": None, "wait_high_s": None}
SERVICES = [
    LAND | {"code": f"s{at}", "letter": letter, "names": {"vi": f"Lĩnh vực {at}", "en": f"Service {at}", "fr": name}}
    for at, (letter, name) in enumerate(zip("AYTMXQWZ", FRENCH, strict=True), start=1)
]
PRIORITY = {
    "code": "priority",
    "names": {
        "vi": "Ưu tiên (người cao tuổi, khuyết tật, mang thai, đi cùng trẻ nhỏ, người có công)",
        "en": "Priority (elderly, with a disability, pregnant, with a small child, people of merit)",
        "fr": "Priorité (personnes âgées, handicapées, enceintes, avec un jeune enfant, méritantes)",
    },
}


class Panel(NamedTuple):
    """A touch screen: pixels, and how large it is across."""

    width: int
    height: int
    inches: float

    @property
    def mm_a_pixel(self) -> float:
        return self.inches * 25.4 / float((self.width**2 + self.height**2) ** 0.5)


TALL, FLAT = Panel(1080, 1920, 32), Panel(1280, 1024, 19)


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
        server.services = [one | WAIT for one in SERVICES[:6]] + [one | UNKNOWN for one in SERVICES[6:]]
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
    standing.printers.set_fault("paper-out", present=False)
    while (state := requests.get(f"{standing.address}state", timeout=5)).status_code == 503 or not state.json()["open"]:
        time.sleep(0.05)
    return standing


def a_screen(browser: Browser, hall: Hall, panel: Panel, *, slowed: bool = False) -> Page:
    page = browser.new_context(viewport={"width": panel.width, "height": panel.height}).new_page()
    if slowed:
        page.clock.install()
    page.goto(hall.address)
    expect(page.get_by_role("button", name="A+")).to_be_visible()
    return page


def too_small(page: Page, panel: Panel) -> list[str]:
    """Return the buttons of which a side is shorter than a finger needs."""
    sides = page.evaluate(
        "[...document.querySelectorAll('button')].map((one) => one.getBoundingClientRect())"
        ".map((box) => Math.min(box.width, box.height))"
    )
    assert sides
    return [f"{side * panel.mm_a_pixel:.1f} mm" for side in sides if side * panel.mm_a_pixel < SMALLEST_MM]


def beyond_reach(page: Page, panel: Panel) -> list[str]:
    """Return how high the tops of buttons stand that a seated person cannot reach."""
    tops = page.evaluate("[...document.querySelectorAll('button')].map((one) => one.getBoundingClientRect().top)")
    heights = [LOWER_EDGE_MM + (panel.height - top) * panel.mm_a_pixel for top in tops]
    return [f"{height:.0f} mm" for height in heights if height > REACH_MM]


def does_not_fit(page: Page) -> bool:
    return bool(
        page.evaluate(
            "document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth"
        )
    )


@pytest.mark.parametrize("panel", [TALL, FLAT], ids=["tall", "flat"])
@pytest.mark.parametrize(
    ("language", "modes"),
    [
        ("Tiếng Việt", ()),
        ("English", ()),
        ("Français", ()),
        ("Français", (0,)),
        ("Français", (1,)),
        ("Français", (2,)),
        ("Français", (0, 1, 2)),
    ],
)
def test_every_screen_fits_its_buttons_suit_a_finger_and_axe_finds_nothing(
    browser: Browser, hall: Hall, panel: Panel, language: str, modes: tuple[int, ...]
) -> None:
    page = a_screen(browser, hall, panel)
    page.get_by_role("button", name=language).click()
    for mode in modes:
        page.locator(".modes button").nth(mode).click()

    found = {}
    for screen, leave in (("home", ".services button"), ("priority", ".answer"), ("issued", ".issued > button")):
        page.locator(leave).first.wait_for()
        found[screen] = (too_small(page, panel), does_not_fit(page), faults(page))
        page.locator(leave).first.click()

    assert found == {screen: ([], False, []) for screen in found}


@pytest.mark.parametrize("panel", [TALL, FLAT], ids=["tall", "flat"])
def test_the_longest_sentence_about_the_paper_fits_in_the_largest_letters(
    browser: Browser, hall: Hall, panel: Panel
) -> None:
    hall.printers.set_fault("paper-out")
    page = a_screen(browser, hall, panel)
    page.get_by_role("button", name="Français").click()
    page.locator(".modes button").first.click()
    page.locator(".services button").first.click()
    page.locator(".answer").first.click()
    expect(page.get_by_role("alert")).to_contain_text("L’imprimante ne fonctionne pas.")

    assert (too_small(page, panel), does_not_fit(page), faults(page)) == ([], False, [])


def test_on_a_tall_screen_all_that_is_touched_is_within_reach_without_asking(browser: Browser, hall: Hall) -> None:
    page = a_screen(browser, hall, TALL)

    high = {}
    for screen, leave in (("home", ".services button"), ("priority", ".answer"), ("issued", ".issued > button")):
        page.locator(leave).first.wait_for()
        high[screen] = beyond_reach(page, TALL)
        page.locator(leave).first.click()

    assert high == {"home": [], "priority": [], "issued": []}


def test_axe_would_tell_of_a_fault(browser: Browser, hall: Hall) -> None:
    page = a_screen(browser, hall, FLAT)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")

    assert [fault.partition(":")[0] for fault in faults(page)] == ["button-name"]


def test_keys_alone_take_a_ticket_with_priority(browser: Browser, hall: Hall) -> None:
    page = a_screen(browser, hall, FLAT)

    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Quý khách có thuộc diện ưu tiên không?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Số của quý khách")).to_be_focused()

    asked = hall.server.asked[0][2]
    assert (asked["services"], asked["priority"]) == (["s3"], "priority")


def test_a_printer_without_paper_is_said_and_number_and_code_stay_a_minute(browser: Browser, hall: Hall) -> None:
    hall.printers.set_fault("paper-out")
    page = a_screen(browser, hall, FLAT, slowed=True)
    page.locator(".services button").first.click()
    page.locator(".answer").first.click()
    said = page.get_by_text("Máy không in được. Xin quý khách ghi lại số T 001, số này vẫn có giá trị.")
    expect(page.get_by_role("img")).to_be_visible()
    while not said.is_visible():
        page.clock.run_for(1000)

    page.clock.run_for(50_000)
    expect(said).to_be_visible()
    expect(page.get_by_role("img")).to_be_visible()
    page.clock.run_for(15_000)
    expect(page.get_by_role("heading", name="Quý khách cần làm thủ tục gì?")).to_be_visible()


def test_who_goes_away_is_asked_and_then_forgotten(browser: Browser, hall: Hall) -> None:
    page = a_screen(browser, hall, FLAT, slowed=True)
    page.get_by_role("button", name="English").click()
    page.locator(".services button").first.click()

    page.clock.run_for(61_000)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    expect(page.get_by_role("button", name="I need more time")).to_be_focused()
    assert faults(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    page.clock.run_for(81_000)

    expect(page.get_by_role("heading", name="Quý khách cần làm thủ tục gì?")).to_be_visible()
    assert hall.server.tickets == {}


def test_what_the_server_refuses_or_does_not_answer_is_said_in_a_sentence(browser: Browser, hall: Hall) -> None:
    page = a_screen(browser, hall, FLAT)
    page.get_by_role("button", name="English").click()
    hall.server.mood = "slow"
    page.locator(".services button").first.click()
    page.locator(".answer").first.click()
    expect(page.get_by_role("alert").filter(has_text="The server does not answer.")).to_be_visible()
    assert faults(page) == []

    hall.server.mood, hall.server.open = "closed", False
    page.locator(".services button").first.click()
    page.locator(".answer").first.click()

    expect(page.get_by_role("alert").filter(has_text="L’antenne est fermée.")).to_be_visible()
    expect(page.get_by_role("heading", name="The branch is closed now.")).to_be_visible(timeout=15_000)
    expect(page.locator(".services")).to_be_hidden()
