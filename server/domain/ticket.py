"""What is a visit? A ticket with one or more steps, each moved by the table of the life cycle only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.lifecycle import AT_COUNTER, ENDED, GONE_ELSEWHERE, LEADS_ON, MARKS, MOVES, StepState
from server.domain.order import RankRule
from server.domain.refusals import NotYetAgain, PostponedEnough, TooLateToReturn, WrongState
from server.domain.rules import Rules

# A visit of more services than that is a mistake, or mischief.
ROOM_FOR_STEPS = 12


@dataclass(eq=False)
class Step:
    """One service of a visit. `rank`: see order.rank; times are aware UTC product time.

    since: when it last began to wait. for_counter, for_officer: who alone may call it, for a while; a held step with
    for_officer is in that officer's own pool, without it in the branch's. level: the least skill that it needs.
    """

    ticket_id: str
    position: int
    branch: str
    service: str
    state: StepState
    rank: datetime
    rule: RankRule | None = None
    since: datetime | None = None
    counter: str | None = None
    for_counter: str | None = None
    for_officer: str | None = None
    level: int = 1
    calls: int = 0
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    due_at: datetime | None = None
    outcome: str | None = None
    inaccurate: bool = False

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
        elif move.target is StepState.WAITING and act != "postpone":
            self.since, self.calls, self.ended_at = now, 0, None
        return move.event

    def to_anybody(self) -> None:
        """Let every able counter call it."""
        self.for_counter = self.for_officer = None


Choose = Callable[[Sequence[Step]], Step]


@dataclass(eq=False)
class Ticket:
    """One visit. `step` is the position of the present step, None when the visit is over.

    ready_at: see order.ready_time. slot: of an appointment. referred_to: the ticket that goes on at another branch.
    Of a number from the door (domain/door.py): turn_at, the instant that its order counts from; back_at, when its
    holder is to be back and before which nobody calls him, None once he is; draw_at, when a draw will say both.
    """

    id: str
    branch: str
    number: str
    day: date
    language: str
    issued_at: datetime
    ready_at: datetime
    slot: datetime | None = None
    turn_at: datetime | None = None
    back_at: datetime | None = None
    draw_at: datetime | None = None
    called_at: datetime | None = None
    step: int | None = 0
    postponed: int = 0
    referred_to: str | None = None
    wait_p50_s: int | None = None
    wait_p90_s: int | None = None
    wait_low_s: int | None = None
    wait_high_s: int | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def counts_from(self) -> datetime:
        """The instant from which its order counts: see order.rank."""
        return self.turn_at or self.ready_at

    @property
    def present(self) -> Step | None:
        """The step that the visit is at; None when it is over."""
        return None if self.step is None else self.steps[self.step]

    @property
    def last(self) -> Step:
        """The present step, or the one that ended the visit; what was still planned then ended along with it."""
        return self.present or max(
            self.steps,
            key=lambda step: (
                step.ended_at or self.issued_at,
                step.state not in LEADS_ON,
                step.called_at is not None,
                step.since is not None,
                step.position,
            ),
        )

    def act(self, act: str, *, now: datetime, choose: Choose | None = None) -> str:
        """Move the present step by an act of the table; when it is done, the visit goes on to a planned one.

        choose: which one, see `go_on`. Returns the kind of the event. Raises WrongState, also when the visit is over.
        """
        step = self.present
        if step is None:
            raise WrongState(number=self.number, state=self.last.state, act=act)
        event = step.move(act, number=self.number, now=now)
        if step.state is StepState.DONE:
            self.go_on(now=now, choose=choose)
        elif step.state in ENDED:
            self._leave(step.state, now=now)
        return event

    def call(self, counter: str, *, now: datetime) -> str:
        """Call the present step to a counter; the first call of a visit is the one that ends its wait."""
        event = self.act("call", now=now)
        step = self.last
        step.counter, step.called_at, step.started_at, step.calls = counter, now, None, 1
        if self.called_at is None:
            self.called_at = now
        return event

    def repeat(self, *, rules: Rules, now: datetime, said_at: datetime | None = None) -> tuple[str, str]:
        """Call again; returns the event and the call's kind: "last" once all but one recall are used up.

        said_at: when the visitor was last called aloud; by default as early as the rules allow it.
        Raises WrongState, NotYetAgain.
        """
        step = self.last
        if step.state is StepState.CALLED and step.called_at is not None:
            left = (said_at or step.called_at + rules.recall_gap * (step.calls - 1)) + rules.recall_gap - now
            if left.total_seconds() > 0:
                raise NotYetAgain(number=self.number, wait_s=int(left.total_seconds()) + 1)
        event = self.act("repeat", now=now)
        step.calls += 1
        return event, "last" if step.calls > rules.recalls else "repeat"

    def no_show(self, *, rules: Rules, now: datetime) -> str:
        """Give up on who was called. Raises WrongState, NotYetAgain while the rules want more calls first."""
        step = self.last
        if step.state is StepState.CALLED and step.calls < rules.calls_before_no_show:
            raise NotYetAgain(number=self.number, wait_s=0)
        return self.act("no-show", now=now)

    def come_back(self, *, rules: Rules, now: datetime) -> str:
        """Put who was missed, or who was held, back in line. Raises WrongState, TooLateToReturn.

        Who is back in time keeps his place; later, a held visitor stands behind those who wait now, and a missed one
        needs another ticket.
        """
        step = self.last
        if step.state is StepState.HELD:
            late = step.due_at is not None and now > step.due_at
            event = self.act("release", now=now)
            step.due_at = None
            if late:
                step.rank, step.rule = max(now, step.rank), RankRule.LATE
            return event
        until = self.return_until(rules)
        if until is not None:
            if now > until:
                raise TooLateToReturn(number=self.number)
            self.step = step.position
            ended_at = step.ended_at
            event = self.act("return", now=now)
            if not rules.no_show_keeps_place:
                step.rank, step.rule = max(now, step.rank), RankRule.LATE
            for other in self.steps:
                if other.state is StepState.NO_SHOW and other.ended_at == ended_at:
                    other.state, other.ended_at = StepState.PLANNED, None
            return event
        raise WrongState(number=self.number, state=step.state, act="return")

    def return_until(self, rules: Rules) -> datetime | None:
        """Return until when a visitor who was missed may come back with this ticket; None when nobody missed him."""
        missed_at = self.last.ended_at if self.last.state is StepState.NO_SHOW else None
        return None if missed_at is None else missed_at + rules.no_show_grace

    def hold(self, *, officer: str | None, due_at: datetime | None, now: datetime) -> str:
        """Set the visit aside until something is there; officer: whose own pool, None for the branch's."""
        event = self.act("hold", now=now)
        step = self.last
        step.for_officer, step.for_counter, step.due_at = officer, None, due_at
        return event

    def change_service(self, service: str, *, now: datetime) -> str:
        """The ticket was for the wrong service: it waits for the right one, with its time of arrival."""
        event = self.act("change-service", now=now)
        step = self.last
        step.service, step.counter, step.called_at, step.started_at = service, None, None, None
        step.to_anybody()
        return event

    def postpone(self, *, rules: Rules, now: datetime) -> str:
        """Move the turn back by the network's step; a few times at most. Raises WrongState, PostponedEnough."""
        if self.last.state is StepState.WAITING and self.postponed >= rules.postponements:
            raise PostponedEnough(number=self.number, times=rules.postponements)
        event = self.act("postpone", now=now)
        step = self.last
        step.rank, step.rule = max(step.rank, self.back_at or now, now) + rules.postpone_by, RankRule.POSTPONED
        if self.back_at is not None:
            self.back_at += rules.postpone_by
        self.postponed += 1
        return event

    def be_here(self) -> str:
        """Its holder is at the branch before he was told to be back. Raises WrongState when he was told no time."""
        step = self.last
        if self.back_at is None or step.state is not StepState.WAITING:
            raise WrongState(number=self.number, state=step.state, act="be-here")
        self.back_at = None
        return MARKS["be-here"].event

    def end_turn(self, *, now: datetime) -> str:
        """A bulk filer has had his dossiers of one turn: the rest ranks again, behind those who wait now."""
        event = self.act("end-turn", now=now)
        step = self.last
        step.rank, step.rule, step.counter = now, RankRule.NEXT_TURN, None
        return event

    def reopen(self, counter: str, *, now: datetime) -> str:
        """Go on with the step that was finished last; whoever waits for a later step of the visit waits on after it."""
        step = max(
            (one for one in self.steps if one.state is StepState.DONE and one.ended_at is not None),
            key=lambda one: (one.ended_at, one.position),
            default=self.last,
        )
        present = self.present
        if (present is not None and present.state is not StepState.WAITING) or self.last.state in GONE_ELSEWHERE:
            raise WrongState(number=self.number, state=self.last.state, act="reopen")
        event = step.move("reopen", number=self.number, now=now)
        if present is not None:
            present.state = StepState.PLANNED
        self.step = step.position
        step.counter, step.ended_at, step.outcome, step.inaccurate = counter, None, None, True
        return event

    def add_step(self, service: str, *, rank: datetime, level: int = 1) -> Step:
        """Plan one more service; it is done after the others that are planned."""
        step = Step(
            ticket_id=self.id,
            position=len(self.steps),
            branch=self.branch,
            service=service,
            state=StepState.PLANNED,
            rank=rank,
            level=level,
        )
        self.steps.append(step)
        return step

    def transfer(self, service: str, *, rank: datetime, rule: RankRule | None, now: datetime) -> tuple[str, Step]:
        """End the present step and let a new one wait for a service; what is planned stays planned.

        Returns the event and the new step. Raises WrongState.
        """
        step = self.last
        event = step.move("transfer", number=self.number, now=now)
        new = self.add_step(service, rank=rank)
        new.state, new.rule, new.since, self.step = StepState.WAITING, rule, now, new.position
        return event, new

    def go_on(self, *, now: datetime, choose: Choose | None = None) -> None:
        """Let the next planned step wait, or end the visit.

        Who was sent on by an officer to come back goes back first, to the last who sent him; else `choose` says which,
        or it is the first.
        """
        planned = [step for step in self.steps if step.state is StepState.PLANNED]
        if not planned:
            self.step = None
            return
        back = next((step for step in reversed(planned) if step.for_officer is not None), None)
        step = back or (choose(planned) if choose is not None else planned[0])
        step.state, step.since, self.step = StepState.WAITING, now, step.position

    @property
    def is_at_counter(self) -> bool:
        """Whether the visitor was called to a counter or is served there."""
        return self.present is not None and self.present.state in AT_COUNTER

    def _leave(self, state: StepState, *, now: datetime) -> None:
        """Who did not come, cancelled or was left over at closing takes the planned steps along."""
        for step in self.steps:
            if step.state is StepState.PLANNED:
                step.state, step.ended_at = state, now
        self.step = None


@dataclass(eq=False)
class Private:
    """What is erased after closing: who holds the ticket, the class and needs, and what was written about the visit.

    notes: free text by kind, such as the reason of a hold. dossiers: as declared, or counted when `counted`.
    """

    ticket_id: str
    token: str
    priority: str | None = None
    needs: list[str] | None = None
    dossiers: int | None = None
    counted: bool = False
    dossiers_done: int = 0
    dossier_code: str | None = None
    notes: dict[str, str] | None = None

    def note(self, kind: str, text: str | None) -> None:
        """Keep a text, or forget the one of this kind."""
        kept = {name: value for name, value in (self.notes or {}).items() if name != kind}
        self.notes = (kept | {kind: text} if text else kept) or None

    @property
    def left(self) -> int:
        """How many dossiers are still to be done."""
        return max(0, (self.dossiers or 1) - self.dossiers_done)
