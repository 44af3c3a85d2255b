"""What are a branch's figures of today? The events told once, and from then on only what came since."""

import time

from sqlalchemy import Connection, bindparam, func, select

from server.database import tables
from server.database.kept_events import event_of
from server.database.prepared import Prepared
from server.domain.statistics import DayFigures
from server.views.expected import ComingHour

AT_A_TIME = 300

_E = tables.event.c
_DAY_BEGAN = Prepared(select(func.max(_E.seq)).where(_E.branch == bindparam("branch"), tables.DAY_OPENED))
_SINCE = Prepared(
    select(_E.seq, _E.body)
    .where(_E.branch == bindparam("branch"), _E.seq > bindparam("after"))
    .order_by(_E.seq)
    .limit(AT_A_TIME)
)


class Figures:
    """Keeps each branch's figures, and who is expected beside who came; one per process."""

    def __init__(self) -> None:
        self._kept: dict[str, DayFigures] = {}
        self.coming = ComingHour()

    def of(self, connection: Connection, branch: str) -> DayFigures:
        """Return the figures of a branch's present day, up to what the connection sees."""
        figures = self._kept.get(branch)
        if figures is None:
            figures = self._kept.setdefault(branch, DayFigures(seq=_before_today(connection, branch)))
        while True:
            rows = _SINCE.rows(connection, {"branch": branch, "after": figures.seq})
            figures.tell(event_of(body) for _, body in rows)
            if len(rows) < AT_A_TIME:
                return figures
            time.sleep(0)  # a long day at the start of a process: others have their turn in between


def _before_today(connection: Connection, branch: str) -> int:
    began: int | None = _DAY_BEGAN.rows(connection, {"branch": branch})[0][0]
    return 0 if began is None else began - 1
