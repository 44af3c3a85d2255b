"""Is bad input refused in a sentence of the caller's language, and is nothing written?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from tests.acceptance.installation import Client, Installation

HERE, OTHER = "cau-giay", "dong-da"
TICKETS = f"/branches/{HERE}/tickets"
COUNTER = f"/branches/{HERE}/counters/3"
A_UUID = "01939a5e-7c00-7aaa-8bbb-0123456789ff"
LAND = {"services": ["land"]}


@dataclass(frozen=True)
class Bad:
    """A request that must be refused, by whom it is sent, and the statuses that the contract allows."""

    name: str
    status: int | tuple[int, ...]
    who: str
    path: str
    body: object = None
    raw: bytes | None = None
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)


TABLE = [
    # Who asks, and where.
    Bad("no token", 401, "nobody", TICKETS, LAND),
    Bad("a token that nobody gave out", 401, "stranger", TICKETS, LAND),
    Bad("no token and an unknown branch", 401, "nobody", "/branches/nowhere/tickets", LAND),
    Bad("unknown branch", 404, "kiosk", "/branches/nowhere/tickets", LAND),
    Bad("unknown branch in the hall", 404, "nobody", "/branches/nowhere/hall", method="GET"),
    Bad("wrong role takes a ticket", 403, "auditor", TICKETS, LAND),
    Bad("wrong role calls", 403, "kiosk", f"{COUNTER}/call-next"),
    Bad("kiosk of another branch", 403, "kiosk", f"/branches/{OTHER}/tickets", LAND),
    Bad("officer of another branch", 403, "officer", f"/branches/{OTHER}/counters/3/open", LAND),
    Bad("officer at a counter that is not his", 403, "counter officer", f"{COUNTER}/open", LAND),
    Bad("officer reads events", 403, "officer", f"/branches/{HERE}/events", method="GET"),
    Bad("nobody reads events", 401, "nobody", f"/branches/{HERE}/events", method="GET"),
    Bad("unknown counter", 404, "officer", f"/branches/{HERE}/counters/999/open", LAND),
    Bad("wrong role and an unknown counter", 403, "kiosk", f"/branches/{HERE}/counters/999/open", LAND),
    Bad("unknown ticket token", 404, "nobody", "/tickets/AAAAAAAAAAAAAAAAAAAAAA", method="GET"),
    Bad("unknown ticket token is cancelled", 404, "nobody", "/tickets/AAAAAAAAAAAAAAAAAAAAAA/cancel"),
    Bad("unknown address", 404, "kiosk", "/nothing", LAND),
    Bad("wrong method", 405, "kiosk", TICKETS, method="DELETE"),
    Bad("unknown call's clip", 404, "nobody", f"/branches/{HERE}/clips/{HERE}-99999.wav", method="GET"),
    # What the body says.
    Bad("no JSON", 400, "kiosk", TICKETS, raw=b"{not json"),
    Bad("no UTF-8", 400, "kiosk", TICKETS, raw=b'{"services": ["\xff\xfe"]}'),
    Bad("a list for an object", (400, 422), "kiosk", TICKETS, ["land"]),
    Bad("a number for an object", (400, 422), "kiosk", TICKETS, raw=b"7"),
    Bad("null for an object", (400, 422), "kiosk", TICKETS, raw=b"null"),
    pytest.param(
        Bad("brackets without end", (400, 422), "kiosk", TICKETS, raw=b"[" * 60_000),
    ),
    pytest.param(
        Bad("objects in objects", (400, 422), "kiosk", TICKETS, raw=b'{"services":' * 5_000 + b"1" + b"}" * 5_000),
    ),
    Bad("a body of 1 MB", 413, "kiosk", TICKETS, {"services": ["land"], "note": "x" * 1_000_000}),
    Bad("a body of 70 kB", 413, "kiosk", TICKETS, raw=b" " * 70_000),
    Bad("no services", 422, "kiosk", TICKETS, {}),
    Bad("an empty list of services", 422, "kiosk", TICKETS, {"services": []}),
    Bad("a word for a list", 422, "kiosk", TICKETS, {"services": "land"}),
    Bad("a number for a service", 422, "kiosk", TICKETS, {"services": [7]}),
    Bad("unknown service", 422, "kiosk", TICKETS, {"services": ["fishing"]}),
    Bad("a known and an unknown service", 422, "kiosk", TICKETS, {"services": ["land", "fishing"]}),
    Bad("a service with a NUL", 422, "kiosk", TICKETS, {"services": ["land\x00"]}),
    Bad("half a surrogate pair", 422, "kiosk", TICKETS, {"services": ["\ud800"]}),
    Bad("unknown language", 422, "kiosk", TICKETS, {**LAND, "language": "de"}),
    Bad("unknown priority", 422, "kiosk", TICKETS, {**LAND, "priority": "vip"}),
    Bad("unknown need", 422, "kiosk", TICKETS, {**LAND, "needs": ["haste"]}),
    Bad("no dossiers at all", 422, "kiosk", TICKETS, {**LAND, "dossiers": 0}),
    Bad("dossiers as text", 422, "kiosk", TICKETS, {**LAND, "dossiers": "3"}),
    Bad("dossiers beyond counting", 422, "kiosk", TICKETS, {**LAND, "dossiers": 10**300}),
    Bad("dossiers that are no number", (400, 422), "kiosk", TICKETS, raw=b'{"services": ["land"], "dossiers": NaN}'),
    Bad("an id that is no id", 422, "kiosk", TICKETS, {**LAND, "id": "7"}),
    Bad("a number that was never leased", 422, "kiosk", TICKETS, {**LAND, "id": A_UUID, "number": "T9001"}),
    Bad("a number of another service", 422, "kiosk", TICKETS, {**LAND, "id": A_UUID, "number": "A901"}),
    Bad("an officer who chooses the number", 422, "officer", TICKETS, {**LAND, "number": "T0001"}),
    Bad("a time without an offset", 422, "kiosk", TICKETS, {**LAND, "id": A_UUID, "issued_at": "2026-11-24T09:00"}),
    Bad("a token that is too short", 422, "kiosk", TICKETS, {**LAND, "id": A_UUID, "token": "abc"}),
    Bad("a lease of an unknown service", 422, "kiosk", f"/branches/{HERE}/number-leases", {"service": "x", "count": 5}),
    Bad("a lease of nothing", 422, "kiosk", f"/branches/{HERE}/number-leases", {"service": "land", "count": 0}),
    Bad("opening for an unknown service", 422, "officer", f"{COUNTER}/open", {"services": ["fishing"]}),
    Bad("opening for nothing", 422, "officer", f"{COUNTER}/open", {"services": []}),
    Bad("events after a negative seq", 422, "auditor", f"/branches/{HERE}/events?after=-1", method="GET"),
    Bad("events after no number", 422, "auditor", f"/branches/{HERE}/events?after=x", method="GET"),
    Bad("events after 10^40", 422, "auditor", f"/branches/{HERE}/events?after=1{'0' * 40}", method="GET"),
    Bad("too many events", 422, "auditor", f"/branches/{HERE}/events?limit=1001", method="GET"),
    Bad("a wrong password", 401, "nobody", "/session", {"login": "nobody", "password": "x"}),
    Bad("a sign-in without a password", 422, "nobody", "/session", {"login": "nobody"}),
    # What the state does not allow.
    Bad("calling at a closed counter", 409, "officer", f"{COUNTER}/call-next"),
    Bad("pausing a closed counter", 409, "officer", f"{COUNTER}/pause", {"reason": "lunch"}),
    Bad("resuming an open counter", 409, "officer", f"/branches/{HERE}/counters/1/resume"),
    Bad("starting with nobody there", 409, "officer", f"/branches/{HERE}/counters/1/start"),
    Bad("finishing with nobody there", 409, "officer", f"/branches/{HERE}/counters/1/finish"),
    Bad("repeating with nobody there", 409, "officer", f"/branches/{HERE}/counters/1/recall"),
    Bad("no-show with nobody there", 409, "officer", f"/branches/{HERE}/counters/1/no-show"),
    Bad("calling after somebody else", 409, "officer", f"/branches/{HERE}/counters/1/call-next", {"after": A_UUID}),
    Bad("calling after no id", 422, "officer", f"/branches/{HERE}/counters/1/call-next", {"after": "T001"}),
    Bad("a reason without end", 422, "officer", f"/branches/{HERE}/counters/1/pause", {"reason": "x" * 201}),
    Bad("a reason that is no text", 422, "officer", f"/branches/{HERE}/counters/1/pause", {"reason": "\ud800"}),
    pytest.param(
        Bad("a reason with a NUL", 422, "officer", f"/branches/{HERE}/counters/1/pause", {"reason": "lunch\x00"}),
    ),
]


@pytest.fixture(scope="module")
def callers(motcua: Installation, auditor: Client) -> dict[str, Client]:
    """Who asks; counter 1 is open, and a ticket of the other branch is there to be mistaken for one of this."""
    found = {
        "nobody": Client(motcua.url),
        "stranger": Client(motcua.url, "A" * 43),
        "kiosk": motcua.client("kiosk", HERE),
        "other kiosk": motcua.client("kiosk", OTHER),
        "officer": motcua.client("officer", HERE),
        "counter officer": motcua.client("officer", HERE, "4"),
        "auditor": auditor,
    }
    assert found["officer"].at(HERE, "1", "open", {"services": ["guidance"]}).status_code == 200
    found["kiosk"].take(HERE)
    return found


def written(auditor: Client) -> object:
    """What the two branches hold: their heads, who waits, and their counters' states."""
    network = auditor.get("/network")["branches"]
    heads = [(row["code"], row["seq"], row["waiting"], row["called"], row["counters_open"]) for row in network]
    return heads, auditor.get("/branches")["branches"]


