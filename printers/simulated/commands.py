"""What may a host tell an ESC/POS printer? One value for each command that the simulated printer understands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Initialise:
    """ESC @"""


@dataclass(frozen=True)
class Raster:
    """GS v 0, or a stored picture of GS ( L: rows of `row_bytes` bytes, a set bit is a dot."""

    row_bytes: int
    rows: bytes


@dataclass(frozen=True)
class Columns:
    """ESC *: `height` (8 or 24) dots in each column, a byte for each eight of them, top bit first."""

    height: int
    columns: bytes


@dataclass(frozen=True)
class Text:
    """Characters in whatever code page; shown, but not with the printer's own letters."""

    characters: bytes


@dataclass(frozen=True)
class LineFeed:
    """LF"""


@dataclass(frozen=True)
class Feed:
    """ESC J (dots) and ESC d (lines)."""

    dots: int


@dataclass(frozen=True)
class Align:
    """ESC a: 0 left, 1 centre, 2 right."""

    side: int


@dataclass(frozen=True)
class Cut:
    """GS V, ESC i, ESC m."""


@dataclass(frozen=True)
class AskStatus:
    """DLE EOT n: to be answered at once, whatever else waits."""

    question: int


@dataclass(frozen=True)
class AskPaper:
    """GS r n: answered in its turn. 1 is the paper, 2 the drawer."""

    question: int


@dataclass(frozen=True)
class AutomaticStatus:
    """GS a n: with n other than 0 the printer speaks up by itself."""

    wanted: int


@dataclass(frozen=True)
class Acknowledge:
    """GS ( H function 48: send this back when all before it has been printed."""

    process_id: bytes


@dataclass(frozen=True)
class Ignored:
    """A command that changes nothing on our paper, or a byte that begins none."""

    sequence: bytes


Command = (
    Initialise
    | Raster
    | Columns
    | Text
    | LineFeed
    | Feed
    | Align
    | Cut
    | AskStatus
    | AskPaper
    | AutomaticStatus
    | Acknowledge
    | Ignored
)
