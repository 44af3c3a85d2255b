"""When will the roll end? From the paper that has gone through the printer since the roll was put in.

A printer says "near end" only when little is left; a forecast lets a person come before people stand at an empty one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Paper between the print head and the blade: each ticket is so much longer than its picture.
CUT_MM = 15.0
# What is left when the sensor speaks: a few metres, on most printers set by a screw. The count may be wrong, it is not.
NEAR_END_MM = 4000.0
PACE_OVER_S = 2 * 3600.0
# Fewer papers, or a shorter time, are no pace.
LEAST_PAPERS = 10
LEAST_S = 15 * 60.0


@dataclass(frozen=True)
class PaperUse:
    """One paper: when (Unix time), and how long it is in millimetres."""

    at: float
    mm: float


@dataclass(frozen=True)
class Roll:
    """A roll. left_mm is what should be left of it, never below 0. papers_left: None before the first paper.

    ends_at: Unix time when it ends at the pace of the last two hours, None where that is no pace; hours in which the
    office is closed are not known here.
    """

    length_mm: float
    used_mm: float
    left_mm: float
    papers_left: int | None
    ends_at: float | None


def roll(uses: Sequence[PaperUse], *, length_mm: float, near_end: bool, now: float) -> Roll:
    """Return how a roll stands. uses: since it was put in. near_end: whether the printer says so now."""
    used = math.fsum(use.mm for use in uses)
    left = max(0.0, length_mm - used)
    if near_end:
        left = min(left, NEAR_END_MM)
    papers = math.floor(left / (used / len(uses))) if uses else None
    pace = _mm_per_s(uses, now=now)
    return Roll(length_mm, used, left, papers, None if pace is None else now + left / pace)


def _mm_per_s(uses: Sequence[PaperUse], *, now: float) -> float | None:
    lately = [use for use in uses if now - PACE_OVER_S < use.at <= now]
    if len(lately) < LEAST_PAPERS:
        return None
    span = now - min(use.at for use in lately)
    return math.fsum(use.mm for use in lately) / span if span >= LEAST_S else None