def refused(bad: Bad, caller: Client, language: str) -> requests.Response:
    headers = {"Content-Type": "application/json", "Accept-Language": language, **bad.headers}
    if bad.raw is not None:
        return caller.send(bad.method, bad.path, data=bad.raw, headers=headers)
    return caller.send(bad.method, bad.path, json=bad.body, headers=headers)


def assert_problem(answer: requests.Response, status: int | tuple[int, ...]) -> dict[str, Any]:
    allowed = (status,) if isinstance(status, int) else status
    assert answer.status_code in allowed, answer.text
    assert answer.headers["Content-Type"].split(";")[0] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["type"].startswith("/problems/")
    assert problem["title"]
    assert problem["instance"] == answer.headers["X-Request-ID"]
    return problem


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.name)
def test_bad_input_is_refused_in_three_languages_and_writes_nothing(
    bad: Bad, callers: dict[str, Client], auditor: Client
) -> None:
    before = written(auditor)

    problems = [assert_problem(refused(bad, callers[bad.who], spoken), bad.status) for spoken in ("vi", "en", "fr")]

    sentences = [problem["detail"] for problem in problems]
    assert len(set(sentences)) == 3
    assert all(len(sentence) > 10 and sentence.rstrip()[-1] in ".!" for sentence in sentences)
    assert not any("{" in sentence for sentence in sentences)
    assert len({problem["type"] for problem in problems}) == 1
    assert written(auditor) == before


