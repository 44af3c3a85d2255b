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
from shutil import copyfile

import psutil
import pytest
import requests
from click.testing import CliRunner
from PIL import Image

from config.load import hanoi_path, load_network
from printers.command import printer
from printers.layout import draw_ticket
from printers.preview import letter_sheet, sample_ticket
from printers.simulated.faults import AMOUNTS, FAULTS
from printers.simulated.in_thread import printers_in_thread
from printers.simulated.receipts import KEPT, LATEST, ReceiptFolder
from printers.simulated.service import PrinterPlace
from printers.typeset import Typesetter, stack
from tests.ports import free_ports

COMMAND = [sys.executable, "-c", "from printers.command import printer; printer()"]
RECEIPT = b"\x1b@\x1dv0\x00\x48\x00\x02\x00" + b"\xf0" * 144 + b"\x1dV\x42\x00\x1d(H\x06\x0000A1b2"
SMALL = stack([Typesetter(width=384, margin=0).rule(3)])


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
    first, *_ = free_ports(12)
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

        shown = requests.get(f"{http}/receipts/1.png", timeout=5)
        latest = requests.get(f"{http}/receipts/latest.png", timeout=5)

    assert shown.headers["Content-Type"] == "image/png"
    assert shown.content == latest.content == (tmp_path / LATEST).read_bytes()


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


def test_a_fault_takes_an_amount_and_refuses_what_is_none(tmp_path: Path) -> None:
    with printers_in_thread([PrinterPlace(0, tmp_path)]) as running:
        http = f"http://127.0.0.1:{running.http_port}"

        known = requests.get(f"{http}/faults", timeout=5).json()
        put = requests.put(f"{http}/faults/slow", json={"amount": 5000}, timeout=5).status_code
        usual = requests.put(f"{http}/faults/reset", timeout=5).status_code
        wrong = [
            requests.put(f"{http}/faults/{fault}?lang=en", data=body, timeout=5)
            for fault, body in (
                ("slow", '{"amount": 0}'),
                ("slow", '{"amount": "fast"}'),
                ("slow", '{"amount": true}'),
                ("slow", "5000"),
                ("slow", "{"),
                ("mute", '{"amount": 5}'),
            )
        ]
        status = requests.get(f"{http}/status", timeout=5).json()["printers"][0]

    assert list(known) == list(FAULTS)
    assert (known["slow"]["unit"], known["mute"]) == ("bytes/s", None)
    assert (put, usual) == (204, 204)
    assert [answer.status_code for answer in wrong] == [400] * len(wrong)
    assert all("positive number" in answer.json()["error"] for answer in wrong)
    assert (status["faults"], status["amounts"]) == (["reset", "slow"], {"slow": 5000, "reset": AMOUNTS["reset"].usual})


def picture(file: Path) -> Image.Image:
    with Image.open(file) as kept:
        return kept.copy()


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_a_preview_is_the_ticket_of_the_network_file(tmp_path: Path, language: str) -> None:
    out = tmp_path / "new" / "ticket.png"
    asked = ["preview", "--language", language, "--width", "512", "--large", "--service", "land", "--out", str(out)]

    ended = CliRunner().invoke(printer, asked)

    paper = sample_ticket(load_network(hanoi_path()), service="land", language=language, large=True)
    assert ended.exit_code == 0, ended.output
    assert picture(out).tobytes() == draw_ticket(paper, width=512).tobytes()
    assert f"{picture(out).height} dots" in ended.output


def test_a_preview_follows_another_layout_and_tells_a_wrong_one_by_its_line(tmp_path: Path) -> None:
    hanoi = hanoi_path().read_text(encoding="utf-8")
    copyfile(hanoi_path().with_name("procedures.toml"), tmp_path / "procedures.toml")
    short = re.sub(r'blocks = \["branch".*', 'blocks = ["number", "service"]', hanoi)
    (tmp_path / "short.toml").write_text(short, encoding="utf-8")
    (tmp_path / "wrong.toml").write_text(short.replace('"service"]', '"price"]'), encoding="utf-8")
    out = tmp_path / "ticket.png"

    good = CliRunner().invoke(printer, ["preview", "--config", str(tmp_path / "short.toml"), "--out", str(out)])
    bad = CliRunner().invoke(printer, ["preview", "--config", str(tmp_path / "wrong.toml"), "--out", str(out)])
    unknown = CliRunner().invoke(printer, ["preview", "--service", "nonesuch", "--out", str(out)])

    assert good.exit_code == 0, good.output
    assert picture(out).height < 400
    assert (bad.exit_code, unknown.exit_code) == (1, 2)
    assert re.search(r"wrong\.toml:\d+: ticket\.blocks: there is no block price", bad.output)
    assert "use one of certification" in unknown.output


def test_the_letters_are_drawn_by_a_command(tmp_path: Path) -> None:
    ended = CliRunner().invoke(printer, ["letters", "--width", "384", "--out", str(tmp_path / "letters.png")])

    assert ended.exit_code == 0, ended.output
    assert picture(tmp_path / "letters.png").tobytes() == letter_sheet(width=384).tobytes()


def test_check_says_how_a_real_printer_is_and_fails_when_it_cannot_print(tmp_path: Path) -> None:
    with printers_in_thread([PrinterPlace(0, tmp_path)]) as running:
        address = f"tcp://127.0.0.1:{running.printers[0].port}"
        fine = CliRunner().invoke(printer, ["check", address, "--language", "en"])
        running.set_fault("cover-open")
        broken = CliRunner().invoke(printer, ["check", address, "--language", "en"])
    gone = CliRunner().invoke(printer, ["check", address, "--language", "en"])
    wrong = CliRunner().invoke(printer, ["check", "lpt1"])

    assert (fine.exit_code, fine.output.strip()) == (0, "The printer is ready")
    assert (broken.exit_code, broken.output.strip()) == (1, "The printer's cover is open")
    assert gone.exit_code == 1
    assert "refused" in gone.output
    assert wrong.exit_code == 2
