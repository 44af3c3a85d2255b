"""Is a broken promise told once and soon, and many of them in one sentence?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.apologies import ONE_BY_ONE, TOLD_FOR, Overdue, owed

NINE = datetime(2026, 11, 24, 2, tzinfo=UTC)


def late(name: str, *, by: timedelta) -> Overdue:
    return Overdue(name, name, "vi", NINE - by)


def test_who_has_just_waited_too_long_is_told_for_a_while_and_then_no_more() -> None:
    new, old = late("new", by=timedelta(0)), late("old", by=TOLD_FOR)

    told = owed([new, old], now=NINE)

    assert (told.each, told.to_all) == ((new,), False)


@pytest.mark.parametrize("count", [0, 1, ONE_BY_ONE])
def test_a_few_are_told_by_number(count: int) -> None:
    told = owed([late(str(one), by=timedelta(seconds=one)) for one in range(count)], now=NINE)

    assert (len(told.each), told.to_all) == (count, False)


@given(st.lists(st.timedeltas(timedelta(0), timedelta(hours=3)), max_size=9))
def test_a_hall_hears_either_a_few_numbers_or_one_sentence(lateness: list[timedelta]) -> None:
    told = owed([late(str(at), by=by) for at, by in enumerate(lateness)], now=NINE)

    assert len(told.each) <= ONE_BY_ONE
    assert told.to_all == (len(lateness) > ONE_BY_ONE)
    assert not (told.each and told.to_all)
