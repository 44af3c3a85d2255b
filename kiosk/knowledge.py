"""What does a kiosk know of its branch, and how old is that?"""

import threading
import time
from collections.abc import Callable
from typing import Any

from kiosk.server_line import NoServer, ServerLine

EVERY_S = 4.0


class Knowledge:
    """The branch and its services as the server last told them, asked for in the background."""

    def __init__(self, line: ServerLine, branch: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._line = line
        self._branch = branch
        self._clock = clock
        self._told: dict[str, Any] | None = None
        self._heard = 0.0
        self._linked = False
        self._wake = threading.Event()
        self._stopping = False

    def start(self) -> None:
        """Begin to ask."""
        threading.Thread(target=self._run, name=f"knowledge {self._branch}", daemon=True).start()

    def stop(self) -> None:
        """Ask no more."""
        self._stopping = True
        self._wake.set()

    def hurry(self) -> None:
        """Ask at once: something has just changed."""
        self._wake.set()

    @property
    def linked(self) -> bool:
        """Whether the server answered when it was last asked."""
        return self._linked

    def now(self) -> dict[str, Any] | None:
        """Return what the page shows, with `age_s`; None before the server has ever answered."""
        if self._told is None:
            return None
        return self._told | {"age_s": round(self._clock() - self._heard, 1), "link": "up" if self._linked else "down"}

    def look(self) -> None:
        """Ask the server once."""
        try:
            branch = self._branch_row()
            services = self._line.get(f"/branches/{self._branch}/services")
            clock = self._line.get("/clock")
            priorities = self._line.get(f"/branches/{self._branch}/priorities")
        except NoServer:
            self._linked = False
            return
        if branch is None or services.status != 200 or clock.status != 200:
            self._linked = False
            return
        self._told = {
            "branch": branch["code"],
            "names": branch["names"],
            "open": branch["open"],
            "at": clock.body["now"],
            "speed": clock.body["speed"],
            "services": services.body["services"],
            "languages": priorities.body.get("languages", ["vi", "en", "fr"]),
            "priorities": priorities.body.get("priorities", []),
        }
        self._heard = self._clock()
        self._linked = True

    def _branch_row(self) -> dict[str, Any] | None:
        answer = self._line.get(f"/branches/{self._branch}")
        return answer.body if answer.status == 200 else None

    def _run(self) -> None:
        while not self._stopping:
            self.look()
            self._wake.wait(EVERY_S)
            self._wake.clear()
