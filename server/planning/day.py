"""What is one day of a network made of? Who comes, who serves, and who was called when.

Times are seconds of the local day. All chance is drawn beforehand and hangs on the visitor, so that two ways to run
the same day differ by nothing but the way (common random numbers).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import inf

from server.domain.rules import Rules

Windows = tuple[tuple[float, float], ...]
NO_SHOW_S = 72.0


@dataclass(frozen=True, slots=True)
class Visitor:
    """One who comes. service_s: his service at an officer of pace 1; dossier_s: what each further dossier adds.

    came: whether he is there when he is called. break_s: how long the officer pauses after him (0: not at all).
    patience: uniform in 0..1; who is below the share that follows advice, follows it.
    """

    number: int
    branch: str
    service: str
    priority: str
    arrives_s: float
    service_s: float
    came: bool = True
    break_s: float = 0.0
    dossiers: int = 1
    dossier_s: float = 0.0
    patience: float = 1.0

    def turn_s(self, done: int, turn: int) -> tuple[int, float]:
        """Return how many dossiers one turn does when `done` are done before, and how long it takes at pace 1."""
        count = min(self.dossiers - done, turn) if self.dossiers > 1 else 1
        first = 0.0 if done else self.service_s - self.dossier_s
        return count, first + count * self.dossier_s


@dataclass(frozen=True)
class Officer:
    """One counter with whom works there. calls: when he calls, earliest first; what he began he ends.

    pace: what his service times are multiplied by.
    """

    code: str
    services: tuple[str, ...]
    calls: Windows = ((0.0, inf),)
    pace: float = 1.0

    def next_calling(self, at_s: float) -> float:
        """Return from when on he calls, at an instant or later; infinite when he does not call again."""
        return next((max(start, at_s) for start, end in self.calls if at_s < end), inf)


@dataclass(frozen=True)
class Floor:
    """What a branch works with on one day: officers, rules, and how far each class is moved ahead."""

    officers: tuple[Officer, ...]
    rules: Rules
    head_starts: Mapping[str, timedelta]


@dataclass(frozen=True, slots=True)
class Call:
    """One turn of a visitor at a counter. at: the branch where it was; arrived_s: when he was there.

    wait: from arrival to this call; only a folder has further turns, which are no waits.
    """

    visitor: Visitor
    at: str
    officer: str
    arrived_s: float
    called_s: float
    ended_s: float
    dossiers: int
    first: bool

    @property
    def wait_s(self) -> float:
        """How long he waited before it."""
        return self.called_s - self.arrived_s
