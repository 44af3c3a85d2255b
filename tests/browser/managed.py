"""What does the manager's page talk to in the tests? Answers of the server's own shapes, without a server behind them.

Suggestions take a worker and half a minute; here each test says what was found, and sees what the page sent.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request, Route
from pydantic import BaseModel

from server.api.network_bodies import (
    AlertOut,
    BranchDetailOut,
    CounterNow,
    DeviceNow,
    HalfHour,
    LongWait,
    NetworkOut,
    NetworkRow,
    ServiceWait,
    WayBetween,
    WayTo,
)
from server.api.pages import BUILT, POLICY
from server.api.staff_bodies import AbsenceOut, OfficerOut, Span, StaffOut
from server.api.suggestion_bodies import (
    Difference,
    EffectOut,
    Figures,
    Interval,
    MovesOut,
    OrderOut,
    RunOut,
    SuggestionOut,
    SuggestionsOut,
)
from tests.browser.sockets import Sockets

SITE = "http://motcua.test"
NOW = datetime.fromisoformat("2026-11-24T10:05:00+07:00")
USUAL, TABLET = {"width": 1366, "height": 768}, {"width": 1024, "height": 768}
KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}

BRANCHES = [
    ("tay-ho", "Chi nhánh số 1 - Tây Hồ", 21.069, 105.811, 22, 32, 74, 3900, 0.41),
    ("cau-giay", "Chi nhánh số 2 - Cầu Giấy", 21.032, 105.801, 10, 14, 12, 1380, 0.78),
    ("dong-da", "Chi nhánh số 3 - Đống Đa", 21.013, 105.825, 11, 14, 21, 1620, 0.71),
    ("hoang-mai", "Chi nhánh số 4 - Hoàng Mai", 21.013, 105.848, 8, 12, 4, 540, 0.93),
    ("tu-liem", "Chi nhánh số 5 - Từ Liêm", 21.039, 105.767, 8, 12, 9, 840, 0.86),
    ("long-bien", "Chi nhánh số 6 - Long Biên", 21.033, 105.9, 11, 14, 26, 2040, 0.62),
    ("ha-dong", "Chi nhánh số 7 - Hà Đông", 20.971, 105.779, 9, 12, 2, 300, 0.97),
    ("hoai-duc", "Chi nhánh số 8 - Hoài Đức", 21.07, 105.706, 10, 12, 13, 1140, 0.81),
    ("son-tay", "Chi nhánh số 9 - Sơn Tây", 21.141, 105.507, 7, 10, 5, 720, 0.9),
    ("dong-anh", "Chi nhánh số 10 - Đông Anh", 21.14, 105.849, 9, 12, 8, 960, 0.84),
    ("thanh-tri", "Chi nhánh số 11 - Thanh Trì", 20.946, 105.845, 6, 10, 0, 120, 1.0),
    ("ung-hoa", "Chi nhánh số 12 - Ứng Hòa", 20.853, 105.77, 7, 10, 3, 480, 0.95),
]
WAYS = [
    ("tay-ho", "cau-giay"),
    ("cau-giay", "dong-da"),
    ("dong-da", "hoang-mai"),
    ("cau-giay", "tu-liem"),
    ("tu-liem", "hoai-duc"),
    ("hoang-mai", "long-bien"),
    ("dong-da", "ha-dong"),
    ("ha-dong", "thanh-tri"),
    ("tay-ho", "dong-anh"),
    ("thanh-tri", "ung-hoa"),
    ("hoai-duc", "son-tay"),
]
SERVICES = [("land", "T", "Đất đai"), ("certification", "A", "Chứng thực"), ("civil-status", "Y", "Hộ tịch")]


def names(name: str) -> dict[str, str]:
    """The same name in every language."""
    return dict.fromkeys(("vi", "en", "fr"), name)


def an_alert(branch: str, sentence: str, **more: Any) -> AlertOut:
    told: dict[str, Any] = {"id": f"{branch}-p90", "code": "p90", "where": None, "value": 3900.0, "limit": 1800.0}
    since = NOW - timedelta(minutes=12)
    return AlertOut(branch=branch, sentence=names(sentence), since=since, **{**told, **more})


def a_row(code: str, **more: Any) -> NetworkRow:
    """A branch of the example at five past ten; `more` replaces what a test is about."""
    _, name, lat, lon, opened, counters, waiting, p90, within = next(one for one in BRANCHES if one[0] == code)
    services = [
        ServiceWait(
            code=service,
            letter=letter,
            names=names(said),
            waiting=waiting // (at + 2),
            wait_p50_s=p90 // 2,
            wait_p90_s=p90,
            wait_low_s=p90 // 600 * 300,
            wait_high_s=p90 // 300 * 300 + 300,
            places_left=40,
        )
        for at, (service, letter, said) in enumerate(SERVICES)
    ]
    told: dict[str, Any] = {
        "kind": "branch",
        "parent": None,
        "names": names(name),
        "lat": lat,
        "lon": lon,
        "seq": 100,
        "rev": 0,
        "open": True,
        "waiting": waiting,
        "crowd": waiting + opened,
        "crowd_limit": 80,
        "expected_hour": 1.5 * waiting + 20,
        "called": 140,
        "within_15": within,
        "within_30": min(1.0, within + 0.15),
        "wait_p50_s": p90 // 2,
        "wait_p90_s": p90,
        "predicted_by": "simulation",
        "predicted_at": NOW,
        "promises_kept": 0.91,
        "intake_left": 40,
        "help": [],
        "counters_open": opened,
        "counters_paused": 1,
        "counters": counters,
        "services": services,
        "alerts": [],
    }
    return NetworkRow(code=code, **{**told, **more})


def a_network() -> list[NetworkRow]:
    """Twelve branches, of which the first is far over its target."""
    worst = [
        an_alert("tay-ho", "P90 là 65 phút, quá mức 30 phút."),
        an_alert("tay-ho", "96 người trong sảnh, quá mức 80.", id="tay-ho-crowd", code="crowd"),
    ]
    return [a_row(code, alerts=worst if code == "tay-ho" else []) for code, *_ in BRANCHES]


def figures(p90_s: int, within: float, crowd: int) -> Figures:
    return Figures(p50_s=p90_s // 2, p90_s=p90_s, within_15=within, crowd=crowd)


def an_effect(branch: str, before: Figures, after: Figures) -> EffectOut:
    def interval(key: str, spread: float) -> Interval:
        middle = float(getattr(after, key) - getattr(before, key))
        return Interval(low=middle - spread, middle=middle, high=middle + spread)

    spreads = {"p50_s": 90.0, "p90_s": 180.0, "within_15": 0.04, "crowd": 5.0}
    difference = Difference(**{key: interval(key, spread) for key, spread in spreads.items()})
    return EffectOut(branch=branch, before=before, after=after, difference=difference)


def a_suggestion(number: int, **more: Any) -> SuggestionOut:
    """An officer for land goes from Thanh Trì to Tây Hồ in the afternoon, unless `more` says otherwise."""
    effects = [
        an_effect("thanh-tri", figures(420, 0.97, 12), figures(560, 0.95, 14)),
        an_effect("tay-ho", figures(3900, 0.41, 96), figures(2700, 0.55, 74)),
    ]
    told: dict[str, Any] = {
        "kind": "lend",
        "state": "proposed",
        "branch": "thanh-tri",
        "counter": None,
        "services": ["land"],
        "officer": "0127",
        "to": "tay-ho",
        "start": NOW.replace(hour=13, minute=30),
        "end": NOW.replace(hour=17, minute=0),
        "travel_s": 2400,
        "sentence": names("Chuyển cán bộ 0127 (Đất đai): Thanh Trì → Tây Hồ, 13:30–17:00."),
        "reason": names("Tây Hồ nhận nhiều việc đất đai hơn sức phục vụ; Thanh Trì còn dư khoảng 3 giờ làm việc."),
        "effects": effects,
        "parts": [],
        "needs_consent": [],
        "consented_by": {"thanh-tri": "branch-manager:0411"},
        "decided_by": None,
        "decided_at": None,
        "dismissed_because": None,
        "dismissed_note": None,
        "arrived_at": None,
        "happened": [],
        "may": ["approve", "dismiss"],
        "why_not": None,
    }
    return SuggestionOut(id=number, **{**told, **more})


def a_run(state: str, **more: Any) -> RunOut:
    told: dict[str, Any] = {"progress": 1.0, "asked_at": NOW, "done_at": None, "seconds": 11.4, "gap": 0.02}
    said: dict[str, Any] = {"helps": True, "verdict": names("Có 2 phương án giảm thời gian chờ."), "missing": []}
    return RunOut(id=3, state=state, effects=[], **{**told, **said, **more})  # type: ignore[arg-type]


def an_officer(badge: str, **more: Any) -> OfficerOut:
    def span(start: str, end: str) -> Span:
        return Span(start=_at(start), end=_at(end))

    told: dict[str, Any] = {
        "branch": "tay-ho",
        "skills": {"land": 2, "certification": 1},
        "qualified": ["civil-status"],
        "counter": "3",
        "state": "present",
        "works_at": "tay-ho",
        "roster": [span("08:00", "12:00"), span("13:00", "17:00")],
        "lunch": span("12:00", "13:00"),
        "movable": True,
        "absences": [],
    }
    return OfficerOut(badge=badge, **{**told, **more})


def a_board(*officers: OfficerOut) -> StaffOut:
    hours = [Span(start=_at("08:00"), end=_at("12:30")), Span(start=_at("13:00"), end=_at("17:00"))]
    return StaffOut(at=NOW, open={"tay-ho": hours}, officers=list(officers))


def an_absence(kind: str = "sick") -> AbsenceOut:
    return AbsenceOut(id=5, kind=kind, start=NOW, end=_at("17:00"), note=None, by="mai")  # type: ignore[arg-type]


def _at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return NOW.replace(hour=hour, minute=minute)


def a_detail(code: str) -> BranchDetailOut:
    counters = [
        CounterNow(
            code=str(at),
            state="open" if at < 5 else "closed",
            services=["land", "certification"],
            officer=f"01{at:02}" if at < 5 else None,
            number=f"T00{at}" if at < 5 else None,
            serving="land" if at < 5 else None,
            since=NOW - timedelta(minutes=3 * at),
        )
        for at in range(1, 7)
    ]
    slots = [
        HalfHour(
            at=_at("08:00") + timedelta(minutes=30 * at),
            expected=20 + 10 * (at % 4),
            low=12 + 10 * (at % 4),
            high=30 + 10 * (at % 4),
            came=18 + 11 * (at % 4) if at < 4 else None,
            work_min=420 + 60 * (at % 5),
            capacity_min=450,
        )
        for at in range(18)
    ]
    longest = [
        LongWait(number=f"T01{at}", service="land", waited_s=4200 - 300 * at, wait_p50_s=300, wait_p90_s=900)
        for at in range(4)
    ]
    rolls = {"backup": "cover-open", "backup_papers_left": 90, "backup_roll_ends": None}
    none = {"trouble": None, "papers_left": None, "roll_ends": None, **dict.fromkeys(rolls)}
    devices = [
        DeviceNow(
            code="kiosk-1",
            kind="kiosk",
            heard_at=NOW - timedelta(seconds=4),
            trouble="near-end",
            papers_left=20,
            roll_ends="15:20",
            **rolls,
        ),
        DeviceNow(code="hall-1", kind="display", heard_at=None, **none),
    ]
    ways = [WayTo(branch=other, travel_s=60 * (9 + len(other))) for other, *_ in BRANCHES if other != code]
    told = {"counters": counters, "longest": longest, "half_hours": slots, "devices": devices, "ways": ways}
    return BranchDetailOut(branch=a_row(code), at=NOW, model="seasonal", **told)  # type: ignore[arg-type]


def an_order() -> OrderOut:
    return OrderOut(
        id=8,
        number="2026-11-24/7",
        day=NOW.date(),
        officer="0127",
        branch="thanh-tri",
        branch_names=names("Chi nhánh số 11 - Thanh Trì"),
        to="tay-ho",
        to_names=names("Chi nhánh số 1 - Tây Hồ"),
        remote=False,
        start=_at("13:30"),
        end=_at("17:00"),
        travel_s=2400,
        services=[{"names": names("Đất đai")}],
        consented_by="branch-manager:0411",
        approved_by="network-manager:0001",
        approved_at=NOW,
        sentence=names("Cán bộ 0127 làm việc tại Tây Hồ từ 13:30 đến 17:00."),
    )


@dataclass
class Office:
    """Stands for the server: what it answers may be changed at any time, what it was sent is kept."""

    role: str = "network-manager"
    rows: list[NetworkRow] = field(default_factory=a_network)
    run: RunOut | None = None
    worker: bool = True
    suggestions: list[SuggestionOut] = field(default_factory=list)
    moves: list[SuggestionOut] = field(default_factory=list)
    officers: list[OfficerOut] = field(default_factory=lambda: [an_officer("0127")])
    tried: RunOut = field(default_factory=lambda: a_run("done"))
    sent: list[tuple[str, Any]] = field(default_factory=list)
    refusals: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    on_post: dict[str, Any] = field(default_factory=dict)
    _sockets: Sockets = field(init=False)

    def __post_init__(self) -> None:
        self._sockets = Sockets("network", self._network)

    def page(self, browser: Browser, *, part: str = "", size: dict[str, int] = USUAL, language: str = "vi") -> Page:
        """Open the page as somebody who has signed in."""
        context = browser.new_context(viewport=size, locale=language, reduced_motion="reduce")  # type: ignore[arg-type]
        page = context.new_page()
        page.route(f"{SITE}/**", self._answer)
        self._sockets.serve(page)
        page.goto(f"{SITE}/manager#{part}")
        return page

    def push(self, *rows: NetworkRow) -> None:
        """Send the network's rows, some of which are new."""
        changed = {row.code: row for row in rows}
        self.rows = [changed.get(row.code, row) for row in self.rows]
        self._sockets.push()

    def posted(self, path: str) -> list[Any]:
        """Return the bodies that were sent to an address."""
        return [body for where, body in self.sent if where == path]

    def _network(self) -> Any:
        ways = [WayBetween(branch=one, to=other, travel_s=60 * at) for at, (one, other) in enumerate(WAYS, 17)]
        return NetworkOut(branches=self.rows, ways=ways).model_dump(mode="json")

    def _answer(self, route: Route, request: Request) -> None:
        path = request.url.removeprefix(SITE).partition("?")[0].partition("#")[0]
        if path == "/manager":
            self._file(route, BUILT / "server/pages/manager/index.html")
        elif path.startswith("/static/"):
            self._file(route, BUILT / path.removeprefix("/static/"))
        elif path in self.refusals:
            status, code, detail = self.refusals[path]
            told = {"type": f"/problems/{code}", "title": code, "status": status, "detail": detail, "instance": "i"}
            route.fulfill(status=status, json=told, content_type="application/problem+json")
        elif request.method == "POST":
            self.sent.append((path, request.post_data_json))
            answer = self.on_post.get(path)
            self._json(route, answer() if callable(answer) else answer or {})
        else:
            self._json(route, self._told(path))

    def _told(self, path: str) -> Any:
        about = path.removeprefix("/api/v1/")
        if about.startswith("network/branches/"):
            return a_detail(about.rpartition("/")[2])
        if about.startswith("what-if/"):
            return self.tried
        if about.endswith("/order"):
            return an_order()
        person = {"login": "mai", "badge": "1", "role": self.role, "branch": None, "counter": None, "skills": None}
        return {
            "demo": None,
            "session": {"person": {**person, "rights": []}, "csrf": "c", "locked": False, "has_pin": False},
            "clock": {"now": NOW.isoformat(), "speed": 1, "epoch": 1},
            "suggestions": SuggestionsOut(at=NOW, worker=self.worker, run=self.run, suggestions=self.suggestions),
            "staff": a_board(*self.officers),
            "moves": MovesOut(moves=self.moves),
        }[about]

    @staticmethod
    def _json(route: Route, answer: Any) -> None:
        told = answer.model_dump(mode="json") if isinstance(answer, BaseModel) else answer
        route.fulfill(json=told)

    @staticmethod
    def _file(route: Route, file: Path) -> None:
        headers = {"Content-Security-Policy": POLICY} if file.suffix == ".html" else {}
        kind = KINDS.get(file.suffix, "application/octet-stream")
        route.fulfill(body=file.read_bytes(), content_type=kind, headers={**headers, "Content-Type": kind})
