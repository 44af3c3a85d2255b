"""What should managers look at now? Conditions of every branch against its limits; alerts begin and end as rows."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from server.database import displays, kiosk_states, tables
from server.database.store import Store
from server.domain.alerts import Condition, Verdict, Watch
from server.domain.branch import Branch
from server.domain.kiosks import Trouble
from server.domain.lifecycle import CounterState
from server.domain.statistics import DayFigures
from server.views.figures import Figures
from server.views.managers import network_view
from server.views.waits import Waits

LOOK_EVERY_S = 2.0
AT_MOST = 3
CANNOT_PRINT = frozenset({Trouble.PAPER_OUT, Trouble.COVER_OPEN, Trouble.CUTTER_ERROR, Trouble.ERROR, Trouble.OFFLINE})
_A, _C, _S = tables.alert.c, tables.counter.c, tables.step.c


class Watchman:
    """Looks at all branches every few seconds; what is on is taken up again after a start."""

    def __init__(self, store: Store) -> None:
        self._figures, self._waits = Figures(), Waits()
        self._watches: dict[str, Watch] = {}
        self._last = float("-inf")
        with store.read() as connection:
            for row in connection.execute(select(tables.alert).where(tables.ALERT_ON)):
                self._watch(row.branch).on[row.code, row.where] = row.since

    def look(self, store: Store) -> None:
        """Look, unless that was a moment ago."""
        if time.monotonic() - self._last >= LOOK_EVERY_S:
            self.judge(store)
            self._last = time.monotonic()

    def judge(self, store: Store) -> None:
        """Compare every branch with its limits, and write what begins and what is over."""
        now = store.now()
        with store.read() as connection:
            rows = network_view(connection, store.network, figures=self._figures, waits=self._waits, now=now, only=None)
            verdicts = {
                row["code"]: self._judged(connection, store.network.branches[row["code"]], row, now) for row in rows
            }
        told = {code: one for code, one in verdicts.items() if one.begun or one.over}
        if not told:
            return
        with store.writing() as connection:
            for code, verdict in told.items():
                _write(connection, code, verdict, now)

    def _judged(self, connection: Connection, branch: Branch, row: Mapping[str, Any], now: datetime) -> Verdict:
        conditions: list[Condition] = []
        if row["open"]:
            figures = self._figures.of(connection, branch.code) if row["seq"] else DayFigures()
            conditions = [
                *_of_row(branch, row),
                *_forgotten(connection, branch, figures, now),
                *_silent(connection, branch),
            ]
        quiet = branch.planning.is_quiet(now.astimezone(branch.hours.zone))
        return self._watch(branch.code).judge(conditions, now=now, calm=branch.planning.calm, quiet=quiet)

    def _watch(self, code: str) -> Watch:
        return self._watches.setdefault(code, Watch())


def _of_row(branch: Branch, row: Mapping[str, Any]) -> Iterator[Condition]:
    limit_s = branch.planning.p90.total_seconds()
    if row["wait_p90_s"] is not None and row["wait_p90_s"] > limit_s and row["waiting"]:
        yield Condition("p90", None, row["wait_p90_s"], limit_s)
    if row["crowd"] > row["crowd_limit"]:
        yield Condition("crowd", None, row["crowd"], row["crowd_limit"])
    for counter in row["help"]:
        yield Condition("help", counter, 0, 0)


def _forgotten(connection: Connection, branch: Branch, figures: DayFigures, now: datetime) -> list[Condition]:
    """Counters that are open and call nobody, though somebody whom they could serve has waited a good while already.

    A few of them at most: where many are idle, it is the hall that was forgotten.
    """
    limit = branch.planning.forgotten
    waits = select(_S.service).where(_S.branch == branch.code, tables.WAITING).group_by(_S.service)
    waits = waits.having(func.min(_S.since, type_=tables.Instant) < now - limit / 4)
    waiting = set(connection.execute(waits).scalars())
    wanted = select(_C.code, _C.services, _C.opened_at).where(
        _C.branch == branch.code, _C.active == 1, _C.state == CounterState.OPEN, _C.ticket_id.is_(None)
    )
    found = []
    for code, services, opened_at in connection.execute(wanted):
        desk = figures.desks.get(code)
        since = (desk.free_at if desk is not None else None) or opened_at
        idle: timedelta = now - since if since is not None else timedelta(0)
        if idle > limit and waiting & set(services):
            found.append(Condition("counter-forgotten", code, idle.total_seconds(), limit.total_seconds()))
    return sorted(found, key=lambda one: -one.value)[:AT_MOST]


def _silent(connection: Connection, branch: Branch) -> Iterator[Condition]:
    """Displays and kiosks that have not told of themselves (by the wall clock), and printers that cannot print."""
    wall, limit = datetime.now(UTC), branch.planning.silence
    screens = displays.of_branch(connection, branch.code)
    heard = [("display", one.name or one.id, one.seen_at or one.paired_at) for one in screens]
    kiosks = kiosk_states.of_branch(connection, branch.code)
    heard += [("kiosk", one.name, one.seen_at) for one in kiosks]
    for code, name, seen_at in heard:
        if wall - seen_at > limit:
            yield Condition(code, name, (wall - seen_at).total_seconds(), limit.total_seconds())
    for one in kiosks:
        if one.trouble(wall) in CANNOT_PRINT:
            yield Condition("printer", one.name, 0, 0)


def _write(connection: Connection, branch: str, verdict: Verdict, now: datetime) -> None:
    rows: Sequence[Mapping[str, Any]] = [
        {
            "branch": branch,
            "code": one.code,
            "where": one.where,
            "since": now,
            "value": float(one.value),
            "limit": float(one.limit),
        }
        for one in verdict.begun
    ]
    if rows:
        connection.execute(insert(tables.alert), list(rows))
    for code, where in verdict.over:
        place = _A.where.is_(None) if where is None else _A.where == where
        here = (_A.branch == branch, _A.code == code, place, _A.ended_at.is_(None))
        connection.execute(update(tables.alert).where(*here).values(ended_at=now))
    seen = tables.branch.c.code == branch
    connection.execute(update(tables.branch).where(seen).values(rev=tables.branch.c.rev + 1))
