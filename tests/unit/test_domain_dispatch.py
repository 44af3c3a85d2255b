"""How long will the next visitor of each service wait? Examples that were computed by hand."""

from statistics import NormalDist

import pytest

from server.domain.dispatch import Z90, Desk, Duration, Wait, longer, next_waits, remaining_s
from tests.builders import a_desk

LAND, RESULTS = Duration(600, 0.8), Duration(240, 0.6)
BOTH = {"land": LAND, "results": RESULTS}


def p50_s(waiting: list[str], desks: list[Desk], durations: dict[str, Duration] | None = None) -> dict[str, float]:
    """The mean waits alone, without the services that no counter serves."""
    waits = next_waits(waiting, desks, durations or BOTH)
    return {service: wait.p50_s for service, wait in waits.items() if wait is not None}


def test_a_free_counter_calls_at_once_and_still_five_minutes_are_promised() -> None:
    waits = next_waits([], [a_desk("land")], {"land": LAND})

    assert waits == {"land": Wait(p50_s=0, p90_s=0, low_s=0, high_s=300, per_ticket_s=600)}


def test_behind_two_at_one_counter_wait_the_rest_of_the_present_service_and_two_more() -> None:
    # 200 s + 2 x 600 s; variance 0.64 x 1400 x 600 + 1400^2 x (0.0225 + 0.0036) = 588756, its root 767.3.
    wait = next_waits(["land", "land"], [Desk(frozenset({"land"}), 200)], {"land": LAND})["land"]

    assert wait is not None
    assert (wait.p50_s, wait.per_ticket_s) == (1400, 600)
    assert wait.p90_s == pytest.approx(1400 + 983.37, abs=0.01)
    assert (wait.low_s, wait.high_s) == (300, 2700)


def test_two_counters_share_those_who_wait_and_what_differs_evens_out() -> None:
    # 0 -> 600 -> 1200 at the first, 100 -> 700 at the second; root of 0.64 x 700 x 300 + 700^2 x 0.01485 = 376.4.
    desks = [Desk(frozenset({"land"}), 0), Desk(frozenset({"land"}), 100)]

    wait = next_waits(["land"] * 3, desks, {"land": LAND})["land"]

    assert wait is not None
    assert (wait.p50_s, wait.per_ticket_s) == (700, 300)
    assert wait.p90_s == pytest.approx(700 + 482.39, abs=0.01)
    assert (wait.low_s, wait.high_s) == (0, 1500)


@pytest.mark.parametrize(("free_in_s", "high_s"), [(198, 300), (199, 600)])
def test_a_promise_leaves_at_least_a_minute_above_what_is_likely(free_in_s: float, high_s: int) -> None:
    # Without spread of the service: 1.2816 x 198 x 0.16155 = 41.0 above, and a minute, is 299.0; for 199 it is 300.2.
    wait = next_waits([], [Desk(frozenset({"land"}), free_in_s)], {"land": Duration(600, 0)})["land"]

    assert wait is not None
    assert (wait.p50_s, wait.high_s) == (free_in_s, high_s)


def test_the_order_of_who_waits_counts_not_the_order_of_the_services() -> None:
    desk = [a_desk("land", "results")]

    assert p50_s(["land", "results"], desk) == {"land": 840, "results": 840}
    assert p50_s(["land", "results"], [a_desk("land"), a_desk("results")]) == {"land": 600, "results": 240}


def test_who_waits_goes_to_the_counter_that_is_free_first_among_those_that_serve_him() -> None:
    # land -> 1 (600), results -> 2 (240), land -> 2 (840): the next land goes to 1, the next results to 2.
    desks = [a_desk("land"), a_desk("land", "results")]

    assert p50_s(["land", "results", "land"], desks) == {"land": 600, "results": 840}


def test_of_two_counters_that_are_free_at_once_the_first_is_taken() -> None:
    assert p50_s(["land"], [a_desk("land", "results"), a_desk("land")]) == {"land": 0, "results": 600}
    assert p50_s(["land"], [a_desk("land"), a_desk("land", "results")]) == {"land": 0, "results": 0}


