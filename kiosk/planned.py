"""Where does a kiosk have its plan from? The server tells it once a version; the last one outlives a restart."""

import logging
import sqlite3
from typing import Any, Protocol

from kiosk.plan import Plan
from kiosk.server_line import ServerLine

_NAME = "plan"
_log = logging.getLogger(__name__)


class Keeper(Protocol):
    """What remembers across restarts."""

    def known(self, name: str) -> Any: ...

    def keep(self, name: str, value: Any) -> None: ...


class Planned:
    """The plan of one branch. One thread looks, any may read."""

    def __init__(self, line: ServerLine, branch: str, *, keeper: Keeper | None) -> None:
        self._line, self._branch, self._keeper = line, branch, keeper
        self.plan = _remembered(keeper, branch)

    def look(self) -> None:
        """Ask for the plan; a server that knows none, or tells nonsense, leaves the one before. Raises NoServer."""
        answer = self._line.get(f"/branches/{self._branch}/kiosk?known={self.plan.version}")
        if answer.status != 200 or answer.body.get("version") in (None, self.plan.version):
            return
        try:
            self.plan = Plan.of(answer.body)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            _log.warning("kiosk of %s: what the network file says is not taken: %s", self._branch, error)
            return
        if self._keeper is None:
            return
        try:
            self._keeper.keep(_NAME, {"branch": self._branch, "told": self.plan.told})
        except sqlite3.Error:
            _log.exception("kiosk of %s: what the network file says cannot be kept", self._branch)


def _remembered(keeper: Keeper | None, branch: str) -> Plan:
    """Return the plan that an earlier run kept of this branch; a kiosk that was moved elsewhere begins anew."""
    try:
        kept = keeper.known(_NAME) if keeper is not None else None
        return Plan() if kept is None or kept["branch"] != branch else Plan.of(kept["told"])
    except (KeyError, TypeError, ValueError, AttributeError, sqlite3.Error):
        _log.exception("what the network file said of %s cannot be read", branch)
        return Plan()
