"""What does the kiosk's page meet when it asks its agent? What a test says, answered inside of the browser.

So each screen can be had at once, with no server, no printer and no waiting. That page and agent fit together is shown
by test_kiosk_page.py and test_whole_job.py, with the real ones.
"""

import io
import json
import wave
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from mimetypes import guess_type
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, Request, Route, expect

from config.texts import LANGUAGES, text
from kiosk.app import BUILT, POLICY
from tests.browser.panels import Panel

# An address of its own machine is a secure context; nothing ever connects to it.
ADDRESS = "http://127.0.0.1:8099/"
AT = "2026-11-24T10:42:00.000+07:00"
LOADED_AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
# The page waits a third of a second for advice; a machine on which tests run may stand still for longer.
PATIENT = """
  const wait = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => wait(Math.max(ms, 30_000));
"""


def names(vi: str, en: str, fr: str) -> dict[str, str]:
    return {"vi": vi, "en": en, "fr": fr}


def lists(*items: str) -> dict[str, list[str]]:
    return {language: list(items) for language in ("vi", "en", "fr")}


# The longest names of the example network stand for all.
SERVICES = [
    ("A", "Chứng thực", "Certification", "Certification de copies et signatures"),
    ("H", "Hộ tịch", "Civil status", "État civil"),
    ("T", "Đất đai", "Land", "Foncier"),
    ("K", "Đăng ký kinh doanh", "Business registration", "Enregistrement des entreprises"),
    ("X", "Xây dựng", "Construction", "Construction"),
    ("L", "Lao động và xã hội", "Labour and social affairs", "Travail et affaires sociales"),
    ("R", "Trả kết quả", "Collection of results", "Retrait des résultats"),
    ("D", "Hướng dẫn", "Guidance", "Orientation"),
    ("V", "Cư trú", "Residence", "Résidence"),
]
FULL = 4
PRIORITY = names(
    "Ưu tiên (người cao tuổi, khuyết tật, mang thai, đi cùng trẻ nhỏ, người có công)",
    "Priority (elderly, with a disability, pregnant, with a small child, people of merit)",
    "Priorité (personnes âgées, handicapées, enceintes, avec un jeune enfant, méritantes)",
)
NEEDS = {
    "deaf": names("Khiếm thính", "Hard of hearing", "Malentendant"),
    "interpreter": names("Cần phiên dịch", "An interpreter", "Un interprète"),
    "low-vision": names("Khiếm thị", "Low vision", "Malvoyant"),
    "wheelchair": names("Dùng xe lăn", "A wheelchair", "En fauteuil roulant"),
}
PROCEDURE: dict[str, Any] = {
    "service": "s2",
    "procedure": "birth-abroad",
    "names": names(
        "Đăng ký khai sinh có yếu tố nước ngoài",
        "Birth registration with a foreign parent",
        "Déclaration de naissance avec un parent étranger",
    ),
    "documents": lists("Giấy chứng sinh", "Thẻ căn cước của cha, mẹ", "Giấy chứng nhận kết hôn của cha mẹ, nếu có"),
}
MINE: dict[str, Any] = {
    "token": "dGhpcyBpcyBhIHRva2V1-_",
    "number": "T007",
    "branch_names": names("Chi nhánh số 3 - Cầu Giấy", "Branch 3 - Cầu Giấy", "Antenne 3 - Cầu Giấy"),
    "is_here": False,
    "day": None,
    "service": "s3",
    "names": names("Đất đai", "Land", "Foncier"),
    "steps": [{"service": "s3", "state": "waiting"}],
    "state": "waiting",
    "ahead": 12,
    "wait_low_s": 2400,
    "wait_high_s": 3600,
    "slot": None,
    "counter": None,
    "can": ["change-service", "add-service", "cancel", "print", "return"],
}
OFFER: dict[str, Any] = {
    "branch": "cau-giay",
    "names": names("Chi nhánh số 3 - Cầu Giấy", "Branch 3 - Cầu Giấy", "Antenne 3 - Cầu Giấy"),
    "travel_s": 720,
    "wait_low_s": 900,
    "wait_high_s": 1500,
    "here_low_s": 2400,
    "here_high_s": 3600,
}


