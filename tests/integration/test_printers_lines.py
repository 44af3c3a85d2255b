"""Are printers reached by serial port, device and USB as well as over TCP? Over pseudo-terminals and a fake bus."""

import os
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import usb.backend
import usb.core
from PIL import Image

from printers.layout import draw_ticket
from printers.lines import PrinterUnreachable
from printers.models import MODELS, DeviceAddress, SerialAddress, UsbAddress, printer_address
from printers.print_job import Attempt, look_at, print_once
from printers.simulated.decoder import Decoder
from printers.simulated.machine import Machine
from printers.ticket_job import ticket_job
from printers.transport import Deadlines
from printers.usb_line import NO_LIBUSB, UsbLine
from tests.papers import a_paper

HASTE = Deadlines(connect_s=1, send_s=3, reply_s=1)
MODEL = MODELS["simulated-58"]
PAPER = a_paper(url="http://x/t/1")
JOB = ticket_job(PAPER, model=MODEL, process_id="00A1").data


@dataclass
class Terminal:
    """A printer behind a pseudo-terminal. path: where the other side opens it."""

    path: str
    torn: list[Image.Image] = field(default_factory=list)


@contextmanager
def a_terminal(*, reads: bool = True) -> Iterator[Terminal]:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    terminal = Terminal(os.ttyname(theirs))
    machine = Machine(384, answer=lambda said: os.write(ours, said), receipt=terminal.torn.append)

    def serve() -> None:
        decoder = Decoder()
        with suppress(OSError):  # the test is over
            while received := os.read(ours, 4096):
                machine.take(decoder.feed(received))

    thread = threading.Thread(target=serve, daemon=True)
    if reads:
        thread.start()
    yield terminal
    os.close(theirs)
    if reads:
        thread.join(timeout=5)
    os.close(ours)


def attempt(address: Any, **changes: Any) -> Attempt:
    return print_once(JOB, address=address, process_id="00A1", deadlines=HASTE, acknowledge_within_s=3, **changes)


def drawn() -> bytes:
    return draw_ticket(PAPER, width=384).tobytes()


def serial_address(path: str) -> SerialAddress:
    return SerialAddress(path, 115200, MODEL, flow="none")


@pytest.mark.parametrize("address_of", [serial_address, lambda path: DeviceAddress(path, MODEL)])
def test_a_ticket_comes_out_dot_for_dot_and_is_acknowledged(address_of: Any) -> None:
    with a_terminal() as terminal:
        seen = look_at(address_of(terminal.path), deadlines=HASTE)
        ended = attempt(address_of(terminal.path))

    assert seen.condition == "ok"
    assert (ended.state, ended.reason) == ("printed", None)
    assert [picture.tobytes() for picture in terminal.torn] == [drawn()]


@pytest.mark.parametrize("address_of", [serial_address, lambda path: DeviceAddress(path, MODEL)])
def test_a_line_at_whose_end_nobody_reads_is_unknown_and_no_byte_of_the_job_goes(address_of: Any) -> None:
    with a_terminal(reads=False) as terminal:
        ended = print_once(
            JOB, address=address_of(terminal.path), process_id="00A1", deadlines=replace(HASTE, reply_s=0.2)
        )

    assert (ended.state, ended.reason) == ("queued", "unknown")


def test_two_programs_never_share_a_serial_port() -> None:
    with a_terminal() as terminal:
        from printers.serial_line import SerialLine

        line = SerialLine(serial_address(terminal.path))
        with pytest.raises(PrinterUnreachable):
            SerialLine(serial_address(terminal.path))
        line.close()


@pytest.mark.parametrize("url", ["serial:/dev/no-such-port", "file:/dev/no-such-device", "tcp://127.0.0.1:1"])
def test_what_is_not_there_leaves_the_job_queued_and_says_why(url: str) -> None:
    address = printer_address(url)

    look = look_at(address, deadlines=HASTE)

    assert attempt(address) == Attempt("queued", "no-connection", "unknown")
    assert look.condition == "unknown"
    assert look.problem


def test_a_printer_that_never_answers_gets_the_job_and_nothing_is_claimed(tmp_path: Path) -> None:
    file = tmp_path / "lp0"
    file.touch()
    address = printer_address(f"file:{file}?answers=no&model=POS-5890")

    ended = attempt(address)

    assert (ended.state, ended.reason, ended.seen) == ("sent", None, "unknown")
    assert file.read_bytes() == JOB
    assert look_at(address).condition == "unknown"


