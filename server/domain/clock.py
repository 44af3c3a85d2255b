"""What time is it in the product? One origin and speed for all processes, and no branch's time runs back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ClockRow:
    """Product time was `product_at` when the wall clock said `wall_at`; it runs `speed` times as fast.

    epoch counts the times that the row was set, so that others see a jump.
    """

    wall_at: datetime
    product_at: datetime
    speed: float
    epoch: int

    def now(self, wall_now: datetime) -> datetime:
        """Return the product's time at a wall-clock instant (both aware)."""
        return self.product_at + (wall_now - self.wall_at) * self.speed


def branch_time(now: datetime, last_event_at: datetime | None) -> datetime:
    """Return the time to stamp a branch's next change with: never before its last event."""
    return now if last_event_at is None or now > last_event_at else last_event_at
