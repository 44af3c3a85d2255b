"""How long does a visitor wait at a kiosk? From the tap to the number, and to the paper, against the server alone."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import processes
from bench.issue import SERVICES, open_counters
from bench.lean import Run, post, press
from bench.measured import Measured
from bench.relay import Relay

BRANCH = "tay-ho"
TAPS = 120
CUTS = 30
PAPERS = 100
PAUSE_S = 0.15
WITHIN_S = 60.0
# A picture is larger than any question to the printer.
A_PICTURE = 5000
# What the agent waits for the server, which the tap that meets a cut cannot do without.
DEADLINE_S = 0.7

LIMITS: dict[str, tuple[float | None, float | None]] = {
    "tap_p50_ratio": (None, 6.0),
    "tap_p99_ratio": (None, 6.0),
    "cut_known_p99_ratio": (None, 6.0),
    "cut_met_p99_over_deadline": (1.0, 1.43),
    "paper_p99_ratio": (None, 35.0),
}


def measure() -> Measured:
    """Return tap → number while papers are printed, with the server here and cut off, and tap → last byte of paper."""
    rows: list[tuple[str, float]] = []
    with processes.serving() as server, a_kiosk(server) as kiosk:
        open_counters(server, (BRANCH,))
        alone = _alone(server)
        told = {
            "server_alone": alone.answers_s,
            "tap": kiosk.taps(TAPS),
            "cut_met": kiosk.taps_that_meet_a_cut(CUTS),
            "cut_known": kiosk.taps_while_cut(TAPS),
            "paper": kiosk.papers(PAPERS),
        }
        after = _alone(server)
    told["server_alone"] = alone.answers_s + after.answers_s
    for run, seconds in told.items():
        rows.extend((run, round(one * 1000, 3)) for one in seconds)
    return Measured(_figures(told), ("run", "ms"), rows, LIMITS)


def _figures(told: dict[str, list[float]]) -> dict[str, Any]:
    of = {run: Run(answers_s=seconds) for run, seconds in told.items()}
    figures: dict[str, Any] = {"taps": TAPS, "pause_s": PAUSE_S}
    for run, one in of.items():
        figures |= {f"{run}_p50_ms": round(one.quantile_ms(0.5), 2), f"{run}_p99_ms": round(one.quantile_ms(0.99), 2)}
    alone = of["server_alone"]
    return figures | {
        "tap_p50_ratio": round(of["tap"].quantile_ms(0.5) / alone.quantile_ms(0.5), 2),
        "tap_p99_ratio": round(of["tap"].quantile_ms(0.99) / alone.quantile_ms(0.99), 2),
        "cut_known_p99_ratio": round(of["cut_known"].quantile_ms(0.99) / alone.quantile_ms(0.99), 2),
        "paper_p99_ratio": round(of["paper"].quantile_ms(0.99) / alone.quantile_ms(0.99), 2),
        "cut_met_p99_over_deadline": round(of["cut_met"].quantile_ms(0.99) / 1000 / DEADLINE_S, 2),
    }


def _alone(server: processes.Server) -> Run:
    """Take tickets from the server itself, one after the other."""
    token = server.token("kiosk", branch=BRANCH)

    def requests(_number: int) -> Iterator[bytes]:
        for turn in range(TAPS // 2):
            time.sleep(PAUSE_S / 3)
            body = {"services": [SERVICES[turn % len(SERVICES)]], "language": "vi"}
            yield post(f"/api/v1/branches/{BRANCH}/tickets", host="127.0.0.1", token=token, body=body)

    return press("127.0.0.1", server.port, clients=1, seconds=WITHIN_S, requests=requests)


class Kiosk:
    """A running agent, tapped as its page does; its lines to server and printer can be cut and timed."""

    def __init__(self, port: int, line: Relay, printer: Relay) -> None:
        self.url = f"http://127.0.0.1:{port}/"
        self._line, self._printer, self._turn = line, printer, count()
        self._http = HTTPConnection("127.0.0.1", port, timeout=WITHIN_S)

    def taps(self, number: int) -> list[float]:
        """Tap again and again, while the papers before are printed."""
        return [self.tap(pause_s=PAUSE_S)[0] for _ in range(number)]

    def taps_that_meet_a_cut(self, number: int) -> list[float]:
        """Cut the line without a word before each tap; it heals after it."""
        seconds = []
        for _ in range(number):
            with self.cut():
                seconds.append(self.tap(pause_s=0.0)[0])
        return seconds

    def taps_while_cut(self, number: int) -> list[float]:
        """Tap while the agent knows that its line is cut."""
        with self.known_cut():
            return self.taps(number)

    @contextmanager
    def cut(self) -> Iterator[None]:
        """Cut the line without a word; it heals after the block, and what was given meanwhile is handed over."""
        self._line.silent = True
        yield
        self._line.heal()
        self.until(lambda told: told["link"]["up"] and not told["outbox"] and not told["link"]["unconfirmed"])

    @contextmanager
    def known_cut(self) -> Iterator[None]:
        """Cut the line, and wait until the agent knows."""
        with self.cut():
            self.until(lambda told: not told["link"]["up"])
            yield

    def papers(self, number: int) -> list[float]:
        """Time from the tap to the last byte of its paper, when none is printed before it."""
        seconds = []
        self._until_printed(self.tap(pause_s=0.0)[1]["id"])
        for _ in range(number):
            begun = time.perf_counter()
            _, ticket = self.tap(pause_s=0.0)
            self._until_printed(ticket["id"])
            seconds.append(self._printer.last - begun)
        return seconds

    def tap(self, *, pause_s: float) -> tuple[float, dict[str, Any]]:
        """Take a ticket as the page does; how many seconds it took, and the ticket."""
        time.sleep(pause_s)
        body = {"services": [SERVICES[next(self._turn) % len(SERVICES)]], "language": "vi", "priority": None}
        begun = time.perf_counter()
        ticket = self._ask("POST", "/tickets", body)
        took = time.perf_counter() - begun
        if "number" not in ticket:
            raise RuntimeError(f"the kiosk gave no number: {ticket}")
        return took, ticket

    def until(self, what: Callable[[dict[str, Any]], bool]) -> None:
        """Wait until the agent's status is like this."""
        end = time.monotonic() + WITHIN_S
        while not what(self._ask("GET", "/status")):
            if time.monotonic() > end:
                raise RuntimeError("the kiosk did not come to rest")
            time.sleep(0.05)

    def _until_printed(self, ticket: str) -> None:
        end = time.monotonic() + WITHIN_S
        while self._ask("GET", f"/tickets/{ticket}")["print"] in {"queued", "sending"} and time.monotonic() < end:
            time.sleep(0.02)

    def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        sent = None if body is None else json.dumps(body)
        self._http.request(method, path, sent, {"Content-Type": "application/json"})
        told: dict[str, Any] = json.loads(self._http.getresponse().read())
        return told


