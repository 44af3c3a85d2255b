"""Can everybody get what a kiosk offers: by touch, by keys and voice, by a scanner; and does nobody get behind it?"""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.agent import (
    BOOKED,
    MINE,
    NO_APPOINTMENT,
    OFFER,
    PROCEDURE,
    Agent,
    a_page,
    a_state,
    a_status,
    a_ticket,
    an_agent,
    in_all_languages,
    refused,
    services,
)
from tests.browser.panels import FLAT
from tests.browser.seen import faults

pytestmark = [pytest.mark.browser, pytest.mark.timeout(60)]

SCANNED = f"http://localhost:8080/t/{MINE['token']}"
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English", "fr": "Français"}
HOME = "Quý khách cần làm thủ tục gì?"
PRIORITY = "Quý khách có thuộc diện ưu tiên không?"


def heading(page: Page, name: str) -> Any:
    return page.get_by_role("heading", name=name)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def plug(page: Page, key: str) -> None:
    """Send the key that a keypad sends for its socket; Playwright knows none beyond F12."""
    told = "(key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))"
    page.evaluate(told, key)


def hears(page: Page, agent: Agent, said: str, *, language: str = "vi") -> None:
    """Wait until a sentence that begins so is spoken, and forget all before; the test's own time limit ends it."""
    while not any(tongue == language and text.startswith(said) for tongue, text in agent.spoken):
        page.wait_for_timeout(20)
    agent.spoken.clear()


def test_keys_and_a_voice_alone_lead_to_a_ticket_with_priority(browser: Browser) -> None:
    agent = an_agent()
    page = a_page(browser, agent, FLAT)
    press(page, "F1")
    hears(page, agent, "Có 19 mục để chọn.")
    expect(page.locator(".listening")).to_be_visible()

    press(page, "ArrowDown", "ArrowDown", "ArrowDown")
    hears(page, agent, "T, Đất đai, chờ 40 đến 60 phút")
    press(page, "Enter")
    hears(page, agent, PRIORITY)
    press(page, "Tab", "Tab")
    hears(page, agent, "Có: Ưu tiên")
    press(page, "ArrowUp")
    hears(page, agent, "Không")
    press(page, "ArrowDown", "Enter")
    hears(page, agent, "Số của quý khách T 0 0 7")
    hears(page, agent, "Lấy phiếu ở khe bên dưới")

    (_, body), *others = agent.asked
    assert (body["services"], body["priority"], others) == (["s3"], "priority", [])
    press(page, "ArrowDown", "Enter")
    expect(heading(page, HOME)).to_be_focused()
    expect(page.locator(".listening")).to_be_hidden()


def test_the_voice_repeats_says_languages_in_themselves_and_ends(browser: Browser) -> None:
    agent = an_agent()
    page = a_page(browser, agent, FLAT)
    plug(page, "F15")
    hears(page, agent, HOME)
    page.get_by_role("button", name="English").focus()
    hears(page, agent, "English", language="en")

    press(page, "F1")
    hears(page, agent, "English", language="en")
    plug(page, "F16")

    expect(page.locator(".listening")).to_be_hidden()
    press(page, "ArrowDown")
    page.get_by_role("button", name="Chứng thực").focus()
    page.wait_for_timeout(100)
    assert agent.spoken == []


def test_a_headset_that_is_plugged_in_begins_the_voice_and_pulled_out_ends_it(browser: Browser) -> None:
    agent = an_agent()
    page = a_page(browser, agent, FLAT)
    plugged = """(count) => {
        const devices = Array.from({ length: count }, () => ({ kind: 'audiooutput' }));
        navigator.mediaDevices.enumerateDevices = async () => devices;
        navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    }"""

    page.evaluate(plugged, 9)
    hears(page, agent, HOME)
    page.evaluate(plugged, 8)

    expect(page.locator(".listening")).to_be_hidden()


