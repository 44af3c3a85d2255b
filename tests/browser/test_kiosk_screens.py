"""Does every screen of the kiosk suit the finger, the reach and the eye: on both panels, in each language and mode?"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.plan import words_of_stop
from tests.browser.agent import (
    ELSEWHERE,
    FULL,
    MINE,
    OFFER,
    a_page,
    a_state,
    a_status,
    a_ticket,
    an_agent,
    in_all_languages,
    names,
    refused,
    services,
)
from tests.browser.panels import FLAT, TALL, Panel, beyond_reach, does_not_fit, too_small
from tests.browser.seen import faults

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

BIGGER, CONTRAST, LOW, ALOUD = range(4)
SLOT_FULL = in_all_languages(409, "slot-full", free_told="none", time="08:30")


def touch(page: Page, selector: str, at: int = 0) -> None:
    page.locator(selector).nth(at).click()


def walk(page: Page) -> Iterator[str]:
    """Go through every screen of a visitor, in one visit; yields the name of each when it stands."""
    expect(page.locator(".ways button")).to_have_count(4)
    yield "home"
    yield from ways(page)
    yield from a_number(page)
    yield from a_ticket_of_his_own(page)


def ways(page: Page) -> Iterator[str]:
    """Everything beside the services; it ends at these, for twelve dossiers."""
    touch(page, ".ways button", 0)
    page.keyboard.type("khai")
    expect(page.locator(".results li").first).to_be_visible()
    yield "search"
    touch(page, ".results button")
    expect(page.locator(".papers")).to_be_visible()
    yield "procedure"
    touch(page, ".back")
    touch(page, ".back")
    touch(page, ".ways button", 1)
    expect(page.locator(".appointment")).to_be_visible()
    yield "appointment"
    touch(page, ".back")
    touch(page, ".ways button", 2)
    expect(page.locator(".scan")).to_be_visible()
    yield "scan"
    touch(page, ".back")
    touch(page, ".ways button", 3)
    page.keyboard.type("12")
    yield "dossiers"
    touch(page, ".pad button", 11)
    expect(page.locator(".ways .back")).to_be_visible()
    yield "home for many"
    touch(page, ".services button", FULL - 1)
    expect(page.locator(".later .not-kept")).to_be_visible()
    yield "later for many"
    touch(page, ".back")


def a_number(page: Page) -> Iterator[str]:
    """From a service to a ticket of whose paper nobody knows, by way of needs and of another branch."""
    touch(page, ".services button", 2)
    expect(page.locator(".question .answer").first).to_be_visible()
    yield "priority"
    touch(page, ".below button", 1)
    touch(page, ".needs button")
    yield "needs"
    touch(page, ".answer")
    touch(page, ".question .answer")
    expect(page.locator(".both .answer")).to_have_count(2)
    yield "advice"
    touch(page, ".both .answer")
    expect(page.locator(".came button")).to_have_count(2)
    yield "did it come out"
    touch(page, ".came button")
    expect(page.locator(".issued .done")).to_be_visible()
    yield "ticket"


def a_ticket_of_his_own(page: Page) -> Iterator[str]:
    """What a scanner shows, and what it leads to."""
    page.keyboard.type(f"http://localhost:8080/t/{MINE['token']}\n")
    expect(page.locator(".mine .deeds button")).to_have_count(6)
    yield "mine"
    touch(page, ".deeds button", 1)
    expect(page.locator(".mine p.paper")).to_have_count(1)
    yield "mine, printed again"
    touch(page, ".deeds button", 2)
    expect(page.locator(".services button")).to_have_count(7)
    yield "another service"
    touch(page, ".back")
    touch(page, ".deeds button", 4)
    expect(page.locator(".question .answer")).to_have_count(2)
    yield "cancel"
    page.keyboard.type("2222-2222\n")
    expect(page.locator(".no-appointment .answer")).to_have_count(3)
    yield "no appointment"
    # For the service that may serve nobody more today there are days, another branch, and a number all the same.
    touch(page, ".no-appointment .answer", 0)
    expect(page.locator(".later .answer")).to_have_count(5)
    yield "later"
    touch(page, ".later .answer", 0)
    expect(page.locator(".booked .done")).to_be_visible()
    yield "booked"


# axe sees each language and mode once: what it looks at is the same on both panels.
VISITS = {
    "vi-tall": (TALL, "Tiếng Việt", (), True),
    "en-contrast-flat": (FLAT, "English", (CONTRAST,), True),
    "fr-bigger-tall": (TALL, "Français", (BIGGER,), True),
    "fr-bigger-flat": (FLAT, "Français", (BIGGER,), False),
    "fr-low-flat": (FLAT, "Français", (LOW,), True),
    "fr-all-tall": (TALL, "Français", (BIGGER, CONTRAST, LOW, ALOUD), False),
    "fr-all-flat": (FLAT, "Français", (BIGGER, CONTRAST, LOW, ALOUD), True),
}


@pytest.mark.parametrize(("panel", "language", "modes", "with_axe"), VISITS.values(), ids=VISITS.keys())
def test_every_screen_fits_suits_a_finger_and_axe_finds_nothing(
    browser: Browser, panel: Panel, language: str, modes: tuple[int, ...], with_axe: bool
) -> None:
    unknown = a_ticket(print="unknown", print_reason="no-acknowledgement")
    papers = {"/tickets": (201, unknown), "/tickets/t-1": unknown, "/tickets/t-1/came-out": a_ticket()}
    again = {"id": "t-1", "print": "printed", "print_reason": None, "phone_url": unknown["phone_url"]}
    papers |= {f"/mine/{MINE['token']}/print": MINE | {"paper": again}}
    agent = an_agent(papers | {"/advice": {"offers": [OFFER]}})
    page = a_page(browser, agent, panel)
    page.get_by_role("button", name=language).click()
    for mode in modes:
        page.locator(".modes button").nth(mode).click()

    # A tall panel's buttons stand low by themselves, so that a seated person reaches them all.
    is_low = panel is TALL and LOW not in modes
    found = {
        screen: (
            too_small(page, panel),
            does_not_fit(page),
            beyond_reach(page, panel) if is_low else [],
            faults(page) if with_axe else [],
        )
        for screen in walk(page)
    }

    assert found == {screen: ([], [], [], []) for screen in found}


@pytest.mark.parametrize("panel", [TALL, FLAT], ids=["tall", "flat"])
def test_groups_stand_for_more_than_eight_services(browser: Browser, panel: Panel) -> None:
    groups = [
        {
            "code": "family",
            "names": names("Gia đình và cư trú", "Family and residence", "Famille"),
            "services": ["s2", "s9"],
        },
        {"code": "house", "names": names("Nhà và đất", "House and land", "Logement"), "services": ["s3", "s5"]},
    ]
    page = a_page(browser, an_agent({"/state": a_state(services=services(9), groups=groups)}), panel)

    found = {"groups": (too_small(page, panel), does_not_fit(page), faults(page))}
    page.get_by_role("button", name="Gia đình và cư trú").click()
    page.get_by_role("button", name="Cư trú").wait_for()
    found["group"] = (too_small(page, panel), does_not_fit(page), faults(page))

    assert found == {screen: ([], [], []) for screen in found}


@pytest.mark.parametrize("panel", [TALL, FLAT], ids=["tall", "flat"])
def test_the_longest_sentence_about_the_paper_fits_in_the_largest_letters(browser: Browser, panel: Panel) -> None:
    lost = (201, a_ticket(print="failed", print_reason="paper-out"))
    agent = an_agent({"/tickets": lost, "/tickets/t-1": lost[1], "/status": a_status("paper-out")})
    page = a_page(browser, agent, panel)
    page.get_by_role("button", name="Français").click()
    page.locator(".modes button").nth(BIGGER).click()
    touch(page, ".services button")
    touch(page, ".answer")
    expect(page.get_by_role("alert")).to_contain_text("L’imprimante ne fonctionne pas.")

    assert (too_small(page, panel), does_not_fit(page), faults(page)) == ([], [], [])


@pytest.mark.parametrize("panel", [TALL, FLAT], ids=["tall", "flat"])
def test_a_cut_line_and_a_refusal_find_room(browser: Browser, panel: Panel) -> None:
    agent = an_agent(
        {"/state": a_state(link="down"), "/tickets": refused(503, "Máy chủ không trả lời. Xin thử lại sau.")}
    )
    page = a_page(browser, agent, panel)
    touch(page, ".services button")
    touch(page, ".answer")
    expect(page.get_by_role("alert")).to_have_count(2)

    assert (too_small(page, panel), does_not_fit(page), faults(page)) == ([], [], [])


@pytest.mark.parametrize("panel", [TALL, FLAT], ids=["tall", "flat"])
@pytest.mark.parametrize("link", ["up", "down"])
def test_other_branches_and_the_last_word_before_a_cut_find_room_in_the_largest_letters(
    browser: Browser, panel: Panel, link: str
) -> None:
    closed = [one | {"open": False, "elsewhere": ELSEWHERE} for one in services()]
    stopped = words_of_stop("full", as_of="10:42" if link == "down" else None)
    answers = {"/state": a_state(services=closed, link=link, stopped=stopped), "POST /dates": (409, SLOT_FULL)}
    page = a_page(browser, an_agent(answers | ({"/dates": {"dates": []}} if link == "down" else {})), panel)
    page.get_by_role("button", name="Français").click()
    page.locator(".modes button").nth(BIGGER).click()

    found = {"stopped": (too_small(page, panel), does_not_fit(page), faults(page))}
    touch(page, ".stopped button")
    touch(page, ".services button", FULL - 1)
    expect(page.locator(".still-open li")).to_have_count(len(ELSEWHERE))
    if link == "up":
        touch(page, ".later .answer")
    expect(page.locator(".notice")).to_have_count(1)
    found["later"] = (too_small(page, panel), does_not_fit(page), faults(page))

    assert found == {screen: ([], [], []) for screen in found}


@pytest.mark.parametrize("panel", [TALL, FLAT], ids=["tall", "flat"])
def test_the_staff_page_fits_and_shows_what_must_be_looked_after(browser: Browser, panel: Panel) -> None:
    rows: list[dict[str, Any]] = [
        {"id": f"t-{at}", "number": f"T{at:03d}", "service": "s3", "issued_at": "2026-11-24T10:42:00+07:00"}
        | {"state": "given", "offline": False, "print": "printed", "print_reason": None}
        for at in range(50, 0, -1)
    ]
    status = a_status("paper-out", set_aside=[{"id": "t-9", "number": "T009"}], outbox=3)
    status["printer"]["backup"] = {"condition": "near-end", "papers_left": 37, "roll_ends": "16:40"}
    status["file"]["broken"] = ["kiosk-broken-1.sqlite3"]
    page = a_page(browser, an_agent({"/staff/tickets": {"tickets": rows}, "/status": status}), panel)
    page.keyboard.press("Control+Alt+m")
    found = {"door": (too_small(page, panel), does_not_fit(page), faults(page))}
    page.keyboard.type("4711\n")
    page.get_by_role("button", name="In lại T 050").wait_for()

    found["inside"] = (too_small(page, panel), does_not_fit(page), faults(page))
    said = page.locator("dl").inner_text()

    assert found == {screen: ([], [], []) for screen in found}
    rolls = ("còn khoảng 412 phiếu, hết vào khoảng 15:20", "còn khoảng 37 phiếu, hết vào khoảng 16:40")
    lamps = ("Đang in bằng máy in dự phòng", "Giấy in sắp hết")
    for word in (*lamps, *rolls, "đang kết nối", "T 70", "T 009", "kiosk-broken-1.sqlite3"):
        assert word in said


def test_the_warning_before_one_is_forgotten_has_no_fault(browser: Browser) -> None:
    page = a_page(browser, an_agent(), FLAT, stopped=True)
    page.locator(".modes button").nth(BIGGER).click()
    page.clock.run_for(3 * 61_000)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.clock.resume()  # axe waits for the page's own timers; a minute is left

    assert (too_small(page, FLAT), faults(page)) == ([], [])


def test_axe_would_tell_of_a_fault(browser: Browser) -> None:
    page = a_page(browser, an_agent(), FLAT)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")

    assert [fault.partition(":")[0] for fault in faults(page)] == ["button-name"]
