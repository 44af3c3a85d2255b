"""Who may do what? The contract's table, written out again here, against every address and every socket."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from config.settings import Settings
from server.app import create_app
from tests.integration.databases import HERE, KINDS, THERE, Databases
from tests.integration.office import Client, Office

A_UUID = "01939a5e-7c00-7aaa-8bbb-0123456789ff"
Who = Mapping[str, str]

# "everywhere": whatever branch the token names; "branch": of that branch; "counter": also at that counter alone.
ISSUES: Who = {"kiosk": "branch", "greeter": "branch", "officer": "branch"}
JUDGES: Who = {"greeter": "branch", "officer": "branch"}
FINDS: Who = {"greeter": "branch", "officer": "branch", "branch-manager": "branch"}
WORKS: Who = {"officer": "counter"}
READS_COUNTERS: Who = {"officer": "counter", "branch-manager": "branch"}
READS_EVENTS: Who = {
    "auditor": "everywhere",
    "admin": "everywhere",
    "network-manager": "everywhere",
    "branch-manager": "branch",
}
# Without a branch in the address: who may is shown no more than his own.
READS_NETWORK: Who = {"network-manager": "everywhere", "auditor": "everywhere", "branch-manager": "everywhere"}
# An officer reads his own.
READS_ORDERS: Who = READS_NETWORK | {"officer": "everywhere"}
SUPERVISES: Who = {"officer": "branch", "branch-manager": "branch", "network-manager": "everywhere"}
RUNS_HALL: Who = SUPERVISES | {"admin": "everywhere"}
READS_HALL: Who = RUNS_HALL | {"auditor": "everywhere"}
TELLS_HALL: Who = {"display": "branch"}
# The branch stands in the address, or in what is asked for: see test_api_suggestions.
READS_BRANCH_OF_NETWORK: Who = READS_NETWORK | {"branch-manager": "branch"}
LUNCH = {"badge": "nobody", "start": "2026-11-24T12:00:00+07:00", "end": "2026-11-24T12:30:00+07:00"}
DECIDES: Who = {"network-manager": "everywhere", "branch-manager": "everywhere"}
DECIDES_AT_BRANCH: Who = {"network-manager": "everywhere", "branch-manager": "branch"}
TELLS_KIOSK: Who = {"kiosk": "branch"}
READS_KIOSKS: Who = {
    "kiosk": "branch",
    "greeter": "branch",
    "officer": "branch",
    "branch-manager": "branch",
    "network-manager": "everywhere",
    "admin": "everywhere",
}
MOVES_CLOCK: Who = {"admin": "everywhere"}

BRANCH, COUNTER = "/api/v1/branches/<branch>", "/api/v1/branches/<branch>/counters/<counter>"
TICKET = f"{BRANCH}/tickets/<uuid:ticket_id>"
SUGGESTION = "/api/v1/suggestions/<int:suggestion>"
LAND = {"services": ["land"]}


@dataclass(frozen=True)
class Address:
    """An address that needs a right, and a body with which it must not be refused for anything else."""

    method: str
    rule: str
    who: Who
    body: Any = None


NEED_A_RIGHT = [
    Address("POST", f"{BRANCH}/tickets", ISSUES, LAND),
    Address("GET", f"{BRANCH}/bookings", FINDS),
    Address("POST", f"{BRANCH}/bookings", ISSUES, {"service": "land", "slot": "2026-11-25T10:00:00+07:00"}),
    Address("POST", f"{BRANCH}/bookings/<code>/cancel", JUDGES),
    Address("POST", f"{BRANCH}/check-in", ISSUES, {"code": "2222-2222"}),
    Address("POST", f"{BRANCH}/number-leases", ISSUES, {"service": "land", "count": 1}),
    Address("POST", f"{BRANCH}/number-roll", JUDGES, {"service": "land", "at": 500}),
    Address("POST", f"{TICKET}/void", ISSUES),
    Address("POST", f"{TICKET}/return", ISSUES),
    Address("POST", f"{TICKET}/change-service", ISSUES, {"service": "land"}),
    Address("POST", f"{TICKET}/add-service", ISSUES, {"service": "land"}),
    Address("POST", f"{TICKET}/cancel", ISSUES),
    Address("POST", f"{TICKET}/arrive", ISSUES),
    Address("POST", f"{TICKET}/postpone", JUDGES),
    Address("POST", f"{TICKET}/ordinary", JUDGES),
    Address("POST", f"{TICKET}/dossiers", JUDGES, {"count": 3}),
    Address("POST", f"{TICKET}/refer", JUDGES, {"branch": THERE}),
    Address("GET", f"{BRANCH}/tickets", FINDS),
    Address("GET", f"{BRANCH}/counters", READS_COUNTERS),
    Address("GET", f"{COUNTER}/view", READS_COUNTERS),
    Address("POST", f"{COUNTER}/open", WORKS),
    Address("POST", f"{COUNTER}/pause", WORKS),
    Address("POST", f"{COUNTER}/resume", WORKS),
    Address("POST", f"{COUNTER}/close", WORKS),
    Address("POST", f"{COUNTER}/call-next", WORKS),
    Address("POST", f"{COUNTER}/call", WORKS, {"number": "T001", "reason": "asked"}),
    Address("POST", f"{COUNTER}/recall", WORKS),
    Address("POST", f"{COUNTER}/start", WORKS),
    Address("POST", f"{COUNTER}/finish", WORKS),
    Address("POST", f"{COUNTER}/no-show", WORKS),
    Address("POST", f"{COUNTER}/hold", WORKS),
    Address("POST", f"{COUNTER}/transfer", WORKS, {"service": "results"}),
    Address("POST", f"{COUNTER}/end-turn", WORKS),
    Address("POST", f"{COUNTER}/reopen", WORKS, {"number": "T001"}),
    Address("POST", f"{COUNTER}/inaccurate", WORKS),
    Address("POST", f"{COUNTER}/help", WORKS),
    Address("POST", f"{COUNTER}/undo", WORKS),
    Address("POST", f"{BRANCH}/pause", SUPERVISES, {"reason": "interruption"}),
    Address("POST", f"{BRANCH}/resume", SUPERVISES),
    Address("POST", f"{BRANCH}/intake/close", SUPERVISES),
    Address("POST", f"{BRANCH}/intake/open", SUPERVISES),
    Address("GET", f"{BRANCH}/displays/me", TELLS_HALL),
    Address("POST", f"{BRANCH}/hall/told", TELLS_HALL, {"screen": "a"}),
    Address("GET", f"{BRANCH}/displays", RUNS_HALL),
    Address("POST", f"{BRANCH}/displays", RUNS_HALL, {"code": "AAAAAA"}),
    Address("DELETE", f"{BRANCH}/displays/<display>", RUNS_HALL),
    Address("POST", f"{BRANCH}/displays/<display>/alone", RUNS_HALL),
    Address("DELETE", f"{BRANCH}/displays/<display>/alone", RUNS_HALL),
    Address("POST", f"{BRANCH}/hall/test", RUNS_HALL),
    Address("GET", f"{BRANCH}/hall/notices", RUNS_HALL),
    Address("POST", f"{BRANCH}/hall/notices", RUNS_HALL, {"texts": {"vi": "a", "en": "a", "fr": "a"}}),
    Address("DELETE", f"{BRANCH}/hall/notices/<uuid:notice>", RUNS_HALL),
    Address("GET", f"{BRANCH}/hall/volume", RUNS_HALL),
    Address("POST", f"{BRANCH}/hall/volume", RUNS_HALL, {"volume": 50}),
    Address("DELETE", f"{BRANCH}/hall/volume", RUNS_HALL),
    Address("GET", f"{BRANCH}/hall/told", READS_HALL),
    Address("POST", f"{BRANCH}/kiosks/told", TELLS_KIOSK, {"name": "k", "condition": "ok"}),
    Address("GET", f"{BRANCH}/kiosks", READS_KIOSKS),
    Address("GET", f"{BRANCH}/events", READS_EVENTS),
    Address("GET", "/api/v1/network", READS_NETWORK),
    Address("GET", "/api/v1/network/branches/<branch>", READS_BRANCH_OF_NETWORK),
    Address("GET", "/api/v1/staff", READS_NETWORK),
    Address("POST", "/api/v1/staff/<badge>/absences", DECIDES),
    Address("POST", "/api/v1/staff/<badge>/absences/<int:absence>/cancel", DECIDES),
    Address("POST", "/api/v1/network/branches/<branch>/lunches", DECIDES_AT_BRANCH, {"lunches": [LUNCH]}),
    Address("POST", "/api/v1/network/branches/<branch>/lunches/cancel", DECIDES_AT_BRANCH, {"absences": [1]}),
    Address("GET", "/api/v1/suggestions", READS_NETWORK),
    Address("POST", "/api/v1/suggestions", DECIDES),
    Address("POST", f"{SUGGESTION}/consent", DECIDES),
    Address("POST", f"{SUGGESTION}/approve", DECIDES),
    Address("POST", f"{SUGGESTION}/dismiss", DECIDES),
    Address("POST", f"{SUGGESTION}/undo", DECIDES),
    Address("POST", f"{SUGGESTION}/arrived", DECIDES),
    Address("GET", f"{SUGGESTION}/order", READS_ORDERS),
    Address("GET", "/api/v1/orders", READS_ORDERS),
    Address("GET", "/api/v1/moves", READS_NETWORK),
    Address(
        "POST",
        "/api/v1/what-if",
        DECIDES | {"branch-manager": "branch"},
        {"changes": [{"kind": "close", "branch": HERE, "counter": "1"}]},
    ),
    Address("GET", "/api/v1/what-if/<int:run>", READS_NETWORK),
    Address("POST", "/api/v1/demo/skip", MOVES_CLOCK),
]
PUBLIC = {
    ("GET", "/"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/openapi.json"),
    ("GET", "/docs"),
    ("GET", "/docs/oauth2-redirect"),
    ("GET", "/static/<path:name>"),
    ("GET", "/hall/<branch>"),
    ("GET", "/hall/<branch>/counter/<counter>"),
    ("GET", "/hall-desk/<branch>"),
    ("GET", "/media/<name>"),
    ("GET", "/counter/<branch>/<counter>"),
    ("GET", "/greeter/<branch>"),
    ("GET", "/manager"),
    ("GET", "/t/<token>"),
    ("GET", "/api/v1/branches"),
    ("GET", BRANCH),
    ("GET", f"{BRANCH}/services"),
    ("GET", f"{BRANCH}/priorities"),
    ("GET", f"{BRANCH}/door"),
    ("GET", f"{BRANCH}/bookings/days"),
    ("GET", f"{BRANCH}/bookings/slots"),
    ("GET", f"{BRANCH}/kiosk"),
    ("GET", f"{BRANCH}/advice"),
    ("GET", f"{BRANCH}/elsewhere"),
    ("GET", f"{BRANCH}/hall"),
    ("POST", f"{BRANCH}/displays/codes"),
    ("GET", f"{BRANCH}/clips/<call_id>.wav"),
    ("GET", f"{BRANCH}/notices/<notice>/<spoken>.wav"),
    ("GET", "/api/v1/media"),
    ("GET", "/api/v1/chime.wav"),
    ("GET", "/api/v1/clock"),
    ("GET", "/api/v1/demo"),
}
# From this machine, or with a token of its own.
OPERATORS = {("GET", "/metrics")}
WHO_HOLDS_THE_TICKET = {
    ("GET", "/api/v1/tickets/<token>"),
    ("GET", "/api/v1/tickets/<token>/why"),
    ("GET", "/api/v1/tickets/<token>/advice"),
    ("POST", "/api/v1/tickets/<token>/follow-advice"),
    ("POST", "/api/v1/tickets/<token>/cancel"),
    ("POST", "/api/v1/tickets/<token>/postpone"),
    ("POST", "/api/v1/tickets/<token>/return"),
    ("POST", "/api/v1/tickets/<token>/arrive"),
    ("POST", "/api/v1/tickets/<token>/change-service"),
    ("POST", "/api/v1/tickets/<token>/add-service"),
}
# By password or by the cookie of a session, see test_sign_in.
PEOPLE = {
    ("POST", "/api/v1/session"),
    ("GET", "/api/v1/session"),
    ("DELETE", "/api/v1/session"),
    ("POST", "/api/v1/session/pin"),
    ("POST", "/api/v1/session/lock"),
    ("POST", "/api/v1/session/unlock"),
}

ROLES = (
    "kiosk",
    "display",
    "officer",
    "greeter",
    "branch-manager",
    "network-manager",
    "admin",
    "auditor",
    "node",
)
OF_THE_NETWORK = {"network-manager", "admin", "auditor"}
Caller = tuple[str, str | None, str | None]
CALLERS: list[Caller] = [
    *((role, None if role in OF_THE_NETWORK else HERE, None) for role in ROLES),
    *((role, THERE, None) for role in ROLES if role not in OF_THE_NETWORK),
    ("officer", HERE, "1"),
    ("officer", HERE, "2"),
]


@pytest.fixture(scope="module", params=KINDS)
def house(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """One application for all of this module; every caller asks at counter 1 of the same branch."""
    folder = tmp_path_factory.mktemp("rights")
    facts = folder / "demo.json"
    facts.write_text("{}", encoding="utf-8")
    with databases.ready(request.param) as url:
        settings = Settings(data=folder, database_url=url, demo=facts)
        opened = Office(create_app(settings, async_mode="threading"))
        for role, branch, counter in CALLERS:
            opened.token(role, branch, counter)
        yield opened
        opened.close()


def may(who: Who, caller: Caller, rule: str) -> bool:
    role, branch, counter = caller
    reach = who.get(role)
    if reach is None or reach == "everywhere":
        return reach is not None
    at_counter = "<counter>" in rule and reach == "counter"
    return branch == HERE and (not at_counter or counter in (None, "1"))


def place(rule: str) -> str:
    """Return an address with names that exist, but for the ticket's id: who may is told that there is none."""
    named = rule.replace("<branch>", HERE).replace("<counter>", "1").replace("<uuid:ticket_id>", A_UUID)
    for number in ("<int:suggestion>", "<int:absence>", "<int:run>"):
        named = named.replace(number, "1")
    named = (
        named.replace("<badge>", "0127")
        .replace("<code>", "2222-2222")
        .replace("<display>", "none")
        .replace("<uuid:notice>", A_UUID)
    )
    if rule == f"{BRANCH}/hall/told":
        named = f"{named}?around=2026-11-24T09:00:00Z"
    return f"{named}?find=T001" if rule == f"{BRANCH}/tickets" else named


