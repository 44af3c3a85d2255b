"""Does each key of the officer's page do its act: once, seen on the page and by the server, and never while typing?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk, Town, a_desk, a_town

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with a_town(tmp_path_factory.mktemp("town"), branches=23) as standing:
        yield standing


@pytest.fixture
def desk(browser: Browser, town: Town) -> Desk:
    return a_desk(browser, town)


@pytest.mark.parametrize("key", ["NumpadAdd", "F8"])
def test_plus_calls_the_next_and_a_double_press_calls_nobody_else(desk: Desk, key: str) -> None:
    first, second = desk.officer.take(), desk.officer.take()

    with desk.answers_held("call-next"):
        desk.press(key, key)

    desk.has(first)
    assert desk.state["ticket"]["number"] == first.replace(" ", "")
    assert desk.officer.ticket(second)["state"] == "waiting"


def test_plus_says_that_nobody_waits(desk: Desk) -> None:
    desk.press("NumpadAdd")

    desk.says("Hiện không có ai chờ ở các lĩnh vực của quầy này.")


def test_one_calls_again(desk: Desk) -> None:
    number = desk.calls()

    desk.press("Numpad1")

    desk.shows("Đã gọi 2 lần")
    desk.has_answered()
    assert desk.officer.ticket(number)["steps"][0]["calls"] == 2


def test_two_starts(desk: Desk) -> None:
    number = desk.serves()

    assert desk.officer.ticket(number)["state"] == "serving"


def test_three_says_that_nobody_came_and_he_may_come_back(desk: Desk) -> None:
    number = desk.calls()

    desk.press("Numpad3")
    desk.shows("Chưa có khách tại quầy")
    desk.has_answered()
    assert desk.officer.ticket(number)["state"] == "no_show"
    desk.press("Control+k")
    desk.page.keyboard.type(number.lower())
    desk.press("Enter")
    desk.dialog().get_by_role("button", name="Cho vào hàng chờ").click()

    expect(desk.page.locator(".waiting")).to_contain_text(number)
    assert desk.officer.ticket(number)["state"] == "waiting"


def test_zero_finishes(desk: Desk) -> None:
    number = desk.serves()

    desk.press("Numpad0")

    desk.shows("Chưa có khách tại quầy")
    desk.has_answered()
    assert desk.officer.ticket(number)["state"] == "done"
    expect(desk.page.locator(".today")).to_contain_text("Đã phục vụ1")


def test_zero_asks_for_the_outcome_where_the_service_has_some(desk: Desk) -> None:
    number = desk.serves("business")

    desk.press("Numpad0")
    expect(desk.dialog()).to_contain_text("Trả lại để bổ sung")
    assert desk.officer.ticket(number)["state"] == "serving"
    desk.press("Numpad2")

    desk.shows("Chưa có khách tại quầy")
    desk.has_answered()
    assert desk.officer.ticket(number)["state"] == "done"


def test_four_transfers_with_a_note_and_back(desk: Desk) -> None:
    number = desk.serves()
    desk.officer.at("2", "open", {"services": ["certification"]})
    expect(desk.page.locator(".waiting")).to_be_visible()

    desk.press("Numpad4", "Numpad2")
    desk.page.get_by_label("Ai tiếp nhận").select_option("counter=2")
    desk.page.get_by_label("Đầu hàng").check()
    desk.page.get_by_label("Ghi chú cho cán bộ tiếp nhận").fill("Thiếu sơ đồ thửa đất")
    desk.page.get_by_label("Xong thì quay lại tôi").check()
    desk.press("Enter")

    desk.says("Xong: Chuyển tiếp")
    ticket = desk.officer.ticket(number)
    assert (ticket["service"], ticket["for_counter"], ticket["notes"]["transfer"]) == (
        "certification",
        "2",
        "Thiếu sơ đồ thửa đất",
    )
    assert [step["service"] for step in ticket["steps"]] == ["land", "certification", "land"]


def test_five_holds_and_six_calls_back(desk: Desk) -> None:
    number = desk.serves()

    desk.press("Numpad5", "Numpad3", "Enter")
    desk.shows("Chưa có khách tại quầy")
    expect(desk.page.locator(".held")).to_contain_text("Khách đề nghị")
    assert desk.state["held"][0]["reason"] == "visitor-asked"

    desk.press("Numpad6")
    expect(desk.dialog()).to_contain_text(number)
    desk.press("Numpad1")
    desk.has(number)
    assert desk.officer.ticket(number)["state"] == "called"


def test_five_holds_in_the_own_pool_for_a_reason_in_words(desk: Desk) -> None:
    desk.serves()

    desk.press("Numpad5")
    desk.page.get_by_label("Ghi rõ lý do").fill("Chờ trích lục")
    desk.page.get_by_label("Chỉ tôi gọi lại").check()
    desk.page.get_by_label("Giữ chỗ trong (phút)").fill("30")
    desk.press("Enter")

    expect(desk.page.locator(".held")).to_contain_text("Của bạn · Chờ trích lục · hạn 09:3")
    (held,) = desk.state["held"]
    assert (held["pool"], held["reason"]) == ("own", "Chờ trích lục")


def test_seven_takes_a_ticket_for_who_has_none_and_nobody_is_called_for_it(desk: Desk) -> None:
    desk.press("Numpad7", "Numpad2")
    desk.page.get_by_label("Xe lăn").check()
    desk.page.get_by_label("Khách nói").select_option("en")
    desk.page.get_by_label("Diện ưu tiên").select_option("priority")
    desk.page.get_by_label("Số hồ sơ").fill("3")
    desk.page.get_by_label("Mã hồ sơ (nếu có)").fill("H26-7")
    desk.press("Enter")

    desk.says("Số mới: A 001. Phía trước không còn ai.")
    expect(desk.page.locator(".waiting")).to_contain_text("Xe lăn")
    ticket = desk.officer.ticket("H26-7")
    assert (ticket["number"], ticket["language"], ticket["priority"], ticket["dossiers"], ticket["state"]) == (
        "A001",
        "en",
        "priority",
        3,
        "waiting",
    )


def test_nine_pauses_for_a_reason_and_resumes(desk: Desk) -> None:
    desk.press("Numpad9", "Numpad2")
    expect(desk.page.locator(".head")).to_contain_text("Tạm nghỉ: Nghỉ trưa")
    desk.has_answered()
    assert (desk.state["state"], desk.state["pause_reason"]) == ("paused", "lunch")
    expect(desk.page.get_by_role("button", name="Gọi tiếp")).to_be_disabled()

    desk.press("Numpad9")
    expect(desk.page.locator(".head")).to_contain_text("Đang mở")
    desk.has_answered()
    assert desk.state["state"] == "open"


@pytest.mark.parametrize("key", ["NumpadDecimal", "Backspace"])
def test_the_point_takes_the_last_act_back_and_says_which(desk: Desk, key: str) -> None:
    number = desk.calls()
    expect(desk.page.locator(".take-back")).to_contain_text(f"Hoàn tác “Gọi tiếp” {number}")

    desk.press(key)

    desk.says("Đã hoàn tác.")
    desk.shows("Chưa có khách tại quầy")
    assert desk.officer.ticket(number)["state"] == "waiting"
    expect(desk.page.locator(".take-back")).to_be_hidden()


def test_the_stroke_changes_the_service_and_keeps_the_time(desk: Desk) -> None:
    number = desk.serves()
    before = desk.officer.ticket(number)["issued_at"]

    desk.press("NumpadDivide", "Numpad1", "Enter")

    desk.says("Xong: Đổi lĩnh vực")
    ticket = desk.officer.ticket(number)
    assert (ticket["service"], ticket["state"], ticket["issued_at"]) == ("certification", "waiting", before)


def test_minus_puts_a_priority_that_does_not_hold_in_ordinary_order(desk: Desk) -> None:
    number = desk.calls(priority="priority")
    desk.shows("Ưu tiên")

    desk.press("NumpadSubtract")

    desk.says("Xong: Xếp theo thứ tự thường")
    expect(desk.page.locator(".present .marks")).to_be_hidden()
    assert desk.officer.ticket(number)["priority"] == "ordinary"


def test_the_star_calls_for_help_and_takes_it_back(desk: Desk) -> None:
    desk.press("NumpadMultiply")
    expect(desk.page.get_by_role("button", name="Đã gọi hỗ trợ 09:0")).to_be_visible()
    assert desk.state["help_at"] is not None

    desk.press("NumpadMultiply")
    expect(desk.page.get_by_role("button", name="Gọi hỗ trợ", exact=False)).to_have_attribute("aria-pressed", "false")
    assert desk.state["help_at"] is None


def test_what_the_state_does_not_allow_is_said_and_not_sent(desk: Desk) -> None:
    desk.press("Numpad2")

    desk.says("“Bắt đầu” lúc này không dùng được.")


def test_no_key_acts_while_somebody_types(desk: Desk) -> None:
    number = desk.serves()

    desk.press("Numpad5")
    desk.page.get_by_label("Ghi rõ lý do").focus()
    desk.press("Numpad0", "Numpad9", "NumpadAdd")

    expect(desk.page.get_by_label("Ghi rõ lý do")).to_have_value("+")
    desk.press("Escape")
    assert desk.officer.ticket(number)["state"] == "serving"


def test_keys_act_when_the_focus_is_still_on_the_list_of_languages(desk: Desk) -> None:
    number = desk.officer.take()

    desk.page.get_by_label("Ngôn ngữ").select_option("en")
    desk.page.get_by_label("Language").focus()
    desk.press("NumpadAdd")

    desk.has(number)
    desk.shows("Called")


def test_f1_keeps_the_list_of_keys_in_sight_over_a_reload(desk: Desk) -> None:
    keys = desk.page.get_by_role("region", name="Phím tắt")

    desk.press("F1")
    expect(keys).to_contain_text("Gọi tiếp")
    desk.page.reload()
    expect(keys).to_be_visible()
    desk.press("F1")
    expect(keys).to_be_hidden()


def test_a_key_is_moved_a_conflict_refused_and_the_first_ones_come_back(desk: Desk) -> None:
    number = desk.officer.take()
    desk.press("F1")
    desk.page.get_by_role("button", name="Đổi phím").click()
    said = desk.dialog().get_by_role("status").first

    desk.page.get_by_role("button", name="Phím của “Gọi tiếp”: F8").click()
    desk.press("F9")
    expect(said).to_have_text("Phím F9 đang dùng cho “Hoàn thành”. Hãy bỏ ở đó trước.")
    desk.page.get_by_role("button", name="Phím của “Gọi tiếp”: F8").click()
    desk.press("k")
    expect(said).to_have_text("Không dùng được phím này.")
    desk.page.get_by_role("button", name="Phím của “Gọi tiếp”: F8").click()
    desk.press("Insert")
    expect(said).to_have_text("“Gọi tiếp”: phím Insert.")
    desk.press("Escape")
    desk.page.reload()
    expect(desk.page.locator(".key-list")).to_contain_text("Insert")
    desk.press("Insert")
    desk.has(number)

    desk.page.get_by_role("button", name="Đổi phím").click()
    desk.page.get_by_role("button", name="Trở lại phím ban đầu").click()
    desk.press("Escape")
    expect(desk.page.locator(".key-list")).to_contain_text("F8")
