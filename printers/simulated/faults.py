"""What can be wrong with a printer, and what does it then say? Bytes as in Epson's reference."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

# What is wrong with the printer itself, and what it says of it; with its line; with its acknowledgements.
OwnFault = Literal["near-end", "paper-out", "paper-out-midway", "cover-open", "offline", "cutter"]
LineFault = Literal["refuse", "hang-up", "reset", "never-read", "slow", "mute", "cut-answer", "noise"]
WordFault = Literal["no-ack", "late-ack", "double-ack", "other-ack"]
Fault = OwnFault | LineFault | WordFault
FAULTS: tuple[Fault, ...] = (*get_args(OwnFault), *get_args(LineFault), *get_args(WordFault))
# While one of these lasts, nothing is printed: it waits in the printer and comes out afterwards.
HOLDING: frozenset[Fault] = frozenset({"paper-out", "cover-open", "offline"})


@dataclass(frozen=True)
class Amount:
    """How much of a fault: what it is without a word about it, and its unit."""

    usual: float
    unit: Literal["rows", "bytes", "bytes/s", "s"]


AMOUNTS: dict[Fault, Amount] = {
    "paper-out-midway": Amount(200, "rows"),
    "reset": Amount(20_000, "bytes"),
    "slow": Amount(10_000, "bytes/s"),
    "late-ack": Amount(15, "s"),
}

_FIXED = 0x12
_REAL_TIME: dict[Fault, tuple[int, int, int, int]] = {
    "near-end": (0, 0, 0, 0x0C),
    "paper-out": (0x08, 0x20, 0, 0x6C),
    "cover-open": (0x08, 0x04, 0, 0),
    "offline": (0x08, 0, 0, 0),
    "cutter": (0x08, 0x40, 0x08, 0),
}
_AUTOMATIC: dict[Fault, tuple[int, int, int, int]] = {
    "near-end": (0, 0, 0x03, 0),
    "paper-out": (0x08, 0, 0x0F, 0),
    "cover-open": (0x28, 0, 0, 0),
    "offline": (0x08, 0, 0, 0),
    "cutter": (0x08, 0x08, 0, 0),
}
_NOTHING = (0, 0, 0, 0)


def real_time_status(question: int, faults: Collection[Fault]) -> bytes:
    """Return the answer to DLE EOT `question`; none to a question that does not exist."""
    if question not in (1, 2, 3, 4):
        return b""
    answer = _FIXED
    for fault in faults:
        answer |= _REAL_TIME.get(fault, _NOTHING)[question - 1]
    return bytes([answer])


def automatic_status(faults: Collection[Fault]) -> bytes:
    """Return the four bytes of GS a."""
    answer = [0x10, 0, 0, 0]
    for fault in faults:
        answer = [byte | bits for byte, bits in zip(answer, _AUTOMATIC.get(fault, _NOTHING), strict=True)]
    return bytes(answer)


def paper_status(faults: Collection[Fault]) -> bytes:
    """Return the answer to GS r 1."""
    return bytes([(0x03 if "near-end" in faults else 0) | (0x0F if "paper-out" in faults else 0)])
