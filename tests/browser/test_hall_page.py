"""Does a hall of two hundred people see and hear every call, in order, on any screen, and after any cut?"""

from collections.abc import Iterator
from itertools import pairwise
from math import atan, degrees
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.hall_screen import Line
from tests.acceptance.installation import Installation
from tests.browser.hall import BRANCH, LANDSCAPE, PORTRAIT, a_hall, an_office, call_at_once, open_counters, pair, sounds
from tests.browser.seen import faults, until

pytestmark = pytest.mark.browser
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
INCH_MM = 25.4
# Of the larger side and of the smaller one of a 16:9 screen to its diagonal.
LONG, SHORT = 16 / (16**2 + 9**2) ** 0.5, 9 / (16**2 + 9**2) ** 0.5


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("hall")
    shown = folder / "shown"
    shown.mkdir()
    (shown / "a picture.png").write_bytes((PICTURES / "phone.png").read_bytes())
    (shown / "notes.txt").write_text("private")
    (shown / "link.png").symlink_to("/etc/passwd")
    with an_office(folder, MOTCUA_MEDIA=str(shown)) as motcua:
        open_counters(motcua, 16)
        yield motcua


def clips(page: Page) -> list[dict[str, Any]]:
    return [one for one in sounds(page) if "/clips/" in one["url"]]


def seq_of(clip: dict[str, Any]) -> int:
    return int(clip["url"].split("/clips/")[1].split(".wav")[0].rpartition("-")[2])


def take(motcua: Installation, count: int, **more: object) -> None:
    greeter = motcua.client("greeter", BRANCH)
    for _ in range(count):
        greeter.take(BRANCH, "land", **more)


def test_five_calls_of_one_moment_are_spoken_each_once_in_order_and_none_overlaps(
    browser: Browser, office: Installation
) -> None:
    page = a_hall(browser, office, size=LANDSCAPE, query="?zone=a")
    take(office, 5)

    call_at_once(office, ["1", "2", "3", "4", "5"])
    until(page, lambda: len(clips(page)) == 5 and all(one["until"] for one in clips(page)))
    page.wait_for_timeout(600)

    heard = clips(page)
    assert len(heard) == 5
    assert [seq_of(one) for one in heard] == sorted({seq_of(one) for one in heard})
    assert all(before["until"] <= after["from"] for before, after in pairwise(sounds(page)))
    assert [("form=short" in one["url"]) for one in heard][-1] is False


def test_only_the_first_of_two_pages_of_one_hall_speaks_though_both_were_just_opened(
    browser: Browser, office: Installation
) -> None:
    take(office, 1)
    page = a_hall(browser, office, size=LANDSCAPE)
    # Two pages of different processes that both take it at the first call do not see each other.
    assert page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('motcua.speaks'))")
    second = page.context.new_page()
    second.goto(page.url)
    second.locator(".hall").wait_for()

    call_at_once(office, ["6"])
    until(page, lambda: clips(page))
    second.wait_for_timeout(600)

    assert len(clips(page)) == 1
    assert sounds(second) == []


def test_a_page_loaded_again_shows_the_present_and_repeats_no_old_speech(
    browser: Browser, office: Installation
) -> None:
    page = a_hall(browser, office, size=LANDSCAPE)
    take(office, 1)
    call_at_once(office, ["7"])
    until(page, lambda: clips(page))
    number = office.client("officer", BRANCH).get(f"/branches/{BRANCH}/counters/7/view")["ticket"]["number"]

    page.reload()

    expect(page.locator(".row.called", has_text=f"{number[0]} {number[1:]}")).to_be_visible()
    page.wait_for_timeout(600)
    assert sounds(page) == []


