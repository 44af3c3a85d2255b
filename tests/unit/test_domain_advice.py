"""When is another branch offered?"""

from typing import Any

from server.domain.advice import Elsewhere, better
from server.domain.dispatch import Wait


def a_wait(minutes: float) -> Wait:
    return Wait(minutes * 60, minutes * 90, 0, 300, per_ticket_s=120)


def there(branch: str, wait_min: float, *, way_min: float = 15, coming: int = 0) -> Elsewhere:
    return Elsewhere(branch, a_wait(wait_min), way_min * 60, coming)


def offered(*others: Elsewhere, here: Any = 60, margin_min: float = 10) -> list[str]:
    wait = None if here is None else a_wait(here)
    return [one.branch for one in better(wait, others, margin_s=margin_min * 60)]


def test_only_what_saves_enough_with_the_way_is_offered_the_best_first() -> None:
    assert offered(there("a", 45), there("b", 5), there("c", 55), there("d", 51)) == ["b", "a"]


def test_his_place_counts_from_now_so_that_the_way_is_part_of_the_wait() -> None:
    assert there("a", 30).there_s == 30 * 60
    assert there("a", 5).there_s == 15 * 60
    assert offered(there("a", 5, way_min=51)) == []


def test_who_is_on_the_way_already_is_counted_so_that_not_all_go_to_one_place() -> None:
    assert offered(there("a", 40, coming=5)) == ["a"]
    assert offered(there("a", 40, coming=6)) == []


def test_of_two_that_save_enough_the_one_where_fewer_wait_comes_first() -> None:
    near, far = there("near", 30, way_min=10), there("far", 5, way_min=35)

    assert offered(near, far) == ["far", "near"]
    assert near.there_s < far.there_s


def test_three_at_most_are_offered_and_none_where_nothing_is_known_of_here() -> None:
    assert offered(*(there(code, 1) for code in "edcba")) == ["a", "b", "c"]
    assert offered(there("a", 1), here=None) == []
