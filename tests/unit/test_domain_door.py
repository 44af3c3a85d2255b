"""When are numbers given at the door, and by whom; how many counters are reckoned with?"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from server.domain.branch import Branch, CounterPlan
from server.domain.door import back_time, desks_at, draw_time, opening_from_door, told_at_door
from server.domain.rules import Rules
from server.domain.staff import OfficerPlan
from tests.builders import a_branch, at

EIGHT = at("08:00")
RULES = Rules(door_from=timedelta(minutes=90), door_draw=timedelta(minutes=30))


def the_branch(**more: object) -> Branch:
    return replace(a_branch(), rules=RULES, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clock", "opening"), [("06:29", None), ("06:30", EIGHT), ("07:59", EIGHT), ("08:00", None), ("12:30", None)]
)
def test_numbers_are_given_at_the_door_before_the_first_opening_only(clock: str, opening: datetime | None) -> None:
    assert opening_from_door(the_branch(), giver="kiosk", now=at(clock)) == opening


def test_only_who_may_gives_them_and_nobody_where_the_network_does_not_say_so() -> None:
    assert [opening_from_door(the_branch(), giver=one, now=at("07:00")) for one in ("officer", "display")] == [
        EIGHT,
        None,
    ]
    assert opening_from_door(replace(the_branch(), rules=Rules()), giver="kiosk", now=at("07:00")) is None


def test_the_draw_has_its_hour_before_the_opening() -> None:
    assert draw_time(the_branch(), EIGHT) == at("07:30")
    assert draw_time(replace(the_branch(), rules=Rules()), EIGHT) is None


@pytest.mark.parametrize(
    ("clock", "back", "told"),
    [
        ("00:10", None, [("door_soon", "06:30"), ("door_draw", "07:30")]),
        ("06:30", "08:00", [("door_now", "08:00"), ("door_draw", "07:30")]),
        ("07:30", "08:40", [("door_now", "08:00"), ("door_back", "08:40")]),
        ("07:59", None, [("door_now", "08:00")]),
        ("08:00", "08:40", []),
        ("18:00", None, []),
    ],
)
def test_before_opening_the_hall_reads_from_when_numbers_are_given_the_draw_and_when_to_be_back(
    clock: str, back: str | None, told: list[tuple[str, str]]
) -> None:
    found = told_at_door(the_branch(), now=at(clock), last_back=None if back is None else at(back))

    assert [(one.kind, one.at) for one in found] == [(kind, at(hour)) for kind, hour in told]
    assert told_at_door(replace(the_branch(), rules=Rules()), now=at(clock), last_back=None) == []


def test_who_is_on_duty_at_the_opening_is_reckoned_with() -> None:
    early = OfficerPlan("1", ("land", "elsewhere"))
    late = OfficerPlan("2", ("land",), opens=at("10:00").astimezone(the_branch().hours.zone).time())
    counters = {"1": CounterPlan(("land",)), "2": CounterPlan(("land",))}

    staffed = desks_at(the_branch(staff=(early, late), counters=counters), EIGHT)
    described = desks_at(the_branch(counters=counters), EIGHT)

    assert [desk.services for desk in staffed] == [frozenset({"land"})]
    assert len(described) == 2


def test_nobody_who_serves_means_to_be_back_at_the_opening() -> None:
    assert back_time(EIGHT, None) == back_time(EIGHT, 0) == EIGHT
    assert back_time(EIGHT, 1200) == at("08:20")
