"""What is put right keeps to the rules as well: skills, hours, numbers, places in line and what officers asked for."""

import pytest

from server.actions.call_next import call_next
from server.actions.finish_service import finish_service
from server.actions.lease_numbers import lease_numbers
from server.actions.mend_ticket import cancel_ticket, make_ordinary, postpone
from server.actions.refer_visitor import refer_visitor
from server.actions.serve_visitor import no_show, start_service
from server.actions.undo import undo
from server.actions.work_on_visit import ask_help, mark_inaccurate
from server.database.store import Store
from server.domain.refusals import BadNumber, Forbidden, NobodyAtCounter, ServiceClosed
from tests.integration import deeds
from tests.integration.databases import HERE, THERE
from tests.integration.scene import Scene, an_officer


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


def test_an_undo_leaves_the_help_that_was_asked_for_meanwhile(scene: Scene) -> None:
    scene.opens("1")
    scene.comes()
    scene.calls("1")
    scene.does(ask_help, "1", wanted=True)

    scene.does(undo, "1")

    with scene.store.change(HERE, actor="test") as change:
        desk = change.kept.counter(HERE, "1")
    assert desk is not None
    assert (desk.ticket_id, desk.help_at is not None) == (None, True)


def test_nobody_is_referred_to_a_branch_that_is_closed(scene: Scene) -> None:
    visitor = scene.comes()
    scene.at("12:15")
    before = deeds.everything(scene.store)

    with (
        pytest.raises(ServiceClosed),
        scene.store.change.of_several([HERE, THERE], actor="greeter:1") as (here, there),
    ):
        refer_visitor(here, there, ticket_id=visitor.id, service=None, counter=None, estimate=scene.estimate)

    assert deeds.everything(scene.store) == before


def test_who_loses_his_priority_does_not_gain_the_place_that_he_gave_up(scene: Scene) -> None:
    later = scene.comes(priority="priority")
    scene.mends(postpone, later)
    scene.at("09:05")
    other = scene.comes()

    scene.mends(make_ordinary, later)

    assert scene.line() == [other.id, later.id]
    assert scene.private(later).priority is None


def test_an_inaccurate_time_is_that_of_a_service_and_not_of_who_did_not_come(scene: Scene) -> None:
    scene.opens("1")
    done, missed = scene.comes(), scene.comes()
    scene.calls("1")
    scene.does(start_service, "1")
    scene.finishes("1")
    scene.calls("1")
    scene.does(no_show, "1")

    scene.does(mark_inaccurate, "1")

    assert (scene.step(done).inaccurate, scene.step(missed).inaccurate) == (True, False)


def test_there_is_no_inaccurate_time_before_anybody_was_served(scene: Scene) -> None:
    scene.opens("1")
    scene.comes()
    scene.calls("1")
    scene.does(no_show, "1")

    with pytest.raises(NobodyAtCounter):
        scene.does(mark_inaccurate, "1")


def test_a_number_of_a_lease_is_given_to_one_ticket_only(scene: Scene) -> None:
    with scene.store.change(HERE, actor="kiosk:1") as change:
        first, _, _ = lease_numbers(change, service="land", count=10)
    one = scene.comes(id="0195e3a0-0000-7000-8000-000000000001", number=first)
    before = deeds.everything(scene.store)

    with pytest.raises(BadNumber):
        scene.comes(id="0195e3a0-0000-7000-8000-000000000002", number=first)

    assert one.number == first
    assert deeds.everything(scene.store) == before


def test_an_officer_without_the_level_takes_nobody_by_overflow_nor_by_number(scene: Scene) -> None:
    scene.described(
        services={"land": {"level": 2}}, counters={"3": {"overflow": [{"service": "land", "empty_min": 0}]}}
    )
    visitor = scene.comes("land")
    scene.opens("3", officer=an_officer("7", skills={"land": 1, "results": 1}))

    assert scene.calls("3") is None
    with pytest.raises(Forbidden):
        scene.picks("3", visitor)
    scene.opens("3", officer=an_officer("8", skills={"land": 2, "results": 1}))
    assert scene.calls("3") == visitor.id


def test_a_visit_left_over_at_its_second_step_is_exchanged_as_well(scene: Scene) -> None:
    scene.opens("1", "land")
    visitor = scene.comes("land", "results")
    scene.calls("1")
    scene.does(finish_service, "1", outcome=None)
    token = scene.private(visitor).token

    scene.at("08:30", day="2026-11-25")
    again = scene.comes("results", instead_of=token)

    assert scene.now(visitor).referred_to == again.id


def test_a_visit_cancelled_at_its_second_step_stays_so_when_it_is_cancelled_again(scene: Scene) -> None:
    scene.opens("1", "land")
    visitor = scene.comes("land", "results")
    scene.calls("1")
    scene.does(finish_service, "1", outcome=None)
    scene.mends(cancel_ticket, visitor)

    scene.mends(cancel_ticket, visitor)

    assert scene.step(visitor).state == "cancelled"
    assert deeds.kinds_of(scene.store).count("cancelled") == 1
    assert scene.does(call_next, "1") is None
