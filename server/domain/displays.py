"""Is a display alive, is it heard, is it to speak? What follows from what it last told of itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LOST_AFTER = timedelta(seconds=25)
CODE_LIVES = timedelta(minutes=10)
# Signs that are not taken for each other on a screen or by telephone.
CODE_SIGNS = "ACDEFHJKLMNPQRTUVWXY3479"
CODE_LENGTH = 6


class Sound(StrEnum):
    """What a display says of its voice. silent: told to be; elsewhere: another page or display of its room speaks."""

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
    alone_since: wall clock, since when it is to speak alone in its room; None where it was not chosen for that.
    """

    id: str
    zone: str | None
    name: str | None
    paired_at: datetime
    seen_at: datetime | None
    seq: int | None
    sound: str | None
    said_at: datetime | None
    alone_since: datetime | None = None
    behind_since: datetime | None = None

    def health(self, wall_now: datetime) -> Health:
        """Return how it does: it tells of itself every ten seconds; one that shows an old view is as good as lost."""
        if self.seen_at is None or wall_now - self.seen_at > LOST_AFTER:
            return Health.LOST
        if self.behind_since is not None and wall_now - self.behind_since > LOST_AFTER:
            return Health.LOST
        return Health.UNHEARD if self.sound in (Sound.MUTED, Sound.FAILING) else Health.ALIVE

    def is_heard(self, wall_now: datetime) -> bool:
        """Return whether it lives and its own voice is on."""
        return self.health(wall_now) is Health.ALIVE and self.sound == Sound.ON

    def is_to_speak(self, all_displays: Iterable["Display"], wall_now: datetime) -> bool:
        """Return whether it is to speak beside the others of its branch.

        All of a room do, unless one was chosen to do it alone; if that one is not heard, the others do in its place.
        """
        mine = [one for one in all_displays if one.zone == self.zone and one.alone_since is not None]
        return self.alone_since is not None or not any(one.is_heard(wall_now) for one in mine)


def plain_code(told: str) -> str:
    """Return a code as it is kept, however somebody typed it."""
    return "".join(sign for sign in told.upper() if sign.isalnum())
