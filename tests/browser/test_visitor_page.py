"""Does the visitor's phone say one true thing at a time, and ask before it does what cannot be taken back?"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.installation import Client, Installation
from tests.browser.hall import BRANCH, an_office, open_counters
from tests.browser.seen import faults, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

AWHILE_MS = 30_000


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with an_office(tmp_path_factory.mktemp("phone")) as motcua:
        yield motcua


@pytest.fixture
def officer(office: Installation) -> Client:
    return open_counters(office, 1, services=("land",))


def a_page(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN").new_page()
    page.goto(address)
    return page


def a_phone(browser: Browser, office: Installation, *, service: str = "land") -> Page:
    """Take a number and open its page."""
    token = office.client("greeter", BRANCH).take(BRANCH, service)["token"]
    page = a_page(browser, f"{office.url}/t/{token}")
    expect(page.get_by_role("status")).to_have_text("Đang chờ")
    return page


@pytest.mark.usefixtures("officer")
def test_while_the_branch_stands_still_phone_and_start_page_say_so_instead_of_a_wait(
    browser: Browser, office: Installation
) -> None:
    phone, start = a_phone(browser, office), a_page(browser, office.url)
    manager = office.client("branch-manager", BRANCH)
    row = start.get_by_role("row").filter(has_text="Chi nhánh số 1 - Tây Hồ")
    expect(row).to_contain_text("Đang mở", timeout=AWHILE_MS)
    for reason, says, does in (
        ("interruption", "Chi nhánh tạm dừng do sự cố", "Xin quý khách vui lòng chờ"),
        ("evacuation", "Chi nhánh đang sơ tán", "rời khỏi tòa nhà"),
    ):
        answer = manager.post(f"/branches/{BRANCH}/pause", {"reason": reason})
        assert answer.status_code == 200, answer.text

        status = phone.get_by_role("status")
        expect(status).to_contain_text(says, timeout=AWHILE_MS)
        expect(status).to_contain_text(does)
        expect(status).to_contain_text("Số của quý khách vẫn được giữ")
        expect(phone.get_by_text("dự kiến")).to_have_count(0)
        assert faults(phone) == []
        expect(row).to_contain_text(
            "Tạm dừng do sự cố" if reason == "interruption" else "Đang sơ tán", timeout=AWHILE_MS
        )
        expect(row).to_contain_text("không gọi số")
        expect(row.get_by_text("phút")).to_have_count(0)
        assert faults(start) == []

    assert manager.post(f"/branches/{BRANCH}/resume").status_code == 200

    expect(phone.get_by_role("status")).to_have_text("Đang chờ", timeout=AWHILE_MS)
    expect(phone.get_by_text("Bây giờ dự kiến còn khoảng")).to_be_visible(timeout=AWHILE_MS)
    expect(row).to_contain_text("Đang mở", timeout=AWHILE_MS)


def test_one_estimate_stands_there_for_now_and_what_was_told_at_the_kiosk_is_said_to_be_that(
    browser: Browser, office: Installation, officer: Client
) -> None:
    early = a_phone(browser, office, service="civil-status")
    expect(early.get_by_text("Chưa ước tính được thời gian chờ.")).to_be_visible()
    assert officer.at(BRANCH, "2", "open", {"services": ["civil-status"]}).status_code == 200

    def knows() -> bool:
        early.reload()
        expect(early.get_by_role("status")).to_be_visible()
        return bool(early.get_by_text("Bây giờ dự kiến còn khoảng").count())

    until(early, knows)
    late = a_phone(browser, office, service="civil-status")

    expect(early.get_by_text("Chưa ước tính được")).to_have_count(0)
    expect(late.get_by_text("dự kiến")).to_have_count(1)
    expect(late.get_by_text(re.compile(r"^Khi lấy số lúc \d\d:\d\d, quý khách được báo chờ khoảng"))).to_be_visible()
    assert faults(late) == []


@pytest.mark.usefixtures("officer")
def test_a_later_turn_is_asked_for_twice_and_says_by_how_much_and_how_often(
    browser: Browser, office: Installation
) -> None:
    phone = a_phone(browser, office)

    phone.get_by_role("button", name="Lùi lượt của tôi 15 phút (còn 2 lần)").click()
    question = phone.get_by_text("Lùi lượt thêm 15 phút?")
    expect(question).to_contain_text("còn lùi được 1 lần nữa")
    assert faults(phone) == []
    phone.get_by_role("button", name="Giữ lượt").click()
    expect(question).to_have_count(0)

    phone.get_by_role("button", name="Lùi lượt của tôi 15 phút (còn 2 lần)").click()
    phone.get_by_role("button", name="Lùi lượt", exact=True).click()
    phone.get_by_role("button", name="Lùi lượt của tôi 15 phút (còn 1 lần)").click()
    expect(question).to_contain_text("Đây là lần cuối.")


def test_who_was_missed_reads_until_when_to_be_back_and_what_to_do(
    browser: Browser, office: Installation, officer: Client
) -> None:
    phone = a_phone(browser, office, service="business")
    assert officer.at(BRANCH, "3", "open", {"services": ["business"]}).status_code == 200
    for act in ("call-next", "no-show"):
        answer = officer.at(BRANCH, "3", act)
        assert answer.status_code == 200, answer.text

    until_when = phone.get_by_text(re.compile(r"quay lại trước \d\d:\d\d.*Sau giờ đó, xin lấy số mới"))
    expect(until_when).to_be_visible(timeout=AWHILE_MS)
    assert faults(phone) == []
    phone.get_by_role("button", name="Tôi đã quay lại").click()
    expect(phone.get_by_role("status")).to_have_text("Đang chờ", timeout=AWHILE_MS)


def test_who_is_at_a_counter_when_a_fault_stops_the_branch_is_not_told_to_wait_for_a_call(
    browser: Browser, office: Installation, officer: Client
) -> None:
    phone, manager = a_phone(browser, office, service="certification"), office.client("branch-manager", BRANCH)
    assert officer.at(BRANCH, "4", "open", {"services": ["certification"]}).status_code == 200
    assert officer.at(BRANCH, "4", "call-next").status_code == 200

    assert manager.post(f"/branches/{BRANCH}/pause", {"reason": "interruption"}).status_code == 200
    status = phone.get_by_role("status")
    expect(status).to_contain_text("Chi nhánh tạm dừng do sự cố", timeout=AWHILE_MS)
    expect(status).to_contain_text("Mời quý khách đến quầy 4.")
    expect(status).not_to_contain_text("Hiện chưa gọi số")
    assert manager.post(f"/branches/{BRANCH}/resume").status_code == 200
