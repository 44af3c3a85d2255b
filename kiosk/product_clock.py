"""What time is it at the branch, when the server cannot be asked? Counted from its last word, never backwards."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Self

# An answer that took longer tells the time too vaguely to move a clock that runs well already.
SHARP_S = 0.25
FASTEST = 10_000.0
STEP = timedelta(milliseconds=1)
# How far the server's time of a ticket may be ahead of this clock, which stood still where the wall clock was set back.
BELIEVED = timedelta(hours=12)
# Beyond these a calendar's sums overflow, and no clock of a branch stands there.
YEARS = range(2000, 2200)


@dataclass(frozen=True)
class Clocks:
    """The machine's own clocks, so that tests may bring others. wall: Unix time."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Word:
    """What the server said: its product time, how fast that runs, how often it was set; and the wall clock then."""

    now: datetime
    speed: float
    epoch: int
    wall: float

    @classmethod
    def of(cls, told: dict[str, Any], *, wall: float) -> Self:
        """Return the word in an answer of GET /clock. Raises KeyError, TypeError, ValueError."""
        now, speed, epoch = datetime.fromisoformat(told["now"]), float(told["speed"]), int(told.get("epoch", 0))
        if now.tzinfo is None or now.year not in YEARS or not math.isfinite(speed) or not 0 <= speed <= FASTEST:
            raise ValueError(f"no clock runs like {told}")
        return cls(now, speed, epoch, wall)

    def as_json(self) -> dict[str, Any]:
        """Return what `of` reads again, with the wall clock beside it."""
        return {"now": self.now.isoformat(), "speed": self.speed, "epoch": self.epoch, "wall": self.wall}


class ProductClock:
    """The branch's time by a monotonic clock since the server's last word. Used by several threads at once.

    A process that starts without a line has no monotonic clock from then: it takes the wall clock against the pair
    that was kept, once. Set back meanwhile, it counts as no time passed.
    """

    def __init__(
        self,
        *,
        monotonic: Callable[[], float],
        wall: Callable[[], float],
        kept: Word | None = None,
        last_issue: datetime | None = None,
    ) -> None:
        """kept: the last word of an earlier run. last_issue: when it gave out its last number."""
        self._monotonic, self._wall = monotonic, wall
        self._one = Lock()
        self._word = kept
        self._last_issue = last_issue
        self._heard = monotonic() - (max(0.0, wall() - kept.wall) if kept else 0.0)

    @property
    def word(self) -> Word | None:
        """The server's last word that the clock runs by."""
        return self._word

    @property
    def age_s(self) -> float | None:
        """How long ago the clock was set by the server; None if it never was."""
        return None if self._word is None else self._monotonic() - self._heard

    def as_json(self) -> dict[str, Any]:
        """Return what staff are told: the time now, how fast it runs, and how long ago the server set it."""
        now, word, age_s = self.now(), self._word, self.age_s
        return {
            "now": now.isoformat(timespec="milliseconds") if now else None,
            "speed": word.speed if word else None,
            "epoch": word.epoch if word else None,
            "age_s": None if age_s is None else round(age_s, 1),
        }

    def hear(self, told: dict[str, Any], *, asked: float) -> None:
        """Set the clock by an answer to a question of the monotonic instant `asked`.

        The middle between question and answer is meant. Raises KeyError, TypeError, ValueError.
        """
        heard, word = self._monotonic(), Word.of(told, wall=self._wall())
        with self._one:
            before = self._word
            moved = before is None or (before.epoch, before.speed) != (word.epoch, word.speed)
            if not moved and heard - asked > SHARP_S:
                return
            if before is None or before.epoch != word.epoch:
                self._last_issue = None  # the clock was set: an earlier hour is right now
            self._word, self._heard = word, (asked + heard) / 2

    def now(self) -> datetime | None:
        """Return the product's time; None before the server has ever answered."""
        with self._one:
            return self._now()

    def issue(self) -> datetime | None:
        """Return the time for a number that is given now: later than that of the number before it."""
        with self._one:
            now = self._now()
            if now is None:
                return None
            # As it is written: two numbers within a millisecond would else bear the same time.
            now = now.replace(microsecond=now.microsecond // 1000 * 1000)
            if self._last_issue is not None and now <= self._last_issue:
                now = self._last_issue + STEP
            self._last_issue = now
            return now

    def see(self, issued_at: datetime) -> None:
        """Take in when the server issued a ticket: the next number given here is later. Nonsense moves nothing."""
        with self._one:
            now = self._now()
            if now is not None and issued_at < now + BELIEVED:
                self._last_issue = max(issued_at, self._last_issue or issued_at)

    def _now(self) -> datetime | None:
        if self._word is None:
            return None
        now = self._word.now + timedelta(seconds=(self._monotonic() - self._heard) * self._word.speed)
        return now if self._last_issue is None else max(now, self._last_issue)
