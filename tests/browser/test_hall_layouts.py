"""Is every called number whole and readable, with 1 to 40 counters, on screens that lie and that stand?"""

from math import atan, degrees
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from config.texts import LANGUAGES
from display.words import Facts, written
from tests.browser.hall import LANDSCAPE, PORTRAIT
from tests.browser.hall_world import Hall, a_call, a_notice, a_serving, a_view
from tests.browser.seen import faults

pytestmark = pytest.mark.browser
FORMATS = pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["16:9", "9:16"])
# A 55 inch screen's longer and shorter side; digits are 0.7 of their letters' size.
SIDES_MM, DIGITS, READ_FROM_MM = {1920: 1217.6, 1080: 684.9}, 0.7, 10_000
# What an eye that sees 20/20 just resolves is 5 minutes of arc; these are for the rows of those who were called.
LEAST_ARC_MIN = 8.0
LONGEST = "Xin quý khách lưu ý: hôm nay chi nhánh tiếp nhận hồ sơ đất đai đến 16 giờ 30. " * 4
HOLDS = "(all) => all.scrollHeight <= all.clientHeight && all.scrollWidth <= all.clientWidth"
BACK_AT = "2026-11-24T10:25:00+07:00"
ROWS = """() => {
  const inside = (one, all) => one.left >= all.left - 1 && one.right <= all.right + 1 &&
    one.top >= all.top - 1 && one.bottom <= all.bottom + 1;
  const drawn = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  const main = document.querySelector('main').getBoundingClientRect();
  const foot = document.querySelector('footer').getBoundingClientRect();
  const rows = [...document.querySelectorAll('.row')];
  const whole = (row) => {
    const [number, arrow, counter] = [...row.children].map(drawn);
    const before = (one, other) => one.width === 0 || one.right <= other.left;
    const line = row.getBoundingClientRect();
    return [number, counter].every((one) => inside(one, line) && inside(one, main)) &&
      before(number, arrow.width ? arrow : counter) && before(arrow, counter);
  };
  return {
    called: rows.filter((row) => row.classList.contains('called')).length,
    broken: rows.filter((row) => !whole(row)).map((row) => row.textContent),
    letters: rows.length ? parseFloat(getComputedStyle(rows[0]).fontSize) : 0,
    foot: foot.bottom <= innerHeight + 7,
  };
}"""


def arc_min(letters_px: float, size: dict[str, int]) -> float:
    """Return how high digits of such letters stand before an eye ten metres away, in minutes of arc."""
    mm = letters_px * DIGITS / size["height"] * SIDES_MM[size["height"]]
    return degrees(2 * atan(mm / 2 / READ_FROM_MM)) * 60


def seen(page: Page, called: int) -> dict[str, Any]:
    expect(page.locator(".row.called")).to_have_count(called)
    found: dict[str, Any] = page.evaluate(ROWS)
    return found


