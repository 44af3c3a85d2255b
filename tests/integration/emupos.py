"""What does emupos, a printer simulator that nobody here wrote, make of our bytes? It runs where Python 3.13 is.

emupos needs an environment of its own: `python3.13 -m venv V && V/bin/pip install emupos==0.4.0`, and its command on
PATH or in MOTCUA_EMUPOS. `python -m tests.integration.emupos` records anew what tests/data/printers holds.
"""

import gzip
import io
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
    return os.environ.get("MOTCUA_EMUPOS") or shutil.which("emupos")


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
    found = command()
    assert found is not None, __doc__
    with emupos(found) as other:
        for name, _, said in jobs():
            other.draws(said).save(RECORDS / f"{name}.png")
            (RECORDS / f"{name}.escpos.gz").write_bytes(gzip.compress(said, mtime=0))


if __name__ == "__main__":
    record()
