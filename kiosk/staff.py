"""Who may look behind the kiosk's screen? Whoever knows its PIN, and guesses it no more than a few times a minute."""

import time
from collections.abc import Callable
from hmac import compare_digest
from threading import Lock

TRIES = 5
WINDOW_S = 60.0


class TooManyTries(Exception):
    """Wrong PINs came too fast. retry_after_s: when the next one is looked at."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class StaffPin:
    """The PIN of one kiosk; without one nobody gets in. Used by several threads at once."""

    def __init__(self, pin: str | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._pin = pin
        self._clock = clock
        self._wrong: list[float] = []
        self._one = Lock()

    @property
    def is_set(self) -> bool:
        """Whether this kiosk has a PIN at all."""
        return bool(self._pin)

    def fits(self, tried: str) -> bool:
        """Whether this is the PIN. Raises TooManyTries, for the right one too, after too many wrong ones."""
        with self._one:
            now = self._clock()
            self._wrong = [at for at in self._wrong if at > now - WINDOW_S]
            if len(self._wrong) >= TRIES:
                raise TooManyTries(max(1, round(self._wrong[0] + WINDOW_S - now)))
            if self._pin and compare_digest(tried.encode(), self._pin.encode()):
                return True
            self._wrong.append(now)
            return False
