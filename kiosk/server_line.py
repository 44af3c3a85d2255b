"""How does the agent speak with the server? Short deadlines, and problems passed on as they are."""

from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter

CONNECT_S = 0.4
ANSWER_S = 0.7
CONNECTIONS = 16


class NoServer(Exception):
    """The server did not answer in time; nothing is known of what it did."""


@dataclass(frozen=True)
class Answer:
    """What the server said: a JSON object, or a problem when `status` is 400 or more."""

    status: int
    body: dict[str, Any]


class ServerLine:
    """A kiosk's line to the server, with its token. Used by several threads at once."""

    def __init__(self, server: str, token: str) -> None:
        self.server = server.rstrip("/")
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"
        # No retries here: what is sent again must carry the same id, which the caller sees to.
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=CONNECTIONS, max_retries=0)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def get(self, path: str, *, language: str = "vi") -> Answer:
        """Read from the server's API. Raises NoServer."""
        return self._send("GET", path, None, {"Accept-Language": language})

    def post(self, path: str, body: dict[str, Any], *, language: str = "vi", key: str | None = None) -> Answer:
        """Change something by the server's API. Raises NoServer."""
        headers = {"Accept-Language": language}
        if key is not None:
            headers["Idempotency-Key"] = key
        return self._send("POST", path, body, headers)

    def _send(self, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]) -> Answer:
        try:
            response = self._session.request(
                method, f"{self.server}/api/v1{path}", json=body, headers=headers, timeout=(CONNECT_S, ANSWER_S)
            )
            told = response.json() if response.content else {}
        except (requests.RequestException, ValueError) as error:
            raise NoServer(str(error)) from error
        if not isinstance(told, dict) or response.status_code >= 500:
            raise NoServer(f"the server answered {response.status_code}")
        return Answer(response.status_code, told)