def test_a_closed_service_is_refused_and_the_opening_is_told(own: Installation) -> None:
    own.clock = "2026-11-24T12:20+07:00"
    own.start()
    kiosk, reader = own.client("kiosk", HERE), own.client("auditor")
    before = written(reader)

    told = [
        assert_problem(refused(Bad("lunch", 409, "kiosk", TICKETS, LAND), kiosk, spoken), 409)
        for spoken in ("vi", "en", "fr")
    ]

    assert len({problem["detail"] for problem in told}) == 3
    assert {problem["type"] for problem in told} == {"/problems/service-closed"}
    assert told[0]["opens_at"].startswith("2026-11-24T13:00:00+07:00")
    assert written(reader) == before


def test_a_number_leased_to_another_branch_is_no_number_here(callers: dict[str, Client], auditor: Client) -> None:
    lease = callers["other kiosk"].post(f"/branches/{OTHER}/number-leases", {"service": "land", "count": 5}).json()
    before = written(auditor)

    answer = callers["kiosk"].post(TICKETS, {**LAND, "id": A_UUID, "number": lease["from"]})

    assert_problem(answer, 422)
    assert written(auditor) == before


def test_a_ticket_of_another_branch_is_neither_given_again_nor_voided_here(
    callers: dict[str, Client], auditor: Client
) -> None:
    there = callers["other kiosk"].take(OTHER)
    before = written(auditor)

    same_id = callers["kiosk"].post(TICKETS, {**LAND, "id": there["id"]})
    voided = callers["kiosk"].post(f"{TICKETS}/{there['id']}/void")

    assert_problem(same_id, (409, 422))
    assert_problem(voided, (404, 409, 422))
    assert "token" not in same_id.json()
    assert written(auditor) == before
    assert callers["nobody"].get(f"/tickets/{there['token']}")["steps"][0]["state"] == "waiting"


