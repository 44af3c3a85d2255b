"""Which ports are free? Kiosks and printers of the demo stand behind the server's own port."""

import socket
from collections.abc import Callable

HIGHEST = 65535


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nobody listens on a port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_run(start: int, count: int, *, free: Callable[[int], bool] = is_free) -> int:
    """Return the first of `count` free ports that follow each other, from `start` up. Raises OSError if none do."""
    first = start
    while first + count - 1 <= HIGHEST:
        taken = next((port for port in range(first + count - 1, first - 1, -1) if not free(port)), None)
        if taken is None:
            return first
        first = taken + 1
    raise OSError(f"no {count} free ports in a row from {start} up")
