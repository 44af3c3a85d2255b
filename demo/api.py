"""How does the demo talk to the server? Like everybody else: the public HTTP API, over one kept connection."""

import json
import math
import time
from typing import Any
from uuid import uuid4

import urllib3

from demo.desk import Refused

TIMEOUT_S = 10.0
AGAIN_AFTER_S = 0.5


class NotLetIn(Exception):
    """The server does not know the token; the demo's folder belongs to another database."""


class NoAnswer(Exception):
    """The server has not answered for longer than the caller wanted to wait."""


class Api:
    """A client that outlives a restart of the server: it repeats a request, with its key, until it is answered."""

    def __init__(self, server: str, *, patience_s: float = math.inf) -> None:
        self._base = f"{server}/api/v1"
        self._patience_s = patience_s
        self._pool = urllib3.PoolManager(num_pools=1, maxsize=1, timeout=TIMEOUT_S, retries=False)

    def get(self, path: str, *, token: str | None = None) -> Any:
        """Return the JSON at a path. Raises Refused, NotLetIn, NoAnswer."""
        return self._answer("GET", path, token, None)

    def post(self, path: str, *, token: str, body: dict[str, Any] | None = None) -> Any:
        """Send a deed once, however often it is repeated; None for an answer without a body. Raises as `get`."""
        return self._answer("POST", path, token, body or {})

    def _answer(self, method: str, path: str, token: str | None, body: dict[str, Any] | None) -> Any:
        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        if body is not None:
            headers |= {"Content-Type": "application/json", "Idempotency-Key": uuid4().hex}
        sent = None if body is None else json.dumps(body).encode()
        until = time.monotonic() + self._patience_s
        while True:
            answer = self._one_try(method, self._base + path, headers, sent)
            if answer is not None:
                return _told(answer.status, answer.data)
            if time.monotonic() > until:
                raise NoAnswer
            time.sleep(AGAIN_AFTER_S)

    def _one_try(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None
    ) -> urllib3.BaseHTTPResponse | None:
        """Return an answer to keep; None when it is worth another try."""
        try:
            answer = self._pool.request(method, url, body=body, headers=headers)
        except urllib3.exceptions.HTTPError:
            return None
        return None if answer.status == 429 or answer.status >= 500 else answer


def _told(status: int, data: bytes) -> Any:
    if status == 401:
        raise NotLetIn
    if status >= 400:
        try:
            title = str(json.loads(data).get("title", ""))
        except ValueError:
            title = ""
        raise Refused(status, title)
    return json.loads(data) if data else None
