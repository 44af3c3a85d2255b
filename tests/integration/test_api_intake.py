"""Is it said, before anyone waits in vain, that today serves nobody more? And refused only where the file says so."""

from typing import Any

import pytest

from config.network import Network
from server.database import network_rows
from server.database.store import Store
from tests.integration.databases import DESCRIBED, HERE
from tests.integration.deeds import open_desk, take
from tests.integration.office import Office

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def late(office: Office, store: Store) -> None:
    """Half an hour before the end, at one counter for land and another for results, with three waiting for land."""
    open_desk(store, "1", "land")
    open_desk(store, "2", "results")
    office.go_to("2026-11-24T16:30+07:00")
    store.refresh()
    for _ in range(3):
        take(store)
    office.later(seconds=1)


def described(office: Office, store: Store, **intake: Any) -> None:
    network_rows.apply(store.engine, Network.model_validate({**DESCRIBED, "intake": intake}))
    office.store.refresh()


def service(office: Office, code: str) -> dict[str, Any]:
    office.rooms.waits.forget(HERE)
    rows = office.client().get(f"/branches/{HERE}/services")["services"]
    found: dict[str, Any] = next(one for one in rows if one["code"] == code)
    return found


@pytest.mark.usefixtures("late")
def test_what_can_still_be_served_today_is_told_with_the_margin_kept_back(office: Office, store: Store) -> None:
    land, results = service(office, "land"), service(office, "results")

    assert (land["full_today"], land["places_left"]) == (True, 0)
    assert (results["full_today"], results["places_left"]) == (False, 6)
    described(office, store, margin=0.5)
    assert service(office, "results")["places_left"] == 3
    rows = office.client("network-manager").get("/network")["branches"]
    assert next(one for one in rows if one["code"] == HERE)["intake_left"] == 0


@pytest.mark.usefixtures("late")
def test_a_full_day_is_only_said_unless_the_network_file_says_to_refuse(office: Office, store: Store) -> None:
    kiosk = office.client("kiosk")
    assert kiosk.take()["state"] == "waiting"

    described(office, store, refuse=True)
    answer = kiosk.post(f"/branches/{HERE}/tickets", {"services": ["land"]})

    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/full-today")
    assert kiosk.take("results")["state"] == "waiting"


def test_in_the_morning_nothing_is_full(office: Office, store: Store) -> None:
    open_desk(store, "1", "land")

    assert service(office, "land")["places_left"] > 20
    assert service(office, "certification")["places_left"] is None
    assert not service(office, "certification")["full_today"]
