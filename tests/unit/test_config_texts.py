"""Are all texts there in all languages, with the same values to put in?"""

import json
import re
import unicodedata

import pytest
from icu4py.messageformat import MessageFormat

from config.texts import FOLDER, LANGUAGES, text, texts

AREAS = sorted({path.stem for path in FOLDER.glob("*/*.json")})
ARGUMENT = re.compile(r"\{\s*(\w+)\s*(?=[,}])")


def messages(area: str, language: str) -> dict[str, str]:
    path = FOLDER / language / f"{area}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def arguments(message: str) -> set[str]:
    """Names at the outer level; what is braced inside a choice is text, unless it is an argument itself."""
    found, depth, outer = set(), 0, []
    for character in message:
        depth -= character == "}"
        if depth <= 1:
            outer.append(character)
        depth += character == "{"
    for name in ARGUMENT.findall("".join(outer).replace("{{", "{")):
        found.add(name)
    return found


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_area_holds_the_same_keys_and_values_in_every_language(area: str, language: str) -> None:
    vietnamese, other = messages(area, "vi"), messages(area, language)

    assert set(other) == set(vietnamese)
    assert {key: arguments(said) for key, said in other.items()} == {
        key: arguments(said) for key, said in vietnamese.items()
    }


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_one_that_icu_understands_and_says_something(area: str, language: str) -> None:
    for key, message in messages(area, language).items():
        MessageFormat(message, language)
        assert message.strip(), key


@pytest.mark.parametrize("area", AREAS)
def test_vietnamese_is_composed_so_that_every_font_and_search_finds_it(area: str) -> None:
    for key, message in messages(area, "vi").items():
        assert unicodedata.is_normalized("NFC", message), key


# What stood there in other words than the rest, or is no Vietnamese, and what is said instead.
NOT_OUR_WORDS = {
    r"nhân viên": "cán bộ, cán bộ hướng dẫn",
    r"phát số(?! từ cuộn)": "cấp số; what is on a roll already is handed out",
    r"ki-ốt": "máy lấy số",
    r"lúc khoảng": "vào khoảng",
    r"tạm giữ": "tạm hoãn: that one is detention",
    r"khách hàng": "quý khách",
    r"thứ (?-i:hai|ba|tư|năm|sáu|bảy)\b": "thứ Hai … thứ Bảy, as Decree 30/2020 writes them",
}


@pytest.mark.parametrize("area", AREAS)
def test_vietnamese_is_one_voice(area: str) -> None:
    found = [
        f"{key}: {word}, better {better}"
        for key, message in messages(area, "vi").items()
        for word, better in NOT_OUR_WORDS.items()
        if re.search(word, message, re.IGNORECASE)
    ]

    assert found == []


def test_a_message_is_given_in_the_language_that_is_asked_for() -> None:
    said = texts("announce.call", number="A, zero, zero, seven", counter="three")

    assert said["en"] == "Ticket A, zero, zero, seven: counter three, please."
    assert said["vi"].startswith("Xin mời quý khách")
    assert set(said) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("key", "language", "told"),
    [
        ("announce.nothing", "vi", "announce.nothing"),
        ("nowhere.call", "en", "nowhere"),
        ("announce.call", "de", "de"),
    ],
)
def test_an_unknown_key_or_language_is_named(key: str, language: str, told: str) -> None:
    with pytest.raises(KeyError, match=told):
        text(key, language)