def test_where_no_counter_serves_it_nothing_is_promised() -> None:
    waits = next_waits(["results"] * 9, [a_desk("land")], BOTH)

    assert waits["results"] is None
    assert waits["land"] is not None
    assert waits["land"].p50_s == 0


def test_where_no_counter_is_open_nothing_is_promised_at_all() -> None:
    assert next_waits(["land"], [], BOTH) == {"land": None, "results": None}


def test_a_service_that_was_taken_out_of_the_network_delays_nobody() -> None:
    assert p50_s(["archive", "land"], [a_desk("land", "archive")]) == {"land": 600}


def test_a_counter_for_two_services_brings_each_its_own_pace() -> None:
    waits = next_waits([], [a_desk("land", "results"), a_desk("results")], BOTH)

    assert {service: wait and wait.per_ticket_s for service, wait in waits.items()} == {"land": 600, "results": 120}


def test_one_more_before_may_shorten_the_wait_of_another_service() -> None:
    """The guidance visitor holds the land visitor off the only counter for results: greedy queues are not monotone."""
    desks = [a_desk("land", "results", "guidance"), Desk(frozenset({"land"}), 60)]
    durations = BOTH | {"guidance": Duration(120, 0.6)}

    assert p50_s(["land"], desks, durations)["results"] == 600
    assert p50_s(["guidance", "land"], desks, durations)["results"] == 120


@pytest.mark.parametrize(
    ("elapsed", "remaining"), [(0, 600), (200, 400), (539, 61), (540, 60), (541, 60), (600, 60), (7200, 60)]
)
def test_a_service_lasts_its_mean_and_when_that_is_over_a_tenth_of_it(elapsed: float, remaining: float) -> None:
    assert remaining_s(LAND, elapsed) == remaining


def test_two_more_before_at_two_counters_add_one_mean_service() -> None:
    # 1300 s; root of 0.64 x 1300 x 300 + 1300^2 x 0.01485 = 524.1.
    desks = [Desk(frozenset({"land"}), 0), Desk(frozenset({"land"}), 100)]
    wait = next_waits(["land"] * 3, desks, {"land": LAND})["land"]
    assert wait is not None

    more = longer(wait, tickets=2, duration=LAND)

    assert (more.p50_s, more.per_ticket_s) == (1300, 300)
    assert more.p90_s == pytest.approx(1300 + 671.71, abs=0.01)
    assert (more.low_s, more.high_s) == (600, 2100)


def test_fewer_before_shorten_the_wait_and_never_below_nothing() -> None:
    wait = next_waits(["land"] * 3, [a_desk("land")], {"land": LAND})["land"]
    assert wait is not None

    assert longer(wait, tickets=-2, duration=LAND).p50_s == 600
    assert longer(wait, tickets=-4, duration=LAND) == next_waits([], [a_desk("land")], {"land": LAND})["land"]


def test_nine_of_ten_shall_wait_no_longer_than_what_is_told() -> None:
    assert NormalDist().cdf(Z90) == pytest.approx(0.9, abs=1e-5)


def test_a_simulated_wait_grows_with_who_comes_before_and_keeps_its_calm_range() -> None:
    # Told wider than its quantiles ask for, so that it does not flicker.
    wait = Wait(p50_s=600, p90_s=1190, low_s=0, high_s=1500, per_ticket_s=200, p10_s=310, simulated=True)

    later = longer(wait, tickets=2, duration=Duration(600, 0.8))
    sooner = longer(wait, tickets=-9, duration=Duration(600, 0.8))

    assert (later.p10_s, later.p50_s, later.p90_s) == (710, 1000, 1590)
    assert (later.low_s, later.high_s) == (300, 2100)
    assert (sooner.p10_s, sooner.p50_s, sooner.p90_s, sooner.low_s, sooner.high_s) == (0, 0, 0, 0, 600)
