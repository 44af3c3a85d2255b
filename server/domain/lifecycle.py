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


@dataclass(frozen=True)
class Move:
    """One row of the table: an act takes a step from any of `sources` to `target` and is recorded as `event`."""

    act: str
    sources: frozenset[StepState]
    target: StepState
    event: str
    who: str


_WAITING = frozenset({StepState.WAITING})
_CALLED = frozenset({StepState.CALLED})

MOVES = {
    move.act: move
    for move in (
        Move("call", _WAITING, StepState.CALLED, "called", "officer"),
        Move("repeat", _CALLED, StepState.CALLED, "repeated", "officer"),
        Move("start", _CALLED, StepState.SERVING, "started", "officer"),
        Move("finish", AT_COUNTER, StepState.DONE, "finished", "officer"),
        Move("no-show", _CALLED, StepState.NO_SHOW, "no_show", "officer"),
        Move("cancel", _WAITING, StepState.CANCELLED, "cancelled", "visitor"),
        Move("void", _WAITING, StepState.VOID, "voided", "kiosk"),
        Move("expire", LIVE, StepState.EXPIRED, "expired", "system"),
    )
}


@dataclass(frozen=True)
class CounterMove:
    """The same for counters."""

    act: str
    sources: frozenset[CounterState]
    target: CounterState
    event: str


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
