"""Which states are there, and who may move a step or a counter from which to which? One table for all."""

from dataclasses import dataclass
from enum import StrEnum


class StepState(StrEnum):
    """Where one step of a visit stands."""

    PLANNED = "planned"
    BOOKED = "booked"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    DONE = "done"
    TRANSFERRED = "transferred"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REFERRED = "referred"
    VOID = "void"


class CounterState(StrEnum):
    """Whether a counter takes visitors."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


AT_COUNTER = frozenset({StepState.CALLED, StepState.SERVING})
ENDED = frozenset(
    {
        StepState.DONE,
        StepState.TRANSFERRED,
        StepState.NO_SHOW,
        StepState.CANCELLED,
        StepState.EXPIRED,
        StepState.REFERRED,
        StepState.VOID,
    }
)
LIVE = frozenset(StepState) - ENDED
LEADS_ON = frozenset({StepState.DONE, StepState.TRANSFERRED})
"""After a step of these the visit may go on."""
SERVED = LEADS_ON | {StepState.REFERRED}
"""A step that ended so, if at a counter, was served there."""
GONE_ELSEWHERE = frozenset({StepState.REFERRED, StepState.VOID})
"""A visit that ended so cannot go on here: it goes on at another branch, or nobody holds its ticket."""

OFFICER, GREETER, KIOSK, VISITOR, SYSTEM = "officer", "greeter", "kiosk", "visitor", "system"
_ANYBODY = (VISITOR, KIOSK, GREETER, OFFICER)


@dataclass(frozen=True)
class Move:
    """One row of the table: an act takes a step from any of `sources` to `target` and is recorded as `event`."""

    act: str
    sources: frozenset[StepState]
    target: StepState
    event: str
    who: tuple[str, ...]
    meaning: str


def _from(*states: StepState) -> frozenset[StepState]:
    return frozenset(states)


S = StepState

MOVES = {
    move.act: move
    for move in (
        Move("arrive", _from(S.BOOKED), S.WAITING, "arrived", _ANYBODY, "who has an appointment says that he is here"),
        Move("call", _from(S.WAITING), S.CALLED, "called", (OFFICER,), "the visitor is asked to a counter"),
        Move("repeat", _from(S.CALLED), S.CALLED, "repeated", (OFFICER,), "the same call again"),
        Move("start", _from(S.CALLED), S.SERVING, "started", (OFFICER,), "the visitor has come to the counter"),
        Move("finish", AT_COUNTER, S.DONE, "finished", (OFFICER,), "the service is done"),
        Move("end-turn", _from(S.SERVING), S.WAITING, "turn_ended", (OFFICER,), "the rest of a folder ranks again"),
        Move("no-show", _from(S.CALLED), S.NO_SHOW, "no_show", (OFFICER,), "the visitor did not come"),
        Move("return", _from(S.NO_SHOW), S.WAITING, "returned", _ANYBODY, "a missed visitor is back in time"),
        Move("hold", AT_COUNTER, S.HELD, "held", (OFFICER,), "something is missing; the place is kept"),
        Move("release", _from(S.HELD), S.WAITING, "released", _ANYBODY, "what was missing is there"),
        Move("transfer", AT_COUNTER, S.TRANSFERRED, "transferred", (OFFICER,), "the next step is elsewhere"),
        Move(
            "change-service",
            _from(S.WAITING) | AT_COUNTER,
            S.WAITING,
            "service_changed",
            _ANYBODY,
            "the ticket was for the wrong service; the time of arrival stays",
        ),
        Move(
            "postpone",
            _from(S.WAITING),
            S.WAITING,
            "postponed",
            (VISITOR, OFFICER),
            "the visitor asks for a later turn",
        ),
        Move("reopen", _from(S.DONE), S.SERVING, "reopened", (OFFICER,), "it was not done after all"),
        Move(
            "refer",
            _from(S.WAITING, S.HELD) | AT_COUNTER,
            S.REFERRED,
            "referred",
            (OFFICER, GREETER),
            "another branch goes on, with the time of arrival",
        ),
        Move(
            "cancel",
            _from(S.BOOKED, S.WAITING, S.HELD),
            S.CANCELLED,
            "cancelled",
            _ANYBODY,
            "the visitor will not come",
        ),
        Move(
            "void", _from(S.BOOKED, S.WAITING), S.VOID, "voided", (KIOSK, GREETER, OFFICER), "nobody holds the ticket"
        ),
        Move("expire", LIVE, S.EXPIRED, "expired", (SYSTEM,), "the day is over; see the rule `leftover_days`"),
    )
}


@dataclass(frozen=True)
class Mark:
    """An act that changes something about a visit, but not the state of its step."""

    act: str
    event: str
    who: tuple[str, ...]
    meaning: str


MARKS = {
    mark.act: mark
    for mark in (
        Mark("add-service", "service_added", _ANYBODY, "one more service in the same visit"),
        Mark("ordinary", "reclassed", (OFFICER, GREETER), "priority that does not hold: normal rank again"),
        Mark("dossiers", "dossiers_counted", (OFFICER, GREETER), "the verified number of dossiers"),
        Mark("inaccurate", "marked_inaccurate", (OFFICER,), "this service time teaches nobody anything"),
        Mark("be-here", "came_early", _ANYBODY, "who has a number from the door is back before he was told to be"),
        Mark("undo", "undone", (OFFICER,), "the counter's last act is taken back, within 10 s"),
    )
}


@dataclass(frozen=True)
class CounterMove:
    """The same for counters."""

    act: str
    sources: frozenset[CounterState]
    target: CounterState
    event: str


@dataclass(frozen=True)
class BranchAct:
    """What a supervisor decides for a whole branch; see `domain/standing.py`."""

    act: str
    event: str
    meaning: str


BRANCH_ACTS = {
    one.act: one
    for one in (
        BranchAct("pause", "branch_paused", "nobody is called or absent, no number is given; no timer ends it"),
        BranchAct("resume", "branch_resumed", "the work goes on, everybody keeps his place"),
        BranchAct(
            "close-intake", "intake_closed", "no more numbers today, for all or for one service; who has one is served"
        ),
        BranchAct("open-intake", "intake_opened", "numbers are given again, for all or for that service"),
    )
}

COUNTER_MOVES = {
    move.act: move
    for move in (
        CounterMove("open", frozenset(CounterState), CounterState.OPEN, "counter_opened"),
        CounterMove("pause", frozenset({CounterState.OPEN}), CounterState.PAUSED, "counter_paused"),
        CounterMove("resume", frozenset({CounterState.PAUSED}), CounterState.OPEN, "counter_resumed"),
        CounterMove(
            "close", frozenset({CounterState.OPEN, CounterState.PAUSED}), CounterState.CLOSED, "counter_closed"
        ),
    )
}
