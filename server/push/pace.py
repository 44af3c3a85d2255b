"""When may a branch's next push go? The first at once, calls at most 20 a second, all else at most 4, the network 2."""

import threading
import time
from collections.abc import Callable

CALLS_EVERY_S = 0.05
REST_EVERY_S = 0.25
NETWORK_EVERY_S = 0.5


class Pace:
    """Runs `push` in the background after each `mark`, many marks together where they come close."""

    def __init__(
        self,
        push: Callable[[], None],
        *,
        start: Callable[[Callable[[], None]], object],
        rest_every_s: float = REST_EVERY_S,
    ) -> None:
        """start: runs a function in the background (a greenlet in the server). rest_every_s: for what is no call."""
        self._push = push
        self._start = start
        self._rest_every_s = rest_every_s
        self._changed = threading.Condition()
        self._dirty = self._urgent = self._running = False
        self._last = float("-inf")

    def mark(self, *, urgent: bool) -> None:
        """Something changed; urgent: somebody was called."""
        with self._changed:
            self._dirty = True
            self._urgent = self._urgent or urgent
            self._changed.notify()
            if self._running:
                return
            self._running = True
        self._start(self._run)

    def _run(self) -> None:
        while self._due():
            self._push()

    def _due(self) -> bool:
        """Wait for the next push's time and take what is marked; False when nothing is."""
        with self._changed:
            while self._dirty:
                left = self._last + (CALLS_EVERY_S if self._urgent else self._rest_every_s) - time.monotonic()
                if left <= 0:
                    self._dirty = self._urgent = False
                    self._last = time.monotonic()
                    return True
                self._changed.wait(left)
            self._running = False
            return False
