"""When is which branch computed anew? One loop for all: soon after each change, and now and then without one."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection, select

from server.database import tables
from server.database.store import Store
from server.domain.branch import Branch
from server.views.figures import Figures
from server.worker.branch_mind import SETTLES_AFTER_S, BranchMind
from server.worker.keeping import keep_forecast, keep_learning, keep_promises, say_alive
from server.worker.told_shifts import stamp_of, stamps

LOOK_EVERY_S = 0.2
# Without a change: after so much product time, but not more often than each second of the wall clock.
AGES_IN, LEAST_S = timedelta(seconds=20), 1.0
ALIVE_EVERY_S = 5.0

log = structlog.get_logger()


class Predictor:
    """Keeps the waits of every branch fresh. Many changes between two looks are one computation."""

    def __init__(
        self,
        store: Store,
        *,
        settles_after_s: float = SETTLES_AFTER_S,
        beside: Sequence[Callable[[Store], None]] = (),
    ) -> None:
        """beside: what else is looked after at each turn of the loop; it must not take long."""
        self._store = store
        self._beside = beside
        self._figures = Figures()
        self._minds: dict[str, BranchMind] = {}
        self._settles_after_s = settles_after_s
        self._alive = float("-inf")

    def run(self, *, until: Callable[[], bool]) -> None:
        """Look at the branches until told to end; a fault is logged and tried again."""
        while not until():
            begun = time.monotonic()
            try:
                self._store.refresh()
                self.look()
                for look in self._beside:
                    look(self._store)
            except Exception:
                log.exception("waits not computed")
                time.sleep(LEAST_S)
            time.sleep(max(0.0, LOOK_EVERY_S - (time.monotonic() - begun)))

    def look(self) -> list[str]:
        """Compute what is due, and return the codes of those branches. The first look after a start has no habits yet;
        they are learned one branch a look, so that nobody waits for them."""
        now = self._store.now()
        if time.monotonic() - self._alive > ALIVE_EVERY_S:
            with self._store.writing() as connection:
                say_alive(connection)
            self._alive = time.monotonic()
        due = self._due(now)
        for branch in due:
            self._refresh(branch, now)
        self._learn_one()
        return [branch.code for branch in due]

    def mind(self, code: str) -> BranchMind:
        """Return what is known of a branch."""
        return self._minds.setdefault(code, BranchMind(code, settles_after_s=self._settles_after_s))

    def _due(self, now: datetime) -> list[Branch]:
        with self._store.read() as connection:
            heads = connection.execute(select(tables.branch.c.code, tables.branch.c.seq, tables.branch.c.day)).all()
            told = stamps(connection, now=now)
        due = []
        for code, seq, day in heads:
            branch = self._store.network.branches.get(code)
            if branch is None or branch.hours.is_over(day, now):
                continue
            mind = self.mind(code)
            aged = mind.at is None or not timedelta(0) <= now - mind.at < AGES_IN
            holds = stamp_of(branch, told)
            if seq != mind.seq or holds != mind.told or (aged and time.monotonic() - mind.wall >= LEAST_S):
                mind.told = holds
                due.append(branch)
        return due

    def _refresh(self, branch: Branch, now: datetime) -> None:
        """Compute a branch's waits from one snapshot and write them."""
        mind, today = self.mind(branch.code), branch.hours.local_day(now)
        with self._store.read() as connection:
            mind.begin_day(connection, branch, today)
            figures = self._figures.of(connection, branch.code)
            seen = mind.look(connection, branch, figures, seq=figures.seq, now=now)
            kept = mind.settle(figures)
            if kept:
                mind.count_classes(connection, branch)
        before = dict(mind.shown)
        is_seen = mind.take(seen)
        try:
            with self._store.writing() as connection:
                keep_forecast(connection, branch.code, seen.forecast, seq=seen.seq, is_seen=is_seen)
                if kept:
                    keep_promises(connection, branch.code, today, kept)
                    self._keep_learning(connection, mind)
        except Exception:
            mind.shown, mind.seq = before, -1
            raise

    def _learn_one(self) -> None:
        for mind in self._minds.values():
            branch = self._store.network.branches.get(mind.code)
            if branch is None or mind.day is None or mind.learned_on == mind.day:
                continue
            with self._store.read() as connection:
                mind.learn(connection, branch, mind.day)
            with self._store.writing() as connection:
                self._keep_learning(connection, mind)
            mind.seq = -1
            return

    def _keep_learning(self, connection: Connection, mind: BranchMind) -> None:
        assert mind.day is not None
        assert mind.usual is not None
        keep_learning(
            connection,
            mind.code,
            day=mind.day,
            correction=mind.correction,
            classes=mind.classes,
            arrivals=mind.usual.arrivals,
            durations={code: one.duration for code, one in mind.usual.habits.times.items()},
        )
