"""How does the agent speak with the server? Short deadlines that hold, and problems passed on as they are."""

import json
import select
import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from kiosk.told import finite, is_problem

LOOK_WITHIN_S = 3.0
CONNECTIONS = 16
LARGEST_ANSWER = 1 << 20
KEPT_OPEN = 4


class NoServer(Exception):
    """The server did not answer in time, or not as our server does; nothing is known of what it did."""


@dataclass(frozen=True)
class Answer:
    """What the server said: a JSON object, or a problem when `status` is 400 or more."""

    status: int
    body: dict[str, Any]


@dataclass
class _Exchange:
    """One request and what becomes of it, in a thread of its own."""

    method: str
    path: str
    body: bytes | None
    headers: dict[str, str]
    connection: HTTPConnection
    over: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None
    error: str = "no answer in time"

    def run(self) -> None:
        try:
            self.connection.request(self.method, self.path, self.body, self.headers)
            response = self.connection.getresponse()
            raw = response.read(LARGEST_ANSWER + 1)
            told = json.loads(raw, parse_float=finite, parse_constant=finite) if len(raw) <= LARGEST_ANSWER else None
            if isinstance(told, dict) and (response.status < 300 or (response.status >= 400 and is_problem(told))):
                self.answer = Answer(response.status, told)
            self.error = f"something else than the server answered, with {response.status}"
        except (OSError, HTTPException, ValueError, RecursionError) as error:
            self.error = f"{type(error).__name__}: {error}"


class ServerLine:
    """A kiosk's line to the server, with its token. Used by several threads at once.

    Nothing is sent twice here: what is sent again must carry the same id, which the caller sees to. A deadline holds
    whatever the line does: an answer that drips, a name that is looked up for ever, a connection that says nothing.
    So each request has a thread of its own, whose connection is cut when nobody waits for it any more.
    """

    def __init__(self, server: str, token: str) -> None:
        self.server = server.rstrip("/")
        self._token = token
        self._where = urlsplit(self.server)
        self._free = threading.Semaphore(CONNECTIONS)
        self._idle: list[HTTPConnection] = []
        self._one = threading.Lock()

    def get(self, path: str, *, within_s: float = LOOK_WITHIN_S, language: str | None = None) -> Answer:
        """Read from the server's API. language: for its sentences. Raises NoServer."""
        return self._send("GET", path, None, {} if language is None else {"Accept-Language": language}, within_s)

    def post(
        self, path: str, body: dict[str, Any], *, within_s: float, language: str = "vi", key: str | None = None
    ) -> Answer:
        """Change something by the server's API. Raises NoServer."""
        headers = {"Accept-Language": language, "Content-Type": "application/json"}
        if key is not None:
            headers["Idempotency-Key"] = key
        return self._send("POST", path, json.dumps(body).encode(), headers, within_s)

    def close(self) -> None:
        """Let the connections go."""
        with self._one:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str], within_s: float) -> Answer:
        if not self._free.acquire(timeout=max(0.0, within_s)):
            raise NoServer("too many requests are under way")
        headers = headers | {"Authorization": f"Bearer {self._token}"}
        there = f"{self._where.path}/api/v1{path}"
        exchange = _Exchange(method, there, body, headers, self._connection(within_s))
        threading.Thread(target=self._run, args=(exchange,), name="asks the server", daemon=True).start()
        if not exchange.over.wait(within_s):
            _cut(exchange.connection)
            raise NoServer("no answer in time")
        if exchange.answer is None:
            raise NoServer(exchange.error)
        return exchange.answer

    def _run(self, exchange: _Exchange) -> None:
        try:
            exchange.run()
            self._put_back(exchange)
        finally:
            self._free.release()
            exchange.over.set()

    def _connection(self, within_s: float) -> HTTPConnection:
        """Return a connection that is still open, or a new one. within_s: no step of it takes longer."""
        with self._one:
            while self._idle:
                connection = self._idle.pop()
                if connection.sock and not select.select([connection.sock], [], [], 0)[0]:
                    connection.sock.settimeout(within_s)
                    return connection
                connection.close()
        host, timeout = self._where.netloc.rpartition("@")[2], max(0.001, within_s)
        is_https = self._where.scheme == "https"
        return HTTPSConnection(host, timeout=timeout) if is_https else HTTPConnection(host, timeout=timeout)

    def _put_back(self, exchange: _Exchange) -> None:
        with self._one:
            if exchange.answer is not None and exchange.connection.sock and len(self._idle) < KEPT_OPEN:
                self._idle.append(exchange.connection)
                return
        exchange.connection.close()


def _cut(connection: HTTPConnection) -> None:
    """End what another thread still waits for."""
    held = connection.sock
    if held is not None:
        try:
            held.shutdown(2)
        except OSError:
            return
