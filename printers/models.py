"""Which printer is it, what can it do, and where is it? One record a model; an address names its own.

An address is tcp://host:9100, serial:/dev/ttyS0?baud=115200, usb:04b8:0202 or file:/dev/usb/lp0. Behind a `?` stand
model=NAME (a key of MODELS) and whatever differs from that record: width=512, cut=1d564200 (hexadecimal, or none),
speed=11520 (bytes a second), feeds=1, answers=no, acknowledges=no, roll=80 (metres). After a comma may follow the
address of a backup, which takes over papers of which no byte has gone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from printers.sizes import WIDTHS

# Function B of GS V feeds to the blade before it cuts, whatever the model's distance is.
FEED_AND_CUT = b"\x1dV\x42\x00"


@dataclass(frozen=True)
class PrinterModel:
    """What a model of printer can do.

    profile: its name in python-escpos. width: dots across the paper. acknowledges: answers GS ( H when the paper is
    out, so that "printed" can be known; others stop at "sent". cut: the bytes that cut the paper off, none where there
    is no cutter. answers: says how it is when asked; through a line of one way nothing is ever known. bytes_per_s: how
    fast it takes a job in, None where the line is the slower. feed_per_dot: units of ESC J that move the paper by one
    dot (1 where they are dots, 2 where they are 1/360 inch at 180 dots an inch; its manual says so at GS P), 0 where
    blank rows are sent as dots. roll_m: metres of paper on a new roll.
    """

    profile: str
    width: int
    acknowledges: bool
    cut: bytes = FEED_AND_CUT
    answers: bool = True
    bytes_per_s: int | None = None
    feed_per_dot: int = 0
    roll_m: float = 80.0


MODELS = {
    "TM-T20II": PrinterModel("TM-T20II", width=576, acknowledges=True),
    "TM-T88V": PrinterModel("TM-T88V", width=512, acknowledges=True),
    "generic-80": PrinterModel("TM-T20II", width=576, acknowledges=False),
    "generic-72": PrinterModel("TM-T88V", width=512, acknowledges=False),
    "generic-58": PrinterModel("POS-5890", width=384, acknowledges=False, roll_m=30.0),
    "simulated-58": PrinterModel("POS-5890", width=384, acknowledges=True, roll_m=30.0),
    "POS-5890": PrinterModel("POS-5890", width=384, acknowledges=False, cut=b"", roll_m=15.0),
}
DEFAULT_MODEL = "TM-T20II"
DEFAULT_PORT = 9100
DEFAULT_BAUD = 115200
BITS_A_BYTE = 10


@dataclass(frozen=True)
class PrinterAddress:
    """Where a printer listens (host is a name, an IPv4 or an IPv6 address) and which model it is."""

    host: str
    port: int
    model: PrinterModel
    backup: "AnyAddress | None" = None

    @property
    def name(self) -> str:
        """The address as people write it."""
        return f"tcp://[{self.host}]:{self.port}" if ":" in self.host else f"tcp://{self.host}:{self.port}"


@dataclass(frozen=True)
class SerialAddress:
    """A printer at a serial port. flow: how it asks for a pause; never by characters, which a picture may hold."""

    port: str
    baud: int
    model: PrinterModel
    backup: "AnyAddress | None" = None
    flow: str = "dsrdtr"

    @property
    def name(self) -> str:
        """The address as people write it."""
        return f"serial:{self.port}"


@dataclass(frozen=True)
class UsbAddress:
    """A printer at USB, by its maker's and its own number."""

    vendor: int
    product: int
    model: PrinterModel
    backup: "AnyAddress | None" = None

    @property
    def name(self) -> str:
        """The address as people write it."""
        return f"usb:{self.vendor:04x}:{self.product:04x}"


@dataclass(frozen=True)
class DeviceAddress:
    """A printer behind a device of the operating system, such as /dev/usb/lp0; or a plain file, for trying out."""

    path: str
    model: PrinterModel
    backup: "AnyAddress | None" = None

    @property
    def name(self) -> str:
        """The address as people write it."""
        return f"file:{self.path}"


AnyAddress: TypeAlias = PrinterAddress | SerialAddress | UsbAddress | DeviceAddress


def printer_address(url: str) -> AnyAddress:
    """Read an address, or several with commas between, each the backup of the one before.

    Raises ValueError with a sentence.
    """
    first, *others = re.split(r",(?=[a-z]+:)", url.strip(), maxsplit=1)
    return _one(first, printer_address(others[0]) if others else None)


def _one(url: str, backup: AnyAddress | None) -> AnyAddress:
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    baud, flow = asked.pop("baud", None), asked.pop("flow", None)
    if (baud or flow) and parts.scheme != "serial":
        raise ValueError(f"{url}: only the printer at a serial port has baud and flow; take them out")
    model = _model(asked)
    match parts.scheme:
        case "tcp" if parts.hostname and re.fullmatch(r"[\w.:%-]+", parts.hostname):
            return PrinterAddress(parts.hostname, parts.port or DEFAULT_PORT, model, backup)
        case "serial" if parts.path:
            return _serial(parts.path, baud, flow, model, backup)
        case "usb" if found := re.fullmatch(r"([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})", parts.path):
            return UsbAddress(int(found[1], 16), int(found[2], 16), model, backup)
        case "file" if parts.path:
            return DeviceAddress(parts.path, model, backup)
    raise ValueError(
        f"{url} is no printer: write tcp://HOST:PORT, serial:/dev/ttyS0?baud=115200, usb:04b8:0202 or file:/dev/usb/lp0"
    )


def _serial(
    port: str, baud: str | None, flow: str | None, model: PrinterModel, backup: AnyAddress | None
) -> SerialAddress:
    rate = _number(1200, 4_000_000)(baud or str(DEFAULT_BAUD))
    if flow not in (None, "dsrdtr", "rtscts", "none"):
        raise ValueError(f"{flow} is no flow control of a printer: write dsrdtr, rtscts or none")
    line = rate // BITS_A_BYTE
    slower = replace(model, bytes_per_s=min(line, model.bytes_per_s or line))
    return SerialAddress(port, rate, slower, backup, flow or "dsrdtr")


def _model(asked: Mapping[str, str]) -> PrinterModel:
    """Return the record that is named, with what differs from it."""
    name = asked.get("model", DEFAULT_MODEL)
    if name not in MODELS:
        raise ValueError(f"{name} is no printer that we know: use one of {', '.join(MODELS)}")
    changes: dict[str, Any] = {}
    for key, value in asked.items():
        if key == "model":
            continue
        if key not in _DIFFERENCES:
            raise ValueError(f"{key} is nothing that a printer has: use {', '.join(('model', *_DIFFERENCES))}")
        field, read = _DIFFERENCES[key]
        try:
            changes[field] = read(value)
        except ValueError as error:
            raise ValueError(f"the printer's {key}={value} cannot be used: {error}") from error
    return replace(MODELS[name], **changes)


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not value.isdecimal() or not least <= int(value) <= most:
            raise ValueError(f"write a number from {least} to {most} for the printer")
        return int(value)

    return read


def _yes(value: str) -> bool:
    if value not in ("yes", "no"):
        raise ValueError("write yes or no")
    return value == "yes"


def _width(value: str) -> int:
    if value not in map(str, WIDTHS):
        raise ValueError(f"write {' or '.join(map(str, sorted(WIDTHS)))}")
    return int(value)


def _cut(value: str) -> bytes:
    if value == "none":
        return b""
    try:
        return bytes.fromhex(value)
    except ValueError as error:
        raise ValueError("write none, or the bytes in hexadecimal like 1d564200") from error


_DIFFERENCES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "width": ("width", _width),
    "cut": ("cut", _cut),
    "speed": ("bytes_per_s", _number(100, 100_000_000)),
    "feeds": ("feed_per_dot", _number(0, 4)),
    "answers": ("answers", _yes),
    "acknowledges": ("acknowledges", _yes),
    "roll": ("roll_m", _number(1, 1000)),
}
