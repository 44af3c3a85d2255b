"""Which bodies do suggestions, what-if and moves take and give?"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, model_validator

from server.api.bodies import Body, Code, Instant, Names

Kind = Literal["open", "close", "reskill", "lend", "remote"]


class AskIn(Body):
    """branches: only these may give or get; none means all."""

    branches: Annotated[list[Code], Field(max_length=200, default_factory=list)]


class ChangeIn(Body):
    """One change to be tried. open, close, reskill: at `branch` and `counter`; lend, remote: `officer` goes to `to`.

    start: now, if left out; end: the end of the day.
    """

    kind: Kind
    branch: Code
    counter: Code | None = None
    services: Annotated[list[Code], Field(max_length=64, default_factory=list)]
    officer: Code | None = None
    to: Code | None = None
    start: Instant | None = None
    end: Instant | None = None


class WhatIfIn(Body):
    changes: Annotated[list[ChangeIn], Field(min_length=1, max_length=20)]


class Figures(BaseModel):
    """Of all who come in the rest of the day, the present queue included. crowd: the most who wait at once."""

    p50_s: int
    p90_s: int
    within_15: float
    crowd: int


class Interval(BaseModel):
    """What a change does, with 90 % confidence: after less before, over days with the same visitors."""

    low: float
    middle: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> "Interval":
        assert self.low <= self.middle <= self.high
        return self


class Difference(BaseModel):
    p50_s: Interval
    p90_s: Interval
    within_15: Interval
    crowd: Interval


class EffectOut(BaseModel):
    """What it does at one branch."""

    branch: str
    before: Figures
    after: Figures
    difference: Difference


class HappenedOut(BaseModel):
    """What was measured at a branch from the move's beginning to its end (or to now)."""

    branch: str
    called: int
    p50_s: int | None
    p90_s: int | None
    within_15: float | None
    crowd: int | None


class PartOut(BaseModel):
    """What one officer takes on, where a suggestion is for several."""

    officer: str
    counter: str | None
    services: list[str]


class SuggestionOut(BaseModel):
    """branch: that of the counter; for lend and remote the giving one, and `to` the getting one.

    sentence: what is to be done; reason: why. needs_consent: whose manager has not agreed yet. may: what the caller
    may do now: consent, approve, dismiss, undo, arrived, order. why_not: why it is no longer possible.
    """

    id: int
    kind: Kind
    state: Literal["proposed", "approved", "dismissed", "undone", "lapsed", "ended"]
    branch: str
    counter: str | None
    services: list[str]
    officer: str | None
    parts: list[PartOut]
    to: str | None
    start: datetime
    end: datetime
    travel_s: int
    sentence: Names
    reason: Names
    effects: list[EffectOut]
    needs_consent: list[str]
    consented_by: dict[str, str]
    decided_by: str | None
    decided_at: datetime | None
    dismissed_because: str | None
    dismissed_note: str | None
    arrived_at: datetime | None
    happened: list[HappenedOut]
    may: list[Literal["consent", "approve", "dismiss", "undo", "arrived", "order"]]
    why_not: Names | None


class Missing(BaseModel):
    """How many counters more it would take to keep the promise of the service with what will come today."""

    branch: str
    service: str | None
    counters: int


class RunOut(BaseModel):
    """state: `asked` until the worker begins. gap: how far from the best the plan may be, null when none was made.

    helps: false when no move helps; `verdict` says so in a sentence, with how many counters are `missing`;
    null where there was no time left to find out.
    """

    id: int
    state: Literal["asked", "running", "done", "failed"]
    progress: float
    asked_at: datetime
    done_at: datetime | None
    seconds: float | None
    gap: float | None
    helps: bool | None
    verdict: Names | None
    missing: list[Missing]
    effects: list[EffectOut]


class SuggestionsOut(BaseModel):
    """worker: false when nothing has been heard from it, so that asking would be in vain for now."""

    at: datetime
    worker: bool
    run: RunOut | None
    suggestions: list[SuggestionOut]


class MovesOut(BaseModel):
    moves: list[SuggestionOut]


class DecidedOut(BaseModel):
    suggestion: SuggestionOut


class DismissIn(Body):
    """reason teaches the next run: `not-this-officer` and `not-this-branch` keep them out of it for today."""

    reason: Literal["not-this-officer", "not-this-branch", "too-small", "too-far", "other"] = "other"
    note: Annotated[str, StringConstraints(max_length=200)] | None = None


class OrderOut(BaseModel):
    """The assignment order (phiếu điều động), to be printed. id: of its suggestion; number: unique, as it is read."""

    id: int
    number: str
    day: date
    officer: str
    branch: str
    branch_names: Names
    to: str
    to_names: Names
    remote: bool
    start: datetime
    end: datetime
    travel_s: int
    services: list[dict[str, Names]]
    consented_by: str | None
    approved_by: str | None
    approved_at: datetime | None
    sentence: Names


class OrdersOut(BaseModel):
    orders: list[OrderOut]
