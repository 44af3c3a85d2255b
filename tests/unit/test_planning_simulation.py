"""The simulated day: the same waits as an independent simulator's, and as Erlang's formula."""

import random
from datetime import timedelta
from math import factorial

import ciw
import pytest

from server.domain.rules import Rules
from server.planning.day import Floor, Officer, Visitor
from server.planning.simulation import simulate, waits_s

NOBODY_AHEAD: dict[str, timedelta] = {}


def a_visitor(number: int, *, at_s: float, takes_s: float = 600, **changes: object) -> Visitor:
    plain: dict[str, object] = {"service": "land", "priority": "ordinary"}
    return Visitor(number, "b", arrives_s=at_s, service_s=takes_s, **(plain | changes))  # type: ignore[arg-type]


def a_floor(officers: int) -> Floor:
    return Floor(tuple(Officer(str(at), ("land",)) for at in range(officers)), Rules(), NOBODY_AHEAD)


def test_every_ticket_of_a_replay_waits_as_long_as_in_ciw() -> None:
    chance = random.Random(4)
    gaps = [chance.expovariate(1 / 40) for _ in range(400)]
    takes = [chance.lognormvariate(5.8, 0.8) for _ in gaps]
    visitors = [a_visitor(at, at_s=sum(gaps[: at + 1]), takes_s=takes[at]) for at in range(400)]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps, 1e9])],
        service_distributions=[ciw.dists.Sequential(takes)],
        number_of_servers=[11],
    )
    other = ciw.Simulation(network)

    ours = waits_s(simulate({"b": a_floor(11)}, visitors))
    other.simulate_until_max_customers(400, method="Finish")

    records = sorted(other.get_all_records(), key=lambda one: one.arrival_date)
    assert sum(ours.values()) > 0
    assert [ours[at] for at in range(400)] == pytest.approx([one.waiting_time for one in records], abs=1e-6)


def test_as_many_must_wait_as_erlang_says() -> None:
    servers, load, mean = 4, 2.8, 300.0
    top = load**servers / factorial(servers) * servers / (servers - load)
    expected = top / (sum(load**k / factorial(k) for k in range(servers)) + top)
    chance = random.Random(1)
    at_s, visitors = 0.0, []
    for number in range(15_000):
        at_s += chance.expovariate(load / mean)
        visitors.append(a_visitor(number, at_s=at_s, takes_s=chance.expovariate(1 / mean)))

    waits = waits_s(simulate({"b": a_floor(servers)}, visitors))

    assert sum(wait > 0 for wait in waits.values()) / len(waits) == pytest.approx(expected, rel=0.06)


def test_an_officer_ends_what_he_began_before_lunch_and_calls_nobody_in_it() -> None:
    officer = Officer("1", ("land",), calls=((0.0, 1000.0), (4600.0, 9e9)))
    visitors = [a_visitor(1, at_s=900), a_visitor(2, at_s=950)]

    calls = simulate({"b": Floor((officer,), Rules(), NOBODY_AHEAD)}, visitors)

    assert [(call.called_s, call.ended_s) for call in calls] == [(900, 1500), (4600, 5200)]


def test_who_comes_goes_to_the_idle_officer_who_can_do_least_else() -> None:
    officers = (Officer("all", ("land", "social")), Officer("land", ("land",)))

    calls = simulate({"b": Floor(officers, Rules(), NOBODY_AHEAD)}, [a_visitor(1, at_s=10)])

    assert [call.officer for call in calls] == ["land"]


def test_a_folder_is_done_in_turns_and_others_are_called_in_between() -> None:
    folder = a_visitor(1, at_s=0, takes_s=300, dossiers=25, dossier_s=100)
    visitors = [folder, a_visitor(2, at_s=60, takes_s=300)]

    calls = simulate({"b": a_floor(1)}, visitors)

    told = [(call.visitor.number, call.dossiers, call.ended_s - call.called_s) for call in calls]
    assert told == [(1, 10, 1200), (2, 1, 300), (1, 10, 1000), (1, 5, 500)]
    assert waits_s(calls) == {1: 0, 2: 1140}


def test_a_third_folder_waits_while_the_lane_is_full() -> None:
    visitors = [a_visitor(at, at_s=float(at), takes_s=600, dossiers=5) for at in range(3)]
    visitors.append(a_visitor(3, at_s=3.0))

    calls = simulate({"b": a_floor(3)}, visitors)

    assert waits_s(calls) == {0: 0, 1: 0, 2: 598, 3: 0}


def test_head_starts_move_ahead_as_the_domain_says() -> None:
    ahead = Floor((Officer("1", ("land",)),), Rules(), {"priority": timedelta(minutes=15)})
    visitors = [
        a_visitor(1, at_s=0),
        a_visitor(2, at_s=10),
        a_visitor(3, at_s=500, priority="priority"),
        a_visitor(4, at_s=550),
    ]

    calls = simulate({"b": ahead}, visitors)

    assert [call.visitor.number for call in calls] == [1, 3, 2, 4]
