"""How does a ticket look on paper? One bitmap as wide as the printer prints, in the network's own layout.

Every line is in the visitor's language; where that is another, what matters stands in Vietnamese below it.
"""

import math
from collections.abc import Callable
from datetime import datetime

from PIL import Image

from config.texts import text
from config.ticket import Block, TicketLayout
from printers.bitmap import without_real_time_commands
from printers.qr_code import LinkTooLong, qr_code
from printers.sizes import WIDTHS, sizes_of
from printers.ticket_paper import TicketPaper
from printers.typeset import Typesetter, stack

HOME = "vi"
# Letters' heights of room beside the code from which words stand there instead of below it.
BESIDE = 6
AS_SHIPPED = TicketLayout()
Strips = list[Image.Image]


class PaperNotDrawable(ValueError):
    """A ticket that cannot be laid out, whatever the printer."""


def draw_ticket(paper: TicketPaper, *, width: int, layout: TicketLayout = AS_SHIPPED) -> Image.Image:
    """Return a ticket as a black-and-white image ("1") of a width in WIDTHS. Raises PaperNotDrawable."""
    if width not in WIDTHS:
        raise PaperNotDrawable(f"no layout for {width} dots; there are {', '.join(map(str, sorted(WIDTHS)))}")
    try:
        return without_real_time_commands(stack(_Ticket(paper, width, layout).strips()))
    except LinkTooLong as error:
        raise PaperNotDrawable(str(error)) from error


