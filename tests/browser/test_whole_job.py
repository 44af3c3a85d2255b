"""Does the whole job run for the people who do it: tap, paper, call, hall display, spoken clip?"""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.installation import Installation
from tests.browser.commands import a_kiosk, a_printer
from tests.browser.seen import faults

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

BRANCH, COUNTER = "tay-ho", "21"
OFFICER = {"branch": BRANCH, "login": "an", "password": "pass-of-a-test", "role": "officer"}
SPEECH_S = 30


@dataclass
class Office:
    """One branch with its server, a kiosk and a printer."""

    server: str
    kiosk: str
    receipts: Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    accounts = folder / "accounts.json"
    accounts.write_text(json.dumps([OFFICER]), encoding="utf-8")
    motcua = Installation(folder)
    made = motcua.command("init", "--demo-accounts", str(accounts))
    assert made.returncode == 0, made.stderr
    motcua.start()
    with ExitStack() as running:
        running.callback(motcua.stop)
        printer = running.enter_context(a_printer(folder))
        token = motcua.token("kiosk", BRANCH)
        kiosk = running.enter_context(a_kiosk(folder, branch=BRANCH, server=motcua.url, token=token, printer=printer))
        yield Office(motcua.url, kiosk, folder / "receipts")


def a_screen(browser: Browser, address: str, *, width: int, height: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN").new_page()
    page.goto(address)
    return page


def the_code_on_the_paper(receipts: Path) -> str:
    """Return what a reader that we did not write finds on the only receipt, once it is out."""
    until = time.monotonic() + 20
    while not (pictures := list(receipts.glob("*-*.png"))) and time.monotonic() < until:
        time.sleep(0.05)
    (picture,) = pictures
    (code,) = zxingcpp.read_barcodes(Image.open(picture).convert("L"))
    return code.text


def what_was_spoken(hall: Page) -> list[dict[str, Any]]:
    """Return the clips that were played to their end or given up, once there is one."""
    until = time.monotonic() + SPEECH_S
    while not (played := hall.evaluate("window.motcua.played")) and time.monotonic() < until:
        hall.wait_for_timeout(100)  # not a function in the page: its security policy forbids that
    return played


def test_a_tap_becomes_paper_a_call_a_row_in_the_hall_and_a_spoken_clip(browser: Browser, office: Office) -> None:
    hall = a_screen(browser, f"{office.server}/hall/{BRANCH}", width=1920, height=1080)
    expect(hall.get_by_text("Chi nhánh số 1 - Tây Hồ")).to_be_visible()

    kiosk = a_screen(browser, office.kiosk, width=1080, height=1920)
    kiosk.get_by_role("button", name="Đất đai").click()
    kiosk.get_by_role("button", name="Không", exact=True).click()
    number = kiosk.locator(".issued .number").inner_text()
    expect(kiosk.get_by_text("Lấy phiếu ở khe bên dưới")).to_be_visible()

    link = the_code_on_the_paper(office.receipts)
    assert link.startswith(f"{office.server}/t/")
    phone = a_screen(browser, link, width=390, height=844)
    expect(phone.get_by_role("heading", name=number)).to_be_visible()
    expect(hall.get_by_text(number)).to_be_visible()

    counter = a_screen(browser, f"{office.server}/counter/{BRANCH}/{COUNTER}", width=1366, height=768)
    signs_in = faults(counter)
    counter.locator("[name=login]").fill(OFFICER["login"])
    counter.locator("[name=password]").fill(OFFICER["password"])
    counter.keyboard.press("Enter")
    expect(counter.get_by_role("group")).to_be_visible()
    chooses = faults(counter)
    counter.locator("main button[type=submit]").click()
    expect(counter.get_by_role("button", name="Gọi tiếp")).to_be_enabled()
    counter.keyboard.press("NumpadAdd")
    expect(counter.locator(".present").get_by_text(number)).to_be_visible()

    expect(hall.get_by_role("status").get_by_text(number)).to_be_visible()
    expect(hall.get_by_text("QUẦY 21").or_(hall.get_by_text("Quầy 21")).first).to_be_visible()
    played = what_was_spoken(hall)
    assert [one["ok"] for one in played] == [True]
    assert f"/branches/{BRANCH}/clips/" in played[0]["clip"]
    expect(phone.get_by_text("quầy 21").first).to_be_visible()

    pages = {"hall": hall, "kiosk": kiosk, "phone": phone, "counter": counter}
    seen = {name: faults(page) for name, page in pages.items()} | {"sign-in": signs_in, "choose": chooses}
    assert {name: found for name, found in seen.items() if found} == {}
