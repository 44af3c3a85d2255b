"""Is the promise of the service kept?"""

from datetime import UTC, datetime, timedelta

import pytest

from server.domain.service_level import LATEST, TARGET, most_at_once, share_within
from tests.builders import minutes


def test_the_promise_is_fifteen_minutes_and_thirty_at_the_latest() -> None:
    assert (minutes(15), minutes(30)) == (TARGET, LATEST)


@pytest.mark.parametrize(
    ("waits", "share"),
    [
        ([], None),
        ([15], 1.0),
        ([15.001], 0.0),
        ([1, 2, 3, 40], 0.75),
        ([14, 15, 16, 17], 0.5),
    ],
)
def test_a_wait_of_just_fifteen_minutes_still_keeps_the_promise(waits: list[float], share: float | None) -> None:
    assert share_within(minutes(waited) for waited in waits) == share


def test_another_limit_may_be_asked_for() -> None:
    waits = [minutes(waited) for waited in (10, 20, 30, 31)]

    assert share_within(waits, LATEST) == 0.75
    assert share_within(waits, timedelta(0)) == 0.0


@pytest.mark.parametrize(
    ("spans", "most"),
    [([], 0), ([(0, 5)], 0), ([(0, 15), (12, 20), (30, 40)], 2), ([(10, 20), (20, 30)], 1), ([(0, 11), (0, 12)], 2)],
    ids=["nobody", "before", "two", "one-after-the-other", "since-before"],
)
def test_the_most_at_once_are_counted_from_an_instant_on(spans: list[tuple[int, int]], most: int) -> None:
    nine = datetime(2026, 11, 24, 9, tzinfo=UTC)
    given = [(nine + minutes(start), nine + minutes(end)) for start, end in spans]

    assert most_at_once(given, since=nine + minutes(10)) == most
