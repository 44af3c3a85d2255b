"""Who comes before opening: a number and a time to be back, by arrival or by a draw, and nobody queues at the door."""

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from server.actions.mend_ticket import arrive, postpone
from server.database.store import Store
from server.domain.dispatch import Duration
from server.domain.door import drawn, seal
from server.domain.refusals import ServiceClosed
from server.domain.ticket import Ticket
from server.planning.arrivals import Arrivals
from server.planning.times import from_target
from server.planning.waits import Correction
from server.worker.keeping import keep_learning
from tests.integration.databases import HERE
from tests.integration.deeds import events_of, kinds_of
from tests.integration.office import Office
from tests.integration.scene import TUESDAY, Scene

ARRIVAL = {"door_from_min": 90}
DRAW = ARRIVAL | {"door_draw_min": 30}


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


def when(clock: str) -> datetime:
    return datetime.fromisoformat(f"{TUESDAY}T{clock}+07:00")


def at_door(scene: Scene, *clocks: str, **more: Any) -> list[Ticket]:
    """Tickets that are taken at a kiosk at these times."""
    taken = []
    for clock in clocks:
        scene.at(clock)
        taken.append(scene.comes(giver="kiosk", **more))
    return taken


def test_rule_door_from_min(scene: Scene) -> None:
    scene.described(rules=ARRIVAL)

    with pytest.raises(ServiceClosed):
        at_door(scene, "06:29")
    first, *_, last = at_door(scene, "06:40", *["06:41"] * 9)

    opening = when("08:00")
    assert first.back_at == first.ready_at == opening
    assert (last.back_at or opening) > opening + timedelta(minutes=10)
    assert (last.turn_at, last.draw_at, last.wait_low_s) == (when("06:41"), None, None)


def test_the_time_to_be_back_goes_by_what_the_branch_has_learned(scene: Scene, store: Store) -> None:
    scene.described(rules=ARRIVAL)
    *_, described = at_door(scene, *["06:40"] * 10)
    slow = from_target(Duration(3600.0, 0.4)).duration
    with store.writing() as connection:
        keep_learning(
            connection,
            HERE,
            day=when("06:40").date(),
            correction=Correction(),
            classes={},
            arrivals=Arrivals({}),
            durations={"land": slow, "gone": slow},
        )

    (learned,) = at_door(scene, "06:41")

    assert described.back_at is not None
    assert learned.back_at is not None
    assert learned.back_at > described.back_at + timedelta(hours=1)


def test_who_came_to_the_door_is_called_first_and_not_before_he_was_told_to_be_back(scene: Scene) -> None:
    scene.described(rules=ARRIVAL)
    tickets = at_door(scene, *["06:40"] * 10)
    scene.at("08:00")
    scene.opens("1")
    walk_in = scene.comes()

    due = [ticket.id for ticket in tickets if ticket.back_at == when("08:00")]
    called = [scene.calls("1") for _ in range(len(due) + 2)]

    assert called == [*due, walk_in.id, None]
    assert scene.why(walk_in) == ("turn", [])


def test_who_says_that_he_is_here_is_called_at_once(scene: Scene) -> None:
    scene.described(rules=ARRIVAL)
    *_, last = at_door(scene, *["06:40"] * 10)
    scene.at("08:00")
    scene.opens("1")
    while scene.calls("1") is not None:
        pass
    assert scene.step(last).state == "waiting"

    scene.mends(arrive, last)

    assert scene.calls("1") == last.id
    assert "came_early" in kinds_of(scene.store)


def test_rule_door_draw_min(scene: Scene) -> None:
    scene.described(rules=DRAW)
    early = at_door(scene, "06:31", "06:40", "07:00", "07:29")
    assert {(one.draw_at, one.back_at) for one in early} == {(when("07:30"), when("08:00"))}

    late = at_door(scene, "07:30", "07:31")

    told = {event.kind: json.loads(event.body)["data"] for event in events_of(scene.store)}
    order = drawn([one.id for one in early], told["drawn"]["seed"])
    assert told["draw_announced"]["seal"] == seal(told["drawn"]["seed"])
    assert told["drawn"]["tickets"] == order
    scene.at("09:00")
    scene.opens("1")
    assert [scene.calls("1") for _ in range(6)] == [*order, *(one.id for one in late)]
    assert Counter(kinds_of(scene.store))["drawn"] == 1


def test_rule_door_givers(scene: Scene) -> None:
    scene.described(rules=ARRIVAL | {"door_givers": ["greeter"]})

    with pytest.raises(ServiceClosed):
        at_door(scene, "07:00")
    scene.comes(giver="greeter")
    with pytest.raises(ServiceClosed):
        scene.comes(giver="officer")
    scene.described(rules=ARRIVAL)
    assert scene.comes(giver="officer").back_at == when("08:00")


def test_a_head_start_moves_ahead_at_the_door_too(scene: Scene) -> None:
    scene.described(rules=ARRIVAL)
    ordinary, prior = *at_door(scene, "06:40"), *at_door(scene, "06:45", priority="priority")
    scene.at("08:00")
    scene.opens("1")

    assert [scene.calls("1"), scene.calls("1")] == [prior.id, ordinary.id]


def test_a_later_turn_is_later_than_the_time_to_be_back(scene: Scene) -> None:
    scene.described(rules=ARRIVAL)
    one, other = at_door(scene, "06:40", "06:41")

    scene.mends(postpone, one)

    scene.at("09:00")
    scene.opens("1")
    assert [scene.calls("1"), scene.calls("1")] == [other.id, one.id]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_over_http_a_kiosk_is_told_that_it_may_and_its_holder_when_to_be_back(office: Office, store: Store) -> None:
    Scene(store).described(rules=DRAW)
    office.store.refresh()
    office.go_to(f"{TUESDAY}T07:29+07:00")
    kiosk = office.client("kiosk")
    told = kiosk.get(f"/branches/{HERE}")["door"]

    early = kiosk.take()
    office.go_to(f"{TUESDAY}T07:31+07:00")
    late = kiosk.take()

    assert (told["opens_at"][11:16], told["draw_at"][11:16]) == ("08:00", "07:30")
    assert (early["back_at"], early["draw_at"][11:16]) == (None, "07:30")
    assert (late["back_at"][11:16], late["draw_at"]) == ("08:00", None)
    holder = office.client()
    seen = holder.get(f"/tickets/{early['token']}")
    assert (seen["back_at"][11:16], seen["draw_at"], "arrive" in seen["may"]) == ("08:00", None, True)
    assert holder.post(f"/tickets/{early['token']}/arrive", {}).get_json()["back_at"] is None
    assert holder.post(f"/tickets/{early['token']}/arrive", {}).status_code == 409
    assert office.client("officer").take()["back_at"][11:16] == "08:00"
