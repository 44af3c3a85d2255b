"""How often is somebody called, and how long is his place kept? Each key of the network file by its own example."""

import json

import pytest

from server.actions.hold_visitor import hold_visitor
from server.actions.mend_ticket import take_back
from server.actions.serve_visitor import no_show, recall
from server.database.store import Store
from server.domain.refusals import NotYetAgain, TooLateToReturn
from tests.integration import deeds
from tests.integration.scene import Scene


@pytest.fixture
def scene(store: Store) -> Scene:
    made = Scene(store)
    made.opens("1")
    return made


def spoken(scene: Scene) -> list[str]:
    """How each call of the branch was announced."""
    events = [event for event in deeds.events_of(scene.store) if event.kind in ("called", "repeated")]
    return [json.loads(event.body)["data"]["kind"] for event in events]


@pytest.mark.parametrize(("recalls", "said"), [(2, ["call", "repeat", "last"]), (1, ["call", "last", "last"])])
def test_rule_recalls(scene: Scene, recalls: int, said: list[str]) -> None:
    scene.described(rules={"recalls": recalls})
    scene.comes()
    scene.calls("1")

    scene.does(recall, "1")
    scene.does(recall, "1")

    assert spoken(scene) == said


def test_rule_recall_gap_s(scene: Scene) -> None:
    scene.described(rules={"recall_gap_s": 20})
    visitor = scene.comes()
    scene.calls("1")
    scene.at("09:00:05")

    with pytest.raises(NotYetAgain) as refused:
        scene.does(recall, "1")
    scene.at("09:00:20")
    scene.does(recall, "1")

    assert refused.value.wait_s in (15, 16)
    assert scene.step(visitor).calls == 2


def test_the_gap_counts_from_the_last_call_and_not_from_the_first(scene: Scene) -> None:
    scene.described(rules={"recall_gap_s": 20})
    scene.comes()
    scene.calls("1")
    scene.at("09:05")
    scene.does(recall, "1")

    scene.at("09:05:19")
    with pytest.raises(NotYetAgain):
        scene.does(recall, "1")
    scene.at("09:05:20")
    scene.does(recall, "1")

    assert spoken(scene) == ["call", "repeat", "last"]


def test_rule_calls_before_no_show(scene: Scene) -> None:
    scene.described(rules={"calls_before_no_show": 2})
    visitor = scene.comes()
    scene.calls("1")

    with pytest.raises(NotYetAgain):
        scene.does(no_show, "1")
    scene.does(recall, "1")
    scene.does(no_show, "1")

    assert scene.step(visitor).state == "no_show"


def test_rule_no_show_grace_min(scene: Scene) -> None:
    scene.described(rules={"no_show_grace_min": 15})
    in_time, too_late = scene.comes(), scene.comes()
    scene.at("09:30")
    for _ in range(2):
        scene.calls("1")
        scene.does(no_show, "1")

    scene.at("09:40")
    scene.mends(take_back, in_time)
    scene.at("09:50")
    with pytest.raises(TooLateToReturn):
        scene.mends(take_back, too_late)

    assert scene.line() == [in_time.id]
    assert scene.step(too_late).state == "no_show"


@pytest.mark.parametrize("keeps", [True, False])
def test_rule_no_show_keeps_place(scene: Scene, keeps: bool) -> None:
    scene.described(rules={"no_show_keeps_place": keeps})
    missed = scene.comes()
    scene.at("09:05")
    other = scene.comes()
    scene.at("09:30")
    scene.calls("1")
    scene.does(no_show, "1")

    scene.at("09:40")
    scene.mends(take_back, missed)

    assert scene.line() == ([missed.id, other.id] if keeps else [other.id, missed.id])


@pytest.mark.parametrize(("back", "keeps"), [("09:50", True), ("10:00", True), ("10:10", False)])
def test_rule_hold_limit_min(scene: Scene, back: str, keeps: bool) -> None:
    scene.described(rules={"hold_limit_min": 60})
    held = scene.comes()
    scene.calls("1")
    scene.does(hold_visitor, "1", reason="missing-document")
    scene.at("09:05")
    other = scene.comes()

    scene.at(back)
    scene.mends(take_back, held)

    assert scene.line() == ([held.id, other.id] if keeps else [other.id, held.id])