def test_a_cut_shows_the_amber_bar_within_eight_seconds_with_the_time_of_the_last_state(
    browser: Browser, office: Installation
) -> None:
    line = Line(office.port)
    context = browser.new_context(viewport=LANDSCAPE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{line.url}/hall/{BRANCH}")
    page.locator(".hall").wait_for()

    line.cut()
    expect(page.get_by_role("alert")).to_contain_text("số liệu lúc 09:0", timeout=8000)
    line.mend()

    expect(page.get_by_role("alert")).to_have_count(0, timeout=15_000)
    line.close()


@pytest.mark.parametrize(("size", "height"), [(LANDSCAPE, SHORT), (PORTRAIT, LONG)], ids=["16:9", "9:16"])
@pytest.mark.parametrize("counters", [["8"], ["9", "10"]], ids=["one call", "two calls"])
def test_a_called_number_is_read_from_ten_metres_on_a_55_inch_screen(
    browser: Browser, office: Installation, size: dict[str, int], height: float, counters: list[str]
) -> None:
    page = a_hall(browser, office, size=size)
    take(office, len(counters))

    call_at_once(office, counters)
    number = page.locator(".filling .number").first
    expect(page.locator(".filling .number")).to_have_count(len(counters))
    drawn = number.evaluate(
        """(node) => {
          const style = getComputedStyle(node);
          const pen = document.createElement('canvas').getContext('2d');
          pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
          const box = pen.measureText('0123456789');
          return box.actualBoundingBoxAscent + box.actualBoundingBoxDescent;
        }"""
    )

    millimetres = drawn / size["height"] * 55 * INCH_MM * height
    assert degrees(2 * atan(millimetres / 2 / 10_000)) >= 0.7
    for call in page.locator(".filling .call").all():
        assert call.evaluate("(node) => node.scrollWidth <= node.clientWidth && node.scrollHeight <= node.clientHeight")
    room = page.locator("main").bounding_box()
    assert room is not None
    for told in page.locator(".filling .call > p").all():
        place = told.bounding_box()
        assert place is not None
        assert room["x"] <= place["x"]
        assert place["x"] + place["width"] <= room["x"] + room["width"]
        assert place["y"] + place["height"] <= room["y"] + room["height"]


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["16:9", "9:16"])
def test_axe_finds_nothing_wrong_with_rows_calls_and_the_screen_over_a_counter(
    browser: Browser, office: Installation, size: dict[str, int]
) -> None:
    page = a_hall(browser, office, size=size)
    rows = faults(page)
    take(office, 1)
    call_at_once(office, ["11"])
    expect(page.locator(".filling")).to_be_visible()
    filled = faults(page)
    page.goto(f"{office.url}/hall/{BRANCH}/counter/11")
    expect(page.locator(".over .number")).to_be_visible()

    assert (rows, filled, faults(page)) == ([], [], [])


def test_the_screen_over_a_counter_says_number_services_and_state_and_no_word(
    browser: Browser, office: Installation
) -> None:
    page = a_hall(browser, office, size=LANDSCAPE)
    page.goto(f"{office.url}/hall/{BRANCH}/counter/12")
    expect(page.get_by_role("heading")).to_have_text("Quầy 12")
    expect(page.get_by_text("Đất đai")).to_be_visible()
    take(office, 1)

    call_at_once(office, ["12"])
    expect(page.locator(".number.called")).to_be_visible()
    office.client("officer", BRANCH).at(BRANCH, "12", "finish")
    office.client("officer", BRANCH).at(BRANCH, "12", "pause", {"reason": "break"})

    expect(page.get_by_role("status")).to_have_text("Tạm nghỉ")
    assert sounds(page) == []


def test_what_was_shown_and_said_is_kept_and_printed_by_the_audit(browser: Browser, office: Installation) -> None:
    page = a_hall(browser, office, size=LANDSCAPE)
    pair(office, page)
    take(office, 1)
    call_at_once(office, ["13"])
    texts = {"vi": "Xin chào quý khách.", "en": "Welcome.", "fr": "Bienvenue."}
    typed = office.client("officer", BRANCH).post(f"/branches/{BRANCH}/hall/notices", {"texts": texts})
    assert typed.status_code == 201, typed.text
    until(page, lambda: clips(page))
    number = office.client("officer", BRANCH).get(f"/branches/{BRANCH}/counters/13/view")["ticket"]["number"]

    def told(of: str) -> list[str]:
        done = office.command("audit", "hall", BRANCH, "9:02", "--minutes", "5")
        assert done.returncode == 0, done.stderr
        return [line for line in done.stdout.splitlines() if of in line]

    lines = until(page, lambda: len(found := told(f"  {number}  13")) >= 2 and found)
    notice = until(page, lambda: len(found := told(f"  {texts['vi']}  ")) >= 2 and found)

    assert [line.split("  ")[2:4] for line in lines] == [["shown", "call"], ["said", "call"]]
    assert {line.split("  ")[2] for line in notice} == {"shown", "said"}
    assert all(line.split("  ")[1].endswith(" (Sảnh)") for line in lines + notice)


def test_pictures_of_the_folder_are_shown_while_nobody_is_called_and_nothing_else_is_served(
    browser: Browser, office: Installation
) -> None:
    page = a_hall(browser, office, size=LANDSCAPE, branch="thanh-tri")
    image = page.locator(".idle img")
    expect(image).to_have_attribute("src", "/media/a%20picture.png")
    until(page, lambda: image.evaluate("(node) => node.naturalWidth") > 0)
    answers = {
        path: office.client("officer", BRANCH).send("GET", f"/api/v1/../../media/{path}").status_code
        for path in ("a%20picture.png", "notes.txt", "link.png", "..%2Fmotcua.sqlite3", "none.png")
    }

    assert answers == {
        "a%20picture.png": 200,
        "notes.txt": 404,
        "link.png": 404,
        "..%2Fmotcua.sqlite3": 404,
        "none.png": 404,
    }
