"""How long did things take today? One definition, from a branch's events, for every screen and report.

- wait: from when the visitor could first be called to the first call that was not undone; who leaves uncalled, or is
  left over, ends his wait by that.
- call to start: from the last call of a step to its start.
- service: from start to finish (or to the end of a turn, a hold, a transfer, a change of service).
- turnaround: from the end of one visitor at a counter to the next call there, without the time of pauses.
- visit: from the same beginning as the wait to the end of the last step.

An undone act never was. What an officer marked as inaccurate has no service time. Everything is in product time.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

UNDO_REACH = 500
SERVICE_ENDS = frozenset({"finished", "turn_ended", "held", "transferred", "service_changed", "referred"})
COUNTER_FREE = SERVICE_ENDS | {"no_show"}
VISIT_ENDS = frozenset({"finished", "no_show", "cancelled", "expired", "referred", "voided"})


@dataclass(frozen=True)
class Event:
    """One event as the figures need it; `ticket` and `counter` may be None."""

    seq: int
    at: datetime
    kind: str
    ticket: str | None
    counter: str | None
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Served:
    """One stretch of service at a counter. inaccurate: left out of every mean."""

    ticket: str
    service: str
    counter: str
    officer: str | None
    called_at: datetime
    started_at: datetime | None
    ended_at: datetime
    done: bool
    inaccurate: bool = False

    @property
    def service_time(self) -> timedelta | None:
        """How long it took; None when nobody pressed start or the time is marked as wrong."""
        return None if self.started_at is None or self.inaccurate else self.ended_at - self.started_at

    @property
    def call_to_start(self) -> timedelta | None:
        """How long the visitor needed to come to the counter."""
        return None if self.started_at is None else self.started_at - self.called_at


@dataclass(frozen=True)
class Visit:
    """A visit so far. service: where it is now. inaccurate: of the service that goes on.

    promise_s: the range that was told; forecast_s: its 10 %, 50 % and 90 %, where a simulation made it.
    """

    ticket: str
    number: str
    service: str
    ready_at: datetime
    called_at: datetime | None = None
    ended_at: datetime | None = None
    end: str | None = None
    counter: str | None = None
    step_called_at: datetime | None = None
    started_at: datetime | None = None
    inaccurate: bool = False
    promise_s: tuple[int, int] | None = None
    forecast_s: tuple[float, float, float] | None = None

    @property
    def promise_kept(self) -> bool | None:
        """Whether the first call came within the range that was told; None before it, and where none was told."""
        if self.promise_s is None or self.called_at is None or self.wait is None:
            return None
        return self.promise_s[0] <= self.wait.total_seconds() <= self.promise_s[1]

    @property
    def wait(self) -> timedelta | None:
        """From when he could be called to the first call, or to leaving; None while waiting, and for a void ticket."""
        if self.end == "voided":
            return None
        until = self.called_at or self.ended_at
        return None if until is None else max(timedelta(0), until - self.ready_at)

    @property
    def whole(self) -> timedelta | None:
        """From when he could be called to the end of the last step; None while it goes on."""
        return None if self.ended_at is None or self.end == "voided" else self.ended_at - self.ready_at


@dataclass(frozen=True)
class Desk:
    """A counter so far: whose it is, since when it has been free of visitors, and how long it paused since then."""

    officer: str | None = None
    open: bool = False
    free_at: datetime | None = None
    paused_at: datetime | None = None
    paused: timedelta = timedelta(0)


@dataclass(frozen=True)
class Turnaround:
    """The time from one visitor's end to the next call at a counter, without pauses."""

    counter: str
    officer: str | None
    took: timedelta


