"""What is a network of branches? The typed form of the network file, with every rule that it must keep."""

from collections import Counter as Tally
from collections.abc import Iterable
from datetime import date, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
CounterCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=16)]
Range = tuple[time, time]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Model(BaseModel):
    """Every table of the file: unknown keys are refused, so that a misspelt one is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Names(Model):
    vi: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    en: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    fr: Annotated[str, StringConstraints(min_length=1, max_length=120)]


class Service(Model):
    """A procedure field. target_min: mean minutes of one service; cv: coefficient of variation."""

    code: Code
    letter: Annotated[str, StringConstraints(pattern=r"^[A-ZĐ]$")]
    digits: Annotated[int, Field(ge=3, le=4)] = 3
    names: Names
    target_min: Annotated[float, Field(gt=0, le=480)]
    cv: Annotated[float, Field(gt=0, le=3)] = 0.8


class Priority(Model):
    """A class that goes ahead: by a fixed head start, so that nobody starves."""

    code: Code
    names: Names
    head_start_min: Annotated[float, Field(ge=0, le=240)]


class Rules(Model):
    recalls: Annotated[int, Field(ge=0, le=10)] = 2


class Hours(Model):
    """Opening hours of a week, and days that differ: an empty list is a holiday."""

    mon: tuple[Range, ...] = ()
    tue: tuple[Range, ...] = ()
    wed: tuple[Range, ...] = ()
    thu: tuple[Range, ...] = ()
    fri: tuple[Range, ...] = ()
    sat: tuple[Range, ...] = ()
    sun: tuple[Range, ...] = ()
    days: dict[date, tuple[Range, ...]] = {}

    @model_validator(mode="after")
    def _in_order(self) -> "Hours":
        for day in WEEKDAYS:
            _require_order(day, getattr(self, day))
        for special, ranges in self.days.items():
            _require_order(special.isoformat(), ranges)
        return self


class Counter(Model):
    """A counter and what it serves unless its officer chooses otherwise; no list means every service."""

    code: CounterCode
    services: tuple[Code, ...] = ()


class Zone(Model):
    """A room with displays of its own, and its counters."""

    code: Code
    names: Names
    counters: tuple[CounterCode, ...]


class Branch(Model):
    """A branch or a service point. services: what is accepted here; none means all. counters: a number or a list."""

    code: Code
    kind: Literal["branch", "service_point"] = "branch"
    parent: Code | None = None
    names: Names
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    population: Annotated[int, Field(ge=0)] | None = None
    services: tuple[Code, ...] = ()
    counters: tuple[Counter, ...]
    zones: tuple[Zone, ...] = ()
    hours: Hours | None = None

    @field_validator("counters", mode="before")
    @classmethod
    def _numbered(cls, value: object) -> object:
        if isinstance(value, int) and 1 <= value <= 500:
            return [{"code": str(number)} for number in range(1, value + 1)]
        return value

    @model_validator(mode="after")
    def _consistent(self) -> "Branch":
        _require_unique(f"counters of {self.code}", (counter.code for counter in self.counters))
        if not self.counters:
            raise ValueError("a branch needs at least one counter")
        known = {counter.code for counter in self.counters}
        for zone in self.zones:
            for code in zone.counters:
                _require_known(f"zone {zone.code}", "counter", code, known)
        if (self.kind == "service_point") != (self.parent is not None):
            raise ValueError("a service point names its branch by `parent`; a branch has none")
        return self


class Network(Model):
    """The whole description. It is data of the client: everything here may be edited and applied by `motcua init`."""

    name: Names
    illustrative: bool = False
    timezone: str = "Asia/Ho_Chi_Minh"
    languages: tuple[Literal["vi", "en", "fr"], ...] = ("vi", "en", "fr")
    rules: Rules = Rules()
    hours: Hours
    services: tuple[Service, ...]
    priorities: tuple[Priority, ...] = ()
    branches: tuple[Branch, ...]

    @field_validator("timezone")
    @classmethod
    def _a_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value} is no time zone; write one like Asia/Ho_Chi_Minh")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> "Network":
        _require_unique("services", (service.code for service in self.services))
        _require_unique("letters of services", (service.letter for service in self.services))
        _require_unique("priorities", (priority.code for priority in self.priorities))
        _require_unique("branches", (branch.code for branch in self.branches))
        services = {service.code for service in self.services}
        branches = {branch.code for branch in self.branches if branch.kind == "branch"}
        for branch in self.branches:
            if branch.parent is not None:
                _require_known(f"branch {branch.code}", "parent", branch.parent, branches)
            accepted = set(branch.services) or services
            for service in branch.services:
                _require_known(f"branch {branch.code}", "service", service, services)
            for counter in branch.counters:
                for service in counter.services:
                    _require_known(f"branch {branch.code}, counter {counter.code}", "service", service, accepted)
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of all branches."""
        return ZoneInfo(self.timezone)


def _require_order(day: str, ranges: Iterable[Range]) -> None:
    before = None
    for start, end in ranges:
        if start >= end or (before is not None and start < before):
            raise ValueError(f"hours of {day}: write ranges from earlier to later that do not overlap")
        before = end


def _require_unique(what: str, codes: Iterable[str]) -> None:
    twice = [code for code, count in Tally(codes).items() if count > 1]
    if twice:
        raise ValueError(f"{what}: {', '.join(twice)} stands there twice; give each its own")


def _require_known(where: str, what: str, code: str, known: Iterable[str]) -> None:
    if code not in set(known):
        raise ValueError(f"{where}: there is no {what} {code}; add it or correct the name")
