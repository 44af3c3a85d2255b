"""When are closed hours skipped? Once the halls are empty, or when those left over have been served long enough."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

OVERTIME = timedelta(minutes=45)


class ClosedHours:
    """Watches the branches for the moment from which nothing is worth waiting for until the next opening."""

    def __init__(self) -> None:
        self._closed_since: datetime | None = None

    def may_be_skipped(self, rows: Sequence[dict[str, Any]], now: datetime) -> bool:
        """Whether all branches are closed, and nobody waits or the overtime is used up.

        rows: of GET /network; now: product time. The clock may have been moved back: then the overtime begins again.
        """
        if any(row["open"] for row in rows):
            self._closed_since = None
            return False
        if self._closed_since is None or now < self._closed_since:
            self._closed_since = now
        return not any(row["waiting"] for row in rows) or now - self._closed_since >= OVERTIME
