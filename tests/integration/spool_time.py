"""How does a test let a paper come too late without waiting for it? By the spool's own clock, which it moves on."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from printers.run_clock import RunClock
from tests.waiting import wait_until

TOO_LATE_S = 3600.0


@dataclass
class SpoolTime:
    """The time of one spool. Papers wait as long as they like, and are too late only when the test says so."""

    _ahead_s: float = 0.0

    def clock(self) -> RunClock:
        return RunClock(monotonic=lambda: time.monotonic() + self._ahead_s)

    def pass_when(self, what: Callable[[], object]) -> None:
        """Let the time of every paper that waits pass, as soon as it is so."""
        wait_until(what)
        self._ahead_s += TOO_LATE_S
