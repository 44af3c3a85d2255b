"""Does a refused request change nothing in any table, and is it told in a sentence of the caller's language?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from config.settings import Settings
from server.app import create_app
from server.database import change as change_module
from server.database import engine as engine_module
from server.database import tables
from server.database.engine import WRITES
from server.database.store import Store
from tests.integration.databases import HERE, KINDS, THERE, Databases
from tests.integration.deeds import everything
from tests.integration.office import Client, Office

LANGUAGES = ("vi", "en", "fr")
TICKETS, LEASES = f"/branches/{HERE}/tickets", f"/branches/{HERE}/number-leases"
COUNTERS = f"/branches/{HERE}/counters"
VOIDED, UNKNOWN, ELSEWHERE = (f"01939a5e-7c00-7aaa-8bbb-01234567890{digit}" for digit in "abc")
LAND = {"services": ["land"]}


@dataclass(frozen=True)
class Bad:
    """A request that must be refused, by whom it is sent, and the facts that are told beside the sentence."""

    name: str
    told: str
    who: str
    path: str
    body: object = None
    raw: bytes | None = None
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)


TABLE = [
    # What the body says.
    Bad(
        "unknown service",
        "422 unknown-service",
        "kiosk",
        TICKETS,
        {"services": ["fishing"]},
        facts={"service": "fishing"},
    ),
    Bad("unknown priority", "422 unknown-priority", "kiosk", TICKETS, LAND | {"priority": "vip"}),
    Bad(
        "a number outside the leases",
        "422 bad-number",
        "kiosk",
        TICKETS,
        LAND | {"number": "T200"},
        facts={"number": "T200"},
    ),
    Bad("a leased number of another letter", "422 bad-number", "kiosk", TICKETS, LAND | {"number": "W100"}),
    Bad("an ordinary number", "422 bad-number", "kiosk", TICKETS, LAND | {"number": "T001"}),
    Bad("a greeter's own number", "422 bad-field", "greeter", TICKETS, LAND | {"number": "T100"}),
    Bad("a kiosk's appointment", "422 bad-field", "kiosk", TICKETS, LAND | {"slot": "2026-11-24T10:00+07:00"}),
    Bad("an appointment at lunch", "422 bad-slot", "greeter", TICKETS, LAND | {"slot": "2026-11-24T12:30+07:00"}),
    Bad("a word for a list", "422 bad-field", "kiosk", TICKETS, {"services": "land"}),
    Bad("a number for a word", "422 bad-field", "kiosk", TICKETS, {"services": [7]}),
    Bad("a word for a number", "422 bad-field", "kiosk", TICKETS, LAND | {"dossiers": "3"}),
    Bad("no list at all", "422 bad-field", "kiosk", TICKETS, {}),
    Bad("a NUL", "422 bad-field", "kiosk", TICKETS, {"services": ["land\x00"]}),
    Bad("a NUL that is escaped", "422 bad-field", "kiosk", TICKETS, raw=b'{"services": ["land"], "x": "\\u0000"}'),
    Bad("too deep", "400 bad-request", "kiosk", TICKETS, raw=b'{"services":' * 4_000 + b"1" + b"}" * 4_000),
    Bad("too deep in a member that nobody reads", "400 bad-request", "kiosk", TICKETS, raw=b'{"x":' + b"[" * 60_000),
    Bad("too large", "413 too-large", "kiosk", TICKETS, LAND | {"note": "x" * 66_000}),
    Bad("no JSON", "400 bad-request", "kiosk", TICKETS, raw=b"{services}"),
    Bad("JSON as text", "415 not-json", "kiosk", TICKETS, LAND, headers={"Content-Type": "text/plain"}),
    Bad(
        "JSON as a form",
        "415 not-json",
        "kiosk",
        TICKETS,
        LAND,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    ),
    Bad(
        "a key used with another body",
        "422 key-reused",
        "kiosk",
        TICKETS,
        {"services": ["results"]},
        headers={"Idempotency-Key": "used"},
    ),
    Bad("a lease of an unknown service", "422 unknown-service", "kiosk", LEASES, {"service": "fishing", "count": 5}),
    Bad("a lease of too many", "422 bad-field", "kiosk", LEASES, {"service": "land", "count": 1001}),
    Bad("opening for an unknown service", "422 unknown-service", "officer", f"{COUNTERS}/3/open", {"services": ["x"]}),
    Bad(
        "a call of an unknown number",
        "422 number-not-found",
        "officer",
        f"{COUNTERS}/1/call",
        {"number": "T777", "reason": "x"},
    ),
    Bad(
        "a call out of order without a reason", "422 reason-needed", "officer", f"{COUNTERS}/1/call", {"number": "T003"}
    ),
    Bad(
        "a transfer to an unknown service", "422 unknown-service", "officer", f"{COUNTERS}/1/transfer", {"service": "x"}
    ),
    Bad(
        "a transfer to an unknown counter",
        "422 unknown-counter",
        "officer",
        f"{COUNTERS}/1/transfer",
        {"service": "results", "counter": "99"},
    ),
    Bad(
        "a referral to an unknown branch",
        "422 unknown-branch",
        "officer",
        f"{TICKETS}/{UNKNOWN}/refer",
        {"branch": "x"},
    ),
    # What the state does not allow.
    Bad("an id that was voided", "409 ticket-voided", "kiosk", TICKETS, LAND | {"id": VOIDED}, facts={"id": VOIDED}),
    Bad("an id of another branch", "409 ticket-voided", "kiosk", TICKETS, LAND | {"id": ELSEWHERE}),
    Bad("a ticket that was not left over", "409 leftover-lapsed", "kiosk", TICKETS, LAND | {"instead_of": "x"}),
    Bad("voiding another branch's ticket", "404 ticket-not-found", "kiosk", f"{TICKETS}/{ELSEWHERE}/void"),
    Bad(
        "calling at a closed counter",
        "409 counter-not-open",
        "officer",
        f"{COUNTERS}/3/call-next",
        facts={"counter": "3", "state": "closed"},
    ),
    Bad(
        "calling at a paused counter",
        "409 counter-not-open",
        "officer",
        f"{COUNTERS}/2/call-next",
        facts={"counter": "2", "state": "paused"},
    ),
    Bad(
        "calling after somebody else",
        "409 counter-moved-on",
        "officer",
        f"{COUNTERS}/1/call-next",
        {"after": UNKNOWN},
        facts={"number": "T001"},
    ),
    Bad("calling after nobody", "409 counter-moved-on", "officer", f"{COUNTERS}/1/call-next", {"after": None}),
    Bad("starting without a call", "409 nobody-at-counter", "officer", f"{COUNTERS}/2/start", facts={"counter": "2"}),
    Bad(
        "starting twice",
        "409 wrong-state",
        "officer",
        f"{COUNTERS}/1/start",
        facts={"number": "T001", "state": "serving", "act": "start"},
    ),
    Bad(
        "repeating the call of who is served",
        "409 wrong-state",
        "officer",
        f"{COUNTERS}/1/recall",
        facts={"act": "repeat"},
    ),
    Bad("no-show of who is served", "409 wrong-state", "officer", f"{COUNTERS}/1/no-show"),
    Bad("finishing where nobody is", "409 nobody-at-counter", "officer", f"{COUNTERS}/2/finish"),
    Bad("holding where nobody is", "409 nobody-at-counter", "officer", f"{COUNTERS}/2/hold"),
    Bad(
        "transferring to the same service", "409 same-service", "officer", f"{COUNTERS}/1/transfer", {"service": "land"}
    ),
    Bad(
        "transferring to a closed counter",
        "409 nobody-serves",
        "officer",
        f"{COUNTERS}/1/transfer",
        {"service": "results", "counter": "3"},
    ),
    Bad(
        "closing with a visitor",
        "409 counter-busy",
        "officer",
        f"{COUNTERS}/1/close",
        facts={"counter": "1", "number": "T001"},
    ),
    Bad("closing a closed counter", "409 counter-not-open", "officer", f"{COUNTERS}/3/close"),
    Bad("pausing a paused counter", "409 counter-not-open", "officer", f"{COUNTERS}/2/pause"),
    Bad("resuming an open counter", "409 counter-not-open", "officer", f"{COUNTERS}/1/resume", facts={"state": "open"}),
    Bad("undoing where nothing was done", "409 nothing-to-undo", "officer", f"{COUNTERS}/3/undo"),
    Bad("undoing an opening", "409 nothing-to-undo", "officer 4", f"{COUNTERS}/4/undo"),
    Bad(
        "acting at another officer's counter",
        "403 not-your-counter",
        "officer",
        f"{COUNTERS}/4/call-next",
        facts={"counter": "4"},
    ),
    Bad("closing another officer's counter", "403 not-your-counter", "officer", f"{COUNTERS}/4/close"),
    Bad("cancelling who is served", "409 wrong-state", "nobody", "/tickets/{served}/cancel", facts={"act": "cancel"}),
    Bad("postponing who is served", "409 wrong-state", "nobody", "/tickets/{served}/postpone"),
    Bad("returning who was not away", "409 wrong-state", "nobody", "/tickets/{waiting}/return"),
    # Who asks, and where.
    Bad("nobody's token", "401 not-signed-in", "nobody", TICKETS, LAND),
    Bad("a wrong role", "403 forbidden", "greeter", f"{COUNTERS}/1/call-next", facts={"role": "greeter"}),
    Bad(
        "an unknown branch",
        "404 branch-not-found",
        "kiosk",
        "/branches/nowhere/tickets",
        LAND,
        facts={"branch": "nowhere"},
    ),
    Bad(
        "an unknown counter",
        "404 counter-not-found",
        "officer",
        f"{COUNTERS}/99/open",
        facts={"branch": HERE, "counter": "99"},
    ),
    Bad("an unknown ticket", "404 ticket-not-found", "nobody", "/tickets/AAAAAAAAAAAAAAAAAAAAAA/cancel"),
    Bad("a token with a line in it", "404 ticket-not-found", "nobody", "/tickets/a%0Ab/cancel"),
    Bad("an unknown call", "404 clip-not-found", "nobody", f"/branches/{HERE}/clips/{HERE}-9999.wav", method="GET"),
    Bad("an unknown address", "404 not-found", "kiosk", "/nothing"),
    Bad("a wrong method", "405 method-not-allowed", "kiosk", TICKETS, method="DELETE"),
    Bad("a wrong password", "401 sign-in-failed", "nobody", "/session", {"login": "x", "password": "x"}),
    Bad("too many events", "422 bad-field", "auditor", f"/branches/{HERE}/events?limit=1001", method="GET"),
]


@dataclass
class Settled:
    """A branch in the middle of its morning: counter 1 serves, 2 is paused, 3 closed, 4 another officer's."""

    office: Office
    callers: dict[str, Client]
    tokens: dict[str, str]

    def send(self, bad: Bad, language: str) -> TestResponse:
        caller = self.callers[bad.who]
        headers = {"Content-Type": "application/json", "Accept-Language": language} | dict(bad.headers)
        body = bad.raw if bad.raw is not None else json.dumps(bad.body if bad.body is not None else {}).encode()
        sent = {} if bad.method == "GET" else {"data": body}
        return caller.send(bad.method, bad.path.format(**self.tokens), headers=headers, **sent)


