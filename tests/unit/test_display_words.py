"""Are calls worded by the rules of each language? The expected words were written from the rules, not by the code."""

import re
from itertools import pairwise

import pytest

from display import numerals
from display.words import KINDS, call_sentence

# Rows of numbers that follow each other, from the first. The rules are those of Unicode CLDR, common/rbnf/vi.xml
# ("teen": 5 is lăm; "x-ty": 1 is mốt, 4 is tư, 5 is lăm; "after-hundred": a missing ten is said), with the northern
# linh for lẻ. The same rules in words: Wikipedia, "Vietnamese numerals" (mốt, tư and lăm after mươi; linh or lẻ).
VIETNAMESE_ROWS = [
    (1, "một, hai, ba, bốn, năm, sáu, bảy, tám, chín"),
    (10, "mười, mười một, mười hai, mười ba, mười bốn, mười lăm, mười sáu, mười bảy, mười tám, mười chín"),
    (20, "hai mươi, hai mươi mốt, hai mươi hai, hai mươi ba, hai mươi tư"),
    (25, "hai mươi lăm, hai mươi sáu, hai mươi bảy, hai mươi tám, hai mươi chín"),
    (30, "ba mươi, ba mươi mốt, ba mươi hai, ba mươi ba, ba mươi tư"),
    (35, "ba mươi lăm, ba mươi sáu, ba mươi bảy, ba mươi tám, ba mươi chín"),
    (40, "bốn mươi, bốn mươi mốt, bốn mươi hai, bốn mươi ba, bốn mươi tư"),
    (45, "bốn mươi lăm, bốn mươi sáu, bốn mươi bảy, bốn mươi tám, bốn mươi chín"),
    (50, "năm mươi, năm mươi mốt, năm mươi hai, năm mươi ba, năm mươi tư"),
    (55, "năm mươi lăm, năm mươi sáu, năm mươi bảy, năm mươi tám, năm mươi chín"),
    (60, "sáu mươi, sáu mươi mốt, sáu mươi hai, sáu mươi ba, sáu mươi tư"),
    (65, "sáu mươi lăm, sáu mươi sáu, sáu mươi bảy, sáu mươi tám, sáu mươi chín"),
    (70, "bảy mươi, bảy mươi mốt, bảy mươi hai, bảy mươi ba, bảy mươi tư"),
    (75, "bảy mươi lăm, bảy mươi sáu, bảy mươi bảy, bảy mươi tám, bảy mươi chín"),
    (80, "tám mươi, tám mươi mốt, tám mươi hai, tám mươi ba, tám mươi tư"),
    (85, "tám mươi lăm, tám mươi sáu, tám mươi bảy, tám mươi tám, tám mươi chín"),
    (90, "chín mươi, chín mươi mốt, chín mươi hai, chín mươi ba, chín mươi tư"),
    (95, "chín mươi lăm, chín mươi sáu, chín mươi bảy, chín mươi tám, chín mươi chín"),
    (100, "một trăm, một trăm linh một, một trăm linh hai, một trăm linh ba, một trăm linh bốn"),
    (105, "một trăm linh năm, một trăm linh sáu, một trăm linh bảy, một trăm linh tám, một trăm linh chín"),
    (110, "một trăm mười, một trăm mười một, một trăm mười hai, một trăm mười ba, một trăm mười bốn"),
    (115, "một trăm mười lăm, một trăm mười sáu, một trăm mười bảy, một trăm mười tám, một trăm mười chín"),
    (120, "một trăm hai mươi, một trăm hai mươi mốt, một trăm hai mươi hai"),
    (123, "một trăm hai mươi ba, một trăm hai mươi tư, một trăm hai mươi lăm"),
    (126, "một trăm hai mươi sáu, một trăm hai mươi bảy, một trăm hai mươi tám, một trăm hai mươi chín"),
    (130, "một trăm ba mươi, một trăm ba mươi mốt, một trăm ba mươi hai, một trăm ba mươi ba"),
    (134, "một trăm ba mươi tư, một trăm ba mươi lăm, một trăm ba mươi sáu, một trăm ba mươi bảy"),
    (138, "một trăm ba mươi tám, một trăm ba mươi chín"),
    (140, "một trăm bốn mươi, một trăm bốn mươi mốt, một trăm bốn mươi hai, một trăm bốn mươi ba"),
    (144, "một trăm bốn mươi tư, một trăm bốn mươi lăm, một trăm bốn mươi sáu, một trăm bốn mươi bảy"),
    (148, "một trăm bốn mươi tám, một trăm bốn mươi chín, một trăm năm mươi"),
    (200, "hai trăm"),
    (214, "hai trăm mười bốn"),
    (305, "ba trăm linh năm"),
    (405, "bốn trăm linh năm"),
    (554, "năm trăm năm mươi tư"),
    (555, "năm trăm năm mươi lăm"),
    (801, "tám trăm linh một"),
    (999, "chín trăm chín mươi chín"),
]
VIETNAMESE = {first + at: words for first, told in VIETNAMESE_ROWS for at, words in enumerate(told.split(", "))}
ENGLISH = {
    1: "one",
    3: "three",
    5: "five",
    8: "eight",
    10: "ten",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
    15: "fifteen",
    18: "eighteen",
    20: "twenty",
    21: "twenty-one",
    24: "twenty-four",
    40: "forty",
    44: "forty-four",
    50: "fifty",
    55: "fifty-five",
    80: "eighty",
    90: "ninety",
    99: "ninety-nine",
    100: "one hundred",
    101: "one hundred and one",
    105: "one hundred and five",
    115: "one hundred and fifteen",
    121: "one hundred and twenty-one",
    150: "one hundred and fifty",
}
FRENCH = {
    1: "un",
    3: "trois",
    5: "cinq",
    10: "dix",
    11: "onze",
    14: "quatorze",
    15: "quinze",
    16: "seize",
    17: "dix-sept",
    19: "dix-neuf",
    20: "vingt",
    21: "vingt et un",
    22: "vingt-deux",
    31: "trente et un",
    41: "quarante et un",
    51: "cinquante et un",
    60: "soixante",
    61: "soixante et un",
    70: "soixante-dix",
    71: "soixante et onze",
    72: "soixante-douze",
    77: "soixante-dix-sept",
    79: "soixante-dix-neuf",
    80: "quatre-vingts",
    81: "quatre-vingt-un",
    85: "quatre-vingt-cinq",
    90: "quatre-vingt-dix",
    91: "quatre-vingt-onze",
    96: "quatre-vingt-seize",
    99: "quatre-vingt-dix-neuf",
    100: "cent",
    101: "cent un",
    121: "cent vingt et un",
    150: "cent cinquante",
}
COUNTERS = [
    (number, language, words)
    for language, table in (("vi", VIETNAMESE), ("en", ENGLISH), ("fr", FRENCH))
    for number, words in table.items()
]
NUMBERS = [
    ("A007", "vi", "A, không, không, bảy"),
    ("B012", "vi", "bê, không, một, hai"),
    ("C345", "vi", "xê, ba, bốn, năm"),
    ("D555", "vi", "dê, năm, năm, năm"),
    ("Đ111", "vi", "đê, một, một, một"),
    ("E444", "vi", "E, bốn, bốn, bốn"),
    ("H010", "vi", "hát, không, một, không"),
    ("K678", "vi", "ca, sáu, bảy, tám"),
    ("L900", "vi", "e-lờ, chín, không, không"),
    ("M015", "vi", "em-mờ, không, một, năm"),
    ("N021", "vi", "en-nờ, không, hai, một"),
    ("Q101", "vi", "quy, một, không, một"),
    ("R105", "vi", "e-rờ, một, không, năm"),
    ("S024", "vi", "ét-xì, không, hai, bốn"),
    ("T0001", "vi", "tê, không, không, không, một"),
    ("T1000", "vi", "tê, một, không, không, không"),
    ("X999", "vi", "ích-xì, chín, chín, chín"),
    ("Y003", "vi", "i dài, không, không, ba"),
    ("A007", "en", "A, zero, zero, seven"),
    ("A1000", "en", "A, one, zero, zero, zero"),
    ("Q945", "en", "Q, nine, four, five"),
    ("Z030", "en", "Z, zero, three, zero"),
    ("X268", "en", "X, two, six, eight"),
    ("A007", "fr", "A, zéro, zéro, sept"),
    ("A1000", "fr", "A, un, zéro, zéro, zéro"),
    ("M268", "fr", "M, deux, six, huit"),
    ("Y134", "fr", "Y, un, trois, quatre"),
    ("W593", "fr", "W, cinq, neuf, trois"),
    ("x071", "fr", "X, zéro, sept, un"),
]
# Names of letters: Vietnamese Wikipedia, "Chữ Quốc ngữ", table "Tên gọi các chữ cái". Where it gives several, the one
# that needs no school's "bò", "nặng" or "thấp"; F, J, W and Z by their names from the French.
VIETNAMESE_LETTERS = {
    "A": "a",
    "B": "bê",
    "C": "xê",
    "D": "dê",
    "Đ": "đê",
    "E": "e",
    "F": "ép-phờ",
    "G": "giê",
    "H": "hát",
    "I": "i ngắn",
    "J": "gi",
    "K": "ca",
    "L": "e-lờ",
    "M": "em-mờ",
    "N": "en-nờ",
    "O": "o",
    "P": "pê",
    "Q": "quy",
    "R": "e-rờ",
    "S": "ét-xì",
    "T": "tê",
    "U": "u",
    "V": "vê",
    "W": "vê kép",
    "X": "ích-xì",
    "Y": "i dài",
    "Z": "dét",
}
SPELLED_COUNTERS = [
    ("B2", "vi", "bê hai"),
    ("B-21", "vi", "bê hai một"),
    ("VIP", "vi", "vê i ngắn pê"),
    ("B2", "en", "B two"),
    ("B-2", "fr", "B deux"),
    ("1000", "vi", "một không không không"),
    ("07", "vi", "bảy"),
    ("021", "en", "twenty-one"),
]
SENTENCES = [
    ("call", "vi", "A007", "3", "Xin mời quý khách có số thứ tự A, không, không, bảy đến quầy số ba."),
    ("call", "en", "A007", "3", "Ticket A, zero, zero, seven: counter three, please."),
    ("call", "fr", "A007", "3", "Le numéro A, zéro, zéro, sept est attendu au guichet trois."),
    (
        "repeat",
        "vi",
        "A007",
        "21",
        "Xin nhắc lại: xin mời quý khách có số thứ tự A, không, không, bảy đến quầy số hai mươi mốt.",
    ),
    ("repeat", "en", "A007", "21", "Repeat call: ticket A, zero, zero, seven: counter twenty-one, please."),
    ("repeat", "fr", "A007", "21", "Rappel : le numéro A, zéro, zéro, sept est attendu au guichet vingt et un."),
    (
        "last",
        "vi",
        "T0765",
        "15",
        "Xin mời lần cuối: quý khách có số thứ tự tê, không, bảy, sáu, năm đến quầy số mười lăm.",
    ),
    ("last", "en", "A007", "105", "Last call: ticket A, zero, zero, seven: counter one hundred and five, please."),
    ("last", "fr", "A007", "80", "Dernier appel : le numéro A, zéro, zéro, sept est attendu au guichet quatre-vingts."),
    ("corrected", "vi", "K007", "3", "Xin lỗi quý khách, số ca, không, không, bảy xin vui lòng chờ thêm."),
    ("corrected", "en", "K007", "3", "Ticket K, zero, zero, seven: we are sorry, please keep waiting."),
    ("corrected", "fr", "K007", "3", "Numéro K, zéro, zéro, sept : veuillez nous excuser, merci de patienter encore."),
]


