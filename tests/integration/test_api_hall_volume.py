"""Can a supervisor set how loud the hall is by the hour, and leave it to the network file again?"""

from typing import Any

import pytest

from config.network import Network
from server.database import network_rows
from tests.integration.databases import DESCRIBED, HERE, THERE
from tests.integration.deeds import everything
from tests.integration.office import Client, Office

AT = f"/branches/{HERE}/hall/volume"
NOON = {"from": "12:00", "to": "13:00", "percent": 30}
EVENING = {"from": "16:30", "to": "17:00", "percent": 0}


@pytest.fixture
def manager(office: Office) -> Client:
    return office.client("branch-manager")


def heard(office: Office, branch: str = HERE) -> tuple[int, list[dict[str, Any]]]:
    screen = office.client().get(f"/branches/{branch}/hall")["screen"]
    return screen["volume"], screen["volumes"]


def test_what_is_set_reaches_every_screen_of_the_branch_at_once_and_no_other_branch(
    office: Office, manager: Client
) -> None:
    screen, elsewhere = office.screen("/hall"), heard(office, THERE)
    screen.watch(branch=HERE)

    told = manager.post(AT, {"volume": 80, "volumes": [EVENING, NOON]})

    pushed = screen.wait_for(lambda view: view["screen"]["volume"] == 80)
    assert pushed["screen"]["volumes"] == [NOON, EVENING]
    assert (heard(office), heard(office, THERE)) == ((80, [NOON, EVENING]), elsewhere)
    assert told.get_json() == manager.get(AT)
    assert told.get_json()["set_by"].startswith("branch-manager:")
    assert told.get_json()["set_at"].startswith("2026-11-24T09:00:")


def test_what_was_set_last_holds_alone_over_night_and_over_a_new_network_file(office: Office, manager: Client) -> None:
    manager.post(AT, {"volume": 80, "volumes": [NOON]})
    manager.post(AT, {"volume": 60})
    hall = {"volume": 70, "volumes": [{"start": "08:00", "end": "09:00", "percent": 20}]}
    network_rows.apply(office.store.engine, Network.model_validate({**DESCRIBED, "hall": hall}))
    office.store.refresh()
    office.go_to("2026-11-25T09:00+07:00")
    before = heard(office)

    gone = [manager.send("DELETE", AT).status_code for _ in range(2)]

    assert (before, gone) == ((60, []), [204, 204])
    assert heard(office) == (70, [{"from": "08:00", "to": "09:00", "percent": 20}])
    assert (manager.get(AT)["set_by"], manager.get(AT)["set_at"]) == (None, None)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"volume": 101},
        {"volume": "50"},
        {"volume": 50, "volumes": [NOON | {"percent": -1}]},
        {"volume": 50, "volumes": [NOON | {"from": "24:00"}]},
        {"volume": 50, "volumes": [NOON | {"to": "1pm"}]},
        {"volume": 50, "volumes": [{**NOON, "from": f"{hour:02}:00", "to": f"{hour:02}:30"} for hour in range(13)]},
    ],
)
def test_what_is_no_volume_changes_nothing(office: Office, manager: Client, body: object) -> None:
    before = everything(office.store)

    assert manager.post(AT, body).status_code == 422
    assert everything(office.store) == before


def test_hours_that_make_no_sense_are_refused_in_words(office: Office, manager: Client) -> None:
    before = everything(office.store)

    refused = manager.post(AT, {"volume": 50, "volumes": [NOON, NOON | {"from": "12:30"}]}).get_json()

    assert (refused["type"], refused["start"], refused["reason"]) == ("/problems/bad-volume", "12:30", "overlap")
    assert "12:30" in refused["details"]["vi"]
    assert everything(office.store) == before
