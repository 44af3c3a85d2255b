"""Whose turn is it at this counter, why, and who is passed over?"""

from collections.abc import Sequence
from typing import Any

import pytest

from server.domain.choice import Obstacle, Others, Overflow, Seat, Waiting, Why, choose, obstacle, overflowing, reason
from server.domain.order import RankRule
from server.domain.rules import Rules
from tests.builders import NINE, a_seat, a_waiting, minutes

RULES = Rules(alone_for=minutes(20), bulk_from=5, bulk_counters=2)


def nobody_asks() -> Sequence[Seat]:
    raise AssertionError("the other counters are looked at only for who has something about him")


def those(*seats: Seat) -> Others:
    return lambda: seats


def hindered(one: Waiting, *others: Seat, here: Seat | None = None, later: float = 0) -> Obstacle | None:
    """What keeps counter 1 from calling somebody, so many minutes after NINE."""
    return obstacle(one, here or a_seat("1"), those(*others), rules=RULES, now=NINE + minutes(later))


def test_reasons_and_obstacles_have_the_words_under_which_they_are_stored_and_explained() -> None:
    assert {one.value for one in Why} >= {
        "turn",
        "head-start",
        "booking",
        "before",
        "for-you",
        "overflow",
        "passed-over",
        "picked",
    }
    assert {one.value for one in Obstacle} >= {
        "waits-for-another",
        "needs-more-skill",
        "another-counter-suits",
        "bulk-lane-full",
    }


def test_a_case_asks_for_the_least_skill_unless_it_is_said() -> None:
    assert hindered(a_waiting(), here=a_seat(levels={"land": 1})) is None
    assert hindered(a_waiting(), here=a_seat(levels={"land": 0})) is Obstacle.LEVEL


def test_the_first_in_line_is_called_and_nobody_else_is_looked_at() -> None:
    line = iter([a_waiting("L001"), a_waiting("L002"), a_waiting("L003")])

    choice = choose(a_seat(), line, nobody_asks, rules=RULES, now=NINE)

    assert choice is not None
    assert (choice.ticket_id, choice.why, choice.passed_over) == ("L001", Why.TURN, {})
    assert [one.ticket_id for one in line] == ["L002", "L003"]


def test_where_nobody_waits_nobody_is_called() -> None:
    assert choose(a_seat(), [], nobody_asks, rules=RULES, now=NINE) is None


def test_who_may_not_be_called_yet_is_passed_over_and_named_with_the_obstacle() -> None:
    line = [
        a_waiting("L001", for_counter="2"),
        a_waiting("L002", level=3),
        a_waiting("L003", needs=["wheelchair"]),
        a_waiting("L004", dossiers=30),
        a_waiting("L005"),
        a_waiting("L006", for_counter="2"),
    ]
    others = those(a_seat("2", suits=["wheelchair"], bulk=True), a_seat("3", bulk=True))

    choice = choose(a_seat(levels={"land": 2}), line, others, rules=RULES, now=NINE)

    assert choice is not None
    assert (choice.ticket_id, choice.why) == ("L005", Why.PASSED_OVER)
    assert choice.passed_over == {
        "L001": Obstacle.ALONE,
        "L002": Obstacle.LEVEL,
        "L003": Obstacle.NEEDS,
        "L004": Obstacle.BULK,
    }


def test_where_everybody_must_be_passed_over_nobody_is_called() -> None:
    line = [a_waiting("L001", for_counter="2"), a_waiting("L002", for_officer="000002")]

    assert choose(a_seat("1"), line, those(a_seat("2")), rules=RULES, now=NINE) is None


@pytest.mark.parametrize(
    ("waits_for", "may"),
    [
        ({"for_counter": "1"}, True),
        ({"for_officer": "000001"}, True),
        ({"for_counter": "1", "for_officer": "000001"}, True),
        ({"for_counter": "2"}, False),
        ({"for_officer": "000002"}, False),
        ({"for_counter": "1", "for_officer": "000002"}, False),
        ({"for_counter": "3"}, True),
        ({"for_officer": "000003"}, True),
    ],
)
def test_who_was_sent_to_one_alone_waits_for_that_one_while_it_is_there(waits_for: dict[str, str], may: bool) -> None:
    there = a_seat("2", open=False)

    assert hindered(a_waiting(**waits_for), there) is (None if may else Obstacle.ALONE)


@pytest.mark.parametrize(("later", "alone"), [(0, True), (9.999, True), (10, False)])
def test_nobody_waits_for_one_alone_longer_than_the_rule(later: float, alone: bool) -> None:
    one = a_waiting(waited=10, for_counter="2")

    assert hindered(one, a_seat("2"), later=later) is (Obstacle.ALONE if alone else None)


def test_the_time_alone_counts_from_when_he_last_began_to_wait() -> None:
    one = a_waiting(waited=90, since=NINE, for_counter="2")

    assert hindered(one, a_seat("2"), later=19) is Obstacle.ALONE
    assert hindered(one, a_seat("2"), later=20) is None


