"""What may be done with a suggestion to managers? Proposed, consented to, approved or dismissed, undone, arrived.

Nothing moves by itself: a move holds only while it is approved, from its beginning to its end.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from server.domain.refusals import ConsentNeeded, MoveDecided, MoveImpossible

LEAST_USE = timedelta(minutes=30)


class MoveKind(StrEnum):
    """open, close, reskill: a counter of a branch. lend: an officer works at another branch. remote: by video."""

    OPEN = "open"
    CLOSE = "close"
    RESKILL = "reskill"
    LEND = "lend"
    REMOTE = "remote"


class RunState(StrEnum):
    """How far a calculation is that somebody asked for."""

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class MoveState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    DISMISSED = "dismissed"
    UNDONE = "undone"
    LAPSED = "lapsed"
    ENDED = "ended"


class WhyNot(StrEnum):
    """Why a move is not possible (any more); each has a sentence in the catalogue."""

    TOO_LATE = "too_late"
    OFFICER_UNKNOWN = "officer_unknown"
    OFFICER_ABSENT = "officer_absent"
    OFFICER_LENT = "officer_lent"
    NOT_MOVABLE = "not_movable"
    NOT_SKILLED = "not_skilled"
    NO_DESK = "no_desk"
    NOBODY_FREE = "nobody_free"
    COUNTER_OPEN = "counter_open"
    COUNTER_CLOSED = "counter_closed"


ELSEWHERE = frozenset({MoveKind.LEND, MoveKind.REMOTE})
# What is told of an officer who is not at work then.
AWAY = frozenset({"sick", "leave", "training"})


@dataclass(eq=False)
class Move:
    """One suggestion and what became of it. branch: of the counter, or the giving one; `to`: the getting one.

    travel_s: the officer's way, which is part of the time from start to end. consents: branch -> whose word it was.
    """

    id: int
    kind: MoveKind
    state: MoveState
    branch: str
    counter: str | None
    services: tuple[str, ...]
    officer: str | None
    to: str | None
    start: datetime
    end: datetime
    travel_s: int = 0
    consents: dict[str, str] = field(default_factory=dict)
    decided_by: str | None = None
    decided_at: datetime | None = None
    dismissed_because: str | None = None
    dismissed_note: str | None = None
    arrived_at: datetime | None = None

    @property
    def getting(self) -> str:
        """The branch where there is more to work with afterwards."""
        return self.to or self.branch

    @property
    def branches(self) -> tuple[str, ...]:
        """The branches that it touches, the giving one first."""
        return (self.branch,) if self.to is None else (self.branch, self.to)

    @property
    def needs_consent(self) -> list[str]:
        """The branches whose manager has still to agree: the one that gives somebody away."""
        giving = [self.branch] if self.kind in ELSEWHERE else []
        return [branch for branch in giving if branch not in self.consents]

    def holds_at(self, now: datetime) -> bool:
        """Whether it is in force."""
        return self.state is MoveState.APPROVED and self.start <= now < self.end

    def agree(self, branch: str, *, by: str, now: datetime) -> None:
        """A branch consents; again is harmless. Raises MoveDecided, MoveImpossible."""
        self._require(MoveState.PROPOSED)
        self._require_time(now)
        if branch in self.needs_consent:
            self.consents[branch] = by

    def approve(self, *, by: str, now: datetime, why_not: WhyNot | None) -> None:
        """Let it hold. why_not: what makes it impossible now. Raises MoveDecided, MoveImpossible, ConsentNeeded."""
        self._require(MoveState.PROPOSED)
        self._require_time(now)
        if why_not is not None:
            raise MoveImpossible(reason=why_not)
        if self.needs_consent:
            raise ConsentNeeded(branch=self.needs_consent[0])
        self._decide(MoveState.APPROVED, by, now)

    def dismiss(self, *, by: str, now: datetime, because: str, note: str | None) -> None:
        """Say no, and why. Raises MoveDecided."""
        self._require(MoveState.PROPOSED)
        self.dismissed_because, self.dismissed_note = because, note
        self._decide(MoveState.DISMISSED, by, now)

    def undo(self, *, by: str, now: datetime) -> None:
        """Take an approval back, whose rights end at once, or a dismissal. Raises MoveDecided, MoveImpossible."""
        if self.state is MoveState.DISMISSED and now < self.end:
            self.dismissed_because = self.dismissed_note = None
            self._decide(MoveState.PROPOSED, by, now)
            return
        self._require(MoveState.APPROVED)
        if now >= self.end:
            raise MoveImpossible(reason=WhyNot.TOO_LATE)
        self._decide(MoveState.UNDONE, by, now)

    def arrive(self, *, now: datetime) -> None:
        """The officer is there; again is harmless. Raises MoveDecided, MoveImpossible once it is over."""
        self._require(MoveState.APPROVED)
        if now >= self.end or self.kind not in ELSEWHERE:
            raise MoveImpossible(reason=WhyNot.TOO_LATE)
        self.arrived_at = self.arrived_at or now

    def end_if_over(self, now: datetime) -> bool:
        """Let it end or lapse when its time is over; whether that changed anything."""
        if self.state is MoveState.APPROVED and now >= self.end:
            self.state = MoveState.ENDED
        elif self.state is MoveState.PROPOSED and self._is_too_late(now):
            self.state = MoveState.LAPSED
        else:
            return False
        return True

    def may(self, now: datetime) -> list[str]:
        """Return what can be done with it now, by whoever has the right to."""
        if self.state is MoveState.PROPOSED and not self._is_too_late(now):
            return [*(["consent"] if self.needs_consent else ["approve"]), "dismiss"]
        if self.state is MoveState.DISMISSED and now < self.end:
            return ["undo"]
        if self.state is MoveState.APPROVED and now < self.end:
            waited_for = ["arrived"] if self.kind in ELSEWHERE and self.arrived_at is None else []
            return ["undo", *waited_for, "order"]
        return ["order"] if self.state in (MoveState.APPROVED, MoveState.ENDED) else []

    def _is_too_late(self, now: datetime) -> bool:
        return max(now, self.start) + timedelta(seconds=self.travel_s) + LEAST_USE > self.end

    def _require_time(self, now: datetime) -> None:
        if self._is_too_late(now):
            raise MoveImpossible(reason=WhyNot.TOO_LATE)

    def _require(self, state: MoveState) -> None:
        if self.state is not state:
            raise MoveDecided(state=self.state)

    def _decide(self, state: MoveState, by: str, now: datetime) -> None:
        self.state, self.decided_by, self.decided_at = state, by, now


def places_of(moves: Iterable[Move], officer: str, now: datetime) -> list[str]:
    """Return the branches to which approved moves send an officer now."""
    return [move.to for move in moves if move.officer == officer and move.to is not None and move.holds_at(now)]


def left_by(moves: Iterable[Move], now: datetime) -> list[tuple[str, str]]:
    """Return branches with the officers who do not work there now, though an order has made them work there or leave.

    moves: to other branches, approved or undone.
    """
    known = list(moves)
    left = []
    for move in known:
        if move.officer is None:
            continue
        here = places_of(known, move.officer, now) or [move.branch]
        left += [(branch, move.officer) for branch in move.branches if branch not in here]
    return sorted(set(left))