ELSEWHERE: list[dict[str, Any]] = [
    {"branch": "cau-giay", "names": OFFER["names"], "travel_s": 720}
    | {"opens_at": None, "open_until": "2026-11-24T17:00:00+07:00", "wait_low_s": 300, "wait_high_s": 600},
    {"branch": "tu-liem", "names": names("Chi nhánh số 12 - Từ Liêm", "Branch 12 - Từ Liêm", "Antenne 12 - Từ Liêm")}
    | {"travel_s": 1230, "opens_at": "2026-11-24T13:30:00+07:00", "open_until": "2026-11-24T17:00:00+07:00"}
    | {"wait_low_s": None, "wait_high_s": None},
    {"branch": "dong-da", "names": names("Chi nhánh số 5 - Đống Đa", "Branch 5 - Đống Đa", "Antenne 5 - Đống Đa")}
    | {"travel_s": 1500, "opens_at": None, "open_until": "2026-11-24T16:30:00+07:00"}
    | {"wait_low_s": 1200, "wait_high_s": 2100},
]


def in_all_languages(status: int, key: str, **facts: Mapping[str, str] | str) -> dict[str, Any]:
    """A refusal in the catalogue's words. facts: what its sentence names, or its names by language."""
    said = {
        one: {name: fact if isinstance(fact, str) else fact[one] for name, fact in facts.items()} for one in LANGUAGES
    }
    titles = {one: text(f"problems.{key}.title", one) for one in LANGUAGES}
    details = {one: text(f"problems.{key}.detail", one, **said[one]) for one in LANGUAGES}
    spoken = {"title": titles["vi"], "detail": details["vi"], "titles": titles, "details": details}
    return {"type": f"/problems/{key}", "status": status, "instance": "r-1"} | spoken


NO_APPOINTMENT: dict[str, Any] = {
    **in_all_languages(409, "booking-elsewhere", branch_names=OFFER["names"], time="14:30", day="24/11/2026"),
    "service": "s4",
    "travel_s": 720,
    "appointment": True,
}


DATES = ["2026-11-25T08:30:00+07:00", "2026-11-27T08:00:00+07:00", "2026-11-30T13:30:00+07:00"]
BOOKED: dict[str, Any] = {
    "id": "019aa000-0000-7000-8000-000000000001",
    "code": "K7M2-9QXA",
    "slot": DATES[0],
    "service": "s4",
    "service_names": names(*SERVICES[3][1:]),
    "branch_names": names("Chi nhánh số 1 - Tây Hồ", "Branch 1 - Tây Hồ", "Antenne 1 - Tây Hồ"),
    "bring": lists("Giấy đề nghị đăng ký doanh nghiệp", "Thẻ căn cước của người đại diện", "Điều lệ công ty"),
    "print": "printed",
    "print_reason": None,
}


def services(count: int = 8) -> list[dict[str, Any]]:
    row = {
        "open": True,
        "waiting": 3,
        "wait_low_s": 2400,
        "wait_high_s": 3600,
        "documents": lists("Thẻ căn cước"),
        "elsewhere": [],
    }
    # The one with the longest name is the one that can serve nobody more today.
    return [
        row | {"code": f"s{at}", "letter": letter, "names": names(vi, en, fr), "full_today": at == FULL}
        for at, (letter, vi, en, fr) in enumerate(SERVICES[:count], start=1)
    ]


def a_state(**more: Any) -> dict[str, Any]:
    return {
        "branch": "tay-ho",
        "names": names("Chi nhánh số 1 - Tây Hồ", "Branch 1 - Tây Hồ", "Antenne 1 - Tây Hồ"),
        "open": True,
        "at": AT,
        "told_at": AT,
        "speed": 1,
        "age_s": 0,
        "link": "up",
        "languages": ["vi", "en", "fr"],
        "services": services(),
        "groups": [],
        "priorities": [{"code": "priority", "names": PRIORITY}],
        "needs": [{"code": code, "names": said} for code, said in NEEDS.items()],
        "dossiers_max": 500,
        "speech": True,
        "can_scan": True,
    } | more


def a_ticket(**more: Any) -> dict[str, Any]:
    return {
        "id": "t-1",
        "number": "T007",
        "token": MINE["token"],
        "branch": "tay-ho",
        "branch_names": a_state()["names"],
        "service": "s3",
        "service_names": names("Đất đai", "Land", "Foncier"),
        "language": "vi",
        "ahead": 12,
        "wait_low_s": 2400,
        "wait_high_s": 3600,
        "print": "printed",
        "print_reason": None,
        "phone_url": f"http://localhost:8080/t/{MINE['token']}",
    } | more


