"""Say something in a hall: a notice that a supervisor types, or a test of its loudspeakers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, update
from uuid_utils import uuid7

from server.database import tables
from server.database.change import BranchChange
from server.domain.refusals import NoticeNotFound, NoticeOver
from server.domain.rights import Caller, require_supervisor

# Of the wall clock: a loudspeaker says its calls first, and in the demonstration product time runs faster.
TEST_STANDS = timedelta(minutes=1)
LONGEST = timedelta(days=31)

_N = tables.hall_notice.c


@dataclass(frozen=True)
class Wanted:
    """texts: by language. starts, ends: None for now, and for the end of the day. every: None to say it once."""

    texts: Mapping[str, str]
    starts: datetime | None = None
    ends: datetime | None = None
    every: timedelta | None = None


def add_notice(change: BranchChange, *, caller: Caller, wanted: Wanted) -> str:
    """Let a notice stand in the hall and return its id. Raises Forbidden, NoticeOver."""
    require_supervisor(caller)
    starts = max(wanted.starts or change.now, change.now)
    ends = min(wanted.ends or _end_of_day(change, starts), starts + LONGEST)
    if ends <= starts:
        raise NoticeOver(ends=f"{ends.astimezone(change.branch.hours.zone):%H:%M, %d/%m/%Y}")
    every = None if wanted.every is None else round(wanted.every.total_seconds())
    return _put(change, caller, kind="notice", texts=wanted.texts, starts_at=starts, ends_at=ends, every_s=every)


def test_sound(change: BranchChange, *, caller: Caller, speed: float) -> str:
    """Let every loudspeaker of the branch say that it is tested; returns the notice's id. Raises Forbidden.

    speed: how fast product time runs.
    """
    require_supervisor(caller)
    ends = change.now + TEST_STANDS * max(speed, 1.0)
    return _put(change, caller, kind="test", texts={}, starts_at=change.now, ends_at=ends, every_s=None)


def end_notice(change: BranchChange, *, caller: Caller, notice: str) -> None:
    """Take a notice out of the hall; that it stood there is kept. Raises Forbidden, NoticeNotFound."""
    require_supervisor(caller)
    here = (_N.id == notice, _N.branch == change.branch.code, _N.ends_at > change.now)
    if not change.connection.execute(update(tables.hall_notice).where(*here).values(ends_at=change.now)).rowcount:
        raise NoticeNotFound
    change.touch()


def _end_of_day(change: BranchChange, starts: datetime) -> datetime:
    hours = change.branch.hours
    end = hours.last_end(hours.local_day(starts))
    return end if end is not None and end > starts else starts + timedelta(hours=1)


def _put(change: BranchChange, caller: Caller, **row: object) -> str:
    made = {"id": str(uuid7()), "branch": change.branch.code, "made_by": caller.actor}
    change.connection.execute(insert(tables.hall_notice), made | row)
    change.touch()
    return made["id"]
