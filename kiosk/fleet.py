"""Which kiosks does one process host? A fleet file names them, one by one."""

import json
from dataclasses import MISSING, dataclass, fields
from pathlib import Path

from printers.models import AnyAddress, printer_address

PIN_SHAPE = "4 to 8 digits"


class FleetFileError(ValueError):
    """The file cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Place:
    """Where one kiosk stands: its branch, local port, device token, and its printer as tcp://HOST:PORT.

    staff_pin: what opens the staff's page there; without one it stays shut.
    """

    branch: str
    port: int
    token: str
    printer: str
    staff_pin: str | None = None

    @property
    def address(self) -> AnyAddress:
        """The printer's address. Raises ValueError with a sentence."""
        return printer_address(self.printer)

    @property
    def folder(self) -> str:
        """The name of the folder for what this kiosk keeps; a branch may have several kiosks."""
        return f"{self.branch}-{self.port}"


def read_fleet(file: Path) -> tuple[Place, ...]:
    """Return the kiosks of a fleet file: a JSON list of {"branch", "port", "token", "printer", "staff_pin"}.

    The last may be left out.

    Raises FleetFileError.
    """
    try:
        listed = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FleetFileError(f"{file} cannot be read as JSON: {error}") from error
    if not isinstance(listed, list) or not listed:
        raise FleetFileError(f"{file} must hold a list of kiosks, with one at least")
    places = tuple(_place(one, f"{file}, kiosk {number}") for number, one in enumerate(listed, start=1))
    ports = [place.port for place in places]
    taken = sorted({port for port in ports if ports.count(port) > 1})
    if taken:
        raise FleetFileError(f"{file} gives port {taken[0]} to several kiosks; give each its own")
    printers = [place.address.name for place in places]
    shared = sorted({printer for printer in printers if printers.count(printer) > 1})
    if shared:
        raise FleetFileError(f"{file} gives printer {shared[0]} to several kiosks; give each its own, or as a backup")
    return places


def _place(one: object, where: str) -> Place:
    if not isinstance(one, dict):
        raise FleetFileError(f"{where}: write an object with {', '.join(_NAMES)}")
    missing = [name for name in _NEEDED if name not in one]
    if missing:
        raise FleetFileError(f"{where}: {missing[0]} is missing; add it")
    place = Place(**{name: one[name] for name in _NAMES if name in one})
    if not isinstance(place.port, int) or not 0 < place.port < 65536:
        raise FleetFileError(f"{where}: {place.port!r} is no port; write a number from 1 to 65535")
    texts = {name: one[name] for name in _NEEDED if name != "port"}
    for name, value in texts.items():
        if not isinstance(value, str) or not value:
            raise FleetFileError(f"{where}: {name} must be a text")
    try:
        _ = place.address
    except ValueError as error:
        raise FleetFileError(f"{where}: {error}") from error
    if place.staff_pin is not None and not is_pin(place.staff_pin):
        raise FleetFileError(f"{where}: staff_pin must be a text of {PIN_SHAPE}")
    return place


def is_pin(value: object) -> bool:
    """Whether this can be a PIN, which is typed at the kiosk's own screen."""
    return isinstance(value, str) and value.isascii() and value.isdigit() and 4 <= len(value) <= 8


_NAMES = tuple(field.name for field in fields(Place))
_NEEDED = tuple(field.name for field in fields(Place) if field.default is MISSING)
