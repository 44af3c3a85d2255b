"""How is an instant written for a watcher? RFC 3339 in the branch's own zone."""

from datetime import datetime

from server.domain.branch import Branch


def local(branch: Branch, at: datetime | None) -> str | None:
    """Return an instant with the offset of the branch, to the millisecond; None stays None."""
    return None if at is None else at.astimezone(branch.hours.zone).isoformat(timespec="milliseconds")
