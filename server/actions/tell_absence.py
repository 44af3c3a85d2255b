"""Write down that an officer is not there today, or takes it back."""

from datetime import datetime

from server.database.change import BranchChange
from server.database.moves import add_absence, cancel_absence
from server.domain.refusals import BadChange
from server.domain.staff import Span


def tell_absence(
    change: BranchChange, *, badge: str, kind: str, start: datetime | None, end: datetime | None, note: str | None
) -> None:
    """Let an officer be away from `start` (now) to `end` (the end of the day). Raises BadChange for a span that ends
    before it begins, or lies in the past."""
    begins = start or change.now
    hours = change.branch.hours
    last = hours.last_end(hours.local_day(begins)) or change.now
    ends = end or max(last, begins)
    if ends <= begins:
        raise BadChange(what="end")
    if ends <= change.now:
        raise BadChange(what="end")
    add_absence(change.connection, badge=badge, kind=kind, span=Span(begins, ends), note=note, by=change.actor)
    change.touch()


def take_back_absence(change: BranchChange, *, badge: str, absence: int) -> None:
    """Let an absence not be so after all. Raises BadChange where there is none."""
    if not cancel_absence(change.connection, absence, badge=badge, now=change.now):
        raise BadChange(what="absence")
    change.touch()
