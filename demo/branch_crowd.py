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

        def at_work(seat: str, services: tuple[str, ...]) -> Officer:
            return Officer(
                CounterDesk(api, branch=branch.code, counter=seat, token=tokens["officer"]),
                services=services,
                durations=durations,
                shifts=shifts,
                chance=chance,
                look_every_s=LOOK_EVERY_S * clock.speed,
            )

        self._at_work, self._seats = at_work, seats
        self._officers = {seat: at_work(seat, services) for seat, services in zip(seats, able, strict=False)}
        self._staff = Staff(agenda, list(self._officers.values()))
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

    def officer_at(self, counter: str | None) -> Officer | None:
        """Return the simulated officer of a counter."""
        return self._officers.get(counter or "")

    def more_at(self, counter: str | None, services: tuple[str, ...], *, at: float) -> Officer | None:
        """Let one officer more work from an instant on, at this counter or at a free one; None where there is none."""
        free = [seat for seat in self._seats if seat not in self._officers or self._officers[seat].sent_away]
        seat = counter if counter is not None and counter not in self._officers else next(iter(free), None)
        if seat is None:
            return None
        self._officers[seat] = self._at_work(seat, services)
        self._staff.add(self._officers[seat], at=at)
        return self._officers[seat]

    def stir(self, officer: Officer, now: float) -> None:
        """An order has changed what an officer is to do."""
        self._staff.stir(officer, now)

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
