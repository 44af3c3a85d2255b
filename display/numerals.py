"""How is a number said? Ticket digits one by one, counters as cardinals, letters by name; in vi, en and fr.

Vietnamese cardinals follow the usual rules of the language: 1 is mốt after mươi, 4 is tư after mươi, 5 is lăm after
mười and mươi, and linh stands for a missing ten after a hundred. Source: Unicode CLDR, common/rbnf/vi.xml (rules
"teen", "x-ty" and "after-hundred"), which says lẻ, the southern word, where we say linh, the northern one.
"""

import unicodedata

from num2words import num2words

DIGITS = {
    "vi": ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "fr": ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
}
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
    """Return a whole number from 0 to 999 in words."""
    if language == "vi":
        return _vietnamese(number)
    words: str = num2words(number, lang=language)
    return words


def _vietnamese(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    units = DIGITS["vi"]
    words = [units[hundreds], "trăm"] if hundreds else []
    if tens == 0:
        if hundreds and ones:
            words += ["linh", units[ones]]
        elif ones or not hundreds:
            words.append(units[ones])
        return " ".join(words)
    words += ["mười"] if tens == 1 else [units[tens], "mươi"]
    if ones:
        words.append(_after_ten(ones, tens))
    return " ".join(words)


def _after_ten(ones: int, tens: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return DIGITS["vi"][ones]


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
