"""In which order are several services of one visit done?"""

from collections.abc import Mapping

import pytest

from server.domain.visit_order import next_service, ordered
from tests.builders import minutes

GAIN = minutes(5)


def first_of(*services: str, after: Mapping[str, tuple[str, ...]] | None = None, **waits_min: float | None) -> str:
    """The first of the services, whose waits are given in minutes."""
    waits_s = {service: None if wait is None else wait * 60 for service, wait in waits_min.items()}
    return next_service(services, after=after or {}, waits_s=waits_s, gain=GAIN)


@pytest.mark.parametrize(
    ("waits_min", "first"),
    [
        ({"land": 40, "results": 10, "guidance": 20}, "results"),
        ({"land": 40, "results": 20, "guidance": 10}, "guidance"),
        ({"land": 14, "results": 10, "guidance": 12}, "land"),
        ({"land": 15, "results": 10, "guidance": 10}, "land"),
        ({"land": 0, "results": 0, "guidance": 0}, "land"),
        ({"land": 20, "results": 10, "guidance": 10}, "results"),
    ],
)
def test_the_shortest_wait_goes_first_if_it_saves_more_than_the_gain(waits_min: dict[str, float], first: str) -> None:
    assert first_of("land", "results", "guidance", **waits_min) == first


@pytest.mark.parametrize(
    ("waits_min", "first"),
    [
        ({}, "land"),
        ({"results": 1}, "land"),
        ({"land": None, "results": 1}, "land"),
        ({"land": 40, "results": None}, "land"),
        ({"land": 40, "results": None, "guidance": 20}, "guidance"),
    ],
)
def test_where_a_wait_is_not_known_the_order_that_was_asked_for_stays(
    waits_min: dict[str, float | None], first: str
) -> None:
    assert first_of("land", "results", "guidance", **waits_min) == first


def test_what_must_be_done_before_is_done_before_however_long_it_lasts() -> None:
    after = {"land": ("guidance",), "results": ("land", "business")}

    assert first_of("land", "results", "guidance", after=after, land=1, results=1, guidance=90) == "guidance"
    assert first_of("land", "results", after=after, land=90, results=1) == "land"
    assert first_of("results", after=after) == "results"


def test_services_that_wait_for_each_other_are_done_as_was_asked_for() -> None:
    after = {"land": ("results",), "results": ("land",)}

    assert first_of("land", "results", after=after) == "land"
    assert first_of("land", "results", after=after, land=40, results=1) == "land"


def test_the_whole_order_takes_one_after_the_other() -> None:
    waits_s = {"land": 2400.0, "results": 600.0, "guidance": 60.0, "business": None}

    told = ordered(
        ["land", "results", "guidance", "business"], after={"guidance": ("land",)}, waits_s=waits_s, gain=GAIN
    )

    assert told == ["results", "land", "guidance", "business"]


def test_what_was_asked_for_is_left_as_it_is() -> None:
    asked = ["land", "results"]

    ordered(asked, after={}, waits_s={"land": 2400.0, "results": 0.0}, gain=GAIN)

    assert asked == ["land", "results"]
