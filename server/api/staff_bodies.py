"""Which bodies do staff take and give: skills, rosters, absences, lunches?"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from server.api.bodies import Body, Code, Instant

AwayKind = Literal["sick", "leave", "overtime", "training"]


AbsenceKind = Literal["sick", "leave", "overtime", "training", "lunch"]


class Span(BaseModel):
    start: datetime
    end: datetime


class AbsenceOut(BaseModel):
    id: int
    kind: AbsenceKind
    start: datetime
    end: datetime
    note: str | None
    by: str


class OfficerOut(BaseModel):
    """skills: service -> level, what he serves; qualified: what he might after a word with him.

    state: `present` is at a counter; `expected` is rostered now; `lent` works elsewhere by an order, `works_at` says
    where. movable: false for who must not be moved.
    """

    badge: str
    branch: str
    skills: dict[str, int]
    qualified: list[str]
    counter: str | None
    state: Literal["present", "expected", "lunch", "off", "sick", "leave", "training", "lent"]
    works_at: str
    roster: list[Span]
    lunch: Span | None
    movable: bool
    absences: list[AbsenceOut]


class StaffOut(BaseModel):
    """open: branch -> when it takes visitors today."""

    at: datetime
    open: dict[str, list[Span]]
    officers: list[OfficerOut]


class AbsenceIn(Body):
    """From `start` (now, if it is left out) to `end` (the end of the day)."""

    kind: AwayKind = "sick"
    start: Instant | None = None
    end: Instant | None = None
    note: Annotated[str, StringConstraints(max_length=200)] | None = None


class LunchIn(Body):
    """From 15 minutes to 2 hours, within the officer's day."""

    badge: Code
    start: Instant
    end: Instant


class LunchesIn(Body):
    """When officers of a branch rest, all at once; who is left out rests as before."""

    lunches: Annotated[list[LunchIn], Field(min_length=1, max_length=200)]


class LunchesBackIn(Body):
    """The numbers of lunches as absences tell them; what was told before, or the network file's, holds again."""

    absences: Annotated[list[int], Field(min_length=1, max_length=200)]
