"""Can a greeter give numbers before opening and after it, mend a ticket, and keep appointments, on a tablet?"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.installation import TUESDAY_NINE, Installation
from tests.browser.seen import faults

pytestmark = pytest.mark.browser
BRANCH, ELSEWHERE, LOGIN = "tay-ho", "cau-giay", "g.1"
LANDSCAPE, PORTRAIT = {"width": 1024, "height": 768}, {"width": 768, "height": 1024}
EXAMPLE = Path(__file__).parents[2] / "config" / "hanoi"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The example, an hour before it opens, where numbers are given at the door."""
    folder = tmp_path_factory.mktemp("greeter")
    described = (EXAMPLE / "network.toml").read_text(encoding="utf-8")
    file = folder / "network.toml"
    file.write_text(described.replace("# door_from_min = 90", "door_from_min = 90"), encoding="utf-8")
    (folder / "procedures.toml").write_bytes((EXAMPLE / "procedures.toml").read_bytes())
    motcua = Installation(folder, clock="2026-11-24T07:00+07:00")
    made = motcua.command("init", "--config", str(file))
    assert made.returncode == 0, made.stderr
    motcua.start()
    yield motcua
    motcua.stop()


def a_tablet(browser: Browser, motcua: Installation) -> Page:
    """Open the page and sign in."""
    made = motcua.command("person", "add", LOGIN, "--role", "greeter", "--branch", BRANCH)
    assert made.returncode == 0, made.stderr
    context = browser.new_context(viewport=LANDSCAPE, locale="en-GB")  # type: ignore[arg-type]
    context.add_init_script("window.print = () => { document.documentElement.dataset.printed = 'yes'; };")
    page = context.new_page()
    page.goto(f"{motcua.url}/greeter/{BRANCH}")
    page.get_by_role("button", name="English").click()
    page.get_by_label("Login").fill(LOGIN)
    page.get_by_label("Password").fill(made.stdout.splitlines()[-1])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Nobody has a number yet.").wait_for()
    return page


def look_at(page: Page) -> None:
    """Nothing is cut off sideways, and axe finds nothing, however the tablet is held."""
    for size in (PORTRAIT, LANDSCAPE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert faults(page) == []


def printed(page: Page, says: str) -> None:
    """Print what is shown; the paper, and nothing else of the page, says so."""
    page.evaluate("delete document.documentElement.dataset.printed")
    page.get_by_role("button", name=re.compile("^Print( again)?$")).first.click()
    expect(page.locator("html[data-printed]")).to_be_attached()
    page.emulate_media(media="print")
    expect(page.locator(".paper").get_by_text(says)).to_be_visible()
    expect(page.locator(".desk")).to_be_hidden()
    page.emulate_media(media="screen")


def find(page: Page, number: str) -> None:
    page.get_by_role("button", name="Find a ticket").click()
    page.get_by_label("Ticket number or application code").fill(number)
    page.get_by_role("button", name="Find", exact=True).click()


def send_to_another_branch(page: Page, office: Installation, number: str) -> None:
    """Send a ticket to a branch where a counter is open, and print the number there."""
    opened = office.client("officer", ELSEWHERE).post(f"/branches/{ELSEWHERE}/counters/1/open", {"services": ["land"]})
    assert opened.status_code == 200, opened.text
    find(page, number)
    page.get_by_role("button", name="Send to another branch").click()
    page.get_by_role("radio", name="Cầu Giấy").check()
    look_at(page)
    page.get_by_role("dialog").get_by_role("button", name="Send to another branch").click()
    expect(page.get_by_role("heading", name="Your number T 0001")).to_be_visible()
    expect(page.get_by_text("The place is held until")).to_be_visible()
    look_at(page)
    printed(page, "Giữ chỗ đến")
    page.get_by_role("button", name="Next visitor").click()
    expect(page.get_by_role("article", name=number)).to_contain_text("Referred elsewhere")


def set_the_roll(page: Page) -> None:
    """Numbers are torn from a roll: the next one printed goes on from its front."""
    page.get_by_role("button", name="Paper roll").click()
    page.get_by_role("radio", name="Land").check()
    page.get_by_label("Number at the front").fill("57")
    page.get_by_role("button", name="Set the roll").click()
    expect(page.get_by_text("The next ticket is T 0057.")).to_be_visible()
    look_at(page)


def test_a_greeter_gives_numbers_mends_them_and_keeps_appointments(browser: Browser, office: Installation) -> None:
    page = a_tablet(browser, office)
    look_at(page)

    # Before opening: found by words without marks, with a time to be back and a code for the phone.
    page.get_by_label("What does the visitor want?").fill("khai sinh")
    page.get_by_role("button", name="Birth registration").first.click()
    page.get_by_label("Priority").select_option(index=1)
    page.get_by_role("button", name="Give the number").click()
    expect(page.get_by_role("heading", name="Your number Y 001")).to_be_focused()
    expect(page.get_by_text("Be back at 08:00")).to_be_visible()
    expect(page.get_by_role("img", name="Photograph or scan")).to_be_visible()
    look_at(page)

    # On paper in the visitor's language, and once more with its mark; the number stays where it is.
    printed(page, "Xin quý khách quay lại lúc 08:00")
    expect(page.get_by_text("BẢN IN LẠI")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="Your number Y 001")).to_be_visible()
    look_at(page)
    printed(page, "BẢN IN LẠI")
    page.get_by_role("button", name="Next visitor").click()
    expect(page.get_by_text("1 person has a number.")).to_be_visible()

    # The line is cut over the opening; nothing that was shown is lost.
    office.stop()
    expect(page.get_by_text("Not connected to the server.")).to_be_visible(timeout=15_000)
    office.clock = TUESDAY_NINE
    office.start()
    expect(page.get_by_text("Numbers are given.")).to_be_visible(timeout=15_000)
    page.get_by_role("radio", name="Land").check()
    page.get_by_role("button", name="Give the number").click()
    expect(page.get_by_role("heading", name="Your number T 0001")).to_be_visible()

    send_to_another_branch(page, office, "T 0001")

    find(page, "y1")
    page.get_by_role("button", name="Cancel the ticket").click()
    look_at(page)
    page.get_by_role("button", name="Cancel this ticket").click()
    expect(page.get_by_role("article", name="Y 001")).to_contain_text("Cancelled")

    page.get_by_role("button", name="Appointments", exact=True).click()
    page.get_by_role("radio", name="Land").check()
    page.get_by_role("radio", name="10:00").check()
    look_at(page)
    page.get_by_role("button", name="Make the appointment").click()
    code = page.locator(".issued .code-text").inner_text()
    printed(page, "Thứ Ba, 24/11/2026")
    expect(page.get_by_role("row", name=code)).to_contain_text("Booked")
    look_at(page)

    page.get_by_label("Code of the appointment").fill(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your number T 0002")).to_be_visible()
    page.get_by_role("button", name="Next visitor").click()
    expect(page.get_by_role("row", name=code)).to_contain_text("Arrived · T 0002")

    set_the_roll(page)
