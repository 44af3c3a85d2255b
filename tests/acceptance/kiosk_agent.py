"""How is a kiosk's agent started, tapped and killed from outside?"""

import json
import os
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import zxingcpp
from PIL import Image

from printers.simulated.in_thread import printers_in_thread
from printers.simulated.service import PrinterPlace
from tests.acceptance.installation import ANSWER_S, MOTCUA, START_S
from tests.ports import free_port


@dataclass
class Tap:
    """What a visitor was shown, and how long he waited for it. known_cut: whether the cut was known before the tap."""

    status: int
    ticket: dict[str, Any]
    took_s: float
    known_cut: bool


@dataclass
class KioskAgent:
    """One `motcua kiosk`, which may be killed and started again on the same folder and port.

    printing: the port of a printer on this machine.
    """

    branch: str
    server: str
    token: str
    folder: Path
    port: int = field(default_factory=free_port)
    printing: int | None = None
    process: "subprocess.Popen[bytes] | None" = None
    taps: list[Tap] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def printer(self) -> str:
        """Where its printer is; without one an address of its own at which none is."""
        return f"tcp://127.0.0.2:{self.port}" if self.printing is None else f"tcp://127.0.0.1:{self.printing}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = {"branch": self.branch, "server": self.server, "token": self.token, "printer": self.printer}
        options |= {"port": str(self.port), "data": str(self.folder), "staff-pin": "2468"}
        clean = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        clean["PYTHONFAULTHANDLER"] = "1"
        with (self.folder / "kiosk.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(MOTCUA), "kiosk", *(word for name, value in options.items() for word in (f"--{name}", value))],
                env=clean,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_S
        while not self._answers():
            alive = self.process.poll() is None and time.monotonic() < until
            assert alive, (self.folder / "kiosk.log").read_text()
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/status", timeout=ANSWER_S).status_code == 200
        except requests.ConnectionError:
            return False

    def kill(self) -> None:
        """kill -9."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self.process is not None:
            process, self.process = self.process, None
            process.send_signal(number)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGABRT)  # faulthandler tells where each thread is
                process.wait(30)
                raise AssertionError((self.folder / "kiosk.log").read_text()[-8000:]) from None

    def status(self) -> dict[str, Any]:
        told: dict[str, Any] = requests.get(f"{self.url}/status", timeout=ANSWER_S).json()
        return told

    def tap(self, service: str = "land", *, known_cut: bool = False) -> Tap | None:
        """Ask for a ticket as the page does; None when the agent was killed meanwhile, or is not there."""
        began = time.monotonic()
        try:
            answer = requests.post(f"{self.url}/tickets", json={"services": [service]}, timeout=ANSWER_S)
            tap = Tap(answer.status_code, answer.json(), time.monotonic() - began, known_cut)
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError, ValueError):
            return None
        self.taps.append(tap)
        return tap

    def kept(self) -> dict[str, dict[str, Any]]:
        """The tickets that somebody may hold, by id, in the order of issue; read from the file of a stopped agent."""
        held = "SELECT ticket FROM tickets WHERE state IN ('given', 'outbox', 'handed', 'aside') ORDER BY place"
        with closing(sqlite3.connect(self.folder / f"{self.branch}-{self.port}" / "kiosk.sqlite3")) as file:
            tickets = [json.loads(row[0]) for row in file.execute(held)]
        return {ticket["id"]: ticket for ticket in tickets}

    def wait_until(self, what: Any, *, within_s: float = 60) -> dict[str, Any]:
        """Return the status once it is like this; fails when it never is."""
        until = time.monotonic() + within_s
        while not what(status := self.status()):
            assert time.monotonic() < until, status
            time.sleep(0.1)
        return status


@contextmanager
def a_printer(folder: Path) -> Iterator[tuple[int, list[str]]]:
    """A printer's port, and what a reader that we did not write finds in the code of each paper, as it comes out."""
    with printers_in_thread([PrinterPlace(0, folder)]) as running:
        printer, codes = running.printers[0], []
        keep = printer.machine.receipt

        def read(paper: Image.Image) -> None:
            keep(paper)
            codes.extend(code.text for code in zxingcpp.read_barcodes(paper.convert("L")))

        printer.machine.receipt = read
        yield printer.port, codes


class Crowd:
    """People who tap one kiosk again and again, each after the other's number, until told to stop."""

    def __init__(self, agent: KioskAgent, *, pause_s: float) -> None:
        self._agent, self._pause_s = agent, pause_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Crowd":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        services = ("land", "certification", "results", "business")
        turn = 0
        while not self._stop.is_set():
            self._agent.tap(services[turn % len(services)])
            turn += 1
            self._stop.wait(self._pause_s)
