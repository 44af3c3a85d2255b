"""What may a counter do now? Its state, who sits there, what it serves and who stands in front of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.lifecycle import COUNTER_MOVES, CounterState
from server.domain.refusals import CounterBusy, CounterNotOpen, NobodyAtCounter, NotThisCounter, NotYourCounter


@dataclass(eq=False)
class Counter:
    """A counter of a branch. `officer` is the badge of who opened it; `ticket_id` who stands there.

    levels: the officer's skill by service, None for one who may do everything. help_at: since when the officer asks
    for the supervisor. back_at: until when it is paused, as the officer expects.
    """

    branch: str
    code: str
    state: CounterState = CounterState.CLOSED
    services: list[str] = field(default_factory=list)
    levels: dict[str, int] | None = None
    officer: str | None = None
    ticket_id: str | None = None
    number: str | None = None
    opened_at: datetime | None = None
    pause_reason: str | None = None
    back_at: datetime | None = None
    help_at: datetime | None = None

    def require_officer(self, badge: str) -> None:
        """Raise NotYourCounter when somebody else sits here."""
        if self.state is not CounterState.CLOSED and self.officer != badge:
            raise NotYourCounter(counter=self.code)

    def require_open(self) -> None:
        """Raise CounterNotOpen unless it takes visitors."""
        if self.state is not CounterState.OPEN:
            raise CounterNotOpen(counter=self.code, state=self.state)

    def require_staffed(self) -> None:
        """Raise CounterNotOpen when it is closed."""
        if self.state is CounterState.CLOSED:
            raise CounterNotOpen(counter=self.code, state=self.state)

    def require_visitor(self) -> str:
        """Return the id of the ticket at the counter. Raises NobodyAtCounter."""
        if self.ticket_id is None:
            raise NobodyAtCounter(counter=self.code)
        return self.ticket_id

    def require_after(self, after: str | None) -> None:
        """Raise NotThisCounter unless exactly this ticket (None: nobody) stands here: a double press is harmless."""
        if self.ticket_id != after:
            raise NotThisCounter(counter=self.code, number=self.number)

    def require_free(self) -> None:
        """Raise CounterBusy while somebody stands here."""
        if self.ticket_id is not None:
            raise CounterBusy(counter=self.code, number=self.number or "")

    def open(
        self, services: Sequence[str], *, officer: str, levels: Mapping[str, int] | None = None, now: datetime
    ) -> str:
        """Open it, or replace what it serves; another officer who opens it takes it over."""
        event = self._move("open")
        self.services, self.officer = list(services), officer
        self.pause_reason = self.back_at = None
        self.levels = None if levels is None else dict(levels)
        self.opened_at = self.opened_at or now
        return event

    def pause(self, reason: str | None, *, back_at: datetime | None = None) -> str:
        """Take no further visitors for a while; who stands here is still served."""
        event = self._move("pause")
        self.pause_reason, self.back_at = reason, back_at
        return event

    def resume(self) -> str:
        """Take visitors again."""
        event = self._move("resume")
        self.pause_reason = self.back_at = None
        return event

    def close(self) -> str:
        """Close it. Raises CounterBusy while somebody stands here."""
        self.require_free()
        event = self._move("close")
        self.officer = self.opened_at = self.pause_reason = self.back_at = self.help_at = self.levels = None
        return event

    def receive(self, ticket_id: str, number: str) -> None:
        """Somebody is called here."""
        self.ticket_id, self.number = ticket_id, number

    def leave(self) -> None:
        """Nobody stands here any longer."""
        self.ticket_id = self.number = None

    def _move(self, act: str) -> str:
        move = COUNTER_MOVES[act]
        if self.state not in move.sources:
            raise CounterNotOpen(counter=self.code, state=self.state)
        self.state = move.target
        return move.event
