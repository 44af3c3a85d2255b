"""How is the product started and spoken to from outside? The real commands, in a folder of their own."""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import requests

from config.settings import Settings
from server.actions.opened import open_store
from server.database import access
from server.domain.rights import Role
from tests.ports import free_port

MOTCUA = Path(sys.executable).with_name("motcua")
TUESDAY_NINE = "2026-11-24T09:00+07:00"
LUNCH = "2026-11-24T12:20+07:00"
START_S = 60
ANSWER_S = 30


@cache
def _made_once() -> Path:
    """A folder with what `motcua init` makes of the Hanoi example; away at the end of this process."""
    made = tempfile.mkdtemp(prefix="motcua-init-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    done = Installation(Path(made)).command("init")
    assert done.returncode == 0, done.stderr
    return Path(made)


@dataclass
class Installation:
    """One database and its server, which may be killed and started again on the same port."""

    folder: Path
    clock: str = TUESDAY_NINE
    speed: float = 1.0
    database_url: str | None = None
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    tokens: dict[tuple[str | None, ...], str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "serve.log"

    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        clean["MOTCUA_DATA"] = str(self.folder)
        if self.database_url:
            clean["MOTCUA_DATABASE_URL"] = self.database_url
        return clean | self.more

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end; nobody sits at a keyboard."""
        return subprocess.run(
            [str(MOTCUA), *arguments],
            env=self.environment(),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def init(self) -> None:
        """Make the database; one of SQLite is a copy of what the command made once in this process."""
        if self.database_url is None:
            shutil.copytree(_made_once(), self.folder, dirs_exist_ok=True)
            return
        done = self.command("init")
        assert done.returncode == 0, done.stderr

    def token(self, role: str, branch: str | None = None, counter: str | None = None) -> str:
        """Make a token as an administrator does."""
        arguments = ["token", "create", "--role", role]
        arguments += ["--branch", branch] if branch else []
        arguments += ["--counter", counter] if counter else []
        done = self.command(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()[-1].strip()

    def client(self, role: str, branch: str | None = None, counter: str | None = None) -> "Client":
        """A caller of this role; the same token for the same place."""
        place = (role, branch, counter)
        if place not in self.tokens:
            (self.tokens[place],) = self._tokens(1, role, branch, counter)
        return Client(self.url, self.tokens[place])

    def many(self, role: str, count: int, branch: str = "tay-ho") -> "list[Client]":
        """Several callers with a token each."""
        return [Client(self.url, token) for token in self._tokens(count, role, branch)]

    def _tokens(self, count: int, role: str, branch: str | None, counter: str | None = None) -> list[str]:
        """Make tokens in this process, because the command takes a second or more for each."""
        store = open_store(Settings(data=self.folder, database_url=self.database_url))
        try:
            return [access.add_token(store, role=Role(role), branch=branch, counter=counter) for _ in range(count)]
        finally:
            store.close()

    def start(self, *, keep_clock: bool = False) -> None:
        """Start `motcua serve` and wait until it says that it is ready."""
        clock = [] if keep_clock else ["--clock", self.clock, "--speed", str(self.speed)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(MOTCUA), "serve", "--port", str(self.port), *clock],
                env=self.environment(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + START_S
        while not self._is_ready():
            alive = self.process.poll() is None and time.monotonic() < until
            assert alive, self.log.read_text()[-3000:]
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            return requests.get(f"{self.url}/readyz", timeout=ANSWER_S).status_code == 200
        except requests.ConnectionError:
            return False

    def kill(self) -> None:
        """kill -9 to every process of the server at once."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        group, self.process = self.process, None
        os.killpg(group.pid, number)
        try:
            group.wait(20)
        finally:
            if group.poll() is None:
                os.killpg(group.pid, signal.SIGKILL)


class Client:
    """One caller with a connection of its own: a device's or a person's token, or none. Not for several threads."""

    def __init__(self, url: str, token: str | None = None, *, language: str = "en") -> None:
        self.url = url
        self.token = token
        self._http = requests.Session()
        self._http.headers["Accept-Language"] = language
        if token:
            self._http.headers["Authorization"] = f"Bearer {token}"

    def close(self) -> None:
        """End the connections that are kept; the next request makes another."""
        self._http.close()

    def again(self) -> "Client":
        """The same caller on a connection of its own, for another thread."""
        return Client(self.url, self.token)

    def send(self, method: str, path: str, **how: Any) -> requests.Response:
        where = path if path.startswith("/api") else f"/api/v1{path}"
        return self._http.request(method, self.url + where, timeout=ANSWER_S, **how)

    def get(self, path: str, **how: Any) -> Any:
        answer = self.send("GET", path, **how)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: object = None, *, key: str | None = None) -> requests.Response:
        headers = {"Idempotency-Key": key} if key else {}
        return self.send("POST", path, json=body, headers=headers)

    def take(self, branch: str, service: str = "land", **more: object) -> dict[str, Any]:
        """Take a ticket that must be given."""
        answer = self.post(f"/branches/{branch}/tickets", {"services": [service], **more})
        assert answer.status_code == 201, answer.text
        ticket: dict[str, Any] = answer.json()
        return ticket

    def at(self, branch: str, counter: str, act: str, body: object = None) -> requests.Response:
        return self.post(f"/branches/{branch}/counters/{counter}/{act}", body)

    def events(self, branch: str) -> list[dict[str, Any]]:
        """All events of a branch, page by page."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.get(f"/branches/{branch}/events", params={"after": found[-1]["seq"] if found else 0})
            found += page["events"]
            if not page["events"] or found[-1]["seq"] >= page["head"]:
                return found
