"""Who comes to a branch, and what do they take? Simulated visitors with tickets of the public API."""

from collections.abc import Callable
from random import Random

from demo.agenda import Agenda
from demo.api import Api
from demo.arrivals import next_arrival
from demo.desk import Refused
from demo.load import BranchLoad, visit
from demo.shifts import Shifts

# Whoever should have come this long ago (wall seconds) stays away: the clock was moved, or the machine is too slow.
GIVE_UP_S = 3.0


class Visitors:
    """The stream of visitors of one branch."""

    def __init__(
        self,
        agenda: Agenda,
        api: Api,
        *,
        branch: str,
        token: str,
        load: BranchLoad,
        shifts: Shifts,
        chance: Random,
        speed: Callable[[], float],
        came: Callable[[str, float], None],
    ) -> None:
        """came: told the service and the instant after each ticket. speed: of the product's clock."""
        self._agenda = agenda
        self._api = api
        self._path = f"/branches/{branch}/tickets"
        self._token = token
        self._load = load
        self._shifts = shifts
        self._chance = chance
        self._speed = speed
        self._came = came

    def begin(self, now: float) -> None:
        """Plan the next visitor."""
        due = next_arrival(self._chance, self._load, self._shifts, after=now)
        if due is not None:
            self._agenda.put(due, self._come)

    def _come(self, now: float, due: float) -> None:
        late_s = (now - due) / self._speed()
        if late_s < GIVE_UP_S and self._shifts.is_open(now):
            self._take_ticket(now)
        self.begin(now if late_s >= GIVE_UP_S else due)

    def _take_ticket(self, now: float) -> None:
        asked = visit(self._chance, self._load)
        body = {
            "services": [asked.service],
            "language": asked.language,
            "priority": asked.priority,
            "dossiers": asked.dossiers,
        }
        try:
            self._api.post(self._path, token=self._token, body=body)
        except Refused:
            return  # Closed by the server's clock: the visitor goes home.
        self._came(asked.service, now)
