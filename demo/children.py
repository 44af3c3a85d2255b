"""How are the demo's processes started and ended? None of them outlives the demo, however it ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STOP_S = 8.0
# So often in a row; what has run for so long since its last start ended by an accident, and begins anew.
RESTARTS = 3
STEADY_S = 120.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process with what it takes to start it again."""

    name: str
    again: Sequence[str]
    process: subprocess.Popen[bytes]
    started_at: float
    restarts: int = 0


class Children:
    """The processes of one demo; what they write goes to a log file each."""

    def __init__(self, *, logs: Path, env: Mapping[str, str]) -> None:
        self._logs = logs
        self._env = dict(env)
        self._children: dict[str, Child] = {}

    def start(self, name: str, command: Sequence[str], *, again: Sequence[str] | None = None) -> None:
        """Start a process in a session of its own, so that Ctrl-C reaches only the demo, which ends it in order.

        again: how it is started once it has ended by itself; the same way if not told.
        """
        process = self._spawn(name, command, mode="wb")
        self._children[name] = Child(name, again or command, process, time.monotonic())

    def run(self, name: str, command: Sequence[str]) -> int:
        """Run a process to its end and return its exit code."""
        return self._spawn(name, command, mode="wb").wait()

    def log(self, name: str) -> Path:
        """Return the file with what a process wrote."""
        return self._logs / f"{name}.log"

    def has_ended(self, name: str) -> bool:
        """Whether a process that was started has ended by itself."""
        return self._children[name].process.poll() is not None

    def restart_ended(self) -> tuple[list[str], list[str]]:
        """Start again what has ended, a few times in a row each.

        Returns the names of those started again, and of those given up.
        """
        again, given_up = [], []
        for child in self._children.values():
            if child.process.poll() is None:
                continue
            if time.monotonic() - child.started_at >= STEADY_S:
                child.restarts = 0
            if child.restarts >= RESTARTS:
                given_up.append(child.name)
                continue
            # Its own children may outlive it for a moment, and hold its port.
            _signal(child.process, signal.SIGKILL, whole_session=True)
            child.restarts += 1
            child.process = self._spawn(child.name, child.again, mode="ab")
            child.started_at = time.monotonic()
            again.append(child.name)
        return again, given_up

    def stop(self) -> None:
        """Ask all to end, and make them after a few seconds."""
        for child in self._children.values():
            _signal(child.process, signal.SIGTERM)
        until = time.monotonic() + STOP_S
        for child in self._children.values():
            try:
                child.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(child.process, signal.SIGKILL, whole_session=True)
                child.process.wait()

    def _spawn(self, name: str, command: Sequence[str], *, mode: str) -> subprocess.Popen[bytes]:
        with self.log(name).open(mode) as log:
            return subprocess.Popen(  # noqa: S603 (our own commands)
                command,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=ending_with_us(),  # noqa: PLW1509 (it only calls the kernel)
            )


def _signal(process: subprocess.Popen[bytes], number: signal.Signals, *, whole_session: bool = False) -> None:
    try:
        if whole_session:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
    except ProcessLookupError:
        return


def ending_with_us() -> Callable[[], None] | None:
    """Return what a child does first so that the kernel ends it when this process is gone, also after kill -9.

    The kernel watches the thread that starts the child: it must live as long. None where there is no such kernel.
    """
    if sys.platform != "linux":
        return None
    parent, libc = os.getpid(), ctypes.CDLL(None, use_errno=True)

    def prepare() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return prepare