def test_without_a_voice_the_page_says_so_and_the_keys_go_on(browser: Browser) -> None:
    agent = an_agent({"/speech": refused(503, "Máy không đọc được.")})
    page = a_page(browser, agent, FLAT)
    press(page, "F1")
    expect(page.get_by_text("Hiện máy không đọc được.")).to_be_visible()

    press(page, "ArrowDown", "Enter", "ArrowDown", "Enter")

    expect(heading(page, "Số của quý khách")).to_be_visible()


def test_words_find_a_procedure_with_what_to_bring_and_lead_to_its_number(browser: Browser) -> None:
    agent = an_agent()
    page = a_page(browser, agent, FLAT)
    page.get_by_role("button", name="Tìm thủ tục").click()
    page.keyboard.type("kh")
    for letter in "AI":
        page.get_by_role("button", name=letter, exact=True).click()
    field = page.get_by_role("textbox", name="Quý khách cần làm việc gì?")
    expect(field).to_have_value("khai")
    expect(field).to_be_focused()

    page.get_by_role("button", name=PROCEDURE["names"]["vi"]).first.click()
    for paper in PROCEDURE["documents"]["vi"]:
        expect(page.get_by_role("listitem").filter(has_text=paper)).to_be_visible()
    page.get_by_role("button", name="Lấy số").click()
    page.get_by_role("button", name="Không", exact=True).click()

    expect(heading(page, "Số của quý khách")).to_be_visible()
    assert (agent.asked[0][1]["services"], agent.asked[0][1]["procedure"]) == (["s2"], PROCEDURE["procedure"])


