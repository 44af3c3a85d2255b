"""How is a printer while it prints? Asked in rounds, one question at a time, with the times passed in."""

import math
from collections.abc import Callable

from printers.status import QUESTIONS, Condition, condition


class Watch:
    """When to ask a printer what, and what its answers say.

    An answer does not say to which question it is, and it may come late, behind a whole picture. So the next question
    goes only when the one before is answered, and none goes twice.
    """

    def __init__(
        self, *, now: float, every_s: float, reply_s: float, drained_in_s: float, on_seen: Callable[[Condition], None]
    ) -> None:
        """now: when the job had gone, by a monotonic clock. drained_in_s: until then silence says nothing."""
        self._every_s, self._reply_s, self._on_seen = every_s, reply_s, on_seen
        self._drained_at = now + drained_in_s
        self._next_at = now + every_s
        self._asked_at: float | None = None
        self._answers: dict[int, int] = {}
        self.seen: Condition | None = None
        self.rounds = 0
        self.is_silent = False

    @property
    def due_at(self) -> float:
        """When `due` has something to say next."""
        if self._asked_at is None:
            return self._next_at
        return math.inf if self.is_silent else max(self._asked_at, self._drained_at) + self._reply_s

    @property
    def so_far(self) -> Condition:
        """What this round says, whole or not."""
        return condition(self._answers)

    def hurry(self, now: float) -> None:
        """Let a round begin at once, if none is under way."""
        self._next_at = min(self._next_at, now)

    def due(self, now: float) -> int | None:
        """Return the question that is to be asked now, if any; or take note that the last one found no answer."""
        if now < self.due_at:
            return None
        if self._asked_at is None:
            self._asked_at = now
            return QUESTIONS[len(self._answers)]
        self.is_silent = True
        self._see(self.so_far)
        return None

    def answered(self, value: int, now: float) -> None:
        """Take an answer; one that nobody asked for says nothing."""
        if self._asked_at is None:
            return
        self._answers[QUESTIONS[len(self._answers)]] = value
        self._asked_at, self.is_silent, self._next_at = None, False, now
        if len(self._answers) == len(QUESTIONS):
            told, self._answers, self._next_at = self.so_far, {}, now + self._every_s
            self.rounds += 1
            self._see(told)

    def _see(self, seen: Condition) -> None:
        self.seen = seen
        self._on_seen(seen)
