"""A second look at the day: others work elsewhere from then on, by what is seen and nothing else."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from server.planning.day import Officer, Visitor
from server.planning.demand import Demand
from server.planning.hall import Hall
from server.planning.network import Policy, run, travel_s
from server.planning.second_look import crowd, second_look
from server.planning.simulation import Look, simulate
from tests.unit.test_planning_network import BUSY, FLOOR, a_site, day
from tests.unit.test_planning_simulation import a_floor, a_visitor

NOON, TEN = 12 * 3600.0, 10 * 3600.0
SITES = (BUSY, a_site("quiet", lat=21.05, officers=5, visits=40))


def sends(officer: str, *, begins_s: float) -> Look:
    """Return a look that sends an officer of b to c."""

    def look(halls: Mapping[str, Hall], now_s: float) -> dict[str, tuple[Officer, ...]]:
        stay = tuple(one for one in halls["b"].floor.officers if one.code != officer)
        return {"b": stay, "c": (Officer(officer, ("land",), ((begins_s, 9e9),)),)}

    return look


def test_who_is_sent_ends_whom_he_serves_and_calls_there_when_he_has_come() -> None:
    here = [a_visitor(at, at_s=at, takes_s=600) for at in range(4)]
    there = replace(a_visitor(9, at_s=5), branch="c")
    floors = {"b": a_floor(2), "c": replace(a_floor(2), officers=())}

    calls = simulate(floors, [*here, there], looks={100.0: sends("1", begins_s=900.0)})

    told = {call.visitor.number: (call.at, call.officer, call.called_s) for call in calls}
    assert told == {
        0: ("b", "0", 0.0),
        1: ("b", "1", 1.0),
        2: ("b", "0", 600.0),
        3: ("b", "0", 1200.0),
        9: ("c", "1", 900.0),
    }


def test_a_look_that_changes_nothing_changes_nothing() -> None:
    plain = run(SITES, FLOOR, day(1), Policy("", follow=0.3))
    looked = run(SITES, FLOOR, day(1), Policy("", follow=0.3), looks={NOON: lambda _halls, _now_s: {}})

    assert looked.waits_s.tolist() == plain.waits_s.tolist()


def test_a_second_look_knows_nothing_of_who_comes_later() -> None:
    told: list[Mapping[str, tuple[Officer, ...]]] = []
    look = second_look(SITES, limit_s=20)

    def kept(halls: Mapping[str, Hall], now_s: float) -> Mapping[str, tuple[Officer, ...]]:
        told.append(look(halls, now_s))
        return told[-1]

    def until_ten(visitors: list[Visitor]) -> list[Visitor]:
        return [one for one in visitors if one.arrives_s < TEN]

    for visitors in (day(1), until_ten(day(1))):
        run(SITES, FLOOR, visitors, Policy("", reskill=True), looks={TEN: kept})

    assert told[0] == told[1]
    officers = sorted(one.code for staff in told[0].values() for one in staff)
    assert officers == sorted(post.officer.code for site in SITES for post in site.posts)


def test_who_goes_elsewhere_loses_his_way() -> None:
    found: dict[str, tuple[Officer, ...]] = {}

    def look(halls: Mapping[str, Hall], now_s: float) -> Mapping[str, tuple[Officer, ...]]:
        found.update(second_look(SITES, limit_s=20)(halls, now_s))
        return found

    run(SITES, FLOOR, day(1), Policy("", reskill=True), looks={TEN: look})

    moved = [one for one in found["busy"] if one.code.startswith("quiet")]
    assert moved
    assert all(one.calls[0][0] >= TEN + travel_s(*SITES) for one in moved)


@pytest.mark.parametrize(("came", "low", "high"), [(0, 0.6, 0.99), (33, 0.99, 1.01), (70, 1.2, 1.7)])
def test_a_crowded_morning_lets_more_be_expected_but_not_all_of_it(came: int, low: float, high: float) -> None:
    demand = Demand(visits=100, mix={"land": 1}, durations={}, slots=[0.0] * 32 + [1.0] * 24, day_cv=0.12)

    assert low < crowd(demand, came, TEN) < high


def test_days_that_are_all_alike_stay_so() -> None:
    demand = Demand(visits=100, mix={"land": 1}, durations={}, day_cv=0)

    assert crowd(demand, 90, TEN) == 1.0