@pytest.fixture(scope="module", params=KINDS)
def settled(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settled]:
    with databases.ready(request.param) as url:
        settings = Settings(data=tmp_path_factory.mktemp("refusals"), database_url=url)
        office = Office(create_app(settings, async_mode="threading"))
        yield settle(office)
        office.close()


def settle(office: Office) -> Settled:
    kiosk, officer, other = office.client("kiosk"), office.client("officer"), office.stranger("officer")
    tickets = [kiosk.take() for _ in range(3)]
    officer.does("1", "open", {"services": ["land"]})
    officer.does("1", "call-next")
    officer.does("1", "start")
    officer.does("2", "open")
    officer.does("2", "pause")
    other.does("4", "open")
    assert kiosk.post(LEASES, {"service": "land", "count": 5}).get_json()["from"] == "T100"
    assert kiosk.post(TICKETS, LAND, key="used").status_code == 201
    assert kiosk.post(f"{TICKETS}/{VOIDED}/void").status_code == 200
    office.client("kiosk", THERE).take(branch=THERE, id=ELSEWHERE)
    callers = {role: office.client(role) for role in ("kiosk", "greeter", "officer", "auditor")}
    return Settled(
        office,
        callers | {"officer 4": other, "nobody": office.client()},
        {"served": tickets[0]["token"], "waiting": tickets[1]["token"]},
    )


