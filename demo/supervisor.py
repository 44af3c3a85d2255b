"""How does the demo run? Starts every process in order, keeps them, skips closed hours, and shows how it goes."""

import signal
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import Any

import click
import urllib3

from config.network import Network
from config.texts import text
from demo import places as placing
from demo.api import Api, NoAnswer, NotLetIn
from demo.children import Children
from demo.closed_hours import ClosedHours
from demo.desk import Refused
from demo.folder import Folder
from demo.places import Places
from demo.progress import Lines, Progress, State, Table
from demo.shifts import shifts_of
from demo.tokens import NoToken, make_tokens, still_good

READY_S = 60.0
LOOK_EVERY_S = 2.0
FIRST_HOUR = time_of_day(9)
FRIDAY = 4
MOTCUA = (sys.executable, "-m", "server")


class CannotRun(Exception):
    """The demo cannot go on; the message is a sentence for who started it."""


class Supervisor:
    """One run of the demo. The folder's lock is held by the caller."""

    def __init__(
        self, *, network: Network, folder: Folder, places: Places, speed: float, env: dict[str, str], language: str
    ) -> None:
        self._network, self._folder, self._places = network, folder, places
        self._speed, self._env, self._language = speed, env, language
        self._children = Children(logs=folder.logs, env=env)
        self._api = Api(places.address, patience_s=5)

    def run(self) -> None:
        """Run until an exception (Ctrl-C too) ends it, and stop everything that was started. Raises CannotRun."""
        try:
            self._prepare()
            # Before the server: the product's clock begins with it, and making tokens takes a while.
            tokens = self._folder.tokens() or self._make_tokens()
            self._serve()
            if not still_good(tokens, self._api, self._places.branches):
                tokens = self._make_tokens()
            self._start_others(tokens["branches"])
            self._say("opened", address=self._places.address)
            person = self._folder.accounts(self._places.branches)[0]
            self._say("sign-in", login=person.login, password=person.password)
            with self._progress() as progress:
                self._watch(progress, tokens["network"])
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave half of them running
            self._say("stopping")
            self._keep_clock()
            self._children.stop()
            self._say("stopped", folder=str(self._folder.data))

    def _prepare(self) -> None:
        self._say("preparing", folder=str(self._folder.data))
        accounts = self._folder.accounts(self._places.branches)
        self._folder.write(self._folder.facts, placing.facts(self._network, self._places, accounts))
        if self._children.run("init", [*MOTCUA, "init", "--demo-accounts", str(self._folder.accounts_file)]):
            raise CannotRun(self._told("init-failed", "init"))

    def _serve(self) -> None:
        clock = self._folder.stopped_at() or first_morning(self._network, datetime.now(self._network.zone))
        # The clock then stands in the database and goes on: a server that comes back leaves it alone.
        again = [*MOTCUA, "serve", "--port", str(self._places.server)]
        first = [*again, "--clock", clock.isoformat(), "--speed", f"{self._speed:g}"]
        self._children.start("serve", first, again=again)
        until = time.monotonic() + READY_S
        while not self._is_ready():
            if self._children.has_ended("serve"):
                raise CannotRun(self._told("server-ended", "serve"))
            if time.monotonic() > until:
                log = str(self._children.log("serve"))
                raise CannotRun(text("demo.server-silent", self._language, seconds=int(READY_S), log=log))
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            return urllib3.request("GET", f"{self._places.address}/readyz", timeout=2, retries=False).status == 200
        except urllib3.exceptions.HTTPError:
            return False

    def _make_tokens(self) -> dict[str, Any]:
        self._say("tokens")
        try:
            made = make_tokens(MOTCUA, self._places.branches, env=self._env)
        except NoToken as error:
            raise CannotRun(text("demo.token-failed", self._language, words=str(error))) from error
        self._folder.write(self._folder.tokens_file, made)
        return made

    def _start_others(self, tokens: Mapping[str, Mapping[str, str]]) -> None:
        data, places = self._folder.data, self._places
        self._folder.write(self._folder.fleet, placing.fleet(places, tokens))
        printer = ["--port", str(places.printers), "--count", str(len(places.branches))]
        pictures = ["--http", str(places.pictures), "--dir", str(data / "receipts")]
        kiosk = ["--server", places.address, "--fleet", str(self._folder.fleet), "--data", str(data / "kiosks")]
        self._children.start("worker", [*MOTCUA, "worker"])
        self._children.start("printers", [*MOTCUA, "printer", *printer, *pictures])
        self._children.start("kiosks", [*MOTCUA, "kiosk", *kiosk])
        crowd = [sys.executable, "-m", "demo.crowd", places.address, str(self._folder.tokens_file)]
        self._children.start("crowd", crowd)

    def _watch(self, progress: Progress, tokens: Mapping[str, str]) -> None:
        hours, shown = ClosedHours(), set(self._places.branches)
        while True:
            again, given_up = self._children.restart_ended()
            if "serve" in given_up:
                log = str(self._children.log("serve"))
                raise CannotRun(text("demo.server-given-up", self._language, log=log))
            if "serve" in again:
                self._say("server-again")
            try:
                clock = self._api.get("/clock")
                rows = self._api.get("/network", token=tokens["network-manager"])["branches"]
                now = datetime.fromisoformat(clock["now"]).astimezone(self._network.zone)
                if hours.may_be_skipped(rows, now):
                    self._api.post("/demo/skip", token=tokens["admin"])
            except NoAnswer:
                continue
            self._folder.keep_clock(clock["now"])
            here = [row for row in rows if row["code"] in shown]
            progress.show(State(self._places.address, now, clock["speed"], here, self._remark(given_up)))
            time.sleep(LOOK_EVERY_S)

    def _keep_clock(self) -> None:
        """Remember the product's time of this moment, so that the next run does not go back."""
        try:
            if self._is_ready():
                self._folder.keep_clock(self._api.get("/clock")["now"])
        except (NoAnswer, Refused, NotLetIn):
            return

    def _remark(self, given_up: Sequence[str]) -> str | None:
        if not given_up:
            return None
        names, folder = ", ".join(given_up), str(self._folder.logs)
        return text("demo.given-up", self._language, names=names, folder=folder)

    def _progress(self) -> Progress:
        return Table(self._language) if sys.stdout.isatty() else Lines(self._language)

    def _say(self, key: str, **values: str) -> None:
        click.echo(text(f"demo.{key}", self._language, **values))

    def _told(self, key: str, name: str) -> str:
        log = self._children.log(name)
        words = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return text(f"demo.{key}", self._language, log=str(log), words=words[-1] if words else "–")


def first_morning(network: Network, today: datetime) -> datetime:
    """Return 09:00 of today, or of the next weekday on which the first branch is open then."""
    shifts = shifts_of(network, network.branches[0].code)
    nine = datetime.combine(today.date(), FIRST_HOUR, network.zone)
    while nine.weekday() > FRIDAY or not shifts.is_open(nine.timestamp()):
        nine += timedelta(days=1)
    return nine
