"""What runs while it is measured? Servers in a temporary folder, on free ports, ended afterwards."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

MOTCUA = (sys.executable, "-m", "server")
READY_WITHIN_S = 30


@dataclass(frozen=True)
class Server:
    """A running `motcua serve`."""

    port: int
    pid: int
    env: Mapping[str, str]

    def token(self, role: str, *, branch: str | None = None) -> str:
        """Make a bearer token."""
        at = ("--branch", branch) if branch else ()
        return motcua(self.env, "token", "create", "--role", role, *at).splitlines()[-1]


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def motcua(env: Mapping[str, str], *words: str) -> str:
    """Run a command of motcua and return what it printed."""
    done = subprocess.run((*MOTCUA, *words), env=env, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout.strip()


@contextmanager
def started(command: tuple[str, ...], env: Mapping[str, str], *, url: str) -> Iterator[int]:
    """Run a server until the block ends; gives its process id once it answers."""
    process = subprocess.Popen(command, env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_for(url, process)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def serving(*, database_url: str | None = None, log_level: str = "warning") -> Iterator[Server]:
    """Run `motcua serve` on the Hanoi example, on a Tuesday at 09:00."""
    with TemporaryDirectory() as folder:
        env = {**os.environ, "MOTCUA_DATA": folder, "MOTCUA_LOG_LEVEL": log_level}
        if database_url:
            env["MOTCUA_DATABASE_URL"] = database_url
        motcua(env, "init")
        port = free_port()
        command = (*MOTCUA, "serve", "--port", str(port), "--clock", "2026-11-24T09:00+07:00")
        with started(command, env, url=f"http://127.0.0.1:{port}/readyz") as pid:
            yield Server(port, pid, env)


@contextmanager
def bare() -> Iterator[int]:
    """Run the bare framework; gives its port."""
    port = free_port()
    command = (sys.executable, "-m", "bench.bare", str(port))
    with started(command, os.environ, url=f"http://127.0.0.1:{port}/nothing"):
        yield port


@contextmanager
def postgres() -> Iterator[str | None]:
    """Run a PostgreSQL out of its wheel and give its URL; None where the wheel is not installed."""
    try:
        import pgserver
    except ImportError:
        yield None
        return
    with TemporaryDirectory() as folder:
        database = pgserver.get_server(Path(folder), cleanup_mode="stop")  # type: ignore[attr-defined]
        try:
            yield str(database.get_uri())
        finally:
            database.cleanup()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        try:
            with urlopen(url, timeout=2):  # noqa: S310 (our own address)
                return
        except URLError as error:
            if getattr(error, "code", 0) in (404, 405):
                return
            if process.poll() is not None:
                raise RuntimeError(f"the server for {url} ended with {process.returncode}") from error
            time.sleep(0.05)
    raise RuntimeError(f"{url} did not answer")