def problem_of(answer: TestResponse) -> dict[str, Any]:
    """Return the problem of an answer that is one, whole."""
    assert answer.content_type == "application/problem+json"
    problem: dict[str, Any] = answer.get_json()
    assert {"type", "title", "status", "detail", "instance"} <= set(problem)
    assert problem["status"] == answer.status_code
    assert problem["instance"] == answer.headers["X-Request-ID"]
    assert len(problem["instance"]) == 32
    return problem


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.name)
def test_a_refused_request_changes_nothing_and_is_told_in_the_callers_language(settled: Settled, bad: Bad) -> None:
    before = everything(settled.office.store)

    answers = [settled.send(bad, language) for language in LANGUAGES]

    assert everything(settled.office.store) == before
    status, code = bad.told.split()
    assert {answer.status_code for answer in answers} == {int(status)}
    problems = [problem_of(answer) for answer in answers]
    assert {problem["type"] for problem in problems} == {f"/problems/{code}"}
    assert len({problem["title"] for problem in problems}) == len({problem["detail"] for problem in problems}) == 3
    assert not any("{" in problem["detail"] for problem in problems)
    assert [answer.headers["Content-Language"] for answer in answers] == list(LANGUAGES)
    assert all({**problem, **bad.facts} == problem for problem in problems)
    # Each says it in all languages, so that a reader may choose another one afterwards.
    for part in ("title", "detail"):
        in_each = dict(zip(LANGUAGES, (problem[part] for problem in problems), strict=True))
        assert [problem[f"{part}s"] for problem in problems] == [in_each] * 3


