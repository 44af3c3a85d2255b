"""What is told of branches: where they are, when they are open, what they serve, how long one waits?"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from server.api.bodies import BranchPaused, IntakeClosed, Names, Priority


class BranchRow(BaseModel):
    """paused: why it stands still, though its hours say that it is open; no wait is told then."""

    code: str
    kind: str
    parent: str | None
    name: str
    names: Names
    lat: float
    lon: float
    open: bool
    paused: BranchPaused
    waiting: int
    wait_low_s: int | None
    wait_high_s: int | None


class OpenSpan(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    start: datetime = Field(alias="from")
    to: datetime


class DayHours(BaseModel):
    """A local day; no ranges mean that the branch is closed."""

    day: date
    ranges: list[OpenSpan]


class DoorOut(BaseModel):
    """opens_at: before when numbers are given at the door; draw_at: when their places are drawn, if that is to come."""

    opens_at: datetime
    draw_at: datetime | None


class DoorStateOut(BaseModel):
    """state: `off` (never here), `closed` (not today), `later` (from `from` on), `now`, `over` (it is open).

    draw_at: when the places are drawn, if that is to come. given: how many wait with a number from the door.
    """

    state: Literal["off", "closed", "later", "now", "over"]
    givers: list[str]
    begins: Annotated[datetime | None, Field(alias="from")]
    opens_at: datetime | None
    draw_at: datetime | None
    given: int


class BranchOut(BranchRow):
    """hours: of today and the next seven days, so that a kiosk knows them when its line is down.

    door: whether kiosks give numbers before opening now. stopped: why none are given though it is open: `evacuation`,
    `interruption`, `full` or `early`. services_closed: why none are given today for single services, whatever the hour.
    phone_url: what stands before /t/{token} for phones; null where that is the address by which this was asked.
    """

    hours: list[DayHours]
    door: DoorOut | None
    stopped: str | None
    services_closed: dict[str, str]
    phone_url: str | None


class BranchesOut(BaseModel):
    branches: list[BranchRow]


class PrioritiesOut(BaseModel):
    languages: list[str]
    priorities: list[Priority]


class ServiceRow(BaseModel):
    """places_left: how many more can be called today, a margin kept back; null where it is not reckoned.

    intake_closed: why no more numbers are given for this service today, though the branch gives numbers.
    """

    code: str
    letter: str
    name: str
    names: Names
    open: bool
    waiting: int
    wait_p50_s: int | None
    wait_p90_s: int | None
    wait_low_s: int | None
    wait_high_s: int | None
    places_left: int | None
    full_today: bool
    intake_closed: IntakeClosed


class ServicesOut(BaseModel):
    services: list[ServiceRow]


class ClockOut(BaseModel):
    now: datetime
    speed: float
    epoch: int
