"""Are waits told from what the worker computed, and without it all the same? On both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from server.database import tables
from server.database.store import Store
from server.worker.predictor import Predictor
from tests.integration.databases import HERE, THERE
from tests.integration.deeds import call, finish, head_of, open_desk, take
from tests.integration.office import Client, Office

LAND = f"/branches/{HERE}/services"
TOLD = ("wait_p50_s", "wait_p90_s", "wait_low_s", "wait_high_s")


@pytest.fixture
def predictor(store: Store) -> Predictor:
    """The worker's loop, which looks when a test says so. It is another process on the same database."""
    return Predictor(store, settles_after_s=0.0)


def forecast_of(store: Store, branch: str = HERE) -> Any:
    with store.read() as connection:
        return connection.execute(select(tables.wait_forecast).where(tables.wait_forecast.c.branch == branch)).one()


def land(client: Client) -> dict[str, Any]:
    services: list[dict[str, Any]] = client.get(LAND)["services"]
    return next(one for one in services if one["code"] == "land")


def anew(office: Office) -> dict[str, Any]:
    """Return the wait for land, read anew."""
    office.rooms.waits.forget(HERE)
    return land(office.client())


def busy(store: Store, *, waiting: int = 6) -> None:
    """Two counters are open, with a visitor at each; others wait."""
    for counter in ("1", "2"):
        open_desk(store, counter)
        take(store)
        call(store, counter)
    for _ in range(waiting):
        take(store)


def test_every_screen_tells_what_the_worker_computed(office: Office, store: Store, predictor: Predictor) -> None:
    busy(store)
    by_pass = anew(office)

    assert predictor.look() == [HERE]

    computed = anew(office)
    assert [computed[name] for name in TOLD] != [by_pass[name] for name in TOLD]
    hall = next(one for one in office.client().get(f"/branches/{HERE}/hall")["by_service"] if one["service"] == "land")
    office.later(seconds=1)  # at one instant nobody would be ahead of anybody
    ticket = office.client("kiosk").take()
    seen = office.client().get(f"/tickets/{ticket['token']}")
    for told in (hall, ticket, seen):
        assert (told["wait_low_s"], told["wait_high_s"]) == (computed["wait_low_s"], computed["wait_high_s"])
    assert ticket["wait_p50_s"] == computed["wait_p50_s"]
    issued = [event for event in office.events() if event["kind"] == "issued"][-1]
    assert issued["data"]["forecast_s"][1:] == [computed["wait_p50_s"], computed["wait_p90_s"]]
    assert issued["data"]["promise_s"] == [computed["wait_low_s"], computed["wait_high_s"]]


def test_who_comes_before_the_worker_looks_again_waits_longer_all_the_same(
    office: Office, store: Store, predictor: Predictor
) -> None:
    busy(store)
    predictor.look()
    before = anew(office)

    for _ in range(4):
        take(store)

    after = anew(office)
    assert after["waiting"] == before["waiting"] + 4
    assert after["wait_p50_s"] > before["wait_p50_s"]
    assert (after["wait_p50_s"], after["wait_high_s"]) > (before["wait_p50_s"], before["wait_high_s"] - 1)


def test_only_a_branch_that_changed_is_computed_anew(store: Store, predictor: Predictor) -> None:
    take(store)
    take(store, branch=THERE)

    assert set(predictor.look()) == {HERE, THERE}
    predictor.look()  # both have learned in the meantime
    predictor.look()
    assert predictor.look() == []
    take(store)
    assert predictor.look() == [HERE]
    assert forecast_of(store).seq == head_of(store).seq


def test_without_a_worker_the_pass_answers(office: Office, store: Store, predictor: Predictor) -> None:
    busy(store)
    by_pass = anew(office)
    predictor.look()
    take(store)
    long_ago = datetime.now(UTC) - timedelta(minutes=1)
    with store.writing() as connection:
        connection.execute(update(tables.wait_forecast).values(wall_at=long_ago))

    fallen_back = anew(office)

    assert fallen_back["wait_p50_s"] >= by_pass["wait_p50_s"]
    ticket = office.client("kiosk").take()
    assert ticket["wait_low_s"] is not None
    issued = [event for event in office.events() if event["kind"] == "issued"][-1]
    assert "forecast_s" not in issued["data"]


@pytest.mark.parametrize("minutes", [3, -30])
def test_what_was_computed_at_another_time_of_day_is_not_told(
    office: Office, store: Store, predictor: Predictor, minutes: int
) -> None:
    busy(store)
    predictor.look()
    computed = anew(office)

    office.later(minutes=minutes)

    assert anew(office)["wait_p50_s"] != computed["wait_p50_s"]


def test_screens_are_sent_a_new_view_when_they_would_show_something_else_and_only_then(
    office: Office, store: Store, predictor: Predictor
) -> None:
    busy(store)
    screen = office.screen("/hall")
    office.hub.catch_up()
    before = screen.watch(branch=HERE)
    predictor.look()
    rev = head_of(store).rev

    office.hub.catch_up()

    assert rev > before["rev"]
    screen.wait_for(lambda view: (view["seq"], view["rev"]) >= (before["seq"], rev))
    predictor.mind(HERE).seq = -1
    predictor.look()
    assert head_of(store).rev == rev


def promises(store: Store) -> list[Any]:
    with store.read() as connection:
        return list(connection.execute(select(tables.promise).order_by(tables.promise.c.waited_s)))


def test_a_promise_is_recorded_once_as_kept_or_broken_and_teaches(
    office: Office, store: Store, predictor: Predictor
) -> None:
    busy(store, waiting=0)
    predictor.look()
    kept, broken = office.client("kiosk").take(), office.client("kiosk").take()
    office.later(seconds=kept["wait_low_s"] + 1)
    store.refresh()
    call(store, "1")
    office.later(hours=2)
    store.refresh()
    call(store, "2")

    predictor.look()
    correction = predictor.mind(HERE).correction
    again = Predictor(store, settles_after_s=0.0)
    again.look()

    told = {one.ticket_id: one.kept for one in promises(store)}
    assert told == {kept["id"]: True, broken["id"]: False}
    assert again.mind(HERE).correction == correction
    assert correction.short > 0


def test_a_call_that_may_still_be_undone_is_not_judged_yet(office: Office, store: Store) -> None:
    patient = Predictor(store, settles_after_s=60.0)
    busy(store, waiting=0)
    patient.look()
    office.client("kiosk").take()
    finish(store, "1")
    call(store, "1")

    patient.look()

    assert promises(store) == []


def test_nothing_is_computed_for_a_day_that_has_not_begun(store: Store, predictor: Predictor) -> None:
    assert predictor.look() == []
