"""Does a page stop seeing what its officer may no longer see?"""

from collections.abc import Callable
from typing import Any

import pytest
from flask_socketio.test_client import SocketIOTestClient

from server.api.sign_in import hashed
from server.database import access
from server.domain.rights import Role
from server.push.guard import Guard
from tests.integration.databases import HERE, THERE
from tests.integration.office import Client, Office

COUNTER = "/counter"
PASSWORD, PIN = "Văn Miếu 1070", "4711"


class Desk:
    """An officer's page: signed in, and watching its counter."""

    def __init__(self, office: Office) -> None:
        access.put_person(office.store, login="lan", password_hash=hashed(PASSWORD), role=Role.OFFICER, branch=HERE)
        self.office = office
        self.client = Client(office.app)
        answer = self.client.post("/session", {"login": "lan", "password": PASSWORD})
        self.csrf = answer.get_json()["csrf"]
        self.socket: SocketIOTestClient = office.socketio.test_client(
            office.app, namespace=COUNTER, flask_test_client=self.client.http
        )

    def watch(self) -> dict[str, Any]:
        told: dict[str, Any] = self.socket.emit(
            "watch", {"branch": HERE, "counter": "1"}, namespace=COUNTER, callback=True
        )
        return told

    def does(self, method: str, path: str, body: object = None) -> None:
        answer = self.client.send(method, path, json=body or {}, headers={"X-CSRF-Token": self.csrf})
        assert answer.status_code < 300, answer.text

    @property
    def is_there(self) -> bool:
        return bool(self.socket.is_connected(COUNTER))


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def guard(office: Office) -> Guard:
    found: Guard = office.app.extensions["guard"]
    return found


def lock(desk: Desk) -> None:
    desk.does("POST", "/session/pin", {"pin": PIN, "password": PASSWORD})
    desk.does("POST", "/session/lock")


def sign_out(desk: Desk) -> None:
    desk.does("DELETE", "/session")


@pytest.mark.parametrize(("act", "code"), [(lock, "locked"), (sign_out, "not-signed-in")])
def test_a_page_sees_no_more_once_its_session_is_locked_or_over(
    office: Office, desk: Desk, act: Callable[[Desk], None], code: str
) -> None:
    assert desk.watch()["counter"] == "1"
    guard(office).look()
    assert desk.is_there

    act(desk)
    guard(office).look()

    assert not desk.is_there
    desk.socket.connect(COUNTER)
    assert desk.watch()["type"].endswith(code)


def test_a_token_that_is_for_another_branch_now_is_sent_away(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = office.screen(COUNTER, office.token("officer"))
    screen.watch(branch=HERE, counter="1")
    elsewhere = office.rooms.callers.by_token(office.token("officer", THERE))
    monkeypatch.setattr(office.rooms.callers, "by_token", lambda _token: elsewhere)

    guard(office).look()

    assert not screen.socket.is_connected(COUNTER)


def test_halls_and_phones_need_nobody_and_stay(office: Office) -> None:
    hall, phone = office.screen("/hall"), office.screen("/visitor")
    hall.watch(branch=HERE)
    phone.watch(token=office.client("kiosk").take()["token"])

    guard(office).look()

    assert hall.socket.is_connected("/hall")
    assert phone.socket.is_connected("/visitor")
