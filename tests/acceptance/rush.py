"""Who works in a rush? Officers and kiosks who do anything at any moment, over lines that double and lose requests."""

import json
import random
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.acceptance.installation import Client, Installation

BRANCH = "tay-ho"
SERVICES = ("land", "certification", "business", "social")
DOUBLED, KILLED = 0.15, 0.08
# How many requests each sends at least, however slow the machine.
LEAST = 20
# What an officer does, and how often against the rest.
ACTS = {
    "call-next": 10,
    "start": 6,
    "finish": 4,
    "recall": 2,
    "no-show": 2,
    "hold": 2,
    "transfer": 2,
    "undo": 3,
    "call": 1,
    "pause": 1,
    "resume": 2,
}


@dataclass
class Seen:
    """What was answered: tickets, numbers asked for out of order, every answer that no caller should get."""

    tickets: dict[str, dict[str, Any]] = field(default_factory=dict)
    picked: set[str] = field(default_factory=set)
    calls: set[tuple[str, str, int]] = field(default_factory=set)
    doubled: int = 0
    killed: int = 0
    wrong: list[str] = field(default_factory=list)


class Caller:
    """One token on one bad line: what it sends may arrive twice, or its answer may never come."""

    def __init__(self, client: Client, seen: Seen, *, seed: int) -> None:
        self.client = client
        self.seen = seen
        self.random = random.Random(seed)
        self.sent = 0
        self._name = f"{seed}"

    def send(self, path: str, body: object) -> requests.Response:
        """Send a request with a key of its own, perhaps twice, perhaps cut off first and then again."""
        self.sent += 1
        key, lot = f"{self._name}-{self.sent}", self.random.random()
        if lot < KILLED:
            self.seen.killed += 1
            self._cut_off(path, body, key)
        answer = self.client.post(path, body, key=key)
        if lot > 1 - DOUBLED:
            self.seen.doubled += 1
            again = self.client.post(path, body, key=key)
            # A refusal is not kept: what was refused may be possible a moment later.
            if answer.status_code < 300 and (again.status_code, again.text) != (answer.status_code, answer.text):
                self.seen.wrong.append(f"{path} {key}: {answer.text} and then {again.text}")
        if answer.status_code >= 500 or answer.status_code in (401, 403, 404):
            self.seen.wrong.append(f"{path} {body}: {answer.status_code} {answer.text}")
        return answer

    def goes_on(self, until: float) -> bool:
        """Whether it is not yet the end."""
        return time.monotonic() < until or self.sent < LEAST

    def _cut_off(self, path: str, body: object, key: str) -> None:
        text = json.dumps(body)
        where = urlsplit(self.client.url)
        with socket.create_connection((where.hostname or "", where.port or 0)) as line:
            line.sendall(
                f"POST /api/v1{path} HTTP/1.1\r\nHost: {where.netloc}\r\nAuthorization: Bearer {self.client.token}\r\n"
                f"Content-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: {len(text)}\r\n\r\n"
                f"{text}".encode()
            )


def kiosk_works(caller: Caller, until: float) -> None:
    """Issue tickets."""
    while caller.goes_on(until):
        body = {"services": [caller.random.choice(SERVICES)], "language": caller.random.choice(("vi", "en", "fr"))}
        answer = caller.send(f"/branches/{BRANCH}/tickets", body)
        if answer.status_code == 201:
            caller.seen.tickets[answer.json()["id"]] = answer.json()
        else:
            caller.seen.wrong.append(f"no ticket: {answer.status_code} {answer.text}")


def officer_works(caller: Caller, counter: str, until: float) -> None:
    """Do what comes to mind at a counter; what the state does not allow is refused, and that is right."""
    path = f"/branches/{BRANCH}/counters/{counter}"
    caller.send(f"{path}/open", {"services": caller.random.sample(SERVICES, 2)})
    standing: str | None = None
    acts, often = list(ACTS), list(ACTS.values())
    while caller.goes_on(until):
        act = caller.random.choices(acts, often)[0]
        body: dict[str, Any] = {}
        if act == "call-next":
            body = {"after": standing}
        elif act == "transfer":
            body = {"service": caller.random.choice(SERVICES)}
        elif act == "hold":
            body = {"reason": "missing-document"}
        elif act == "call":
            waiting = caller.client.get(f"{path}/view")["waiting"]
            if not waiting:
                continue
            body = {"number": caller.random.choice(waiting)["number"], "reason": "he cannot stand any longer"}
            caller.seen.picked.add(body["number"])
        answer = caller.send(f"{path}/{act}", body)
        if answer.status_code == 200 and act in ("call-next", "call"):
            told = answer.json()
            caller.seen.calls.add((told["ticket"]["id"], counter, told["seq"]))
        now_there = caller.client.get(f"{path}/view")["ticket"]
        standing = now_there["id"] if now_there else None


def rush(installation: Installation, *, officers: int, kiosks: int, seconds: float) -> Seen:
    """Let them all work at once for so long."""
    seen = Seen()
    at_kiosks = [Caller(client, seen, seed=100 + n) for n, client in enumerate(installation.many("kiosk", kiosks))]
    at_desks = [Caller(client, seen, seed=200 + n) for n, client in enumerate(installation.many("officer", officers))]
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(officers + kiosks) as pool:
        work = [pool.submit(kiosk_works, one, until) for one in at_kiosks]
        work += [pool.submit(officer_works, one, str(desk + 1), until) for desk, one in enumerate(at_desks)]
        for one in work:
            one.result()
    for caller in (*at_kiosks, *at_desks):
        caller.client.close()
    return seen
