"""When is a branch open, today and in the next days? Told ahead, for who will ask when the line is down."""

from datetime import datetime, timedelta
from typing import Any

from server.domain.branch import Branch
from server.domain.door import draw_time, opening_from_door
from server.views.times import local

DAYS_TOLD = 8


def door_view(branch: Branch, *, now: datetime) -> dict[str, Any] | None:
    """Return that kiosks give numbers before opening now: when it opens, and the draw that is still to come."""
    opening = opening_from_door(branch, giver="kiosk", now=now)
    if opening is None:
        return None
    draw_at = draw_time(branch, opening)
    return {
        "opens_at": local(branch, opening),
        "draw_at": local(branch, draw_at) if draw_at is not None and now < draw_at else None,
    }


def hours_view(branch: Branch, *, now: datetime) -> list[dict[str, Any]]:
    """Return each day with its ranges as instants in the branch's zone; none on a closed day."""
    hours = branch.hours
    today = hours.local_day(now)
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_TOLD)]
    return [
        {
            "day": day.isoformat(),
            "ranges": [
                {name: datetime.combine(day, at, hours.zone).isoformat() for name, at in (("from", start), ("to", end))}
                for start, end in hours.on(day)
            ],
        }
        for day in days
    ]
