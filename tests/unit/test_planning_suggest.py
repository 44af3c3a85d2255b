"""What is suggested in a small network: officers go where people wait, within skills, and only if it is worth it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from math import inf
from typing import Any

import numpy as np
import pytest

from server.domain.dispatch import Duration
from server.domain.rules import Rules
from server.domain.staff import Planning
from server.planning.arrivals import SLOTS, described
from server.planning.day import Visitor
from server.planning.effects import effects
from server.planning.habits import without_history
from server.planning.outlook import BranchNow, Change, OfficerNow, Outlook, draw_rest, with_changes
from server.planning.suggest import Barred, Suggested, suggest

NOW, ENDS = 10 * 3600.0, 17 * 3600.0
HABITS = without_history({"land": Duration(900, 0.8), "social": Duration(600, 0.8)})


def an_officer(branch: str, at: int, **changes: Any) -> OfficerNow:
    plain = OfficerNow(f"{branch}-{at}", branch, ("land",), ("land", "social"), ((NOW, inf),), counter=str(at))
    return replace(plain, **changes)


def a_branch(
    code: str, *, officers: int, visits: float = 20, waiting: int = 0, lat: float = 21.0, **changes: Any
) -> BranchNow:
    queue = tuple(Visitor(0, code, "land", "ordinary", NOW - 60.0 * at, 900.0) for at in range(waiting))
    plain = BranchNow(
        code=code,
        lat=lat,
        lon=105.8,
        officers=tuple(an_officer(code, at) for at in range(1, officers + 1)),
        queue=queue,
        expected=described(visits, {"land": 1.0}).per_slot,
        habits=HABITS,
        rules=Rules(),
        head_starts={},
        classes={},
        closed=("90", "91", "92"),
    )
    return replace(plain, **changes)


def network(**changes: BranchNow) -> dict[str, BranchNow]:
    plain = {
        "busy": a_branch("busy", officers=4, visits=150, waiting=30),
        "quiet": a_branch("quiet", officers=7, visits=20, lat=21.03),
    }
    return plain | changes


def suggested(branches: Mapping[str, BranchNow], **how: Any) -> Suggested:
    return suggest(branches, now_s=NOW, ends_s=ENDS, replications=4, **how)


def test_officers_are_lent_to_where_people_wait_and_it_helps_there_more_than_it_hurts() -> None:
    found = suggested(network())

    lent = [one.change for one in found.proposals if one.change.kind == "lend"]
    assert lent
    assert {(one.branch, one.to) for one in lent} == {("quiet", "busy")}
    assert all(one.travel_s > 300 for one in lent)
    giving, getting = found.together
    assert (giving.branch, getting.branch) == ("quiet", "busy")
    assert getting.difference[2].high < 0
    assert getting.after.p90_s < getting.before.p90_s - 600
    assert all(one.saved.low > 0 for one in found.proposals)
    assert found.gap is not None
    assert found.gap <= 0.02


def test_nothing_is_suggested_where_nobody_waits() -> None:
    calm = {code: a_branch(code, officers=5, visits=10) for code in ("one", "other")}

    found = suggested(calm)

    assert (found.proposals, found.together, found.missing) == ([], [], {})


def test_who_must_not_be_moved_or_was_said_no_to_stays() -> None:
    fixed = a_branch("quiet", officers=7, lat=21.03)
    fixed = replace(fixed, officers=tuple(replace(one, movable=False) for one in fixed.officers))

    assert not suggested(network(quiet=fixed)).proposals
    barred = frozenset(one.badge for one in network()["quiet"].officers)
    assert not suggested(network(), barred=Barred(officers=barred)).proposals
    assert not suggested(network(), barred=Barred(branches=frozenset({"quiet"}))).proposals


def test_it_is_said_how_many_counters_are_missing_where_no_move_helps() -> None:
    alone = {"busy": a_branch("busy", officers=3, visits=250, waiting=40)}

    found = suggested(alone)

    assert not found.proposals
    assert 2 <= found.missing["busy"] <= 15


def test_an_idle_officer_is_to_open_a_closed_counter() -> None:
    idle = an_officer("busy", 50, counter=None)
    found = suggested({"busy": a_branch("busy", officers=4, visits=150, waiting=30, idle=(idle,))})

    (one,) = found.proposals
    assert (one.change.kind, one.change.officer, one.candidate.counter) == ("open", "busy-50", "90")


def test_officers_take_on_a_service_that_too_few_of_them_serve() -> None:
    queue = tuple(Visitor(0, "busy", "social", "ordinary", NOW - 60.0 * at, 600.0) for at in range(25))
    social = an_officer("busy", 9, serves=("social",), able=("social",))
    branch = a_branch("busy", officers=5, visits=10, queue=queue)
    found = suggested({"busy": replace(branch, officers=(*branch.officers, social))})

    kinds = {one.change.kind for one in found.proposals}
    assert kinds == {"reskill"}
    (bundle,) = found.proposals
    assert 1 <= len(bundle.candidate.changes) <= 5
    assert all(one.services == ("land", "social") for one in bundle.candidate.changes)


def test_a_booth_is_served_from_afar_without_a_way() -> None:
    far = a_branch("quiet", officers=7, lat=22.0)
    booths = a_branch("busy", officers=4, visits=150, waiting=30, booths=2)

    found = suggested({"busy": booths, "quiet": far})

    assert [one.change.kind for one in found.proposals] == ["remote", "remote"]
    assert {one.change.travel_s for one in found.proposals} == {0.0}


def test_who_is_lent_is_on_his_way_for_as_long_as_the_network_file_says() -> None:
    quick = Planning(km_h=50, set_out=timedelta(minutes=0))
    plain = network()

    def way_s(branches: dict[str, BranchNow]) -> set[float]:
        found = suggested(branches)
        return {one.change.travel_s for one in found.proposals if one.change.kind == "lend"}

    (usual,) = way_s(plain)
    (short,) = way_s({code: replace(one, planning=quick) for code, one in plain.items()})
    assert short == pytest.approx((usual - 300) / 2)


def test_a_change_is_judged_on_days_with_the_same_visitors() -> None:
    branches = network()
    outlook = Outlook(branches, NOW, 4, seed=1)
    nothing = Change("lend", "quiet", NOW, inf, "nobody-knows-him", ("land",), to="busy")

    assert all(between.low == between.high == 0 for one in effects(outlook, [nothing]) for between in one.difference)
    assert draw_rest(branches["busy"], now_s=NOW, seed=(1, 2)) == draw_rest(branches["busy"], now_s=NOW, seed=(1, 2))


def test_who_is_lent_for_a_while_works_at_home_before_and_after() -> None:
    branches = network()
    lent = Change("lend", "quiet", NOW + 600, NOW + 7200, "quiet-1", ("land",), to="busy", travel_s=900)

    works = with_changes(branches, [lent])

    home = next(one for one in works["quiet"] if one.code == "quiet-1")
    assert home.calls == ((NOW, NOW + 600), (NOW + 7200, inf))
    away = works["busy"][-1]
    assert away.calls == ((NOW + 1500, NOW + 7200),)


def test_only_what_is_left_of_the_present_quarter_of_an_hour_is_still_to_come() -> None:
    every = np.full(SLOTS, 60.0)
    branch = a_branch("busy", officers=1, expected={"land": every})

    people = draw_rest(branch, now_s=NOW + 450, seed=(3,))

    assert min(one.arrives_s for one in people) >= NOW + 450
    first = sum(one.arrives_s < NOW + 900 for one in people)
    assert first == pytest.approx(30, abs=25)
