"""What do the tests of the counter's page sit at? One server, a branch of its own for each test, an officer's page."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.acceptance.installation import Installation
from tests.browser.seen import until

COOKIE = "motcua_session"
PASSWORD = "pass-of-a-test"
USUAL, SMALL = (1366, 768), (1024, 768)
LONG = "Chứng thực bản sao từ bản chính, chứng thực chữ ký trong giấy tờ, văn bản và hợp đồng giao dịch"
NETWORK = f"""
timezone = "Asia/Ho_Chi_Minh"
name = {{ vi = "Trung tâm", en = "Centre", fr = "Centre" }}
[hours]
tue = [["08:00", "17:00"]]
[[services]]
code = "land"
letter = "T"
names = {{ vi = "Đất đai", en = "Land", fr = "Foncier" }}
target_min = 15
[[services]]
code = "certification"
letter = "A"
names = {{ vi = "{LONG}", en = "Certified copies", fr = "Certification" }}
target_min = 5
[[services]]
code = "business"
letter = "M"
names = {{ vi = "Đăng ký kinh doanh", en = "Business", fr = "Entreprises" }}
target_min = 10
outcomes = [
  {{ code = "complete", names = {{ vi = "Hồ sơ đủ", en = "Complete", fr = "Complet" }} }},
  {{ code = "returned", names = {{ vi = "Trả lại để bổ sung", en = "Returned", fr = "Rendu" }} }},
]
[[priorities]]
code = "priority"
names = {{ vi = "Ưu tiên", en = "Priority", fr = "Priorité" }}
head_start_min = 15
"""


def network(branches: int) -> str:
    """Return a network file with a branch for each test, and one beside them."""
    branch = """
[[branches]]
code = "b{at}"
names = {{ vi = "Chi nhánh số {at}", en = "Branch {at}", fr = "Antenne {at}" }}
lat = 21.0
lon = 105.8
counters = 3
"""
    return NETWORK + "".join(branch.format(at=at) for at in range(1, branches + 2))


@dataclass
class Town:
    """A server with many branches, each with an officer "an" of its own."""

    motcua: Installation
    branches: int
    used: int = 0

    def next_branch(self) -> str:
        self.used += 1
        assert self.used <= self.branches, "more tests than the town was given branches for"
        return f"b{self.used}"


@contextmanager
def a_town(folder: Path, *, branches: int) -> Iterator[Town]:
    """Run a server with so many branches, which nobody has used yet; every test uses up one."""
    file, accounts = folder / "network.toml", folder / "accounts.json"
    file.write_text(network(branches), encoding="utf-8")
    people = [
        {"branch": f"b{at}", "login": f"an-b{at}", "password": PASSWORD, "role": "officer"}
        for at in range(1, branches + 1)
    ]
    accounts.write_text(json.dumps(people), encoding="utf-8")
    motcua = Installation(folder)
    made = motcua.command("init", "--config", str(file), "--demo-accounts", str(accounts))
    assert made.returncode == 0, made.stderr
    motcua.start()
    try:
        yield Town(motcua, branches)
    finally:
        motcua.stop()


class Officer:
    """An officer's own session without a page, to prepare things and to see what the server holds."""

    def __init__(self, url: str, branch: str) -> None:
        self.login = f"an-{branch}"
        self._http = requests.Session()
        self._http.headers["Accept-Language"] = "vi"
        self._at = f"{url}/api/v1"
        self._branch = f"{self._at}/branches/{branch}"
        told = self._http.post(f"{self._at}/session", json={"login": self.login, "password": PASSWORD}, timeout=30)
        assert told.status_code == 200, told.text
        self._http.headers["X-CSRF-Token"] = told.json()["csrf"]
        self.badge: str = told.json()["person"]["badge"]

    @property
    def secret(self) -> str:
        return str(self._http.cookies[COOKIE])

    def post(self, path: str, body: object = None) -> dict[str, Any]:
        answer = self._http.post(f"{self._branch}{path}", json=body or {}, timeout=30)
        assert answer.status_code in (200, 201), answer.text
        told: dict[str, Any] = answer.json()
        return told

    def at(self, counter: str, act: str, body: object = None) -> dict[str, Any]:
        return self.post(f"/counters/{counter}/{act}", body)

    def take(self, service: str = "land", **more: object) -> str:
        """Take a ticket and return its number as screens show it."""
        number: str = self.post("/tickets", {"services": [service], **more})["number"]
        return f"{number[0]} {number[1:]}"

    def view(self, counter: str = "1") -> dict[str, Any]:
        told: dict[str, Any] = self._http.get(f"{self._branch}/counters/{counter}/view", timeout=30).json()
        return told

    def ticket(self, number: str) -> dict[str, Any]:
        (found,) = self._http.get(f"{self._branch}/tickets", params={"find": number}, timeout=30).json()["tickets"]
        told: dict[str, Any] = found
        return told

    def sign_out(self) -> None:
        answer = self._http.delete(f"{self._at}/session", timeout=30)
        assert answer.status_code == 204, answer.text


