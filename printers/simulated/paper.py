"""What is on the paper so far? Rows of dots, as many as have been printed since the last cut."""

from dataclasses import dataclass, field

from PIL import Image

from printers.simulated.commands import Columns, Raster
from printers.typeset import Typesetter, stack

TEXT_SIZE = 24
TEXT_LINE = 30
# Nobody prints metres by intent; a host gone wild must not fill the memory.
LONGEST = 40_000


@dataclass
class Paper:
    """A strip of paper `width` dots wide. `printed`: whether it bears more than white feeds."""

    width: int
    align: int = 0
    printed: bool = False
    _rows: bytearray = field(default_factory=bytearray)
    _line: list[bytes] = field(default_factory=list)
    _words: bytearray = field(default_factory=bytearray)

    @property
    def row_bytes(self) -> int:
        """Bytes of one row."""
        return self.width // 8

    @property
    def height(self) -> int:
        """Rows so far."""
        return len(self._rows) // self.row_bytes

    def raster(self, picture: Raster) -> None:
        """Print a picture; what hangs over the paper's edge is lost."""
        self.end_line()
        if not picture.row_bytes:
            return
        for at in range(0, len(picture.rows), picture.row_bytes):
            self._add(picture.rows[at : at + picture.row_bytes])

    def columns(self, picture: Columns) -> None:
        """Put a band of columns on the present line; the line's end prints it."""
        column_bytes = picture.height // 8
        count = min(len(picture.columns) // column_bytes, self.width)
        bits = [
            int.from_bytes(picture.columns[at : at + column_bytes])
            for at in range(0, count * column_bytes, column_bytes)
        ]
        for top in reversed(range(picture.height)):
            row = int("".join(str(column >> top & 1) for column in bits).ljust(-(-count // 8) * 8, "0") or "0", 2)
            self._line.append(row.to_bytes(-(-count // 8)))

    def words(self, characters: bytes) -> None:
        """Put characters on the present line."""
        self._words += characters

    def line_feed(self) -> None:
        """End the line; an empty one is a feed."""
        if not self.end_line():
            self.feed(TEXT_LINE)

    def end_line(self) -> bool:
        """Print what stands on the line and say whether there was anything."""
        waiting = bool(self._line or self._words)
        for row in self._line:
            self._add(row)
        if self._words:
            self._add_words(self._words.decode("cp437"))
        self._line.clear()
        self._words.clear()
        return waiting

    def feed(self, dots: int) -> None:
        """Move the paper on."""
        self.end_line()
        self._rows += bytes(self.row_bytes * min(dots, LONGEST - min(self.height, LONGEST)))

    def torn(self) -> Image.Image:
        """Return what has been printed as a picture, black on white, and begin anew."""
        self.end_line()
        height = max(self.height, 1)
        dots = bytes(self._rows).ljust(height * self.row_bytes, b"\0")
        picture = Image.frombytes("1", (self.width, height), bytes(byte ^ 0xFF for byte in dots))
        self._rows.clear()
        self.printed = False
        return picture

    def _add(self, row: bytes) -> None:
        if self.height >= LONGEST:
            return
        self.printed = True
        free = self.row_bytes - len(row)
        shift = 0 if free <= 0 else (0, free // 2, free)[self.align] if self.align in (0, 1, 2) else 0
        self._rows += (bytes(shift) + row)[: self.row_bytes].ljust(self.row_bytes, b"\0")

    def _add_words(self, words: str) -> None:
        drawn = stack([Typesetter(width=self.width, margin=0).text(words, size=TEXT_SIZE, align="left")])
        rows = bytes(byte ^ 0xFF for byte in drawn.tobytes())
        for at in range(0, len(rows), self.row_bytes):
            self._add(rows[at : at + self.row_bytes])
