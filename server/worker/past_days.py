"""What happened on a branch's past days, as far as waits go? Told from its events; an undone act never was."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, bindparam, select

from server.database import tables
from server.database.kept_events import event_of
from server.database.prepared import Prepared
from server.domain.branch import Branch
from server.domain.order import ORDINARY
from server.domain.statistics import COUNTER_FREE, Event
from server.planning.habits import LONG_PAUSE_S, Issued, PastDay, Stretch
from server.worker.present_now import seconds_of_day

DAYS = 20
AT_A_TIME = 500
_E = tables.event.c
_OPENINGS = Prepared(
    select(_E.seq, _E.body)
    .where(_E.branch == bindparam("branch"), tables.DAY_OPENED)
    .order_by(_E.seq.desc())
    .limit(DAYS + 1)
)
_SPAN = Prepared(
    select(_E.seq, _E.body)
    .where(_E.branch == bindparam("branch"), _E.seq > bindparam("after"), _E.seq <= bindparam("last"))
    .order_by(_E.seq)
    .limit(AT_A_TIME)
)
_HEAD = Prepared(select(tables.branch.c.seq).where(tables.branch.c.code == bindparam("branch")))


@dataclass(frozen=True)
class DatedDay:
    """A past day with its date."""

    day: date
    told: PastDay


def past_days(connection: Connection, branch: Branch, *, today: date) -> list[DatedDay]:
    """Return the last days before today on which anybody came, the earliest first; twenty at most."""
    openings = [(seq, json.loads(body)["data"]["day"]) for seq, body in _OPENINGS.rows(connection, _here(branch))]
    head = _HEAD.rows(connection, _here(branch))[0][0] if openings else 0
    days = []
    last = head
    for seq, day in openings:
        if date.fromisoformat(day) < today:
            told = day_from(branch, _events(connection, branch.code, after=seq - 1, last=last))
            if told.issued:
                days.append(DatedDay(date.fromisoformat(day), told))
        last = seq - 1
    return days[:DAYS][::-1]


def _here(branch: Branch) -> dict[str, str]:
    return {"branch": branch.code}


def _events(connection: Connection, branch: str, *, after: int, last: int) -> Iterator[Event]:
    while True:
        rows = _SPAN.rows(connection, {"branch": branch, "after": after, "last": last})
        yield from (event_of(body) for _, body in rows)
        if len(rows) < AT_A_TIME:
            return
        after = rows[-1][0]


@dataclass
class _Counter:
    """A counter on its way through a day. standing: (service, called at); wrong: its time was marked as inaccurate."""

    windows: list[tuple[float, float]] = field(default_factory=list)
    since_s: float | None = None
    paused_s: float | None = None
    standing: tuple[str, float] | None = None
    last: int | None = None
    wrong: bool = False


def day_from(branch: Branch, events: Iterable[Event]) -> PastDay:
    """Return a day as it was. Who was there for a turn of a folder counts with the dossiers of that turn."""
    told = list(events)
    undone = {seq for one in told if one.kind == "undone" for seq in one.data["undoes"]}
    counters: dict[str, _Counter] = defaultdict(_Counter)
    issued: list[Issued] = []
    stretches: list[Stretch] = []
    for one in told:
        if one.seq in undone:
            continue
        at_s = seconds_of_day(branch, one.at)
        if one.kind == "issued":
            since_s = float(one.data.get("since_s", 0))
            issued.append(Issued(at_s - since_s, one.data["services"][0], ORDINARY))
        elif one.counter is not None:
            _tell(counters[one.counter], one, at_s, stretches)
    stretches = [one for one in stretches if one.dossiers]
    ends_s = max((one.ended_s for one in stretches), default=0.0)
    return PastDay(
        issued=issued,
        stretches=stretches,
        calling={code: _windows(one, ends_s) for code, one in counters.items()},
    )


def _tell(counter: _Counter, event: Event, at_s: float, stretches: list[Stretch]) -> None:
    if event.kind == "called":
        counter.standing = (event.data["service"], at_s)
        counter.since_s = at_s if counter.since_s is None else counter.since_s
    elif event.kind in COUNTER_FREE and counter.standing is not None:
        service, called_s = counter.standing
        counter.standing = None
        counter.last = len(stretches)
        came = event.kind != "no_show"
        dossiers = int(event.data.get("done", 1)) if event.kind == "turn_ended" else 1
        assert event.counter is not None
        stretches.append(
            Stretch(event.counter, service, called_s, at_s, came=came, dossiers=0 if counter.wrong else dossiers)
        )
        counter.wrong = False
    elif event.kind == "marked_inaccurate":
        if counter.standing is not None:
            counter.wrong = True
        elif counter.last is not None:
            stretches[counter.last] = replace(stretches[counter.last], dossiers=0)
    elif event.kind == "counter_opened" and counter.since_s is None:
        counter.since_s = at_s
    elif event.kind == "counter_paused":
        counter.paused_s = at_s
    elif event.kind == "counter_resumed" and counter.paused_s is not None:
        _resume(counter, at_s, stretches)
    elif event.kind == "counter_closed" and counter.since_s is not None:
        end_s = counter.paused_s if counter.paused_s is not None else at_s
        counter.windows.append((counter.since_s, end_s))
        counter.since_s = counter.paused_s = None


def _resume(counter: _Counter, at_s: float, stretches: list[Stretch]) -> None:
    """A long pause parts two windows; a short one belongs to the service before it."""
    assert counter.paused_s is not None
    away_s = at_s - counter.paused_s
    if away_s >= LONG_PAUSE_S and counter.since_s is not None:
        counter.windows.append((counter.since_s, counter.paused_s))
        counter.since_s = at_s
    elif counter.last is not None:
        stretches[counter.last] = replace(stretches[counter.last], away_s=away_s)
        counter.last = None
    counter.paused_s = None


def _windows(counter: _Counter, ends_s: float) -> list[tuple[float, float]]:
    """What is still open at the end of the day closed with the last service."""
    still = [] if counter.since_s is None else [(counter.since_s, max(ends_s, counter.since_s))]
    return [*counter.windows, *still]
