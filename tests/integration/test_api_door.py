"""Does who gives numbers before opening see from when, until when, and how many have one?"""

import pytest

from server.database import network_rows
from server.database.store import Store
from tests.integration.databases import HERE
from tests.integration.office import Office
from tests.integration.scene import described

DOOR = f"/branches/{HERE}/door"
DAY = "2026-11-24"


@pytest.fixture(autouse=True)
def _a_door(office: Office, store: Store) -> None:
    network_rows.apply(store.engine, described(rules={"door_from_min": 90, "door_draw_min": 30}))
    office.rooms.store.refresh()


@pytest.mark.parametrize(
    ("at", "state", "drawn"),
    [
        (f"{DAY}T06:29", "later", True),
        (f"{DAY}T06:30", "now", True),
        (f"{DAY}T07:30", "now", False),
        (f"{DAY}T08:00", "over", False),
        ("2026-11-29T07:00", "closed", False),
    ],
)
def test_the_door_tells_from_when_numbers_are_given(office: Office, at: str, state: str, drawn: bool) -> None:
    office.go_to(f"{at}+07:00")

    told = office.client().get(DOOR)

    assert (told["state"], told["draw_at"] is not None) == (state, drawn)
    if state != "closed":
        assert (told["from"][11:16], told["opens_at"][11:16]) == ("06:30", "08:00")


def test_it_counts_who_waits_with_a_number_from_it(office: Office) -> None:
    office.go_to(f"{DAY}T07:00+07:00")
    greeter = office.client("greeter")
    kept, gone = greeter.take(), greeter.take()
    greeter.post(f"/branches/{HERE}/tickets/{gone['id']}/cancel")

    assert kept["draw_at"] is not None
    assert office.client().get(DOOR)["given"] == 1
    assert office.client().get(DOOR)["givers"] == ["greeter", "kiosk", "officer"]


def test_whoever_comes_after_opening_waits_behind_the_numbers_of_the_door_and_their_waits_are_counted(
    office: Office,
) -> None:
    office.go_to(f"{DAY}T07:31+07:00")
    first, _ = (office.client("greeter").take() for _ in range(2))
    office.go_to(f"{DAY}T08:05+07:00")
    walk_in = office.client("kiosk").take()
    officer = office.client("officer")
    officer.at("1", "open", {"services": ["land"]})
    office.go_to(f"{DAY}T08:20+07:00")

    called = officer.does("1", "call-next")

    assert walk_in["ahead"] == 2
    assert called["ticket"]["id"] == first["id"]
    branches = office.client("network-manager").get("/network")["branches"]
    assert next(one for one in branches if one["code"] == HERE)["within_15"] == 0.0


def test_where_no_numbers_are_given_before_opening_the_door_is_off(office: Office, store: Store) -> None:
    network_rows.apply(store.engine, described())
    office.rooms.store.refresh()

    told = office.client().get(DOOR)

    assert (told["state"], told["from"], told["given"]) == ("off", None, 0)
    assert office.client().send("GET", DOOR.replace(HERE, "nowhere")).status_code == 404