@pytest.mark.parametrize(("number", "language", "words"), COUNTERS)
def test_a_counter_is_said_as_a_cardinal(number: int, language: str, words: str) -> None:
    assert numerals.counter(str(number), language) == words


@pytest.mark.parametrize(("number", "language", "words"), NUMBERS)
def test_a_ticket_number_is_said_sign_by_sign(number: str, language: str, words: str) -> None:
    assert numerals.spelled(number, language) == words


@pytest.mark.parametrize(("code", "language", "words"), SPELLED_COUNTERS)
def test_a_counter_whose_code_is_no_short_number_is_spelled(code: str, language: str, words: str) -> None:
    assert numerals.counter(code, language) == words


@pytest.mark.parametrize(("kind", "language", "number", "counter", "sentence"), SENTENCES)
def test_a_call_is_the_sentence_of_the_catalogue(
    kind: str, language: str, number: str, counter: str, sentence: str
) -> None:
    assert call_sentence(kind, number=number, counter=counter, language=language) == sentence


def test_the_table_holds_every_counter_to_150_every_digit_and_every_letter() -> None:
    assert set(range(1, 151)) <= set(VIETNAMESE)
    for spoken in ("vi", "en", "fr"):
        assert {sign for number, language, _ in NUMBERS if language == spoken for sign in number} >= set("0123456789")
    assert list(VIETNAMESE_LETTERS) == list("ABCDĐEFGHIJKLMNOPQRSTUVWXYZ")


