"""Do people get in by their password and nobody else, for as long as they may, with what they may do?"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from argon2 import extract_parameters
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from server.api.sign_in import COOKIE, KNOWN_FOR_S, PASSWORDS, Callers, hashed
from server.database import access, tables
from server.domain.refusals import NotSignedIn
from server.domain.rights import Role
from tests.integration.databases import HERE, THERE
from tests.integration.deeds import everything
from tests.integration.office import Client, Office

PASSWORD = "đường Thanh Niên 7"
LOGIN = "hoa"
Employ = Callable[..., str]


@pytest.fixture(scope="module")
def password_hash() -> str:
    return hashed(PASSWORD)


@pytest.fixture
def employ(office: Office, password_hash: str) -> Employ:
    """Adds a person, an officer of the first branch unless said otherwise; returns the badge."""

    def add(login: str = LOGIN, role: Role = Role.OFFICER, branch: str | None = HERE, **more: Any) -> str:
        return access.put_person(
            office.store, login=login, password_hash=password_hash, role=role, branch=branch, **more
        )

    return add


class Person:
    """A browser's page: it keeps the cookie by itself and sends the token that it was given when signing in."""

    def __init__(self, office: Office, *, csrf: str = "") -> None:
        self.client = Client(office.app)
        self.csrf = csrf

    def signs_in(self, login: str = LOGIN, password: str = PASSWORD) -> TestResponse:
        answer = self.client.post("/session", {"login": login, "password": password})
        self.csrf = (answer.get_json() or {}).get("csrf", "")
        return answer

    def posts(self, path: str, body: object = None, *, csrf: str | None = None) -> TestResponse:
        told = self.csrf if csrf is None else csrf
        return self.client.send("POST", path, json=body or {}, headers={"X-CSRF-Token": told} if told else {})

    def opens(self, counter: str = "1", services: list[str] | None = None, branch: str = HERE) -> TestResponse:
        return self.posts(f"/branches/{branch}/counters/{counter}/open", {"services": services} if services else {})


@pytest.fixture
def person(office: Office, employ: Employ) -> Person:
    """The page of an officer who has signed in."""
    employ()
    opened = Person(office)
    assert opened.signs_in().status_code == 200
    return opened


def told(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, (answer.get_json(silent=True) or {}).get("type", "")


def test_the_right_password_gives_a_cookie_that_no_script_reads_and_no_other_site_sends(
    office: Office, employ: Employ
) -> None:
    badge = employ(skills={"land": 2}, rights=["pick"])

    answer = Person(office).signs_in()

    who = answer.get_json()["person"]
    assert (who["login"], who["badge"], who["role"]) == (LOGIN, badge, "officer")
    assert (who["branch"], who["skills"], who["rights"]) == (HERE, {"land": 2}, ["pick"])
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert f"Max-Age={12 * 3600}" in cookie
    assert "Secure" not in cookie
    assert PASSWORD not in answer.text


def test_behind_https_the_cookie_is_sent_by_https_only(office: Office, employ: Employ) -> None:
    employ()
    office.rooms.settings.public_url = "https://queue.example"

    cookie = Person(office).signs_in().headers["Set-Cookie"]

    assert "Secure" in cookie.split("; ")


@pytest.mark.parametrize(
    ("login", "password"),
    [
        (LOGIN, "wrong"),
        (LOGIN, PASSWORD + " "),
        (LOGIN.upper(), PASSWORD),
        ("nobody", PASSWORD),
        ("nobody", "nobody has this password"),
    ],
)
def test_a_wrong_password_and_an_unknown_login_are_refused_alike_and_leave_nothing(
    office: Office, employ: Employ, login: str, password: str
) -> None:
    employ()
    before = everything(office.store)

    answer = Person(office).signs_in(login, password)

    assert told(answer) == (401, "/problems/sign-in-failed")
    assert "Set-Cookie" not in answer.headers
    assert set(answer.get_json()) == {"type", "title", "status", "detail", "instance", "titles", "details"}
    assert everything(office.store) == before


def test_a_session_does_what_its_person_may_and_the_events_name_the_badge(
    office: Office, person: Person, employ: Employ
) -> None:
    opened = person.opens()
    elsewhere = person.opens(branch=THERE)
    events = person.client.send("GET", f"/branches/{HERE}/events")

    assert told(opened) == (200, "")
    assert told(elsewhere) == (403, "/problems/forbidden")
    assert told(events) == (403, "/problems/forbidden")
    badge = person.client.get("/session")["person"]["badge"]
    assert office.events()[-1]["actor"] == f"officer:{badge}"
    assert re.fullmatch(r"\d{6}", badge)


@pytest.mark.parametrize("csrf", ["", "wrong", "é", "x" * 32])
def test_a_change_without_the_pages_own_token_is_refused_and_a_reading_is_not(
    office: Office, person: Person, csrf: str
) -> None:
    before = everything(office.store)

    changed = person.posts(f"/branches/{HERE}/counters/1/open", csrf=csrf)
    person.csrf = csrf
    read = person.client.send("GET", f"/branches/{HERE}/counters", headers={"X-CSRF-Token": csrf})

    assert told(changed) == (403, "/problems/cross-site")
    assert read.status_code == 200
    assert everything(office.store) == before


def test_another_sessions_token_does_not_fit(office: Office, person: Person) -> None:
    other = Person(office)
    other.signs_in()

    answer = person.posts(f"/branches/{HERE}/counters/1/open", csrf=other.csrf)

    assert told(answer) == (403, "/problems/cross-site")


def test_a_bearer_token_goes_before_the_cookie(office: Office, person: Person) -> None:
    path = f"/branches/{HERE}/counters/1/open"
    wrong = person.client.send(
        "POST", path, json={}, headers={"Authorization": "Bearer wrong", "X-CSRF-Token": person.csrf}
    )
    kiosk = person.client.send("POST", path, json={}, headers={"Authorization": f"Bearer {office.token('kiosk')}"})

    assert told(wrong) == (401, "/problems/not-signed-in")
    assert told(kiosk) == (403, "/problems/forbidden")


def test_a_session_ends_after_twelve_hours_of_the_wall_clock(office: Office, person: Person) -> None:
    def let_pass(hours: float) -> None:
        expires = datetime.now(UTC) + timedelta(hours=12 - hours)
        with office.store.writing() as connection:
            connection.execute(update(tables.signed_in).values(expires_at=expires))

    office.later(days=2)
    let_pass(hours=11.9)
    before = person.client.send("GET", "/session")
    let_pass(hours=12)
    after = person.client.send("GET", "/session")
    opened = person.opens()

    assert before.status_code == 200
    assert told(after) == told(opened) == (401, "/problems/not-signed-in")


def test_sessions_that_have_ended_are_forgotten_when_somebody_signs_in(office: Office, person: Person) -> None:
    with office.store.writing() as connection:
        connection.execute(update(tables.signed_in).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))

    Person(office).signs_in()

    with office.store.read() as connection:
        assert len(connection.execute(select(tables.signed_in)).all()) == 1


