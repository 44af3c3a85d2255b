"""What do managers get when they ask? The answer of one run, calculated beside the loop that keeps waits fresh."""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import structlog
from sqlalchemy import Connection

from config.settings import Settings
from server.actions.opened import open_store
from server.database.moves import add_move, fail_running, lapse_proposed, next_asked, set_run
from server.database.store import Store
from server.domain.branch import Branch
from server.domain.moves import LEAST_USE, RunState
from server.planning.effects import effects
from server.planning.outlook import BranchNow, Change, Outlook
from server.planning.suggest import REPLICATIONS, SEED, Proposal, suggest
from server.worker.answers import barred_today, changes_of, effect_row, reason_of
from server.worker.branch_mind import BranchMind
from server.worker.outlook_now import network_now
from server.worker.present_now import seconds_of_day

ENDS_AFTER_S, LOOKS_EVERY_S = 600.0, 0.5
PROGRESS_EVERY_S = 0.5
SUGGEST, WHAT_IF = "suggest", "what-if"
log = structlog.get_logger()


class Answerer:
    """Answers runs, one after the other; keeps what it learned of branches from run to run."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._minds: dict[str, BranchMind] = {}

    def answer_next(self) -> bool:
        """Answer the run that has waited the longest; whether there was one. A fault is logged and ends the run."""
        with self._store.read() as connection:
            run = next_asked(connection)
        if run is None:
            return False
        self._store.refresh()
        now = self._store.now()
        self._set(run["id"], state=RunState.RUNNING)
        try:
            self._answer(dict(run), now)
        except Exception:
            log.exception("run failed", run=run["id"])
            self._set(run["id"], state=RunState.FAILED, done_at=now)
        return True

    def _answer(self, run: Mapping[str, Any], now: datetime) -> None:
        begun = time.monotonic()
        branches = network_now(self._store, self._mind, now=now)
        wanted = run["request"].get("branches") or ()
        branches = {code: one for code, one in branches.items() if not wanted or code in wanted}
        ends = self._ends(branches, now)
        if run["kind"] == WHAT_IF:
            answer: dict[str, Any] = {"effects": self._tried(run["request"]["changes"], branches, now, ends)}
        else:
            answer = self._suggested(run["id"], branches, wanted, now, ends)
        answer["seconds"] = round(time.monotonic() - begun, 2)
        self._set(run["id"], state=RunState.DONE, done_at=self._store.now(), progress=1.0, answer=answer)

    def _suggested(
        self,
        run: int,
        branches: Mapping[str, BranchNow],
        wanted: Collection[str],
        now: datetime,
        ends: Mapping[str, datetime],
    ) -> dict[str, Any]:
        if not branches or max(ends.values(), default=now) - now < LEAST_USE:
            return {"effects": [], "missing": {}, "gap": None, "helps": False}
        told = self._progress(run)
        first = next(iter(branches))
        now_s = seconds_of_day(self._branch(first), now)
        ends_s = now_s + max((end - now).total_seconds() for end in ends.values())
        with self._store.read() as connection:
            barred = barred_today(connection, now)
        found = suggest(branches, now_s=now_s, ends_s=ends_s, barred=barred, told=told)
        with self._store.writing() as connection:
            lapse_proposed(connection, branches=wanted)
            for one in found.proposals:
                self._keep(connection, run, one, now, ends)
        return {
            "effects": [effect_row(one) for one in found.together],
            "missing": None if found.missing is None else dict(found.missing),
            "gap": found.gap,
            "helps": bool(found.proposals),
        }

    def _keep(
        self, connection: Connection, run: int, one: Proposal, now: datetime, ends: Mapping[str, datetime]
    ) -> None:
        change = one.change
        bundle = len(one.candidate.changes) > 1
        end = min(ends[code] for code in change.branches)
        add_move(
            connection,
            run,
            kind=change.kind,
            branch=change.branch,
            counter=None if bundle else one.candidate.counter or self._counter_of(change),
            services=sorted({code for part in one.candidate.changes for code in part.services})
            if bundle
            else list(change.services),
            officer=None if bundle else change.officer,
            to=change.to,
            start=now,
            end=end,
            travel_s=round(change.travel_s),
            reason=reason_of(one),
            effects=[effect_row(effect) for effect in one.told],
        )

    def _counter_of(self, change: Change) -> str | None:
        plans = {plan.badge: plan.counter for plan in self._branch(change.branch).staff}
        return plans.get(change.officer or "")

    def _tried(
        self,
        changes: Sequence[Mapping[str, Any]],
        branches: Mapping[str, BranchNow],
        now: datetime,
        ends: Mapping[str, datetime],
    ) -> list[dict[str, Any]]:
        wanted = [
            change
            for one in changes
            for change in changes_of(one, branches, self._branch(one["branch"]), now, ends)
            if set(change.branches) <= branches.keys()
        ]
        if not wanted:
            return []
        now_s = seconds_of_day(self._branch(wanted[0].branch), now)
        outlook = Outlook(branches, now_s, REPLICATIONS, SEED)
        return [effect_row(one) for one in effects(outlook, wanted)]

    def _ends(self, branches: Mapping[str, BranchNow], now: datetime) -> dict[str, datetime]:
        found = {}
        for code in branches:
            hours = self._branch(code).hours
            found[code] = hours.last_end(hours.local_day(now)) or now
        return found

    def _progress(self, run: int) -> Callable[[float], None]:
        last = time.monotonic()

        def told(share: float) -> None:
            nonlocal last
            if time.monotonic() - last >= PROGRESS_EVERY_S:
                last = time.monotonic()
                self._set(run, progress=round(share, 3))

        return told

    def _set(self, run: int, **values: Any) -> None:
        with self._store.writing() as connection:
            set_run(connection, run, **values)

    def _branch(self, code: str) -> Branch:
        return self._store.branch(code)

    def _mind(self, code: str) -> BranchMind:
        return self._minds.setdefault(code, BranchMind(code))


class Process(Protocol):
    """What is to be known of a process that was started."""

    def is_alive(self) -> bool:
        """Whether it still works."""

    def terminate(self) -> None:
        """End it."""

    def join(self) -> None:
        """Wait until it has ended."""


def start_answering(url: str) -> Process:
    """Start a process that answers runs."""
    process = multiprocessing.get_context("spawn").Process(target=answer_all, args=(url,), daemon=True)
    process.start()
    return process


class Suggester:
    """Lets a process of its own answer runs, so that the loop of the waits goes on meanwhile."""

    def __init__(self, url: str, *, start: Callable[[str], Process] = start_answering) -> None:
        self._url = url
        self._start = start
        self._process: Process | None = None
        self._knows_left = False

    def look(self, store: Store) -> None:
        """Start the process when a run waits and none is there; it ends by itself once nobody asks any more.

        A run that was left in the middle, by this process or by another worker's, has failed.
        """
        if self._process is not None and self._process.is_alive():
            return
        if not self._knows_left:
            with store.writing() as connection:
                fail_running(connection)
            self._knows_left = True
        with store.read() as connection:
            if next_asked(connection) is None:
                return
        self._process = self._start(self._url)
        self._knows_left = False

    def close(self) -> None:
        """End the process, in the middle of a run too."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()


def answer_all(url: str) -> None:
    """Answer every run that is asked for, until nobody has asked for some minutes."""
    os.nice(10)
    threading.Thread(target=_end_with_the_worker, daemon=True).start()
    store = open_store(Settings(database_url=url))
    store.refresh()
    answerer = Answerer(store)
    last = time.monotonic()
    while time.monotonic() - last < ENDS_AFTER_S:
        if answerer.answer_next():
            last = time.monotonic()
        else:
            time.sleep(LOOKS_EVERY_S)
    store.close()


def _end_with_the_worker() -> None:
    """End this process when the worker that started it is gone, however it ended: the next one starts its own."""
    worker = multiprocessing.parent_process()
    if worker is not None:
        worker.join()
        os._exit(1)