@dataclass
class Desk:
    """Counter 1 of a branch, with its officer's page in front."""

    url: str
    branch: str
    officer: Officer
    context: BrowserContext
    page: Page = field(init=False)

    def look(self) -> Page:
        """Open the page, as in a new tab."""
        self.page = self.context.new_page()
        self.page.goto(f"{self.url}/counter/{self.branch}/1")
        return self.page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def shows(self, text: str) -> None:
        """Wait until the visitor's panel says this."""
        expect(self.page.locator(".present")).to_contain_text(text)

    def has(self, number: str) -> None:
        """Wait until this visitor stands at the counter, and all that was pressed is answered."""
        expect(self.page.locator(".present .number")).to_have_text(number)
        self.has_answered()

    def says(self, text: str) -> None:
        """Wait until the line for notices says this, aloud or in time."""
        expect(self.page.locator(".says")).to_contain_text(text)

    def calls(self, service: str = "land", **more: object) -> str:
        """Let somebody come and be called; returns the number."""
        number = self.officer.take(service, **more)
        self.press("NumpadAdd")
        self.has(number)
        return number

    def serves(self, service: str = "land", **more: object) -> str:
        number = self.calls(service, **more)
        self.press("Numpad2")
        self.shows("Đang phục vụ")
        self.has_answered()
        return number

    def has_answered(self) -> None:
        """Wait until nothing is on its way any more."""
        until(self.page, lambda: self.page.evaluate("sessionStorage.getItem('motcua.under-way') === null"), within_s=20)

    @contextmanager
    def answers_held(self, act: str, *, from_pages: int = 1) -> Iterator[None]:
        """Send nobody's act off before the block is over: what is pressed there is pressed at once on any machine."""
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        self.context.route(f"**/{act}", hold)
        yield
        until(self.page, lambda: len(held) >= from_pages)
        for route in held:
            route.continue_()
        self.context.unroute(f"**/{act}")

    def loses_session_at(self, act: str) -> None:
        """Let the session end when this act is next on its way: earlier, the page could hear of it before the press."""

        def end(route: Route) -> None:
            self.officer.sign_out()
            route.continue_()

        self.page.route(f"**/{act}", end, times=1)

    def dialog(self) -> Any:
        return self.page.get_by_role("dialog")

    @property
    def state(self) -> dict[str, Any]:
        return self.officer.view()


def a_desk(browser: Browser, town: Town, *, size: tuple[int, int] = USUAL, is_open: bool = True) -> Desk:
    """Sit an officer down at a counter of a branch that nobody has used yet; it is open unless it is said otherwise."""
    branch, url = town.next_branch(), town.motcua.url
    officer = Officer(url, branch)
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="vi-VN")
    # A page that was loaded before anything is held sends some requests past who holds them later: for a moment it
    # keeps the way to the network that it had.
    context.route("**/held-from-the-start", lambda route: route.abort())
    context.add_cookies([{"name": COOKIE, "value": officer.secret, "url": url}])
    desk = Desk(url, branch, officer, context)
    if is_open:
        officer.at("1", "open")
    desk.look()
    if is_open:
        expect(desk.page.get_by_role("button", name="Gọi tiếp")).to_be_enabled()
    return desk
