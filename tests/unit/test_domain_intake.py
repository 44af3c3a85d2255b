"""How many more can be served today?"""

from datetime import timedelta

import pytest

from server.domain.dispatch import Wait
from server.domain.intake import open_time, places_left
from tests.builders import NINE, at, hours


def a_wait(p50_min: float, *, per_ticket_min: float = 5) -> Wait:
    return Wait(p50_min * 60, p50_min * 90, 0, 300, per_ticket_min * 60)


@pytest.mark.parametrize(
    ("clock", "left_min"), [("07:00", 450), ("09:00", 390), ("12:30", 210), ("16:59", 1), ("17:00", 0)]
)
def test_time_that_is_left_is_without_the_gap_at_noon(clock: str, left_min: float) -> None:
    assert open_time(hours(), hours().local_day(at(clock)), at(clock)) == timedelta(minutes=left_min)


def test_as_many_are_served_as_fit_behind_who_waits() -> None:
    assert places_left(a_wait(60), hours(), now=at("15:00"), margin=0.0) == 12


def test_a_margin_is_kept_back_and_nobody_is_promised_what_is_not_there() -> None:
    assert places_left(a_wait(60), hours(), now=at("15:00"), margin=0.25) == 6
    assert places_left(a_wait(110), hours(), now=at("15:00"), margin=0.1) == 0
    assert places_left(a_wait(300), hours(), now=at("15:00"), margin=0.0) == 0


def test_a_line_that_lasts_until_tomorrow_has_none_of_tomorrows_places() -> None:
    assert places_left(a_wait(200, per_ticket_min=10), hours(), now=at("14:30"), margin=0.0) == 0
    assert places_left(a_wait(600, per_ticket_min=10), hours(), now=at("14:30"), margin=0.0) == 0


def test_nothing_is_reckoned_without_a_wait_or_while_it_is_closed() -> None:
    assert places_left(None, hours(), now=NINE, margin=0.1) is None
    assert places_left(a_wait(10), hours(), now=at("12:30"), margin=0.1) is None
