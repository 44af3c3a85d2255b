"""Who is next, by one number a step?"""

import pytest

from server.domain.order import JUST, ORDINARY, Place, RankRule, placed, rank, ready_time
from tests.builders import NINE, minutes

HEAD_STARTS = {"elderly": minutes(15), "pregnant": minutes(30)}


@pytest.mark.parametrize(
    ("priority", "ahead"), [(ORDINARY, 0), ("elderly", 15), ("pregnant", 30), ("no class of this network", 0)]
)
def test_a_class_is_moved_ahead_by_its_own_head_start(priority: str, ahead: int) -> None:
    assert rank(NINE, priority, HEAD_STARTS) == NINE - minutes(ahead)


def test_visitors_of_one_class_go_in_the_order_of_their_coming() -> None:
    comings = [NINE + minutes(minute) for minute in (0, 1, 5)]

    turns = [rank(coming, "elderly", HEAD_STARTS) for coming in comings]

    assert turns == sorted(turns)


@pytest.mark.parametrize(("later", "overtakes"), [(14, True), (16, False)])
def test_priority_overtakes_only_who_came_within_the_head_start(later: int, overtakes: bool) -> None:
    ordinary = rank(NINE, ORDINARY, HEAD_STARTS)

    elderly = rank(NINE + minutes(later), "elderly", HEAD_STARTS)

    assert (elderly < ordinary) is overtakes


def test_who_comes_a_whole_head_start_later_does_not_overtake() -> None:
    assert rank(NINE + minutes(15), "elderly", HEAD_STARTS) == rank(NINE, ORDINARY, HEAD_STARTS)


def test_a_network_may_give_even_the_ordinary_a_head_start() -> None:
    assert rank(NINE, ORDINARY, {"ordinary": minutes(5)}) == NINE - minutes(5)


@pytest.mark.parametrize(
    ("arrived", "counts_from"), [(-60, 0), (0, 0), (8, 0), (10, 0), (10.001, 10.001), (15, 15), (240, 240)]
)
def test_an_appointment_counts_from_its_slot_and_from_arrival_when_it_is_late(
    arrived: float, counts_from: float
) -> None:
    told = ready_time(NINE + minutes(arrived), slot=NINE, grace=minutes(10))

    assert told == NINE + minutes(counts_from)


def test_a_walk_in_counts_from_arrival() -> None:
    assert ready_time(NINE, slot=None, grace=minutes(10)) == NINE


@pytest.mark.parametrize(
    ("place", "own", "line", "rank_min", "rule"),
    [
        (Place.BY_ARRIVAL, 10, (0, 20), 10, None),
        (Place.BY_ARRIVAL, 10, None, 10, None),
        (Place.BEFORE, 10, None, 10, None),
        (Place.BEFORE, 10, (20, 30), 10, None),
        (Place.AFTER, 10, None, 60, RankRule.AFTER),
        (Place.AFTER, 90, None, 90, RankRule.AFTER),
        (Place.AFTER, 10, (0, 20), 60, RankRule.AFTER),
        (Place.AFTER, 90, (0, 20), 90, RankRule.AFTER),
    ],
)
def test_who_is_sent_on_stands_where_he_was_sent_to(
    place: Place, own: float, line: tuple[float, float] | None, rank_min: float, rule: RankRule | None
) -> None:
    first, last = (NINE + minutes(one) for one in line) if line else (None, None)

    told = placed(place, own=NINE + minutes(own), first=first, last=last, now=NINE + minutes(60))

    assert told == (NINE + minutes(rank_min), rule)


@pytest.mark.parametrize("own", [0, 10])
def test_who_is_sent_before_the_line_stands_just_before_its_first(own: float) -> None:
    told = placed(Place.BEFORE, own=NINE + minutes(own), first=NINE, last=NINE + minutes(5), now=NINE + minutes(60))

    assert told == (NINE - JUST, RankRule.BEFORE)


def test_who_is_sent_behind_the_line_stands_behind_who_was_put_off_too() -> None:
    told = placed(Place.AFTER, own=NINE, first=NINE, last=NINE + minutes(75), now=NINE + minutes(60))

    assert told == (NINE + minutes(75) + JUST, RankRule.AFTER)


def test_what_set_a_rank_has_the_word_under_which_it_is_stored() -> None:
    assert {one.value for one in RankRule} >= {"before", "after", "postponed", "late", "next-turn"}
    assert {one.value for one in Place} == {"before", "by-arrival", "after"}
