"""What is the code of an appointment, and may its holder check in here and now?

A code is typed by people at a kiosk: eight of 31 signs that nobody takes for one another, the last a check sign. As 31
is a prime and each place has its own weight, one wrong sign or two that were swapped never make another code.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from server.domain.branch import Branch
from server.domain.refusals import BadBookingCode, BookingCancelled, BookingElsewhere, BookingOtherDay

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


class BookingState(StrEnum):
    """Where an appointment stands; who missed it may still come on its day, as a walk-in."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(eq=False)
class Booking:
    """An appointment without a name. ticket_id: of who has checked in; class and needs are then with the ticket.

    cancelled_at: since when it no longer stands.
    """

    code: str
    branch: str
    service: str
    slot: datetime
    language: str
    made_at: datetime
    priority: str | None = None
    needs: list[str] | None = None
    ticket_id: str | None = None
    cancelled_at: datetime | None = None

    def state(self, *, now: datetime, grace: timedelta) -> BookingState:
        """Return where it stands. grace: for how long after its slot its holder still counts from it."""
        if self.cancelled_at is not None:
            return BookingState.CANCELLED
        if self.ticket_id is not None:
            return BookingState.ARRIVED
        return BookingState.MISSED if now > self.slot + grace else BookingState.BOOKED

    def require_at(self, branch: Branch, *, branches: Mapping[str, Branch]) -> None:
        """Raise BookingElsewhere unless it is at a branch. branches: all of the network, for the other one's name."""
        if self.branch != branch.code:
            other = branches.get(self.branch)
            # A branch that the network file no longer describes is called by its code.
            names = dict.fromkeys(branch.languages, self.branch) if other is None else dict(other.names)
            travel_s = None if other is None else round(branch.way_to(other))
            raise BookingElsewhere(
                branch=self.branch, branch_names=names, travel_s=travel_s, **self._told(other or branch)
            )

    def require_today(self, branch: Branch, *, now: datetime) -> None:
        """Raise BookingCancelled or BookingOtherDay unless its holder may check in today."""
        self.require_standing(branch)
        if branch.hours.local_day(self.slot) != branch.hours.local_day(now):
            raise BookingOtherDay(**self._told(branch))

    def require_standing(self, branch: Branch) -> None:
        """Raise BookingCancelled where it no longer stands."""
        if self.cancelled_at is not None:
            raise BookingCancelled(**self._told(branch))

    def _told(self, branch: Branch) -> dict[str, str]:
        """Return for what and when it is, as its holder reads it."""
        slot = self.slot.astimezone(branch.hours.zone)
        return {"service": self.service, "day": f"{slot:%d/%m/%Y}", "time": f"{slot:%H:%M}"}


def new_code() -> str:
    """Return a code that nobody can guess."""
    body = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
    return body + _check(body)


def read_code(typed: str) -> str:
    """Return the code in what was typed or scanned, however it was spaced. Raises BadBookingCode."""
    code = "".join(typed.upper().replace("-", " ").split())
    if len(code) != LENGTH or set(code) - set(SIGNS) or _check(code[:-1]) != code[-1]:
        raise BadBookingCode
    return code


def written_code(code: str) -> str:
    """Return a code as it is read aloud and printed: "K7M2-9QXA"."""
    return f"{code[:4]}-{code[4:]}"


def _check(body: str) -> str:
    return SIGNS[sum(weight * SIGNS.index(sign) for weight, sign in enumerate(body, start=2)) % len(SIGNS)]