def test_who_signs_out_is_out_and_other_sessions_stay(office: Office, person: Person) -> None:
    other = Person(office)
    other.signs_in()
    copied = Client(office.app)
    copied.http.set_cookie(COOKIE, person.client.http.get_cookie(COOKIE).value)  # type: ignore[union-attr]

    answer = person.client.send("DELETE", "/session")
    still_there = [client.send("GET", "/session").status_code for client in (person.client, copied, other.client)]

    assert answer.status_code == 204
    assert person.client.http.get_cookie(COOKIE) is None
    assert still_there == [401, 401, 200]


def test_without_a_session_there_is_nobody(office: Office) -> None:
    anybody = Client(office.app)
    anybody.http.set_cookie(COOKIE, "made up")

    answers = [
        anybody.send("GET", "/session"),
        Client(office.app).send("GET", "/session"),
        anybody.send("DELETE", "/session"),
    ]

    assert [answer.status_code for answer in answers] == [401, 401, 204]


def test_a_counter_opens_for_services_within_the_officers_skills_only(office: Office, employ: Employ) -> None:
    employ(skills={"land": 1, "results": 2})
    person = Person(office)
    person.signs_in()

    within = person.opens("1", ["results", "land"])
    beyond = person.opens("1", ["land", "certification"])
    unknown = person.opens("1", ["land", "fishing"])
    default = person.opens("2")

    assert [told(answer) for answer in (within, beyond, unknown, default)] == [
        (200, ""),
        (403, "/problems/forbidden"),
        (422, "/problems/unknown-service"),
        (200, ""),
    ]
    counters = {row["code"]: row for row in person.client.get(f"/branches/{HERE}/counters")["counters"]}
    assert counters["1"]["services"] == ["results", "land"]
    assert sorted(counters["2"]["services"]) == ["land", "results"]


def test_a_new_password_ends_all_sessions_and_keeps_the_badge(
    office: Office, person: Person, employ: Employ, password_hash: str
) -> None:
    badge = person.client.get("/session")["person"]["badge"]

    again = employ(role=Role.GREETER)
    after = person.client.send("GET", "/session")
    signed_in = person.signs_in().get_json()["person"]

    assert again == badge
    assert after.status_code == 401
    assert (signed_in["badge"], signed_in["role"]) == (badge, "greeter")


