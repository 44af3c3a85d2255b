"""What does the demo keep between two runs? Its own passwords, tokens, clock and lock, in DATA/demo."""

import fcntl
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any


class InUse(Exception):
    """Another demo runs with this folder; `address` is where it answers."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True)
class Account:
    """A person who may sign in at the demo's pages; `branch` None: of the whole network."""

    branch: str | None
    login: str
    password: str
    role: str


class Folder:
    """The demo's own files; only their owner may read them."""

    def __init__(self, data: Path) -> None:
        self.data = data.resolve()
        self.path = self.data / "demo"
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def facts(self) -> Path:
        """The file that the server hands out to the start page."""
        return self.path / "demo.json"

    @property
    def accounts_file(self) -> Path:
        """The file for `motcua init --demo-accounts`."""
        return self.path / "accounts.json"

    @property
    def tokens_file(self) -> Path:
        """Bearer tokens: `network` by role, `branches` by branch and role."""
        return self.path / "tokens.json"

    @property
    def fleet(self) -> Path:
        """The file for `motcua kiosk --fleet`."""
        return self.path / "fleet.json"

    @property
    def logs(self) -> Path:
        """Where each process writes what it has to say."""
        folder = self.path / "logs"
        folder.mkdir(exist_ok=True)
        return folder

    def lock(self, address: str) -> IO[str]:
        """Hold the folder until the returned file is closed or this process ends. Raises InUse."""
        file = (self.path / "lock").open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            told = file.read().strip()
            file.close()
            raise InUse(told) from None
        file.truncate(0)
        file.write(address)
        file.flush()
        return file

    def accounts(self, branches: Sequence[str]) -> list[Account]:
        """Return the demo's people, with one password in this folder: who is missing is added.

        The officers come first, then who manages the network, who audits it, each branch's manager, and its greeter.
        """
        kept = [Account(**one) for one in self._read(self.accounts_file) or []]
        password = kept[0].password if kept else secrets.token_urlsafe(9)
        wanted: list[tuple[str, str, str | None]] = [(f"officer-{branch}", "officer", branch) for branch in branches]
        wanted += [("manager", "network-manager", None), ("auditor", "auditor", None)]
        wanted += [(f"manager-{branch}", "branch-manager", branch) for branch in branches]
        wanted += [(f"greeter-{branch}", "greeter", branch) for branch in branches]
        known = {one.login for one in kept}
        missing = [Account(branch, login, password, role) for login, role, branch in wanted if login not in known]
        if missing:
            self.write(self.accounts_file, [vars(one) for one in (*kept, *missing)])
        return [*kept, *missing]

    def tokens(self) -> dict[str, Any] | None:
        """Return the tokens that were made before; None if there are none."""
        kept: dict[str, Any] | None = self._read(self.tokens_file)
        return kept

    def stopped_at(self) -> datetime | None:
        """Return the product's time at which the demo was stopped; None at the first run."""
        kept = self._read(self.path / "clock.json")
        return None if kept is None else datetime.fromisoformat(kept["now"])

    def keep_clock(self, now: str) -> None:
        """Remember how far the product's time has come."""
        self.write(self.path / "clock.json", {"now": now})

    def write(self, path: Path, content: Any) -> None:
        """Replace a file at once, so that a kill leaves the old or the new one."""
        new = path.with_suffix(".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
        new.replace(path)

    @staticmethod
    def _read(path: Path) -> Any:
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