@pytest.mark.parametrize(
    ("levels", "level", "may"),
    [
        (None, 3, True),
        ({"land": 3}, 3, True),
        ({"land": 3}, 1, True),
        ({"land": 2}, 3, False),
        ({"land": 1}, 1, True),
        ({"results": 3}, 1, False),
    ],
)
def test_a_case_goes_only_to_an_officer_with_the_skill(levels: dict[str, int] | None, level: int, may: bool) -> None:
    here = a_seat(levels=levels)

    assert hindered(a_waiting(level=level), here=here) is (None if may else Obstacle.LEVEL)


@pytest.mark.parametrize(
    ("other", "may"),
    [
        ({"suits": ["wheelchair"]}, False),
        ({"suits": ["wheelchair", "sign"]}, False),
        ({"suits": ["sign"]}, True),
        ({"suits": []}, True),
        ({"suits": ["wheelchair"], "open": False}, True),
        ({"suits": ["wheelchair"], "services": ["results"]}, True),
        ({"suits": ["wheelchair"], "levels": {"land": 1}}, True),
        ({"suits": ["wheelchair"], "levels": {"land": 2}}, False),
    ],
)
def test_who_needs_something_waits_for_an_open_counter_that_has_it_and_is_able(
    other: dict[str, Any], may: bool
) -> None:
    one = a_waiting(needs=["wheelchair"], level=2)

    assert hindered(one, a_seat("2", **other)) is (None if may else Obstacle.NEEDS)


def test_a_counter_that_has_what_is_needed_calls_whatever_others_have() -> None:
    one = a_waiting(needs=["wheelchair"])

    assert hindered(one, a_seat("2", suits=["wheelchair"]), here=a_seat("1", suits=["wheelchair", "sign"])) is None


def test_the_counter_that_has_the_most_of_what_is_needed_calls() -> None:
    one = a_waiting(needs=["wheelchair", "sign"])
    half, whole = a_seat("2", suits=["wheelchair"]), a_seat("3", suits=["wheelchair", "sign"])

    assert hindered(one, half, here=a_seat("1")) is Obstacle.NEEDS
    assert hindered(one, whole, here=half) is Obstacle.NEEDS
    assert hindered(one, half, here=whole) is None


def test_more_skill_than_anybody_has_is_told_before_what_is_needed() -> None:
    one = a_waiting(level=3, needs=["wheelchair"], dossiers=30)
    others = [a_seat("2", suits=["wheelchair"], bulk=True), a_seat("3", bulk=True)]

    assert hindered(one, *others, here=a_seat(levels={"land": 1})) is Obstacle.LEVEL
    assert hindered(one, *others) is Obstacle.BULK


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, Why.TURN),
        ({"rank": NINE - minutes(15)}, Why.HEAD_START),
        ({"rank": NINE - minutes(15), "rule": RankRule.BEFORE}, Why.BEFORE),
        ({"rank": NINE - minutes(15), "rule": RankRule.LATE}, Why.TURN),
        ({"rank": NINE + minutes(15), "rule": RankRule.POSTPONED}, Why.TURN),
        ({"rank": NINE + minutes(15), "rule": RankRule.AFTER}, Why.TURN),
        ({"booked": True}, Why.BOOKING),
        ({"booked": True, "rank": NINE - minutes(15)}, Why.HEAD_START),
        ({"booked": True, "rule": RankRule.BEFORE}, Why.BEFORE),
        ({"for_counter": "1", "rule": RankRule.BEFORE}, Why.FOR_YOU),
        ({"for_officer": "000001", "booked": True}, Why.FOR_YOU),
        ({"for_counter": "2"}, Why.TURN),
        ({"for_officer": "000002"}, Why.TURN),
    ],
)
def test_the_call_says_why_it_was_this_ticket(changes: dict[str, Any], why: Why) -> None:
    one = a_waiting(**changes)

    assert reason(one, a_seat("1"), passed_over=False) is why
    assert reason(one, a_seat("1"), passed_over=True) is (Why.PASSED_OVER if why is Why.TURN else why)


def test_a_counter_without_an_officer_is_nobodys_own() -> None:
    assert reason(a_waiting(), a_seat("1", officer=None), passed_over=False) is Why.TURN


@pytest.mark.parametrize(
    ("empty_min", "taken"),
    [
        (None, ()),
        (0, ("guidance",)),
        (4.999, ("guidance",)),
        (5, ("results", "guidance")),
        (60, ("results", "guidance")),
    ],
)
def test_a_counter_takes_others_in_once_its_own_services_have_been_empty_long_enough(
    empty_min: float | None, taken: tuple[str, ...]
) -> None:
    since = None if empty_min is None else NINE - minutes(empty_min)

    told = overflowing([Overflow("results", 300), Overflow("guidance", 0)], main_services_empty_since=since, now=NINE)

    assert told == taken
