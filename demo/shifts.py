"""When is a branch open on the product's clock? The hours of the network file, for visitors and officers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.network import WEEKDAYS, Network

Ranges = Sequence[tuple[time, time]]
DAYS_AHEAD = 60


@dataclass(frozen=True)
class Shifts:
    """Opening hours in one zone; instants are seconds since 1970 of the product's clock."""

    zone: ZoneInfo
    weekly: Mapping[int, Ranges]
    days: Mapping[date, Ranges]

    def local(self, at: float) -> datetime:
        """Return the local time of an instant."""
        return datetime.fromtimestamp(at, self.zone)

    def on(self, day: date) -> Ranges:
        """Return the open ranges of a day."""
        return self.days[day] if day in self.days else self.weekly.get(day.weekday(), ())

    def is_open(self, at: float) -> bool:
        """Whether visitors are taken at an instant."""
        local = self.local(at)
        return any(start <= local.time() < end for start, end in self.on(local.date()))

    def opens_again_today(self, at: float) -> bool:
        """Whether there is a later opening on the same day: the present break is lunch."""
        local = self.local(at)
        return any(start > local.time() for start, _ in self.on(local.date()))

    def next_opening(self, at: float) -> float | None:
        """Return the first opening after an instant; None if there is none within two months."""
        day = self.local(at).date()
        for ahead in range(DAYS_AHEAD):
            for start, _ in self.on(day + timedelta(days=ahead)):
                opening = datetime.combine(day + timedelta(days=ahead), start, self.zone).timestamp()
                if opening > at:
                    return opening
        return None


def shifts_of(network: Network, branch: str) -> Shifts:
    """Return the hours of one branch of a network."""
    own = next(one.hours for one in network.branches if one.code == branch)
    hours = own or network.hours
    weekly = {number: getattr(hours, name) for number, name in enumerate(WEEKDAYS)}
    return Shifts(zone=network.zone, weekly=weekly, days=hours.days)
