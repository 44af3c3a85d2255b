"""Do the rarer acts of the officer's page do what they say: the second menu, what is found, the PIN, several tabs?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.desk import PASSWORD, Desk, Town, a_desk, a_town
from tests.browser.seen import faults

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

PIN = "2468"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with a_town(tmp_path_factory.mktemp("town"), branches=26) as standing:
        yield standing


@pytest.fixture
def desk(browser: Browser, town: Town) -> Desk:
    return a_desk(browser, town)


def found(desk: Desk, what: str) -> Locator:
    """Look something up by keys alone; returns what is shown of it."""
    desk.press("Control+k")
    desk.page.keyboard.type(what)
    desk.press("Enter")
    shown: Locator = desk.dialog().get_by_role("article")
    expect(shown).to_be_visible()
    return shown


def choose_pin(desk: Desk) -> None:
    desk.press("Numpad8", "Numpad9")
    expect(desk.dialog()).to_contain_text("Đặt mã PIN")
    desk.page.get_by_label("Mã PIN", exact=True).fill(PIN)
    desk.page.get_by_label("Nhập lại mã PIN").fill(PIN)
    desk.page.get_by_label("Mật khẩu").fill(PASSWORD)
    desk.press("Enter")
    expect(desk.dialog()).to_be_hidden()


def test_the_dossiers_are_counted_by_plus_and_minus(desk: Desk) -> None:
    number = desk.serves(dossiers=3)

    desk.press("Numpad8", "Numpad1")
    expect(desk.dialog().get_by_role("spinbutton")).to_be_focused()
    desk.press("NumpadAdd", "NumpadAdd", "NumpadSubtract", "Enter")

    desk.shows("4 hồ sơ (đã kiểm đếm)")
    ticket = desk.officer.ticket(number)
    assert (ticket["dossiers"], ticket["counted"]) == (4, True)


def test_a_pre_printed_roll_is_set_and_its_number_is_the_next(desk: Desk) -> None:
    desk.press("Numpad7")
    desk.dialog().get_by_role("button", name="Phát số từ cuộn in sẵn?").click()
    desk.dialog().get_by_role("radio").first.check()
    desk.dialog().get_by_label("Số ở đầu cuộn").fill("57")

    desk.press("Enter")

    desk.says("Phiếu tiếp theo là")
    expect(desk.dialog()).to_be_hidden()
    assert desk.officer.take("land").endswith("057")


def test_the_head_says_that_the_branch_stands_still_instead_of_open(desk: Desk, town: Town) -> None:
    manager = town.motcua.client("branch-manager", desk.branch)
    state = desk.page.locator(".head .state")
    expect(state).to_contain_text("Đang mở")

    assert manager.post(f"/branches/{desk.branch}/pause", {"reason": "evacuation"}).status_code == 200
    expect(state).to_contain_text("Đang sơ tán")
    expect(state).not_to_contain_text("Đang mở")
    assert faults(desk.page) == []

    assert manager.post(f"/branches/{desk.branch}/resume").status_code == 200
    expect(state).to_contain_text("Đang mở")


def test_a_turn_of_a_folder_ends_and_the_rest_ranks_again(desk: Desk) -> None:
    number = desk.serves(dossiers=25)

    desk.press("Numpad8", "Numpad2", "Enter")

    desk.says("Xong: Hết lượt hồ sơ")
    ticket = desk.officer.ticket(number)
    assert (ticket["state"], ticket["dossiers_left"]) == ("waiting", 15)


def test_a_service_is_added_to_the_visit(desk: Desk) -> None:
    number = desk.serves()

    desk.press("Numpad8", "Numpad3", "Numpad2", "Enter")

    desk.shows("Sau đó: Đăng ký kinh doanh")
    assert [step["service"] for step in desk.officer.ticket(number)["steps"]] == ["land", "business"]


def test_another_branch_goes_on_only_after_a_second_yes(desk: Desk) -> None:
    number = desk.serves()

    desk.press("Numpad8", "Numpad4")
    expect(desk.dialog().get_by_role("radio").first).to_be_focused()
    expect(desk.dialog()).to_contain_text("Chi nhánh số 20 · 5 phút đi, chưa quầy nào mở lĩnh vực này")
    desk.page.get_by_label("Chi nhánh số 20").check()
    desk.press("Enter")
    expect(desk.dialog().get_by_role("alert").first).to_have_text(
        "Ở Chi nhánh số 20 chưa quầy nào mở lĩnh vực này. Không biết khi nào khách được phục vụ."
    )
    expect(desk.dialog().get_by_role("button", name="1 Vẫn chuyển")).to_be_visible()
    expect(desk.dialog()).to_contain_text(f"Chuyển số {number} sang Chi nhánh số 20? Không hoàn tác được.")
    expect(desk.dialog().get_by_role("button", name="0 Quay lại")).to_be_focused()
    assert desk.officer.ticket(number)["state"] == "serving"
    desk.press("Numpad1")

    desk.says(f"{number} được tiếp nhận tại Chi nhánh số 20, số ở đó: T ")
    desk.says("Chỗ được giữ đến ")
    assert desk.officer.ticket(number)["state"] == "referred"


def test_calling_out_of_order_needs_a_reason_which_the_page_then_shows(desk: Desk) -> None:
    desk.officer.take()
    second = desk.officer.take()

    desk.press("Numpad8", "Numpad5")
    desk.page.keyboard.type("t2")
    desk.press("Enter")
    expect(desk.dialog()).to_contain_text("Gọi không theo thứ tự thì phải nêu lý do.")
    desk.page.get_by_label("Lý do").fill("Khách phải ra sân bay")
    desk.press("Enter")

    desk.has(second)
    desk.shows("Lý do: Khách phải ra sân bay")


def test_what_was_finished_by_mistake_is_opened_again(desk: Desk) -> None:
    number = desk.serves()
    desk.press("Numpad0")
    desk.shows("Chưa có khách tại quầy")
    desk.has_answered()

    desk.press("Numpad8", "Numpad6")
    expect(desk.dialog().get_by_role("textbox")).to_have_value(number)
    desk.press("Enter")

    desk.has(number)
    assert desk.officer.ticket(number)["state"] == "serving"


def test_a_time_that_is_not_accurate_is_left_out(desk: Desk) -> None:
    desk.serves()

    desk.press("Numpad8", "Numpad7")
    desk.says("Xong: Thời gian không đúng")
    desk.press("Numpad0")

    expect(desk.page.locator(".today")).to_contain_text("1 lượt không tính giờ")
    assert desk.state["today"]["mean_service_s"] is None


def test_the_services_of_the_open_counter_are_changed(desk: Desk) -> None:
    desk.press("Numpad8", "Numpad8")
    desk.dialog().get_by_label("Đất đai").uncheck()
    desk.press("Enter")

    expect(desk.page.locator(".serves")).not_to_contain_text("Đất đai")
    assert desk.state["services"] == ["certification", "business"]


def test_a_waiting_ticket_that_was_found_is_cancelled_only_after_a_second_yes(desk: Desk) -> None:
    number = desk.officer.take()

    found(desk, number).get_by_role("button", name="Hủy phiếu").click()
    expect(desk.dialog().get_by_role("button", name="0 Quay lại")).to_be_focused()
    assert desk.officer.ticket(number)["state"] == "waiting"
    desk.press("Numpad1")

    desk.says("Xong: Hủy phiếu")
    assert desk.officer.ticket(number)["state"] == "cancelled"


def test_a_number_in_the_list_leads_to_all_that_can_be_done_with_it(desk: Desk) -> None:
    number = desk.officer.take(priority="priority")

    desk.page.get_by_role("button", name=number).click()
    expect(desk.dialog()).to_contain_text("Đang chờ · lấy số 09:0")
    desk.dialog().get_by_role("button", name="Lùi lượt").click()

    desk.says("Xong: Lùi lượt")
    assert desk.officer.ticket(number)["postponements_left"] == 1


def test_nothing_found_is_said(desk: Desk) -> None:
    desk.press("Control+k")
    desk.page.keyboard.type("x99")
    desk.press("Enter")

    expect(desk.dialog()).to_contain_text("Hôm nay không có phiếu nào như vậy.")


def test_needs_and_obstacles_are_seen_before_the_call(desk: Desk) -> None:
    desk.officer.take(needs=["deaf"], dossiers=2)
    row = desk.page.get_by_role("row").filter(has_text="T 001")

    expect(row).to_contain_text("Khiếm thính")
    expect(row).to_contain_text("2 hồ sơ")
    desk.shows("Người kế tiếp:")
    desk.shows("Khiếm thính")


def test_a_break_locks_the_page_until_the_pin_and_a_wrong_one_is_told(desk: Desk) -> None:
    number = desk.serves()
    choose_pin(desk)

    desk.press("Numpad9", "Numpad1")
    expect(desk.page.get_by_role("heading", name="Màn hình đang khóa")).to_be_visible()
    assert number not in desk.page.content()
    desk.press("F8")
    desk.page.keyboard.type("1111")
    desk.press("Enter")
    expect(desk.page.get_by_role("alert")).to_contain_text("Mã PIN không đúng. Còn 4 lần thử.")
    desk.page.reload()
    expect(desk.page.get_by_role("heading", name="Màn hình đang khóa")).to_be_visible()
    desk.page.keyboard.type(PIN)
    desk.press("Enter")

    desk.has(number)
    expect(desk.page.locator(".head")).to_contain_text("Tạm nghỉ: Nghỉ giải lao")
    assert desk.state["state"] == "paused"


def test_five_wrong_pins_lead_to_the_sign_in(desk: Desk) -> None:
    choose_pin(desk)
    desk.press("Numpad8", "Numpad9")
    heading = desk.page.get_by_role("heading", name="Màn hình đang khóa")
    expect(heading).to_be_visible()

    for left in (4, 3, 2, 1):
        desk.page.keyboard.type("0000")
        desk.press("Enter")
        expect(desk.page.get_by_role("alert")).to_contain_text(f"Còn {left} lần thử.")
    desk.page.keyboard.type("0000")
    desk.press("Enter")

    expect(desk.page.get_by_label("Tên đăng nhập")).to_be_visible()
    expect(desk.page.get_by_role("alert")).to_contain_text("Vui lòng đăng nhập lại.")


def test_two_tabs_that_press_at_once_call_one_visitor_and_share_the_lock(desk: Desk) -> None:
    first, second = desk.officer.take(), desk.officer.take()
    choose_pin(desk)
    one = desk.page
    other = desk.look()
    expect(other.get_by_role("button", name="Gọi tiếp")).to_be_enabled()

    with desk.answers_held("call-next", from_pages=2):
        one.keyboard.press("NumpadAdd")
        other.keyboard.press("NumpadAdd")

    for page in (one, other):
        expect(page.locator(".present .number")).to_have_text(first)
    assert desk.officer.ticket(second)["state"] == "waiting"
    one.keyboard.press("Numpad8")
    one.keyboard.press("Numpad9")
    for page in (one, other):
        expect(page.get_by_role("heading", name="Màn hình đang khóa")).to_be_visible()


def test_a_dialog_about_a_visitor_whom_another_tab_finished_closes(desk: Desk) -> None:
    desk.serves()
    desk.press("Numpad4")
    expect(desk.dialog()).to_be_visible()

    desk.officer.at("1", "finish")

    expect(desk.dialog()).to_be_hidden()
    desk.says("Khách tại quầy đã thay đổi")


def test_an_act_that_meets_the_end_of_the_session_is_done_once_somebody_has_signed_in(desk: Desk) -> None:
    number = desk.serves()
    holds_with_a_reason(desk)
    desk.loses_session_at("hold")

    desk.press("Enter")
    sign_in_again(desk)

    expect(desk.page.locator(".held")).to_contain_text("Chờ trích lục")
    expect(desk.page.locator(".held")).to_contain_text(number)
    expect(desk.dialog()).to_be_hidden()


def test_a_session_that_ended_asks_to_sign_in_and_keeps_what_was_being_written(desk: Desk, town: Town) -> None:
    number = desk.serves()
    holds_with_a_reason(desk)
    desk.officer.sign_out()
    # The server looks every few seconds whether those who watch still may.
    expect(desk.page.get_by_label("Mật khẩu")).to_be_visible(timeout=30_000)
    sign_in_again(desk)

    expect(desk.page.get_by_label("Ghi rõ lý do")).to_have_value("Chờ trích lục")
    expect(desk.page.get_by_label("Ghi rõ lý do")).to_be_focused()
    desk.press("Enter")

    expect(desk.page.locator(".held")).to_contain_text("Chờ trích lục")
    expect(desk.page.locator(".held")).to_contain_text(number)
    expect(desk.dialog()).to_be_hidden()

    # Whoever signs in again has a live page again.
    came = town.motcua.client("greeter", desk.branch).take(desk.branch)["number"]
    expect(desk.page.locator(".waiting")).to_contain_text(f"{came[0]} {came[1:]}")


def holds_with_a_reason(desk: Desk) -> None:
    """Write why the visitor waits, and send nothing yet."""
    desk.press("Numpad5")
    desk.page.get_by_label("Ghi rõ lý do").fill("Chờ trích lục")


def sign_in_again(desk: Desk) -> None:
    expect(desk.page.get_by_label("Tên đăng nhập")).to_have_value(desk.officer.login)
    desk.page.get_by_label("Mật khẩu").fill(PASSWORD)
    desk.press("Enter")
    expect(desk.page.get_by_label("Mật khẩu")).to_be_hidden()


def test_another_officer_takes_the_counter_over_only_by_opening_it(browser: Browser, town: Town) -> None:
    desk = a_desk(browser, town, is_open=False)
    number = desk.officer.take()
    token = town.motcua.client("officer", desk.branch)
    token.at(desk.branch, "1", "open")
    token.at(desk.branch, "1", "call-next")

    expect(desk.page.get_by_role("main")).to_contain_text("Quầy này đang do cán bộ")
    expect(desk.page.get_by_role("main")).to_contain_text(f"Số {number} đang ở quầy và sẽ do bạn phục vụ.")
    desk.press("NumpadAdd")
    desk.page.get_by_role("button", name="Mở quầy").click()

    desk.has(number)
    assert desk.state["officer"] == desk.officer.badge


def test_a_forgotten_finish_is_asked_about_gently_and_only_once(browser: Browser, town: Town) -> None:
    desk = a_desk(browser, town)
    desk.page.clock.install()
    desk.page.reload()
    expect(desk.page.get_by_role("button", name="Gọi tiếp")).to_be_enabled()
    desk.serves()
    question = desk.page.get_by_text("Lượt này lâu hơn thường lệ.")
    expect(question).to_be_hidden()

    desk.page.clock.fast_forward("31:00")
    expect(question).to_be_visible()
    desk.page.get_by_role("button", name="Vẫn đang phục vụ").click()
    desk.page.clock.fast_forward("01:00")
    expect(question).to_be_hidden()
