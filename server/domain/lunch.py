"""May an officer rest from then to then? An hour or so within his day, and at no time when he is away anyhow."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from server.domain.refusals import BadLunch
from server.domain.staff import Span

# How it is told; it counts for its whole day, also once it is over.
LUNCH, COUNTS_FOR = "lunch", timedelta(days=1)
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=2)


def require_lunch(
    badge: str, lunch: Span, *, shift: Sequence[Span], away: Iterable[Span], lent: Iterable[Span], now: datetime
) -> None:
    """Raise BadLunch where a lunch does not fit. shift: when he is at work that day, without any lunch taken off.

    away: sick, on leave or in training. lent: when he works for another branch by an order, which has its own rota.
    """
    if lunch.end <= lunch.start:
        raise BadLunch(badge=badge, reason="backwards")
    if lunch.end <= now:
        raise BadLunch(badge=badge, reason="over")
    if not SHORTEST <= lunch.end - lunch.start <= LONGEST:
        raise BadLunch(badge=badge, reason="length")
    if not shift:
        raise BadLunch(badge=badge, reason="off")
    if lunch.start < min(one.start for one in shift) or max(one.end for one in shift) < lunch.end:
        raise BadLunch(badge=badge, reason="outside")
    if any(lunch.meets(one) for one in away):
        raise BadLunch(badge=badge, reason="away")
    if any(lunch.meets(one) for one in lent):
        raise BadLunch(badge=badge, reason="lent")
