"""What time is it in the product? Asked from the server from time to time, counted on in between."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

from demo.api import Api

ASK_EVERY_S = 1.0


class ProductClock:
    """The server's clock in seconds since 1970, at `speed` times the wall clock."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.ask()

    def ask(self) -> None:
        """Ask the server now."""
        told = self._api.get("/clock")
        self._asked = time.monotonic()
        self._told = datetime.fromisoformat(told["now"]).timestamp()
        self.speed = float(told["speed"])

    def local(self, at: float, zone: ZoneInfo) -> datetime:
        """Return an instant as local time."""
        return datetime.fromtimestamp(at, zone)

    def now(self) -> float:
        """Return the product's time; asks again when the last answer is old."""
        if time.monotonic() - self._asked > ASK_EVERY_S:
            self.ask()
        return self._told + (time.monotonic() - self._asked) * self.speed
