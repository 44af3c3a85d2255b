"""Who may be called by which counter: folders in their lane, needs, levels, and what overflows?"""

import pytest

from server.actions.pause_counter import pause_counter
from server.actions.serve_visitor import start_service
from server.actions.transfer_visitor import Onward, transfer_visitor
from server.actions.work_on_visit import end_turn
from server.database.store import Store
from server.domain.refusals import Forbidden, NothingLeft
from tests.integration.scene import Scene, an_officer


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


@pytest.mark.parametrize(("dossiers", "is_folder"), [(4, False), (5, True)])
def test_rule_bulk_from(scene: Scene, dossiers: int, is_folder: bool) -> None:
    scene.described(rules={"bulk_from": 5, "bulk_counters": 1})
    scene.comes(dossiers=20)
    scene.opens("1")
    scene.opens("2")
    scene.calls("1")

    visitor = scene.comes(dossiers=dossiers)

    assert scene.calls("2") == (None if is_folder else visitor.id)


def test_rule_bulk_turn(scene: Scene) -> None:
    scene.described(rules={"bulk_turn": 10})
    scene.opens("1")
    folder = scene.comes(dossiers=25)
    left, between = [], []
    for minute in (1, 2):
        assert scene.calls("1") == folder.id
        scene.does(start_service, "1")
        scene.at(f"09:0{minute}")
        other = scene.comes()
        scene.at(f"09:0{minute}:30")
        scene.does(end_turn, "1", done=None)
        left.append(scene.private(folder).left)
        between.append(scene.calls("1") == other.id)
        scene.finishes("1")

    assert (left, between) == ([15, 5], [True, True])
    assert scene.calls("1") == folder.id
    scene.does(start_service, "1")
    with pytest.raises(NothingLeft):
        scene.does(end_turn, "1", done=None)


def test_rule_bulk_counters(scene: Scene) -> None:
    scene.described(rules={"bulk_from": 5, "bulk_counters": 2})
    for counter in ("1", "2", "4"):
        scene.opens(counter, "land")
    for counter in ("1", "2"):
        scene.comes(dossiers=5)
        scene.calls(counter)
    third = scene.comes(dossiers=5)
    scene.at("09:05")
    after = scene.comes()

    assert scene.calls("4") == after.id
    assert scene.why(after) == ("passed-over", [third.id])
    scene.finishes("1")
    assert scene.calls("4") == third.id


def test_a_folder_that_is_nearly_done_is_a_folder_no_longer(scene: Scene) -> None:
    scene.described(rules={"bulk_from": 5, "bulk_counters": 1, "bulk_turn": 10})
    scene.opens("1")
    scene.opens("2")
    folder = scene.comes(dossiers=12)
    scene.calls("1")
    scene.does(start_service, "1")
    scene.does(end_turn, "1", done=None)
    scene.at("09:01")
    other = scene.comes(dossiers=6)

    assert scene.calls("1") == folder.id
    assert scene.calls("2") == other.id


WHEELCHAIR = {"2": {"suits": ["wheelchair"]}}


def test_who_needs_a_counter_that_suits_is_called_to_it_while_it_is_open(scene: Scene) -> None:
    scene.described(counters=WHEELCHAIR)
    scene.opens("1")
    scene.opens("2")
    visitor = scene.comes(needs=("wheelchair",))
    scene.at("09:05")
    other = scene.comes()

    assert scene.calls("1") == other.id
    assert scene.why(other) == ("passed-over", [visitor.id])
    assert scene.calls("2") == visitor.id


@pytest.mark.parametrize("why", ["closed", "paused", "serves something else", "has not the level"])
def test_who_needs_a_counter_that_suits_does_not_wait_for_one_that_cannot_call_him(scene: Scene, why: str) -> None:
    scene.described(counters=WHEELCHAIR, services={"land": {"level": 2}})
    scene.opens("1")
    if why == "paused":
        scene.opens("2")
        scene.does(pause_counter, "2", reason=None)
    if why == "serves something else":
        scene.opens("2", "results")
    if why == "has not the level":
        scene.opens("2", "certification", officer=an_officer("9", skills={"certification": 1, "land": 1}))
    visitor = scene.comes(needs=("wheelchair",))

    assert scene.calls("1") == visitor.id


def test_a_service_of_a_level_is_opened_and_called_by_who_has_it_only(scene: Scene) -> None:
    scene.described(services={"land": {"level": 2}})
    visitor = scene.comes("land")
    scene.at("09:05")
    other = scene.comes("results")

    with pytest.raises(Forbidden):
        scene.opens("1", "land", officer=an_officer("1", skills={"land": 1, "results": 1}))
    scene.opens("1", officer=an_officer("1", skills={"land": 1, "results": 1}))
    scene.opens("2", officer=an_officer("2", skills={"land": 2, "results": 1}))

    assert scene.calls("1") == other.id
    assert scene.calls("2") == visitor.id


def test_a_case_that_needs_more_skill_than_its_service_waits_for_who_has_it(scene: Scene) -> None:
    scene.opens("1", officer=an_officer("1", skills={"land": 1}))
    case = scene.comes()
    scene.calls("1")
    scene.does(transfer_visitor, "1", onward=Onward("land", level=3))
    scene.opens("2", officer=an_officer("2", skills={"land": 2}))
    scene.opens("4", officer=an_officer("3", skills={"land": 3}))

    assert scene.calls("2") is None
    assert scene.calls("4") == case.id


@pytest.mark.parametrize(("when", "takes"), [("09:09:59", False), ("09:10", True)])
def test_a_counter_takes_what_overflows_once_its_own_line_has_been_empty_long_enough(
    scene: Scene, when: str, takes: bool
) -> None:
    scene.described(counters={"3": {"overflow": [{"service": "land", "empty_min": 5}]}})
    scene.opens("3")
    scene.at("09:05")
    scene.comes("results")
    scene.calls("3")
    visitor = scene.comes("land")

    scene.at(when)

    assert scene.calls("3") == (visitor.id if takes else None)
    if takes:
        assert scene.why(visitor)[0] == "overflow"


def test_a_counter_takes_nothing_that_overflows_while_somebody_waits_for_its_own(scene: Scene) -> None:
    scene.described(counters={"3": {"overflow": [{"service": "land", "empty_min": 0}]}})
    scene.opens("3")
    scene.comes("land")
    scene.at("09:30")
    own = scene.comes("results")

    assert scene.calls("3") == own.id
