"""Can every officer use every screen and dialog of the counter's page: by screen reader, by keys, at both sizes?"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import PASSWORD, SMALL, USUAL, Desk, Town, a_desk, a_town
from tests.browser.seen import faults

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

SMALLEST_PX = 24
IN_MORE = {
    "dossiers": "1",
    "end-turn": "2",
    "add-service": "3",
    "refer": "4",
    "call": "5",
    "services": "8",
    "pin": "9",
}
SOON_MS = 5000
WELL = {"name": "Sảnh chính", "condition": "ok", "papers_left": 400, "numbers_left": 90}
TROUBLES: dict[str, tuple[dict[str, Any], str]] = {
    "paper-out": ({"condition": "paper-out"}, "Máy lấy số Sảnh chính hết giấy"),
    "numbers": ({"numbers_left": 1}, "Máy lấy số Sảnh chính sắp hết số dự phòng"),
    "no-backup": ({"backup": "offline"}, "Máy lấy số Sảnh chính: máy in dự phòng lỗi"),
}
BY_KEY = {"transfer": "Numpad4", "hold": "Numpad5", "take": "Numpad7", "pause": "Numpad9", "change": "NumpadDivide"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with a_town(tmp_path_factory.mktemp("town"), branches=7) as standing:
        yield standing


def looked_at(page: Page) -> tuple[list[str], list[str], bool]:
    """Return what axe finds, which targets are too small, and whether the page has to be scrolled sideways."""
    return faults(page), too_small(page), bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def too_small(page: Page) -> list[str]:
    """Return buttons and fields that are smaller than WCAG 2.2 wants; a box in a label is as large as its label."""
    sides = page.evaluate(
        "[...document.querySelectorAll('button, select, input:not([type=radio], [type=checkbox]), label.choice')]"
        ".map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])"
        ".filter(([, box]) => box.width > 0)"
        ".map(([what, box]) => [what, Math.min(box.width, box.height)])"
    )
    assert sides
    return [what for what, side in sides if side < SMALLEST_PX]


def a_full_desk(desk: Desk) -> None:
    """Somebody with every need and a folder is served, others wait and are on hold."""
    desk.serves()
    desk.press("Numpad5", "Enter")
    expect(desk.page.locator(".held")).to_contain_text("Thiếu giấy tờ")
    every_need = ["deaf", "low-vision", "wheelchair", "interpreter"]
    desk.officer.take("certification", needs=every_need, dossiers=25, priority="priority", dossier="H26.12-0007")
    desk.press("NumpadAdd")
    desk.has("A 001")
    desk.press("Numpad2")
    desk.shows("Đang phục vụ")
    for service in ("certification", "business", "land"):
        desk.officer.take(service, needs=every_need, dossiers=12, priority="priority")


@pytest.mark.parametrize("size", [USUAL, SMALL], ids=["1366", "1024"])
def test_axe_finds_nothing_on_any_screen_or_dialog(browser: Browser, town: Town, size: tuple[int, int]) -> None:
    desk = a_desk(browser, town, size=size)
    a_full_desk(desk)
    found = {"desk": looked_at(desk.page)}

    def look(name: str, *keys: str) -> None:
        desk.press(*keys)
        expect(desk.dialog()).to_be_visible()
        found[name] = looked_at(desk.page)

    def leave() -> None:
        while desk.dialog().is_visible():
            desk.press("Escape")
            desk.page.wait_for_timeout(20)

    for name, key in BY_KEY.items():
        look(name, key)
        leave()
    for name, digit in IN_MORE.items():
        look("more", "Numpad8")
        look(name, f"Numpad{digit}")
        leave()
    desk.press("Numpad7")
    desk.dialog().get_by_role("button", name="Phát số từ cuộn in sẵn?").click()
    look("roll")
    leave()
    look("find", "Control+k")
    desk.page.keyboard.type("t1")
    desk.press("Enter")
    expect(desk.dialog().get_by_role("article")).to_be_visible()
    found["found"] = looked_at(desk.page)
    desk.dialog().get_by_role("button", name="Hủy phiếu").click()
    look("cancel")
    leave()
    desk.press("F1")
    found["keys"] = looked_at(desk.page)
    desk.page.get_by_role("button", name="Đổi phím").click()
    look("settings")
    leave()
    look("bring-back", "Numpad6")
    leave()
    desk.page.get_by_role("button", name="Đăng xuất").click()
    look("sign-out")

    assert {name: seen for name, seen in found.items() if seen != ([], [], False)} == {}


@pytest.mark.parametrize("size", [USUAL, SMALL], ids=["1366", "1024"])
def test_axe_finds_nothing_before_and_after_the_work(browser: Browser, town: Town, size: tuple[int, int]) -> None:
    desk = a_desk(browser, town, size=size, is_open=False)
    page = desk.page
    expect(page.get_by_role("group")).to_be_visible()
    found = {"choose": looked_at(page)}
    desk.press("Enter")
    desk.shows("Chưa có khách tại quầy")
    found["nobody"] = looked_at(page)
    number = desk.serves("business")
    desk.press("Numpad0")
    expect(desk.dialog()).to_be_visible()
    found["outcome"] = looked_at(page)
    desk.press("Escape")
    desk.loses_session_at("finish")
    desk.press("Numpad0", "Numpad1")
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
    found["lost"] = looked_at(page)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    desk.press("Enter")
    desk.shows("Chưa có khách tại quầy")
    assert desk_state(desk, number) == "done"
    desk.press("Numpad8", "Numpad9")
    for label in ("Mã PIN", "Nhập lại mã PIN"):
        page.get_by_label(label, exact=True).fill("1234")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    desk.press("Enter")
    expect(desk.dialog()).to_be_hidden()
    desk.press("Numpad9", "Numpad1")
    expect(page.get_by_role("heading", name="Màn hình đang khóa")).to_be_visible()
    found["locked"] = looked_at(page)
    page.get_by_role("button", name="Đăng xuất, người khác làm việc").click()
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
    found["sign-in"] = looked_at(page)

    assert {name: seen for name, seen in found.items() if seen != ([], [], False)} == {}


def desk_state(desk: Desk, number: str) -> str:
    """Return where a ticket stands, as a new session of the officer sees it."""
    state: str = type(desk.officer)(desk.url, desk.branch).ticket(number)["state"]
    return state


def test_what_is_wrong_with_a_kiosk_is_read_whole_as_soon_as_it_tells_and_goes_again(
    browser: Browser, town: Town
) -> None:
    desk = a_desk(browser, town, size=SMALL)
    kiosk, told = town.motcua.client("kiosk", desk.branch), f"/branches/{desk.branch}/kiosks/told"
    found = {}

    for trouble, (more, sentence) in TROUBLES.items():
        kiosk.post(told, WELL | more)
        said = desk.page.get_by_text(sentence)
        expect(said).to_be_visible(timeout=SOON_MS)
        found[trouble] = (*looked_at(desk.page), said.evaluate("(one) => one.scrollHeight > one.clientHeight"))
    kiosk.post(told, WELL)

    expect(desk.page.get_by_text(WELL["name"])).to_have_count(0, timeout=SOON_MS)
    assert found == dict.fromkeys(TROUBLES, ([], [], False, False))


LEAVES: dict[str, Callable[[Page], None]] = {
    "by Esc": lambda page: page.keyboard.press("Escape"),
    "by its button": lambda page: page.get_by_role("button", name="Đóng").click(),
}


@pytest.mark.parametrize("leave", LEAVES)
def test_a_dialog_that_is_left_gives_the_focus_back(browser: Browser, town: Town, leave: str) -> None:
    desk = a_desk(browser, town)
    button = desk.page.get_by_role("button", name="Lấy số giúp khách")
    button.focus()

    desk.press("Enter")
    expect(desk.dialog().get_by_role("radio").first).to_be_focused()
    LEAVES[leave](desk.page)

    expect(button).to_be_focused()