def a_status(condition: str = "ok", **more: Any) -> dict[str, Any]:
    return {
        "closed_by_staff": False,
        "printer": {"condition": condition, "running": True, "papers_left": 412, "roll_ends": "15:20", "backup": None},
        "link": {"up": True, "age_s": 1.0, "unconfirmed": 0},
        "leases": [{"service": "s3", "left": 70}, {"service": "s1", "left": 40}],
        "outbox": 0,
        "set_aside": [],
        "file": {"durable": True, "broken": []},
    } | more


def refused(status: int, detail: str) -> tuple[int, dict[str, Any]]:
    return status, {"type": "/problems/refused", "title": detail, "status": status, "detail": detail, "instance": "r-1"}


@dataclass
class Agent:
    """answers: path -> what is told, or (status, problem), or what makes one of those out of the body.

    A path may begin with its method. asked: each request with a body; spoken: each clip.
    """

    answers: dict[str, Any]
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    spoken: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, route: Route, request: Request) -> None:
        where = urlsplit(request.url)
        path = where.path
        if path == "/" or path.startswith("/static/"):
            _built(route, path)
        elif path == "/speech" and self.answers.get(path) is None:
            said = parse_qs(where.query)
            # What is only fetched is made ready, not heard.
            if request.resource_type == "media":
                self.spoken.append((said["language"][0], said["text"][0]))
            route.fulfill(body=SILENCE, content_type="audio/wav")
        else:
            if request.method == "POST":
                self.asked.append((path, request.post_data_json or {}))
                self.headers.append(request.headers)
            where_to = f"{request.method} {path}" if f"{request.method} {path}" in self.answers else path
            told = self.answers.get(where_to, refused(404, f"{path} is not answered"))
            told = told(request.post_data_json) if callable(told) else told
            status, body = told if isinstance(told, tuple) else (200, told)
            kind = "application/json" if status < 400 else "application/problem+json"
            route.fulfill(status=status, body=json.dumps(body), content_type=kind)


def an_agent(answers: Mapping[str, Any] | None = None) -> Agent:
    """An agent that offers everything. answers: by path, in place of the usual ones."""
    alike = [names(*(f"{said} ({at})" for said in PROCEDURE["names"].values())) for at in range(8)]
    usual = {
        "/state": a_state(),
        "/status": a_status(),
        "/advice": {"offers": []},
        "/search": {"found": [PROCEDURE | {"names": one} for one in alike]},
        "/tickets": (201, a_ticket()),
        "/tickets/t-1": a_ticket(),
        "/dates": {"dates": DATES},
        "POST /dates": (201, BOOKED),
        "/mine": lambda body: (409, NO_APPOINTMENT) if len(body["scanned"]) < 20 else MINE,  # a code is short
    }
    return Agent(usual | dict(answers or {}))


def a_page(browser: Browser, agent: Agent, panel: Panel, *, stopped: bool = False, script: str | None = None) -> Page:
    """Return the page at its start. stopped: its time moves only by `page.clock.run_for`, however slow the machine.

    script: runs before all of the page's own.
    """
    page = browser.new_context(viewport={"width": panel.width, "height": panel.height}).new_page()
    page.route("**/*", agent.answer)
    page.add_init_script(PATIENT)
    if script is not None:
        page.add_init_script(script)
    if stopped:
        page.clock.install(time=LOADED_AT)
    page.goto(ADDRESS)
    expect(page.get_by_role("button", name="A+")).to_be_visible()
    if stopped:
        page.clock.pause_at(LOADED_AT + timedelta(hours=1))
    return page


def _built(route: Route, path: str) -> None:
    file = BUILT / ("kiosk/page/index.html" if path == "/" else path.removeprefix("/static/"))
    if not file.is_file():
        route.fulfill(status=404)
        return
    policy = {"Content-Security-Policy": POLICY} if path == "/" else {}
    kind = guess_type(file.name)[0] or "application/octet-stream"
    route.fulfill(body=file.read_bytes(), headers=policy | {"Content-Type": kind})


def _silence() -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(8000)
        clip.writeframes(bytes(160))
    return written.getvalue()


SILENCE = _silence()
