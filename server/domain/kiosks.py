"""How does a kiosk do, and what must staff look after? From what it last told of itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SILENT_AFTER = timedelta(seconds=30)
FEW_PAPERS = 30
PRINTS = frozenset({"ok", "near-end"})
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
    ON_BACKUP = "on-backup"
    NUMBERS = "numbers"
    NEAR_END = "near-end"
    NO_BACKUP = "no-backup"


@dataclass(frozen=True)
class KioskState:
    """What a kiosk told. seen_at: wall clock, when it was heard last. numbers_left: of the service with fewest.

    papers_left: None where that is not known. set_aside: tickets that the server refused. durable: whether its disk
    takes what it writes. roll_ends: the local hour of today when the roll ends at the present pace, like "15:20";
    roll_soon: whether that is within the hour. backup: how its second printer is, None where it has none.
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
    roll_ends: str | None = None
    roll_soon: bool = False
    backup: str | None = None
    backup_papers_left: int | None = None
    backup_roll_ends: str | None = None

    def trouble(self, wall_now: datetime) -> Trouble | None:
        """Return the worst that is wrong, None if nothing is. A printer of which nothing is known is not well.

        A kiosk whose second printer prints can print, whatever the first one lacks.
        """
        prints, backup_prints = self.condition in PRINTS, self.backup in PRINTS
        is_on_backup = backup_prints and not prints
        found = {
            Trouble.SILENT: wall_now - self.seen_at > SILENT_AFTER,
            Trouble.DISK: not self.durable,
            Trouble.SET_ASIDE: self.set_aside > 0,
            Trouble.CLOSED: self.closed,
            Trouble.NUMBERS: self.numbers_left is not None and self.numbers_left < FEW_NUMBERS,
            Trouble.ON_BACKUP: is_on_backup,
            Trouble.NEAR_END: self.roll_soon or (self.papers_left is not None and self.papers_left < FEW_PAPERS),
            Trouble.NO_BACKUP: prints and self.backup is not None and not backup_prints,
        }
        own = None if is_on_backup else self.condition
        return next((one for one in Trouble if found.get(one) or one == own), None)
