"""When is a branch open? Hours of a week, and days that differ."""

from collections.abc import Iterable
from datetime import date, time

from pydantic import Field, model_validator

from config.table import Fault, Model, Place, refuse

Range = tuple[time, time]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Hours(Model):
    """Opening hours of a week, and days that differ: an empty list is a holiday."""

    mon: tuple[Range, ...] = ()
    tue: tuple[Range, ...] = ()
    wed: tuple[Range, ...] = ()
    thu: tuple[Range, ...] = ()
    fri: tuple[Range, ...] = ()
    sat: tuple[Range, ...] = ()
    sun: tuple[Range, ...] = ()
    days: dict[date, tuple[Range, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> "Hours":
        faults = [fault for day in WEEKDAYS for fault in _disorder((day,), getattr(self, day))]
        for special, ranges in self.days.items():
            faults += _disorder(("days", special.isoformat()), ranges)
        return refuse(faults, self)


def _disorder(place: Place, ranges: Iterable[Range]) -> list[Fault]:
    before = None
    for start, end in ranges:
        if start >= end or (before is not None and start < before):
            return [(place, "write ranges from earlier to later that do not overlap")]
        before = end
    return []
