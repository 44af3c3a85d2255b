"""What is asked and told of appointments, beside how one is made?"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from server.api.bodies import Body, Code, Instant, Language, Need


class BookingIn(Body):
    service: Code
    slot: Instant
    language: Language = "vi"
    priority: Code | None = None
    needs: list[Need] = Field(default=[], max_length=4)


class BookingOut(BaseModel):
    """code: all that its holder needs, as it is printed."""

    code: str
    branch: str
    service: str
    slot: datetime
    language: str
    seq: int


class CheckInIn(Body):
    code: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class SlotsQuery(BaseModel):
    """day: of the branch; without it, the first day that has a free slot."""

    service: Code
    day: date | None = None


class SlotOut(BaseModel):
    """free: how many more appointments it takes; null where the network sets no limit."""

    start: datetime
    end: datetime
    free: int | None


class SlotsOut(BaseModel):
    """slots: those that have not begun and have room, earliest first; none on a closed day, or where it is full."""

    service: str
    day: date
    slots: list[SlotOut]


class DaysQuery(BaseModel):
    service: Code
    count: Annotated[int, Field(ge=1, le=31)] = 7


class BookableDayOut(BaseModel):
    """first: where its first free slot begins. slots: how many have room. free: how many appointments in all."""

    day: date
    first: datetime
    slots: int
    free: int | None


class BookableDaysOut(BaseModel):
    """days: those of the next 30 that have a free slot, today among them, soonest first."""

    service: str
    days: list[BookableDayOut]


class BookingsQuery(BaseModel):
    """day: of the branch; without it, today."""

    day: date | None = None


class BookingRow(BaseModel):
    """number: of the ticket, once its holder has checked in. A missed one may still check in, as a walk-in."""

    code: str
    service: str
    slot: datetime
    language: str
    state: Literal["booked", "arrived", "cancelled", "missed"]
    number: str | None


class BookingsOut(BaseModel):
    """bookings: by slot, at most 1,000. total: how many there are, those beyond the list too."""

    day: date
    total: int
    bookings: list[BookingRow]


class BookingCancelledOut(BaseModel):
    """code: as it was printed. cancelled_at: when it was cancelled, though it be asked for again."""

    code: str
    branch: str
    service: str
    slot: datetime
    cancelled_at: datetime
    seq: int
