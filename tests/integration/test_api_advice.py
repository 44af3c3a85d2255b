"""Is a visitor told of a branch where he is called sooner, and does his ticket go there with him? Both databases."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from kiosk.told import offers
from server.database import tables
from server.database.store import Store
from server.worker.measuring import measure_advice
from tests.integration.databases import HERE, POINT, THERE
from tests.integration.deeds import call, open_desk, take
from tests.integration.office import Office

BY_ONE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _crowded(store: Store) -> None:
    """Here one counter for many, there one for nobody; it is some 20 minutes away."""
    open_desk(store)
    open_desk(store, "1", branch=THERE)
    for _ in range(6):
        take(store)


def advice(office: Office, service: str = "land") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.client().get(f"/branches/{HERE}/advice?service={service}")["offers"]
    return found


def arriving(office: Office) -> dict[str, Any]:
    office.later(seconds=1)
    return office.client("kiosk").take()


def test_where_it_is_quicker_with_the_way_is_offered_and_nowhere_else(office: Office) -> None:
    (offer,) = advice(office)

    assert offer["branch"] == THERE
    assert 900 < offer["travel_s"] < 2400
    assert (offer["wait_low_s"], offer["wait_high_s"]) == (0, 300)
    assert offer["here_low_s"] >= 2400
    assert offer["saved_s"] > 600
    assert offers([offer]) == [offer]
    assert office.client().get(f"/branches/{THERE}/advice?service=land")["offers"] == []


def test_who_sends_a_visitor_on_sees_also_where_no_time_is_saved(office: Office) -> None:
    (there,) = office.client().get(f"/branches/{THERE}/advice?service=land&all=true")["offers"]

    assert (there["branch"], there["saved_s"] < 0) == (HERE, True)
    assert there["wait_low_s"] >= 2400
    assert office.client().get(f"/branches/{HERE}/advice?service=land&all=true")["offers"] == advice(office)


def test_who_sends_a_visitor_on_is_told_where_nobody_serves(office: Office) -> None:
    told = office.client().get(f"/branches/{HERE}/advice?service=certification&all=true")

    assert POINT not in [one["branch"] for one in told["offers"]]
    (point,) = [one for one in told["others"] if one["branch"] == POINT]
    assert point["why"] == "no_counter"
    assert point["travel_s"] > 0
    assert (point["wait_low_s"], point["wait_high_s"]) == (None, None)
    assert office.client().get(f"/branches/{HERE}/advice?service=certification")["others"] == []


def test_a_greeter_sends_a_visitor_on_whose_place_is_held_for_the_way(office: Office, store: Store) -> None:
    ticket = arriving(office)
    (offer,) = advice(office)
    path = f"/branches/{HERE}/tickets/{ticket['id']}/refer"

    answer = office.client("greeter").post(path, {"branch": THERE, "on_the_way": True})

    assert answer.status_code == 200, answer.text
    onward = answer.get_json()["onward"]
    assert (onward["state"], onward["issued_at"]) == ("held", ticket["issued_at"])
    assert office.client().get(f"/tickets/{ticket['token']}")["number"] == onward["number"]
    held = datetime.fromisoformat(onward["due_at"]) - store.now()
    assert offer["travel_s"] < held.total_seconds() <= offer["travel_s"] + 601
    assert call(store, "1", branch=THERE) is None  # he is not there yet


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("pause", {"reason": "evacuation"}),
        ("intake/close", {"reason": "full"}),
        ("intake/close", {"reason": "full", "service": "land"}),
    ],
)
def test_nobody_is_sent_where_no_number_would_be_given(office: Office, act: str, body: dict[str, str]) -> None:
    answer = office.client("branch-manager", THERE).post(f"/branches/{THERE}/{act}", body)

    assert answer.status_code == 200, answer.text
    assert advice(office) == []


def test_who_follows_keeps_his_time_of_arrival_and_his_place_while_he_travels(office: Office, store: Store) -> None:
    ticket = arriving(office)
    phone = office.client()
    path = f"/tickets/{ticket['token']}"
    (offer,) = phone.get(f"{path}/advice")["offers"]

    moved = phone.post(f"{path}/follow-advice", {"branch": THERE}, key="go")

    assert moved.status_code == 200, moved.text
    seen = moved.get_json()
    assert (seen["branch"], seen["state"], seen["issued_at"]) == (THERE, "held", ticket["issued_at"])
    assert seen["token"] == ticket["token"]
    assert {office.events(branch)[-1]["actor"] for branch in (HERE, THERE)} == {f"visitor:{ticket['id']}"}
    assert phone.get(path)["number"] == seen["number"]
    assert call(store, "1", branch=THERE) is None  # he is not there yet
    assert phone.post(f"{path}/follow-advice", {"branch": THERE}, key="go").get_json() == seen
    office.later(seconds=offer["travel_s"])
    store.refresh()
    take(store, branch=THERE)
    assert phone.post(f"{path}/return").get_json()["state"] == "waiting"
    called = call(store, "1", branch=THERE)
    assert called is not None
    assert called.number == seen["number"]


def test_who_is_on_the_way_makes_the_offer_smaller_for_the_next(office: Office) -> None:
    before = advice(office)[0]["saved_s"]
    for _ in range(2):  # more than can be served while he travels
        ticket = arriving(office)
        assert office.client().post(f"/tickets/{ticket['token']}/follow-advice", {"branch": THERE}).status_code == 200

    office.rooms.waits.forget(HERE)
    after = advice(office)

    assert not after or after[0]["saved_s"] < before


def test_what_following_saved_is_measured_once_he_is_called(office: Office, store: Store) -> None:
    ticket = arriving(office)
    phone = office.client()
    phone.post(f"/tickets/{ticket['token']}/follow-advice", {"branch": THERE})
    measure_advice(store)
    office.later(minutes=20)
    phone.post(f"/tickets/{ticket['token']}/return")
    store.refresh()
    call(store, "1", branch=THERE)

    measure_advice(store)

    with store.read() as connection:
        row = connection.execute(select(tables.advice)).one()
    assert row.saved_s == row.here_s - 20 * 60
    assert (row.branch, row.to, row.service) == (HERE, THERE, "land")


@BY_ONE
def test_an_offer_that_lapsed_or_never_was_is_refused_and_the_ticket_stays(office: Office, store: Store) -> None:
    ticket = arriving(office)
    path = f"/tickets/{ticket['token']}"
    phone = office.client()

    def refused(branch: str) -> tuple[int, str]:
        answer = phone.post(f"{path}/follow-advice", {"branch": branch})
        return answer.status_code, answer.get_json()["type"]

    assert refused("nowhere") == (422, "/problems/unknown-branch")
    assert refused("xuan-la") == (409, "/problems/advice-lapsed")
    for _ in range(10):
        take(store, branch=THERE)
    office.rooms.waits.forget(THERE)
    assert refused(THERE) == (409, "/problems/advice-lapsed")
    assert phone.get(path)["state"] == "waiting"
    assert phone.get(f"{path}/advice")["offers"] == []


def elsewhere(office: Office) -> dict[str, list[dict[str, Any]]]:
    told = office.client().get(f"/branches/{HERE}/elsewhere")["services"]
    return {one["service"]: one["branches"] for one in told}


def close(office: Office, branch: str, act: str = "intake/close", **body: str) -> None:
    answer = office.client("branch-manager", branch).post(f"/branches/{branch}/{act}", {"reason": "full"} | body)
    assert answer.status_code == 200, answer.text


def test_for_what_is_closed_today_the_near_branches_are_named_that_still_take_it(office: Office) -> None:
    assert elsewhere(office) == {}

    close(office, HERE, service="land")

    ((service, (there,)),) = elsewhere(office).items()
    assert (service, there["branch"], there["open_until"]) == ("land", THERE, "2026-11-24T17:00:00.000+07:00")
    assert 900 < there["travel_s"] < 2400
    assert (there["opens_at"], there["wait_low_s"], there["wait_high_s"]) == (None, 0, 300)
    # Where nobody serves a service, it is not known how long it takes; who has the shorter way comes first.
    close(office, HERE)
    ways = {service: [one["branch"] for one in branches] for service, branches in elsewhere(office).items()}
    assert ways == {"certification": [POINT, THERE], "land": [THERE], "results": [POINT, THERE]}


@pytest.mark.parametrize(
    ("act", "body"),
    [("pause", {"reason": "evacuation"}), ("intake/close", {}), ("intake/close", {"service": "land"})],
)
def test_no_branch_is_named_that_gives_no_number_for_it(office: Office, act: str, body: dict[str, str]) -> None:
    close(office, HERE, service="land")

    close(office, THERE, act, **body)

    assert elsewhere(office) == {"land": []}


@BY_ONE
def test_who_would_come_at_lunch_is_told_when_it_opens_and_who_would_come_too_late_nothing(office: Office) -> None:
    close(office, HERE, service="land")
    office.later(minutes=2 * 60 + 55)
    (at_lunch,) = elsewhere(office)["land"]
    office.later(minutes=4 * 60 + 50)

    assert (at_lunch["opens_at"], at_lunch["wait_low_s"]) == ("2026-11-24T13:00:00.000+07:00", None)
    assert elsewhere(office) == {"land": []}
