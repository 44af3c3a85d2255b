"""Can a manager see how the branches stand, decide what is suggested, and look after the staff?"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from config.texts import text
from server.api.staff_bodies import Span
from server.api.suggestion_bodies import HappenedOut, Missing, PartOut
from tests.browser import managed
from tests.browser.managed import TABLET, USUAL, Office
from tests.browser.seen import faults, until
from tests.browser.test_counter_access import too_small

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def office() -> Office:
    """What waits for a decision, what was decided, who works, and what came of it."""
    approved = {
        "state": "approved",
        "decided_by": "mai",
        "decided_at": managed.NOW,
        "may": ["undo", "arrived", "order"],
    }
    measured = HappenedOut(branch="tay-ho", called=120, p50_s=1200, p90_s=2520, within_15=0.57, crowd=70)
    missing = [Missing(branch="tay-ho", service="land", counters=3)]
    return Office(
        run=managed.a_run("done", helps=False, verdict=managed.names("Thiếu quầy."), missing=missing),
        suggestions=[managed.a_suggestion(7), managed.a_suggestion(8, **approved)],
        moves=[managed.a_suggestion(4, state="ended", may=["order"], happened=[measured])],
        officers=[
            managed.an_officer("0127"),
            managed.an_officer("0128", state="sick", counter=None, absences=[managed.an_absence()]),
            managed.an_officer("0129", state="lent", works_at="dong-da", movable=False),
        ],
    )


def said(key: str, **values: str | int) -> str:
    return text(f"manager.{key}", "vi", **values)


def rows(page: Page) -> list[str]:
    """The branches of the table, from above."""
    return [name.strip().splitlines()[-1].strip() for name in page.locator(".branches tbody th").all_inner_texts()]


def screens(page: Page) -> Iterator[str]:
    """Go through all that the page can show; yields the name of what is shown."""
    for part, what in (
        ("network", ".map svg"),
        ("network/tay-ho", ".detail .chart canvas"),
        ("suggestions", ".card"),
        ("try", "form.change option[value='5']"),
        ("staff/tay-ho", ".roster .dayline"),
        ("history", ".history"),
        ("order/8", ".sheet"),
    ):
        page.evaluate(f"location.hash = '{part}'")
        page.locator(what).first.wait_for(state="attached")
        yield part


@pytest.mark.parametrize(
    ("size", "language"), [(USUAL, "vi"), (TABLET, "fr"), (TABLET, "en")], ids=["1366", "1024-fr", "1024-en"]
)
def test_every_screen_can_be_used_by_everybody_and_fits(
    browser: Browser, office: Office, size: dict[str, int], language: str
) -> None:
    page = office.page(browser, size=size, language=language)
    wrong: dict[str, object] = {}
    page.on("pageerror", lambda error: wrong.setdefault("script", str(error)))

    for screen in screens(page):
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        # What axe looks at is the same in every language, but for the width.
        seen = [*(faults(page) if language != "en" else []), *too_small(page), *(["too wide"] if wide else [])]
        if seen:
            wrong[screen] = seen

    assert wrong == {}
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("link", name=text("manager.tab_history", language))).to_be_visible()


def test_branches_are_sorted_by_a_press_and_gone_through_by_keys(browser: Browser, office: Office) -> None:
    page = office.page(browser)
    worst = page.get_by_role("columnheader", name="P90")

    worst.get_by_role("button").click()

    expect(worst).to_have_attribute("aria-sort", "descending")
    assert rows(page)[:3] == ["Tây Hồ", "Long Biên", "Đống Đa"]
    page.locator("button.open").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Chi nhánh số 6 - Long Biên")).to_be_visible()
    assert page.url.endswith("#network/long-bien")
    page.go_back()
    expect(page.get_by_role("heading", name="Chi nhánh số 6 - Long Biên")).to_have_count(0)


def test_a_branch_on_the_map_opens_by_a_touch_and_by_a_key(browser: Browser, office: Office) -> None:
    page = office.page(browser)
    mark = page.get_by_role("button", name=re.compile("^Ứng Hòa: 3"))
    expect(page.locator(".map svg").get_by_text(said("map_way", minutes=17), exact=True)).to_be_visible()
    page.get_by_text(said("ways_as_table")).click()
    expect(page.get_by_role("row", name="Tây Hồ Cầu Giấy 17", exact=True)).to_be_visible()

    mark.press("Enter")

    expect(page.get_by_role("heading", name="Chi nhánh số 12 - Ứng Hòa")).to_be_visible()
    expect(page.get_by_text("Gần nhất: Tây Hồ 15 phút · Đống Đa 16 phút")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="kiosk-1")).to_contain_text(
        "sắp hết giấy · giấy còn khoảng 20 phiếu, hết vào khoảng 15:20 · máy dự phòng: nắp máy in đang mở"
    )
    page.get_by_role("button", name=said("close")).click()
    page.get_by_role("button", name=re.compile("^Sơn Tây: 5")).click()
    expect(page.get_by_role("heading", name="Chi nhánh số 9 - Sơn Tây")).to_be_visible()


def test_what_changes_at_a_branch_is_shown_as_it_is_pushed_and_an_old_push_is_not(
    browser: Browser, office: Office
) -> None:
    page = office.page(browser)
    waiting = page.get_by_role("row", name=re.compile("Thanh Trì")).get_by_role("cell").nth(1)
    expect(waiting).to_have_text("0")

    office.push(managed.a_row("thanh-tri", seq=102, waiting=9))
    office.push(managed.a_row("thanh-tri", seq=101, waiting=5), managed.a_row("ung-hoa", seq=101, waiting=17))

    expect(page.get_by_role("row", name=re.compile("Ứng Hòa")).get_by_role("cell").nth(1)).to_have_text("17")
    expect(waiting).to_have_text("9")


def test_a_suggestion_shows_both_branches_and_is_approved_by_one_press(browser: Browser, office: Office) -> None:
    page = office.page(browser, part="suggestions")
    card = page.get_by_role("article", name=re.compile("0127")).first
    getting = card.get_by_role("row", name=re.compile("^Tây Hồ"))
    expect(getting.get_by_role("cell").first).to_contain_text("65 → 45")
    expect(getting.get_by_role("cell").first).to_contain_text(said("better"))
    expect(card.get_by_role("row", name=re.compile("^Thanh Trì")).get_by_role("cell").first).to_contain_text("7 → 9")

    def approved() -> dict[str, object]:
        office.suggestions = [managed.a_suggestion(7, state="approved", may=["undo", "order"])]
        return {}

    office.on_post["/api/v1/suggestions/7/approve"] = approved
    card.get_by_role("button", name=said("deed_approve"), exact=True).click()

    expect(page.get_by_role("button", name=said("deed_undo"))).to_be_visible()
    expect(page.get_by_role("button", name=said("deed_approve"), exact=True)).to_have_count(0)
    assert office.posted("/api/v1/suggestions/7/approve") == [{}]


def test_a_suggestion_for_several_officers_tells_who_takes_on_what(browser: Browser, office: Office) -> None:
    parts = [PartOut(officer="0131", counter="4", services=["land", "civil-status"])]
    many = {"kind": "reskill", "branch": "tay-ho", "to": None, "officer": None, "consented_by": {}, "parts": parts}
    office.suggestions = [managed.a_suggestion(7, **many)]
    page = office.page(browser, part="suggestions")

    page.get_by_text(said("part_count", count=1)).click()

    expect(page.get_by_text(said("part", officer="0131", counter="4", services="Đất đai, Hộ tịch"))).to_be_visible()


def test_a_refused_approval_says_why_and_goes_on_saying_it(browser: Browser, office: Office) -> None:
    path = "/api/v1/suggestions/7/approve"
    office.refusals[path] = (409, "move-impossible", "Cán bộ vắng mặt vào giờ đó. Chưa có gì thay đổi.")
    page = office.page(browser, part="suggestions")

    page.get_by_role("button", name=said("deed_approve"), exact=True).click()

    why = page.get_by_role("alert").get_by_text("Cán bộ vắng mặt")
    expect(why).to_be_visible()
    office.push(managed.a_row("ung-hoa", seq=101, waiting=17))
    asked = "performance.getEntriesByName(location.origin + '/api/v1/suggestions').length"
    until(page, lambda: page.evaluate(asked) > 1)
    expect(why).to_be_visible()


def test_a_dismissal_asks_for_its_reason(browser: Browser, office: Office) -> None:
    page = office.page(browser, part="suggestions")

    page.get_by_role("button", name=said("deed_dismiss"), exact=True).click()
    dialog = page.get_by_role("dialog", name=said("dismiss_title"))
    dialog.get_by_role("radio", name=said("dismiss_reason", reason="toofar")).check()
    dialog.get_by_role("button", name=said("deed_dismiss"), exact=True).click()

    expect(dialog).to_have_count(0)
    assert office.posted("/api/v1/suggestions/7/dismiss") == [{"reason": "too-far", "note": None}]


def test_suggestions_are_asked_for_and_followed_until_they_are_there(browser: Browser, office: Office) -> None:
    office.suggestions, office.run = [], None
    page = office.page(browser, part="suggestions")

    def asked() -> None:
        office.run = managed.a_run("running", progress=0.4)

    office.on_post["/api/v1/suggestions"] = asked
    page.get_by_role("button", name=said("ask")).click()

    expect(page.get_by_role("progressbar")).to_be_visible()
    office.run, office.suggestions = managed.a_run("done"), [managed.a_suggestion(9)]
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_without_a_worker_nothing_is_asked_and_the_page_says_so(browser: Browser, office: Office) -> None:
    office.worker = False
    page = office.page(browser, part="suggestions")

    expect(page.get_by_text(said("worker_away"))).to_be_visible()
    page.get_by_role("button", name=said("ask")).press("Enter")

    expect(page.get_by_role("button", name=said("ask"))).to_be_disabled()
    assert office.sent == []


def test_a_change_is_tried_without_being_made(browser: Browser, office: Office) -> None:
    page = office.page(browser, part="suggestions")
    office.on_post["/api/v1/what-if"] = managed.a_run("asked")
    effect = managed.an_effect("tay-ho", managed.figures(3900, 0.41, 96), managed.figures(3300, 0.48, 88))
    office.tried = managed.a_run("done").model_copy(update={"effects": [effect]})

    page.get_by_role("button", name=said("try_first")).first.click()
    page.get_by_label(said("change_kind")).select_option("close")
    page.get_by_role("combobox", name=said("counter"), exact=True).select_option("3")
    page.get_by_role("button", name=said("add_change")).click()
    page.get_by_role("button", name=said("compute")).click()

    expect(page.get_by_role("row", name=re.compile("^Tây Hồ"))).to_contain_text("65 → 55")
    (asked,) = office.posted("/api/v1/what-if")
    assert [(one["kind"], one["branch"], one["counter"], one["to"]) for one in asked["changes"]] == [
        ("lend", "thanh-tri", None, "tay-ho"),
        ("close", "tay-ho", "3", None),
    ]
    assert [path for path, _ in office.sent] == ["/api/v1/what-if"]


def test_a_sick_call_takes_two_taps_and_can_be_taken_back(browser: Browser, office: Office) -> None:
    page = office.page(browser, part="staff/tay-ho", size=TABLET)
    path = "/api/v1/staff/0127/absences"
    ill = managed.an_officer("0127", state="sick", absences=[managed.an_absence()])
    office.on_post[path] = managed.a_board(ill)
    row = page.get_by_role("row", name=re.compile("^0127"))

    row.get_by_role("button", name=re.compile("nghỉ ốm")).click()
    assert office.sent == []
    row.get_by_role("button", name=re.compile("Xác nhận")).click()

    expect(row).to_contain_text(said("officer_state", state="sick", counter="none", where=""))
    assert office.posted(path) == [{"kind": "sick", "start": None, "end": None, "note": None}]
    row.get_by_role("button", name=said("back_of", badge="0127")).click()
    until(page, lambda: office.posted(f"{path}/5/cancel"))
    assert office.posted(f"{path}/5/cancel") == [{}]


def test_overtime_is_told_with_its_hours(browser: Browser, office: Office) -> None:
    page = office.page(browser, part="staff/tay-ho")

    page.get_by_role("button", name=said("more_of", badge="0127")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name=said("absence_kind", kind="overtime")).check()
    dialog.get_by_label(said("from_time")).select_option(label="17:00")
    dialog.get_by_label(said("to_time")).select_option(label="18:30")
    dialog.get_by_role("button", name=said("save")).click()

    expect(dialog).to_have_count(0)
    hours = {"start": "2026-11-24T17:00:00+07:00", "end": "2026-11-24T18:30:00+07:00"}
    assert office.posted("/api/v1/staff/0127/absences") == [{"kind": "overtime", **hours, "note": None}]


def test_a_chart_stands_beside_its_numbers_and_leaves_as_csv(browser: Browser, office: Office) -> None:
    page = office.page(browser, part="network/tay-ho")
    chart = page.get_by_role("figure", name=re.compile(said("chart_arrivals")))

    chart.get_by_text(said("as_table")).click()
    expect(chart.get_by_role("row")).to_have_count(19)
    with page.expect_download() as saved:
        chart.get_by_role("button", name=said("csv")).click()

    lines = saved.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert saved.value.suggested_filename == "arrivals-tay-ho.csv"
    assert (
        lines[0] == f"{said('time')},{said('expected')},{said('expected_high')},{said('expected_low')},{said('came')}"
    )
    assert lines[1] == "08:00,20,30,12,18"
    assert lines[-1] == "16:30,30,40,22,"


def test_an_order_is_printed_alone(browser: Browser, office: Office) -> None:
    page = office.page(browser, part="order/8")
    expect(page.get_by_role("heading", name=said("order_title"))).to_be_visible()

    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name=said("order_title"))).to_be_visible()
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("button", name=said("print"))).to_be_hidden()


def test_what_happened_stands_beside_what_was_promised(browser: Browser, office: Office) -> None:
    page = office.page(browser, part="history")

    row = page.get_by_role("row", name=re.compile("Tây Hồ 65"))

    expect(row.get_by_role("cell")).to_have_text(["Tây Hồ", "65", "45", re.compile("^42"), "41%", "55%", "57%"])


@pytest.mark.parametrize(
    "offered", [lambda page: page.get_by_role("button", name=said("ask")), lambda page: page.locator(".card button")]
)
def test_who_only_reads_is_offered_nothing_to_decide(
    browser: Browser, office: Office, offered: Callable[[Page], object]
) -> None:
    office.role = "auditor"

    page = office.page(browser, part="suggestions")

    expect(page.get_by_role("article")).to_have_count(2)
    expect(offered(page)).to_have_count(0)  # type: ignore[arg-type]


def test_an_officer_is_told_that_the_page_is_not_for_him(browser: Browser, office: Office) -> None:
    office.role = "officer"

    page = office.page(browser)

    expect(page.get_by_text(said("not_for_you"))).to_be_visible()


def test_a_lunch_rota_is_filled_in_by_a_press_warns_is_saved_at_once_and_taken_back(
    browser: Browser, office: Office
) -> None:
    office.officers = [managed.an_officer(badge, qualified=[]) for badge in ("0127", "0128", "0129")]
    page = office.page(browser, part="staff/tay-ho", size=TABLET)
    path = "/api/v1/network/branches/tay-ho/lunches"
    lunch = Span(start="2026-11-24T11:00:00+07:00", end="2026-11-24T12:00:00+07:00")
    rests = managed.an_officer("0127", lunch=lunch, absences=[managed.an_absence("lunch")])
    office.on_post[path] = managed.a_board(rests, *office.officers[1:])
    page.get_by_role("button", name=said("lunch_rota")).click()
    nobody = said("lunch_nobody", service="Đất đai", times="12:00–12:30")
    expect(page.get_by_text(nobody)).to_be_visible()

    page.get_by_label(said("lunch_first")).select_option(label="11:00")
    page.get_by_label(said("lunch_turns")).select_option(label=said("lunch_in_turns", count=3))
    page.get_by_role("button", name=said("lunch_spread")).click()

    expect(page.get_by_text(said("lunch_covered"))).to_be_visible()
    expect(page.get_by_label(said("lunch_from_of", badge="0129"))).to_have_value("2026-11-24T13:00:00+07:00")
    assert faults(page) == []
    assert too_small(page) == []
    page.get_by_role("button", name=said("lunch_save", count=2)).click()
    expect(page.get_by_text(said("lunch_saved", count=1))).to_be_visible()
    (told,) = office.posted(path)
    assert [(one["badge"], one["start"][11:16], one["end"][11:16]) for one in told["lunches"]] == [
        ("0127", "11:00", "12:00"),
        ("0129", "13:00", "14:00"),
    ]
    page.get_by_role("button", name=said("take_back")).click()
    until(page, lambda: office.posted(f"{path}/cancel"))
    assert office.posted(f"{path}/cancel") == [{"absences": [5]}]
