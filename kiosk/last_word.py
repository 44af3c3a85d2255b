"""What had the branch decided when the line went, and does that still hold? Nobody is given a number in spite of it.

A pause holds until the server answers again, or staff at the kiosk say that it is over. The end of an intake, of the
branch or of one service, holds for its local day. Nothing here asks anybody: what is known and the time come in.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from kiosk.offline import NotHere, require_open

PAUSES = frozenset({"evacuation", "interruption"})
AT_DOOR = "door"


def version(known: Mapping[str, Any]) -> str:
    """Return what tells one state of these decisions from another."""
    decided = [known.get("stopped"), known.get("services_closed") or {}]
    return sha256(json.dumps(decided, sort_keys=True).encode()).hexdigest()[:12]


def stopped(known: Mapping[str, Any], *, now: datetime) -> str | None:
    """Return why the branch gives no numbers, as far as that is known; None where it does."""
    reason: str | None = known.get("stopped")
    return reason if reason in PAUSES or is_of_today(known, now=now) else None


def services_closed(known: Mapping[str, Any], *, now: datetime) -> Mapping[str, str]:
    """Return the services that take no more visitors today, and why."""
    return known.get("services_closed") or {} if is_of_today(known, now=now) else {}


def is_at_door(known: Mapping[str, Any], *, now: datetime, door_from: timedelta) -> bool:
    """Whether numbers are given before opening now: a place there is behind all others, whom only the server knows."""
    door = known.get("door")
    if door and now < datetime.fromisoformat(door["opens_at"]):
        return True
    zone = datetime.fromisoformat(known["told_at"]).tzinfo
    today = now.astimezone(zone).date().isoformat()
    day = next((one for one in known.get("hours") or () if one["day"] == today), None)
    if day is None or not day["ranges"]:
        return False
    opening = datetime.fromisoformat(day["ranges"][0]["from"])
    return opening - door_from <= now < opening


def require_intake(known: Mapping[str, Any], services: Sequence[str], *, now: datetime, door_from: timedelta) -> None:
    """Raise NotHere where no number is given for these services: by the hours, the door, or what was decided."""
    if is_at_door(known, now=now, door_from=door_from):
        raise NotHere(503, "agent.door-no-line")
    require_open(known, now=now)
    as_of = {"time": as_read(known)}
    reason = stopped(known, now=now)
    if reason is not None:
        raise NotHere(409, "agent.was-paused" if reason in PAUSES else "agent.was-full", as_of)
    if services_closed(known, now=now).keys() & set(services):
        raise NotHere(409, "agent.service-was-full", as_of)


def as_read(known: Mapping[str, Any]) -> str:
    """Return the hour of the server's last word, as the hall's clock shows it."""
    return f"{datetime.fromisoformat(known['told_at']):%H:%M}"


def is_of_today(known: Mapping[str, Any], *, now: datetime) -> bool:
    """Whether what is known was told on the local day that it is now."""
    told_at = datetime.fromisoformat(known["told_at"])
    return told_at.date() == now.astimezone(told_at.tzinfo).date()
