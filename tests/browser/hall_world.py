"""What does the hall's page talk to where a test decides what stands in the hall? Views of the server's own shape."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, Request, Route

from server.api.hall_bodies import HallOut
from server.api.pages import BUILT, POLICY
from tests.browser.managed import KINDS, SITE, names
from tests.browser.sockets import Sockets

AT = "2026-11-24T10:05:00+07:00"
HOME = BUILT / "display/page/index.html"


def a_serving(counter: int, state: str) -> dict[str, Any]:
    """Somebody at a counter, with the widest number that the example's services have."""
    told = {"id": f"s{counter}", "number": f"M{counter:04}", "counter": str(counter), "service": "land"}
    return {**told, "state": state, "language": "vi", "at": AT}


def a_call(seq: int, counter: int, **more: Any) -> dict[str, Any]:
    told = {"id": f"tay-ho-{seq}", "number": f"M{counter:04}", "counter": str(counter), "service": "land"}
    return {**told, "language": "vi", "at": AT, "kind": "call", "clips": [f"/{seq}.wav"], "show_s": 8, **more}


def a_notice(text: str, **more: Any) -> dict[str, Any]:
    return {"id": "n", "kind": "notice", "texts": names(text), "opens_at": None, "clips": [], "every_s": None, **more}


def a_view(*, counters: int, called: int = 0, signs: Sequence[Any] = (), **more: Any) -> dict[str, Any]:
    """A hall with so many counters at work, the first of which have just called."""
    at_work = [a_serving(one, "called" if one <= called else "serving") for one in range(1, counters + 1)]
    services = [
        {"service": f"s{one}", "letter": letter, "names": names("Đăng ký kinh doanh"), "waiting": 9}
        | {"wait_low_s": 1200, "wait_high_s": 6000, "intake_closed": None}
        for one, letter in enumerate("AMQTXWYZ")
    ]
    told = {
        "branch": "tay-ho",
        "branch_names": names("Chi nhánh số 1 - Tây Hồ"),
        "zone": None,
        "seq": 1,
        "rev": 0,
        "at": AT,
        "speed": 1,
        "open": True,
        "paused": None,
        "intake_closed": None,
        "calls": [],
        "serving": at_work,
        "next": [f"M{one:04}" for one in range(900, 910)],
        "waiting": 88,
        "by_service": services,
        "counters": list(signs),
        "notices": [],
        "screen": {"read_from_m": 10, "screen_inch": 55, "say_within_s": 60, "volume": 100, "volumes": []},
    }
    return HallOut.model_validate({**told, **more}).model_dump(mode="json", by_alias=True)


@dataclass
class Hall:
    """Stands for the server of a hall: the page is sent what the test wants it to see."""

    view: dict[str, Any]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    media: list[str] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    speaks: Callable[[], bool] = lambda: True
    _sockets: Sockets = field(init=False)

    def __post_init__(self) -> None:
        self._sockets = Sockets("hall", lambda: self.view)

    def page(
        self, browser: Browser, *, size: dict[str, int], script: str = "", over: str | None = None, query: str = ""
    ) -> Page:
        """Open the hall's page, or that of the screen over a counter."""
        context = browser.new_context(viewport=size, locale="vi-VN", reduced_motion="reduce")  # type: ignore[arg-type]
        page = context.new_page()
        page.add_init_script(script)
        page.route(f"{SITE}/**", self._answer)
        self._sockets.serve(page)
        place = "" if over is None else f"/counter/{over}"
        page.goto(f"{SITE}/hall/tay-ho{place}{query}#token=known")
        page.locator(".hall" if over is None else ".over").wait_for()
        return page

    def show(self, **view: Any) -> None:
        """Push another view of the hall."""
        self.view = a_view(seq=self.view["seq"] + 1, **view)
        self._sockets.push()

    def _answer(self, route: Route, request: Request) -> None:
        path = request.url.removeprefix(SITE).partition("?")[0]
        built = BUILT / path.removeprefix("/static/")
        if path.startswith("/hall/"):
            route.fulfill(body=HOME.read_bytes(), content_type="text/html", headers={"Content-Security-Policy": POLICY})
        elif path.startswith("/static/"):
            route.fulfill(body=built.read_bytes(), content_type=KINDS.get(built.suffix, "application/octet-stream"))
        elif path in self.files:
            kind, body = self.files[path]
            route.fulfill(body=body, content_type=kind)
        elif path == "/api/v1/media":
            route.fulfill(json={"media": self.media})
        elif path.endswith("/displays/me"):
            route.fulfill(json={})
        elif path.endswith("/hall/told"):
            self.told.append(request.post_data_json)
            route.fulfill(json={"speaks": self.speaks()})
        else:
            route.fulfill(status=404, json={})
