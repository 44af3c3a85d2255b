"""What does the server tell a kiosk, and what may who scans a ticket do with it?"""

from typing import Any

import pytest

from config.load import hanoi_path, load_network
from kiosk import told
from kiosk.knowledge import Knowledge
from kiosk.server_line import Answer, ServerLine
from server.database import network_rows
from tests.integration.databases import HERE, POINT
from tests.integration.office import Client, Office


class InTheOffice(ServerLine):
    """A kiosk's line to the application itself."""

    def __init__(self, client: Client) -> None:
        super().__init__("http://nowhere.invalid", "t")
        self._client = client

    def get(self, path: str, **_how: Any) -> Answer:
        answer = self._client.send("GET", path)
        return Answer(answer.status_code, answer.get_json())


def test_a_kiosk_takes_what_the_server_says_of_branches_and_tickets(office: Office) -> None:
    network_rows.apply(office.store.engine, load_network(hanoi_path()))
    office.store.refresh()
    branches = office.client().get("/branches")["branches"]

    known = [Knowledge(InTheOffice(office.client("kiosk")), one["code"]) for one in branches]
    for one in known:
        one.look()
    ticket = office.client("kiosk").take("land", branch="tay-ho")
    held = office.client().get(f"/tickets/{ticket['token']}")

    assert [one.branch for one in known if not one.linked or one.now() is None] == []
    assert told.a_ticket(ticket)["number"] == told.a_ticket(held)["number"]


def test_a_kiosk_is_told_what_only_the_network_file_changes_and_by_version_nothing_twice(office: Office) -> None:
    network_rows.apply(office.store.engine, load_network(hanoi_path()))
    office.store.refresh()
    anybody = office.client()

    told = anybody.get("/branches/tay-ho/kiosk")
    again = anybody.get(f"/branches/tay-ho/kiosk?known={told['version']}")

    birth = next(one for one in told["procedures"] if one["code"] == "birth")
    assert birth["service"] == "civil-status"
    assert birth["documents"]["vi"][0] == "Giấy chứng sinh"
    assert told["documents"]["land"]["en"][0] == "Land use right certificate (original)"
    assert (told["dossiers_max"], told["groups"], told["rooms"]) == (500, [], {})
    assert told["ticket"]["number_mm"] == 16
    assert again == {"version": told["version"]}


def test_the_only_room_of_a_service_is_told_and_a_point_knows_no_procedure_of_what_it_does_not_do(
    office: Office,
) -> None:
    here, point = (office.client().get(f"/branches/{branch}/kiosk") for branch in (HERE, POINT))

    assert {room["en"] for room in here["rooms"].values()} <= {"A (en)", "B (en)"}
    assert set(point["documents"]) == {"certification", "results"}
    assert here["version"] != point["version"]


def test_who_holds_a_ticket_changes_its_service_and_keeps_the_time_of_arrival(office: Office) -> None:
    ticket = office.client("kiosk").take("land")
    holder = office.client()
    office.later(minutes=10)

    answer = holder.post(f"/tickets/{ticket['token']}/change-service", {"service": "results"})
    seen = holder.get(f"/tickets/{ticket['token']}")

    assert answer.status_code == 200, answer.text
    assert (seen["service"], seen["number"], seen["state"]) == ("results", ticket["number"], "waiting")
    assert seen["issued_at"] == ticket["issued_at"]
    assert {"change-service", "add-service", "cancel"} <= set(seen["may"])


def test_who_holds_a_ticket_adds_a_second_service_once(office: Office) -> None:
    ticket = office.client("kiosk").take("land")
    add = f"/tickets/{ticket['token']}/add-service"

    first = office.client().post(add, {"service": "results"})
    second = office.client().post(add, {"service": "results"})

    assert [step["service"] for step in first.get_json()["steps"]] == ["land", "results"]
    assert (second.status_code, second.get_json()["type"]) == (409, "/problems/same-service")


@pytest.mark.parametrize("act", ["change-service", "add-service"])
def test_at_a_counter_nobody_changes_the_service_behind_the_officers_back(office: Office, act: str) -> None:
    ticket = office.client("kiosk").take("land")
    officer = office.client("officer")
    officer.does("1", "open", {"services": ["land"]})
    officer.does("1", "call-next")

    answer = office.client().post(f"/tickets/{ticket['token']}/{act}", {"service": "results"})

    assert answer.status_code == (409 if act == "change-service" else 200)


@pytest.mark.parametrize("act", ["change-service", "add-service"])
@pytest.mark.parametrize(("body", "status"), [({}, 422), ({"service": "x"}, 422), ({"service": 7}, 422)])
def test_a_bad_service_changes_nothing(office: Office, act: str, body: object, status: int) -> None:
    ticket = office.client("kiosk").take("land")

    answer = office.client().post(f"/tickets/{ticket['token']}/{act}", body)
    unknown = office.client().post(f"/tickets/T001/{act}", {"service": "results"})

    assert (answer.status_code, unknown.status_code) == (status, 404)
    assert len(office.client().get(f"/tickets/{ticket['token']}")["steps"]) == 1
