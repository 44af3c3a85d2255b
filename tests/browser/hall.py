"""How does a test look at a hall? A branch with so many counters at work, a page before it, and what that plays."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.acceptance.installation import TUESDAY_NINE, Client, Installation

BRANCH = "tay-ho"
LANDSCAPE, PORTRAIT = {"width": 1920, "height": 1080}, {"width": 1080, "height": 1920}
# Each sound lasts a quarter of a second; when it began and ended, and how loud, stands in window.sounds.
FAKE_AUDIO = """
window.sounds = [];
window.Audio = class {
  constructor(url) { this.src = url; this.url = url; }
  play() {
    const sound = { url: this.url, from: performance.now(), until: null, volume: this.volume };
    window.sounds.push(sound);
    setTimeout(() => { sound.until = performance.now(); this.onended?.(); }, 250);
    return Promise.resolve();
  }
};
"""


@contextmanager
def an_office(folder: Path, *, clock: str = TUESDAY_NINE, **environment: str) -> Iterator[Installation]:
    """Run a server on a database of its own, whose time begins at `clock`."""
    motcua = Installation(folder, clock=clock, more=environment)
    motcua.init()
    motcua.start()
    try:
        yield motcua
    finally:
        motcua.stop()


def a_hall(
    browser: Browser, motcua: Installation, *, size: dict[str, int], query: str = "", branch: str = BRANCH
) -> Page:
    """Open a hall's page whose sounds are only counted."""
    context = browser.new_context(viewport=size, locale="vi-VN", reduced_motion="reduce")  # type: ignore[arg-type]
    context.add_init_script(FAKE_AUDIO)
    page = context.new_page()
    page.goto(f"{motcua.url}/hall/{branch}{query}")
    page.locator(".hall").wait_for()
    return page


def pair(motcua: Installation, page: Page, *, name: str = "Sảnh") -> None:
    """Let the page be a display that is believed, by the code that it shows."""
    shown = page.locator(".code")
    shown.wait_for()
    code = "".join((shown.text_content() or "").split()[-2:])
    answer = motcua.client("officer", BRANCH).post(f"/branches/{BRANCH}/displays", {"code": code, "name": name})
    assert answer.status_code == 201, answer.text
    shown.wait_for(state="detached")


def open_counters(motcua: Installation, count: int, *, services: Sequence[str] = ("land", "civil-status")) -> Client:
    """Open the first counters of the branch; returns the officer, who may act at all of them."""
    officer = motcua.client("officer", BRANCH)
    for counter in range(1, count + 1):
        assert officer.at(BRANCH, str(counter), "open", {"services": list(services)}).status_code == 200
    return officer


def call_at_once(motcua: Installation, counters: list[str]) -> None:
    """Call at all of these counters at the same moment."""
    officer = motcua.client("officer", BRANCH)

    def call(counter: str) -> int:
        return officer.again().at(BRANCH, counter, "call-next").status_code

    with ThreadPoolExecutor(len(counters)) as pool:
        assert set(pool.map(call, counters)) == {200}


def sounds(page: Page) -> list[dict[str, Any]]:
    """Return what was played so far: address, beginning and end."""
    found: list[dict[str, Any]] = page.evaluate("window.sounds")
    return found
