"""Is a printer's address read, with its record and its backup, and a wrong one refused in words?"""

from dataclasses import replace

import pytest

from printers.models import (
    MODELS,
    DeviceAddress,
    PrinterAddress,
    SerialAddress,
    UsbAddress,
    printer_address,
)


@pytest.mark.parametrize(
    ("url", "host", "port", "model"),
    [
        ("tcp://127.0.0.1:9101", "127.0.0.1", 9101, "TM-T20II"),
        ("tcp://printer-3.local", "printer-3.local", 9100, "TM-T20II"),
        ("tcp://[::1]:9102?model=generic-58", "::1", 9102, "generic-58"),
    ],
)
def test_an_address_names_host_port_and_model(url: str, host: str, port: int, model: str) -> None:
    assert printer_address(url) == PrinterAddress(host, port, MODELS[model])


def test_a_serial_port_is_as_fast_as_its_line() -> None:
    fast, slow = printer_address("serial:/dev/ttyS0?baud=115200"), printer_address("serial:COM3?baud=9600&flow=rtscts")

    assert fast == SerialAddress("/dev/ttyS0", 115200, replace(MODELS["TM-T20II"], bytes_per_s=11520))
    assert slow == SerialAddress("COM3", 9600, replace(MODELS["TM-T20II"], bytes_per_s=960), flow="rtscts")


def test_usb_and_devices_have_addresses_too() -> None:
    assert printer_address("usb:04B8:0202") == UsbAddress(0x04B8, 0x0202, MODELS["TM-T20II"])
    assert printer_address("file:/dev/usb/lp0?model=POS-5890") == DeviceAddress("/dev/usb/lp0", MODELS["POS-5890"])


def test_what_differs_from_the_record_of_its_model_stands_in_the_address() -> None:
    said = "model=generic-80&width=512&cut=1b69&speed=20000&feeds=2&answers=no&acknowledges=yes&roll=50"

    record = printer_address(f"tcp://h?{said}").model

    assert (record.width, record.cut, record.bytes_per_s, record.feed_per_dot) == (512, b"\x1bi", 20000, 2)
    assert (record.answers, record.acknowledges, record.roll_m) == (False, True, 50)
    assert printer_address("tcp://h?cut=none").model.cut == b""


def test_behind_a_comma_stands_the_backup_and_behind_that_its_own() -> None:
    first = printer_address("tcp://a:9100,usb:04b8:0202?width=384,file:/dev/usb/lp0")

    assert first.name == "tcp://a:9100"
    assert first.backup is not None
    assert (first.backup.name, first.backup.model.width) == ("usb:04b8:0202", 384)
    assert first.backup.backup == DeviceAddress("/dev/usb/lp0", MODELS["TM-T20II"])


@pytest.mark.parametrize(
    "url",
    ["", "127.0.0.1:9100", "usb://1", "usb:04b8", "tcp://:9100", "tcp://h:x", "serial:", "file:", "lpt:1", "tcp://h,"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"printer|Port"):
        printer_address(url)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("model=nonesuch", "use one of"),
        ("width=600", "384 or 512 or 576"),
        ("cut=xyz", "hexadecimal"),
        ("speed=fast", "a number from"),
        ("feeds=9", "a number from 0 to 4"),
        ("answers=perhaps", "yes or no"),
        ("baud=9600", "serial"),
        ("colour=red", "is nothing that a printer has"),
    ],
)
def test_what_no_printer_has_is_refused_with_what_to_write(query: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        printer_address(f"tcp://h?{query}")


@pytest.mark.parametrize("query", ["baud=fast", "baud=50", "flow=xonxoff"])
def test_a_serial_port_is_refused_what_would_garble_a_picture(query: str) -> None:
    with pytest.raises(ValueError, match="printer"):
        printer_address(f"serial:/dev/ttyS0?{query}")
