"""How does a test wait for what happens beside it?"""

import time
from collections.abc import Callable

PATIENCE_S = 20


def wait_until(what: Callable[[], object]) -> None:
    """Return once it is so; fails when it never is."""
    until = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < until
        time.sleep(0.005)
