"""How many calls a second do one officer and eight together make, beside the tickets that are issued?"""

from collections.abc import Iterator

from bench import processes
from bench.issue import issue
from bench.lean import Run, post, press
from bench.measured import Measured

BRANCH = "tay-ho"
SECONDS = 4.0
LIMITS: dict[str, tuple[float | None, float | None]] = {
    "calls_8_over_1": (1.0, None),
    "p99_8_over_p50_1": (None, 10.0),
    "calls_over_issues": (0.5, None),
    "nobody_waited": (None, 0),
}


def measure() -> Measured:
    """Return calls a second of one and of eight officers, each at a counter of their own, on SQLite."""
    with processes.serving() as server:
        issued = issue(server, (BRANCH,), [server.token("kiosk", branch=BRANCH)], seconds=3 * SECONDS)
        one, eight = _calls(server, 1), _calls(server, 8)
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


def _calls(server: processes.Server, officers: int) -> Run:
    token = server.token("officer", branch=BRANCH)

    def requests(number: int) -> Iterator[bytes]:
        counter = f"/api/v1/branches/{BRANCH}/counters/{number + 1}"
        yield post(f"{counter}/open", host="127.0.0.1", token=token)
        while True:
            yield post(f"{counter}/call-next", host="127.0.0.1", token=token)

    return press("127.0.0.1", server.port, clients=officers, seconds=SECONDS, requests=requests)
