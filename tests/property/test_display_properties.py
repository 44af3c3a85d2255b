"""Whatever somebody types, is it said, and said in words?"""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from config.texts import LANGUAGES
from display.typed import spoken

PIECES = (
    *"0123456789",
    *" .,:/-–%€đhAĐx+()\n",
    "000",
    " giờ ",
    "tháng ",
    "ngày ",
    "quầy số ",
    " am",
    "NĐ-CP",
    "th",
    "er",
)
notices = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@settings(max_examples=40)
@given(typed=notices, language=st.sampled_from(LANGUAGES))
def test_whatever_is_typed_is_said_without_a_figure(typed: str, language: str) -> None:
    assert not re.search(r"[0-9]", spoken(typed, language))


@settings(max_examples=20)
@given(figures=st.from_regex(r"[0-9]{1,200}", fullmatch=True), language=st.sampled_from(LANGUAGES))
def test_any_number_of_figures_is_said(figures: str, language: str) -> None:
    grouped = f"1.{'.'.join(figures[at : at + 3] for at in range(0, len(figures), 3))} đồng"

    assert not re.search(r"[0-9]", spoken(f"{figures} {grouped}", language))
