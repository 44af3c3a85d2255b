"""How large is everything on a ticket? From the network's layout to dots, for one width of paper.

Sizes are in points and millimetres since eyes see those; a thermal head has 203 dots to the inch.
"""

from dataclasses import dataclass

from config.ticket import TicketLayout

DOTS_PER_INCH = 203
DOTS_PER_MM = 8
MARGINS = {576: 8, 512: 8, 384: 4}
WIDTHS = frozenset(MARGINS)
# On narrow paper a service at its full size would be a word a line.
_NARROW = {576: 1.0, 512: 0.95, 384: 0.85}


@dataclass(frozen=True)
class Sizes:
    """Letter heights (of the em), the number's height, the QR code's width with its quiet zone, and gaps, in dots."""

    number: int
    service: int
    text: int
    small: int
    code: int
    margin: int
    gap: int


def sizes_of(layout: TicketLayout, *, width: int, large: bool) -> Sizes:
    """Return the sizes for paper of a width in WIDTHS; `large` is the large-print ticket."""
    by = layout.large_by if large else 1.0
    text = dots(layout.text_pt * by)
    return Sizes(
        # What limits a number is the paper's width: it grows less, or it would have to be squeezed.
        number=round(layout.number_mm * (1 + (by - 1) / 2) * DOTS_PER_MM),
        service=max(text, dots(layout.service_pt * by * _NARROW[width])),
        text=text,
        small=dots(layout.small_pt * by),
        code=min(round(layout.code_mm * by * DOTS_PER_MM), width),
        margin=MARGINS[width],
        gap=round(text * 0.36),
    )


def dots(points: float) -> int:
    """Return points (1/72 inch) as dots."""
    return round(points * DOTS_PER_INCH / 72)