def test_a_key_used_again_with_another_body_is_refused_in_three_languages(
    callers: dict[str, Client], auditor: Client
) -> None:
    first = callers["kiosk"].post(TICKETS, LAND, key="reused")
    before = written(auditor)
    bad = Bad("reused", 422, "kiosk", TICKETS, {"services": ["social"]}, headers={"Idempotency-Key": "reused"})

    told = [assert_problem(refused(bad, callers["kiosk"], spoken), 422) for spoken in ("vi", "en", "fr")]
    again = callers["kiosk"].post(TICKETS, LAND, key="reused")

    assert len({problem["detail"] for problem in told}) == 3
    assert {problem["type"] for problem in told} == {"/problems/key-reused"}
    assert again.text == first.text
    assert written(auditor) == before


def test_a_refused_request_does_not_use_its_key_up(callers: dict[str, Client], auditor: Client) -> None:
    bad = callers["kiosk"].post(TICKETS, {"services": ["fishing"]}, key="tried")

    good = callers["kiosk"].post(TICKETS, LAND, key="tried")

    assert bad.status_code == 422
    assert good.status_code == 201


def test_the_counters_stay_as_they_are_after_all_of_this(callers: dict[str, Client], motcua: Installation) -> None:
    manager = motcua.client("branch-manager", HERE)

    counters = {row["code"]: row for row in manager.get(f"/branches/{HERE}/counters")["counters"]}

    assert [code for code, row in counters.items() if row["state"] != "closed"] == ["1"]
    assert (counters["1"]["services"], counters["1"]["ticket"]) == (["guidance"], None)


def test_a_kiosk_whose_clock_is_a_century_behind_does_not_put_its_visitor_first(motcua: Installation) -> None:
    branch = "hoai-duc"
    kiosk = motcua.client("kiosk", branch)
    first = kiosk.take(branch)

    answer = kiosk.post(f"/branches/{branch}/tickets", {**LAND, "id": A_UUID, "issued_at": "1926-11-24T09:00:00+07:00"})

    shown = Client(motcua.url).get(f"/branches/{branch}/hall")["next"]
    assert answer.status_code in (201, 422)
    assert shown[0] == first["number"]


def test_an_id_in_capitals_is_the_same_id(motcua: Installation, auditor: Client) -> None:
    branch = "ung-hoa"
    kiosk, once = motcua.client("kiosk", branch), "01939a5e-7c00-7aaa-8bbb-abcdefabcdef"

    answers = [kiosk.post(f"/branches/{branch}/tickets", {**LAND, "id": one}) for one in (once, once.upper())]
    voided = kiosk.post(f"/branches/{branch}/tickets/{once.upper()}/void")

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["number"] == answers[1].json()["number"]
    assert voided.status_code == 200
    assert [event["kind"] for event in auditor.events(branch)].count("issued") == 1
