"""Does the manager's page stand on the real server: sign-in, rows as they change, a branch's own manager, a cut?"""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from config.texts import text
from tests.acceptance.installation import Installation
from tests.browser.desk import PASSWORD, network

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PEOPLE = [("mai", "network-manager", None), ("hoa", "branch-manager", "b2"), ("an", "officer", "b1")]


@pytest.fixture(scope="module")
def motcua(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("network")
    file, accounts = folder / "network.toml", folder / "accounts.json"
    file.write_text(network(1), encoding="utf-8")
    people = [{"login": who, "role": role, "branch": branch, "password": PASSWORD} for who, role, branch in PEOPLE]
    accounts.write_text(json.dumps(people), encoding="utf-8")
    running = Installation(folder)
    made = running.command("init", "--config", str(file), "--demo-accounts", str(accounts))
    assert made.returncode == 0, made.stderr
    running.start()
    yield running
    running.stop()


def signed_in(browser: Browser, motcua: Installation, login: str) -> Page:
    page = browser.new_context(locale="vi", viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"{motcua.url}/manager")
    page.get_by_label(text("session.login", "vi")).fill(login)
    page.get_by_label(text("session.password", "vi")).fill(PASSWORD)
    page.get_by_role("button", name=text("session.sign_in", "vi")).click()
    return page


def test_who_waits_is_shown_as_it_happens_and_again_after_the_server_was_away(
    browser: Browser, motcua: Installation
) -> None:
    page = signed_in(browser, motcua, "mai")
    row = page.get_by_role("row", name=re.compile("Chi nhánh số 1"))
    waiting = row.get_by_role("cell").nth(1)
    expect(waiting).to_have_text("0")

    motcua.client("greeter", "b1").take("b1", "land")
    expect(waiting).to_have_text("1")

    motcua.kill()
    expect(page.get_by_role("alert").get_by_text(re.compile("Mất kết nối"))).to_be_visible(timeout=30_000)
    motcua.start()
    motcua.client("greeter", "b1").take("b1", "land")
    expect(waiting).to_have_text("2", timeout=30_000)
    expect(page.get_by_text(re.compile("Mất kết nối"))).to_have_count(0)


def test_a_branchs_manager_sees_his_branch_alone_and_at_once(browser: Browser, motcua: Installation) -> None:
    page = signed_in(browser, motcua, "hoa")

    expect(page.get_by_role("heading", name="Chi nhánh số 2")).to_be_visible()
    expect(page.get_by_text("Chi nhánh số 1")).to_have_count(0)


def test_an_officer_is_told_where_he_works_and_a_wrong_password_lets_nobody_in(
    browser: Browser, motcua: Installation
) -> None:
    page = signed_in(browser, motcua, "an")
    expect(page.get_by_text(text("manager.not_for_you", "vi"))).to_be_visible()
    page.get_by_role("button", name=text("session.sign_out", "vi")).click()

    page.get_by_label(text("session.login", "vi")).fill("mai")
    page.get_by_label(text("session.password", "vi")).fill("wrong")
    page.get_by_role("button", name=text("session.sign_in", "vi")).click()

    expect(page.get_by_role("alert")).to_contain_text(text("problems.sign-in-failed.detail", "vi"))
