"""When is a branch open? Weekly ranges, days that differ, and the branch's own zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Ranges = tuple[tuple[time, time], ...]
DAYS_AHEAD = 60


@dataclass(frozen=True)
class Hours:
    """Opening hours: `weekly` by weekday (Monday is 0) and `days` for holidays (no ranges) and special days."""

    zone: ZoneInfo
    weekly: Mapping[int, Ranges]
    days: Mapping[date, Ranges]

    def on(self, day: date) -> Ranges:
        """Return the ranges of a local day, earliest first; none means closed."""
        return self.days[day] if day in self.days else self.weekly.get(day.weekday(), ())

    def at(self, day: date, clock: time) -> datetime:
        """Return the instant of a local day at which the branch's clocks show this, in its zone."""
        return datetime.combine(day, clock, self.zone)

    def midnight(self, day: date) -> datetime:
        """Return the beginning of a local day, in the branch's zone."""
        return self.at(day, time())

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the ranges of a local day as (begin, end) in UTC, earliest first; none means closed."""
        return [(self.at(day, start).astimezone(UTC), self.at(day, end).astimezone(UTC)) for start, end in self.on(day)]

    def local_day(self, at: datetime) -> date:
        """Return the branch's date at an instant; a number's day is this one."""
        return at.astimezone(self.zone).date()

    def is_over(self, day: date | None, at: datetime) -> bool:
        """Whether the day that a branch last began (None: it never did) is over at an instant.

        A later day is not: where the clock was set back, the branch's own time did not go back with it.
        """
        return day is None or day < self.local_day(at)

    def is_open(self, at: datetime) -> bool:
        """Whether the branch takes visitors at an instant; an end is no longer open."""
        local = at.astimezone(self.zone)
        clock = local.time()
        return any(start <= clock < end for start, end in self.on(local.date()))

    def next_opening(self, at: datetime) -> datetime | None:
        """Return when it next opens after an instant, in UTC; None if not within two months."""
        day = self.local_day(at)
        for ahead in range(DAYS_AHEAD):
            for opening, _ in self.spans(day + timedelta(days=ahead)):
                if opening > at:
                    return opening
        return None

    def first_opening(self, day: date) -> datetime | None:
        """Return the start of a local day's first range, in UTC; None on a closed day."""
        return next((begin for begin, _ in self.spans(day)), None)

    def last_end(self, day: date) -> datetime | None:
        """Return the end of a local day's last range, in UTC; None on a closed day."""
        return next((end for _, end in reversed(self.spans(day))), None)
