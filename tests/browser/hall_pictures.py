"""How does a hall look with few counters and with many, and when people must leave? Run by `pictures`, or alone:
`python -m tests.browser.hall_pictures [FOLDER]`.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.chromium import LAUNCH, chromium_path
from tests.acceptance.installation import Installation
from tests.browser.conftest import SOUND
from tests.browser.hall import BRANCH, LANDSCAPE, PORTRAIT, a_hall, an_office, call_at_once, open_counters, pair

Keep = Callable[[str, bytes], None]
SIZES = {"wide": LANDSCAPE, "tall": PORTRAIT}
SERVICES = ("land", "civil-status", "certification", "business", "construction", "social", "results", "guidance")
# A call fills the screen for so long; then all stand in their rows.
FILLED_MS = 60_000


def take_hall_pictures(browser: Browser, keep: Keep) -> None:
    """Give each picture's name and PNG to `keep`; needs about two minutes."""
    for counters in (6, 30):
        with _a_full_hall(counters) as office:
            for name, size in SIZES.items():
                page = a_hall(browser, office, size=size)
                pair(office, page)
                _keep(page, f"hall-{counters}-counters-{name}", keep)
            if counters == 6:
                _take_greeter(browser, office, keep)
                _take_evacuation(browser, office, keep)


@contextmanager
def _a_full_hall(counters: int) -> Iterator[Installation]:
    """Run a branch with so many counters at work: one in six has just called, one pauses, the others serve."""
    with TemporaryDirectory() as folder, an_office(Path(folder)) as office:
        officer = open_counters(office, counters, services=SERVICES)
        greeter = office.client("greeter", BRANCH)
        for at in range(2 * counters):
            greeter.take(BRANCH, SERVICES[at % len(SERVICES)])
        codes = [str(one) for one in range(1, counters + 1)]
        for code in codes:
            call_at_once(office, [code])
            if int(code) % 6:
                assert officer.at(BRANCH, code, "start").status_code == 200
        for act, body in (("finish", {}), ("pause", {"reason": "break", "minutes": 15})):
            assert officer.at(BRANCH, codes[-2], act, body).status_code == 200
        yield office


def _take_greeter(browser: Browser, office: Installation, keep: Keep) -> None:
    """The greeter's tablet while somebody is asked what he wants."""
    made = office.command("person", "add", "g.1", "--role", "greeter", "--branch", BRANCH)
    tablet = browser.new_context(viewport={"width": 1024, "height": 768}, locale="vi-VN").new_page()
    tablet.goto(f"{office.url}/greeter/{BRANCH}")
    tablet.locator("input[name=login]").fill("g.1")
    tablet.locator("input[name=password]").fill(made.stdout.splitlines()[-1])
    tablet.locator("button[type=submit]").click()
    tablet.get_by_role("radio", name="Đất đai").check()
    _keep(tablet, "greeter", keep)


def _take_evacuation(browser: Browser, office: Installation, keep: Keep) -> None:
    """The hall while people leave, and the page of who says so."""
    made = office.command("person", "add", "m.1", "--role", "branch-manager", "--branch", BRANCH)
    desk = browser.new_context(viewport={"width": 1366, "height": 1000}, locale="vi-VN").new_page()
    desk.goto(f"{office.url}/hall-desk/{BRANCH}")
    desk.locator("input[name=login]").fill("m.1")
    desk.locator("input[name=password]").fill(made.stdout.splitlines()[-1])
    desk.locator("button[type=submit]").click()
    expect(desk.locator("section[aria-labelledby=displays] tbody tr")).to_have_count(2)
    _keep(desk, "hall-desk", keep)
    hall = a_hall(browser, office, size=LANDSCAPE)
    pair(office, hall)
    office.client("officer", BRANCH).post(f"/branches/{BRANCH}/pause", {"reason": "evacuation"})
    hall.locator(".evacuation").wait_for()
    _keep(hall, "hall-evacuation", keep)


def _keep(page: Page, name: str, keep: Keep) -> None:
    expect(page.locator(".filling")).to_have_count(0, timeout=FILLED_MS)
    page.evaluate("document.fonts.ready.then(() => true)")
    keep(name, page.screenshot())


if __name__ == "__main__":
    from tests.browser.pictures import PICTURES, Studio

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(chromium_path()), args=[*LAUNCH, SOUND])
        studio = Studio(running, "", Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
        take_hall_pictures(running, studio.keep)
        running.close()
