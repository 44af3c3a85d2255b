"""What is a hall told to show and say?"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from server.api.bodies import BranchPaused, IntakeClosed, Names


class HallQuery(BaseModel):
    zone: Annotated[str, StringConstraints(max_length=64)] | None = None


class CallOut(BaseModel):
    id: str
    number: str
    counter: str
    service: str
    language: str
    at: datetime
    kind: Literal["call", "repeat", "last", "corrected"]
    clips: list[str]
    show_s: int


class ServingOut(BaseModel):
    id: str
    number: str
    counter: str
    service: str
    state: Literal["called", "serving"]
    language: str
    at: datetime


class ServiceWaiting(BaseModel):
    service: str
    letter: str
    names: Names
    waiting: int
    wait_low_s: int | None
    wait_high_s: int | None
    intake_closed: IntakeClosed


class CounterSign(BaseModel):
    """What stands over a counter; number: whoever is called to it or served there."""

    code: str
    state: Literal["closed", "open", "paused"]
    services: list[str]
    number: str | None
    back_at: datetime | None


NoticeKind = Literal[
    "evacuation",
    "interruption",
    "resumption",
    "full",
    "early",
    "full_service",
    "early_service",
    "transfer",
    "pause",
    "missed",
    "apology",
    "delay",
    "door_soon",
    "door_now",
    "door_draw",
    "door_back",
    "closing",
    "lunch",
    "closed",
    "notice",
    "test",
]


class NoticeOut(BaseModel):
    """clips: how it is said, one a language; none where it is only written. every_s: how often, null for once."""

    id: str
    kind: NoticeKind
    texts: Names
    opens_at: datetime | None
    clips: list[str]
    every_s: int | None


class VolumeOut(BaseModel):
    """How loud a hall is between two local times like 12:00, in percent."""

    model_config = ConfigDict(populate_by_name=True)
    start: str = Field(alias="from")
    to: str
    percent: int


class ScreenOut(BaseModel):
    """From how far a display is read, how large and how loud it is, and how long a call may wait to be spoken."""

    read_from_m: float
    screen_inch: float
    say_within_s: int
    volume: int
    volumes: list[VolumeOut]


class HallOut(BaseModel):
    branch: str
    branch_names: Names
    zone: str | None
    seq: int
    rev: int
    at: datetime
    speed: float
    open: bool
    paused: BranchPaused
    intake_closed: IntakeClosed
    calls: list[CallOut]
    serving: list[ServingOut]
    next: list[str]
    waiting: int
    by_service: list[ServiceWaiting]
    counters: list[CounterSign]
    notices: list[NoticeOut]
    screen: ScreenOut
