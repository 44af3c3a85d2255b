"""Does a hall's page live through a long day? 5,000 calls, the server killed twenty times, and nothing grows."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession

from tests.acceptance.installation import Installation
from tests.browser.hall import BRANCH, LANDSCAPE, a_hall, an_office, open_counters, pair

pytestmark = [pytest.mark.soak, pytest.mark.browser, pytest.mark.timeout(3600)]
CALLS = int(os.environ.get("MOTCUA_SOAK_CALLS", "5000"))
KILLS = 20
WARM = 100
GROWTH = 5 * 2**20
# A day in minutes: what fills the screen for seconds does so for a hundredth of them, and a sound is over at once.
HASTY = """
const later = window.setTimeout.bind(window);
window.setTimeout = (then, ms, ...rest) => later(then, [3000, 8000, 16000].includes(ms) ? ms / 100 : ms, ...rest);
window.said = new Set();
window.Audio = class {
  constructor(url) { this.url = url; }
  play() {
    window.said.add(this.url.split('/').pop().split('.')[0]);
    later(() => this.onended?.(), 2);
    return Promise.resolve();
  }
};
window.seen = new Set();
addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
  for (const one of document.querySelectorAll('.filling .number, .row .number')) window.seen.add(one.textContent);
}).observe(document.body, { childList: true, subtree: true, characterData: true }));
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with an_office(tmp_path_factory.mktemp("soak")) as motcua:
        open_counters(motcua, 8)
        yield motcua


def heap(devtools: CDPSession) -> float:
    devtools.send("HeapProfiler.collectGarbage")
    return float(devtools.send("Runtime.getHeapUsage")["usedSize"])


def test_a_day_of_calls_leaves_one_socket_no_growth_and_no_call_unseen_or_unheard(
    browser: Browser, office: Installation
) -> None:
    page = a_hall(browser, office, size=LANDSCAPE)
    page.context.add_init_script(HASTY)
    sockets: list[bool] = []
    page.on("websocket", lambda socket: (sockets.append(True), socket.on("close", lambda _: sockets.remove(True))))
    page.reload()
    page.locator(".hall").wait_for()
    pair(office, page)
    devtools = page.context.new_cdp_session(page)
    officer, greeter = office.client("officer", BRANCH), office.client("greeter", BRANCH)
    called, calls, before = set(), set(), 0.0

    for at in range(CALLS):
        if at == WARM:
            before = heap(devtools)
        if at % (CALLS // (KILLS + 1)) == CALLS // (KILLS + 1) - 1:
            office.kill()
            office.start(keep_clock=True)
        greeter.take(BRANCH, "land")
        answer = officer.at(BRANCH, str(at % 8 + 1), "call-next")
        assert answer.status_code == 200, answer.text
        called.add(answer.json()["ticket"]["number"])
        calls.add(f"{BRANCH}-{answer.json()['seq']}")
        page.wait_for_timeout(20)
    page.wait_for_timeout(20_000)

    seen = {number.replace(" ", "") for number in page.evaluate("[...window.seen]")}
    grown = heap(devtools) - before
    print(f"{len(called)} calls, {KILLS} kills, heap +{grown / 2**20:.2f} MB, {len(sockets)} socket")
    assert called - seen == set()
    assert calls - set(page.evaluate("[...window.said]")) == set()
    assert len(sockets) == 1
    # What the test itself keeps in the page is part of it.
    assert grown < GROWTH
