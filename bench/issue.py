"""How many durable tickets a second, against the bare framework before and after?"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from bench import processes
from bench.lean import Run, post, press
from bench.measured import Measured

CLIENTS = 8
SECONDS = 5.0
SERVICES = ("land", "certification", "civil-status", "business", "social", "results")
BRANCHES = (
    "tay-ho", "cau-giay", "dong-da", "hoang-mai", "tu-liem", "long-bien",
    "ha-dong", "hoai-duc", "son-tay", "dong-anh", "thanh-tri", "ung-hoa",
)  # fmt: skip


LIMITS: dict[str, tuple[float | None, float | None]] = {
    "sqlite_ratio": (0.10, None),
    "postgres_ratio": (0.08, None),
    "postgres_12_ratio": (0.15, None),
    "sqlite_p99_ratio": (None, 15.0),
    "postgres_p99_ratio": (None, 15.0),
    "postgres_12_p99_ratio": (None, 15.0),
}


def measure() -> Measured:
    """Return issues a second on SQLite and PostgreSQL, one branch and twelve, each over the bare framework's."""
    figures: dict[str, Any] = {"clients": CLIENTS, "seconds": SECONDS}
    rows: list[tuple[str, float]] = []
    with processes.bare() as port:
        with processes.serving() as server:
            figures |= _pair("sqlite", port, server, BRANCHES[:1], rows)
        with processes.postgres() as url:
            if url is None:
                figures["postgres"] = "not installed"
            else:
                with processes.serving(database_url=url) as server:
                    figures |= _pair("postgres", port, server, BRANCHES[:1], rows)
                    figures |= _pair("postgres_12", port, server, BRANCHES, rows)
    return Measured(figures, ("run", "ms"), rows, LIMITS)


def _pair(
    name: str, bare_port: int, server: processes.Server, branches: tuple[str, ...], rows: list[tuple[str, float]]
) -> dict[str, Any]:
    tokens = [server.token("kiosk", branch=branch) for branch in branches]
    open_counters(server, branches)
    before = _bare(bare_port)
    issued = issue(server, branches, tokens, seconds=SECONDS)
    after = _bare(bare_port)
    for run, told in ((f"{name}_bare", before), (name, issued), (f"{name}_bare", after)):
        rows.extend((run, round(one * 1000, 3)) for one in told.answers_s)
    bare_s = (before.per_second + after.per_second) / 2
    bare_p99 = (before.quantile_ms(0.99) + after.quantile_ms(0.99)) / 2
    return {
        f"{name}_issues_s": round(issued.per_second, 1),
        f"{name}_bare_s": round(bare_s, 1),
        f"{name}_ratio": round(issued.per_second / bare_s, 3),
        f"{name}_p50_ms": round(issued.quantile_ms(0.5), 2),
        f"{name}_p99_ms": round(issued.quantile_ms(0.99), 2),
        f"{name}_p99_ratio": round(issued.quantile_ms(0.99) / bare_p99, 2),
        f"{name}_statuses": {str(status): n for status, n in issued.statuses.items()},
    }


def open_counters(server: processes.Server, branches: tuple[str, ...]) -> None:
    """Open four counters a branch, so that each ticket is promised a wait."""
    for branch in branches:
        token = server.token("officer", branch=branch)
        _press_once(
            server,
            [
                post(f"/api/v1/branches/{branch}/counters/{counter}/open", host="127.0.0.1", token=token)
                for counter in range(1, 5)
            ],
        )


def _press_once(server: processes.Server, requests: list[bytes]) -> None:
    press("127.0.0.1", server.port, clients=1, seconds=5, requests=lambda _number: iter(requests))


def issue(
    server: processes.Server, branches: tuple[str, ...], tokens: list[str], *, seconds: float, clients: int = CLIENTS
) -> Run:
    """Take tickets as kiosks do, each with an idempotency key."""

    def requests(number: int) -> Iterator[bytes]:
        for turn in count():
            place = (number + turn) % len(branches)
            yield post(
                f"/api/v1/branches/{branches[place]}/tickets",
                host="127.0.0.1",
                token=tokens[place],
                body={"services": [SERVICES[turn % len(SERVICES)]], "language": "vi"},
                headers=f"Idempotency-Key: {number}-{turn}-{seconds}-{len(branches)}\r\n",
            )

    return press("127.0.0.1", server.port, clients=clients, seconds=seconds, requests=requests)


def _bare(port: int) -> Run:
    def requests(_number: int) -> Iterator[bytes]:
        request = post("/bare", host="127.0.0.1", token="none", body={"services": ["land"]})  # noqa: S106
        while True:
            yield request

    return press("127.0.0.1", port, clients=CLIENTS, seconds=SECONDS / 2, requests=requests)
