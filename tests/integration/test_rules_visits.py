"""How does a visit of several services go on: in which order, to whom, at which place in line, and back again?"""

import pytest

from server.actions.mend_ticket import add_service, change_service
from server.actions.transfer_visitor import Onward, transfer_visitor
from server.database.store import Store
from server.domain.order import Place
from server.domain.refusals import NobodyServes, SameService, UnknownCounter, UnknownService
from tests.builders import at
from tests.integration.scene import Scene, an_officer


@pytest.fixture
def scene(store: Store) -> Scene:
    made = Scene(store)
    made.opens("1")
    return made


def test_what_must_be_done_before_is_done_before_whatever_was_asked_for(scene: Scene) -> None:
    scene.described(services={"results": {"after": ["land"]}})
    scene.waits = {"land": 3600.0, "results": 60.0, "certification": 300.0}.get

    visitor = scene.comes("results", "land", "certification")

    assert [step.service for step in scene.now(visitor).steps] == ["certification", "land", "results"]


def test_what_must_be_done_before_binds_only_visits_that_have_both(scene: Scene) -> None:
    scene.described(services={"results": {"after": ["land"]}})

    visitor = scene.comes("results")

    assert scene.calls("1") == visitor.id


def test_the_next_service_waits_from_the_arrival_and_not_from_the_end_of_the_one_before(scene: Scene) -> None:
    visitor = scene.comes("certification", "land")
    scene.at("09:05")
    other = scene.comes("land")
    scene.calls("1")
    scene.at("09:10")
    scene.finishes("1")

    assert scene.line("land") == [visitor.id, other.id]
    assert scene.step(visitor).rank == at("09:00")


def test_a_visit_that_has_another_service_does_not_end_with_the_first(scene: Scene) -> None:
    visitor = scene.comes("certification")
    scene.mends(add_service, visitor, service="land")
    scene.calls("1")
    scene.finishes("1")

    assert scene.step(visitor).service == "land"
    with pytest.raises(SameService):
        scene.mends(add_service, visitor, service="land")


def test_who_took_a_ticket_for_the_wrong_service_keeps_the_time_of_arrival(scene: Scene) -> None:
    wrong = scene.comes("certification")
    scene.at("09:05")
    other = scene.comes("land")

    scene.mends(change_service, wrong, service="land")

    assert scene.line("land") == [wrong.id, other.id]
    assert scene.now(wrong).number == wrong.number


@pytest.mark.parametrize(
    ("place", "order"),
    [
        (Place.BEFORE, ["moved", "first", "second"]),
        (Place.BY_ARRIVAL, ["first", "moved", "second"]),
        (Place.AFTER, ["first", "second", "moved"]),
    ],
)
def test_who_is_transferred_stands_where_the_officer_says(scene: Scene, place: Place, order: list[str]) -> None:
    people = {"first": scene.comes("land")}
    scene.at("09:02")
    people["moved"] = scene.comes("certification")
    scene.at("09:04")
    people["second"] = scene.comes("land")
    scene.opens("2", "certification")
    scene.calls("2")

    scene.does(transfer_visitor, "2", onward=Onward("land", place=place))

    assert scene.line("land") == [people[name].id for name in order]
    assert scene.now(people["moved"]).ready_at == at("09:02")


def test_who_was_sent_before_all_others_is_called_by_that_rule(scene: Scene) -> None:
    earlier = scene.comes("land")
    scene.at("09:02")
    moved = scene.comes("certification")
    scene.opens("2", "certification")
    scene.calls("2")
    scene.does(transfer_visitor, "2", onward=Onward("land", place=Place.BEFORE))

    assert scene.calls("1") == moved.id
    assert scene.why(moved) == ("before", [earlier.id])


def test_who_is_sent_on_and_back_returns_to_the_same_officer_with_the_place_of_arrival(scene: Scene) -> None:
    officer = an_officer("0127")
    scene.opens("2", "certification", officer=officer)
    visitor = scene.comes("certification", "results")
    scene.calls("2")
    scene.does(transfer_visitor, "2", onward=Onward("land", back=True))
    scene.calls("1")
    scene.at("09:20")
    scene.comes("certification")

    scene.finishes("1")

    back = scene.step(visitor)
    assert (back.service, back.for_officer, back.rank) == ("certification", "0127", at("09:00"))
    assert scene.calls("2") == visitor.id
    scene.finishes("2")
    assert scene.step(visitor).service == "results"


def test_a_transfer_within_the_service_must_go_somewhere_else(scene: Scene) -> None:
    scene.comes()
    scene.calls("1")

    with pytest.raises(SameService):
        scene.does(transfer_visitor, "1", onward=Onward("land"))
    with pytest.raises(SameService):
        scene.does(transfer_visitor, "1", onward=Onward("land", counter="1"))


@pytest.mark.parametrize(
    ("onward", "refusal"),
    [
        (Onward("land", counter="2"), NobodyServes),
        (Onward("results", officer="0127"), NobodyServes),
        (Onward("land", counter="99"), UnknownCounter),
        (Onward("weddings"), UnknownService),
    ],
)
def test_nobody_is_sent_where_nobody_serves_him(scene: Scene, onward: Onward, refusal: type[Exception]) -> None:
    scene.opens("4", "land", officer=an_officer("0127"))
    visitor = scene.comes()
    scene.calls("1")

    with pytest.raises(refusal):
        scene.does(transfer_visitor, "1", onward=onward)

    assert (scene.step(visitor).state, scene.step(visitor).counter) == ("called", "1")
