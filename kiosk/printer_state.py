"""How are the printers of a kiosk, and when do their rolls end? What staff are told of them."""

import time
from datetime import datetime, timedelta
from typing import Any

from printers.spool import Spool
from printers.status import PRINTS

SOON = timedelta(hours=1)
STEP_MIN = 10


def printers(spool: Spool, *, now: datetime | None, speed: float) -> dict[str, Any]:
    """Return how the kiosk's printer is, and its `backup`, None where it has none.

    roll_ends: the local hour of today, about, when the roll ends at the present pace. now: the branch's time, with its
    offset, None where it is not known; speed: how many seconds of it pass in one. Raises sqlite3.Error.
    """
    own, *_ = spool.conditions
    backup = backup_of(spool)
    return {
        **_printer(spool, own, now, speed),
        "running": spool.running,
        "backup": None if backup is None else _printer(spool, backup, now, speed),
    }


def backup_of(spool: Spool) -> str | None:
    """Return the address of the backup of which staff are told: the first that prints, else the first."""
    _, *backups = spool.conditions
    well = [one for one in backups if spool.conditions[one] in PRINTS]
    return next(iter([*well, *backups]), None)


def _printer(spool: Spool, name: str, now: datetime | None, speed: float) -> dict[str, Any]:
    roll = spool.roll(name)
    at = None
    if now is not None and roll.ends_at is not None:
        at = now + timedelta(seconds=max(0.0, roll.ends_at - time.time()) * speed)
    is_today = now is not None and at is not None and at.date() == now.date()
    return {
        "condition": spool.conditions[name],
        "papers_left": roll.papers_left,
        "roll_ends": about(at) if at is not None and is_today else None,
        "roll_soon": now is not None and at is not None and at - now < SOON,
    }


def about(at: datetime) -> str:
    """Return an hour in steps of ten minutes: more exact it would only seem to be."""
    return f"{at.replace(minute=at.minute // STEP_MIN * STEP_MIN):%H:%M}"
