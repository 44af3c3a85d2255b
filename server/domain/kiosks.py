"""How does a kiosk do, and what must staff look after? From what it last told of itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SILENT_AFTER = timedelta(seconds=30)
FEW_PAPERS = 30
FEW_NUMBERS = 10


class Trouble(StrEnum):
    """What is wrong with a kiosk, worst first; the printer's own conditions among them."""

    SILENT = "silent"
    DISK = "disk"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    CUTTER_ERROR = "cutter-error"
    ERROR = "error"
    OFFLINE = "offline"
    UNKNOWN = "unknown"
    SET_ASIDE = "set-aside"
    CLOSED = "closed"
    NUMBERS = "numbers"
    NEAR_END = "near-end"


@dataclass(frozen=True)
class KioskState:
    """What a kiosk told. seen_at: wall clock, when it was heard last. numbers_left: of the service with fewest.

    papers_left: None where that is not known. set_aside: tickets that the server refused. durable: whether its disk
    takes what it writes.
    """

    device: str
    name: str
    seen_at: datetime
    condition: str
    papers_left: int | None
    numbers_left: int | None
    outbox: int
    set_aside: int
    durable: bool
    closed: bool

    def trouble(self, wall_now: datetime) -> Trouble | None:
        """Return the worst that is wrong, None if nothing is. A printer of which nothing is known is not well."""
        found = {
            Trouble.SILENT: wall_now - self.seen_at > SILENT_AFTER,
            Trouble.DISK: not self.durable,
            Trouble.SET_ASIDE: self.set_aside > 0,
            Trouble.CLOSED: self.closed,
            Trouble.NUMBERS: self.numbers_left is not None and self.numbers_left < FEW_NUMBERS,
            Trouble.NEAR_END: self.papers_left is not None and self.papers_left < FEW_PAPERS,
        }
        return next((one for one in Trouble if found.get(one) or one == self.condition), None)
