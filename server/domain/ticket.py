"""What is a visit? A ticket with one or more steps, each moved by the table of the life cycle only."""

from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.lifecycle import ENDED, MOVES, StepState
from server.domain.refusals import WrongState


@dataclass(eq=False)
class Step:
    """One service of a visit. `rank`: see order.rank; times are aware UTC product time."""

    ticket_id: str
    position: int
    branch: str
    service: str
    state: StepState
    rank: datetime
    counter: str | None = None
    calls: int = 0
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str | None = None

    def move(self, act: str, *, number: str, now: datetime) -> str:
        """Carry out an act of the table and return the kind of its event. Raises WrongState."""
        move = MOVES[act]
        if self.state not in move.sources:
            raise WrongState(number=number, state=self.state, act=act)
        self.state = move.target
        if move.target in ENDED:
            self.ended_at = now
        elif act == "start":
            self.started_at = now
        return move.event


@dataclass(eq=False)
class Ticket:
    """One visit. `step` is the position of the present step, None when the visit is over."""

    id: str
    branch: str
    number: str
    day: date
    language: str
    issued_at: datetime
    ready_at: datetime
    called_at: datetime | None = None
    step: int | None = 0
    wait_p50_s: int | None = None
    wait_p90_s: int | None = None
    wait_low_s: int | None = None
    wait_high_s: int | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def present(self) -> Step | None:
        """The step that the visit is at; None when it is over."""
        return None if self.step is None else self.steps[self.step]

    def act(self, act: str, *, now: datetime) -> str:
        """Move the present step by an act of the table; when it ends, the visit goes on to the next planned one.

        Returns the kind of the event. Raises WrongState, also when the visit is over.
        """
        step = self.present
        if step is None:
            raise WrongState(number=self.number, state=self.steps[-1].state, act=act)
        event = step.move(act, number=self.number, now=now)
        if step.state is StepState.DONE:
            self._go_on()
        elif step.state in ENDED:
            self._leave(step.state, now=now)
        return event

    def call(self, counter: str, *, now: datetime) -> str:
        """Call the present step to a counter; the first call of a visit is the one that ends its wait."""
        event = self.act("call", now=now)
        step = self.steps[self.step or 0]
        step.counter, step.called_at, step.calls = counter, now, 1
        if self.called_at is None:
            self.called_at = now
        return event

    def repeat(self, *, recalls: int, now: datetime) -> tuple[str, str]:
        """Call again; returns the event and the call's kind: "last" once all but one recall are used up."""
        event = self.act("repeat", now=now)
        step = self.steps[self.step or 0]
        step.calls += 1
        return event, "last" if step.calls > recalls else "repeat"

    def _go_on(self) -> None:
        position = (self.step or 0) + 1
        if position < len(self.steps) and self.steps[position].state is StepState.PLANNED:
            self.steps[position].state = StepState.WAITING
            self.step = position
        else:
            self.step = None

    def _leave(self, state: StepState, *, now: datetime) -> None:
        """Who did not come, cancelled or was left over at closing takes the planned steps along."""
        for step in self.steps:
            if step.state is StepState.PLANNED:
                step.state, step.ended_at = state, now
        self.step = None
