"""What does one attempt say of printers that misbehave as no simulated one does? Scripted peers over real sockets."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from printers.models import MODELS, PrinterAddress
from printers.print_job import Attempt, Told, look_at, print_once
from printers.transport import Deadlines

FINE = b"\x12"
ACKNOWLEDGED = b"\x37\x2200A1\x00"
JOB = b"\x1b@" + b"\xff" * 60_000 + b"\x1d(H\x06\x000000A1"
HASTE = Deadlines(connect_s=1, send_s=1, reply_s=0.3)
Script = Callable[[socket.socket], None]


@contextmanager
def a_peer(script: Script) -> Iterator[PrinterAddress]:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            host, _ = server.accept()
            with host:
                host.settimeout(5)
                with suppress(OSError):  # the other side may have had enough of this peer
                    script(host)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield PrinterAddress("127.0.0.1", server.getsockname()[1], MODELS["TM-T20II"])
        thread.join(timeout=10)
        assert not thread.is_alive()


def attempt(address: PrinterAddress, begun: list[bool] | None = None) -> Attempt:
    return print_once(
        JOB,
        address=address,
        process_id="00A1",
        told=Told(before_sending=lambda: (begun if begun is not None else []).append(True)),
        deadlines=HASTE,
        acknowledge_within_s=0.4,
    )


def say_fine(host: socket.socket) -> None:
    for _ in range(4):
        assert host.recv(3).startswith(b"\x10\x04")
        host.sendall(FINE)


def take(host: socket.socket, count: int) -> None:
    while count > 0:
        count -= len(host.recv(count)) or count


def until_closed(host: socket.socket) -> None:
    while host.recv(4096):
        pass


def closes_at_once(host: socket.socket) -> None:
    host.close()


def closes_in_the_middle_of_its_answers(host: socket.socket) -> None:
    host.recv(3)
    host.sendall(FINE)
    host.recv(3)


def accepts_and_says_nothing(host: socket.socket) -> None:
    until_closed(host)


def resets_in_the_middle_of_the_job(host: socket.socket) -> None:
    say_fine(host)
    take(host, 1000)
    host.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def prints_and_never_acknowledges(host: socket.socket) -> None:
    say_fine(host)
    take(host, len(JOB))
    say_fine(host)
    until_closed(host)


def acknowledges_another_job(host: socket.socket) -> None:
    say_fine(host)
    take(host, len(JOB))
    host.sendall(b"\x37\x2200A0\x00")
    say_fine(host)
    until_closed(host)


def runs_out_in_the_middle(host: socket.socket) -> None:
    say_fine(host)
    take(host, len(JOB))
    for answer in (b"\x1a", b"\x32", b"\x12", b"\x7e"):
        host.recv(3)
        host.sendall(answer)
    until_closed(host)


def chatters(host: socket.socket) -> None:
    """Automatic status before, between and behind the answers, one of them in pieces; another job's late word."""
    host.sendall(b"\x10\x00\x0c\x0f")
    for _ in range(4):
        host.recv(3)
        host.sendall(b"\x14\x00\x00\x0f" + FINE)
    take(host, len(JOB))
    host.sendall(b"\x37\x2200A0\x00\x10\x00\x00")
    host.sendall(b"\x00" + ACKNOWLEDGED[:3])
    host.sendall(ACKNOWLEDGED[3:] + ACKNOWLEDGED)
    until_closed(host)


@pytest.mark.parametrize(
    ("script", "state", "reason"),
    [
        (closes_at_once, "queued", "unknown"),
        (closes_in_the_middle_of_its_answers, "queued", "unknown"),
        (accepts_and_says_nothing, "queued", "unknown"),
        (prints_and_never_acknowledges, "unknown", "no-acknowledgement"),
        (acknowledges_another_job, "unknown", "no-acknowledgement"),
        (runs_out_in_the_middle, "unknown", "paper-out"),
        (chatters, "printed", None),
    ],
)
def test_an_attempt_says_what_is_known_and_no_more(script: Script, state: str, reason: str | None) -> None:
    begun: list[bool] = []

    with a_peer(script) as address:
        ended = attempt(address, begun)

    assert (ended.state, ended.reason) == (state, reason)
    assert bool(begun) == (state != "queued")


def test_a_reset_in_the_middle_of_a_job_is_unknown_and_not_tried_again() -> None:
    with a_peer(resets_in_the_middle_of_the_job) as address:
        ended = attempt(address)

    assert ended.state == "unknown"
    assert ended.reason in ("connection-lost", "unknown")


def test_a_printer_that_never_reads_ends_the_attempt_at_its_deadline() -> None:
    done = threading.Event()

    def never_reads(host: socket.socket) -> None:
        say_fine(host)
        done.wait(10)

    with a_peer(never_reads) as address:
        ended = print_once(JOB * 200, address=address, process_id="00A1", deadlines=HASTE, acknowledge_within_s=0.2)
        done.set()

    assert (ended.state, ended.reason) == ("unknown", "connection-lost")


def test_nothing_at_the_address_leaves_the_job_queued() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    address = PrinterAddress("127.0.0.1", port, MODELS["TM-T20II"])

    assert attempt(address) == Attempt("queued", "no-connection", "unknown")
    assert look_at(address, deadlines=HASTE).condition == "unknown"


def test_a_printer_may_have_an_ipv6_address() -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        server = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    with server:

        def serve() -> None:
            with server.accept()[0] as host:
                say_fine(host)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        seen = look_at(PrinterAddress("::1", server.getsockname()[1], MODELS["TM-T20II"]), deadlines=HASTE).condition
        thread.join(timeout=5)

    assert seen == "ok"
