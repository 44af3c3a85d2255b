"""How many calls a second do one officer and eight together make, beside the tickets that are issued?

One and eight take turns, so that a machine that is slower for a while is so for both.
"""

from collections.abc import Iterator

from bench import processes
from bench.issue import issue
from bench.lean import Run, post, press
from bench.measured import Measured

BRANCH = "tay-ho"
TURNS, TURN_S = 6, 1.5
ISSUING_S = 20.0
LIMITS: dict[str, tuple[float | None, float | None]] = {
    "calls_8_over_1": (1.0, None),
    "p99_8_over_p50_1": (None, 10.0),
    "calls_over_issues": (0.5, None),
    "nobody_waited": (None, 0),
}


def measure() -> Measured:
    """Return calls a second of one and of eight officers, each at a counter of their own, on SQLite."""
    one, eight = Run(), Run()
    with processes.serving() as server:
        issued = issue(server, (BRANCH,), [server.token("kiosk", branch=BRANCH)], seconds=ISSUING_S)
        token = server.token("officer", branch=BRANCH)
        press("127.0.0.1", server.port, clients=8, seconds=TURN_S, requests=lambda number: _opens(number, token))
        for _ in range(TURNS):
            one.add(_calls(server, token, 1))
            eight.add(_calls(server, token, 8))
    figures = {
        "calls_s_1": round(one.per_second, 1),
        "calls_s_8": round(eight.per_second, 1),
        "p50_ms_1": round(one.quantile_ms(0.5), 2),
        "p99_ms_8": round(eight.quantile_ms(0.99), 2),
        "issues_s": round(issued.per_second, 1),
        "calls_8_over_1": round(eight.per_second / one.per_second, 3),
        "p99_8_over_p50_1": round(eight.quantile_ms(0.99) / one.quantile_ms(0.5), 2),
        "calls_over_issues": round(eight.per_second / issued.per_second, 3),
        "nobody_waited": one.statuses.get(204, 0) + eight.statuses.get(204, 0),
    }
    runs = (("issue", issued), ("call_1", one), ("call_8", eight))
    rows = [(name, round(took * 1000, 3)) for name, run in runs for took in run.answers_s]
    return Measured(figures, ("run", "ms"), rows, LIMITS)


def _calls(server: processes.Server, token: str, officers: int) -> Run:
    return press("127.0.0.1", server.port, clients=officers, seconds=TURN_S, requests=lambda n: _presses(n, token))


def _opens(number: int, token: str) -> Iterator[bytes]:
    yield post(f"{_counter(number)}/open", host="127.0.0.1", token=token)


def _presses(number: int, token: str) -> Iterator[bytes]:
    while True:
        yield post(f"{_counter(number)}/call-next", host="127.0.0.1", token=token)


def _counter(number: int) -> str:
    return f"/api/v1/branches/{BRANCH}/counters/{number + 1}"
