"""Does an officer get through the day: with the keyboard alone, and with a server that goes away meanwhile?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.desk import PASSWORD, Desk, Town, a_desk, a_town

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PIN = "1357"
BACK_MS = 60_000


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with a_town(tmp_path_factory.mktemp("town"), branches=9) as standing:
        yield standing


def types(page: Page, *fields: str) -> None:
    """Fill field after field by keys, and send the form."""
    for at, text in enumerate(fields):
        if at:
            page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")


def begins_work(desk: Desk) -> None:
    """Sign in and open the counter."""
    page = desk.look()
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    types(page, desk.officer.login, PASSWORD)
    expect(page.get_by_role("checkbox").first).to_be_focused()
    desk.press("Enter")
    expect(page.locator(".head")).to_contain_text("Đang mở")


def takes_lunch_behind_a_pin(desk: Desk) -> None:
    desk.press("Numpad8", "Numpad9")
    types(desk.page, PIN, PIN, PASSWORD)
    expect(desk.dialog()).to_be_hidden()
    desk.press("Numpad9", "Numpad2")
    expect(desk.page.get_by_role("heading", name="Màn hình đang khóa")).to_be_visible()
    types(desk.page, PIN)
    expect(desk.page.locator(".head")).to_contain_text("Tạm nghỉ: Nghỉ trưa")
    desk.press("Numpad9")
    expect(desk.page.locator(".head")).to_contain_text("Đang mở")


def ends_work(desk: Desk) -> None:
    """Close the counter and sign out."""
    desk.press("Numpad9", "Numpad0")
    expect(desk.page.get_by_role("checkbox").first).to_be_focused()
    desk.press("Shift+Tab", "Enter")
    expect(desk.page.get_by_label("Tên đăng nhập")).to_be_focused()


def test_a_whole_day_is_done_with_the_keyboard_alone(browser: Browser, town: Town) -> None:
    desk = a_desk(browser, town, is_open=False)
    desk.context.clear_cookies()
    begins_work(desk)
    comes, stays_away, lacks_a_paper, goes_on = numbers = [desk.officer.take() for _ in range(4)]

    desk.press("NumpadAdd")
    desk.has(comes)
    desk.press("Numpad2")
    desk.shows("Đang phục vụ")
    desk.press("Numpad0")
    desk.shows("Chưa có khách tại quầy")
    desk.press("NumpadAdd")
    desk.has(stays_away)
    desk.press("Numpad1")
    desk.shows("Đã gọi 2 lần")
    desk.press("Numpad3")
    desk.shows("Chưa có khách tại quầy")
    desk.press("NumpadAdd")
    desk.has(lacks_a_paper)
    desk.press("Numpad5", "Numpad1", "Enter")
    expect(desk.page.locator(".held")).to_contain_text("Thiếu giấy tờ")
    desk.press("NumpadAdd")
    desk.has(goes_on)
    desk.press("Numpad4", "Numpad2", "Enter")
    desk.says("Xong: Chuyển tiếp")
    # To the wrong service: that is taken back.
    desk.press("NumpadDecimal")
    desk.has(goes_on)
    desk.press("Numpad4", "Numpad3", "Enter")
    desk.says("Xong: Chuyển tiếp")
    desk.press("Numpad6", "Numpad1")
    desk.has(lacks_a_paper)
    desk.press("Numpad2", "Numpad0")
    desk.shows("Chưa có khách tại quầy")
    takes_lunch_behind_a_pin(desk)
    desk.press("NumpadAdd")
    desk.has(goes_on)
    desk.press("Numpad2", "Numpad0", "Numpad1")
    desk.shows("Chưa có khách tại quầy")
    ends_work(desk)

    assert [desk.officer.ticket(number)["state"] for number in numbers] == ["done", "no_show", "done", "done"]
    assert desk.state["state"] == "closed"


def test_a_refused_act_that_was_shown_already_is_taken_back_with_the_reason(browser: Browser, town: Town) -> None:
    desk = a_desk(browser, town)
    number = desk.calls()
    seen: list[str] = []

    def somebody_was_quicker(route: Route) -> None:
        seen.append(desk.page.locator(".state-word").inner_text().strip())
        desk.officer.at("1", "no-show")
        route.continue_()

    desk.page.route("**/start", somebody_was_quicker)
    desk.press("Numpad2")

    desk.says("màn hình đã trở lại như trước. Hiện không có ai tại quầy 1.")
    desk.shows("Chưa có khách tại quầy")
    assert seen == ["Đang phục vụ"]
    assert desk.officer.ticket(number)["state"] == "no_show"


def test_an_answer_that_is_lost_does_not_double_the_act(browser: Browser, town: Town) -> None:
    desk = a_desk(browser, town)
    first, second = desk.officer.take(), desk.officer.take()
    keys: list[str | None] = []

    def lose_the_first_answer(route: Route) -> None:
        keys.append(route.request.headers.get("idempotency-key"))
        if len(keys) > 1:
            route.continue_()
            return
        route.fetch()
        route.abort()

    desk.page.route("**/call-next", lose_the_first_answer)
    desk.press("NumpadAdd")

    desk.has(first)
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert desk.officer.ticket(second)["state"] == "waiting"


def test_a_reload_before_the_answer_goes_on_with_the_same_act(browser: Browser, town: Town) -> None:
    desk = a_desk(browser, town)
    desk.page.route("**/start", lambda route: route.abort())
    number = desk.calls()
    desk.press("Numpad2")
    expect(desk.page.locator(".says")).to_contain_text("đang gửi lại: Bắt đầu")
    desk.shows("Đã gọi")

    desk.page.unroute("**/start")
    desk.page.reload()

    desk.shows("Đang phục vụ")
    desk.has(number)
    assert desk.officer.ticket(number)["state"] == "serving"


def test_whoever_gives_up_waiting_is_told_that_it_is_not_known(browser: Browser, town: Town) -> None:
    desk = a_desk(browser, town)
    desk.page.route("**/start", lambda route: route.abort())
    number = desk.calls()
    desk.press("Numpad2")

    desk.page.get_by_role("button", name="Ngừng gửi lại").click()

    desk.says(f"Không rõ “Bắt đầu” ({number}) đã được thực hiện hay chưa")
    desk.shows("Đã gọi")


def test_an_open_counter_is_closed_on_the_way_out(browser: Browser, town: Town) -> None:
    desk = a_desk(browser, town)

    desk.page.get_by_role("button", name="Đăng xuất").click()
    expect(desk.dialog()).to_contain_text("Quầy 1 vẫn đang mở.")
    desk.press("Numpad1")

    expect(desk.page.get_by_label("Tên đăng nhập")).to_be_visible()
    manager = town.motcua.client("branch-manager", desk.branch)
    assert manager.get(f"/branches/{desk.branch}/counters/1/view")["state"] == "closed"


def test_signing_out_in_one_tab_empties_the_other(browser: Browser, town: Town) -> None:
    desk: Desk = a_desk(browser, town)
    one = desk.page
    number = desk.serves()
    other = desk.look()
    expect(other.locator(".present .number")).to_have_text(number)

    one.get_by_role("button", name="Đăng xuất").click()
    one.keyboard.press("Numpad2")

    for page in (one, other):
        expect(page.get_by_label("Tên đăng nhập")).to_be_visible()
        assert number not in page.content()


def test_a_server_that_is_killed_and_comes_back_loses_and_doubles_nothing(browser: Browser, town: Town) -> None:
    desk = a_desk(browser, town)
    number = desk.serves()
    following = desk.officer.take()
    expect(desk.page.locator(".waiting")).to_contain_text(following)

    town.motcua.kill()
    lost = desk.page.get_by_role("alert").filter(has_text="Mất kết nối, số liệu lúc 09:0")
    expect(lost).to_be_visible(timeout=15_000)
    expect(desk.page.locator(".present .number")).to_have_text(number)
    desk.press("NumpadAdd", "NumpadAdd")
    desk.says("Chưa có trả lời, đang gửi lại: Gọi tiếp")
    expect(desk.page.locator(".present .number")).to_have_text(number)
    town.motcua.start(keep_clock=True)

    expect(desk.page.locator(".present .number")).to_have_text(following, timeout=BACK_MS)
    expect(lost).to_be_hidden(timeout=BACK_MS)
    desk.has(following)
    events = town.motcua.client("auditor").events(desk.branch)
    assert [event["kind"] for event in events].count("called") == 2
    assert desk.officer.ticket(number)["state"] == "done"
