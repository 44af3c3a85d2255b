"""What is told of an appointment that was cancelled?"""

from datetime import datetime

from pydantic import BaseModel


class BookingCancelledOut(BaseModel):
    """code: as it was printed. cancelled_at: when it was cancelled, though it be asked for again."""

    code: str
    branch: str
    service: str
    slot: datetime
    cancelled_at: datetime
    seq: int