class NoBackend:
    """What pyusb does on a machine without libusb."""

    def __call__(self, **_: Any) -> None:
        raise usb.core.NoBackendError("No backend available")


def test_a_machine_without_libusb_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usb.core, "find", NoBackend())
    address = UsbAddress(0x04B8, 0x0202, MODEL)

    ended, look = attempt(address), look_at(address)

    assert ended == Attempt("queued", "no-libusb", "unknown")
    assert look.problem == NO_LIBUSB
    assert "apt install libusb-1.0-0" in NO_LIBUSB


class Descriptor:
    """A descriptor of USB, whose fields pyusb copies."""

    def __init__(self, **values: int) -> None:
        self.__dict__.update(values)
        self.extra_descriptors: list[int] = []


class FakeBus(usb.backend.IBackend):  # type: ignore[misc]
    """A backend of pyusb with one printer at the bus, whose machine takes what is written and answers reads."""

    def __init__(self, *, product: int = 0x0202, kind: int = 7) -> None:
        self.torn: list[Image.Image] = []
        self.said = bytearray()
        self.claimed: set[int] = set()
        self._product, self._kind = product, kind
        self._machine = Machine(384, answer=self.said.extend, receipt=self.torn.append)
        self._decoder = Decoder()

    def enumerate_devices(self) -> Iterator[int]:
        return iter([1])

    def get_device_descriptor(self, dev: Any) -> Descriptor:
        return Descriptor(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=0x04B8, idProduct=self._product, bcdDevice=0, iManufacturer=0, iProduct=0,
            iSerialNumber=0, bNumConfigurations=1, address=1, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: Any, config: int) -> Descriptor:
        if config:
            raise IndexError
        return Descriptor(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0x80, bMaxPower=50,
        )  # fmt: skip

    def get_interface_descriptor(self, dev: Any, intf: int, alt: int, config: int) -> Descriptor:
        if intf or alt:
            raise IndexError
        return Descriptor(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=self._kind, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: Any, ep: int, intf: int, alt: int, config: int) -> Descriptor:
        return Descriptor(
            bLength=7, bDescriptorType=5, bEndpointAddress=(0x01, 0x82)[ep], bmAttributes=2, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0,
        )  # fmt: skip

    def open_device(self, dev: Any) -> int:
        return 1

    def close_device(self, dev_handle: Any) -> None: ...

    def get_configuration(self, dev_handle: Any) -> int:
        return 1

    def is_kernel_driver_active(self, dev_handle: Any, intf: int) -> bool:
        return False

    def claim_interface(self, dev_handle: Any, intf: int) -> None:
        self.claimed.add(intf)

    def release_interface(self, dev_handle: Any, intf: int) -> None:
        self.claimed.discard(intf)

    def bulk_write(self, dev_handle: Any, ep: int, intf: int, data: Any, timeout: int) -> int:
        self._machine.take(self._decoder.feed(bytes(data)))
        return len(data)

    def bulk_read(self, dev_handle: Any, ep: int, intf: int, buff: Any, timeout: int) -> int:
        if not self.said:
            raise usb.core.USBTimeoutError("timed out")
        taken = min(len(buff), len(self.said))
        for at in range(taken):
            buff[at] = self.said[at]
        del self.said[:taken]
        return taken


def test_a_ticket_comes_out_of_a_printer_at_usb(monkeypatch: pytest.MonkeyPatch) -> None:
    bus, find = FakeBus(), usb.core.find
    monkeypatch.setattr(usb.core, "find", lambda **asked: find(**{**asked, "backend": bus}))

    ended = attempt(UsbAddress(0x04B8, 0x0202, MODEL))

    assert (ended.state, ended.reason) == ("printed", None)
    assert [picture.tobytes() for picture in bus.torn] == [drawn()]
    assert bus.claimed == set()


@pytest.mark.parametrize(
    ("bus", "says"), [(FakeBus(product=0x0999), "is plugged in"), (FakeBus(kind=8), "is no printer")]
)
def test_another_device_at_usb_is_no_printer_of_ours(bus: FakeBus, says: str) -> None:
    with pytest.raises(PrinterUnreachable, match=says):
        UsbLine(UsbAddress(0x04B8, 0x0202, MODEL), backend=bus)
