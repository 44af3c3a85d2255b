"""How is a number said? Ticket digits one by one, counters as cardinals, letters by name; in vi, en and fr.

Vietnamese cardinals follow the usual rules of the language: 1 is mốt after mươi, 4 is tư after mươi, 5 is lăm after
mười and mươi, a missing hundred is không trăm, and linh stands for a missing ten. They are ICU's, by Unicode CLDR,
common/rbnf/vi.xml, which says lẻ, the southern word, where we say linh, the northern one. English and French are
num2words': ICU's say neither "and" after hundred nor "vingt et un" in the usual spelling.
"""

import unicodedata
from functools import cache

from icu4py.messageformat import MessageFormat
from num2words import num2words

DIGITS = {
    "vi": ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "fr": ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
}
POINTS = {
    "vi": {",": "phẩy", ".": "chấm"},
    "en": {",": "point", ".": "point"},
    "fr": {",": "virgule", ".": "point"},
}
# So many figures are at most said as one number where nothing tells that they are one, and where something does.
SHORT, LONGEST = 3, 12
UNSAID = " -_./"
# A letter that a voice would read as a word or with a wrong tone is written as it sounds; one that is its own name
# stays as it is.
VIETNAMESE_LETTERS = {
    "A": "A",
    "B": "bê",
    "C": "xê",
    "D": "dê",
    "Đ": "đê",
    "E": "E",
    "F": "ép-phờ",
    "G": "giê",
    "H": "hát",
    "I": "i ngắn",
    "J": "gi",
    "K": "ca",
    "L": "e-lờ",
    "M": "em-mờ",
    "N": "en-nờ",
    "O": "O",
    "P": "pê",
    "Q": "quy",
    "R": "e-rờ",
    "S": "ét-xì",
    "T": "tê",
    "U": "U",
    "V": "vê",
    "W": "vê kép",
    "X": "ích-xì",
    "Y": "i dài",
    "Z": "dét",
}


def letter(sign: str, language: str) -> str:
    """Return a letter by its name in Vietnamese, as itself in English and French. Raises ValueError for no letter."""
    if sign not in VIETNAMESE_LETTERS:
        raise ValueError(f"{sign!r} is neither a letter nor a digit")
    return VIETNAMESE_LETTERS[sign] if language == "vi" else sign


def spelled(number: str, language: str) -> str:
    """Return a ticket number sign by sign, parted by commas: "A, không, không, bảy". Raises ValueError."""
    words = _signs(number, language)
    if not words:
        raise ValueError("the number is empty")
    return ", ".join(words)


def _signs(code: str, language: str) -> list[str]:
    return [
        DIGITS[language][int(sign)] if sign in "0123456789" else letter(sign, language)
        for sign in unicodedata.normalize("NFC", code).upper()
    ]


def cardinal(number: int, language: str) -> str:
    """Return a whole number of at most LONGEST figures in words."""
    words: str = (
        _spellout().format({"n": number}).replace("lẻ", "linh")
        if language == "vi"
        else num2words(number, lang=language)
    )
    return words


@cache
def _spellout() -> MessageFormat:
    return MessageFormat("{n, spellout}", "vi")


def digits(figures: str, language: str) -> str:
    """Return figures one by one, as of a telephone's number."""
    return " ".join(DIGITS[language][int(figure)] for figure in figures)


def short(figures: str, language: str) -> str:
    """Return figures as a number if they are short or whole thousands, else one by one, as those with a first zero."""
    thousands = figures.endswith("000") and len(figures) <= LONGEST
    if figures == "0" or (figures[0] != "0" and (len(figures) <= SHORT or thousands)):
        return cardinal(int(figures), language)
    return digits(figures, language)


def decimal(whole: int, point: str, part: str, language: str) -> str:
    """Return a number with decimals, parted by `point`, "," or ".", as it was typed.

    Vietnamese and French say the decimals as a number, after their zeros ("tám phẩy năm mươi sáu": Toán 5, the
    textbook); English says them one by one.
    """
    zeros = part[: len(part) - len(part.lstrip("0"))]
    rest = part[len(zeros) :]
    if language == "en":
        said = digits(part, language)
    else:
        said = " ".join(filter(None, (digits(zeros, language), rest and cardinal(int(rest), language))))
    return f"{cardinal(whole, language)} {POINTS[language][point]} {said}"


def year(number: int, language: str) -> str:
    """Return a year: "hai nghìn không trăm hai mươi sáu", "twenty twenty-six", "deux mille vingt-six"."""
    words: str = num2words(number, lang="en", to="year") if language == "en" else cardinal(number, language)
    return words


def ordinal(number: int, language: str, *, feminine: bool = False) -> str:
    """Return a rank in English or French: "first", "premier", "première"."""
    words: str = num2words(number, lang=language, to="ordinal")
    if language == "fr" and number == 1:
        return "première" if feminine else "premier"
    return words


def counter(code: str, language: str) -> str:
    """Return a counter's code in words: a number as a cardinal, anything else sign by sign. Raises ValueError.

    Signs that are not said, as the hyphen of "B-2", are left out; a code of only such signs cannot be said.
    """
    if code.isascii() and code.isdigit() and len(code) <= 3:
        return cardinal(int(code), language)
    words = _signs(spoken_signs(code), language)
    if not words:
        raise ValueError(f"{code!r} has nothing to say")
    return " ".join(words)


def spoken_signs(code: str) -> str:
    """Return a counter's code without the signs that are not said."""
    return "".join(sign for sign in code if sign not in UNSAID)