def ask(client: Client, address: Address) -> TestResponse:
    if address.method == "GET":
        return client.send("GET", place(address.rule))
    return client.send(address.method, place(address.rule), json=address.body or {})


def is_let_in(answer: TestResponse) -> bool:
    """Whether an answer is not for want of a right; that another officer sits at a counter is no such want."""
    assert answer.status_code < 500, answer.text
    told = answer.get_json(silent=True) or {}
    if answer.status_code in (401, 403):
        assert told["type"] in ("/problems/forbidden", "/problems/not-your-counter"), answer.text
    return told.get("type") != "/problems/forbidden"


def test_every_address_stands_in_one_of_the_tables_and_no_other_does(house: Office) -> None:
    found = {
        (method, rule.rule)
        for rule in house.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    tables = [{(one.method, one.rule) for one in NEED_A_RIGHT}, PUBLIC, OPERATORS, WHO_HOLDS_THE_TICKET, PEOPLE]

    assert set().union(*tables) == found
    assert sum(len(table) for table in tables) == len(found)


@pytest.mark.parametrize("address", NEED_A_RIGHT, ids=lambda one: f"{one.method} {one.rule}")
def test_who_has_the_right_is_let_in_and_everybody_else_is_refused(house: Office, address: Address) -> None:
    found = {caller: is_let_in(ask(house.client(*caller), address)) for caller in CALLERS}

    assert found == {caller: may(address.who, caller, address.rule) for caller in CALLERS}
    assert any(found.values())
    assert not all(found.values())


@pytest.mark.parametrize("address", NEED_A_RIGHT, ids=lambda one: f"{one.method} {one.rule}")
def test_without_a_right_token_nobody_is_let_in(house: Office, address: Address) -> None:
    answers = [ask(Client(house.app, token), address) for token in (None, "", "é", "A" * 43)]

    assert {(answer.status_code, answer.get_json()["type"]) for answer in answers} == {(401, "/problems/not-signed-in")}
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {"Bearer"}


@pytest.mark.parametrize(("method", "rule"), sorted(WHO_HOLDS_THE_TICKET))
def test_without_the_tickets_own_token_no_role_opens_a_ticket(house: Office, method: str, rule: str) -> None:
    ticket = house.client("kiosk").take()
    sent: dict[str, Any] = {"json": {"service": "land"}} if method == "POST" else {}

    answers = [
        house.client(role).send(method, rule.replace("<token>", told), **sent)
        for role in (None, "officer", "admin", "auditor")
        for told in (ticket["id"], ticket["number"], ticket["token"][:-1], "A" * 22)
    ]

    assert {(answer.status_code, answer.get_json()["type"]) for answer in answers} == {
        (404, "/problems/ticket-not-found")
    }


@pytest.mark.parametrize(
    "rule", sorted(rule for method, rule in PUBLIC if method == "GET" and "/api/" in rule and ".wav" not in rule)
)
def test_what_is_public_is_answered_to_anybody_with_any_token_or_none(house: Office, rule: str) -> None:
    answers = [
        client.send("GET", rule.replace("<branch>", HERE) + ("?service=land" if "/bookings/" in rule else ""))
        for client in (house.client(), house.client("kiosk", THERE), Client(house.app, "A" * 43))
    ]

    assert [answer.status_code for answer in answers] == [200] * 3


def test_a_branchs_manager_sees_his_own_branch_of_the_network(house: Office) -> None:
    seen = {
        caller: [row["code"] for row in house.client(*caller).get("/network")["branches"]]
        for caller in (("branch-manager", THERE, None), ("network-manager", None, None), ("auditor", None, None))
    }

    assert list(seen.values()) == [[THERE], [HERE, THERE, "xuan-la"], [HERE, THERE, "xuan-la"]]


@pytest.mark.parametrize(
    ("namespace", "what", "who", "rule"),
    [
        ("/counter", {"branch": HERE, "counter": "1"}, READS_COUNTERS, f"{COUNTER}/view"),
        ("/network", {}, READS_NETWORK, "/api/v1/network"),
        ("/hall", {"branch": HERE}, dict.fromkeys(ROLES, "everywhere"), f"{BRANCH}/hall"),
    ],
)
def test_a_socket_is_let_watch_what_its_token_may_read(
    house: Office, namespace: str, what: dict[str, str], who: Who, rule: str
) -> None:
    found = {}
    for caller in CALLERS:
        screen = house.screen(namespace, house.token(*caller))
        told = screen.watch(**what)
        screen.leave()
        found[caller] = told.get("type") != "/problems/forbidden"
        assert ("type" in told) != found[caller]

    assert found == {caller: may(who, caller, rule) for caller in CALLERS}


@pytest.mark.parametrize(("namespace", "status"), [("/counter", 401), ("/network", 401), ("/hall", None)])
@pytest.mark.parametrize("token", [None, "A" * 43])
def test_a_socket_without_a_right_token_is_let_watch_what_is_public(
    house: Office, namespace: str, status: int | None, token: str | None
) -> None:
    screen = house.screen(namespace, token)

    told = screen.watch(branch=HERE, counter="1")
    screen.leave()

    assert told.get("status") == status


def test_the_scheme_of_a_token_is_read_in_any_case_by_the_api_and_the_metrics(house: Office, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url=house.rooms.settings.database, metrics_token="secret")
    guarded = Office(create_app(settings, async_mode="threading"))
    away = {"REMOTE_ADDR": "10.0.0.7"}

    def status(path: str, authorization: str) -> int:
        headers = {"Authorization": authorization}
        return guarded.app.test_client().get(path, headers=headers, environ_overrides=away).status_code

    network = [status("/api/v1/network", f"{scheme} {house.token('auditor')}") for scheme in ("Bearer", "bearer")]
    metrics = [status("/metrics", told) for told in ("bearer secret", "BEARER secret ", "Basic secret", "bearer")]
    guarded.close()

    assert (network, metrics) == ([200, 200], [200, 200, 401, 401])


def test_metrics_are_told_to_this_machine_or_to_who_has_their_own_token(house: Office, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url=house.rooms.settings.database, metrics_token="secret")
    guarded = Office(create_app(settings, async_mode="threading"))
    away, here = {"REMOTE_ADDR": "10.0.0.7"}, {"REMOTE_ADDR": "127.0.0.1"}

    def status(office: Office, token: str | None, environ: dict[str, str]) -> int:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = office.app.test_client().get("/metrics", headers=headers, environ_overrides=environ)
        return answer.status_code

    found = [
        status(house, None, here),
        status(house, None, away),
        status(house, house.token("admin"), away),
        status(guarded, "secret", away),
        status(guarded, "wrong", away),
        status(guarded, "é", away),
    ]
    guarded.close()

    assert found == [200, 401, 401, 200, 401, 401]


NOWHERE, NO_COUNTER = "/branches/nowhere", f"/branches/{HERE}/counters/99"
BAD = {"services": 7}


@pytest.mark.parametrize(
    ("who", "path", "body", "told"),
    [
        (None, f"{NOWHERE}/tickets", BAD, "401 not-signed-in"),
        (("auditor",), f"{NOWHERE}/tickets", BAD, "404 branch-not-found"),
        (("kiosk", THERE), f"{NOWHERE}/counters/99/open", BAD, "404 branch-not-found"),
        (("kiosk",), f"{NO_COUNTER}/open", BAD, "403 forbidden"),
        (("officer", THERE), f"{NO_COUNTER}/open", BAD, "403 forbidden"),
        (("officer", HERE, "2"), f"{NO_COUNTER}/open", BAD, "403 forbidden"),
        (("officer",), f"{NO_COUNTER}/open", BAD, "404 counter-not-found"),
        (("officer",), f"/branches/{HERE}/counters/4/open", BAD, "422 bad-field"),
        (("officer",), f"/branches/{HERE}/counters/4/open", {"services": ["x"]}, "422 unknown-service"),
        (("officer",), f"/branches/{HERE}/counters/4/pause", {"reason": 7}, "422 bad-field"),
        (("officer",), f"/branches/{HERE}/counters/4/pause", {"reason": "lunch"}, "409 counter-not-open"),
        (("officer",), f"/branches/{HERE}/counters/4/call-next", {"after": "T001"}, "422 bad-field"),
        (("officer",), f"/branches/{HERE}/counters/4/call-next", {"after": A_UUID}, "409 counter-not-open"),
        (("officer",), f"/branches/{HERE}/counters/4/call", {"number": "T999"}, "422 number-not-found"),
        (("officer",), f"/branches/{HERE}/counters/4/transfer", {"service": "x"}, "422 unknown-service"),
        (
            ("officer",),
            f"/branches/{HERE}/counters/4/transfer",
            {"service": "land", "counter": "99"},
            "422 unknown-counter",
        ),
        (("officer",), f"/branches/{HERE}/counters/4/reopen", {"number": "T999"}, "422 number-not-found"),
        (("kiosk",), f"/branches/{HERE}/tickets/{A_UUID}/change-service", {"service": 7}, "422 bad-field"),
        (("kiosk",), f"/branches/{HERE}/tickets/{A_UUID}/change-service", {"service": "land"}, "404 ticket-not-found"),
    ],
)
def test_of_several_faults_the_first_of_the_contracts_order_is_told(
    house: Office, who: tuple[str, ...] | None, path: str, body: Any, told: str
) -> None:
    answer = (house.client(*who) if who else house.client()).post(path, body)

    status, code = told.split()
    assert (answer.status_code, answer.get_json()["type"]) == (int(status), f"/problems/{code}")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"services": ["fishing"]}, 422, "unknown-service"),
        ({"services": ["land", "fishing"]}, 422, "unknown-service"),
        ({"services": ["land"], "priority": "vip"}, 422, "unknown-priority"),
        ({"services": ["land"], "number": "T100"}, 422, "bad-number"),
        ({"services": ["land"]}, 409, "service-closed"),
    ],
)
def test_what_the_body_names_is_looked_at_before_the_hours(
    office: Office, body: dict[str, Any], status: int, code: str
) -> None:
    kiosk = office.client("kiosk")
    office.go_to("2026-11-24T12:20+07:00")

    answer = kiosk.post(f"/branches/{HERE}/tickets", body)

    assert (answer.status_code, answer.get_json()["type"]) == (status, f"/problems/{code}")


@pytest.mark.parametrize("act", ["call-next", "recall", "start", "finish", "no-show", "resume", "hold", "undo"])
def test_that_another_officer_sits_there_is_told_before_the_state(office: Office, act: str) -> None:
    office.client("officer").does("1", "open")
    office.client("officer").does("1", "pause")

    answer = office.stranger("officer").at("1", act)

    assert (answer.status_code, answer.get_json()["type"]) == (403, "/problems/not-your-counter")
