"""Is another branch still open for who sets out now, and will he be served there today?"""

from datetime import timedelta

import pytest

from server.domain.dispatch import Wait
from server.domain.still_open import is_served, opening
from tests.builders import a_branch, at

HOURS = a_branch().hours


@pytest.mark.parametrize(
    ("arrives", "told"),
    [
        ("07:30", (at("08:00"), at("17:00"))),
        ("09:20", (None, at("17:00"))),
        ("12:10", (at("13:30"), at("17:00"))),
        ("17:00", None),
    ],
)
def test_who_arrives_finds_it_open_or_is_told_when_it_opens(arrives: str, told: object) -> None:
    assert opening(HOURS, arrives=at(arrives), now=at("07:00")) == told


def test_on_a_day_without_hours_it_does_not_open() -> None:
    saturday = at("09:00") + timedelta(days=4)

    assert opening(HOURS, arrives=saturday + timedelta(minutes=20), now=saturday) is None


@pytest.mark.parametrize(("travel_min", "wait_min", "served"), [(20, 30, True), (20, 61, False), (61, 5, False)])
def test_who_would_be_called_after_the_end_is_not_sent_there(travel_min: int, wait_min: int, served: bool) -> None:
    wait = Wait(wait_min * 60, wait_min * 90, 0, 300, per_ticket_s=120)

    assert is_served(wait, travel_s=travel_min * 60, now=at("16:00"), until=at("17:00")) is served


def test_where_no_wait_is_known_nobody_says_no() -> None:
    assert is_served(None, travel_s=600, now=at("16:00"), until=at("17:00"))
