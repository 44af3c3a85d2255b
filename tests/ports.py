"""On which ports does a test start what is found again there? On none that the system gives to whoever takes any."""

import os
import socket
from collections.abc import Iterator

# Linux gives ports from 32768 on. Each worker has its own below, so that nobody takes one between two starts.
FIRST, EACH = 20_000, 2_000
ALONE = "gw5"


def _of_this_worker() -> Iterator[int]:
    first = FIRST + EACH * int(os.environ.get("PYTEST_XDIST_WORKER", ALONE).removeprefix("gw"))
    at = os.getpid()
    while True:
        yield first + at % EACH
        at += 1


_ports = _of_this_worker()


def free_port() -> int:
    """Return a port on which nobody listens."""
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Return so many successive ports on which nobody listens."""
    found: list[int] = []
    while len(found) < count:
        port = next(_ports)
        if found and port != found[-1] + 1:
            found.clear()
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            found.clear()
        else:
            found.append(port)
    return found