def test_a_scanned_ticket_is_shown_from_anywhere_and_cancelled_after_a_question(browser: Browser) -> None:
    agent = an_agent({f"/mine/{MINE['token']}/cancel": MINE | {"state": "cancelled", "can": []}})
    page = a_page(browser, agent, FLAT)
    page.get_by_role("button", name="Tìm thủ tục").click()
    page.keyboard.type(f"{SCANNED}\n")
    expect(page.get_by_text("Đang chờ gọi.")).to_be_visible()

    page.get_by_role("button", name="Hủy số này").click()
    expect(heading(page, "Quý khách muốn hủy số T 007?")).to_be_focused()
    assert agent.asked == [("/mine", {"scanned": SCANNED})]
    page.get_by_role("button", name="Hủy số", exact=True).click()

    expect(page.get_by_text("Số đã được hủy.")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("Số đã được hủy.")
    assert agent.asked[1:] == [(f"/mine/{MINE['token']}/cancel", {})]


def test_who_adds_a_procedure_reads_all_that_his_visit_is_for(browser: Browser) -> None:
    mine = MINE | {"is_here": True}
    both = mine | {"steps": [*MINE["steps"], {"service": "s1", "state": "planned"}]}
    agent = an_agent({"/mine": mine, f"/mine/{MINE['token']}/add-service": both})
    page = a_page(browser, agent, FLAT)
    page.keyboard.type(f"{SCANNED}\n")
    expect(page.locator(".mine .service")).to_have_text("Đất đai")

    page.get_by_role("button", name="Thêm một thủ tục").click()
    page.get_by_role("button", name="Chứng thực").click()

    expect(page.get_by_role("status")).to_have_text("Đã thêm thủ tục.")
    expect(page.locator(".mine .service")).to_have_text("Đất đai · Chứng thực")


def test_an_appointments_code_is_scanned_without_a_touch_over_the_warning_and_leaves_the_voice_as_loud(
    browser: Browser,
) -> None:
    slot = "2026-11-24T10:30:00.000+07:00"
    agent = an_agent({"/mine": MINE | {"checked_in": True, "slot": slot}})
    page = a_page(browser, agent, FLAT, stopped=True)
    press(page, "F1")
    page.get_by_role("button", name="Tìm thủ tục").focus()
    page.keyboard.press("Enter")
    page.clock.run_for(3 * 61_000)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    louder = (
        "() => { window.set = 0; const now = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'volume');"
    )
    page.evaluate(louder + "Object.defineProperty(HTMLMediaElement.prototype, 'volume', {...now, set: () => set++}); }")

    page.keyboard.type(f"{BOOKED['code']}\n")

    expect(page.get_by_text("Đã ghi nhận quý khách có mặt")).to_be_visible()
    expect(page.locator(".mine .service")).to_have_text("Đất đai · Lịch hẹn 10:30")
    assert agent.asked == [("/mine", {"scanned": BOOKED["code"]})]
    assert page.evaluate("window.set") == 0


def test_a_refusal_that_stands_there_follows_the_language(browser: Browser) -> None:
    full = in_all_languages(409, "slot-full", free_told="none", time="08:30")
    page = a_page(browser, an_agent({"POST /dates": (409, full)}), FLAT)
    page.keyboard.type("2222-2222\n")
    for language, words in NO_APPOINTMENT["titles"].items():
        page.get_by_role("button", name=LANGUAGE_NAMES[language]).click()
        expect(heading(page, words)).to_be_visible()
        expect(page.get_by_text(NO_APPOINTMENT["details"][language])).to_be_visible()

    page.locator(".no-appointment .answer").first.click()
    page.locator(".later .answer").first.click()
    for language, words in full["details"].items():
        page.get_by_role("button", name=LANGUAGE_NAMES[language]).click()
        expect(page.get_by_role("alert")).to_have_text(words)


def test_here_and_elsewhere_are_equally_prominent(browser: Browser) -> None:
    page = a_page(browser, an_agent({"/advice": {"offers": [OFFER]}}), FLAT)
    page.locator(".services button").first.click()
    page.get_by_role("button", name="Không", exact=True).click()
    here, there = page.get_by_role("button", name="Ở đây"), page.get_by_role("button", name="Cầu Giấy")
    expect(there).to_have_text("Chi nhánh số 3 - Cầu Giấy12 phút đi + chờ 3–13 phút")

    look = """(one) => {
        const { width, height } = one.getBoundingClientRect();
        const { fontSize, fontWeight, color, backgroundColor } = getComputedStyle(one);
        return { width, height, fontSize, fontWeight, color, backgroundColor };
    }"""
    assert here.evaluate(look) == there.evaluate(look)


@pytest.mark.parametrize(
    ("language", "tile", "said"),
    [
        ("vi", "chờ không quá 5 phút", "Chờ không quá 5 phút."),
        ("en", "wait at most 5 min", "The wait is at most 5 minutes."),
        ("fr", "attente d’au plus 5 min", "Attente d’au plus 5 minutes."),
    ],
)
def test_a_wait_that_may_be_none_is_said_as_on_paper(browser: Browser, language: str, tile: str, said: str) -> None:
    soon = {"wait_low_s": 0, "wait_high_s": 300}
    offered = a_state(services=[one | soon for one in services(2)])
    taken = a_ticket(**soon)
    page = a_page(browser, an_agent({"/state": offered, "/tickets": (201, taken), "/tickets/t-1": taken}), FLAT)
    page.get_by_role("button", name=LANGUAGE_NAMES[language]).click()
    expect(page.locator(".services .wait").first).to_have_text(tile)

    page.locator(".services button").first.click()
    page.locator(".answer").first.click()

    expect(page.locator(".issued .wait")).to_contain_text(said)


def test_who_has_to_fetch_his_paper_at_another_printer_is_told(browser: Browser) -> None:
    beside = a_ticket(by_backup=True)
    page = a_page(browser, an_agent({"/tickets": (201, beside), "/tickets/t-1": beside}), FLAT)
    page.locator(".services button").first.click()
    page.get_by_role("button", name="Không", exact=True).click()

    told = page.get_by_role("status")
    expect(told).to_have_text("Phiếu in ở máy in khác: xin lấy ở máy bên cạnh, hoặc hỏi bàn hướng dẫn.")


def test_who_could_not_be_moved_reads_why_in_a_sentence_of_its_own(browser: Browser) -> None:
    stays = {"/advice": {"offers": [OFFER]}, "/tickets": (201, a_ticket(not_moved="offer"))}
    page = a_page(browser, an_agent(stays), FLAT)
    page.locator(".services button").first.click()
    page.get_by_role("button", name="Không", exact=True).click()
    page.get_by_role("button", name="Cầu Giấy").click()

    expect(page.get_by_text("Đất đai", exact=True)).to_be_visible()
    why = "Chi nhánh kia không còn nhanh hơn hoặc không nhận thêm người. Số này dùng tại đây."
    expect(page.get_by_role("paragraph").filter(has_text=why)).to_have_text(why)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"/state": a_state(open=False)}, "Chi nhánh hiện không tiếp nhận hồ sơ."),
        ({"/status": a_status(closed_by_staff=True)}, "Máy lấy số tạm ngừng cấp số."),
        (
            {"/state": a_state(services=[one | {"open": False} for one in services()])},
            "Hiện chi nhánh tạm ngừng cấp số.",
        ),
    ],
    ids=["closed", "by staff", "stopped"],
)
def test_where_no_number_is_given_that_is_said_and_a_ticket_can_still_be_scanned(
    browser: Browser, answers: dict[str, Any], said: str
) -> None:
    page = a_page(browser, an_agent(answers), FLAT)
    expect(page.get_by_role("heading", name=said)).to_be_visible()
    expect(page.locator(".services")).to_be_hidden()

    page.keyboard.type(f"{SCANNED}\n")

    expect(page.get_by_text("Đang chờ gọi.")).to_be_visible()


