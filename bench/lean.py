"""Who presses? A few keep-alive connections on one selector, so that the generator takes little of the machine."""

import json
import selectors
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass
class Run:
    """What one run of load saw: seconds per answer in order of arrival, and answers by status."""

    seconds: float = 0.0
    answers_s: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.answers_s) / self.seconds if self.seconds else 0.0

    def add(self, more: "Run") -> None:
        """Count another run with this one."""
        self.seconds += more.seconds
        self.answers_s += more.answers_s
        for status, times in more.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + times

    def quantile_ms(self, share: float) -> float:
        """Return a quantile of the answers' times in milliseconds."""
        ordered = sorted(self.answers_s)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000 if ordered else 0.0


@dataclass
class _Client:
    sock: socket.socket
    requests: Iterator[bytes]
    begun: float = 0.0
    got: bytes = b""

    def send(self) -> bool:
        request = next(self.requests, None)
        if request is None:
            return False
        self.begun, self.got = time.perf_counter(), b""
        self.sock.sendall(request)
        return True


def post(path: str, *, host: str, token: str, body: object = None, headers: str = "") -> bytes:
    """Return the bytes of one POST request."""
    text = json.dumps(body if body is not None else {})
    return (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n{headers}\r\n{text}"
    ).encode()


def press(host: str, port: int, *, clients: int, seconds: float, requests: Callable[[int], Iterator[bytes]]) -> Run:
    """Send each client's requests one after the other until the time is over or they end."""
    run = Run()
    ready = selectors.DefaultSelector()
    begun = time.perf_counter()
    active = 0
    for number in range(clients):
        client = _Client(socket.create_connection((host, port)), requests(number))
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ready.register(client.sock, selectors.EVENT_READ, client)
        active += client.send()
    while active:
        for key, _ in ready.select(timeout=5):
            client = key.data
            client.got += client.sock.recv(65536)
            status = _whole(client.got)
            if status is None:
                continue
            now = time.perf_counter()
            run.answers_s.append(now - client.begun)
            run.statuses[status] = run.statuses.get(status, 0) + 1
            if now - begun > seconds or not client.send():
                active -= 1
                ready.unregister(client.sock)
                client.sock.close()
    run.seconds = time.perf_counter() - begun
    return run


def _whole(got: bytes) -> int | None:
    head, found, body = got.partition(b"\r\n\r\n")
    if not found:
        return None
    status = int(head[9:12])
    if status == 204:
        return status
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return status if len(body) >= int(line[15:]) else None
    return status if body.endswith(b"0\r\n\r\n") else None
