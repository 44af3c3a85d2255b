"""What does the server learn of how this kiosk does? Its word whenever that changes, and now and then without."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from kiosk.server_line import NoServer, ServerLine

EVERY_S = 10.0
WITHIN_S = 3.0


class Report:
    """Tells the server how one kiosk does. Used by one thread."""

    def __init__(
        self, line: ServerLine, branch: str, *, name: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._line, self._branch, self._name, self._clock = line, branch, name, clock
        self._told: Mapping[str, Any] | None = None
        self._told_at = float("-inf")

    def is_due(self, status: Mapping[str, Any]) -> bool:
        """Whether something is told that was not told, or nothing for long."""
        return said(status, self._name) != self._told or self._clock() - self._told_at >= EVERY_S

    def tell(self, status: Mapping[str, Any]) -> None:
        """Tell it if that is due; a server that does not take it is told again. Never raises."""
        if not self.is_due(status):
            return
        word = said(status, self._name)
        self._told_at = self._clock()
        try:
            answer = self._line.post(f"/branches/{self._branch}/kiosks/told", word, within_s=WITHIN_S)
        except NoServer:
            return
        if answer.status < 500:
            self._told = word


def said(status: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the body for the server of a kiosk's status."""
    left: dict[str, int] = {}
    for block in status["leases"]:
        left[block["service"]] = left.get(block["service"], 0) + block["left"]
    printer = status["printer"]
    backup = printer["backup"] or {}
    is_looked_after = printer["running"]
    backup_condition = backup.get("condition")
    return {
        "name": name[:64],
        "condition": printer["condition"] if is_looked_after else "unknown",
        "papers_left": printer["papers_left"],
        "roll_ends": printer["roll_ends"],
        "roll_soon": printer["roll_soon"],
        "backup": backup_condition if is_looked_after or backup_condition is None else "unknown",
        "backup_papers_left": backup.get("papers_left"),
        "backup_roll_ends": backup.get("roll_ends"),
        "numbers_left": min(left.values(), default=None),
        "outbox": status["outbox"],
        "set_aside": len(status["set_aside"]),
        "durable": status["file"]["durable"] and not status["file"]["broken"],
        "closed": status["closed_by_staff"],
    }
