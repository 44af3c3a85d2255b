"""Does the manager's page stand on the real server: sign-in, rows as they change, a branch's own manager, a cut?"""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from config.texts import text
from tests.acceptance.installation import MOTCUA, Installation
from tests.browser.desk import PASSWORD, network

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

# The page looks again every twenty seconds; a slow machine takes longer to plan.
WORKS_MS = 90_000
PEOPLE = [("mai", "network-manager", None), ("hoa", "branch-manager", "b2"), ("an", "officer", "b1")]


def staffed(file: str) -> str:
    """Two officers for land at the first branch, four at the second."""
    first, second = file.split("[[branches]]")[1:]
    staff = 'counters = 4\nstaff = [{{ count = {count}, skills = ["land", "certification"] }}]'
    told = [one.replace("counters = 3", staff.format(count=count)) for one, count in ((first, 2), (second, 4))]
    return "[[branches]]".join([file.split("[[branches]]", maxsplit=1)[0], *told])


@contextmanager
def a_worker(motcua: Installation) -> Iterator[None]:
    """Run `motcua worker` beside the server."""
    with (motcua.folder / "worker.log").open("ab") as log:
        process = subprocess.Popen([str(MOTCUA), "worker"], env=motcua.environment(), stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def motcua(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("network")
    file, accounts = folder / "network.toml", folder / "accounts.json"
    file.write_text(staffed(network(1)), encoding="utf-8")
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


def test_a_sick_call_reaches_the_server_and_is_taken_back(browser: Browser, motcua: Installation) -> None:
    page = signed_in(browser, motcua, "hoa")
    page.get_by_role("link", name=text("manager.tab_staff", "vi"), exact=True).click()
    row = page.get_by_role("row", name=re.compile("^b2-01"))
    sick = text("manager.officer_state", "vi", state="sick", counter="none", where="")

    row.get_by_role("button", name=re.compile("nghỉ ốm")).click()
    row.get_by_role("button", name=re.compile("Xác nhận")).click()
    expect(row).to_contain_text(sick)
    (absent,) = [one for one in motcua.client("auditor").get("/staff")["officers"] if one["state"] == "sick"]
    assert absent["badge"] == "b2-01"

    row.get_by_role("button", name=text("manager.back_of", "vi", badge="b2-01")).click()
    expect(row).not_to_contain_text(sick)


def try_to_close_a_counter(page: Page) -> None:
    """See what closing counter 2 of the first branch would do; nothing is closed by it."""
    page.get_by_role("link", name=text("manager.tab_try", "vi")).click()
    page.get_by_label(text("manager.change_kind", "vi")).select_option("close")
    page.get_by_role("combobox", name=text("manager.counter", "vi"), exact=True).select_option("2")
    page.get_by_role("button", name=text("manager.add_change", "vi")).click()
    page.get_by_role("button", name=text("manager.compute", "vi")).click()
    worse = page.get_by_role("row", name=re.compile("số 1")).get_by_role("cell").first
    expect(worse).to_contain_text(text("manager.worse", "vi"), timeout=WORKS_MS)


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_an_officer_is_lent_from_the_question_to_the_order(browser: Browser, motcua: Installation) -> None:
    for branch, counters in (("b1", 2), ("b2", 4)):
        (officer,) = motcua.many("officer", 1, branch)
        for counter in range(1, counters + 1):
            assert officer.at(branch, str(counter), "open", {"services": ["land"]}).status_code == 200
    greeter = motcua.client("greeter", "b1")
    for _ in range(30):
        greeter.take("b1", "land")
    page, giving = (signed_in(browser, motcua, who) for who in ("mai", "hoa"))

    with a_worker(motcua):
        for one in (page, giving):
            one.get_by_role("link", name=text("manager.tab_suggestions", "vi")).click()
        ask = page.get_by_role("button", name=text("manager.ask", "vi"))
        expect(ask).to_be_enabled(timeout=WORKS_MS)
        ask.click()
        lent = page.get_by_role("article").filter(has_text=re.compile("Điều động cán bộ")).first
        expect(lent.get_by_role("row", name=re.compile("số 1"))).to_be_visible(timeout=WORKS_MS)
        expect(lent.get_by_role("row", name=re.compile("số 2"))).to_be_visible()

        giving.reload()
        giving.get_by_role("button", name=text("manager.deed_consent", "vi")).first.click()
        approve = lent.get_by_role("button", name=text("manager.deed_approve", "vi"), exact=True)
        expect(approve).to_be_visible(timeout=WORKS_MS)
        approve.click()
        try_to_close_a_counter(page)
        page.get_by_role("link", name=text("manager.tab_suggestions", "vi")).click()

    approved = page.locator(".card.approved")
    expect(approved).to_have_count(1)
    approved.get_by_role("link", name=text("manager.open_order", "vi")).click()
    expect(page.get_by_role("heading", name=text("manager.order_title", "vi"))).to_be_visible()
    for branch in (1, 2):
        expect(page.get_by_role("definition").filter(has_text=re.compile(f"^Chi nhánh số {branch}$"))).to_be_visible()
    page.get_by_role("link", name=text("manager.tab_history", "vi")).click()
    expect(page.get_by_role("row", name=re.compile("số 1 "))).not_to_have_count(0)
    (moved,) = motcua.client("network-manager").get("/moves")["moves"]
    assert (moved["state"], moved["branch"], moved["to"]) == ("approved", "b2", "b1")
