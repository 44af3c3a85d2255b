"""How does an officer work through a day? A state machine over the deeds of a counter, with no clock of its own."""

from collections.abc import Callable, Mapping
from enum import Enum
from random import Random

from demo.desk import Called, Desk, Refused
from demo.load import EACH_FURTHER_DOSSIER_S, LEFT_TO_PEOPLE, NO_SHOW, service_s
from demo.shifts import Shifts

READY_BEFORE_S = 300.0
REACTION_S = (3.0, 12.0)
WALK_S = (20.0, 55.0)
BEFORE_RECALL_S = 25.0
RECALLS = 2
BREAK_CHANCE = 1 / 20
BREAK_S = 360.0
STAY_IDLE_S = 300.0

Duration = tuple[float, float]


class Phase(Enum):
    AWAY = "away"
    FREE = "free"
    IDLE = "idle"
    CALLED = "called"
    ABSENT = "absent"
    SERVING = "serving"
    BREAK = "break"
    DISPLACED = "displaced"


class Officer:
    """One simulated officer at one counter.

    sent_away: an order has him elsewhere: he finishes, closes, and does not come back before it ends; absent: the same
    for who is told sick or on leave. lunch: from when to when he rests, once who is there is served.

    `act` does what is due and returns when it wants to act again, in seconds of product time. A counter that a
    person has opened is left alone until it is closed again: whoever is refused there looks on from time to time.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        services: tuple[str, ...],
        durations: Mapping[str, Duration],
        shifts: Shifts,
        chance: Random,
        look_every_s: float,
    ) -> None:
        self.phase = Phase.AWAY
        self.services = services
        self.helps_people = False
        self.sent_away = False
        self.absent = False
        self.lunch: tuple[float, float] | None = None
        self._desk = desk
        self._durations = durations
        self._shifts = shifts
        self._chance = chance
        self._look_every_s = look_every_s
        self._badge: str | None = None
        self._opened: tuple[str, ...] = ()
        self._called: Called | None = None
        self._recalls = 0

    @property
    def wanted(self) -> tuple[str, ...]:
        """What this officer serves now; what is left to people only when nobody has come for it."""
        return (*self.services, LEFT_TO_PEOPLE) if self.helps_people and self._badge else self.services

    @property
    def _is_away(self) -> bool:
        return self.sent_away or self.absent

    def _rests(self, now: float) -> bool:
        return self.lunch is not None and self.lunch[0] <= now < self.lunch[1]

    def wake(self) -> None:
        """Somebody waits: an idle officer calls at the next `act`."""
        if self.phase is Phase.IDLE:
            self.phase = Phase.FREE

    def new_day(self) -> None:
        """Yesterday's counters were closed over night."""
        self.phase, self._called, self._opened = Phase.AWAY, None, ()

    def act(self, now: float) -> float:
        """Do the next deed and return when the one after it is due."""
        deeds: Mapping[Phase, Callable[[float], float]] = {
            Phase.AWAY: self._come,
            Phase.FREE: self._call,
            Phase.IDLE: self._stay,
            Phase.CALLED: self._start,
            Phase.ABSENT: self._call_again,
            Phase.SERVING: self._finish,
            Phase.BREAK: self._come_back,
            Phase.DISPLACED: self._look_on,
        }
        try:
            return deeds[self.phase](now)
        except Refused as refused:
            self.phase = Phase.DISPLACED if refused.status == 403 else Phase.AWAY
            return now + self._look_every_s

    def _come(self, now: float) -> float:
        if self._is_away:
            return now + STAY_IDLE_S
        if not self._shifts.is_open(now + READY_BEFORE_S):
            opening = self._shifts.next_opening(now)
            return now + STAY_IDLE_S if opening is None else opening - self._chance.uniform(0, READY_BEFORE_S - 1)
        seat = self._desk.look()
        if seat.state == "closed":
            self._open()
            return self._soon(now)
        # Open already: ours since before a restart, or a person's. The first deed tells, by a refusal.
        self._opened = self.services
        if seat.state == "paused":
            self._desk.resume()
        if seat.ticket is None:
            self.phase = Phase.FREE
            return self._soon(now)
        return self._take_up(now, seat.ticket, serving=seat.ticket_state == "serving")

    def _take_up(self, now: float, ticket: str, *, serving: bool) -> float:
        """Go on with who stands at the counter since before a restart."""
        self._called = Called(ticket, self.services[0], 1)
        self.phase = Phase.SERVING if serving else Phase.CALLED
        return now + (self._service_s() / 2 if serving else self._chance.uniform(*WALK_S))

    def _open(self) -> None:
        self._desk.open(self.wanted)
        self._opened, self.phase = self.wanted, Phase.FREE
        self._badge = self._desk.look().officer

    def _call(self, now: float) -> float:
        if self._is_away:
            self._desk.close()
            self.phase, self._opened = Phase.AWAY, ()
            return now + STAY_IDLE_S
        if self._rests(now) and self.lunch is not None:
            self._desk.pause("lunch")
            self.phase = Phase.BREAK
            return self.lunch[1]
        if self._opened != self.wanted:
            if self._desk.look().officer != self._badge:
                self.phase = Phase.DISPLACED
                return now + self._look_every_s
            self._open()
        self._called = self._desk.call_next()
        if self._called is None:
            return self._nobody_waits(now)
        if self._chance.random() < NO_SHOW:
            self.phase, self._recalls = Phase.ABSENT, 0
            return now + BEFORE_RECALL_S
        self.phase = Phase.CALLED
        return now + self._chance.uniform(*WALK_S)

    def _nobody_waits(self, now: float) -> float:
        opening = self._shifts.next_opening(now)
        if self._shifts.is_open(now) or (opening is not None and opening - now <= READY_BEFORE_S):
            self.phase = Phase.IDLE
            return now + STAY_IDLE_S
        if self._shifts.opens_again_today(now):
            self._desk.pause("lunch")
            self.phase = Phase.BREAK
        else:
            self._desk.close()
            self.phase, self._opened = Phase.AWAY, ()
        return now + STAY_IDLE_S if opening is None else opening - self._chance.uniform(0, READY_BEFORE_S - 1)

    def _stay(self, now: float) -> float:
        if not self._is_away and not self._rests(now) and self._shifts.is_open(now):
            return now + STAY_IDLE_S
        self.phase = Phase.FREE
        return now

    def _start(self, now: float) -> float:
        self._desk.start()
        self.phase = Phase.SERVING
        return now + self._service_s()

    def _call_again(self, now: float) -> float:
        if self._recalls < RECALLS:
            self._recalls += 1
            self._desk.recall()
            return now + BEFORE_RECALL_S
        self._desk.no_show()
        self.phase, self._called = Phase.FREE, None
        return self._soon(now)

    def _finish(self, now: float) -> float:
        self._desk.finish()
        self._called = None
        if self._chance.random() < BREAK_CHANCE and self._shifts.is_open(now):
            self._desk.pause("break")
            self.phase = Phase.BREAK
            return now + self._chance.expovariate(1 / BREAK_S)
        self.phase = Phase.FREE
        return self._soon(now)

    def _come_back(self, now: float) -> float:
        self._desk.resume()
        self.phase = Phase.FREE
        return self._soon(now)

    def _look_on(self, now: float) -> float:
        if self._desk.look().state == "closed":
            self.phase = Phase.AWAY
            return now
        return now + self._look_every_s

    def _soon(self, now: float) -> float:
        return now + self._chance.uniform(*REACTION_S)

    def _service_s(self) -> float:
        if self._called is None:
            return 0.0
        mean_s, cv = self._durations[self._called.service]
        further = EACH_FURTHER_DOSSIER_S.get(self._called.service, mean_s / 2) * (self._called.dossiers - 1)
        return service_s(self._chance, mean_s=mean_s, cv=cv) + further
