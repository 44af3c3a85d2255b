"""What wait is a bulk filer told? None that comes from a line in which he does not stand."""

from typing import Any

import pytest

from server.database.store import Store
from server.worker.predictor import Predictor
from tests.integration.databases import HERE
from tests.integration.office import Office

TOLD = ("wait_p50_s", "wait_p90_s", "wait_low_s", "wait_high_s")


def comes(office: Office, dossiers: int, **more: object) -> dict[str, Any]:
    office.later(seconds=1)
    office.rooms.waits.forget(HERE)
    return office.client("kiosk").take("land", dossiers=dossiers, **more)


def told(ticket: dict[str, Any]) -> list[Any]:
    return [ticket[name] for name in TOLD]


def looks(office: Office, ticket: dict[str, Any]) -> dict[str, Any]:
    office.rooms.waits.forget(HERE)
    seen: dict[str, Any] = office.client().get(f"/tickets/{ticket['token']}")
    return seen


@pytest.fixture
def one(office: Office) -> Office:
    """Three counters for land; one of the two places in the bulk lane is taken, an ordinary visitor is served too."""
    for counter, dossiers in (("1", 20), ("2", 1), ("4", 1)):
        officer = office.client("officer", HERE, counter)
        officer.does(counter, "open", {"services": ["land"]})
        comes(office, dossiers)
        officer.does(counter, "call-next")
    return office


def test_while_the_bulk_lane_has_room_a_bulk_filer_is_told_what_others_are(one: Office) -> None:
    bulk = comes(one, 12)

    assert None not in (*told(bulk), *told(looks(one, bulk)))


@pytest.mark.parametrize(("dossiers", "is_promised"), [(1, True), (4, True), (5, False), (20, False)])
def test_who_waits_for_the_full_bulk_lane_is_promised_nothing(one: Office, dossiers: int, is_promised: bool) -> None:
    comes(one, 12)
    ordinary = comes(one, 1)
    key = {"id": "0190a0e0-0000-7000-8000-000000000001"}

    ticket = comes(one, dossiers, **key)
    again = comes(one, dossiers, **key)

    (event,) = [one for one in one.events() if one["kind"] == "issued" and one["ticket"] == ticket["id"]]
    assert None not in told(ordinary)
    for seen in (ticket, again, looks(one, ticket)):
        assert [value is not None for value in told(seen)] == [is_promised] * len(TOLD)
    assert (event["data"]["promise_s"] is not None) == is_promised
    assert ticket["ahead"] == 2


def test_who_waits_for_the_full_bulk_lane_reads_on_his_phone_what_the_worker_foresees(
    one: Office, store: Store
) -> None:
    comes(one, 12)
    ticket = comes(one, 20)

    Predictor(store, settles_after_s=0.0).look()

    seen = looks(one, ticket)
    assert None not in (seen["wait_p50_s"], seen["wait_p90_s"])
    assert (seen["wait_low_s"], seen["wait_high_s"]) == (None, None)


def test_a_bulk_filer_of_a_class_with_a_head_start_goes_before_the_others_into_the_lane(one: Office) -> None:
    comes(one, 12)

    ahead, behind = comes(one, 12, priority="priority"), comes(one, 12)

    assert None not in told(ahead)
    assert told(behind) == [None] * len(TOLD)
