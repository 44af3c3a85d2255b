"""To whom does a hall say sorry for a wait that was longer than promised, and when to everybody at once?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

TOLD_FOR = timedelta(minutes=2)
# Where more wait in vain than that, one sentence for all is kinder than a list of numbers, and said this often.
ONE_BY_ONE = 3
TO_ALL_EVERY = timedelta(minutes=15)


@dataclass(frozen=True)
class Overdue:
    """Somebody who waits longer than he was told. promised: until when he should have been called."""

    ticket: str
    number: str
    language: str
    promised: datetime


@dataclass(frozen=True)
class Owed:
    """each: to whom it is said by number, once, soon after the promise was broken. to_all: to the whole hall."""

    each: tuple[Overdue, ...] = ()
    to_all: bool = False


def owed(overdue: Sequence[Overdue], *, now: datetime) -> Owed:
    """Return which apologies stand at an instant, where these have been waiting for too long."""
    if len(overdue) > ONE_BY_ONE:
        return Owed(to_all=True)
    return Owed(tuple(one for one in overdue if now - one.promised < TOLD_FOR))
