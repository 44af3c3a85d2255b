"""Who is called by number, and what is said of it to those who are overtaken?"""

import pytest

from server.actions.call_next import After, call_next
from server.actions.hold_visitor import hold_visitor
from server.actions.pick_visitor import pick_visitor
from server.database.store import Store
from server.domain.refusals import NotThisCounter, ReasonNeeded
from tests.integration import deeds
from tests.integration.scene import Scene, an_officer


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


def test_a_call_out_of_order_says_whom_it_overtook(scene: Scene) -> None:
    first, second = scene.comes(), scene.comes("results")
    scene.at("09:05")
    third = scene.comes()
    scene.opens("1")

    scene.picks("1", third)

    assert scene.why(third) == ("picked", [first.id])
    assert second.id in scene.line("results")


def test_a_held_visitor_who_is_called_before_who_came_earlier_says_so(scene: Scene) -> None:
    scene.opens("1")
    scene.opens("2")
    scene.at("09:05")
    held = scene.comes()
    scene.calls("1")
    scene.does(hold_visitor, "1", reason=None)
    earlier = scene.comes(issued_at=held.ready_at.replace(minute=1))

    scene.picks("2", held, None)

    assert scene.why(held) == ("for-you", [earlier.id])


def test_who_is_next_anyway_is_called_by_number_without_a_reason(scene: Scene) -> None:
    scene.described(rules={"pick_needs_right": True})
    first, second = scene.comes(), scene.comes()
    scene.opens("1", officer=an_officer(rights=frozenset()))

    called = scene.picks("1", first, None)

    assert called.id == first.id
    assert scene.why(first) == ("turn", [])
    assert scene.line() == [second.id]


def test_who_is_not_next_is_not_called_without_a_reason(scene: Scene) -> None:
    first, second = scene.comes(), scene.comes()
    scene.opens("1")

    with pytest.raises(ReasonNeeded):
        scene.picks("1", second, None)

    assert scene.line() == [first.id, second.id]


def test_a_call_by_number_sends_who_stood_there_on_to_the_shorter_wait_as_well(scene: Scene) -> None:
    scene.opens("1")
    standing = scene.comes("certification", "land", "results")
    scene.calls("1")
    other = scene.comes("certification")
    scene.waits = {"land": 2400.0, "results": 600.0}.get

    scene.does(pick_visitor, "1", number=other.number, reason="he is ill", waits=scene.waits)

    assert scene.step(standing).service == "results"


def test_a_double_press_is_harmless_though_the_visitor_has_another_service_at_this_counter(scene: Scene) -> None:
    scene.opens("1")
    visitor = scene.comes("land", "results")
    scene.at("09:05")
    for _ in range(2):
        scene.comes()
    scene.calls("1")
    shown = After(visitor.id, scene.now(visitor).step)
    scene.does(call_next, "1", after=shown)
    before = deeds.everything(scene.store)

    with pytest.raises(NotThisCounter):
        scene.does(call_next, "1", after=shown)
    with pytest.raises(NotThisCounter):
        scene.does(pick_visitor, "1", number=visitor.number, reason=None, after=shown)

    assert scene.step(visitor).service == "results"
    assert deeds.everything(scene.store) == before


def test_who_is_sent_on_to_a_line_is_overtaken_there_by_who_is_picked(scene: Scene) -> None:
    scene.opens("1", "certification")
    standing = scene.comes("certification", "land")
    scene.calls("1")
    scene.at("09:05")
    later = scene.comes("land")

    scene.picks("1", later)

    assert scene.line("land") == [standing.id]
    assert scene.why(later) == ("picked", [standing.id])
