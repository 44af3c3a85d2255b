"""Who is next? One number per step, so that priority moves a visitor ahead and yet can starve nobody."""

from collections.abc import Mapping
from datetime import datetime, timedelta

ORDINARY = "ordinary"


def rank(ready_at: datetime, priority: str, head_starts: Mapping[str, timedelta]) -> datetime:
    """Return the instant from which a step's turn counts; the smallest goes first.

    ready_at: aware UTC, when the visitor could first be called. head_starts: class -> how far it is
    moved ahead; absent means none. As the head start is fixed, only who arrives within it can overtake.
    """
    return ready_at - head_starts.get(priority, timedelta(0))
