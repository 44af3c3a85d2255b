"""Is a number given once, in whatever order counters and kiosks ask, and read as it was written?"""

import json
from collections import Counter as Tally

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.numbering import LEASE_BLOCK, Numbers, parsed, written

steady = settings(max_examples=80)

letters = st.sampled_from("AKĐ")
takes = st.tuples(st.just("take"), letters, st.integers(1, 130))
leases = st.tuples(st.just("lease"), letters, st.integers(1, 350))
rolls = st.tuples(st.just("roll"), letters, st.integers(0, 900))
restarts = st.tuples(st.just("restart"), st.just("A"), st.just(0))
days = st.lists(takes | leases | restarts, max_size=25)
days_with_rolls = st.lists(takes | leases | restarts | rolls, max_size=25)


def live_through(day: list[tuple[str, str, int]]) -> tuple[Numbers, list[tuple[str, int]], list[tuple[str, range]]]:
    """Ask for numbers in this order; the numbers as they stand, those given at counters, and the blocks of kiosks."""
    numbers, given, blocks = Numbers(), list[tuple[str, int]](), list[tuple[str, range]]()
    for asked, letter, count in day:
        if asked == "take":
            given += [(letter, numbers.take(letter)) for _ in range(count)]
        elif asked == "lease":
            first, last = numbers.lease(letter, count)
            blocks.append((letter, range(first, last + 1)))
        elif asked == "roll":
            numbers.go_on_at(letter, count)
        else:
            numbers = Numbers(json.loads(json.dumps(numbers.as_json())))
    return numbers, given, blocks


@steady
@given(day=days_with_rolls)
def test_no_number_is_given_twice_at_counters_or_to_kiosks(day: list[tuple[str, str, int]]) -> None:
    _, given, blocks = live_through(day)

    everything = given + [(letter, number) for letter, block in blocks for number in block]
    assert [twice for twice, times in Tally(everything).items() if times > 1] == []


@steady
@given(day=days)
def test_the_numbers_of_a_letter_rise_and_leave_out_only_what_is_leased(day: list[tuple[str, str, int]]) -> None:
    _, given, blocks = live_through(day)

    for letter in "AKĐ":
        mine = [number for one, number in given if one == letter]
        leased = {number for one, block in blocks if one == letter for number in block}
        assert mine == [number for number in range(1, max(mine, default=0) + 1) if number not in leased]


@steady
@given(day=days)
def test_a_kiosk_gets_whole_hundreds_and_no_more_than_it_needs(day: list[tuple[str, str, int]]) -> None:
    _, _, blocks = live_through(day)

    asked = [count for what, _, count in day if what == "lease"]
    for count, (_, block) in zip(asked, blocks, strict=True):
        assert block[0] % LEASE_BLOCK == 0
        assert len(block) % LEASE_BLOCK == 0
        assert count <= len(block) < count + LEASE_BLOCK


@steady
@given(day=days_with_rolls, letter=letters, number=st.integers(0, 900))
def test_a_roll_is_taken_up_only_at_a_free_number_and_then_it_is_next(
    day: list[tuple[str, str, int]], letter: str, number: int
) -> None:
    numbers, given, blocks = live_through(day)
    before = json.dumps(numbers.as_json())

    taken_up = numbers.go_on_at(letter, number)

    highest = max((one for its, one in given if its == letter), default=0)
    is_leased = any(its == letter and number in block for its, block in blocks)
    assert not taken_up or (number > highest and not is_leased)
    assert numbers.take(letter) == number if taken_up else json.dumps(numbers.as_json()) == before


@steady
@given(day=days_with_rolls, letter=letters, number=st.integers(0, 3000))
def test_a_number_is_known_as_leased_exactly_if_it_lies_in_a_block(
    day: list[tuple[str, str, int]], letter: str, number: int
) -> None:
    numbers, _, blocks = live_through(day)

    assert numbers.is_leased(letter, number) == any(one == letter and number in block for one, block in blocks)


@settings(steady, max_examples=50)
@given(reached=st.integers(880, 999), leased=st.booleans())
def test_numbers_pass_999_without_a_stop(reached: int, leased: bool) -> None:
    numbers = Numbers({"A": [reached]})
    block = numbers.lease("A", 1) if leased else (0, -1)

    given = [numbers.take("A") for _ in range(150)]

    assert [number for number in range(reached + 1, given[-1] + 1) if not block[0] <= number <= block[1]] == given
    assert given[-1] > 999
    assert [parsed(written("A", number)) for number in given] == [("A", number) for number in given]


@steady
@given(
    letter=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ"), ordinal=st.integers(0, 9_999_999), digits=st.integers(3, 7)
)
def test_what_is_written_is_read_as_the_same_number(letter: str, ordinal: int, digits: int) -> None:
    number = written(letter, ordinal, digits=digits)

    assert parsed(number) == (letter, ordinal)
    assert parsed(f" {number[0].lower()} {number[1:]}") == (letter, ordinal)
    assert len(number) == 1 + max(digits, len(str(ordinal)))


@steady
@given(typed=st.from_regex(r"[A-CĐa-cđ1 -]{0,2}[0-9 ]{0,9}[A-]?", fullmatch=True))
def test_what_is_read_is_what_was_typed(typed: str) -> None:
    read = parsed(typed)

    squeezed = typed.replace(" ", "").upper()
    looks_right = squeezed[:1] in {"A", "B", "C", "Đ"} and squeezed[1:].isdecimal() and 4 <= len(squeezed) <= 8
    assert (read is not None) == looks_right
    if read is not None:
        assert written(*read, digits=len(squeezed) - 1) == squeezed


@steady
@given(first=st.integers(1, 99_999), second=st.integers(1, 99_999), digits=st.integers(3, 4))
def test_two_numbers_never_look_the_same(first: int, second: int, digits: int) -> None:
    assert (written("A", first, digits=digits) == written("A", second, digits=digits)) == (first == second)
