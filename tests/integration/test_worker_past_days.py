"""What is told of a day that is over? Days run through the real actions, read back from the events."""

from datetime import date

import pytest

from server.actions.pause_counter import close_counter, pause_counter, resume_counter
from server.actions.serve_visitor import no_show
from server.actions.undo import undo
from server.actions.work_on_visit import mark_inaccurate
from server.database.store import Store
from server.planning.habits import Issued, PastDay, Stretch
from server.worker.branch_mind import BranchMind
from server.worker.past_days import past_days
from tests.integration.databases import HERE
from tests.integration.scene import Scene

NINE_S, MINUTE = 9 * 3600.0, 60.0


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


def told(scene: Scene, *, on: date = date(2026, 11, 25)) -> list[PastDay]:
    with scene.store.read() as connection:
        return [one.told for one in past_days(connection, scene.store.branch(HERE), today=on)]


def next_day(scene: Scene) -> None:
    """Somebody comes on Wednesday, so that Tuesday is over."""
    scene.at("08:30", day="2026-11-25")
    scene.comes()


def test_who_came_and_how_long_each_was_at_a_counter_is_told(scene: Scene) -> None:
    scene.opens("1")
    scene.comes()
    scene.at("09:10")
    scene.comes("results")
    scene.calls("1")
    scene.at("09:20")
    scene.calls("1")  # which ends the first one
    scene.at("09:22")
    scene.does(no_show, "1")
    scene.does(close_counter, "1")
    next_day(scene)

    (day,) = told(scene)

    assert day.issued == [Issued(NINE_S, "land", "ordinary"), Issued(NINE_S + 10 * MINUTE, "results", "ordinary")]
    assert day.stretches == [
        Stretch("1", "land", NINE_S + 10 * MINUTE, NINE_S + 20 * MINUTE),
        Stretch("1", "results", NINE_S + 20 * MINUTE, NINE_S + 22 * MINUTE, came=False),
    ]
    assert day.calling == {"1": [(NINE_S, NINE_S + 22 * MINUTE)]}


def test_a_long_pause_parts_the_day_and_a_short_one_belongs_to_the_service_before(scene: Scene) -> None:
    scene.opens("1")
    scene.comes()
    scene.calls("1")
    scene.at("09:10")
    scene.finishes("1")
    scene.does(pause_counter, "1", reason=None)
    scene.at("09:15")
    scene.does(resume_counter, "1")
    scene.at("11:30")
    scene.does(pause_counter, "1", reason="lunch")
    scene.at("12:30")
    scene.does(resume_counter, "1")
    scene.at("16:00")
    scene.does(close_counter, "1")
    next_day(scene)

    (day,) = told(scene)

    assert [one.away_s for one in day.stretches] == [5 * MINUTE]
    assert day.calling == {"1": [(NINE_S, 11.5 * 3600), (12.5 * 3600, 16 * 3600.0)]}


def test_an_undone_call_and_a_time_marked_as_wrong_teach_nothing(scene: Scene) -> None:
    scene.opens("1")
    scene.comes()
    scene.calls("1")
    scene.does(undo, "1")
    scene.at("09:05")
    scene.calls("1")
    scene.at("09:06")
    scene.finishes("1")
    scene.comes()
    scene.calls("1")
    scene.at("10:30")
    scene.finishes("1")
    scene.does(mark_inaccurate, "1")
    next_day(scene)

    (day,) = told(scene)

    assert day.stretches == [Stretch("1", "land", NINE_S + 5 * MINUTE, NINE_S + 6 * MINUTE)]


def test_today_is_no_past_day_and_a_day_without_visitors_is_none_either(scene: Scene) -> None:
    scene.opens("1")
    next_day(scene)

    assert told(scene) == []
    assert len(told(scene, on=date(2026, 11, 26))) == 1


def test_who_comes_ahead_is_learned_as_a_share_since_classes_are_erased_at_closing(scene: Scene) -> None:
    for _ in range(20):
        scene.comes(priority="priority")
        scene.comes()
    branch, mind = scene.store.branch(HERE), BranchMind(HERE)
    with scene.store.read() as connection:
        mind.begin_day(connection, branch, date(2026, 11, 24))
        mind.count_classes(connection, branch)
    next_day(scene)
    with scene.store.read() as connection:
        mind.learn(connection, branch, date(2026, 11, 25))
        assert mind.usual is not None
        (coming,) = mind.usual.habits.coming

    # 20 of 40, drawn towards what was known before, which was nothing.
    assert coming.per_second.sum() * 900 == pytest.approx(40 * 20 / 240)
    assert coming.service == "land"
    assert coming.head_start_s == 15 * MINUTE
    assert mind.usual.arrivals.days == 1
    assert mind.usual.arrivals.visits == pytest.approx(40)
