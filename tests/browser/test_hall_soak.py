"""Does a hall's page live through a working day? Eight hours of its own clock, 5,000 calls, and nothing grows."""

import os
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.acceptance.installation import Client, Installation
from tests.browser.hall import BRANCH, LANDSCAPE, an_office, open_counters, pair

pytestmark = [pytest.mark.soak, pytest.mark.browser, pytest.mark.timeout(4 * 3600)]
CALLS = int(os.environ.get("MOTCUA_SOAK_CALLS", "5000"))
KILLS = int(os.environ.get("MOTCUA_SOAK_KILLS", "20"))
EACH_MS = 8 * 3_600_000 // 5000
WARM = min(100, CALLS // 3)
GROWTH = 5 * 2**20
# What the page does by the clock is moved by the test; the server is real, and so are the waits for its word.
REAL = "window.real = { set: setTimeout.bind(window), clear: clearTimeout.bind(window), of: new Set() };"
SOCKET = """
(() => {
  const { set, clear, of } = window.real;
  const [later, never] = [window.setTimeout, window.clearTimeout];
  const line = new Set([4000, 6000, 7000, 20000]);
  window.setTimeout = (then, ms, ...rest) => {
    if (!line.has(ms)) return later(then, ms, ...rest);
    const id = set(() => { of.delete(id); then(...rest); }, ms);
    of.add(id);
    return id;
  };
  window.clearTimeout = (id) => (of.delete(id) ? clear(id) : never(id));
})();
"""
# A chime and a sentence as long as real ones are, by the page's clock.
HALL = """
window.said = new Set();
window.Audio = class {
  constructor(url) { this.url = url; }
  play() {
    window.said.add(this.url.split('/').pop().split('.')[0]);
    setTimeout(() => this.onended?.(), this.url.includes('chime') ? 900 : 3500);
    return Promise.resolve();
  }
};
window.seen = new Set();
addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
  for (const one of document.querySelectorAll('.filling .number, .row .number')) {
    window.seen.add(one.textContent.replace(/\\s/g, ''));
  }
}).observe(document.body, { childList: true, subtree: true, characterData: true }));
"""
STEP_MS, STEPS = 160, 36
SHOWN_STEPS = 400


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    # The server's time is real: a slow machine has four hours before the branch closes for lunch and gives no numbers.
    with an_office(tmp_path_factory.mktemp("soak"), clock="2026-11-24T08:00+07:00") as motcua:
        open_counters(motcua, 8)
        yield motcua


def heap(devtools: CDPSession) -> float:
    devtools.send("HeapProfiler.collectGarbage")
    return float(devtools.send("Runtime.getHeapUsage")["usedSize"])


def a_days_hall(browser: Browser, office: Installation) -> Page:
    """Open a hall whose time moves only by `page.clock.run_for`."""
    page = browser.new_context(viewport=LANDSCAPE, locale="vi-VN").new_page()  # type: ignore[arg-type]
    page.context.add_init_script(REAL)
    page.clock.install()
    page.context.add_init_script(SOCKET)
    page.context.add_init_script(HALL)
    return page


def pass_until_seen(page: Page, number: str) -> int:
    """Let the page's time pass until it shows a number, or for a minute; return how many steps that took."""
    for step in range(SHOWN_STEPS):
        if page.evaluate("(number) => window.seen.has(number)", number):
            return step
        page.clock.run_for(STEP_MS)
        page.wait_for_timeout(5)
    return SHOWN_STEPS


def call(greeter: Client, officer: Client, counter: int) -> tuple[str, str]:
    """Take a ticket and call it; return its number and the call's id."""
    greeter.take(BRANCH, "land")
    answer = officer.at(BRANCH, str(counter), "call-next")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    return told["ticket"]["number"], f"{BRANCH}-{told['seq']}"


def test_a_day_of_calls_leaves_one_socket_no_growth_and_no_call_unseen_or_unheard(
    browser: Browser, office: Installation
) -> None:
    page = a_days_hall(browser, office)
    sockets: list[bool] = []
    page.on("websocket", lambda socket: (sockets.append(True), socket.on("close", lambda _: sockets.remove(True))))
    page.goto(f"{office.url}/hall/{BRANCH}")
    page.locator(".hall").wait_for()
    pair(office, page)
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 5"))
    devtools = page.context.new_cdp_session(page)
    officer, greeter = office.client("officer", BRANCH), office.client("greeter", BRANCH)
    begun, kills, before = float(page.evaluate("performance.now()")), 0, 0.0
    numbers, calls, started = set(), set(), time.monotonic()

    for at in range(CALLS):
        if at == WARM:
            before = heap(devtools)
        if at % (CALLS // (KILLS + 1)) == CALLS // (KILLS + 1) - 1 and kills < KILLS:
            office.kill()
            office.start(keep_clock=True)
            kills += 1
        number, called = call(greeter, officer, at % 8 + 1)
        numbers.add(number)
        calls.add(called)
        used = pass_until_seen(page, number)
        page.clock.run_for(max(STEP_MS, EACH_MS - used * STEP_MS))
    for _ in range(STEPS):
        page.clock.run_for(EACH_MS)
        page.wait_for_timeout(20)

    took_s = time.monotonic() - started
    hours = (float(page.evaluate("performance.now()")) - begun) / 3_600_000
    grown = heap(devtools) - before
    print(
        f"{len(calls)} calls in {hours:.2f} h of the page and {took_s:.0f} s, {kills} kills, "
        f"heap +{grown / 2**20:.2f} MB, {len(sockets)} socket"
    )
    assert kills == KILLS
    assert hours >= CALLS * EACH_MS / 3_600_000
    assert numbers - set(page.evaluate("[...window.seen]")) == set()
    assert calls - set(page.evaluate("[...window.said]")) == set()
    assert len(sockets) == 1
    # What the test itself keeps in the page is part of it.
    assert grown < GROWTH
