"""When is a branch open, today and in the next days? Told ahead, for who will ask when the line is down."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from server.database import tables
from server.domain.branch import Branch
from server.domain.door import draw_time, opening_from_door
from server.views.times import local

DAYS_TOLD = 8
_T = tables.ticket.c


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


def door_state(connection: Connection, branch: Branch, *, now: datetime) -> dict[str, Any]:
    """Return whether and from when numbers are given before opening today, by whom, and how many wait with one.

    state: `off` (never here), `closed` (not today), `later`, `now`, or `over`, once it is open.
    """
    rules, today = branch.rules, branch.hours.local_day(now)
    opening = branch.hours.first_opening(today)
    begins = None if opening is None or not rules.door_from else opening - rules.door_from
    draw_at = None if opening is None or begins is None else draw_time(branch, opening)
    return {
        "state": _door_stands(rules.door_from, begins, opening, now),
        "givers": sorted(rules.door_givers),
        "from": local(branch, begins),
        "opens_at": local(branch, opening),
        "draw_at": local(branch, draw_at) if draw_at is not None and now < draw_at else None,
        "given": _waiting_from_door(connection, branch, today) if begins is not None else 0,
    }


def _door_stands(before: timedelta, begins: datetime | None, opening: datetime | None, now: datetime) -> str:
    if not before:
        return "off"
    if begins is None or opening is None:
        return "closed"
    if now < begins:
        return "later"
    return "now" if now < opening else "over"


def _waiting_from_door(connection: Connection, branch: Branch, day: date) -> int:
    theirs = (_T.branch == branch.code) & (_T.day == day) & _T.turn_at.is_not(None) & _T.step.is_not(None)
    return connection.execute(select(func.count()).where(theirs)).scalar_one()


def hours_view(branch: Branch, *, now: datetime) -> list[dict[str, Any]]:
    """Return each day with its ranges as instants in the branch's zone; none on a closed day."""
    hours = branch.hours
    today = hours.local_day(now)
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_TOLD)]
    return [
        {
            "day": day.isoformat(),
            "ranges": [
                {name: hours.at(day, at).isoformat() for name, at in (("from", start), ("to", end))}
                for start, end in hours.on(day)
            ],
        }
        for day in days
    ]
