"""Which letters does a voice get to read?"""

import pytest

from kiosk.speech import sayable


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "Chi nhánh Cầu Giấy, Đống Đa"),
        ("en", "Chi nhanh Cau Giay, Dong Da"),
        ("fr", "Chi nhanh Cau Giay, Dong Da"),
    ],
)
def test_a_voice_gets_vietnamese_names_without_marks_that_it_would_spell_by_their_codes(
    language: str, said: str
) -> None:
    assert sayable("Chi nhánh Cầu Giấy, Đống Đa", language) == said


def test_a_language_keeps_the_marks_that_are_its_own() -> None:
    assert sayable("À l’état où naître coûte : ça, œuvre", "fr") == "À l’état où naître coûte : ça, œuvre"
    assert sayable("ƠN, Ế", "fr") == "ON, E"
