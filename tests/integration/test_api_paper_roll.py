"""Where there is no kiosk but a pre-printed roll of numbers: do the numbers go on where the paper stands?"""

from typing import Any

import pytest

from tests.integration.databases import HERE
from tests.integration.deeds import everything, kinds_of
from tests.integration.office import Client, Office

ROLL = f"/branches/{HERE}/number-roll"


def roll(client: Client, at: object, **more: Any) -> Any:
    return client.post(ROLL, {"service": "land", "at": at} | more)


@pytest.mark.parametrize("role", ["officer", "greeter"])
def test_numbers_go_on_at_the_front_of_the_roll(office: Office, role: str) -> None:
    staff = office.client(role)

    told = roll(staff, 57)
    numbers = [staff.take()["number"] for _ in range(2)]

    assert (told.status_code, told.get_json()["next"], numbers) == (200, "T057", ["T057", "T058"])
    assert kinds_of(office.store).count("roll_set") == 1


def test_each_service_has_a_roll_of_its_own(office: Office) -> None:
    officer = office.client("officer")

    roll(officer, 57)

    assert officer.take("results")["number"] == "W001"


def test_a_number_that_was_given_is_not_given_again(office: Office) -> None:
    officer = office.client("officer")
    roll(officer, 57)
    officer.take()
    before = everything(office.store)

    refused = [roll(officer, at) for at in (57, 1)]

    assert {(one.status_code, one.get_json()["type"]) for one in refused} == {(409, "/problems/number-given")}
    assert "T057" in refused[0].get_json()["detail"]
    assert everything(office.store) == before
    assert officer.take()["number"] == "T058"


def test_a_kiosks_block_is_left_to_the_kiosk(office: Office) -> None:
    officer = office.client("officer")
    office.client("kiosk").post(f"/branches/{HERE}/number-leases", {"service": "land", "count": 1})

    inside = roll(officer, 150)
    before_it = roll(officer, 99)
    numbers = [officer.take()["number"] for _ in range(2)]

    assert [inside.status_code, before_it.status_code] == [409, 200]
    assert numbers == ["T099", "T200"]


def test_the_same_front_again_changes_no_number(office: Office) -> None:
    officer = office.client("officer")

    assert [roll(officer, 57).status_code, roll(officer, 57).status_code] == [200, 200]
    assert officer.take()["number"] == "T057"


def test_a_new_day_begins_with_one_again(office: Office) -> None:
    roll(office.client("officer"), 57)
    office.go_to("2026-11-25T09:00+07:00")

    assert office.client("officer").take()["number"] == "T001"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"at": 0}, 422),
        ({"at": 10_000_000}, 422),
        ({"at": "57"}, 422),
        ({"at": None}, 422),
        ({"at": 57, "service": "x"}, 422),
    ],
)
def test_what_is_no_roll_is_refused_and_changes_nothing(office: Office, body: dict[str, Any], status: int) -> None:
    officer = office.client("officer")
    before = everything(office.store)

    answer = officer.post(ROLL, {"service": "land"} | body)

    assert answer.status_code == status
    assert everything(office.store) == before


@pytest.mark.parametrize(
    ("caller", "status"), [(None, 401), ("kiosk", 403), ("branch-manager", 403), ("display", 403), ("elsewhere", 403)]
)
def test_only_who_hands_out_paper_there_may_set_it(office: Office, caller: str | None, status: int) -> None:
    client = office.stranger("officer", "dong-da") if caller == "elsewhere" else office.client(caller)

    assert roll(client, 57).status_code == status


def test_the_same_key_sets_it_once(office: Office) -> None:
    officer = office.client("officer")
    body = {"service": "land", "at": 57}
    first = officer.post(ROLL, body, key="one")
    officer.take()

    again = officer.post(ROLL, body, key="one")

    assert (again.status_code, again.data) == (200, first.data)
    assert officer.take()["number"] == "T058"
