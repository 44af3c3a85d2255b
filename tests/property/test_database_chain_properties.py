"""Is the chained text canonical whatever is recorded, and does any change of it show?"""

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from server.database.chain import GENESIS, canonical, link

words = st.text(max_size=20)
keys = st.text(st.characters(codec="ascii"), min_size=1, max_size=10)
leaves = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | words
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3))


@given(told=st.dictionaries(keys, values, max_size=6))
def test_the_text_of_whatever_is_recorded_is_that_of_rfc_8785(told: dict[str, object]) -> None:
    body = canonical(told)

    assert body.encode() == rfc8785.dumps(told)  # type: ignore[arg-type]


@given(body=st.text(min_size=1), place=st.integers(0, 10_000), instead=st.characters(exclude_categories=["Cs"]))
def test_another_letter_anywhere_gives_another_hash(body: str, place: int, instead: str) -> None:
    at = place % len(body)
    altered = body[:at] + instead + body[at + 1 :]

    hashes = {link(GENESIS, body), link(GENESIS, altered)}

    assert (len(hashes) == 1) == (altered == body)
