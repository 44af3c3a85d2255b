"""Is every number given once, written and read as on paper, and never refused?"""

import json

import pytest

from server.domain.numbering import LARGEST, Numbers, parsed, written


@pytest.mark.parametrize(
    ("letter", "ordinal", "digits", "number"),
    [
        ("A", 7, 3, "A007"),
        ("A", 100, 3, "A100"),
        ("A", 999, 3, "A999"),
        ("A", 1000, 3, "A1000"),
        ("A", 7, 4, "A0007"),
        ("Đ", 42, 3, "Đ042"),
    ],
)
def test_a_number_is_a_letter_and_at_least_three_digits(letter: str, ordinal: int, digits: int, number: str) -> None:
    assert written(letter, ordinal, digits=digits) == number
    assert parsed(number) == (letter, ordinal)


def test_three_digits_are_written_unless_a_service_asks_for_more() -> None:
    assert written("A", 7) == "A007"


@pytest.mark.parametrize(
    ("typed", "means"),
    [("A 007", ("A", 7)), ("a007", ("A", 7)), (" đ 1000 ", ("Đ", 1000)), ("A9999999", ("A", 9999999))],
)
def test_a_number_is_understood_as_screens_show_it_and_as_people_type_it(typed: str, means: tuple[str, int]) -> None:
    assert parsed(typed) == means


@pytest.mark.parametrize("typed", ["", "A", "007", "A07", "AA007", "A-007", "A007B", "É007", "A00７", "A12345678"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert parsed(typed) is None


def test_a_day_begins_with_one_and_counts_on() -> None:
    numbers = Numbers()

    given = [numbers.take("A") for _ in range(5)]

    assert given == [1, 2, 3, 4, 5]


def test_each_letter_counts_by_itself() -> None:
    numbers = Numbers()

    given = [(letter, numbers.take(letter)) for letter in "AABAB"]

    assert given == [("A", 1), ("A", 2), ("B", 1), ("A", 3), ("B", 2)]


def test_numbers_pass_999_without_a_stop() -> None:
    numbers = Numbers({"A": [998]})

    given = [written("A", numbers.take("A")) for _ in range(3)]

    assert given == ["A999", "A1000", "A1001"]


def test_a_kiosk_is_given_the_first_whole_hundred_that_nobody_has_reached() -> None:
    numbers = Numbers({"A": [150]})

    assert numbers.lease("A", 40) == (200, 299)


@pytest.mark.parametrize(
    ("reached", "first"), [(0, 100), (1, 100), (99, 100), (100, 200), (199, 200), (200, 300), (999, 1000)]
)
def test_a_lease_begins_above_the_last_number_given(reached: int, first: int) -> None:
    numbers = Numbers({"A": [reached]})

    assert numbers.lease("A", 1) == (first, first + 99)


@pytest.mark.parametrize(
    ("count", "last"), [(1, 199), (99, 199), (100, 199), (101, 299), (200, 299), (201, 399), (1000, 1099)]
)
def test_a_lease_holds_at_least_what_was_asked_for_in_whole_hundreds(count: int, last: int) -> None:
    assert Numbers().lease("A", count) == (100, last)


def test_a_second_lease_lies_behind_the_first() -> None:
    numbers = Numbers()

    assert [numbers.lease("A", 150), numbers.lease("A", 1), numbers.lease("B", 1)] == [
        (100, 299),
        (300, 399),
        (100, 199),
    ]


def test_the_counter_page_skips_what_is_leased_and_goes_on_behind_it() -> None:
    numbers = Numbers({"A": [98]})
    numbers.lease("A", 100)
    numbers.lease("A", 100)

    given = [numbers.take("A") for _ in range(3)]

    assert given == [99, 300, 301]


def test_numbers_between_two_leases_are_given_too() -> None:
    numbers = Numbers()
    numbers.lease("A", 100)
    for _ in range(150):
        numbers.take("A")

    assert numbers.lease("A", 100) == (300, 399)
    assert [numbers.take("A") for _ in range(50)] == [*range(251, 300), 400]


@pytest.mark.parametrize(
    ("letter", "ordinal", "leased"),
    [
        ("A", 199, False),
        ("A", 200, True),
        ("A", 299, True),
        ("A", 300, False),
        ("B", 200, False),
    ],
)
def test_only_numbers_of_a_block_are_leased(letter: str, ordinal: int, leased: bool) -> None:
    numbers = Numbers({"A": [150]})
    numbers.lease("A", 100)

    assert numbers.is_leased(letter, ordinal) is leased


def test_asking_whether_it_is_leased_gives_nothing_out() -> None:
    numbers = Numbers()

    numbers.is_leased("A", 1)

    assert numbers.as_json() == {}


def test_what_was_given_is_kept_as_plain_json_and_goes_on_from_there() -> None:
    numbers = Numbers()
    numbers.take("A")
    numbers.lease("A", 100)
    numbers.take("Đ")

    kept = json.loads(json.dumps(numbers.as_json()))
    again = Numbers(kept)

    assert kept == {"A": [1, 100, 199], "Đ": [1]}
    assert (again.take("A"), again.lease("A", 1), again.is_leased("A", 150)) == (2, (200, 299), True)


def test_what_it_was_read_from_stays_as_it_was() -> None:
    kept = {"A": [1]}
    numbers = Numbers(kept)

    numbers.take("A")
    numbers.lease("A", 100)

    assert kept == {"A": [1]}


def test_a_paper_roll_says_which_number_is_next() -> None:
    numbers = Numbers({"A": [40]})

    taken_up = numbers.go_on_at("A", 72)

    assert taken_up
    assert [numbers.take("A") for _ in range(3)] == [72, 73, 74]


def test_a_roll_may_begin_a_letter_that_gave_no_number_yet() -> None:
    numbers = Numbers()

    assert numbers.go_on_at("A", 1)
    assert (numbers.take("A"), numbers.take("B")) == (1, 1)


def test_a_roll_that_reaches_a_leased_block_goes_on_behind_it() -> None:
    numbers = Numbers({"A": [40, 100, 199]})

    assert numbers.go_on_at("A", 99)
    assert [numbers.take("A") for _ in range(2)] == [99, 200]


@pytest.mark.parametrize("ordinal", [0, 1, 39, 40, 100, 150, 199, LARGEST + 1])
def test_a_roll_cannot_stand_at_a_number_that_was_given_or_leased_or_cannot_be_read(ordinal: int) -> None:
    numbers = Numbers({"A": [40, 100, 199]})

    assert not numbers.go_on_at("A", ordinal)
    assert numbers.as_json() == {"A": [40, 100, 199]}


def test_a_roll_that_is_refused_begins_no_letter() -> None:
    numbers = Numbers()

    assert not numbers.go_on_at("A", 0)
    assert numbers.as_json() == {}


def test_a_lease_remembers_when_it_was_granted() -> None:
    numbers = Numbers()
    numbers.lease("A", 100, at=1000)
    numbers.lease("B", 100, at=2000)
    numbers.lease("A", 200, at=3000)

    again = Numbers(json.loads(json.dumps(numbers.as_json())))

    assert [again.granted_at("A", number) for number in (99, 100, 199, 200, 399, 400)] == [
        None,
        1000,
        1000,
        3000,
        3000,
        None,
    ]
    assert again.granted_at("B", 150) == 2000


def test_a_lease_without_a_time_says_that_it_knows_none() -> None:
    numbers = Numbers()
    numbers.lease("A", 100)

    assert numbers.granted_at("A", 150) is None
