"""How do the screens look? Takes the pictures of docs/pictures: `python -m tests.browser.pictures [FOLDER]`.

A morning of the demonstration runs fast until the halls are full; then it goes on at its own pace while one visitor
takes a ticket and one officer calls. What is shown is made up, and differs a little from run to run.
"""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.chromium import LAUNCH, chromium_path
from config.texts import text
from tests.acceptance.installation import Client
from tests.browser.commands import a_command
from tests.browser.conftest import SOUND
from tests.browser.hall_pictures import take_hall_pictures
from tests.ports import free_port

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
FULL_AT = "09:50"
HASTY, USUAL, CALM = 60, 20, 1
COLOURS = 256
PATIENCE_S = 180
# A call waits for its turn on the display while others fill it.
TURN_MS = 60_000
# Suggestions come within half a minute; pictures are also taken on slower machines.
SUGGESTED_MS = 120_000


@dataclass(frozen=True)
class Studio:
    """A running demonstration with a browser before it, and the folder for the pictures."""

    browser: Browser
    address: str
    folder: Path

    @cached_property
    def branch(self) -> str:
        """The branch where most people wait, but for the first: that has too many counters for a picture."""
        rows = Client(self.address).get("/branches")["branches"]
        return str(max(rows[1:], key=waiting)["code"])

    @cached_property
    def services(self) -> list[dict[str, Any]]:
        """The two services of the branch for which most people wait."""
        rows = Client(self.address, language="vi").get(f"/branches/{self.branch}/services")["services"]
        return sorted(rows, key=waiting)[-2:]

    def facts(self, kind: str) -> dict[str, Any]:
        """Return what the demonstration says of the branch: of its `kiosks` or its `counters`."""
        rows = Client(self.address).get("/demo")[kind]
        found: dict[str, Any] = next(row for row in rows if row["branch"] == self.branch)
        return found

    def screen(self, address: str, *, width: int, height: int, language: str = "vi") -> Page:
        """Open a page on a screen of its own; what stands on it must be waited for."""
        size = {"width": width, "height": height}
        page = self.browser.new_context(viewport=size, locale=language, reduced_motion="reduce").new_page()
        page.goto(address)
        return page

    def take(self, name: str, page: Page) -> None:
        """Keep what a page shows now."""
        page.evaluate("document.fonts.ready.then(() => true)")
        self.keep(name, page.screenshot())

    def keep(self, name: str, png: bytes) -> None:
        """Keep a picture in few colours, so that the repository stays small."""
        picture = Image.open(BytesIO(png))
        if picture.mode != "1":
            picture = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        file = self.folder / f"{name}.png"
        picture.save(file, optimize=True)
        print(f"{file.name}: {picture.width}×{picture.height}, {file.stat().st_size / 1000:.0f} kB", flush=True)


def waiting(row: dict[str, Any]) -> int:
    """How many wait at a branch, or for a service."""
    return int(row["waiting"])


def take_pictures(folder: Path) -> None:
    """Take all pictures into a folder; needs about three minutes."""
    folder.mkdir(parents=True, exist_ok=True)
    reached = ""
    with TemporaryDirectory() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium_path()), args=[*LAUNCH, SOUND])
        for speed, look in ((HASTY, wait_until_full), (USUAL, take_start), (CALM, take_branch)):
            with a_demo(Path(home), speed) as address:
                # It starts again a little before the last event: until then nobody's time would go on.
                until(lambda: now(address) >= reached)  # noqa: B023 (called at once)
                look(Studio(browser, address, folder))
                reached = now(address)
        take_hall_pictures(browser, Studio(browser, "", folder).keep)
        browser.close()


@contextmanager
def a_demo(home: Path, speed: int) -> Iterator[str]:
    """Run the demonstration in a folder, from where it stopped; yields its address when all kiosks are ready."""
    address = f"http://127.0.0.1:{free_port()}"
    place = ["--port", address.rpartition(":")[2], "--data", str(home / "data")]
    with a_command("demo", *place, "--speed", str(speed), folder=home, says=address):
        kiosks = Client(address).get("/demo")["kiosks"]
        until(lambda: all(requests.get(f"{kiosk['url']}state", timeout=5).ok for kiosk in kiosks))
        yield address


def now(address: str) -> str:
    """Return the product's time; such texts sort like the times that they tell."""
    return str(Client(address).get("/clock")["now"])


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; who does not answer yet says that it is not."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        with suppress(requests.RequestException):
            if is_so():
                return
        time.sleep(0.5)
    raise TimeoutError(f"not within {PATIENCE_S} s")


def wait_until_full(studio: Studio) -> None:
    """Let the morning go on until people wait everywhere."""
    until(lambda: now(studio.address)[11:16] >= FULL_AT)


def take_start(studio: Studio) -> None:
    """Every branch's waits, and the way to its screens."""
    page = studio.screen(studio.address, width=1280, height=800)
    expect(page.get_by_role("row")).not_to_have_count(0)
    expect(page.get_by_text(text("start.demo", "vi"))).to_be_visible()
    studio.take("start", page)
    take_manager(studio)


