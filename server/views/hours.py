"""When is a branch open, today and in the next days? Told ahead, for who will ask when the line is down."""

from datetime import datetime, timedelta
from typing import Any

from server.domain.branch import Branch

DAYS_TOLD = 8


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
