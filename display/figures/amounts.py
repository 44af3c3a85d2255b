"""How are amounts said? Thousands, decimals, shares of a hundred, and money."""

import re

from display.figures.row import row
from display.numerals import LONGEST, cardinal, decimal

PERCENT = {"vi": "phần trăm", "en": "percent", "fr": "pour cent"}
OUT_OF = {"vi": "trên", "en": "out of", "fr": "sur"}
PER = {"vi": "một", "en": "per", "fr": "par"}
# One and several, where the language tells them apart.
MONEY = {
    "dong": {"vi": ("đồng", "đồng"), "en": ("dong", "dong"), "fr": ("dong", "dongs")},
    "euro": {"vi": ("ơ-rô", "ơ-rô"), "en": ("euro", "euros"), "fr": ("euro", "euros")},
}
# Thousands by points, commas or spaces: of these French alone uses the plain one.
_SPACES = " \u00a0\u2009\u202f"
_GROUPED = rf"(?P<grouped>[1-9]\d{{0,2}}(?P<mark>[.,{_SPACES}])\d{{3}}(?:(?P=mark)\d{{3}})*)"
_NUMBER = rf"(?<![\d.,])(?:{_GROUPED}|(?P<whole>\d+))(?:(?P<point>[.,])(?P<part>\d{{1,3}}))?(?![.,]?\d)"
_SPACE = f"[{_SPACES}]?"
_PER = r"(?P<per>/(?=[^\W\d]))?"


def _number(found: "re.Match[str]", language: str) -> str | None:
    if found["grouped"] and found["mark"] == " " and language != "fr":
        return None
    figures = re.sub(r"\D", "", found["grouped"] or found["whole"])
    if len(figures) > LONGEST:
        return None
    whole = int(figures)
    return decimal(whole, found["point"], found["part"], language) if found["part"] else cardinal(whole, language)


def _written_as_one(found: "re.Match[str]", language: str) -> str | None:
    return _number(found, language) if found["grouped"] or found["part"] else None


def _percent(found: "re.Match[str]", language: str) -> str | None:
    number = _number(found, language)
    return None if number is None else f"{number} {PERCENT[language]}"


def _money(found: "re.Match[str]", language: str) -> str | None:
    number = _number(found, language)
    if number is None:
        return None
    kind = "euro" if found["unit"].lower() in ("€", "eur", "euro", "euros") else "dong"
    name = MONEY[kind][language][number != cardinal(1, language)]
    # French: deux millions de dongs, d’euros.
    of = (
        ("d’" if kind == "euro" else "de ")
        if language == "fr" and re.search(r"(?:million|milliard)s?$", number)
        else ""
    )
    return f"{number} {of}{name}" + (f" {PER[language]}" if found["per"] else "")


def _out_of(_found: "re.Match[str]", language: str) -> str:
    return f" {OUT_OF[language]} "


SHARES = row(r"(?<=[\dh])/(?=\d)", _out_of)
ROWS = (
    row(rf"{_NUMBER}{_SPACE}%", _percent),
    row(rf"{_NUMBER}{_SPACE}(?P<unit>(?i:đồng|dongs?|vnđ|vnd|euros?|eur)\b|đ\b|₫|€){_PER}", _money),
    row(rf"(?P<unit>€|\b(?:VND|EUR)\b){_SPACE}{_NUMBER}{_PER}", _money),
    row(_NUMBER, _written_as_one),
)
