"""Does `motcua printer` do what it says? Many printers in one process, pictures, faults over HTTP, an end when told."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import requests

from printers.simulated.faults import FAULTS
from printers.simulated.in_thread import printers_in_thread
from printers.simulated.receipts import KEPT, LATEST, ReceiptFolder
from printers.simulated.service import PrinterPlace
from printers.typeset import Typesetter, stack

COMMAND = [sys.executable, "-c", "from printers.command import printer; printer()"]
RECEIPT = b"\x1b@\x1dv0\x00\x48\x00\x02\x00" + b"\xf0" * 144 + b"\x1dV\x42\x00\x1d(H\x06\x0000A1b2"
SMALL = stack([Typesetter(width=384, margin=0).rule(3)])


def free_ports(count: int) -> int:
    """Return the first of so many successive ports that were free a moment ago."""
    for first in range(23000, 60000, 97):
        sockets = []
        try:
            sockets = [socket.create_server(("127.0.0.1", first + i)) for i in range(count)]
        except OSError:
            continue
        finally:
            for each in sockets:
                each.close()
        return first
    raise AssertionError("no free ports")


def said_by(running: subprocess.Popen[str], lines: int) -> str:
    assert running.stdout is not None
    return "".join(running.stdout.readline() for _ in range(lines))


def prints(port: int) -> bytes:
    """Print a receipt and return what the printer says at the end."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as host:
        host.sendall(RECEIPT)
        return host.recv(7, socket.MSG_WAITALL)


@pytest.fixture
def twelve(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    first = free_ports(12)
    command = [*COMMAND, "--port", str(first), "--http", "0", "--count", "12", "--dir", str(tmp_path / "receipts")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        said = said_by(running, 13)
        found = re.search(r"receipts on (http://\S+)/", said)
        assert found is not None
        yield running, first, found[1]
        running.kill()


def test_twelve_printers_fit_one_small_process_and_end_when_told(
    twelve: tuple[subprocess.Popen[str], int, str], tmp_path: Path
) -> None:
    running, first, http = twelve

    answers = [prints(port) for port in range(first, first + 12)]
    shown = requests.get(f"{http}/receipts", timeout=5).json()
    memory = psutil.Process(running.pid).memory_full_info().pss / 2**20
    running.send_signal(signal.SIGTERM)
    code = running.wait(timeout=5)

    assert answers == [b"\x37\x22A1b2\x00"] * 12
    assert {receipt["printer"] for receipt in shown} == set(range(first, first + 12))
    assert all(len(list((tmp_path / "receipts" / str(port)).glob("*-*.png"))) == 1 for port in range(first, first + 12))
    assert memory < 45
    assert code == 0


def test_faults_are_put_and_deleted_over_http(tmp_path: Path) -> None:
    with printers_in_thread([PrinterPlace(0, tmp_path / "a"), PrinterPlace(0, tmp_path / "b")]) as running:
        http = f"http://127.0.0.1:{running.http_port}"
        one, other = (printer.port for printer in running.printers)

        put = [requests.put(f"{http}/printers/{one}/faults/{fault}", timeout=5).status_code for fault in FAULTS]
        broken = {row["printer"]: row["faults"] for row in requests.get(f"{http}/status", timeout=5).json()["printers"]}
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", one), timeout=5)
        for fault in FAULTS:
            requests.delete(f"{http}/faults/{fault}", timeout=5)
        mended = [row["faults"] for row in requests.get(f"{http}/status", timeout=5).json()["printers"]]

        assert put == [204] * len(FAULTS)
        assert broken == {one: list(FAULTS), other: []}
        assert mended == [[], []]
        assert prints(one) == prints(other) == b"\x37\x22A1b2\x00"


@pytest.mark.parametrize(
    ("accepts", "says"),
    [("vi-VN,vi", "Máy in mô phỏng"), ("fr-FR,en", "Imprimantes simulées"), ("en", "Simulated"), ("de", "Máy in")],
)
def test_the_page_speaks_the_visitors_language(tmp_path: Path, accepts: str, says: str) -> None:
    with printers_in_thread([PrinterPlace(0, tmp_path)]) as running:
        http = f"http://127.0.0.1:{running.http_port}"

        page = requests.get(f"{http}/", headers={"Accept-Language": accepts}, timeout=5)
        forced = requests.get(f"{http}/?lang=en", headers={"Accept-Language": accepts}, timeout=5)

    assert says in page.text
    assert "Simulated printers" in forced.text
    assert "https://" not in page.text
    spoken = page.text.partition('id="spoken">')[2].partition("</script>")[0]
    assert set(json.loads(spoken)["faults"]) == set(FAULTS)


def test_unknown_addresses_are_404_in_words(tmp_path: Path) -> None:
    with printers_in_thread([PrinterPlace(0, tmp_path)]) as running:
        http = f"http://127.0.0.1:{running.http_port}"
        paths = ["/nothing", "/receipts/7.png", "/receipts/x.png", "/printers/1/status", "/receipts/../../etc/passwd"]

        answers = [requests.get(f"{http}{path}?lang=en", timeout=5) for path in paths]
        fault = requests.put(f"{http}/faults/fire", timeout=5)

    assert [answer.status_code for answer in answers] == [404] * len(paths)
    assert all(answer.json()["error"].startswith("There is no such") for answer in answers)
    assert fault.status_code == 404


def test_a_receipt_with_no_cut_ends_when_the_host_goes_and_is_served_as_a_picture(tmp_path: Path) -> None:
    with printers_in_thread([PrinterPlace(0, tmp_path)]) as running:
        http = f"http://127.0.0.1:{running.http_port}"
        with socket.create_connection(("127.0.0.1", running.printers[0].port), timeout=5) as host:
            host.sendall(RECEIPT.partition(b"\x1dV")[0])
        end = time.monotonic() + 10
        while not running.printers[0].receipts.receipts and time.monotonic() < end:
            time.sleep(0.02)

        picture = requests.get(f"{http}/receipts/1.png", timeout=5)
        latest = requests.get(f"{http}/receipts/latest.png", timeout=5)

    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content == latest.content == (tmp_path / LATEST).read_bytes()


def test_only_the_newest_receipts_are_kept_and_a_restart_counts_on(tmp_path: Path) -> None:
    first = ReceiptFolder(tmp_path)
    for _ in range(KEPT + 3):
        first.add(SMALL)

    again = ReceiptFolder(tmp_path)
    added = again.add(SMALL)
    files = sorted(tmp_path.glob("*-*.png"))

    assert added.n == KEPT + 4
    assert len(files) == len(again.receipts) == KEPT
    assert files == [receipt.file for receipt in again.receipts]
    assert [receipt.n for receipt in again.receipts] == list(range(5, KEPT + 5))


def test_a_port_that_is_taken_is_said_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [*COMMAND, "--port", str(taken.getsockname()[1]), "--http", "0", "--dir", str(tmp_path)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)

    assert ended.returncode == 1
    assert "cannot listen" in ended.stderr
    assert "Traceback" not in ended.stderr
