"""Does `motcua kiosk` run as it stands on a machine: one kiosk or many, from the start to SIGTERM?"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.integration.fake_queue_server import QueueServer, a_queue_server
from tests.integration.kiosk_place import taken
from tests.ports import free_port, free_ports

MOTCUA = Path(sys.executable).with_name("motcua")


@pytest.fixture
def server() -> Iterator[QueueServer]:
    with a_queue_server() as running:
        yield running


def no_printer(port: int) -> str:
    """Return the address of no printer, which is no other kiosk's either. port: the kiosk's own."""
    return f"tcp://127.0.0.2:{port}"


@contextmanager
def an_agent(*arguments: str, lines: int) -> Iterator["subprocess.Popen[str]"]:
    """Start the command and wait until it has named the address of each kiosk."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    with subprocess.Popen(
        [str(MOTCUA), "kiosk", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert all(process.stdout.readline() for _ in range(lines))
            yield process
        finally:
            process.kill()


def told(port: int, path: str) -> Any:
    """Return what a kiosk answers, once the server has told it something."""
    while (answer := requests.get(f"http://127.0.0.1:{port}{path}", timeout=5)).status_code == 503:
        time.sleep(0.05)
    assert answer.status_code == 200
    return answer.json()


def test_one_process_hosts_several_kiosks_each_with_its_branch_and_ends_when_told(
    tmp_path: Path, server: QueueServer
) -> None:
    ports = free_ports(3)
    fleet = [
        {"branch": branch, "port": port, "token": f"t-{branch}", "printer": no_printer(port)}
        for branch, port in zip(("tay-ho", "cau-giay", "tay-ho"), ports, strict=True)
    ]
    file = tmp_path / "fleet.json"
    file.write_text(json.dumps(fleet), encoding="utf-8")

    with an_agent("--server", server.url, "--fleet", str(file), "--data", str(tmp_path / "data"), lines=3) as process:
        branches = [told(port, "/state")["branch"] for port in ports]
        answer = taken(f"http://127.0.0.1:{ports[1]}/")
        process.send_signal(signal.SIGTERM)
        ended = process.wait(30)

    assert branches == ["tay-ho", "cau-giay", "tay-ho"]
    assert (answer.status_code, answer.json()["branch"]) == (201, "cau-giay")
    assert server.asked[0][1]["Authorization"] == "Bearer t-cau-giay"
    assert answer.json()["phone_url"].startswith(f"{server.url}/t/")
    assert ended == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names threads as Linux does")
def test_it_ends_whichever_of_its_threads_is_told_to(tmp_path: Path, server: QueueServer) -> None:
    port = free_port()
    arguments = ["--branch", "tay-ho", "--server", server.url, "--token", "t", "--printer", no_printer(port)]
    with an_agent(*arguments, "--port", str(port), "--data", str(tmp_path), lines=1) as process:
        told(port, "/state")
        _, another, *_ = sorted(int(task.name) for task in Path(f"/proc/{process.pid}/task").iterdir())
        os.kill(another, signal.SIGTERM)

        assert process.wait(30) == 0


def test_a_ticket_is_taken_by_the_page_that_the_agent_serves_itself(tmp_path: Path, server: QueueServer) -> None:
    port = free_port()
    arguments = ["--branch", "tay-ho", "--server", server.url, "--token", "t", "--printer", no_printer(port)]
    arguments += ["--port", str(port), "--data", str(tmp_path), "--public-url", "https://queue.example/"]

    with an_agent(*arguments, lines=1):
        page = requests.get(f"http://127.0.0.1:{port}/", timeout=5)
        script = page.text.partition('src="')[2].partition('"')[0]
        sent = requests.get(f"http://127.0.0.1:{port}{script}", timeout=5)
        ticket = taken(f"http://127.0.0.1:{port}/").json()
        status = told(port, "/status")

    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert (sent.status_code, "javascript" in sent.headers["Content-Type"]) == (200, True)
    assert ticket["phone_url"] == f"https://queue.example/t/{ticket['token']}"
    assert set(status) >= {"printer", "link", "leases", "outbox"}


def test_pages_that_stay_open_lock_nobody_out(tmp_path: Path, server: QueueServer) -> None:
    port = free_port()
    arguments = ["--branch", "tay-ho", "--server", server.url, "--token", "t", "--printer", no_printer(port)]

    with ExitStack() as held, an_agent(*arguments, "--port", str(port), "--data", str(tmp_path), lines=1):
        for _ in range(200):
            page = held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
            page.sendall(b"GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert page.recv(4096).startswith(b"HTTP/1.1 200")
        answer = taken(f"http://127.0.0.1:{port}/")

    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--branch", "tay-ho"], "a kiosk needs --branch, --token and --printer"),
        (["--branch", "b", "--token", "t", "--printer", "usb://1"], "write tcp://HOST:PORT"),
        (["--fleet", "{file}"], "cannot be read as JSON"),
        (
            ["--branch", "b", "--token", "t", "--printer", "tcp://127.0.0.2:{taken}", "--port", "{taken}"],
            "cannot be listened on",
        ),
    ],
)
def test_what_it_cannot_run_with_is_said_in_a_sentence(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    file = tmp_path / "fleet.json"
    file.write_text("{", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        filled = [one.format(file=file, taken=port) for one in arguments]
        ended = subprocess.run(
            [str(MOTCUA), "kiosk", "--data", str(tmp_path / "data"), *filled],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert ended.returncode != 0
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_second_agent_with_the_same_spool_is_refused(tmp_path: Path, server: QueueServer) -> None:
    port = free_port()
    arguments = ["--branch", "b", "--server", server.url, "--token", "t", "--printer", no_printer(port)]
    arguments += ["--port", str(port), "--data", str(tmp_path)]

    with an_agent(*arguments, lines=1):
        second = subprocess.run(
            [str(MOTCUA), "kiosk", *arguments], capture_output=True, text=True, timeout=60, check=False
        )

    assert second.returncode == 1
    assert "in use by another process" in second.stderr


def test_a_second_agent_at_the_same_printer_is_refused_whatever_its_folder(tmp_path: Path, server: QueueServer) -> None:
    port, other = free_ports(2)
    arguments = ["--branch", "b", "--server", server.url, "--token", "t", "--printer", no_printer(port)]

    with an_agent(*arguments, "--port", str(port), "--data", str(tmp_path / "one"), lines=1):
        second = subprocess.run(
            [str(MOTCUA), "kiosk", *arguments, "--port", str(other), "--data", str(tmp_path / "two")],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert second.returncode == 1
    assert "is in use by another program" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_broken_spool_is_set_aside_the_agent_starts_and_staff_are_told(tmp_path: Path, server: QueueServer) -> None:
    port = free_port()
    arguments = ["--branch", "b", "--server", server.url, "--token", "t", "--printer", no_printer(port)]
    spool = tmp_path / f"b-{port}" / "spool.sqlite3"
    spool.parent.mkdir()
    spool.write_bytes(b"no database " * 1000)

    with an_agent(*arguments, "--port", str(port), "--data", str(tmp_path), lines=1):
        ticket = taken(f"http://127.0.0.1:{port}/")
        status = told(port, "/status")
        while not server.told:
            time.sleep(0.05)

    assert ticket.status_code == 201
    assert [name.startswith("spool-broken-") for name in status["file"]["broken"]] == [True]
    assert server.told[0]["durable"] is False