@pytest.mark.parametrize(("letter", "name"), VIETNAMESE_LETTERS.items())
def test_a_letter_is_said_by_its_name(letter: str, name: str) -> None:
    assert numerals.spelled(letter, "vi").lower() == name


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_counters_1_to_999_all_sound_different_and_leave_no_digit(language: str) -> None:
    said = [numerals.counter(str(number), language) for number in range(1, 1000)]

    assert len(set(said)) == len(said)
    assert not [words for words in said if not words.strip() or re.search(r"\d", words)]


def test_vietnamese_counters_follow_the_rules_at_every_number() -> None:
    said = {number: numerals.counter(str(number), "vi").split() for number in range(1, 1000)}

    for number, words in said.items():
        tens, ones = number // 10 % 10, number % 10
        assert ("trăm" in words) == (number >= 100)
        assert ("linh" in words) == (number > 100 and tens == 0 and ones > 0)
        assert ("mươi" in words) == (tens >= 2)
        assert ("mười" in words) == (tens == 1)
        assert (words[-1] == "mốt") == (ones == 1 and tens >= 2)
        assert (words[-1] == "tư") == (ones == 4 and tens >= 2)
        assert (words[-1] == "lăm") == (ones == 5 and tens >= 1)
        assert not any(first == second for first, second in pairwise(words))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_no_sign_of_a_number_is_left_to_the_voice(kind: str, language: str) -> None:
    sentences = [
        call_sentence(kind, number=f"{letter}1023456789", counter="147", language=language)
        for letter in "ABCDĐEGHIKLMNOPQRSTUVXY"
    ]

    assert len(set(sentences)) == len(sentences)
    assert not [sentence for sentence in sentences if re.search(r"[\d{}]", sentence)]


@pytest.mark.parametrize(
    ("kind", "number", "counter"),
    [("shout", "A007", "3"), ("call", "A!7", "3"), ("call", "", "3"), ("call", "A007", "-"), ("call", "A٧", "3")],
)
def test_what_cannot_be_said_is_refused(kind: str, number: str, counter: str) -> None:
    with pytest.raises(ValueError, match=r"no such call|neither a letter|is empty|nothing to say"):
        call_sentence(kind, number=number, counter=counter, language="vi")
