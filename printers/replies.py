"""What is the printer saying? Bytes in, replies out; kinds of reply are told apart by their first byte.

Sources: Epson's ESC/POS reference, DLE EOT, GS a and GS ( H (function 48).
"""

from dataclasses import dataclass, field

PROCESS_ID_HEAD = b"\x37\x22"
LONGEST_BLOCK = 100


@dataclass(frozen=True)
class StatusByte:
    """An answer to DLE EOT n; it does not say to which n."""

    value: int


@dataclass(frozen=True)
class AutomaticStatus:
    """Four bytes that a printer sends by itself after GS a."""

    value: bytes


@dataclass(frozen=True)
class Acknowledged:
    """The job that ended with this process id has come out of the printer."""

    process_id: str


@dataclass(frozen=True)
class Noise:
    """A byte or block that none of our questions asked for."""

    value: bytes


Reply = StatusByte | AutomaticStatus | Acknowledged | Noise


@dataclass
class ReplyStream:
    """Cuts what a printer sends into replies, whatever the pieces in which it arrives."""

    _held: bytearray = field(default_factory=bytearray)

    def feed(self, received: bytes) -> list[Reply]:
        """Take some bytes and return the replies that they complete."""
        self._held += received
        replies: list[Reply] = []
        while (length := _length(self._held)) is not None:
            replies.append(_reply(bytes(self._held[:length])))
            del self._held[:length]
        return replies


def _length(held: bytes | bytearray) -> int | None:
    """Return how many bytes the first reply has, None while it is not whole."""
    if not held:
        return None
    first = held[0]
    if _is_automatic_status(held):
        return 4 if len(held) >= 4 else None
    if first == PROCESS_ID_HEAD[0]:
        end = held.find(0, 0, LONGEST_BLOCK)
        if end < 0:
            return 1 if len(held) >= LONGEST_BLOCK else None
        return end + 1
    return 1


def _is_automatic_status(held: bytes | bytearray) -> bool:
    """Tell by the fixed bits; the three bytes behind the first never look like an answer to DLE EOT."""
    return held[0] & 0x93 == 0x10 and all(byte & 0x90 == 0 for byte in held[1:4])


def _reply(raw: bytes) -> Reply:
    if raw[0] & 0x93 == 0x12:
        return StatusByte(raw[0])
    if len(raw) == 4 and _is_automatic_status(raw):
        return AutomaticStatus(raw)
    if raw.startswith(PROCESS_ID_HEAD):
        return Acknowledged(raw[2:-1].decode("ascii", "replace"))
    return Noise(raw)