@FORMATS
def test_of_1_to_40_counters_every_called_number_is_whole_and_none_covers_another(
    browser: Browser, size: dict[str, int]
) -> None:
    hall = Hall(a_view(counters=1))
    page = hall.page(browser, size=size)
    letters = {}

    for counters in (1, 2, 6, 7, 12, 13, 18, 19, 24, 25, 30, 36, 40):
        for called in {1, counters // 6, counters}:
            hall.show(counters=counters, called=called)
            found = seen(page, called)
            assert (found["called"], found["broken"], found["foot"]) == (called, [], True), (counters, called)
            letters[counters, called] = found["letters"]

    usual = [px for (counters, called), px in letters.items() if called <= max(1, counters // 6)]
    assert arc_min(min(usual), size) >= LEAST_ARC_MIN
    assert letters[1, 1] == max(letters.values())


@FORMATS
def test_a_long_notice_takes_no_called_number_from_the_screen(browser: Browser, size: dict[str, int]) -> None:
    hall = Hall(a_view(counters=40))
    page = hall.page(browser, size=size)

    for counters, called in ((6, 6), (40, 7), (40, 40)):
        hall.show(counters=counters, called=called, notices=[a_notice(LONGEST[:300])])
        found = seen(page, called)
        assert (found["broken"], found["foot"]) == ([], True), (counters, called)

    hall.show(counters=40, calls=[a_call(1, 1), a_call(2, 2)], notices=[a_notice(LONGEST[:300])])
    expect(page.locator(".filling .number")).to_have_count(2)
    for told in page.locator(".filling .call > p").all():
        place, room = told.bounding_box(), page.locator("main").bounding_box()
        assert place is not None
        assert room is not None
        assert place["y"] >= room["y"]
        assert place["y"] + place["height"] <= room["y"] + room["height"]


@pytest.mark.parametrize(("size", "metres", "grows"), [(PORTRAIT, 12, 1.2), (LANDSCAPE, 8, 0.8)], ids=["12 m", "8 m"])
def test_letters_follow_the_distance_that_the_network_file_names(
    browser: Browser, size: dict[str, int], metres: float, grows: float
) -> None:
    def letters(read_from_m: float) -> dict[str, float]:
        hall = Hall(a_view(counters=6))
        page = hall.page(browser, size=size)
        screen = hall.view["screen"] | {"read_from_m": read_from_m}
        hall.show(
            counters=6, screen=screen, calls=[a_call(2, 2), a_call(1, 1, number="T001")], notices=[a_notice("Xin chào")]
        )
        number = page.locator(".filling .number")
        expect(number).to_have_count(1 if read_from_m > 10 else 2)
        places = {
            "number": ".filling .number",
            "next": "aside li",
            "wait": ".waits",
            "notice": ".notice",
            "time": ".time",
        }
        assert page.locator("aside").evaluate("(all) => all.scrollHeight <= all.clientHeight + 1")
        return {
            name: float(page.locator(place).first.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)"))
            for name, place in places.items()
        }

    usual, other = letters(10), letters(metres)

    # Upright, a number fills the width before it has grown so far.
    least = {"number": min(grows, 1.1)}
    assert all(other[name] / usual[name] == pytest.approx(grows, abs=0.01) for name in usual if name not in least)
    assert other["number"] / usual["number"] >= least["number"] or grows < 1


ONE_LINE = "(one) => one.clientHeight < 1.5 * parseFloat(getComputedStyle(one).fontSize)"


def a_sign(state: str, **more: Any) -> dict[str, Any]:
    services = [f"s{one}" for one in range(8)]
    return {"code": "12", "state": state, "services": services, "number": None, "back_at": None, **more}


@FORMATS
def test_a_screen_over_a_counter_holds_its_number_services_state_and_when_it_is_back(
    browser: Browser, size: dict[str, int]
) -> None:
    hall = Hall(a_view(counters=0, signs=[a_sign("open")]))
    page = hall.page(browser, size=size, over="12")
    over = page.locator(".over")
    told = []

    for stands, more in (
        ([a_sign("open")], {}),
        ([a_sign("open", number="M0012")], {"serving": [a_serving(12, "called")]}),
        ([a_sign("paused", number="M0012", back_at=BACK_AT)], {"serving": [a_serving(12, "called")]}),
        ([a_sign("paused", back_at=BACK_AT)], {}),
        ([a_sign("closed")], {}),
    ):
        hall.show(counters=0, signs=stands, **more)
        page.locator(f".over.{stands[0]['state']} .{'number' if more else 'state'}").first.wait_for()
        told.append(over.get_by_role("status").inner_text())
        assert all(number.evaluate(ONE_LINE) for number in over.locator(".number").all())
        expect(page.get_by_role("heading")).to_have_text("Quầy 12")
        assert over.evaluate(HOLDS)

    paused = "Tạm nghỉ quay lại lúc 10:25"
    assert [" ".join(one.split()) for one in told] == ["Đang mở", "M 0012", f"M 0012 {paused}", paused, "Đóng"]
    assert faults(page) == []


@FORMATS
def test_a_screen_over_a_counter_says_what_all_must_know_in_place_of_its_number(
    browser: Browser, size: dict[str, int]
) -> None:
    there = {"signs": [a_sign("open", number="M0012")], "serving": [a_serving(12, "called")]}
    hall = Hall(a_view(counters=0, **there))
    page = hall.page(browser, size=size, over="12")
    expect(page.locator(".number")).to_have_text("M 0012")

    for kind in ("evacuation", "interruption"):
        told = {language: written(kind, Facts(), language=language) for language in LANGUAGES}
        hall.show(counters=0, notices=[a_notice("", kind=kind, texts=told)], **there)

        page.locator(f".over.of-{kind}").wait_for()
        assert page.get_by_role("alert").locator("p").all_inner_texts() == list(told.values())
        expect(page.locator(".number, .state, .services")).to_have_count(0)
        assert page.locator(".over").evaluate(HOLDS)
        assert page.get_by_role("alert").evaluate(HOLDS)
        assert faults(page) == []
