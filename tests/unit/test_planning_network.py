"""A day of a small network under several policies: the same visitors, and what each policy may change."""

from dataclasses import replace
from datetime import timedelta
from math import inf

import numpy as np
import pytest

from server.domain.dispatch import Duration
from server.domain.rules import Rules
from server.domain.staff import Planning
from server.planning.day import Floor, Officer, Visitor
from server.planning.demand import Demand, draw
from server.planning.hall import Hall
from server.planning.network import Policy, Post, Site, expected_s, run, travel_s

FLOOR = Floor((), Rules(), {"priority": timedelta(minutes=15)})
DURATIONS = {"land": Duration(600, 0.8), "social": Duration(300, 0.8)}


def a_site(code: str, *, lat: float = 21.0, officers: int = 1, visits: float = 100) -> Site:
    demand = Demand(visits=visits, mix={"land": 0.7, "social": 0.3}, durations=DURATIONS, classes={"priority": 0.1})
    posts = tuple(
        Post(Officer(f"{code}/{at}", ("land", "social")[: 1 + (at == 0)], ((8 * 3600.0, 9e9),)), ("land", "social"))
        for at in range(officers)
    )
    return Site(code, lat, 105.8, demand, posts, desks=officers + 2)


BUSY, QUIET = a_site("busy", officers=3, visits=200), a_site("quiet", lat=21.05, officers=3, visits=40)
SITES = (BUSY, QUIET)


def day(number: int) -> list[Visitor]:
    visitors = draw(BUSY.demand, branch="busy", seed=(number, 0))
    return visitors + draw(QUIET.demand, branch="quiet", seed=(number, 1), first=len(visitors))


def test_the_same_seed_draws_the_same_day_and_another_seed_another() -> None:
    assert day(1) == day(1)
    assert day(1) != day(2)


def test_nobody_travels_where_nobody_is_advised() -> None:
    outcome = run(SITES, FLOOR, day(1), Policy("nothing"))

    assert outcome.redirected == 0
    assert not outcome.travel_s.any()
    assert len(outcome.waits_s) == len(day(1))


def test_advice_sends_some_to_the_quiet_branch_and_all_wait_less_with_their_way_counted() -> None:
    nothing, advised = (run(SITES, FLOOR, day(1), Policy("", follow=share)) for share in (0.0, 1.0))

    assert 0 < advised.redirected < len(day(1))
    assert (advised.waits_s + advised.travel_s).mean() < nothing.waits_s.mean()


def test_an_officer_who_moves_serves_there_and_begins_later_by_his_way() -> None:
    home = {"busy": [post.officer.code for post in BUSY.posts], "quiet": ["quiet/0", "quiet/1"]}
    moved = {**home, "busy": [*home["busy"], "quiet/2"]}

    stays, goes = (run(SITES, FLOOR, day(1), Policy("", posts=posts)) for posts in (home, moved))

    busy = np.array([visitor.branch == "busy" for visitor in day(1)])
    assert goes.waits_s[busy].mean() < stays.waits_s[busy].mean()
    assert goes.waits_s[~busy].tolist() == stays.waits_s[~busy].tolist()


def test_one_hall_for_all_is_shorter_than_two() -> None:
    nothing, pool = (run(SITES, FLOOR, day(1), Policy("", pool=one)) for one in (False, True))

    assert pool.waits_s.mean() < nothing.waits_s.mean()


def test_a_way_takes_time_to_set_out_and_the_road() -> None:
    assert travel_s(BUSY, BUSY) == 0
    assert travel_s(BUSY, QUIET) == pytest.approx(300 + 5.56 * 1.3 / 25 * 3600, rel=0.01)


def test_a_way_is_as_long_as_the_network_file_says() -> None:
    slow = Planning(km_h=12.5, set_out=timedelta(minutes=10))

    assert travel_s(replace(BUSY, planning=slow), QUIET) == pytest.approx(2 * travel_s(BUSY, QUIET))


def a_hall(*waiting: str) -> Hall:
    """Two officers for land, one of whom serves social matters too; all are busy, and these wait since a minute."""
    officers = (Officer("1", ("land", "social")), Officer("2", ("land",)))
    hall = Hall("busy", replace(FLOOR, officers=officers), lambda *_: None)
    for at, service in enumerate(("land", "land", *waiting)):
        hall.arrive(Visitor(at, "busy", service, "ordinary", 60.0 * at, 600.0), 60.0 * at)
        for one in officers if at < 2 else ():
            hall.next_at(one, 60.0 * at)
    return hall


def test_what_somebody_may_expect_is_one_pass_over_who_waits_and_who_is_on_the_way() -> None:
    means = {"land": 600.0, "social": 300.0}
    hall = a_hall("land", "social")

    # At 200 s officer 1 has 400 s left and officer 2 460 s: land goes to 1, social after it to 1 as well.
    assert expected_s(hall, "land", 200.0, means, []) == 460
    assert expected_s(hall, "social", 200.0, means, []) == 400 + 600 + 300
    assert expected_s(hall, "land", 200.0, means, [(900.0, "land")]) == 460 + 600
    assert expected_s(hall, "business", 200.0, means, []) == inf


def test_who_was_sent_on_keeps_the_time_at_which_he_came() -> None:
    hall = a_hall("land")
    sent = Visitor(9, "quiet", "land", "ordinary", 90.0, 600.0)

    hall.arrive(sent, 500.0)

    assert [one.ticket_id for one in hall.line()] == ["9", "2"]
