"""Keep what a hall's screen showed and said, in a log of its own: in the chain, each entry would push again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select

from server.database import tables
from server.database.store import Store

KEPT_FOR = timedelta(days=90)
OLDEST = timedelta(hours=1)
CHUNK = 500


@dataclass(frozen=True)
class Entry:
    """call: a call's or notice's id. what: shown, said, failed, late, superseded or elsewhere. age: before now."""

    call: str
    what: str
    age: timedelta


def record_hall(store: Store, *, branch: str, screen: str, zone: str | None, entries: Sequence[Entry]) -> None:
    """Keep a screen's entries; who was cut off tells late, so each comes with its age, an hour at most."""
    wall, now, speed = datetime.now(UTC), store.now(), store.clock.speed
    rows = [
        {
            "branch": branch,
            "at": now - min(one.age, OLDEST) * speed,
            "wall_at": wall - min(one.age, OLDEST),
            "screen": screen,
            "zone": zone,
            "call": one.call,
            "what": one.what,
        }
        for one in entries
    ]
    if rows:
        with store.writing() as connection:
            connection.execute(insert(tables.hall_told), rows)


def forget_old_halls(store: Store, *, older_than: timedelta) -> int:
    """Erase entries of long ago (wall clock), a little at a time; returns how many."""
    told = tables.hall_told
    before = datetime.now(UTC) - older_than
    erased = 0
    while True:
        some = select(told.c.id).where(told.c.wall_at < before).limit(CHUNK)
        with store.writing() as connection:
            gone = connection.execute(delete(told).where(told.c.id.in_(some))).rowcount
        erased += gone
        if gone < CHUNK:
            return erased
