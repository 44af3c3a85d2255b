"""How does the demo run? Starts every process in order, keeps them, skips closed hours, and shows how it goes."""

import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click
import requests

from config.network import Network
from config.texts import text
from demo import places as placing
from demo.api import Api, NoAnswer
from demo.children import Children
from demo.closed_hours import ClosedHours
from demo.folder import Folder
from demo.places import Places
from demo.progress import Lines, Progress, State, Table
from demo.shifts import shifts_of
from demo.tokens import NoToken, make_tokens, still_good

READY_S = 60.0
LOOK_EVERY_S = 2.0
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
        """Run until an exception (Ctrl-C too) ends it; everything that was started is stopped then. Raises CannotRun."""
        try:
            self._prepare()
            self._serve()
            tokens = self._tokens()
            self._start_others(tokens["branches"])
            self._say("opened", address=self._places.address)
            person = self._folder.accounts(self._places.branches)[0]
            self._say("sign-in", login=person.login, password=person.password)
            with self._progress() as progress:
                self._watch(progress, ClosedHours(self._api, admin=tokens["network"]["admin"]), tokens["network"])
        finally:
            self._say("stopping")
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
        command = [*MOTCUA, "serve", "--port", str(self._places.server)]
        self._children.start("serve", [*command, "--clock", clock.isoformat(), "--speed", f"{self._speed:g}"])
        until = time.monotonic() + READY_S
        while not self._is_ready():
            ended, _ = self._children.restart_ended(but="serve")
            if ended:
                raise CannotRun(self._told("server-ended", "serve"))
            if time.monotonic() > until:
                log = str(self._children.log("serve"))
                raise CannotRun(text("demo.server-silent", self._language, seconds=int(READY_S), log=log))
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            return requests.get(f"{self._places.address}/readyz", timeout=2).ok
        except requests.RequestException:
            return False