@dataclass
class DayFigures:
    """A branch's day, told event by event in the order of seq."""

    seq: int = 0
    visits: dict[str, Visit] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    served: dict[int, Served] = field(default_factory=dict)
    turnarounds: dict[int, Turnaround] = field(default_factory=dict)
    _before: deque[tuple[int, dict[Any, Any], Any, Any]] = field(default_factory=lambda: deque(maxlen=UNDO_REACH))

    def tell(self, events: Iterable[Event]) -> None:
        """Take further events; one that is known already is skipped."""
        for event in events:
            if event.seq > self.seq:
                self.seq = event.seq
                self._take(event)

    def _take(self, event: Event) -> None:
        if event.kind == "branch_opened":
            self.visits, self.desks, self.served, self.turnarounds = {}, {}, {}, {}
            self._before.clear()
        elif event.kind == "undone":
            self._undo(set(event.data["undoes"]))
        elif event.kind.startswith("counter_") and event.counter is not None:
            self._desk(event, event.counter)
        elif event.kind == "issued" and event.ticket is not None:
            self._issued(event, event.ticket)
        elif event.kind == "marked_inaccurate":
            self._mark(event)
        elif event.ticket in self.visits:
            self._visit(event, self.visits[event.ticket])

    def _issued(self, event: Event, ticket: str) -> None:
        ready_at = event.at - timedelta(seconds=event.data.get("since_s", 0))
        visit = Visit(
            ticket,
            event.data["number"],
            event.data["services"][0],
            ready_at,
            promise_s=_told(event.data.get("promise_s")),
            forecast_s=_told(event.data.get("forecast_s")),
        )
        self._set(event, self.visits, ticket, visit)

    def _visit(self, event: Event, visit: Visit) -> None:
        if event.kind == "called" and event.counter is not None:
            self._called(event, visit, event.counter)
            return
        if event.kind == "started":
            self._set(event, self.visits, visit.ticket, replace(visit, started_at=event.at))
            return
        if event.kind == "reopened" and event.counter is not None:
            again = replace(
                visit,
                counter=event.counter,
                service=event.data["service"],
                step_called_at=event.at,
                started_at=None,
                ended_at=None,
                end=None,
            )
            self._set(event, self.visits, visit.ticket, again)
            return
        if event.kind == "placed":
            ready_at = event.at + timedelta(seconds=event.data["in_s"])
            self._set(event, self.visits, visit.ticket, replace(visit, ready_at=ready_at))
            return
        if event.kind == "arrived" and not event.data.get("late", False):
            return
        if event.kind == "arrived":
            self._set(event, self.visits, visit.ticket, replace(visit, ready_at=event.at))
            return
        self._left_counter(event, visit)

    def _called(self, event: Event, visit: Visit, counter: str) -> None:
        desk = self.desks.get(counter, Desk())
        if desk.free_at is not None:
            pause = desk.paused + (event.at - desk.paused_at if desk.paused_at else timedelta(0))
            turnaround = Turnaround(counter, desk.officer, max(timedelta(0), event.at - desk.free_at - pause))
            self._set(event, self.turnarounds, event.seq, turnaround)
        self._set(event, self.desks, counter, replace(desk, free_at=None, paused=timedelta(0)))
        called = replace(
            visit,
            called_at=visit.called_at or event.at,
            counter=counter,
            service=event.data["service"],
            step_called_at=event.at,
            started_at=None,
            inaccurate=False,
        )
        self._set(event, self.visits, visit.ticket, called)

    def _left_counter(self, event: Event, visit: Visit) -> None:
        """The visitor stands at no counter any longer, or the visit is over, or both."""
        here = visit.counter
        if here is not None and event.kind in COUNTER_FREE:
            desk = self.desks.get(here, Desk())
            if event.kind in SERVICE_ENDS and visit.step_called_at is not None:
                stretch = Served(
                    ticket=visit.ticket,
                    service=visit.service,
                    counter=here,
                    officer=desk.officer,
                    called_at=visit.step_called_at,
                    started_at=visit.started_at,
                    ended_at=event.at,
                    done=event.kind == "finished",
                    inaccurate=visit.inaccurate,
                )
                self._set(event, self.served, event.seq, stretch)
            self._set(event, self.desks, here, replace(desk, free_at=event.at, paused=timedelta(0)))
        gone = replace(visit, counter=None, step_called_at=None, started_at=None, inaccurate=False)
        goes_on = event.kind == "finished" and event.data.get("onward")
        if event.kind in VISIT_ENDS and not goes_on:
            gone = replace(gone, ended_at=event.at, end=event.kind)
        elif event.kind == "returned":
            gone = replace(gone, ended_at=None, end=None)
        if event.kind == "service_changed":
            gone = replace(gone, service=event.data["service"])
        elif event.kind not in COUNTER_FREE | VISIT_ENDS | {"returned", "released"}:
            return
        self._set(event, self.visits, visit.ticket, gone)

    def _desk(self, event: Event, counter: str) -> None:
        desk = self.desks.get(counter, Desk())
        if event.kind == "counter_opened":
            new = replace(desk, officer=event.data["officer"], open=True)
            new = _resumed(new, event.at)
        elif event.kind == "counter_paused":
            new = replace(desk, paused_at=event.at)
        elif event.kind == "counter_resumed":
            new = _resumed(desk, event.at)
        else:
            new = Desk()
        self._set(event, self.desks, counter, new)

    def _mark(self, event: Event) -> None:
        """Leave the visit's service at this counter out: the one that goes on, or else the last one."""
        visit = self.visits.get(event.ticket or "")
        if visit is not None and visit.counter == event.counter:
            self._set(event, self.visits, visit.ticket, replace(visit, inaccurate=True))
            return
        for seq, stretch in reversed(self.served.items()):
            if (stretch.ticket, stretch.counter) == (event.ticket, event.counter):
                self._set(event, self.served, seq, replace(stretch, inaccurate=True))
                return

    def _set(self, event: Event, table: dict[Any, Any], key: Any, value: Any) -> None:
        self._before.append((event.seq, table, key, table.get(key)))
        table[key] = value

    def _undo(self, seqs: set[int]) -> None:
        """Put back what the events of these seqs changed, the latest first."""
        for seq, table, key, old in reversed(self._before):
            if seq not in seqs:
                continue
            if old is None:
                table.pop(key, None)
            else:
                table[key] = old


def _resumed(desk: Desk, at: datetime) -> Desk:
    if desk.paused_at is None:
        return desk
    return replace(desk, paused_at=None, paused=desk.paused + (at - desk.paused_at))


def _told(values: Any) -> Any:
    return None if values is None else tuple(values)


def mean(times: Iterable[timedelta | None]) -> timedelta | None:
    """Return the mean of the times that are known; None when none is."""
    known = [one for one in times if one is not None]
    return sum(known, timedelta(0)) / len(known) if known else None
