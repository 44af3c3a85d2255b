"""Set numbers aside for a kiosk, for when its line to the server is down."""

from datetime import datetime, timedelta

from server.database.change import BranchChange
from server.domain.numbering import written


def lease_numbers(change: BranchChange, *, service: str, count: int) -> tuple[str, str, datetime]:
    """Return the first and last number of the block, in whole hundreds, and when it lapses: the local midnight.

    Raises UnknownService.
    """
    offered = change.branch.service(service)
    first, last = change.numbers.lease(offered.letter, count, at=int(change.now.timestamp()))
    change.keep_numbers()
    hours = change.branch.hours
    lapses = hours.midnight(hours.local_day(change.now) + timedelta(days=1))
    digits = offered.digits
    return written(offered.letter, first, digits=digits), written(offered.letter, last, digits=digits), lapses
