"""Whom does the hall name as next? Nobody whom every open counter would pass over."""

from typing import Any

import pytest

from server.database import network_rows
from server.push.ahead import calls_to_come
from server.push.seen import picture_of
from server.views.clips import Called, announced
from tests.integration.databases import HERE
from tests.integration.office import Office
from tests.integration.scene import described


def comes(office: Office, service: str = "land", **more: object) -> str:
    office.later(seconds=1)
    return str(office.client("kiosk").take(service, **more)["number"])


def following(office: Office) -> list[str]:
    shown: dict[str, Any] = office.client().get(f"/branches/{HERE}/hall")
    return list(shown["next"])


def opens(office: Office, counter: str, *services: str) -> None:
    office.client("officer", HERE, counter).does(counter, "open", {"services": list(services)})


def calls(office: Office, counter: str) -> str:
    told = office.client("officer", HERE, counter).does(counter, "call-next")
    return str(told["ticket"]["number"])


@pytest.fixture
def full(office: Office) -> Office:
    """Three counters for land; the bulk lane, two wide, is full."""
    for counter in ("1", "2", "4"):
        opens(office, counter, "land")
    for counter in ("1", "2"):
        comes(office, dossiers=20)
        calls(office, counter)
    return office


def test_who_waits_for_the_full_bulk_lane_stands_before_nobody_on_the_display(full: Office) -> None:
    folders = [comes(full, dossiers=dossiers) for dossiers in (12, 5)]
    others = [comes(full, dossiers=dossiers) for dossiers in (1, 4)]

    shown = following(full)
    with full.store.read() as connection:
        made = {one.sentence for one in calls_to_come(picture_of(connection, full.rooms, HERE))}
    called = calls(full, "4")
    full.client("officer", HERE, "1").does("1", "finish", {})
    free = following(full)

    assert shown == others
    assert made == {sentence(full, number, counter) for number in others for counter in ("1", "2", "4")}
    assert called == others[0]
    assert free == [*folders, others[1]]


def test_who_needs_more_skill_than_is_there_or_another_service_is_not_next(office: Office) -> None:
    land, results = comes(office), comes(office, "results")
    before = following(office)
    opens(office, "3", "results")
    later = comes(office, "results")

    assert before == [land, results]
    assert following(office) == [results, later]


def test_what_a_counter_takes_beside_its_own_may_be_next_while_nobody_waits_for_its_own(office: Office) -> None:
    overflow(office)
    opens(office, "3", "results")
    land = comes(office)
    alone = following(office)
    results = comes(office, "results")

    assert alone == [land]
    assert following(office) == [results]


def test_while_every_counter_is_paused_whoever_waits_stays_in_line(full: Office) -> None:
    folder, other = comes(full, dossiers=12), comes(full)
    for counter in ("1", "2", "4"):
        full.client("officer", HERE, counter).does(counter, "pause", {})

    assert following(full) == [folder, other]


def sentence(office: Office, number: str, counter: str) -> str:
    said = announced(office.store.branch(HERE), "call", Called(number, "land", "vi", None, ()), counter=counter)
    return said.sentence


def overflow(office: Office) -> None:
    network = described(counters={"3": {"overflow": [{"service": "land", "empty_min": 5}]}})
    network_rows.apply(office.store.engine, network)
    office.store.refresh()
