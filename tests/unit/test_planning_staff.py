"""The staff plan: officers go where the work is, within desks, ways and skills."""

from dataclasses import replace

import pytest

from server.domain.dispatch import Duration
from server.planning.day import Officer
from server.planning.demand import Demand
from server.planning.network import Post, Site
from server.planning.staff import NoPlan, plan

DURATIONS = {"land": Duration(900, 0.8), "social": Duration(600, 0.8)}


def a_site(code: str, *, visits: float, officers: int, lat: float = 21.0, desks: int | None = None) -> Site:
    demand = Demand(visits=visits, mix={"land": 0.7, "social": 0.3}, durations=DURATIONS)
    posts = tuple(
        Post(Officer(f"{code}/{at}", ("land",), ((28_800.0, 9e9),)), ("land", "social")) for at in range(officers)
    )
    return Site(code, lat, 105.8, demand, posts, officers + 2 if desks is None else desks)


BUSY = a_site("busy", visits=260, officers=6)
QUIET = a_site("quiet", visits=60, officers=8, lat=21.03)


def test_officers_move_from_the_quiet_branch_to_the_busy_one_as_far_as_there_are_desks() -> None:
    found = plan([BUSY, QUIET])

    assert len(found.posts["busy"]) == 8
    assert found.moves == 2
    assert sorted([*found.posts["busy"], *found.posts["quiet"]]) == sorted(
        post.officer.code for site in (BUSY, QUIET) for post in site.posts
    )


def test_nobody_moves_where_no_desk_is_free_or_the_way_is_too_far() -> None:
    full = replace(BUSY, desks=6)
    far = replace(QUIET, lat=21.5)

    assert plan([full, QUIET]).moves == 0
    assert plan([BUSY, far]).moves == 0


def test_nobody_moves_where_both_have_enough() -> None:
    assert plan([a_site("one", visits=60, officers=6), a_site("other", visits=60, officers=6)]).moves == 0


def test_a_branch_with_nobody_able_in_reach_has_no_plan() -> None:
    unable = replace(BUSY, posts=tuple(Post(post.officer, ("land",)) for post in BUSY.posts))

    with pytest.raises(NoPlan):
        plan([unable])
