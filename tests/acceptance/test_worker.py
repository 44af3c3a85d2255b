"""What does the network see of a worker that works, answers managers, and is killed? By commands and addresses only."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psutil
import pytest

from tests.acceptance.installation import MOTCUA, Installation

PATIENCE_S = 120


@contextmanager
def a_worker(motcua: Installation) -> Iterator["subprocess.Popen[bytes]"]:
    with (motcua.folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [str(MOTCUA), "worker"],
            env=motcua.environment(),
            cwd=motcua.folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


def until(what: Callable[[], Any]) -> Any:
    """Return what it gives once that is something; fails when it never is."""
    ends = time.monotonic() + PATIENCE_S
    while not (found := what()):
        assert time.monotonic() < ends
        time.sleep(0.2)
    return found


def test_waits_come_from_the_worker_and_without_it_they_are_told_all_the_same(own: Installation) -> None:
    own.start()
    manager, kiosk = own.client("network-manager"), own.client("kiosk", "tay-ho")
    officer = own.client("officer", "tay-ho")
    assert officer.send("POST", "/branches/tay-ho/counters/1/open", json={"services": ["land"]}).status_code == 200
    kiosk.take("tay-ho")

    def row() -> dict[str, Any]:
        rows: list[dict[str, Any]] = manager.get("/network")["branches"]
        return next(one for one in rows if one["code"] == "tay-ho")

    assert row()["predicted_by"] == "pass"
    with a_worker(own) as worker:
        until(lambda: row()["predicted_by"] == "simulation")
        os.killpg(worker.pid, signal.SIGKILL)
    kiosk.take("tay-ho")

    told = until(lambda: row() if row()["predicted_by"] == "pass" else None)
    assert told["wait_p50_s"] is not None


@pytest.mark.soak
def test_the_worker_answers_managers_and_asking_without_one_is_refused(own: Installation) -> None:
    own.start()
    manager = own.client("network-manager")
    assert _asked(manager) is None

    with a_worker(own):
        asked = until(lambda: _asked(manager))
        ended = until(lambda: _ended(manager, asked))

    assert ended["state"] == "done"


def test_what_answers_managers_ends_with_a_worker_that_is_killed(own: Installation) -> None:
    own.start()
    manager = own.client("network-manager")
    with a_worker(own) as worker:
        run = until(lambda: _asked(manager))
        until(lambda: _ended(manager, run))
        left = psutil.Process(worker.pid).children(recursive=True)
        os.kill(worker.pid, signal.SIGKILL)
        _, alive = psutil.wait_procs(left, timeout=PATIENCE_S)

    assert left
    assert alive == []


def _asked(manager: Any) -> int | None:
    """Ask for suggestions for one small branch; None while the worker is not heard of yet."""
    answer = manager.send("POST", "/suggestions", json={"branches": ["thanh-tri"]})
    assert answer.status_code in (202, 409), answer.text
    return int(answer.json()["id"]) if answer.status_code == 202 else None


def _ended(manager: Any, run: int) -> dict[str, Any] | None:
    told: dict[str, Any] = manager.get("/suggestions")["run"]
    assert told["id"] == run
    return told if told["state"] in ("done", "failed") else None
