"""Who writes next in this process? In order of asking, so that under load nobody waits much longer than others."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A fair lock. `threading.Lock` lets the one who has just released it take it again before those who wait."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @contextmanager
    def taken(self, *, deadline: float | None) -> Iterator[bool]:
        """Hold the turn inside the block; gives False when the deadline (monotonic; None: never) came first."""
        got = self._take(deadline)
        try:
            yield got
        finally:
            if got:
                self._give()

    def _take(self, deadline: float | None) -> bool:
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(None if deadline is None else max(0.0, deadline - time.monotonic())):
            return True
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        # The turn was given between the end of the wait and here.
        return True

    def _give(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
