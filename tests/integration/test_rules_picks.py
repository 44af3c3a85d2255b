"""Who is called by number, and what is said of it to those who are overtaken?"""

import pytest

from server.actions.hold_visitor import hold_visitor
from server.database.store import Store
from server.domain.refusals import ReasonNeeded
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
