"""Where does each kiosk and printer of the demo stand? On the ports behind the server's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from config.network import Network
from demo.branch_crowd import free_counter
from demo.folder import Account
from demo.load import LEFT_TO_PEOPLE, LOADS
from demo.ports import free_run, is_free

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Places:
    """Ports of the demo: kiosks and printers each in a row, in the order of the branches."""

    branches: Sequence[str]
    server: int
    kiosks: int
    printers: int
    pictures: int

    @property
    def address(self) -> str:
        """Where the server answers."""
        return f"http://{HOST}:{self.server}"

    def kiosk_url(self, branch: str) -> str:
        """Return the address of a branch's kiosk page."""
        return f"http://{HOST}:{self.kiosks + self.branches.index(branch)}/"

    def receipts_url(self, branch: str) -> str:
        """Return the address where the receipts of a branch's simulated printer are seen."""
        return f"http://{HOST}:{self.pictures}/printers/{self.printers + self.branches.index(branch)}/"


def places_from(port: int, branches: Sequence[str], *, free: Callable[[int], bool] = is_free) -> Places:
    """Choose free ports from the server's port up. Raises OSError when there are none."""
    kiosks = free_run(port + 1, len(branches), free=free)
    printers = free_run(kiosks + len(branches), len(branches), free=free)
    return Places(branches, port, kiosks, printers, free_run(printers + len(branches), 1, free=free))


def demo_branches(network: Network) -> list[str]:
    """Return the branches where somebody is simulated."""
    return [branch.code for branch in network.branches if branch.code in LOADS]


def facts(network: Network, places: Places, accounts: Sequence[Account]) -> dict[str, Any]:
    """Return what the start page shows: who may sign in, where the kiosks are, which counter is free for people."""
    free = {branch.code: free_counter(branch) for branch in network.branches}
    return {
        "accounts": [vars(one) for one in accounts],
        "kiosks": [
            {"branch": code, "url": places.kiosk_url(code), "printer": places.receipts_url(code)}
            for code in places.branches
        ],
        "counters": [{"branch": code, "counter": free[code], "services": [LEFT_TO_PEOPLE]} for code in places.branches],
    }


def fleet(places: Places, tokens: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """Return the kiosks that one process hosts. tokens: branch -> role -> bearer token."""
    return [
        {
            "branch": code,
            "port": places.kiosks + place,
            "token": tokens[code]["kiosk"],
            "printer": f"tcp://{HOST}:{places.printers + place}",
        }
        for place, code in enumerate(places.branches)
    ]
