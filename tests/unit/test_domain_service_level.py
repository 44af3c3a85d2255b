"""Is the promise of the service kept?"""

from datetime import timedelta

import pytest

from server.domain.service_level import LATEST, TARGET, share_within
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