def test_why_nothing_is_given_stands_there_in_three_languages_and_an_evacuation_on_every_screen(
    browser: Browser,
) -> None:
    says = {"vi": "Xin rời khỏi tòa nhà.", "en": "Please leave the building.", "fr": "Quittez le bâtiment."}
    stopped = {"reason": "evacuation", "says": says}
    page = a_page(browser, an_agent({"/state": a_state(stopped=stopped)}), FLAT)
    for language, words in says.items():
        expect(page.locator(f"h2[lang={language}]", has_text=words)).to_be_visible()

    page.keyboard.type(f"{SCANNED}\n")

    expect(page.locator("h2[lang=vi]")).to_be_visible()
    expect(page.locator(".mine")).to_be_hidden()
    assert faults(page) == []


def test_before_opening_the_page_says_that_nobody_has_to_queue_and_when_to_be_back(browser: Browser) -> None:
    door = {"opens_at": "2026-11-24T08:00:00+07:00", "draw_at": "2026-11-24T07:30:00+07:00"}
    taken = a_ticket(back_at="2026-11-24T08:20:00+07:00", wait_low_s=None, wait_high_s=None)
    page = a_page(browser, an_agent({"/state": a_state(open=False, door=door), "/tickets": (201, taken)}), FLAT)
    expect(page.locator(".door")).to_contain_text("trước 07:30 được bốc thăm")
    assert faults(page) == []

    page.locator(".services button").first.click()
    page.get_by_role("button", name="Không", exact=True).click()

    expect(page.get_by_text("Xin quý khách quay lại lúc 08:20.")).to_be_visible()


