"""Which printer is it, and what can it do? One record a model; a kiosk names its own in the printer's address."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class PrinterModel:
    """What a model of printer can do.

    profile: its name in python-escpos. width: dots across the paper. cuts: has a cutter that obeys GS V.
    acknowledges: answers GS ( H when the paper is out, so that "printed" can be known; others stop at "sent".
    """

    profile: str
    width: int
    cuts: bool
    acknowledges: bool


MODELS = {
    "TM-T20II": PrinterModel("TM-T20II", width=576, cuts=True, acknowledges=True),
    "TM-T88V": PrinterModel("TM-T88V", width=512, cuts=True, acknowledges=True),
    "generic-80": PrinterModel("TM-T20II", width=576, cuts=True, acknowledges=False),
    "generic-72": PrinterModel("TM-T88V", width=512, cuts=True, acknowledges=False),
    "generic-58": PrinterModel("POS-5890", width=384, cuts=True, acknowledges=False),
    "simulated-58": PrinterModel("POS-5890", width=384, cuts=True, acknowledges=True),
    "POS-5890": PrinterModel("POS-5890", width=384, cuts=False, acknowledges=False),
}
DEFAULT_MODEL = "TM-T20II"
DEFAULT_PORT = 9100


@dataclass(frozen=True)
class PrinterAddress:
    """Where a printer listens (host is a name, an IPv4 or an IPv6 address) and which model it is."""

    host: str
    port: int
    model: PrinterModel


def printer_address(url: str) -> PrinterAddress:
    """Read `tcp://host[:port][?model=NAME]`; the model is a key of MODELS. Raises ValueError with a sentence."""
    parts = urlsplit(url)
    if parts.scheme != "tcp" or not parts.hostname:
        raise ValueError(f"{url} is no printer: write tcp://HOST:PORT, with ?model=NAME for another model")
    name = parse_qs(parts.query).get("model", [DEFAULT_MODEL])[-1]
    if name not in MODELS:
        raise ValueError(f"{name} is no printer that we know: use one of {', '.join(MODELS)}")
    return PrinterAddress(parts.hostname, parts.port or DEFAULT_PORT, MODELS[name])