def test_a_person_who_is_removed_is_out_at_once(office: Office, person: Person) -> None:
    removed = [access.remove_person(office.store, LOGIN) for _ in range(2)]

    assert removed == [True, False]
    assert person.client.send("GET", "/session").status_code == 401
    assert told(person.signs_in()) == (401, "/problems/sign-in-failed")


def test_who_guesses_a_login_is_held_back_and_others_are_not(office: Office, employ: Employ) -> None:
    employ("lan")
    employ()

    guesses = [Person(office).signs_in(LOGIN, f"guess {number}") for number in range(10)]
    held_back = Person(office).signs_in()
    other_login = Person(office).signs_in("lan")
    elsewhere = Person(office)
    elsewhere.client.http.environ_base["REMOTE_ADDR"] = "10.0.0.7"

    assert {answer.status_code for answer in guesses} == {401}
    assert told(held_back) == (429, "/problems/too-many-requests")
    assert 0 < int(held_back.headers["Retry-After"]) <= 60
    assert other_login.status_code == 200
    assert elsewhere.signs_in().status_code == 200


def test_a_locked_session_does_nothing_until_its_pin_is_told(office: Office, person: Person) -> None:
    no_pin = person.posts("/session/lock")
    wrong_password = person.posts("/session/pin", {"pin": "2468", "password": "wrong"})
    person.posts("/session/pin", {"pin": "2468", "password": PASSWORD})
    locked = person.posts("/session/lock").get_json()
    opened = person.opens()
    read = person.client.send("GET", f"/branches/{HERE}/counters")
    wrong_pin = person.posts("/session/unlock", {"pin": "1111"})
    unlocked = person.posts("/session/unlock", {"pin": "2468"}).get_json()

    assert told(no_pin) == (409, "/problems/no-pin")
    assert told(wrong_password) == (401, "/problems/sign-in-failed")
    assert (locked["locked"], locked["has_pin"]) == (True, True)
    assert told(opened) == told(read) == (403, "/problems/locked")
    assert (told(wrong_pin), wrong_pin.get_json()["left"]) == ((403, "/problems/wrong-pin"), 4)
    assert unlocked["locked"] is False
    assert person.opens().status_code == 200


def test_five_wrong_pins_end_the_session(office: Office, person: Person) -> None:
    person.posts("/session/pin", {"pin": "2468", "password": PASSWORD})
    person.posts("/session/lock")

    left = [person.posts("/session/unlock", {"pin": "1111"}).get_json()["left"] for _ in range(5)]
    right = person.posts("/session/unlock", {"pin": "2468"})

    assert left == [4, 3, 2, 1, 0]
    assert told(right) == (401, "/problems/not-signed-in")


def test_a_pin_is_chosen_and_told_from_the_page_only(office: Office, person: Person) -> None:
    answers = [
        person.posts(path, body, csrf="wrong")
        for path, body in (
            ("/session/pin", {"pin": "2468", "password": PASSWORD}),
            ("/session/lock", {}),
            ("/session/unlock", {"pin": "2468"}),
        )
    ]

    assert {told(answer) for answer in answers} == {(403, "/problems/cross-site")}


def test_no_password_pin_cookie_or_token_stands_in_the_database(office: Office, person: Person) -> None:
    person.posts("/session/pin", {"pin": "24681357", "password": PASSWORD})
    secrets = [PASSWORD, "24681357", office.token("kiosk"), person.client.http.get_cookie(COOKIE).value]  # type: ignore[union-attr]

    kept = str(everything(office.store))

    assert not [secret for secret in secrets if secret in kept]
    assert kept.count("$argon2id$") == 2


def test_passwords_are_hashed_with_at_least_the_owasp_minimum(password_hash: str) -> None:
    used = extract_parameters(password_hash)

    assert password_hash.startswith("$argon2id$")
    assert (used.memory_cost >= 19 * 1024, used.time_cost >= 2, used.parallelism >= 1) == (True, True, True)
    assert (used.salt_len >= 16, used.hash_len >= 32) == (True, True)
    assert (PASSWORDS.memory_cost, PASSWORDS.time_cost, PASSWORDS.parallelism) == (
        used.memory_cost,
        used.time_cost,
        used.parallelism,
    )


def test_the_same_password_of_two_people_gives_two_hashes(password_hash: str) -> None:
    assert hashed(PASSWORD) != password_hash


def test_a_token_that_is_taken_back_is_no_longer_known(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    token, callers = office.token("kiosk"), Callers(office.store)
    known = callers.by_token(token)
    with office.store.writing() as connection:
        connection.execute(update(tables.access_token).values(revoked_at=datetime.now(UTC)))

    with pytest.raises(NotSignedIn):
        Callers(office.store).by_token(token)

    assert (known.role, known.branch) == (Role.KIOSK, HERE)
    assert KNOWN_FOR_S <= 2
