"""What did the host say? Bytes in, commands out; no socket, no paper.

Lengths of commands are those of Epson's ESC/POS reference. What is not known is passed over byte by byte.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from printers.simulated.commands import (
    Acknowledge,
    Align,
    AskPaper,
    AskStatus,
    AutomaticStatus,
    Columns,
    Command,
    Cut,
    Feed,
    Ignored,
    Initialise,
    LineFeed,
    Raster,
    Text,
)

DLE, ESC, FS, GS, LF = 0x10, 0x1B, 0x1C, 0x1D, 0x0A
LINE_DOTS = 30

# Bytes behind the two that name the command, for commands of a fixed length that do not concern us.
_ESC_LENGTHS = {c: n for n, group in ((0, "2<LS\x0c"), (1, " !%-3=?EGMRTUVt{rI"), (2, "$\\"), (8, "W")) for c in group}
_GS_LENGTHS = {c: n for n, group in ((0, ":"), (1, "!/BHIbfhw"), (2, "$LPW\\"), (3, "^")) for c in group}
_FS_LENGTHS = {c: n for n, group in ((0, "&."), (1, "!-CW"), (2, "Sp")) for c in group}

Parsed = tuple[Command, int] | None


@dataclass
class Decoder:
    """Cuts what a host sends into commands, whatever the pieces in which it arrives."""

    _held: bytearray = field(default_factory=bytearray)
    _stored: Raster | None = None

    def feed(self, received: bytes) -> list[Command]:
        """Take some bytes and return the commands that they complete."""
        self._held += received
        commands: list[Command] = []
        begin = 0
        view = bytes(self._held)
        while (parsed := self._next(view, begin)) is not None:
            command, length = parsed
            begin += length
            commands.append(self._recalled(command))
        del self._held[:begin]
        return commands

    def _next(self, held: bytes, at: int) -> Parsed:
        if at >= len(held):
            return None
        first = held[at]
        if first in _INTRODUCED:
            return _INTRODUCED[first](held, at) if at + 1 < len(held) else None
        if first == LF:
            return LineFeed(), 1
        end = at
        while end < len(held) and held[end] >= 0x20:
            end += 1
        return (Text(held[at:end]), end - at) if end > at else (Ignored(held[at : at + 1]), 1)

    def _recalled(self, command: Command) -> Command:
        """Keep a picture of GS ( L function 112 until function 50 prints it."""
        if isinstance(command, _Stored):
            self._stored = Raster(command.row_bytes, command.rows)
            return Ignored(b"\x1d(L")
        if command == _PRINT_STORED and self._stored is not None:
            return self._stored
        return command


class _Stored(Raster):
    """A picture that waits for its own print command."""


_PRINT_STORED = Ignored(b"\x1d(L2")


def _real_time(held: bytes, at: int) -> Parsed:
    """DLE EOT n, DLE ENQ n, DLE DC4 fn m t"""
    lengths = {0x04: 3, 0x05: 3, 0x14: 5}
    length = lengths.get(held[at + 1])
    if length is None:
        return Ignored(held[at : at + 1]), 1
    if at + length > len(held):
        return None
    if held[at + 1] == 0x04:
        return AskStatus(held[at + 2]), length
    return Ignored(held[at : at + length]), length


def _escape(held: bytes, at: int) -> Parsed:
    name = chr(held[at + 1])
    n = held[at + 2] if at + 2 < len(held) else None
    without: dict[str, Command] = {"@": Initialise(), "i": Cut(), "m": Cut()}
    if name in without:
        return without[name], 2
    if name in "adJ":
        if n is None:
            return None
        made: dict[str, Command] = {"a": Align(n % 48), "d": Feed(n * LINE_DOTS), "J": Feed(n)}
        return made[name], 3
    if name == "*":
        return _columns(held, at)
    lengths = _ESC_LENGTHS | {"c": 2, "p": 3}
    return _passed_over(held, at, lengths.get(name))


def _columns(held: bytes, at: int) -> Parsed:
    """ESC * m nL nH d1…dk"""
    if at + 5 > len(held):
        return None
    height = 24 if held[at + 2] in (32, 33) else 8
    size = (held[at + 3] + 256 * held[at + 4]) * height // 8
    if at + 5 + size > len(held):
        return None
    return Columns(height, held[at + 5 : at + 5 + size]), 5 + size


def _group(held: bytes, at: int) -> Parsed:
    name = chr(held[at + 1])
    if name in _LONG:
        return _LONG[name](held, at)
    if name in "ra":
        if at + 3 > len(held):
            return None
        n = held[at + 2]
        return (AskPaper(n % 48) if name == "r" else AutomaticStatus(n)), 3
    return _passed_over(held, at, _GS_LENGTHS.get(name))


def _cut(held: bytes, at: int) -> Parsed:
    """GS V m, or GS V m n with a feed"""
    length = 4 if held[at + 2 : at + 3] in (b"A", b"B", b"a", b"b", b"g", b"h") else 3
    return (Cut(), length) if at + length <= len(held) else None


def _raster(held: bytes, at: int) -> Parsed:
    """GS v 0 m xL xH yL yH d1…dk"""
    if at + 8 > len(held):
        return None
    row_bytes = held[at + 4] + 256 * held[at + 5]
    size = row_bytes * (held[at + 6] + 256 * held[at + 7])
    if at + 8 + size > len(held):
        return None
    return Raster(row_bytes, held[at + 8 : at + 8 + size]), 8 + size


def _extended(held: bytes, at: int) -> Parsed:
    """GS ( X pL pH …, and GS 8 L with four bytes of length"""
    wide = 4 if held[at + 1] == ord("8") else 2
    begin = at + 3 + wide
    if begin > len(held):
        return None
    end = begin + int.from_bytes(held[at + 3 : begin], "little")
    if end > len(held):
        return None
    name, body = held[at + 2], held[begin:end]
    if name == ord("H") and body[:2] == b"00" and len(body) == 6:
        return Acknowledge(body[2:]), end - at
    if name == ord("L") and body[1:2] in (b"p", b"q") and len(body) > 10:
        dots = body[6] + 256 * body[7]
        return _Stored((dots + 7) // 8, body[10:]), end - at
    if name == ord("L") and body[1:2] in (b"2", b"\x02"):
        return _PRINT_STORED, end - at
    return Ignored(held[at:begin]), end - at


def _barcode(held: bytes, at: int) -> Parsed:
    """GS k m d1…dk NUL, or GS k m n d1…dn"""
    if at + 3 > len(held):
        return None
    if held[at + 2] <= 6:
        end = held.find(0, at + 3)
        return (Ignored(held[at : at + 3]), end + 1 - at) if end >= 0 else None
    if at + 4 > len(held) or at + 4 + held[at + 3] > len(held):
        return None
    return Ignored(held[at : at + 3]), 4 + held[at + 3]


def _kanji(held: bytes, at: int) -> Parsed:
    return _passed_over(held, at, _FS_LENGTHS.get(chr(held[at + 1])))


def _passed_over(held: bytes, at: int, length: int | None) -> Parsed:
    """Skip a command of a known length; of an unknown one only the byte that introduces it."""
    if length is None:
        return Ignored(held[at : at + 1]), 1
    if at + 2 + length > len(held):
        return None
    return Ignored(held[at : at + 2 + length]), 2 + length


_LONG: dict[str, Callable[[bytes, int], Parsed]] = {
    "v": _raster,
    "(": _extended,
    "8": _extended,
    "V": _cut,
    "k": _barcode,
}
_INTRODUCED: dict[int, Callable[[bytes, int], Parsed]] = {DLE: _real_time, ESC: _escape, GS: _group, FS: _kanji}