class _Ticket:
    """The strips of one ticket."""

    def __init__(self, paper: TicketPaper, width: int, layout: TicketLayout) -> None:
        self.paper = paper
        self.layout = layout
        self.sizes = sizes_of(layout, width=width, large=paper.large)
        self.set = Typesetter(width=width, margin=self.sizes.margin)
        self._drawn: dict[Block, Callable[[], Strips]] = {
            "branch": self._branch,
            "number": self._number,
            "service": self._service,
            "zone": self._zone,
            "rule": self._rule,
            "wait": self._wait,
            "ahead": self._ahead,
            "issued": self._issued,
            "documents": self._documents,
            "code": self._code,
            "keep": self._keep,
        }

    def strips(self) -> Strips:
        """Return all strips from the top: the layout's blocks, and what the layout cannot leave out."""
        blocks = list(self.layout.blocks)
        last = blocks.pop() if blocks[-1] == "keep" else None
        whole = [strip for block in blocks for strip in self._drawn[block]()]
        whole += self._offline()
        return whole + (self._drawn[last]() if last else [])

    def _branch(self) -> Strips:
        return self._names(self.paper.branch_name, self.paper.branch_name_vi, size=self.sizes.text)

    def _number(self) -> Strips:
        if self.paper.slot is not None:
            return self._appointment(self.paper.slot)
        number = self.set.headline(spaced(self.paper.number), height=self.sizes.number)
        return [*self._reprint(), *self._pair("your-number"), self._gap(), number, self._gap()]

    def _reprint(self) -> Strips:
        """The mark of a reprint and its time: what else stands there of time is of the issue."""
        if not self.paper.reprint:
            return []
        at = self.paper.reprinted_at
        mark = self.set.label(self._say("reprint"), size=self.sizes.text)
        return [mark, *([] if at is None else self._pair("reprinted", time=at)), self._gap()]

    def _appointment(self, slot: datetime) -> Strips:
        """When to come, as large as a number, and the code that takes its holder in."""
        time = self.set.headline(f"{slot:%H:%M}", height=self.sizes.number)
        day = self._pair("day", size=self.sizes.service, weight=700, **_day(slot))
        code = self.set.text(self.paper.number, size=self.sizes.service, weight=700)
        return [*self._pair("your-appointment"), self._gap(), time, self._gap(), *day, *self._pair("its-code"), code]

    def _service(self) -> Strips:
        return self._names(self.paper.service_name, self.paper.service_name_vi, size=self.sizes.service)

    def _zone(self) -> Strips:
        if self.paper.zone is None:
            return []
        strips = [self.set.text(self._say("zone", zone=self.paper.zone), size=self.sizes.text, weight=700)]
        if self._below and self.paper.zone_vi is not None:
            strips.append(self.set.text(text("ticket.zone", HOME, zone=self.paper.zone_vi), size=self.sizes.small))
        return strips

    def _rule(self) -> Strips:
        return [self._gap(), self.set.rule(3), self._gap()]

    def _wait(self) -> Strips:
        big = round(self.sizes.text * 1.15)
        appointed = self.paper.appointed
        first = [] if appointed is None else self._pair("appointed", size=big, weight=700, time=appointed)
        return first + self._expected(big)

    def _expected(self, big: int) -> Strips:
        if self.paper.draw_at is not None:
            return self._pair("draw", size=big, weight=700, time=self.paper.draw_at) + self._pair("draw-fair")
        if self.paper.back_at is not None:
            return self._pair("back", size=big, weight=700, time=self.paper.back_at)
        if self.paper.wait_low_s is None or self.paper.wait_high_s is None:
            return []
        low, high = minutes(self.paper.wait_low_s, self.paper.wait_high_s)
        key = "wait-exact" if low == high else "wait-at-most" if low == 0 else "wait"
        return self._pair(key, size=big, weight=700, low=low, high=high)

    def _ahead(self) -> Strips:
        return [] if self.paper.ahead is None else self._pair("ahead", ahead=self.paper.ahead)

    def _issued(self) -> Strips:
        if self.paper.slot is not None:  # one time on the paper is enough
            return []
        at = self.paper.issued_at
        return [self.set.text(self._say("issued", time=f"{at:%H:%M}", **_day(at)), size=self.sizes.text)]

    def _documents(self) -> Strips:
        if not self.paper.documents:
            return []
        size = self.sizes.small
        heading = self.set.text(self._say("documents"), size=size, weight=700, align="left")
        items = [self.set.item(one, size=size) for one in self.paper.documents]
        return [*self._rule(), heading, *items, *self._rule()]

    def _code(self) -> Strips:
        if self.paper.url is None:
            return []
        code = qr_code(self.paper.url, room=self.sizes.code, most=self.set.width)
        words, size = self._say("follow" if self.paper.slot is None else "show"), self.sizes.small
        if self.set.width - code.width >= BESIDE * size:
            return [self.set.beside(code, words, size=size)]
        return [self.set.centred(code), self.set.text(words, size=size)]

    def _offline(self) -> Strips:
        if not self.paper.offline:
            return []
        return [*self._rule(), *self._pair("offline", size=self.sizes.small), *self._rule()]

    def _keep(self) -> Strips:
        words = self._say("keep" if self.paper.slot is None else "come")
        return [self._gap(), self.set.text(words, size=self.sizes.small), self._gap()]

    @property
    def _below(self) -> bool:
        """Whether Vietnamese stands below what is said in another language."""
        return self.layout.vietnamese_below and self.paper.language != HOME

    def _pair(self, key: str, *, size: int | None = None, weight: int = 500, **values: str | int) -> Strips:
        """Return a line in the visitor's language, and the Vietnamese one below it where they differ."""
        own = self.set.text(self._say(key, **values), size=size or self.sizes.text, weight=weight)
        if not self._below:
            return [own]
        home = self.set.text(text(f"ticket.{key}", HOME, **values), size=self.sizes.small)
        return [own, home, self.set.strip(self.sizes.gap // 2)]

    def _names(self, name: str, home: str | None, *, size: int) -> Strips:
        strips = [self.set.text(name, size=size, weight=700)]
        if self._below and home is not None and home != name:
            strips.append(self.set.text(home, size=self.sizes.small))
        return strips

    def _gap(self) -> Image.Image:
        return self.set.strip(self.sizes.gap)

    def _say(self, key: str, **values: str | int) -> str:
        return text(f"ticket.{key}", self.paper.language, **values)


def _day(at: datetime) -> dict[str, str]:
    return {"day": f"{at:%d}", "month": f"{at:%m}", "year": f"{at:%Y}", "weekday": f"{at:%u}"}


def spaced(number: str) -> str:
    """Return a number as it is shown: "A007" as "A 007"."""
    letters = number.rstrip("0123456789")
    return f"{letters} {number[len(letters) :]}"


def minutes(low_s: float, high_s: float) -> tuple[int, int]:
    """Return a range of waits in whole minutes that holds it; at least one minute at its end."""
    return math.floor(low_s / 60), max(1, math.ceil(high_s / 60))