def test_bad_fields_are_named(settled: Settled) -> None:
    problem = problem_of(settled.callers["kiosk"].post(TICKETS, {"services": [7], "dossiers": "3"}))

    assert "services" in json.dumps(problem["errors"])
    assert "dossiers" in json.dumps(problem["errors"])


def test_a_wrong_method_is_told_which_ones_there_are(settled: Settled) -> None:
    answer = settled.callers["kiosk"].send("DELETE", TICKETS)

    assert set(answer.headers["Allow"].split(", ")) >= {"GET", "POST"}


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("fr-CA, fr;q=0.9, en;q=0.5", "fr"),
        ("en-GB", "en"),
        ("de, vi;q=0.2", "vi"),
        ("de", "vi"),
        ("", "vi"),
        ("*", "vi"),
    ],
)
def test_the_sentence_is_in_the_best_of_the_languages_that_are_asked_for(
    settled: Settled, asked: str, given: str
) -> None:
    answer = settled.callers["kiosk"].post("/branches/nowhere/tickets", LAND)
    told = settled.send(Bad("", "", "kiosk", "/branches/nowhere/tickets", LAND), asked)

    assert told.headers["Content-Language"] == given
    assert (told.get_json()["detail"] == answer.get_json()["detail"]) == (given == "en")


def test_a_branch_that_is_closed_for_lunch_says_when_it_opens(office: Office) -> None:
    kiosk = office.client("kiosk")
    office.go_to("2026-11-24T12:00+07:00")
    before = everything(office.store)

    answer = kiosk.post(TICKETS, LAND)
    office.go_to("2026-11-24T13:00+07:00")
    at_one = kiosk.post(TICKETS, LAND)

    problem = problem_of(answer)
    assert (problem["status"], problem["type"]) == (409, "/problems/service-closed")
    assert problem["opens_at"] == "2026-11-24T13:00:00+07:00"
    assert before["event"] == before["ticket"] == []
    assert at_one.status_code == 201


def test_a_lock_that_is_not_to_be_had_is_told_with_when_to_ask_again(
    database: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_module, "GIVE_UP_S", 0.1)
    monkeypatch.setattr(engine_module, "LOCK_TIMEOUT_MS", 100)
    office = Office(create_app(Settings(data=tmp_path, database_url=database), async_mode="threading"))
    kiosk = office.client("kiosk")
    locked = select(tables.branch).where(tables.branch.c.code == HERE).with_for_update()

    with store.engine.execution_options(**{WRITES: True}).connect() as other_process:
        other_process.execute(locked)
        answer = kiosk.post(TICKETS, LAND, key="one")
        read = office.client().send("GET", f"/branches/{HERE}/hall")
        other_process.rollback()
    again = kiosk.post(TICKETS, LAND, key="one")
    office.close()

    problem = problem_of(answer)
    assert (problem["status"], problem["type"]) == (503, "/problems/branch-busy")
    assert answer.headers["Retry-After"] == str(problem["retry_after_s"])
    assert read.status_code == 200
    assert (again.status_code, again.get_json()["number"]) == (201, "T001")


def test_what_went_wrong_inside_is_told_only_by_the_requests_id(office: Office) -> None:
    kiosk = office.client("kiosk")
    with office.store.writing() as connection:
        connection.execute(update(tables.branch).values(numbers="{no JSON"))

    with capture_logs() as logged:
        answer = kiosk.post(TICKETS, LAND)

    problem = problem_of(answer)
    assert (problem["status"], problem["type"]) == (500, "/problems/internal-error")
    assert set(problem) == {"type", "title", "status", "detail", "instance", "titles", "details"}
    assert "JSON" not in problem["detail"]
    failed = [entry for entry in logged if entry["log_level"] == "error"]
    assert [(entry["error"], entry["request_id"]) for entry in failed] == [("JSONDecodeError", problem["instance"])]


def test_tokens_and_passwords_stay_out_of_the_logs(office: Office) -> None:
    kiosk, anybody = office.client("kiosk"), office.client()

    with capture_logs() as logged:
        ticket = kiosk.take()
        anybody.get(f"/tickets/{ticket['token']}")
        anybody.get(f"/tickets/{ticket['token']}/why")
        anybody.post(f"/tickets/{ticket['token']}/cancel")
        anybody.http.get(f"/t/{ticket['token']}").close()
        anybody.post("/session", {"login": "x", "password": "the password"})

    assert len(logged) == 6
    assert [entry["path"] for entry in logged if "…" in entry["path"]] == ["/api/v1/tickets/…"] * 3 + ["/t/…"]
    assert not any(secret in str(logged) for secret in (ticket["token"], kiosk.token, "the password"))
