"""Which bodies do counters take and give? What an officer does, and what his page shows."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from server.api.bodies import Body, BranchPaused, Code, Id, IntakeClosed, Names, Priority, Short
from server.api.ticket_bodies import TicketOut


class OpenIn(Body):
    services: Annotated[list[Code], Field(min_length=1, max_length=64)] | None = None


class PauseIn(Body):
    """minutes: after how many the counter is meant to be back, as the screens tell."""

    reason: Short | None = None
    minutes: Annotated[int, Field(ge=1, le=480)] | None = None


class FinishIn(Body):
    outcome: Annotated[str, StringConstraints(max_length=64)] | None = None


class CallNextIn(Body):
    """after: who is believed to be at the counter; after_step: at which step of that visit, an index from 0."""

    after: Id | None = None
    after_step: Annotated[int, Field(ge=0, le=100)] | None = None


class PickIn(CallNextIn):
    number: Annotated[str, StringConstraints(min_length=1, max_length=16)]
    reason: Short | None = None


class HoldIn(Body):
    reason: Short | None = None
    pool: Literal["own", "branch"] = "branch"
    due_min: Annotated[float, Field(gt=0, le=480, strict=False)] | None = None


class TransferIn(Body):
    service: Code
    counter: Code | None = None
    officer: Code | None = None
    place: Literal["before", "by-arrival", "after"] = "by-arrival"
    back: bool = False
    level: Annotated[int, Field(ge=1, le=3)] = 1
    note: Short | None = None


class EndTurnIn(Body):
    done: Annotated[int, Field(ge=1, le=500)] | None = None


class ReopenIn(Body):
    number: Annotated[str, StringConstraints(min_length=1, max_length=16)]


class HelpIn(Body):
    wanted: bool = True


class CounterActOut(BaseModel):
    counter: str
    ticket: TicketOut | None
    seq: int


class CounterTicket(BaseModel):
    id: str
    number: str
    state: str | None


class CounterRow(BaseModel):
    code: str
    state: Literal["closed", "open", "paused"]
    services: list[str]
    officer: str | None
    help_at: datetime | None
    ticket: CounterTicket | None


class CountersOut(BaseModel):
    counters: list[CounterRow]
    seq: int


class Outcome(BaseModel):
    code: str
    names: Names


class CatalogueRow(BaseModel):
    code: str
    letter: str
    names: Names
    intake_closed: IntakeClosed
    outcomes: list[Outcome]


class Colleague(BaseModel):
    counter: str
    officer: str | None
    services: list[str]
    state: Literal["open", "paused"]


class CounterRules(BaseModel):
    bulk_from: int
    bulk_turn: int
    hold_limit_min: int
    recalls: int


class Standing(BaseModel):
    id: str
    number: str
    service: str
    waited_s: int
    priority: str
    needs: list[str]
    dossiers: int
    booked: bool
    note: str | None


class WaitingRow(Standing):
    """obstacle: why this counter passes him over for now."""

    obstacle: str | None
    for_you: bool


class HeldRow(Standing):
    reason: str | None
    pool: Literal["own", "branch", "other"]
    due_at: datetime | None
    overdue: bool


class Today(BaseModel):
    served: int
    mean_service_s: int | None
    mean_call_to_start_s: int | None
    mean_turnaround_s: int | None
    inaccurate: int


class Clock(BaseModel):
    now: datetime
    speed: float


class DisplayLamp(BaseModel):
    """How many displays of the branch do what they should, cannot be heard, or have not been heard of."""

    alive: int
    unheard: int
    lost: int


class KioskLamp(BaseModel):
    """How a kiosk does; no trouble is none. roll_ends: the local hour of today when its paper ends."""

    name: str
    trouble: str | None
    papers_left: int | None
    roll_ends: str | None


class CounterViewOut(BaseModel):
    """unheard: why the hall heard nothing of the last call of who is called here."""

    branch: str
    branch_names: Names
    counter: str
    seq: int
    rev: int
    at: datetime
    clock: Clock
    state: Literal["closed", "open", "paused"]
    pause_reason: str | None
    back_at: datetime | None
    branch_paused: BranchPaused
    intake_closed: IntakeClosed
    unheard: Literal["late", "failed"] | None
    displays: DisplayLamp
    kiosks: list[KioskLamp]
    help_at: datetime | None
    services: list[str]
    overflow: list[str]
    defaults: list[str]
    catalogue: list[CatalogueRow]
    colleagues: list[Colleague]
    rules: CounterRules
    priorities: list[Priority]
    officer: str | None
    ticket: TicketOut | None
    waiting: list[WaitingRow]
    waiting_total: int
    held: list[HeldRow]
    today: Today
    undo: str | None
    undo_until: datetime | None
    undo_left_s: float | None
