"""How long from the acknowledged call to every display of its branch, and is any missed?"""

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

from bench import processes
from bench.lean import post, press
from bench.measured import Measured

DISPLAYS = (1, 50, 500)
CALLS = 40
EVERY_S = 0.25
BRANCH = "tay-ho"


def measure() -> Measured:
    """Return p50 and p99 in milliseconds from a call's answer to its view on a display, and how many were missed.

    Beside them the server's own event loop: how often in the run one of its timers was over 50 ms late.
    """
    figures: dict[str, Any] = {"calls": CALLS}
    rows: list[tuple[int, float]] = []
    for displays in DISPLAYS:
        with processes.serving() as server:
            answered, seen, lags = _run(server, displays)
        late, missed = _judge(answered, seen["views"])
        rows.extend((displays, round(one, 2)) for one in late)
        figures |= {
            f"displays_{displays}_p50_ms": round(late[len(late) // 2], 1),
            f"displays_{displays}_p99_ms": round(late[int(len(late) * 0.99)], 1),
            f"displays_{displays}_missed": missed,
            f"displays_{displays}_generator_cpu": seen["cpu"],
            f"displays_{displays}_lags_over_50ms": lags,
        }
    return Measured(figures, ("displays", "ms"), rows, {f"displays_{many}_missed": (None, 0) for many in DISPLAYS})


def _run(server: processes.Server, displays: int) -> tuple[dict[int, float], dict[str, Any], int]:
    kiosk, officer = server.token("kiosk", branch=BRANCH), server.token("officer", branch=BRANCH)
    _fill(server, kiosk)
    command = (sys.executable, "-m", "bench.displays", str(server.port), BRANCH, str(displays))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as watching:  # noqa: S603
        assert watching.stdout is not None
        watching.stdout.readline()
        before = _late_timers(server)
        answered = _call(server, officer)
        time.sleep(1.0)
        lags = _late_timers(server) - before
        seen, _ = watching.communicate("stop\n", timeout=30)
    return answered, json.loads(seen), lags


def _late_timers(server: processes.Server) -> int:
    """How many timers of the server's loop have been over 50 ms late so far."""
    with urlopen(f"http://127.0.0.1:{server.port}/metrics") as answer:
        told = answer.read().decode()
    count, within = (
        float(re.search(rf"^motcua_loop_lag_seconds_{what} (\S+)$", told, re.MULTILINE)[1])  # type: ignore[index]
        for what in ("count", r'bucket\{le="0.05"\}')
    )
    return int(count - within)


def _fill(server: processes.Server, token: str) -> None:
    def requests(_number: int) -> Iterator[bytes]:
        for _ in range(CALLS + 1):
            body = {"services": ["land"]}
            yield post(f"/api/v1/branches/{BRANCH}/tickets", host="127.0.0.1", token=token, body=body)

    press("127.0.0.1", server.port, clients=1, seconds=60, requests=requests)


def _call(server: processes.Server, token: str) -> dict[int, float]:
    """Call one after the other at a steady pace; returns when each seq was acknowledged (monotonic)."""
    answered: dict[int, float] = {}

    def act(verb: str) -> int:
        url = f"http://127.0.0.1:{server.port}/api/v1/branches/{BRANCH}/counters/1/{verb}"
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        with urlopen(Request(url, b"{}", headers)) as answer:
            seq: int = json.load(answer)["seq"]
            return seq

    act("open")
    time.sleep(0.5)
    pause = threading.Event()
    for _ in range(CALLS):
        seq = act("call-next")
        answered[seq] = time.monotonic()
        pause.wait(EVERY_S)
    return answered


def _judge(answered: dict[int, float], views: list[list[tuple[int, float]]]) -> tuple[list[float], int]:
    """Return how late each call was on each display, and how many were missed.

    A display has shown a call with the first view of its seq or a higher one.
    """
    late: list[float] = []
    missed = 0
    for seen in views:
        for seq, at in answered.items():
            shown = [when for number, when in seen if number >= seq]
            if shown:
                late.append(max(0.0, min(shown) - at) * 1000)
            else:
                missed += 1
    return sorted(late), missed
