"""Which tokens do the demo's devices and simulated people need? Made by `motcua token create`, kept in its folder."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from demo.api import Api, NotLetIn
from demo.children import ending_with_us

AT_ONCE = 2
NETWORK_ROLES = ("network-manager", "admin")
BRANCH_ROLES = ("kiosk", "officer")


class NoToken(Exception):
    """`motcua token create` failed; the message is what it said."""


def still_good(kept: Mapping[str, Any], api: Api, branches: Sequence[str]) -> bool:
    """Whether the tokens of an earlier run are those of this database and of these branches."""
    if set(branches) - set(kept["branches"]):
        return False
    try:
        api.get("/network", token=kept["network"]["network-manager"])
        api.get(f"/branches/{branches[-1]}/counters", token=kept["branches"][branches[-1]]["officer"])
    except NotLetIn:
        return False
    return True


def make_tokens(motcua: Sequence[str], branches: Sequence[str], *, env: Mapping[str, str]) -> dict[str, Any]:
    """Make all tokens, a few commands at a time. Raises NoToken."""
    wanted: list[tuple[str, str | None]] = [(role, None) for role in NETWORK_ROLES]
    wanted += [(role, branch) for branch in branches for role in BRANCH_ROLES]
    with ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1)) as hands:
        made = dict(zip(wanted, hands.map(lambda one: _make(motcua, *one, env=env), wanted), strict=True))
    return {
        "network": {role: made[role, None] for role in NETWORK_ROLES},
        "branches": {branch: {role: made[role, branch] for role in BRANCH_ROLES} for branch in branches},
    }


def _make(motcua: Sequence[str], role: str, branch: str | None, *, env: Mapping[str, str]) -> str:
    command = [*motcua, "token", "create", "--role", role, *(("--branch", branch) if branch else ())]
    done = subprocess.run(  # noqa: S603 (our own)
        command,
        env=dict(env),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=ending_with_us(),
    )
    if done.returncode:
        raise NoToken(done.stderr.strip() or done.stdout.strip())
    return done.stdout.split()[-1]
