"""How are numbers said that name something? Tickets, rooms and counters, forms, documents, telephones, ranks."""

import re

from display.figures.dates import YEAR, in_a_row
from display.figures.row import row
from display.figures.times import UNTIL
from display.numerals import cardinal, digits, letter, ordinal, short, spelled, year

PLUS = {"vi": "cộng", "en": "plus", "fr": "plus"}
OF_YEAR = {"vi": " năm", "en": " of", "fr": " de"}
_ROOM = (
    "quầy|phòng|tầng|cửa|bàn|ngày|thứ|tháng|quý"
    "|counters?|rooms?|floors?|desks?|doors?|gates?|guichets?|salles?|bureaux?|étages?|portes?"
)
_DOCUMENT = (
    "nghị định|thông tư|quyết định|nghị quyết|luật|công văn|kế hoạch"
    "|decree|circular|decision|resolution|law|décret|circulaire|décision|résolution|loi"
)
_NUMBER_WORD = r"(?: (?:số|no\.?|number|n°|numéro))?"
_BODY = r"[A-ZĐ]{2,}[a-z]?\d{0,2}(?:-[A-ZĐ]+[a-z]?)*"
_AND = r"(?:, ?| (?:và|and|et|" + "|".join(UNTIL.values()) + ") )"
# What follows belongs to the last figures, which then are none of a room's.
_NO_LIST = r"[/:-]|[.,]\d| ?[%€₫đh]\b| ?(?:%|giờ|đồng|VN[DĐ]|[ap]\.?m)"
RANKS = {"en": ("st", "nd", "rd", "th"), "fr": ("er", "ers", "re", "ère", "e", "es", "ème", "èmes", "nd", "nde")}
FEMININE = ("re", "ère", "nde")
_ENDS = "|".join(sorted({end for ends in RANKS.values() for end in ends}, key=len, reverse=True))
_CALLED = "gọi|tổng đài|đường dây nóng|hotline|call|dial|appelez|composez"
# National numbers have 10 or 11 digits, 8 to 10 behind 1800 and 1900, and 84 before nine or ten.
_PHONE = r"(?<![\d.,/+])(?:\+84|\(0\d{1,3}\)|0\d{1,3}|1[89]00)(?:[ .-]?\d{2,8}){1,4}(?![\d/:]|[.,]\d)"
_PHONE_DIGITS = range(8, 13)


def _ticket(found: "re.Match[str]", language: str) -> str:
    return spelled(found[0].replace(" ", ""), language)


def _telephone(found: "re.Match[str]", language: str) -> str | None:
    groups = re.findall(r"\d+", found[0])
    count = len("".join(groups))
    if count not in _PHONE_DIGITS or (found[0][0] in "0(" and count < 10):
        return None
    said = ", ".join(digits(group, language) for group in groups)
    return f"{PLUS[language]} {said}" if found[0][0] == "+" else said


def _hotline(found: "re.Match[str]", language: str) -> str:
    return found["called"] + digits(found["number"], language)


def _document(found: "re.Match[str]", language: str) -> str | None:
    """118/2025/NĐ-CP: its number, its year, and who gave it, letter by letter."""
    if not (found["body"] or (found["kind"] and found["year"])):
        return None
    said = (found["kind"] or "") + short(found["number"], language)
    if found["year"]:
        said += f"{OF_YEAR[language]} {year(int(found['year']), language)}"
    parts = re.findall(r"[^\W\d]+|\d+", found["body"] or "")
    return ", ".join((said, *(_sign(part, language) for part in parts)))


def _sign(part: str, language: str) -> str:
    return short(part, language) if part.isdigit() else " ".join(_letter(one, language) for one in part.upper())


def _letter(sign: str, language: str) -> str:
    """English and French have no Đ, and their voices would spell its code."""
    return letter(sign, language) if language == "vi" else letter(sign, language).replace("Đ", "D")


def _code(found: "re.Match[str]", language: str) -> str:
    """A12, CT01, 12B: letters by name, figures as a number; a zero before it is said."""
    return " ".join(_sign(part, language) for part in re.findall(r"[A-ZĐ]+|\d+", found[0]))


def _room(found: "re.Match[str]", language: str) -> str:
    """Quầy số 04 is said without its zero, "thứ 2, 4" with tư."""
    word = found["word"].lower()

    def said(one: "re.Match[str]") -> str:
        return in_a_row(word, int(one[0])) if language == "vi" else cardinal(int(one[0]), language)

    return found["word"] + found["more"] + re.sub(r"\d+", said, found["list"])


def _rank(found: "re.Match[str]", language: str) -> str | None:
    if found["end"] not in RANKS.get(language, ()):
        return None
    return ordinal(int(found["number"]), language, feminine=found["end"] in FEMININE)


# Before dates and spans, whose hyphens, points and strokes they hold.
WHOLE = (
    row(_PHONE, _telephone),
    row(rf"(?P<called>(?i:{_CALLED}){_NUMBER_WORD}:? )(?P<number>11[1-5])\b", _hotline),
    row(
        rf"(?P<kind>(?i:{_DOCUMENT}){_NUMBER_WORD} )?(?<![\w/])(?P<number>\d{{1,5}})(?:/(?P<year>{YEAR}))?"
        rf"(?:/(?P<body>{_BODY}))?(?![\w/])",
        _document,
    ),
)
ROWS = (
    row(r"\b[A-ZĐ] ?\d{3,4}\b", _ticket),
    row(
        rf"(?P<word>\b(?i:{_ROOM}))(?P<more>(?i:{_NUMBER_WORD}) )"
        rf"(?P<list>\d{{1,3}}\b(?:{_AND}\d{{1,3}}\b)*)(?!{_NO_LIST})",
        _room,
    ),
    row(rf"\b(?P<number>\d{{1,3}})(?P<end>{_ENDS})\b", _rank),
    row(r"\b[A-ZĐ]{1,3}-?\d{1,2}[A-ZĐ]?\b|\b\d{1,3}[A-ZĐ]\b", _code),
)
