"""Who is at one branch? Its simulated visitors and officers, and a look at what people have done there."""

import time
from collections.abc import Mapping
from random import Random

from config.network import Branch, Network
from demo.agenda import Agenda
from demo.api import Api
from demo.counter_desk import CounterDesk
from demo.load import LEFT_TO_PEOPLE, LOADS, skills
from demo.officer import Officer
from demo.product_clock import ProductClock
from demo.shifts import shifts_of
from demo.staff import Staff
from demo.visitors import Visitors

LOOK_EVERY_S = 3.0
PATIENCE_S = 60.0


def free_counter(branch: Branch) -> str:
    """Return the counter that simulated officers leave free for people: the first."""
    return branch.counters[0].code


class BranchCrowd:
    """One branch's visitors and officers on the agenda."""

    def __init__(
        self,
        agenda: Agenda,
        api: Api,
        clock: ProductClock,
        *,
        network: Network,
        branch: Branch,
        tokens: Mapping[str, str],
        chance: Random,
    ) -> None:
        """tokens: role -> bearer token of this branch, for `kiosk` and `officer`."""
        self._api, self._branch = api, branch.code
        self._people_wait_since: float | None = None
        load, shifts = LOADS[branch.code], shifts_of(network, branch.code)
        durations = {one.code: (one.target_min * 60, one.cv) for one in network.services}
        seats = [counter.code for counter in branch.counters if counter.code != free_counter(branch)]
        able = skills(load, {code: mean_s for code, (mean_s, _) in durations.items()})
        officers = [
            Officer(
                CounterDesk(api, branch=branch.code, counter=seat, token=tokens["officer"]),
                services=services,
                durations=durations,
                shifts=shifts,
                chance=chance,
                look_every_s=LOOK_EVERY_S * clock.speed,
            )
            for seat, services in zip(seats, able, strict=False)
        ]
        self._staff = Staff(agenda, officers)
        self._visitors = Visitors(
            agenda,
            api,
            branch=branch.code,
            token=tokens["kiosk"],
            load=load,
            shifts=shifts,
            chance=chance,
            speed=lambda: clock.speed,
            came=lambda service, now: self._staff.wake_for({service: 1}, now=now),
        )

    def begin(self, now: float) -> None:
        """Begin at the start of the demo."""
        self._staff.begin(now)
        self._visitors.begin(now)

    def begin_day(self, now: float) -> None:
        """Let the officers come to a new day; the stream of visitors goes on by itself."""
        self._staff.begin(now)

    def look(self, now: float) -> None:
        """See to tickets that were not taken by simulated visitors: wake who is idle; help who was left alone."""
        rows = self._api.get(f"/branches/{self._branch}/hall")["by_service"]
        waiting = {row["service"]: row["waiting"] for row in rows if row["waiting"]}
        self._staff.help_people(self._left_alone(waiting))
        self._staff.wake_for(waiting, now=now)

    def _left_alone(self, waiting: Mapping[str, int]) -> bool:
        """Whether somebody waits long (by the wall clock) for what is left to people, and no person calls him."""
        if LEFT_TO_PEOPLE not in waiting:
            self._people_wait_since = None
            return False
        if self._people_wait_since is None:
            self._people_wait_since = time.monotonic()
        return time.monotonic() - self._people_wait_since > PATIENCE_S