def take_manager(studio: Studio) -> None:
    """The managers' page: the network and its worst branch at both sizes, what is suggested, the staff."""
    take_network(studio, "-tablet", width=1024)
    page = take_network(studio, "", width=1366)
    page.get_by_role("link", name=text("manager.tab_suggestions", "vi")).click()
    page.get_by_role("button", name=text("manager.ask", "vi")).click()
    expect(page.get_by_role("article").first).to_be_visible(timeout=SUGGESTED_MS)
    studio.take("manager-suggestions", page)
    page.get_by_role("link", name=text("manager.tab_staff", "vi")).click()
    page.locator(".roster").wait_for()
    studio.take("manager-staff", page)


def take_network(studio: Studio, suffix: str, *, width: int) -> Page:
    """Sign in as who manages the network; all branches, then the one where the wait is longest."""
    page = studio.screen(f"{studio.address}/manager", width=width, height=768)
    page.get_by_role("button", name=text("session.sign_in", "vi")).click()
    expect(page.get_by_role("heading", name=text("manager.branches", "vi"))).to_be_visible()
    studio.take(f"manager{suffix}", page)
    page.get_by_role("button", name=text("manager.column_p90", "vi")).click()
    page.locator("button.open").first.click()
    page.locator(".detail table").nth(1).wait_for()
    studio.take(f"manager-branch{suffix}", page)
    return page


def take_branch(studio: Studio) -> None:
    """One branch's screens: a visitor takes a ticket, an officer calls."""
    counter = a_counter_opened(studio)
    hall = studio.screen(f"{studio.address}/hall/{studio.branch}", width=1920, height=1080)
    expect(hall.get_by_role("heading", name=text("hall.calling", "vi"))).to_be_visible()
    phone = studio.screen(take_ticket(studio), width=390, height=844)
    call(studio, counter, hall)
    let_priority_come(studio)
    expect(phone.get_by_role("status")).to_be_visible()
    studio.take("phone", phone)
    counter.wait_for_timeout(20_000)  # somebody who was served for a moment only would look odd
    studio.take("counter", counter)


def a_counter_opened(studio: Studio) -> Page:
    """Sign in at the counter that the demonstration leaves to people, and open it."""
    free = studio.facts("counters")["counter"]
    page = studio.screen(f"{studio.address}/counter/{studio.branch}/{free}", width=1366, height=768)
    page.get_by_role("button", name=text("session.sign_in", "vi")).click()
    offered = page.get_by_role("checkbox")
    offered.first.wait_for()
    served = [service["code"] for service in studio.services]
    for box in offered.all():
        box.set_checked(box.get_attribute("value") in served)
    page.get_by_role("button", name=text("counter.open", "vi"), exact=True).click()
    expect(page.get_by_role("button", name=text("counter.call_next", "vi"))).to_be_enabled()
    return page


def take_ticket(studio: Studio) -> str:
    """Take and print a ticket at the kiosk; returns what its QR code says."""
    place = studio.facts("kiosks")
    page = studio.screen(place["url"], width=1080, height=1920)
    service = page.get_by_role("button", name=studio.services[-1]["name"])
    expect(service).to_be_enabled()
    studio.take("kiosk-home", page)
    service.click()
    no = page.get_by_role("button", name=text("kiosk.priority_no", "vi"), exact=True)
    no.wait_for()
    studio.take("kiosk-priority", page)
    with page.expect_response(lambda answer: answer.request.method == "POST") as asked:
        no.click()
    expect(page.get_by_text(text("kiosk.take_paper", "vi"))).to_be_visible(timeout=30_000)
    studio.take("kiosk-ticket", page)
    newest = requests.get(f"{place['printer']}receipts", timeout=5).json()[0]["n"]
    studio.keep("ticket-80mm", requests.get(f"{place['printer']}receipts/{newest}.png", timeout=5).content)
    return str(asked.value.json()["phone_url"])


def call(studio: Studio, counter: Page, hall: Page) -> None:
    """Call the next visitor, see that in the hall, and begin to serve."""
    counter.get_by_role("button", name=text("counter.call_next", "vi")).click()
    start = counter.get_by_role("button", name=re.compile(text("counter.start", "vi")))
    expect(start).to_be_enabled()
    number = counter.locator(".present .number").inner_text()
    expect(hall.get_by_role("status").get_by_text(number)).to_be_visible(timeout=TURN_MS)
    studio.take("hall-call", hall)
    expect(hall.get_by_role("heading", name=text("hall.calling", "vi"))).to_be_visible(timeout=TURN_MS)
    expect(hall.get_by_role("listitem").filter(has_text=number)).to_be_visible(timeout=TURN_MS)
    studio.take("hall", hall)
    start.click()


def let_priority_come(studio: Studio) -> None:
    """Take a ticket with priority, which the counter's list marks."""
    classes = Client(studio.address).get(f"/branches/{studio.branch}/priorities")["priorities"]
    asked = {"services": [studio.services[0]["code"]], "language": "vi", "priority": classes[0]["code"]}
    answer = requests.post(f"{studio.facts('kiosks')['url']}tickets", json=asked, timeout=5)
    assert answer.status_code == 201, answer.text


if __name__ == "__main__":
    take_pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
