"""Can a manager pair a screen, evacuate the branch, speak in its hall and answer a complaint, from one page?"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.installation import Installation
from tests.browser.hall import BRANCH, LANDSCAPE, PORTRAIT, a_hall, an_office, call_at_once, open_counters
from tests.browser.seen import faults, until

pytestmark = pytest.mark.browser
LOGIN = "m.1"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with an_office(tmp_path_factory.mktemp("desk")) as motcua:
        open_counters(motcua, 2)
        yield motcua


@pytest.fixture(scope="module")
def password(office: Installation) -> str:
    made = office.command("person", "add", LOGIN, "--role", "branch-manager", "--branch", BRANCH)
    assert made.returncode == 0, made.stderr
    return made.stdout.splitlines()[-1]


def a_desk(browser: Browser, motcua: Installation, password: str) -> Page:
    """Open the page and sign in."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-GB").new_page()
    page.goto(f"{motcua.url}/hall-desk/{BRANCH}")
    page.get_by_role("button", name="English").click()
    page.get_by_label("Login").fill(LOGIN)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Displays and loudspeakers")).to_be_visible()
    return page


def test_a_screen_is_paired_evacuated_and_spoken_to_and_what_it_did_is_looked_up(
    browser: Browser, office: Installation, password: str
) -> None:
    hall = a_hall(browser, office, size=LANDSCAPE)
    desk = a_desk(browser, office, password)
    assert faults(desk) == []
    code = hall.locator(".code")
    code.wait_for()

    # Somebody reads the code out, and it is typed.
    desk.get_by_label("Code on the screen").fill("".join((code.text_content() or "").split()[-2:]).lower())
    desk.get_by_label("Where it hangs").fill("Hall A")
    desk.get_by_role("button", name="Pair the display").click()
    expect(code).to_have_count(0)
    expect(desk.get_by_role("row", name="Hall A").get_by_text("Works")).to_be_visible(timeout=30_000)

    # A visitor is called; later he says that he never was.
    office.client("greeter", BRANCH).take(BRANCH, "land")
    call_at_once(office, ["1"])
    number = office.client("officer", BRANCH).get(f"/branches/{BRANCH}/counters/1/view")["ticket"]["number"]
    expect(hall.locator(".filling .number")).to_be_visible()
    said = desk.get_by_role("row").filter(has_text=number).filter(has_text="Said")
    for _ in range(20):
        desk.get_by_role("button", name="Look up").click()
        if said.count():
            break
        desk.wait_for_timeout(1000)
    expect(said.get_by_text("Hall A")).to_be_visible()

    land = desk.get_by_role("row", name="Land")
    land.get_by_role("button", name="Full").click()
    expect(land.get_by_text("No more tickets (full)")).to_be_visible()
    expect(hall.locator(".waits").get_by_text("đã ngừng cấp số")).to_have_count(1)
    late = office.client("greeter", BRANCH).post(f"/branches/{BRANCH}/tickets", {"services": ["land"]})
    assert (late.status_code, late.json()["type"]) == (409, "/problems/service-intake-closed")
    assert faults(desk) == []
    land.get_by_role("button", name="Give again").click()
    expect(land.get_by_text("Tickets are given")).to_be_visible()

    desk.get_by_role("button", name="Evacuate").click()
    expect(desk.get_by_role("dialog")).to_be_visible()
    assert faults(desk) == []
    desk.get_by_role("button", name="Evacuate now").click()
    expect(hall.locator(".evacuation")).to_contain_text("lối thoát hiểm")
    expect(land.get_by_text("No tickets (evacuation)")).to_be_visible()
    expect(desk.get_by_text("Tickets are given")).to_have_count(0)
    assert faults(desk) == []
    for size in (LANDSCAPE, PORTRAIT):
        hall.set_viewport_size(size)  # type: ignore[arg-type]
        assert hall.locator(".evacuation").evaluate("(all) => all.scrollHeight <= all.clientHeight")
        assert faults(hall) == []
    refused = office.client("officer", BRANCH).at(BRANCH, "1", "call-next")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/branch-paused")

    desk.get_by_role("button", name="Go on working").click()
    expect(hall.locator(".evacuation")).to_have_count(0)
    expect(land.get_by_text("Tickets are given")).to_be_visible()
    for name, words in (("Tiếng Việt", "Xin chào quý khách."), ("English", "Welcome."), ("Français", "Bienvenue.")):
        desk.get_by_role("textbox", name=name).fill(words)
    desk.get_by_role("button", name="Tell the hall").click()
    expect(desk.get_by_role("listitem").filter(has_text="Welcome.")).to_be_visible()
    told = office.client("officer", BRANCH).get(f"/branches/{BRANCH}/hall")["notices"]
    assert {"vi": "Xin chào quý khách.", "en": "Welcome.", "fr": "Bienvenue."} in [one["texts"] for one in told]


