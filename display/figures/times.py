"""How are times and spans of time said? 16:30, 8h, 8:30 pm, and what lies between two figures."""

import re
from datetime import time

from display.figures.row import row
from display.hours import hour_words
from display.numerals import cardinal

UNTIL = {"vi": "đến", "en": "to", "fr": "à"}
HOURS = {"vi": "giờ", "en": "hours", "fr": "heures"}
NOON = 12
_DASH = "[-–—]"
_UNTIL = "|".join(UNTIL.values())
_HOUR = r"\b(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?"
_HALF = r" ?(?P<half>[AaPp])(?:\.[Mm]\.|[Mm]\b)"
_PART = r"in the (?:morning|afternoon|evening)"


def _until(_found: "re.Match[str]", language: str) -> str:
    return f" {UNTIL[language]} "


def _of_half_a_day(found: "re.Match[str]", language: str) -> str:
    """1:30 pm; the first of "1:30 to 5 pm" lies before the second, in the same half if it can."""
    hour = _of_24(found["hour"], found["half"])
    if found["until"] and hour > _of_24(found["until"], found["half"]):
        hour = (hour + NOON) % (2 * NOON)
    return hour_words(time(hour, int(found["minute"] or 0)), language)


def _of_24(hour: str, half: str) -> int:
    return int(hour) % NOON + (NOON if half in "Pp" else 0)


def _time(found: "re.Match[str]", language: str) -> str | None:
    if int(found["hour"]) >= 2 * NOON:
        return None
    said = hour_words(time(int(found["hour"]), int(found["minute"] or 0)), language)
    # Who typed "4:30 this afternoon" has said the part of the day.
    return re.sub(f" {_PART}$", "", said) if found["part"] is not None else said


def _lasting(found: "re.Match[str]", language: str) -> str:
    return f"{cardinal(int(found['hours']), language)} {HOURS[language]}"


# Between figures that still are figures, so before them.
SPANS = row(
    rf"(?:(?<=[\dh%đ₫€])|(?<=[AaPp][Mm])|(?<=giờ)|(?<=phút)) ?{_DASH} ?(?=(?:[A-ZĐ]|(?i:thứ|ngày|tháng) )?\d)", _until
)
ROWS = (
    row(rf"{_HOUR}(?= (?:{_UNTIL}|and|until) (?P<until>1[0-2]|0?[1-9])(?:[:.][0-5]\d)?{_HALF})", _of_half_a_day),
    row(rf"{_HOUR}{_HALF}(?P<until>)", _of_half_a_day),
    row(
        r"(?<![\d.,])(?P<hour>\d{1,2})"
        r"(?:(?: ?(?:[hH]|giờ|heures?) ?|:)(?P<minute>[0-5]\d)\b(?: phút| minutes)?| ?(?:[hH]|heures?)\b)"
        rf"(?P<part>(?= (?:this|tomorrow|{_PART}) ?))?",
        _time,
    ),
    row(r"\b(?P<hours>\d{2,3}) ?[hH]\b", _lasting),
)
