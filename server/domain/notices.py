"""What is a hall told beside calls, and when? The network file's notices, and what follows from the opening hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from server.domain.hours import Hours
from server.domain.volume import Volume


@dataclass(frozen=True)
class Screens:
    """How a branch's displays are read and heard; see the network file's [hall]."""

    read_from_m: float = 10.0
    screen_inch: float = 55.0
    say_within_s: int = 60
    closing_soon: timedelta = timedelta(minutes=15)
    volume: Volume = field(default_factory=Volume)
    say_service: str = "close"


@dataclass(frozen=True)
class Notice:
    """A text for the hall, in local time; see the network file's [[notices]]."""

    code: str
    texts: Mapping[str, str]
    starts: datetime | None = None
    ends: datetime | None = None
    daily: tuple[time, time] | None = None
    spoken_every: timedelta | None = None

    def is_due(self, local: datetime) -> bool:
        """Whether it is shown at a branch's local time (aware)."""
        plain = local.replace(tzinfo=None)
        begun = self.starts is None or self.starts <= plain
        over = self.ends is not None and self.ends <= plain
        within = self.daily is None or self.daily[0] <= plain.time() < self.daily[1]
        return begun and not over and within


@dataclass(frozen=True)
class OfHours:
    """What the hours themselves tell: `kind` is closing, lunch or closed; `at` is local, when it ends or begins again.

    `at` is None where a branch does not open again within two months.
    """

    kind: str
    at: datetime | None


def of_hours(hours: Hours, *, now: datetime, soon: timedelta) -> OfHours | None:
    """Return what the opening hours tell at an instant; None within the day's work."""
    local = now.astimezone(hours.zone)
    ranges = hours.on(local.date())
    clock = local.time()
    last = ranges[-1][1] if ranges else None
    if last is not None and hours.is_open(now):
        end = hours.at(local.date(), last)
        return OfHours("closing", end) if local >= end - soon else None
    opening = hours.next_opening(now)
    again = None if opening is None else opening.astimezone(hours.zone)
    is_lunch = bool(ranges) and ranges[0][0] <= clock < ranges[-1][1]
    return OfHours("lunch" if is_lunch else "closed", again)


def due(notices: Sequence[Notice], local: datetime) -> list[Notice]:
    """Return the notices of the file that are shown at a local time."""
    return [notice for notice in notices if notice.is_due(local)]
