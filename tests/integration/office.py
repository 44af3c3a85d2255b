"""How do the tests speak to the application? As callers with tokens and as sockets, in one process with it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from apiflask import APIFlask
from flask.testing import FlaskClient
from flask_socketio import SocketIO
from werkzeug.test import TestResponse

from server.actions.set_clock import set_clock
from server.api.rooms import EXTENSION, Rooms
from server.database import access
from server.database.store import Store
from server.domain.rights import BRANCH_ROLES, Role
from server.push.hub import Hub
from server.push.pace import Pace
from server.views.waits import Waits
from tests.integration.databases import HERE
from tests.waiting import wait_until


class Client:
    """One caller: a device's or a person's token, or none. A further thread needs one of its own (`again`)."""

    def __init__(self, app: APIFlask, token: str | None = None, *, language: str = "en") -> None:
        self._app = app
        self.token = token
        self.language = language
        self.http: FlaskClient = app.test_client()

    def again(self) -> "Client":
        return Client(self._app, self.token, language=self.language)

    def send(self, method: str, path: str, *, headers: dict[str, str] | None = None, **how: Any) -> TestResponse:
        told = {"Accept-Language": self.language} | (headers or {})
        if self.token is not None:
            told = {"Authorization": f"Bearer {self.token}"} | told
        where = path if path.startswith("/api") else f"/api/v1{path}"
        return self.http.open(where, method=method, headers=told, **how)

    def get(self, path: str, **how: Any) -> Any:
        answer = self.send("GET", path, **how)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def post(self, path: str, body: object = None, *, key: str | None = None, **how: Any) -> TestResponse:
        headers = {"Idempotency-Key": key} if key else {}
        return self.send("POST", path, json={} if body is None else body, headers=headers, **how)

    def take(self, service: str = "land", *, branch: str = HERE, **more: object) -> dict[str, Any]:
        """Take a ticket that must be given."""
        answer = self.post(f"/branches/{branch}/tickets", {"services": [service], **more})
        assert answer.status_code == 201, answer.text
        ticket: dict[str, Any] = answer.get_json()
        return ticket

    def at(
        self, counter: str, act: str, body: object = None, *, branch: str = HERE, key: str | None = None
    ) -> TestResponse:
        return self.post(f"/branches/{branch}/counters/{counter}/{act}", body, key=key)

    def does(self, counter: str, act: str, body: object = None, *, branch: str = HERE) -> dict[str, Any]:
        """Act at a counter where it must be allowed."""
        answer = self.at(counter, act, body, branch=branch)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.get_json()
        return told


class Screen:
    """One socket of a page; it keeps all that it was sent."""

    def __init__(
        self, app: APIFlask, socketio: SocketIO, namespace: str, token: str | None, *, language: str = "en"
    ) -> None:
        self._namespace = namespace
        auth = {"token": token} if token is not None else None
        headers = {"Accept-Language": language}
        self.socket = socketio.test_client(app, namespace=namespace, auth=auth, headers=headers)

    def watch(self, **what: object) -> dict[str, Any]:
        """Watch, and return what the acknowledgement carries."""
        return self.asks(what)

    def asks(self, *what: object) -> dict[str, Any]:
        """The same with anything at all."""
        told: dict[str, Any] = self.socket.emit("watch", *what, namespace=self._namespace, callback=True)
        return told

    def heard(self, event: str) -> list[dict[str, Any]]:
        """Return what was sent by this name so far."""
        return [packet["args"][0] for packet in list(self.socket.queue) if packet["name"] == event]

    @property
    def views(self) -> list[dict[str, Any]]:
        return self.heard("view")

    def wait_for(self, what: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the last view once it is like this; fails when it never is."""
        wait_until(lambda: self.views and what(self.views[-1]))
        return self.views[-1]

    def leave(self) -> None:
        self.socket.disconnect(self._namespace)


@dataclass
class Office:
    """An application on a database of its own. Its clock stands until it is moved."""

    app: APIFlask
    tokens: dict[tuple[str | None, ...], str] = field(default_factory=dict)

    @property
    def rooms(self) -> Rooms:
        found: Rooms = self.app.extensions[EXTENSION]
        return found

    @property
    def store(self) -> Store:
        return self.rooms.store

    @property
    def hub(self) -> Hub:
        found: Hub = self.app.extensions["hub"]
        return found

    @property
    def socketio(self) -> SocketIO:
        return self.app.extensions["socketio"]

    def token(self, role: str, branch: str | None = None, counter: str | None = None) -> str:
        """Return a token; roles that belong to a branch get the one that the tests mostly use."""
        place = branch or (HERE if role in BRANCH_ROLES else None)
        who = (role, place, counter)
        if who not in self.tokens:
            self.tokens[who] = access.add_token(self.store, role=Role(role), branch=place, counter=counter)
        return self.tokens[who]

    def client(self, role: str | None = None, branch: str | None = None, counter: str | None = None) -> Client:
        """Return a caller of this role, always the same one for the same place; without a role anybody."""
        return Client(self.app, None if role is None else self.token(role, branch, counter))

    def stranger(self, role: str = "officer", branch: str = HERE) -> Client:
        """Return another caller of a role than the one that `client` gives."""
        return Client(self.app, access.add_token(self.store, role=Role(role), branch=branch, counter=None))

    def screen(self, namespace: str, token: str | None = None, *, language: str = "en") -> Screen:
        return Screen(self.app, self.socketio, namespace, token, language=language)

    def events(self, branch: str = HERE) -> list[dict[str, Any]]:
        """Return a branch's events as an auditor reads them."""
        found: list[dict[str, Any]] = self.client("auditor").get(f"/branches/{branch}/events")["events"]
        return found

    def go_to(self, at: str) -> None:
        """Let the product's clock stand at another time, like 2026-11-25T08:00+07:00; waits are computed anew."""
        set_clock(self.store, at=datetime.fromisoformat(at), speed=0.0)
        self.rooms.waits = Waits()

    def later(self, **span: float) -> None:
        """Let it stand so much later."""
        self.go_to((self.store.now() + timedelta(**span)).isoformat())

    def pushes_are_over(self) -> bool:
        """Whether no push is on its way; the threads of pushes are named after what they run."""
        return not any(thread.name.endswith(f"({Pace._run.__name__})") for thread in threading.enumerate())

    def close(self) -> None:
        wait_until(self.pushes_are_over)
        self.store.close()
