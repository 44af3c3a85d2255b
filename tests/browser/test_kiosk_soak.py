"""Does the kiosk's page live through three days and nights? A visitor each 20 seconds, and nothing grows."""

import json
import os

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.agent import MINE, a_page, a_state, a_status, a_ticket, an_agent
from tests.browser.panels import FLAT

pytestmark = [pytest.mark.soak, pytest.mark.browser, pytest.mark.timeout(3600)]
VISITS = int(os.environ.get("MOTCUA_SOAK_VISITS", str(72 * 60 * 3)))
EACH_MS = 20_000
# What a browser's engine makes of a page that is used often is made in the first hours.
WARM = VISITS // 4
GROWTH = 1.05
ANSWERS = {
    "/state": a_state(),
    "/status": a_status(),
    "/advice": {"offers": []},
    "/search": an_agent().answers["/search"],
    "/tickets": a_ticket(),
    "/tickets/t-1": a_ticket(),
    "/mine": MINE,
    f"/mine/{MINE['token']}/cancel": MINE | {"state": "cancelled", "can": []},
}
# The agent answers within the page: three days are over in minutes. A visitor does one of five things.
HASTY = """(answers) => {
    window.fetch = async (path) => {
        const told = JSON.stringify(answers[path.split('?')[0]]);
        return { ok: true, status: 200, text: async () => told };
    };
    const rest = async () => { for (let turn = 0; turn < 40; turn += 1) await null; };
    const touch = async (which, at = 0) => { document.querySelectorAll(which)[at].click(); await rest(); };
    const press = (key) => document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    const number = async (service) => {
        await touch('.services button', service);
        await touch('.question .answer');
        return touch('.issued .done');
    };
    const kinds = [
        (at) => number(at % 8),
        async () => { await touch('.languages button', 1); await number(2); },
        async () => {
            await touch('.ways button');
            const field = document.querySelector('.field input');
            field.value = 'khai sinh';
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            await rest();
            await touch('.results button');
            await touch('.procedure .answer');
            await touch('.question .answer');
        },
        async () => {
            for (const key of [...'http://s/t/dGhpcyBpcyBhIHRva2V1-_', 'Enter']) press(key);
            await rest();
            await touch('.deeds button', 4);
            await touch('.question .answer');
            await touch('.deeds button');
        },
        async () => {
            for (const mode of [0, 1, 2]) await touch('.modes button', mode);
            await touch('.services button');
            await touch('.below button', 1);
            await touch('.needs button');
            await touch('.answer');
            await touch('.question .answer');
            await touch('.issued .done');
        },
    ];
    window.visit = async (at) => {
        await kinds[at % kinds.length](at);
        window.served = (window.served ?? 0) + 1;
    };
}"""


def size(devtools: CDPSession) -> dict[str, float]:
    devtools.send("HeapProfiler.collectGarbage")
    counted = devtools.send("Memory.getDOMCounters")
    return {
        "heap": float(devtools.send("Runtime.getHeapUsage")["usedSize"]),
        "nodes": float(counted["nodes"]),
        "listeners": float(counted["jsEventListeners"]),
    }


def serve(page: Page, visits: range) -> None:
    for at in visits:
        page.evaluate("(at) => window.visit(at)", at)
        page.clock.run_for(EACH_MS)


def test_three_days_of_visitors_leave_the_page_as_large_as_it_was(browser: Browser) -> None:
    page = a_page(browser, an_agent(), FLAT, stopped=True)
    page.evaluate(HASTY, json.loads(json.dumps(ANSWERS)))
    devtools = page.context.new_cdp_session(page)
    serve(page, range(WARM))
    before = size(devtools)

    serve(page, range(WARM, VISITS))

    after = size(devtools)
    print(f"{VISITS} visits, {VISITS * EACH_MS / 3_600_000:.0f} h: {before} -> {after}")
    assert page.evaluate("window.served") == VISITS
    assert {name: after[name] / before[name] < GROWTH for name in after} == dict.fromkeys(after, True)
