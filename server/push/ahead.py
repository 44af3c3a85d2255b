"""Which clips will be asked for soon? Those of the next tickets are made ahead, so that a call is heard at once."""

from collections.abc import Callable, Iterator

import structlog
from sqlalchemy import RowMapping, select

from display.clips import Announcement
from server.api.rooms import Rooms
from server.database import tables
from server.domain.branch import Branch
from server.domain.lifecycle import CounterState
from server.domain.refusals import Refused
from server.push.seen import HALL, picture_of
from server.push.watchers import Watchers
from server.views.clips import Called, announced, spoken_in
from server.views.picture import Picture
from server.views.seats import next_called

EVERY_S = 1.0
# Who is called next at a counter is sure only for the first few; more would be made in vain.
TICKETS = 2
AT_ONCE = 8

log = structlog.get_logger()


class Ahead:
    """Makes clips for halls that somebody watches, a few at a time and only when something changed there."""

    def __init__(self, rooms: Rooms, watchers: Watchers, *, sleep: Callable[[float], None]) -> None:
        self._rooms = rooms
        self._watchers = watchers
        self._sleep = sleep
        self._done: dict[str, int] = {}

    def run(self) -> None:
        """Work until the process ends. The speech process renders; here is only waited for it."""
        while True:
            self._sleep(EVERY_S)
            for branch in self._watchers.branches(HALL):
                try:
                    self.make(branch)
                except Refused:
                    continue
                except Exception:
                    log.exception("clips not made ahead", branch=branch)

    def make(self, branch: str) -> None:
        """Make what a branch will need next, if its hall is watched and it changed since."""
        if branch not in self._watchers.branches(HALL):
            return
        with self._rooms.store.read() as connection:
            seq = connection.execute(select(tables.branch.c.seq).where(tables.branch.c.code == branch)).scalar()
            if seq == self._done.get(branch, -1):
                return
            seen = picture_of(connection, self._rooms, branch)
        self._done[branch] = seen.seq
        for at, said in enumerate(calls_to_come(seen)):
            if at >= AT_ONCE:
                return
            self._rooms.clip(said)
            self._sleep(0)


def calls_to_come(seen: Picture) -> Iterator[Announcement]:
    """Yield the likely next calls of a branch: at each open counter, the first for its services who may be called."""
    desks = [row for row in seen.counters if row["state"] == CounterState.OPEN]
    first = list(next_called(seen))
    lines = [[row for row in first if row["service"] in desk["services"]][:TICKETS] for desk in desks]
    for place in range(TICKETS):
        for desk, line in zip(desks, lines, strict=True):
            if place < len(line):
                yield from _call(seen.branch, line[place], desk["code"])


def _call(branch: Branch, row: RowMapping, counter: str) -> Iterator[Announcement]:
    for language in spoken_in(branch, row["language"]):
        ticket = Called(row["number"], row["service"], language, row["priority"], row["needs"] or ())
        yield announced(branch, "call", ticket, counter=counter)
