"""Was a roll changed? Told from what the printer says one look after the other; nothing here asks it.

To change a roll somebody opens the cover, and an open cover hides what is said of the paper. So the last word on the
paper holds until the next one. A near-end sensor at the edge of the roll says now this, now that: fine after near end
is a new roll only where the cover was open between. Whoever opened it for something else makes the count begin too
early, and the sensor, which overrules the count, soon says near end again; a new roll that nobody notices would be
called short until somebody says that it is new.
"""

from typing import Literal

from printers.status import Condition

# opened: the cover was open since the paper was said to be low.
Paper = Literal["fine", "low", "opened", "out"]
_SAID: dict[Condition, Paper] = {"ok": "fine", "near-end": "low", "paper-out": "out"}


def paper_after(before: Paper, seen: Condition) -> Paper:
    """Return what holds of the paper after a look."""
    if seen == "cover-open" and before == "low":
        return "opened"
    return _SAID.get(seen, before)


def is_new_roll(before: Paper, seen: Condition) -> bool:
    """Whether a look finds a roll that was not there before."""
    return seen == "ok" and before in {"opened", "out"}
