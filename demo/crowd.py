"""Who are all these people? The process of simulated visitors and officers: `python -m demo.crowd URL TOKENS`."""

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random

from config.load import hanoi_path, load_network
from config.network import Network
from demo.agenda import Agenda
from demo.api import Api, NotLetIn
from demo.branch_crowd import LOOK_EVERY_S, BranchCrowd
from demo.load import LOADS
from demo.orders import Orders
from demo.product_clock import ProductClock
from demo.rota import Rota

NAP_S = 0.25
# The whole board is long, and seldom changes.
ROTA_EVERY_S = 10.0


class Crowd:
    """All branches on one agenda, in one thread: at any time most people wait."""

    def __init__(
        self,
        api: Api,
        *,
        network: Network,
        tokens: Mapping[str, Mapping[str, str]],
        manager: str,
        chance: Random,
    ) -> None:
        """tokens: branch -> role -> bearer token. manager: the token of who may read what was approved."""
        self._api = api
        self._clock = ProductClock(api)
        self._zone = network.zone
        self._agenda = Agenda()
        self._branches = {
            branch.code: BranchCrowd(
                self._agenda,
                api,
                self._clock,
                network=network,
                branch=branch,
                tokens=tokens[branch.code],
                chance=chance,
            )
            for branch in network.branches
            if branch.code in LOADS
        }
        self._orders = Orders(api, manager, self._branches)
        self._rota = Rota(api, manager, self._branches)
        self._looked = time.monotonic()
        self._rota_read = float("-inf")

    def run(self) -> None:
        """Go on for ever. Raises NotLetIn."""
        now = self._clock.now()
        day = self._day(now)
        for branch in self._branches.values():
            branch.begin(now)
        while True:
            now = self._clock.now()
            if self._day(now) != day:
                day = self._day(now)
                for branch in self._branches.values():
                    branch.begin_day(now)
            self._look(now)
            if not self._do_one(now):
                self._nap(now)

    def _do_one(self, now: float) -> bool:
        due = self._agenda.take_due(now)
        if due is not None:
            at, deed = due
            deed(now, at)
        return due is not None

    def _look(self, now: float) -> None:
        """Every few seconds see where somebody waits; one request tells for all branches."""
        if time.monotonic() - self._looked < LOOK_EVERY_S:
            return
        for row in self._api.get("/branches")["branches"]:
            if row["waiting"] and row["code"] in self._branches:
                self._branches[row["code"]].look(now)
        self._orders.follow(now)
        self._looked = time.monotonic()
        if self._looked - self._rota_read > ROTA_EVERY_S:
            self._rota_read = self._looked
            self._rota.follow(now)

    def _nap(self, now: float) -> None:
        due = self._agenda.next_due
        time.sleep(NAP_S if due is None else min(NAP_S, max(0.0, (due - now) / self._clock.speed)))

    def _day(self, now: float) -> object:
        return self._clock.local(now, self._zone).date()


def main() -> None:
    """Run until stopped; exits with 3 when the tokens are not known to the server."""
    server, tokens = sys.argv[1], Path(sys.argv[2])
    told = json.loads(tokens.read_text(encoding="utf-8"))
    chance = Random()  # noqa: S311 (visitors, not secrets)
    crowd = Crowd(
        Api(server),
        network=load_network(hanoi_path()),
        tokens=told["branches"],
        manager=told["network"]["network-manager"],
        chance=chance,
    )
    try:
        crowd.run()
    except NotLetIn:
        raise SystemExit(3) from None


if __name__ == "__main__":
    main()
