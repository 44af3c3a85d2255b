"""Which bodies tell managers of the network and of a branch: waits, crowd, alerts, who and what stands there?"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from server.api.bodies import Names


class AlertOut(BaseModel):
    """Something to be looked at. where: a counter or a device; value and limit in the unit of its code.

    p90 and crowd: seconds and people; kiosk, printer and display: seconds of silence; counter-forgotten: seconds.
    """

    id: str
    branch: str
    code: Literal["p90", "crowd", "kiosk", "printer", "display", "counter-forgotten", "help"]
    where: str | None
    since: datetime
    value: float | None
    limit: float | None
    sentence: Names


class ServiceWait(BaseModel):
    """A visitor who comes now for this service; null where nothing can be told.

    places_left: how many more the counters can call today.
    """

    code: str
    letter: str
    names: Names
    waiting: int
    wait_p50_s: int | None
    wait_p90_s: int | None
    wait_low_s: int | None
    wait_high_s: int | None
    places_left: int | None


class NetworkRow(BaseModel):
    """A branch now and today.

    wait_p50_s, wait_p90_s: of who comes now, services weighed by how many came today. crowd: who waits, is called or
    is served. predicted_by: `pass` while the worker is away. promises_kept: the share of today's told ranges.
    intake_left: places_left of the scarcest service. expected_hour: who comes within an hour by the forecast.
    """

    code: str
    kind: str
    parent: str | None
    names: Names
    lat: float
    lon: float
    seq: int
    rev: int
    open: bool
    waiting: int
    crowd: int
    crowd_limit: int | None
    expected_hour: float | None
    called: int
    within_15: float | None
    within_30: float | None
    wait_p50_s: int | None
    wait_p90_s: int | None
    predicted_by: Literal["simulation", "pass"] | None
    predicted_at: datetime | None
    promises_kept: float | None
    intake_left: int | None
    help: list[str]
    counters_open: int
    counters_paused: int
    counters: int
    services: list[ServiceWait]
    alerts: list[AlertOut]


class WayBetween(BaseModel):
    """A way that the map draws: as few as join all branches. travel_s: setting out included."""

    branch: str
    to: str
    travel_s: int


class NetworkOut(BaseModel):
    """ways: none for who sees one branch alone."""

    branches: list[NetworkRow]
    ways: list[WayBetween]


class CounterNow(BaseModel):
    """number and since: who stands there, and since when; else since when it is in its state."""

    code: str
    state: Literal["closed", "open", "paused"]
    services: list[str]
    officer: str | None
    number: str | None
    serving: str | None
    since: datetime | None


class LongWait(BaseModel):
    number: str
    service: str
    waited_s: int
    wait_p50_s: int | None
    wait_p90_s: int | None


class HalfHour(BaseModel):
    """expected: visitors (low to high: nine of ten days); came: null in the future.

    work_min and capacity_min: minutes of work that comes, and that rostered officers can give.
    """

    at: datetime
    expected: float
    low: float
    high: float
    came: int | None
    work_min: float
    capacity_min: float


class DeviceNow(BaseModel):
    """heard_at: by the wall clock; null when it was never heard of.

    trouble: the worst that is wrong with a kiosk or its printer, see GET /branches/{b}/kiosks; null for displays.
    roll_ends: the local hour of today when its paper ends at the present pace. backup: of its second printer.
    """

    code: str
    kind: Literal["kiosk", "display"]
    heard_at: datetime | None
    trouble: str | None
    papers_left: int | None
    roll_ends: str | None
    backup: str | None
    backup_papers_left: int | None
    backup_roll_ends: str | None


class WayTo(BaseModel):
    """How long one is on the way to another branch, setting out included."""

    branch: str
    travel_s: int


class BranchDetailOut(BaseModel):
    """model: which forecast of arrivals is switched on, since it beats the other on the branch's past days."""

    branch: NetworkRow
    at: datetime
    counters: list[CounterNow]
    longest: list[LongWait]
    half_hours: list[HalfHour]
    devices: list[DeviceNow]
    ways: list[WayTo]
    model: Literal["described", "seasonal", "library"]
