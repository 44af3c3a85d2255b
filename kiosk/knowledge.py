"""What does a kiosk know of its branch, and how old is that?"""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from kiosk.server_line import NoServer, ServerLine

# Languages and priority classes change only when the network file does.
RULES_EVERY_S = 60.0
_log = logging.getLogger(__name__)


class Knowledge:
    """The branch and its services as the server last told them. One thread looks, any may read."""

    def __init__(self, line: ServerLine, branch: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._line = line
        self._branch = branch
        self._clock = clock
        self._told: Mapping[str, Any] | None = None
        self._heard = 0.0
        self._rules: Mapping[str, Any] = {}
        self._rules_heard = float("-inf")
        self._linked = False

    @property
    def linked(self) -> bool:
        """Whether the server answered when it was last asked."""
        return self._linked

    @property
    def age_s(self) -> float | None:
        """How old what is known is; None before the server has ever answered."""
        return None if self._told is None else round(self._clock() - self._heard, 1)

    def now(self) -> dict[str, Any] | None:
        """Return what the page shows, with the time `at` now and `age_s`; None before the server has ever answered."""
        if self._told is None:
            return None
        age_s = self._clock() - self._heard
        # The product's clock goes on while the server is silent.
        at = datetime.fromisoformat(self._told["told_at"]) + timedelta(seconds=age_s * self._told["speed"])
        told = {"at": at.isoformat(timespec="milliseconds"), "age_s": round(age_s, 1)}
        return {**self._told, **told, "link": "up" if self._linked else "down"}

    def look(self) -> None:
        """Ask the server once; what was known stays when it does not answer, or not as it should."""
        try:
            told = self._asked()
        except (NoServer, KeyError, TypeError, ValueError) as error:
            if self._linked or self._told is None:
                _log.warning("kiosk of %s: the server tells nothing of the branch: %s", self._branch, error)
            self._linked = False
            return
        self._told = told
        self._heard = self._clock()
        self._linked = True

    def _asked(self) -> dict[str, Any]:
        branch = self._get(f"/branches/{self._branch}")
        services = self._get(f"/branches/{self._branch}/services")
        clock = self._get("/clock")
        if self._clock() - self._rules_heard > RULES_EVERY_S:
            self._rules = self._get(f"/branches/{self._branch}/priorities")
            self._rules_heard = self._clock()
        return {
            "branch": branch["code"],
            "names": branch["names"],
            "open": branch["open"],
            "told_at": datetime.fromisoformat(clock["now"]).isoformat(timespec="milliseconds"),
            "speed": float(clock["speed"]),
            "services": services["services"],
            "languages": self._rules["languages"],
            "priorities": self._rules["priorities"],
        }

    def _get(self, path: str) -> dict[str, Any]:
        answer = self._line.get(path)
        if answer.status != 200:
            raise NoServer(f"{path}: {answer.status} {answer.body.get('detail', '')}")
        return answer.body
