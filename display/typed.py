"""How is a sentence said that somebody typed? Its figures by the rules of the language; the voice alone would guess."""

import re
import unicodedata

from display.figures import amounts, codes, dates, times
from display.figures.row import row
from display.numerals import short


def _figures(found: "re.Match[str]", language: str) -> str:
    return short(found[0], language)


# Each finds what those before it have left as figures.
ROWS = (
    *dates.ALIKE,
    *codes.WHOLE,
    times.SPANS,
    *dates.ROWS,
    amounts.SHARES,
    *times.ROWS,
    *codes.ROWS,
    *amounts.ROWS,
    dates.YEARS,
    row(r"[0-9]+", _figures),
)


def spoken(sentence: str, language: str) -> str:
    """Return a typed sentence with every figure in words: T 0007 sign by sign, 16:30 as a time, 24/11 as a date."""
    said = unicodedata.normalize("NFC", sentence)
    for one in ROWS:
        said = one.said_in(said, language)
    return said
