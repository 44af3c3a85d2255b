"""What does emupos, a printer simulator that nobody here wrote, make of our bytes? It runs where Python 3.13 is.

emupos needs an environment of its own. Its command is taken from MOTCUA_EMUPOS, PATH or .cache, where `make soak`
makes that environment with the newest Python that it finds: on PATH, of pyenv, of uv, or of Windows' launcher.
`python -m tests.integration.emupos` records anew what tests/data/printers holds.
"""

import gzip
import io
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import requests
from PIL import Image

from printers.models import MODELS, PrinterModel
from printers.ticket_job import ticket_job
from tests.papers import a_paper

RECORDS = Path(__file__).parents[1] / "data" / "printers"
LINK = "https://mc.hanoi.gov.vn/t/Zk3vQ9xT2mLr8sYpWn4dAg"
FULL = a_paper(
    url=LINK, ahead=12, wait_low_s=2400, wait_high_s=3600, zone="Sảnh A", documents=("Bản chính", "Thẻ căn cước")
)
MODEL_OF = {576: MODELS["TM-T20II"], 512: MODELS["TM-T88V"], 384: MODELS["simulated-58"]}
VERSION, NEEDED = "0.4.0", (3, 13)
MADE = Path(__file__).parents[2] / ".cache" / f"emupos-{VERSION}"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
CONFIG = """
schema: 1
api: {{port: {api}}}
devices:
  - {{id: front, type: printer, profile: epson-tm-t20iii, job_idle_timeout_ms: 300,
     connections: [{{tcp: {{host: 127.0.0.1, port: {port}}}}}]}}
"""


def jobs() -> Iterator[tuple[str, int, bytes]]:
    """Give a ticket of each width as jobs: with blank rows, with feeds for them, and in large print."""
    for width, model in MODEL_OF.items():
        yield f"ticket-{width}", width, job(model)
        yield f"feeds-{width}", width, job(replace(model, feed_per_dot=1))
        yield f"large-{width}", width, ticket_job(replace(FULL, large=True), model=model, process_id="00A1").data


def job(model: PrinterModel) -> bytes:
    """Return the job of the full ticket."""
    return ticket_job(FULL, model=model, process_id="00A1").data


def command() -> str | None:
    """Return emupos' command where there is one."""
    made = shutil.which("emupos", path=str(MADE / SCRIPTS))
    return os.environ.get("MOTCUA_EMUPOS") or shutil.which("emupos") or made


def pythons() -> Iterator[list[str]]:
    """Give the commands that may be a Python that is new enough, the likeliest first."""
    for minor in range(NEEDED[1], NEEDED[1] + 4):
        name = f"python3.{minor}"
        if on_path := shutil.which(name):
            yield [on_path]
        if launcher := shutil.which("py"):
            yield [launcher, f"-3.{minor}"]
        pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
        uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or Path.home() / ".local/share/uv/python")
        for place in (*sorted(pyenv.glob(f"3.{minor}*")), *sorted(uv.glob(f"cpython-3.{minor}*"))):
            if found := shutil.which(name, path=str(place / "bin")):
                yield [found]


def newer_python() -> list[str] | None:
    """Return the command of a Python that runs and is new enough for emupos; None where there is none."""
    asked = f"import sys, venv, ensurepip; raise SystemExit(sys.version_info < {NEEDED})"
    for one in pythons():
        with suppress(OSError, subprocess.TimeoutExpired):
            if not subprocess.run([*one, "-c", asked], capture_output=True, timeout=20, check=False).returncode:
                return one
    return None


def made_command() -> str | None:
    """Return emupos' command, from an environment that is made for it where there is none; None where that fails."""
    python = None if command() else newer_python()
    if python is not None:
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run([*python, "-m", "venv", str(MADE)], capture_output=True, timeout=120, check=True)
            pip = [str(MADE / SCRIPTS / "python"), "-m", "pip", "install", "--quiet", f"emupos=={VERSION}"]
            subprocess.run(pip, capture_output=True, timeout=240, check=True)
    return command()


class Emupos:
    """A running emupos. api: where it answers. port: where it takes jobs."""

    def __init__(self, port: int, api: str) -> None:
        self.port, self.api = port, api

    def draws(self, said: bytes) -> Image.Image:
        """Send a job and return the picture that emupos makes of it, black and white; its paper is 576 dots wide."""
        known = self._receipts()
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as host:
            host.sendall(said)
            end = time.monotonic() + 10
            while not (new := self._receipts() - known) and time.monotonic() < end:
                time.sleep(0.05)
        (receipt,) = new
        picture = requests.get(f"{self.api}/receipts/{receipt}/image", timeout=5)
        return Image.open(io.BytesIO(picture.content)).convert("L").point(_black_or_white, mode="1")

    def _receipts(self) -> set[str]:
        return {receipt["id"] for receipt in requests.get(f"{self.api}/receipts", timeout=5).json()}

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                self._receipts()
                return
            except requests.ConnectionError:
                time.sleep(0.1)
        raise AssertionError("emupos does not answer")


def _black_or_white(grey: int) -> int:
    return 255 if grey > 127 else 0


@contextmanager
def emupos(started_by: str) -> Iterator[Emupos]:
    """Run emupos for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        port, api = one.getsockname()[1], two.getsockname()[1]
    with TemporaryDirectory() as folder:
        (Path(folder) / "emupos.yaml").write_text(CONFIG.format(port=port, api=api), encoding="utf-8")
        with subprocess.Popen([started_by, "run"], cwd=folder, stdout=subprocess.DEVNULL) as running:
            try:
                other = Emupos(port, f"http://127.0.0.1:{api}/api/v1/devices/front")
                other.wait()
                yield other
            finally:
                running.terminate()


def record() -> None:
    """Write the jobs and emupos' pictures of them."""
    found = made_command()
    assert found is not None, __doc__
    with emupos(found) as other:
        for name, _, said in jobs():
            other.draws(said).save(RECORDS / f"{name}.png")
            (RECORDS / f"{name}.escpos.gz").write_bytes(gzip.compress(said, mtime=0))


if __name__ == "__main__":
    record()
