"""How are kiosk and printer started beside a server? As their commands, on free ports, for as long as a block lasts."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.acceptance.installation import MOTCUA
from tests.ports import free_port


@contextmanager
def a_command(*arguments: str, folder: Path, says: str) -> Iterator[None]:
    """Run `motcua …` once it has said a line with these words."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    log = folder / f"{arguments[0]}.log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [str(MOTCUA), *arguments],
            env=clean,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            assert any(says in line for line in process.stdout), log.read_text()
            yield
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def a_printer(folder: Path) -> Iterator[str]:
    """Run a simulated printer; yields its address. Its receipts are PNGs in `folder`/receipts."""
    port = free_port()
    receipts = str(folder / "receipts")
    with a_command("printer", "--port", str(port), "--http", "0", "--dir", receipts, folder=folder, says="receipts on"):
        yield f"tcp://127.0.0.1:{port}"


@contextmanager
def a_kiosk(folder: Path, *, branch: str, server: str, token: str, printer: str) -> Iterator[str]:
    """Run a kiosk's agent; yields the address of its page."""
    address = f"http://127.0.0.1:{free_port()}/"
    place = ["--branch", branch, "--server", server, "--token", token, "--printer", printer]
    port = address.rstrip("/").rpartition(":")[2]
    with a_command("kiosk", *place, "--port", port, "--data", str(folder / "kiosk"), folder=folder, says=address):
        yield address
