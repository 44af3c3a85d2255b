"""Do staff see what is wrong with a kiosk as soon as it tells, and nothing of it in the chain of events?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.actions.forget import forget_old_kiosks
from server.database import kiosk_states
from server.domain.kiosks import FEW_NUMBERS, FEW_PAPERS, SILENT_AFTER, KioskState, Trouble
from tests.integration.databases import HERE
from tests.integration.office import Office

TOLD = f"/branches/{HERE}/kiosks/told"
WELL = {"name": "kiosk-1", "condition": "ok", "papers_left": 400, "numbers_left": 90}
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


def a_kiosk(**more: Any) -> KioskState:
    told = {"papers_left": 400, "numbers_left": 90, "outbox": 0, "set_aside": 0, "durable": True, "closed": False}
    return KioskState(**{"device": "d", "name": "k", "seen_at": NOW, "condition": "ok", **told, **more})


@pytest.mark.parametrize(
    ("state", "trouble"),
    [
        ({}, None),
        ({"papers_left": None, "numbers_left": None}, None),
        ({"condition": "unknown"}, "unknown"),
        ({"condition": "paper-out", "papers_left": 0}, "paper-out"),
        ({"condition": "near-end"}, "near-end"),
        ({"papers_left": FEW_PAPERS - 1}, "near-end"),
        ({"numbers_left": FEW_NUMBERS - 1, "papers_left": 1}, "numbers"),
        ({"roll_soon": True}, "near-end"),
        ({"closed": True}, "closed"),
        ({"condition": "paper-out", "backup": "ok"}, "on-backup"),
        ({"condition": "unknown", "backup": "near-end", "numbers_left": 1}, "on-backup"),
        ({"condition": "paper-out", "backup": "cover-open"}, "paper-out"),
        ({"backup": "ok"}, None),
        ({"backup": "offline"}, "no-backup"),
        ({"condition": "near-end", "backup": "offline"}, "near-end"),
        ({"set_aside": 1, "closed": True}, "set-aside"),
        ({"durable": False, "condition": "paper-out"}, "disk"),
        ({"seen_at": NOW - SILENT_AFTER - timedelta(seconds=1), "durable": False}, "silent"),
    ],
)
def test_the_worst_that_is_wrong_is_told(state: dict[str, Any], trouble: str | None) -> None:
    assert a_kiosk(**state).trouble(NOW) == (None if trouble is None else Trouble(trouble))


def test_what_is_wrong_with_a_kiosk_is_pushed_to_the_counters_and_is_no_event(office: Office) -> None:
    kiosk = office.client("kiosk")
    kiosk.post(TOLD, WELL)
    screen = office.screen("/counter", office.token("officer"))
    first = screen.watch(branch=HERE, counter="1")

    answer = kiosk.post(TOLD, WELL | {"condition": "paper-out"})
    seen = screen.wait_for(lambda view: view["kiosks"][0]["trouble"] is not None)
    row = office.client("officer").get(f"/branches/{HERE}/kiosks")["kiosks"][0]

    well = {"name": "kiosk-1", "trouble": None, "papers_left": 400, "roll_ends": None}
    assert (answer.status_code, first["kiosks"]) == (200, [well])
    assert seen["kiosks"] == [well | {"trouble": "paper-out"}]
    assert (seen["seq"], seen["rev"] > first["rev"]) == (first["seq"], True)
    assert (row["printer"], row["papers_left"], row["seen_ago_s"] < 60) == ("paper-out", 400, True)
    assert [event["kind"] for event in office.events()] == ["branch_opened"]


def test_when_a_roll_ends_is_told_at_the_counters_before_it_does_and_its_backups_to_managers_too(
    office: Office,
) -> None:
    kiosk = office.client("kiosk")
    rolls = {"papers_left": 40, "roll_ends": "15:20", "backup": "ok", "backup_papers_left": 90}
    kiosk.post(TOLD, WELL | rolls)
    before = office.client("officer").get(f"/branches/{HERE}/counters/1/view")
    kiosk.post(TOLD, WELL | rolls | {"roll_soon": True})
    soon = office.client("officer").get(f"/branches/{HERE}/counters/1/view")
    kiosk.post(TOLD, WELL | rolls | {"roll_soon": True, "papers_left": 35})
    same = office.client("officer").get(f"/branches/{HERE}/counters/1/view")
    kiosk.post(TOLD, WELL | rolls | {"roll_soon": True, "roll_ends": "15:10", "backup_roll_ends": "16:40"})
    later = office.client("officer").get(f"/branches/{HERE}/counters/1/view")

    (device,) = office.client("branch-manager").get(f"/network/branches/{HERE}")["devices"]

    assert before["kiosks"][0]["trouble"] is None
    assert soon["kiosks"] == [{"name": "kiosk-1", "trouble": "near-end", "papers_left": 40, "roll_ends": "15:20"}]
    assert [view["rev"] - before["rev"] for view in (soon, same, later)] == [1, 1, 2]
    assert (device["papers_left"], device["roll_ends"]) == (40, "15:10")
    assert (device["backup"], device["backup_papers_left"], device["backup_roll_ends"]) == ("ok", 90, "16:40")


def test_the_same_word_again_is_no_news(office: Office) -> None:
    kiosk = office.client("kiosk")
    kiosk.post(TOLD, WELL)
    before = office.client("officer").get(f"/branches/{HERE}/counters/1/view")["rev"]

    kiosk.post(TOLD, WELL | {"papers_left": 399})

    assert office.client("officer").get(f"/branches/{HERE}/counters/1/view")["rev"] == before


def test_a_kiosk_tells_of_itself_alone_and_who_looks_after_all_forgets_those_that_nobody_hears_of(
    office: Office,
) -> None:
    def names() -> list[str]:
        return [one["name"] for one in office.client("officer").get(f"/branches/{HERE}/kiosks")["kiosks"]]

    office.client("kiosk").post(TOLD, WELL)
    with office.store.writing() as connection:
        old = a_kiosk(device="gone", name="kiosk-9", seen_at=datetime.now(UTC) - timedelta(days=3))
        kiosk_states.keep(connection, HERE, old)
    office.stranger("kiosk").post(TOLD, WELL | {"name": "kiosk-2"})

    told = names()
    forget_old_kiosks(office.store, older_than=timedelta(days=2))

    assert (told, names()) == (["kiosk-1", "kiosk-2", "kiosk-9"], ["kiosk-1", "kiosk-2"])


@pytest.mark.parametrize(
    "bad",
    [
        {"condition": "fine"},
        {"name": ""},
        {"papers_left": -1},
        {"durable": "yes"},
        {"roll_ends": "25:00"},
        {"backup": "fine"},
    ],
    ids=str,
)
def test_a_bad_word_changes_nothing(office: Office, bad: dict[str, Any]) -> None:
    answer = office.client("kiosk").post(TOLD, WELL | bad)

    assert answer.status_code == 422
    assert office.client("officer").get(f"/branches/{HERE}/kiosks") == {"kiosks": []}
