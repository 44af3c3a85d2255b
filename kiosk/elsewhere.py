"""Where else is taken today what this branch takes no more? Asked once a minute, and kept when the line goes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from kiosk import told
from kiosk.last_word import is_of_today
from kiosk.offline import WAITS_HOLD_S
from kiosk.server_line import NoServer, ServerLine

EVERY_S = 60.0
WITHIN_S = 2.0
AT_MOST = 3
# As the end of an intake, of the branch or of a service, is told.
INTAKE_ENDS = frozenset({"full", "early"})

Found = Mapping[str, Sequence[Mapping[str, Any]]]


class Elsewhere:
    """The other branches for what is closed today. Used by one thread."""

    def __init__(self, line: ServerLine, branch: str) -> None:
        self._line, self._branch = line, branch
        self._asked_at = float("-inf")
        self._closed: tuple[Any, ...] = ()
        self._found: Found = {}

    def look(self, *, stopped: str | None, closed: Mapping[str, str], at: float) -> Found:
        """Return the branches by service. at: now, by a clock that only runs forward; closed: as `services_closed`.

        A server that says nothing, or nonsense, leaves what was known: whether the line is cut others find out.
        """
        ends = stopped if stopped in INTAKE_ENDS else None
        wanted = (ends, *sorted(closed))
        if ends is None and not closed:
            self._found = {}
        elif wanted != self._closed or at - self._asked_at > EVERY_S:
            self._asked_at = at
            self._found = self._asked()
        self._closed = wanted
        return self._found

    def _asked(self) -> Found:
        try:
            answer = self._line.get(f"/branches/{self._branch}/elsewhere", within_s=WITHIN_S)
            found = told.elsewhere(answer.body.get("services")) if answer.status == 200 else {}
        except (NoServer, ValueError):
            return self._found
        return {service: rows[:AT_MOST] for service, rows in found.items()}


def found_for(service: str, known: Mapping[str, Any], *, now: datetime, age_s: float) -> list[dict[str, Any]]:
    """Return the branches for a service that are still reached today. age_s: product seconds since they were told."""
    if not is_of_today(known, now=now):
        return []
    rows: Sequence[Mapping[str, Any]] = (known.get("elsewhere") or {}).get(service, ())
    reached = [
        one for one in rows if now + timedelta(seconds=one["travel_s"]) < datetime.fromisoformat(one["open_until"])
    ]
    return [_as_of(one, now=now, age_s=age_s) for one in reached]


def _as_of(row: Mapping[str, Any], *, now: datetime, age_s: float) -> dict[str, Any]:
    """Return a branch without a wait that is too old to be told, and without an opening that is over."""
    opens_at = row["opens_at"]
    is_over = opens_at is not None and datetime.fromisoformat(opens_at) <= now
    waits = {} if age_s <= WAITS_HOLD_S else {"wait_low_s": None, "wait_high_s": None}
    return {**row, "opens_at": None if is_over else opens_at, **waits}
