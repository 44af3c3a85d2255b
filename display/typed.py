"""How is a sentence said that somebody typed? Its figures by the rules of the language; the voice alone would guess."""

import re
from collections.abc import Callable
from datetime import time

from num2words import num2words

from display.hours import hour_words
from display.numerals import DIGITS, cardinal, spelled

_ENGLISH = "January February March April May June July August September October November December"
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
MONTHS = {language: tuple(names.split()) for language, names in (("en", _ENGLISH), ("fr", _FRENCH))}
LONGEST = 3
# A number of a ticket, a time of day, a date, any other figures; the first that fits holds.
_FIGURES = re.compile(
    r"(?P<ticket>\b[A-ZĐ] ?\d{3,4}\b)"
    r"|(?P<hour>\b\d{1,2})(?: ?(?:h|giờ|:) ?(?P<minute>[0-5]\d)\b(?P<said> phút)?|(?P<whole> ?h\b))"
    r"|(?P<day>\b\d{1,2})/(?P<month>\d{1,2})\b(?!/)"
    r"|(?P<figures>\d+)"
)


def spoken(sentence: str, language: str) -> str:
    """Return a typed sentence with every figure in words: T 0007 sign by sign, 16:30 as a time, 24/11 as a date."""

    def in_words(found: "re.Match[str]") -> str:
        said = next((told for kind in KINDS if (told := kind(found, language)) is not None), None)
        return _number(found[0], language) if said is None else said

    return _FIGURES.sub(in_words, sentence)


def _ticket(found: "re.Match[str]", language: str) -> str | None:
    return spelled(found["ticket"].replace(" ", ""), language) if found["ticket"] else None


def _time(found: "re.Match[str]", language: str) -> str | None:
    if not found["hour"] or int(found["hour"]) > 23:
        return None
    return hour_words(time(int(found["hour"]), int(found["minute"] or 0)), language)


def _date(found: "re.Match[str]", language: str) -> str | None:
    if not found["day"] or not (1 <= int(found["day"]) <= 31 and 1 <= int(found["month"]) <= 12):
        return None
    day, month = int(found["day"]), int(found["month"])
    if language == "vi":
        return f"{cardinal(day, 'vi')} tháng {'tư' if month == 4 else cardinal(month, 'vi')}"
    if language == "en":
        return f"{num2words(day, lang='en', to='ordinal')} of {MONTHS['en'][month - 1]}"
    return f"{'premier' if day == 1 else cardinal(day, 'fr')} {MONTHS['fr'][month - 1]}"


def _number(figures: str, language: str) -> str:
    """A short number as a cardinal; a longer one, as of a telephone, digit by digit; what stands between stays."""

    def said(found: "re.Match[str]") -> str:
        digits = found[0]
        if len(digits) <= LONGEST and (digits == "0" or digits[0] != "0"):
            return cardinal(int(digits), language)
        return " ".join(DIGITS[language][int(digit)] for digit in digits)

    return re.sub(r"[0-9]+", said, figures)


KINDS: tuple[Callable[["re.Match[str]", str], str | None], ...] = (_ticket, _time, _date)
