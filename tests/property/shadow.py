"""What is known of a visit without asking the domain: states and places as plain words, for the machine to compare."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(eq=False)
class Shadow:
    """What is known of a ticket without asking it. `at`: its step; `place`: hall, home, held, gone or a counter's code.

    aims: step -> the counter or the officer (a badge, longer than a code) who alone may call it.
    """

    arrival: datetime
    services: list[str]
    said: list[str]
    ranks: list[datetime]
    since: datetime
    at: int = 0
    place: str = "hall"
    calls: int = 0
    put_off: int = 0
    due: datetime | None = None
    missed_at: datetime | None = None
    first_call: datetime | None = None
    ended: dict[int, datetime] = field(default_factory=dict)
    called: set[int] = field(default_factory=set)
    aims: dict[int, str] = field(default_factory=dict)

    @property
    def word(self) -> str:
        """The state of the present step, or of the one that ended the visit."""
        return self.said[self.at]

    @property
    def wants(self) -> str | None:
        """Who alone may call the present step."""
        return self.aims.get(self.at)

    def returns_at(self, position: int) -> bool:
        """Whether a step is for one officer, to whom the visit returns first."""
        return len(self.aims.get(position, "")) > 1

    def wanted_by(self, somebody: str | None) -> None:
        """Only this counter or officer may call the present step from now on; None: everybody."""
        self.aims.pop(self.at, None)
        if somebody is not None:
            self.aims[self.at] = somebody

    def waits(self, now: datetime) -> None:
        """The present step is in the hall from now on."""
        self.said[self.at], self.place, self.since, self.calls = "waiting", "hall", now, 0

    def is_done(self, now: datetime) -> None:
        """The visit goes on to the step that returns to an officer, or the first planned one, or is over."""
        self.said[self.at], self.ended[self.at] = "done", now
        planned = [position for position, said in enumerate(self.said) if said == "planned"]
        if planned:
            self.at = min(planned, key=lambda position: (not self.returns_at(position), position))
            self.waits(now)
        else:
            self.place = "gone"

    def leaves(self, word: str, now: datetime) -> None:
        """Whoever goes takes the planned steps along."""
        for position, said in enumerate(self.said):
            if position == self.at or said == "planned":
                self.said[position], self.ended[position] = word, now
        self.place = "gone"

    def moves_back(self, now: datetime) -> None:
        """Who is late stands behind those who wait now."""
        self.ranks[self.at] = max(self.ranks[self.at], now)
