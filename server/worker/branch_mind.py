"""What does the worker know of one branch? Its habits, its correction, what it told last; one object a branch."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from server.database import tables
from server.domain.branch import Branch
from server.domain.dispatch import Wait
from server.domain.statistics import DayFigures
from server.planning.waits import Correction, Forecast, predict, printed_s, seed_of
from server.views.forecast_rows import Foreseen
from server.worker.branch_habits import Usual, usual, with_classes
from server.worker.keeping import Kept, kept_of_day, read_learning
from server.worker.past_days import past_days
from server.worker.present_now import Line, desks_of, line_of, present_now
from server.worker.told_shifts import Stamp, told_shifts

# A call may be undone for ten seconds of wall clock; after that a promise is judged.
SETTLES_AFTER_S = 12.0
# So many tickets' worth of what the days before had, in the share of each priority class.
CLASS_EVIDENCE = 200.0


@dataclass
class Seen:
    """A branch as it was read, to compute from without a connection."""

    seq: int
    at: datetime
    figures: DayFigures
    line: Line
    forecast: Foreseen


@dataclass
class BranchMind:
    """The worker's memory of a branch; all of it that matters is in the database as well."""

    code: str
    settles_after_s: float = SETTLES_AFTER_S
    day: date | None = None
    learned_on: date | None = None
    usual: Usual | None = None
    correction: Correction = field(default_factory=Correction)
    classes: dict[str, float] = field(default_factory=dict)
    classes_before: dict[str, float] = field(default_factory=dict)
    seq: int = -1
    told: Stamp = ()
    at: datetime | None = None
    wall: float = float("-inf")
    shown: dict[str, tuple[int, int] | None] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    called: dict[str, float] = field(default_factory=dict)

    def begin_day(self, connection: Connection, branch: Branch, today: date) -> None:
        """Take up a day: what was learned before, weakened over night, and what was recorded of today already."""
        if self.day == today:
            return
        before = read_learning(connection, self.code)
        if before is not None:
            day, correction, self.classes = before
            self.correction = correction if day == today else correction.next_day()
        self.classes_before = dict(self.classes)
        self.day, self.usual = today, usual(branch, [], today=today, classes=self.classes)
        self.settled, self.called = kept_of_day(connection, self.code, today), {}

    def learn(self, connection: Connection, branch: Branch, today: date) -> None:
        """Learn from the branch's past days; takes part of a second where there are many."""
        days = past_days(connection, branch, today=today)
        self.usual = usual(branch, days, today=today, classes=self.classes)
        self.learned_on = today

    def count_classes(self, connection: Connection, branch: Branch) -> None:
        """Count who came ahead of others today, before it is erased at closing."""
        assert self.day is not None
        assert self.usual is not None
        self.classes = class_shares(connection, branch, self.day, before=self.classes_before)
        self.usual = with_classes(self.usual, branch, self.classes)

    def look(self, connection: Connection, branch: Branch, figures: DayFigures, *, seq: int, now: datetime) -> Seen:
        """Read how the branch stands and compute its waits. `begin_day` must have been called."""
        assert self.usual is not None
        usual = self.usual.habits
        habits = replace(usual, shifts=told_shifts(connection, branch, usual.shifts, now=now))
        line, desks = line_of(connection, branch, now=now), desks_of(connection, branch, figures, now=now)
        present = present_now(branch, line, desks, figures, habits, now=now)
        found = predict(present, habits, branch.rules, seed=seed_of(branch.code, seq))
        told = {key: None if one is None else self.correction.told(one) for key, one in found.items()}
        serving = {
            code: sum(code in one.services for one in desks if one.state != "closed") for code in branch.services
        }
        services: dict[str, Wait | None] = {}
        for code in branch.services:
            one = told.get(f"next {code}")
            mean_s = habits.times[code].mean_s
            services[code] = None if one is None else self._wait(code, one, mean_s / max(1, serving[code]))
        tickets = {key: (one.p10_s, one.p50_s, one.p90_s) for key, one in told.items() if one and key in _ids(line)}
        return Seen(seq, now, figures, line, Foreseen(now, services, line.counts, tickets))

    def _wait(self, service: str, told: Forecast, per_ticket_s: float) -> Wait:
        low, high = printed_s(told, self.shown.get(service))
        return Wait(told.p50_s, told.p90_s, low, high, per_ticket_s, p10_s=told.p10_s, simulated=True)

    def take(self, seen: Seen) -> bool:
        """Remember what was told; whether screens show something else now."""
        self.seq, self.at, self.wall = seen.seq, seen.at, time.monotonic()
        shown = {code: None if one is None else (one.low_s, one.high_s) for code, one in seen.forecast.services.items()}
        changed, self.shown = shown != self.shown, shown
        return changed

    def settle(self, figures: DayFigures) -> list[Kept]:
        """Judge the promises of who was called a while ago, and correct what will be told from them."""
        now, kept = time.monotonic(), []
        for visit in figures.visits.values():
            if visit.ticket in self.settled or visit.promise_s is None:
                continue
            if visit.called_at is None or visit.wait is None:
                self.called.pop(visit.ticket, None)
                continue
            if now - self.called.setdefault(visit.ticket, now) < self.settles_after_s:
                continue
            waited_s = visit.wait.total_seconds()
            _, p50_s, p90_s = visit.forecast_s or (None, None, None)
            if visit.forecast_s is not None:
                self.correction = self.correction.after(Forecast(*visit.forecast_s), waited_s)
            low_s, high_s = visit.promise_s
            kept.append(Kept(visit.ticket, visit.service, low_s, high_s, round(waited_s), _whole(p50_s), _whole(p90_s)))
            self.settled.add(visit.ticket)
            self.called.pop(visit.ticket, None)
        return kept


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)


def _ids(line: Line) -> set[str]:
    return {one.key for one in line.waiting}


def class_shares(connection: Connection, branch: Branch, day: date, *, before: Mapping[str, float]) -> dict[str, float]:
    """Return the share of each priority class among who comes: today's, with what the days before had."""
    priority, tickets = tables.ticket_private.c.priority, tables.ticket.c
    counted = (
        select(priority, func.count())
        .join(tables.ticket, tickets.id == tables.ticket_private.c.ticket_id)
        .where(tickets.branch == branch.code, tickets.day == day)
        .group_by(priority)
    )
    today = {code or "": count for code, count in connection.execute(counted)}
    whole = sum(today.values()) + CLASS_EVIDENCE
    return {
        code: (before.get(code, 0.0) * CLASS_EVIDENCE + today.get(code, 0)) / whole
        for code in branch.head_starts
        if before.get(code) or today.get(code)
    }
