"""Is a display alive, and is it heard? What follows from what it last told of itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LOST_AFTER = timedelta(seconds=25)
CODE_LIVES = timedelta(minutes=10)
# Signs that are not taken for each other on a screen or by telephone.
CODE_SIGNS = "ACDEFHJKLMNPQRTUVWXY3479"
CODE_LENGTH = 6


class Sound(StrEnum):
    """What a display says of its voice. silent: told to be; elsewhere: another page of the same machine speaks."""

    ON = "on"
    MUTED = "muted"
    FAILING = "failing"
    SILENT = "silent"
    ELSEWHERE = "elsewhere"


class Health(StrEnum):
    """How a display does: `unheard` shows what it should and cannot be heard."""

    ALIVE = "alive"
    UNHEARD = "unheard"
    LOST = "lost"


@dataclass(frozen=True)
class Display:
    """A paired screen. seen_at, said_at: wall clock. seq: of the view that it last showed.

    behind_since: wall clock, when the first event happened that is not in that view; None where it shows all.
    """

    id: str
    zone: str | None
    name: str | None
    paired_at: datetime
    seen_at: datetime | None
    seq: int | None
    sound: str | None
    said_at: datetime | None
    behind_since: datetime | None = None

    def health(self, wall_now: datetime) -> Health:
        """Return how it does: it tells of itself every ten seconds; one that shows an old view is as good as lost."""
        if self.seen_at is None or wall_now - self.seen_at > LOST_AFTER:
            return Health.LOST
        if self.behind_since is not None and wall_now - self.behind_since > LOST_AFTER:
            return Health.LOST
        return Health.UNHEARD if self.sound in (Sound.MUTED, Sound.FAILING) else Health.ALIVE


def plain_code(told: str) -> str:
    """Return a code as it is kept, however somebody typed it."""
    return "".join(sign for sign in told.upper() if sign.isalnum())
