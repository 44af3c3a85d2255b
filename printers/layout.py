"""How does a ticket look on paper? One bitmap, 203 dots to the inch, as wide as the printer prints.

From the top: branch, mark of a reprint, number, service, time, people ahead, wait, QR code, what the visitor should
know. Every line is in the visitor's language, and in Vietnamese below it where that is another.
"""

import math
from dataclasses import dataclass

from PIL import Image

from config.texts import text
from printers.bitmap import without_real_time_commands
from printers.qr_code import LinkTooLong, qr_code
from printers.ticket_paper import TicketPaper
from printers.typeset import Typesetter, stack

DOTS_PER_MM = 8
NUMBER_MM = 16
HOME = "vi"


class PaperNotDrawable(ValueError):
    """A ticket that cannot be laid out, whatever the printer."""


@dataclass(frozen=True)
class Sizes:
    """Letter heights and gaps in dots for one width of paper; `module` is one square of the QR code."""

    branch: int
    service: int
    line: int
    second: int
    module: int
    margin: int
    gap: int


SIZES = {
    576: Sizes(branch=34, service=46, line=30, second=24, module=7, margin=16, gap=14),
    512: Sizes(branch=32, service=42, line=28, second=23, module=6, margin=12, gap=13),
    384: Sizes(branch=27, service=36, line=25, second=21, module=5, margin=4, gap=11),
}


def draw_ticket(paper: TicketPaper, *, width: int) -> Image.Image:
    """Return a ticket as a black-and-white image ("1") of a width in SIZES. Raises PaperNotDrawable."""
    if width not in SIZES:
        raise PaperNotDrawable(f"no layout for {width} dots; there are {', '.join(map(str, SIZES))}")
    try:
        return without_real_time_commands(stack(_Ticket(paper, width).strips()))
    except LinkTooLong as error:
        raise PaperNotDrawable(str(error)) from error


class _Ticket:
    """The strips of one ticket."""

    def __init__(self, paper: TicketPaper, width: int) -> None:
        self.paper = paper
        self.sizes = SIZES[width]
        self.set = Typesetter(width=width, margin=self.sizes.margin)

    def strips(self) -> list[Image.Image]:
        """Return all strips from the top."""
        gap, thin = self.set.strip(self.sizes.gap), self.set.rule(2)
        return [
            *self._branch(),
            gap,
            thin,
            gap,
            *self._number(),
            gap,
            *self._service(),
            gap,
            thin,
            gap,
            *self._expected(),
            *self._code(),
            *self._offline(),
            gap,
            *self._pair("keep", size=self.sizes.second),
        ]

    def _branch(self) -> list[Image.Image]:
        return self._names(self.paper.branch_name, self.paper.branch_name_vi, size=self.sizes.branch, weight=700)

    def _number(self) -> list[Image.Image]:
        gap = self.set.strip(self.sizes.gap)
        mark = [self.set.label(self._say("reprint"), size=self.sizes.line), gap] if self.paper.reprint else []
        number = self.set.headline(spaced(self.paper.number), height=NUMBER_MM * DOTS_PER_MM)
        return [*mark, *self._pair("your-number"), gap, number]

    def _service(self) -> list[Image.Image]:
        return self._names(self.paper.service_name, self.paper.service_name_vi, size=self.sizes.service, weight=700)

    def _expected(self) -> list[Image.Image]:
        at = self.paper.issued_at
        strips = self._pair(
            "issued", time=f"{at:%H:%M}", day=f"{at:%d}", month=f"{at:%m}", year=f"{at:%Y}", weekday=f"{at:%u}"
        )
        if self.paper.ahead is not None:
            strips += self._pair("ahead", ahead=self.paper.ahead)
        if self.paper.wait_low_s is not None and self.paper.wait_high_s is not None:
            low, high = minutes(self.paper.wait_low_s, self.paper.wait_high_s)
            key = "wait-exact" if low == high else "wait-at-most" if low == 0 else "wait"
            strips += self._pair(key, weight=700, low=low, high=high)
        return strips

    def _code(self) -> list[Image.Image]:
        if self.paper.url is None:
            return []
        code = qr_code(self.paper.url, module=self.sizes.module, room=self.set.width)
        return [self.set.centred(code), *self._pair("follow", size=self.sizes.second)]

    def _offline(self) -> list[Image.Image]:
        if not self.paper.offline:
            return []
        gap, thin = self.set.strip(self.sizes.gap), self.set.rule(2)
        return [gap, thin, gap, *self._pair("offline", size=self.sizes.second), gap, thin]

    def _pair(self, key: str, *, size: int | None = None, weight: int = 500, **values: str | int) -> list[Image.Image]:
        """Return a line in the visitor's language, and the Vietnamese one below it where they differ."""
        size = size or self.sizes.line
        own = self.set.text(self._say(key, **values), size=size, weight=weight)
        if self.paper.language == HOME:
            return [own]
        home = self.set.text(text(f"ticket.{key}", HOME, **values), size=self.sizes.second)
        return [own, home, self.set.strip(self.sizes.gap // 2)]

    def _names(self, name: str, home: str | None, *, size: int, weight: int) -> list[Image.Image]:
        strips = [self.set.text(name, size=size, weight=weight)]
        if home is not None and home != name:
            strips.append(self.set.text(home, size=self.sizes.second))
        return strips

    def _say(self, key: str, **values: str | int) -> str:
        return text(f"ticket.{key}", self.paper.language, **values)


def spaced(number: str) -> str:
    """Return a number as it is shown: "A007" as "A 007"."""
    letters = number.rstrip("0123456789")
    return f"{letters} {number[len(letters) :]}"


def minutes(low_s: float, high_s: float) -> tuple[int, int]:
    """Return a range of waits in whole minutes that holds it; at least one minute at its end."""
    return math.floor(low_s / 60), max(1, math.ceil(high_s / 60))
