"""How many are called before somebody?"""

import pytest

from server.domain.ahead import Ahead, ahead_of

WAITING = {"land": 3, "results": 5, "certification": 7}


@pytest.mark.parametrize(
    ("desks", "everybody"),
    [
        ([], 3),
        ([["results"]], 3),
        ([["land"]], 3),
        ([["land", "results"]], 8),
        ([["land", "results"], ["results", "certification"]], 8),
        ([["land", "results"], ["certification", "land"]], 15),
        ([["land", "no line"]], 3),
    ],
)
def test_ahead_are_all_whom_the_counters_of_a_service_call_before(desks: list[list[str]], everybody: int) -> None:
    assert ahead_of("land", waiting=WAITING, desks=desks) == Ahead(all=everybody, same=3)