def test_the_volume_is_set_by_the_hour_and_left_to_the_network_file_again(
    browser: Browser, office: Installation, password: str
) -> None:
    hall = a_hall(browser, office, size=LANDSCAPE)
    desk = a_desk(browser, office, password)
    place = desk.get_by_role("region", name="Volume")
    expect(place.get_by_text("as the network file says")).to_be_visible()

    place.get_by_role("button", name="Change the volume").click()
    expect(place.get_by_label("Volume (%)")).to_be_focused()
    place.get_by_label("Volume (%)").fill("80")
    for hours, quiet in ((("12:00", "13:00"), "0"), (("12:30", "14:00"), "50")):
        place.get_by_role("button", name="Add hours").click()
        row = place.get_by_role("group").last
        row.get_by_label("From").fill(hours[0])
        row.get_by_label("To").fill(hours[1])
        row.get_by_label("Volume (%)").fill(quiet)
    assert faults(desk) == []
    place.get_by_role("button", name="Set the volume").click()
    expect(desk.get_by_role("alert").get_by_text("The hours from 12:30 to 14:00 lie over others.")).to_be_in_viewport()

    place.get_by_role("button", name="Leave out hours 2").click()
    place.get_by_role("button", name="Set the volume").click()
    expect(place.get_by_text("80% of the loudspeakers’ volume · from 12:00 to 13:00: 0%")).to_be_visible()
    expect(place.get_by_text(re.compile(r"set by \d+ at 09:\d\d on 24/11/2026"))).to_be_visible()
    assert faults(desk) == []
    desk.get_by_role("button", name="Test the loudspeakers").click()
    until(hall, lambda: hall.evaluate("window.sounds.some((one) => one.url.includes('notices'))"))
    assert set(hall.evaluate("window.sounds.map((one) => one.volume)")) == {0.8}

    place.get_by_role("button", name="Follow the network file again").click()
    expect(place.get_by_text("100% of the loudspeakers’ volume")).to_be_visible()
    expect(place.get_by_role("button", name="Follow the network file again")).to_have_count(0)


def test_of_the_displays_of_a_room_one_is_let_speak_alone_and_all_again(
    browser: Browser, office: Installation, password: str
) -> None:
    for screen in office.many("display", 2, BRANCH):
        told = screen.post(f"/branches/{BRANCH}/hall/told", {"screen": "page", "zone": None, "sound": "on"})
        assert told.json() == {"speaks": True}
    desk = a_desk(browser, office, password)

    desk.get_by_role("button", name=re.compile("^Only this one speaks: ")).first.click()
    expect(desk.get_by_text("speaks alone")).to_have_count(1)
    expect(desk.get_by_text("should it fail, the others speak in its place")).to_be_visible()
    assert faults(desk) == []
    desk.get_by_role("button", name=re.compile("^All speak: ")).click()
    expect(desk.get_by_text("speaks alone")).to_have_count(0)
