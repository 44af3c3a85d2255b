"""How are dates said? 24/11, 24/11/2026, 11/2026, a year, and the words that stand before a day's figures."""

import re
from datetime import date

from display.figures.row import row
from display.numerals import cardinal, ordinal, year

_ENGLISH = "January February March April May June July August September October November December"
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
MONTHS = {language: tuple(names.split()) for language, names in (("en", _ENGLISH), ("fr", _FRENCH))}
IN_A_ROW = {("thứ", 1): "nhất", ("thứ", 4): "tư", ("tháng", 4): "tư", ("quý", 4): "tư"}
YEAR = r"(?:19(?!00)|20)\d\d"
# A date of no stated year may be that of a leap year.
_A_LEAP_YEAR = 2000


def _alike(found: "re.Match[str]", _language: str) -> str:
    """24-11-2026, 24.11.2026 and 2026-11-24 as 24/11/2026."""
    return f"{found['day']}/{found['month']}/{found['year']}"


def _date(found: "re.Match[str]", language: str) -> str | None:
    at = found["year"] and int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    said = _day(found, int(found["month"]), at or _A_LEAP_YEAR, language)
    return said and said + (_of_year(at, language) if at else "")


def _named(found: "re.Match[str]", language: str) -> str | None:
    """24 November: English says the twenty-fourth of November."""
    names = MONTHS.get(language, ())
    if found["name"] not in names:
        return None
    return _day(found, names.index(found["name"]) + 1, _A_LEAP_YEAR, language)


def _day(found: "re.Match[str]", month: int, at: int, language: str) -> str | None:
    try:
        day = date(at, month, int(found["day"])).day
    except ValueError:
        return None
    name = month_words(month, language)
    if language == "vi":
        return f"{found['led'] or 'ngày '}{cardinal(day, 'vi')} {name}"
    if language == "en":
        return f"{found['led'] or 'the '}{ordinal(day, 'en')} of {name}"
    return f"{ordinal(day, 'fr') if day == 1 else cardinal(day, 'fr')} {name}"


def month_words(month: int, language: str) -> str:
    """Return a month's name: tháng tư, April, avril."""
    return f"tháng {in_a_row('tháng', month)}" if language == "vi" else MONTHS[language][month - 1]


def in_a_row(word: str, number: int) -> str:
    """Return a Vietnamese number as it is said after a word in small letters: thứ tư, tháng tư, ngày bốn."""
    return IN_A_ROW.get((word, number)) or cardinal(number, "vi")


def _of_year(number: int, language: str) -> str:
    return f"{' năm' if language == 'vi' else ''} {year(number, language)}"


def _month(found: "re.Match[str]", language: str) -> str | None:
    number = int(found["month"])
    if not 1 <= number <= 12:
        return None
    word = found["led"]
    said = f"{word} {in_a_row(word.lower(), number)}" if word else month_words(number, language)
    return said + _of_year(int(found["year"]), language)


def _year(found: "re.Match[str]", language: str) -> str:
    return year(int(found[0]), language)


# First of all: their hyphens and points are neither spans nor decimals nor a telephone's.
ALIKE = (
    row(rf"(?<![\d./-])(?P<day>\d{{1,2}})(?P<mark>[.-])(?P<month>\d{{1,2}})(?P=mark)(?P<year>{YEAR})(?![\d/])", _alike),
    row(rf"(?<![\d./-])(?P<year>{YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d/-])", _alike),
)
ROWS = (
    row(
        r"(?P<led>(?i:ngày|mùng|mồng|hôm|the) )?(?<![\d/])"
        rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>{YEAR}|\d\d))?(?![\d/])",
        _date,
    ),
    row(rf"(?:(?P<led>(?i:tháng|quý)) )?(?<![\d/])(?P<month>\d{{1,2}})/(?P<year>{YEAR})(?![\d/])", _month),
    row(rf"(?P<led>(?i:the) )?\b(?P<day>[12]?\d|3[01]) (?P<name>{'|'.join((*MONTHS['en'], *MONTHS['fr']))})\b", _named),
)
YEARS = row(rf"(?<![\d.,/]){YEAR}(?![\d/]|[.,]\d)", _year)
