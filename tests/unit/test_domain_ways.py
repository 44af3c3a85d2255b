"""Which ways make one network of all branches?"""

from server.domain.staff import distance_km
from server.domain.ways import Place, ways_between


def test_all_branches_are_one_network_by_their_shortest_ways() -> None:
    places = [Place("a", 21, 105.8), Place("c", 21.3, 105.8), Place("b", 21.1, 105.8), Place("d", 21.1, 105.9)]

    ways = ways_between(places)

    assert [(way.one, way.other) for way in ways] == [("a", "b"), ("b", "d"), ("b", "c")]
    assert ways[0].km == distance_km(21, 105.8, 21.1, 105.8)


def test_one_branch_or_none_needs_no_way() -> None:
    assert ways_between([]) == []
    assert ways_between([Place("a", 21, 105)]) == []
