"""Are managers told of trouble, once, and is it taken back when it is over?"""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert

from config.network import Network
from server.database import kiosk_states, network_rows, tables
from server.database.store import Store
from server.domain.kiosks import KioskState
from server.worker.watchman import Watchman
from tests.integration.databases import DESCRIBED, HERE
from tests.integration.deeds import call, head_of, open_desk, take
from tests.integration.office import Office


def alerts(office: Office) -> list[dict[str, Any]]:
    office.rooms.waits.forget(HERE)
    rows = office.client("network-manager").get("/network")["branches"]
    found: list[dict[str, Any]] = next(one for one in rows if one["code"] == HERE)["alerts"]
    return found


def a_kiosk(name: str, seen_at: datetime, condition: str) -> KioskState:
    return KioskState(
        device=name.lower(),
        name=name,
        seen_at=seen_at,
        condition=condition,
        papers_left=None,
        numbers_left=None,
        outbox=0,
        set_aside=0,
        durable=True,
        closed=False,
    )


def at(office: Office, store: Store, clock: str) -> None:
    office.go_to(f"2026-11-24T{clock}+07:00")
    store.refresh()


def test_a_counter_that_was_forgotten_is_told_once_until_somebody_calls_there(office: Office, store: Store) -> None:
    open_desk(store)
    take(store)
    watchman = Watchman(store)
    at(office, store, "09:30")
    before = head_of(store).rev

    watchman.judge(store)
    watchman.judge(store)

    (alert,) = alerts(office)
    assert (alert["code"], alert["where"], alert["value"], alert["limit"]) == ("counter-forgotten", "1", 1800, 1200)
    assert "30 minutes" in alert["sentence"]["en"]
    assert head_of(store).rev == before + 1
    call(store)
    Watchman(store).judge(store)
    assert alerts(office)  # it may only be a moment's calm
    at(office, store, "09:36")
    Watchman(store).judge(store)
    assert alerts(office) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_crowd_wait_lost_machines_and_a_printer_without_paper_are_told(office: Office, store: Store) -> None:
    open_desk(store)
    for _ in range(17):
        take(store)
    with store.writing() as connection:
        long_ago = store.now().replace(year=2025)
        row = {"id": "ab12", "branch": HERE, "name": "Hall A", "paired_at": long_ago, "seen_at": long_ago}
        connection.execute(insert(tables.display), row)
        for name, seen_at, condition in (("Door", long_ago, "ok"), ("Stairs", datetime.now(UTC), "paper-out")):
            kiosk_states.keep(connection, HERE, a_kiosk(name, seen_at, condition))

    Watchman(store).judge(store)

    told = {one["code"]: one for one in alerts(office)}
    assert set(told) == {"p90", "crowd", "display", "kiosk", "printer"}
    assert (told["kiosk"]["where"], told["printer"]["where"]) == ("Door", "Stairs")
    devices = office.client("auditor").get(f"/network/branches/{HERE}")["devices"]
    assert [(one["kind"], one["code"], one["trouble"]) for one in devices] == [
        ("kiosk", "Door", "silent"),
        ("kiosk", "Stairs", "paper-out"),
        ("display", "Hall A", None),
    ]
    assert (told["crowd"]["value"], told["crowd"]["limit"]) == (17, 16)
    assert told["display"]["where"] == "Hall A"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("displays", "missing"), [("a", ["hall-b"]), ("ab", [])])
def test_machines_of_the_network_file_that_were_never_heard_of_stand_behind_the_others(
    office: Office, store: Store, displays: str, missing: list[str]
) -> None:
    planned = [
        *({"code": f"kiosk-{at}", "kind": "kiosk", "paper_mm": 80} for at in (1, 2, 3)),
        *({"code": f"hall-{zone}", "kind": "display", "zone": zone} for zone in "ab"),
    ]
    here, *others = DESCRIBED["branches"]
    described = DESCRIBED | {"branches": [here | {"devices": planned}, *others]}
    network_rows.apply(store.engine, Network.model_validate(described))
    office.store.refresh()
    with store.writing() as connection:
        for name in ("Door", "kiosk-3"):
            kiosk_states.keep(connection, HERE, a_kiosk(name, datetime.now(UTC), "ok"))
        row = {"branch": HERE, "name": "Hall", "paired_at": store.now(), "seen_at": store.now()}
        connection.execute(insert(tables.display), [row | {"id": display} for display in displays])

    devices = office.client("auditor").get(f"/network/branches/{HERE}")["devices"]

    assert [(one["code"], one["heard_at"] is not None) for one in devices] == [
        ("Door", True),
        ("kiosk-3", True),
        *(("Hall", True) for _ in displays),
        ("kiosk-2", False),
        *((code, False) for code in missing),
    ]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_closed_branch_is_no_trouble(office: Office, store: Store) -> None:
    open_desk(store)
    take(store)
    at(office, store, "12:30")

    Watchman(store).judge(store)

    assert alerts(office) == []
