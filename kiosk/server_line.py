"""How does the agent speak with the server? Short deadlines, and problems passed on as they are."""

import json
from dataclasses import dataclass
from typing import Any

import urllib3
from urllib3.util import Timeout

LOOK_WITHIN_S = 3.0
CONNECTIONS = 16


class NoServer(Exception):
    """The server did not answer in time, or not as our server does; nothing is known of what it did."""


@dataclass(frozen=True)
class Answer:
    """What the server said: a JSON object, or a problem when `status` is 400 or more."""

    status: int
    body: dict[str, Any]


class ServerLine:
    """A kiosk's line to the server, with its token. Used by several threads at once.

    Nothing is sent twice here: what is sent again must carry the same id, which the caller sees to.
    """

    def __init__(self, server: str, token: str) -> None:
        self.server = server.rstrip("/")
        self._token = token
        self._pool = urllib3.PoolManager(maxsize=CONNECTIONS, retries=False)

    def get(self, path: str, *, within_s: float = LOOK_WITHIN_S) -> Answer:
        """Read from the server's API. Raises NoServer."""
        return self._send("GET", path, None, {}, within_s)

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
        self._pool.clear()

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str], within_s: float) -> Answer:
        try:
            response = self._pool.request(
                method,
                f"{self.server}/api/v1{path}",
                body=body,
                headers=headers | {"Authorization": f"Bearer {self._token}"},
                timeout=Timeout(total=within_s),
            )
            told = json.loads(response.data)
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise NoServer(str(error)) from error
        if not isinstance(told, dict) or 300 <= response.status < 400:
            raise NoServer(f"something else than the server answered, with {response.status}")
        return Answer(response.status, told)