def test_who_goes_away_is_asked_and_then_forgotten(browser: Browser) -> None:
    agent = an_agent()
    page = a_page(browser, agent, FLAT, stopped=True)
    page.get_by_role("button", name="English").click()
    page.locator(".services button").first.click()
    no = page.get_by_role("button", name="No", exact=True)
    no.focus()

    page.clock.run_for(61_000)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    expect(page.get_by_role("button", name="I need more time")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    expect(no).to_be_focused()
    page.clock.run_for(81_000)

    expect(heading(page, HOME)).to_be_visible()
    assert agent.asked == []


def test_staff_hold_a_corner_give_their_pin_and_print_again(browser: Browser) -> None:
    row = {"id": "t-1", "number": "T007", "issued_at": "2026-11-24T10:42:00+07:00", "print": "failed"}
    queued = {"job": "t-1 again", "print": "printed", "print_reason": None}
    agent = an_agent({"/staff/tickets": {"tickets": [row]}, "/staff/reprint": queued, "/status": a_status("paper-out")})
    page = a_page(browser, agent, FLAT, stopped=True)
    page.mouse.move(30, 30)
    page.mouse.down()
    page.clock.run_for(3100)
    page.mouse.up()
    for digit in "4711":
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="Vào").click()

    page.get_by_role("button", name="In lại T 007").click()

    expect(page.get_by_role("status")).to_have_text("Lệnh in: đã in")
    expect(page.get_by_text("Máy in hết giấy")).to_be_visible()
    assert agent.asked == [("/staff/reprint", {"id": "t-1"})]
    assert agent.headers[0]["x-staff-pin"] == "4711"
    page.get_by_role("button", name="Thoát").click()
    expect(heading(page, HOME)).to_be_visible()


def test_a_short_touch_of_the_corner_opens_nothing(browser: Browser) -> None:
    page = a_page(browser, an_agent(), FLAT, stopped=True)
    page.mouse.move(30, 30)
    page.mouse.down()
    page.clock.run_for(1000)
    page.mouse.up()
    page.clock.run_for(5000)

    expect(heading(page, HOME)).to_be_visible()


def test_a_printer_of_which_nothing_is_heard_is_not_called_fine(browser: Browser) -> None:
    page = a_page(browser, an_agent({"/status": refused(503, "…")}), FLAT)

    expect(page.locator(".lamp")).to_have_text("Chưa rõ tình trạng máy in")


def test_an_answer_that_nobody_can_draw_costs_one_visitor_a_moment_and_the_next_one_nothing(browser: Browser) -> None:
    agent = an_agent({"/mine": {"token": "x", "number": "T007", "can": []}})
    page = a_page(browser, agent, FLAT, stopped=True)
    with page.expect_event("pageerror"):
        page.keyboard.type(f"{SCANNED}\n")
    with page.expect_navigation():
        page.clock.run_for(5000)

    page.get_by_role("button", name="Đất đai").click()
    page.get_by_role("button", name="Không", exact=True).click()
    expect(heading(page, "Số của quý khách")).to_be_visible()


def test_nothing_of_the_browser_can_be_reached_and_nothing_leads_away(browser: Browser) -> None:
    page = a_page(browser, an_agent(), FLAT)
    page.evaluate("""() => {
        window.through = [];
        for (const name of ['keydown', 'contextmenu', 'wheel', 'dragstart'])
            addEventListener(name, (event) => event.defaultPrevented || window.through.push(event.key ?? name));
    }""")
    press(page, "F5", "F11", "F12", "Control+r", "Control+p", "Control+l", "Control++", "Control+0", "Alt+ArrowLeft")
    page.mouse.click(600, 500, button="right")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    page.locator("h2").click(click_count=3)
    page.go_back()

    expect(heading(page, HOME)).to_be_visible()
    assert page.evaluate("window.through") == []
    assert page.evaluate("getSelection().toString()") == ""
    assert page.locator("a, iframe, object").count() == 0


def test_tab_goes_round_the_page_and_never_out_of_it(browser: Browser) -> None:
    page = a_page(browser, an_agent(), FLAT)
    choices = page.locator("button")
    first, last = choices.first, choices.last
    last.focus()

    press(page, "Tab")
    expect(first).to_be_focused()
    press(page, "Shift+Tab")

    expect(last).to_be_focused()