@contextmanager
def a_kiosk(server: processes.Server) -> Iterator[Kiosk]:
    """Run a simulated printer and an agent until the block ends; gives the agent once it has numbers in hand."""
    token = server.token("kiosk", branch=BRANCH)
    printing, pictures, port = (processes.free_port() for _ in range(3))
    with TemporaryDirectory() as folder:
        papers = ("--port", str(printing), "--http", str(pictures), "--dir", str(Path(folder) / "papers"))
        with processes.started(
            (*processes.MOTCUA, "printer", *papers), server.env, url=f"http://127.0.0.1:{pictures}/"
        ):
            line, paper = Relay(server.port), Relay(printing, counts=A_PICTURE)
            agent = (*processes.MOTCUA, *_options(port, line, paper, token, Path(folder) / "kiosk"))
            with processes.started(agent, server.env, url=f"http://127.0.0.1:{port}/status"):
                kiosk = Kiosk(port, line, paper)
                kiosk.until(lambda told: len(told["leases"]) >= len(SERVICES))
                yield kiosk
            line.close()
            paper.close()


def _options(port: int, line: Relay, paper: Relay, token: str, folder: Path) -> Sequence[str]:
    told = {
        "branch": BRANCH,
        "server": f"http://127.0.0.1:{line.port}",
        "token": token,
        "printer": f"tcp://127.0.0.1:{paper.port}",
        "port": str(port),
        "data": str(folder),
    }
    return ("kiosk", *(word for name, value in told.items() for word in (f"--{name}", value)))
