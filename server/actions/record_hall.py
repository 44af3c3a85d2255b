"""Keep what a hall's screen showed and said, in a log of its own: in the chain, each entry would push again."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from server.database import displays, tables
from server.database.store import Store
from server.domain.rights import Caller

OLDEST = timedelta(hours=1)
UNHEARD = frozenset({"failed", "late"})


@dataclass(frozen=True)
class Entry:
    """call: of a call or notice. what: shown, said, failed, late, superseded, elsewhere, silent, quiet. age: before."""

    call: str
    what: str
    age: timedelta


@dataclass(frozen=True)
class State:
    """What a display tells of itself: of which view it shows seq and rev, and how its sound does.

    None stands for no word: of several pages of one display only one tells.
    """

    seq: int | None = None
    rev: int | None = None
    sound: str | None = None


def record_hall(
    store: Store, *, branch: str, display: Caller, page: str, zone: str | None, entries: Sequence[Entry], state: State
) -> bool:
    """Keep a screen's entries and that it is alive, and return whether it is to speak.

    Who was cut off tells late, so each entry comes with its age.

    page: its name for as long as it is open. That a call was not heard, or the sound changed, is told to the counters.
    """
    wall, now, speed = datetime.now(UTC), store.now(), store.clock.speed
    rows = [
        {
            "branch": branch,
            "at": now - min(one.age, OLDEST) * speed,
            "wall_at": wall - min(one.age, OLDEST),
            "screen": f"{display.subject}.{page}"[:32],
            "zone": zone,
            "call": one.call,
            "what": one.what,
        }
        for one in entries
    ]
    told: dict[str, Any] = {"seen_at": wall} | {key: one for key, one in asdict(state).items() if one is not None}
    if any(one.what == "said" for one in entries):
        told["said_at"] = wall
    with store.writing() as connection:
        before = displays.one(connection, branch=branch, display=display.subject)
        displays.told(connection, branch=branch, display=display.subject, values=told)
        beside = displays.of_branch(connection, branch)
        if rows:
            connection.execute(insert(tables.hall_told), rows)
    changed = before is None or before.sound != told.get("sound", before.sound)
    if changed or any(one.what in UNHEARD for one in entries):
        with store.change(branch, actor=display.actor) as change:
            change.touch()
    mine = next((one for one in beside if one.id == display.subject), None)
    return mine is None or mine.is_to_speak(beside, wall)
