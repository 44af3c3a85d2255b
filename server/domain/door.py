"""Who stands at the door before opening? Each gets a number and a time to come back, by arrival or by a draw.

The order of those who came is kept apart from the time at which they are told to be back: whoever comes after the
opening is behind them all, and nobody needs to wait at the door for his turn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from server.domain.branch import Branch
from server.domain.dispatch import Desk
from server.domain.staff import roster


def opening_from_door(branch: Branch, *, giver: str, now: datetime) -> datetime | None:
    """Return the opening before which numbers are given at the door now, by such a role; None when they are not."""
    ahead = door_from(branch, giver=giver)
    opening = branch.hours.first_opening(branch.hours.local_day(now))
    return opening if opening is not None and opening - ahead <= now < opening else None


def door_from(branch: Branch, *, giver: str) -> timedelta:
    """Return how long before the first opening such a role gives numbers at the door; zero where it gives none."""
    return branch.rules.door_from if giver in branch.rules.door_givers else timedelta(0)


@dataclass(frozen=True)
class Told:
    """What those at the door read: `kind` is door_soon, door_now, door_draw or door_back; `at` is the hour it tells."""

    kind: str
    at: datetime


def told_at_door(branch: Branch, *, now: datetime, last_back: datetime | None) -> list[Told]:
    """Return what is told before opening: from when numbers are given, when it opens, the draw, and when to be back.

    last_back: the latest time that was told to anybody; None where nobody has one.
    """
    opening = branch.hours.first_opening(branch.hours.local_day(now))
    ahead = max((door_from(branch, giver=one) for one in branch.rules.door_givers), default=timedelta(0))
    if opening is None or not ahead or now >= opening:
        return []
    begins, draw_at = opening - ahead, draw_time(branch, opening)
    told = [Told("door_soon", begins) if now < begins else Told("door_now", opening)]
    if draw_at is not None and now < draw_at:
        return [*told, Told("door_draw", draw_at)]
    return [*told, Told("door_back", last_back)] if last_back is not None and now >= begins else told


def draw_time(branch: Branch, opening: datetime) -> datetime | None:
    """Return when the places of those who came before it are drawn; None where they go by arrival."""
    return opening - branch.rules.door_draw if branch.rules.door_draw else None


def seal(seed: str) -> str:
    """Return what is made public of a seed before anybody has a number: afterwards no other seed fits it."""
    return sha256(seed.encode()).hexdigest()


def drawn(tickets: Iterable[str], seed: str) -> list[str]:
    """Return tickets in the order of the draw: by the hash of the seed and their id, so that anybody can check it."""
    return sorted(tickets, key=lambda ticket: sha256(f"{seed} {ticket}".encode()).digest())


def desks_at(branch: Branch, opening: datetime) -> Sequence[Desk]:
    """Return the counters that will stand open then: one for each officer on duty; as described where none is."""
    day = branch.hours.local_day(opening)
    on_duty = [
        frozenset(officer.skills) & frozenset(branch.services)
        for officer in branch.staff
        if any(span.holds(opening) for span in roster(officer, branch.hours, day))
    ]
    usual = [frozenset(counter.services) for counter in branch.counters.values()]
    return [Desk(services, 0.0) for services in (on_duty or usual)[: len(usual)]]


@dataclass(frozen=True)
class DoorPlace:
    """Where a number from the door stands: the instant that its order counts from, and when to be back.

    draw_at: when the draw will say both; None once they are sure.
    """

    turn_at: datetime
    back_at: datetime
    draw_at: datetime | None = None


def back_time(opening: datetime, low_s: float | None) -> datetime:
    """Return when somebody should be back who is hardly called sooner than `low_s` after the opening."""
    return opening + timedelta(seconds=low_s or 0)
