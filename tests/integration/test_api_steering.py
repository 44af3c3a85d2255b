"""Does a whole branch stop and go on when its manager says so, and are no numbers given once it is full?"""

from datetime import datetime

import pytest

from server.database import access
from server.domain.rights import Role
from server.views.waits import Waits
from tests.integration.databases import HERE, THERE
from tests.integration.deeds import everything
from tests.integration.office import Client, Office

STEER = f"/branches/{HERE}"


@pytest.fixture
def manager(office: Office) -> Client:
    return office.client("branch-manager")


def hall_kinds(office: Office) -> list[str]:
    return [one["kind"] for one in office.client().get(f"/branches/{HERE}/hall")["notices"]]


def refused(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["type"]  # type: ignore[attr-defined]


def test_while_people_leave_the_building_nobody_is_called_nor_absent_and_no_number_is_given(
    office: Office, manager: Client
) -> None:
    officer, greeter = office.client("officer"), office.client("greeter")
    officer.does("1", "open", {"services": ["land"]})
    for _ in range(2):
        greeter.take("land")
    officer.does("1", "call-next")

    told = manager.post(f"{STEER}/pause", {"reason": "evacuation"}).get_json()
    acts = ["call-next", "recall", "no-show", "call"]
    answers = [officer.at("1", act, {"number": "T002", "reason": "x"}) for act in acts]
    taken = greeter.post(f"{STEER}/tickets", {"services": ["land"]})

    assert told["paused"] == "evacuation"
    assert told["paused_at"].startswith("2026-11-24T09:00:00")
    assert {refused(one) for one in (*answers, taken)} == {(409, "/problems/branch-paused")}
    assert "evacuated" in answers[0].get_json()["detail"]
    assert officer.get(f"{STEER}/counters/1/view")["branch_paused"] == "evacuation"
    assert officer.does("1", "start")["ticket"]["state"] == "serving"


def test_an_evacuation_is_all_that_the_hall_is_told_and_it_goes_first_and_on(office: Office, manager: Client) -> None:
    office.go_to("2026-11-24T11:50+07:00")
    manager.post(f"{STEER}/intake/close", {"reason": "full"})
    before = hall_kinds(office)

    manager.post(f"{STEER}/pause", {"reason": "evacuation"})
    (evacuation,) = office.client().get(f"/branches/{HERE}/hall")["notices"]
    manager.post(f"{STEER}/resume")
    after = hall_kinds(office)
    office.later(minutes=6)

    assert before[0] == "full"
    assert (evacuation["kind"], evacuation["every_s"], len(evacuation["clips"])) == ("evacuation", 20, 3)
    assert after[:2] == ["resumption", "full"]
    assert "resumption" not in hall_kinds(office)


def test_a_phone_is_told_at_once_that_the_branch_stands_still_with_no_estimate_and_when_it_goes_on(
    office: Office, manager: Client
) -> None:
    office.client("officer").does("1", "open", {"services": ["land"]})
    ticket = office.client("greeter").take("land")
    phone = office.screen("/visitor")
    before = phone.watch(token=ticket["token"])

    manager.post(f"{STEER}/pause", {"reason": "interruption"})
    waits = phone.wait_for(lambda view: view["branch_paused"] == "interruption")
    manager.post(f"{STEER}/pause", {"reason": "evacuation"})
    leaves = phone.wait_for(lambda view: view["branch_paused"] == "evacuation")
    answered = office.client().post(f"/tickets/{ticket['token']}/postpone").get_json()
    manager.post(f"{STEER}/resume")
    after = phone.wait_for(lambda view: view["branch_paused"] is None)

    estimates = [(view["wait_p50_s"], view["wait_p90_s"]) for view in (waits, leaves)]
    assert before["branch_paused"] is None
    assert estimates == [(None, None), (None, None)]
    assert answered["branch_paused"] == "evacuation"
    assert {view["state"] for view in (before, waits, leaves, after)} == {"waiting"}
    assert None not in (before["wait_p50_s"], after["wait_p50_s"])


def test_who_goes_to_a_branch_that_stands_still_reads_it_on_the_phone_too(office: Office) -> None:
    ticket = office.client("greeter").take("land")
    referred = office.client("officer").post(f"{STEER}/tickets/{ticket['id']}/refer", {"branch": THERE})
    assert referred.status_code == 200
    office.client("branch-manager", THERE).post(f"/branches/{THERE}/pause", {"reason": "interruption"})
    seen = office.client().get(f"/tickets/{ticket['token']}")

    assert (seen["branch"], seen["branch_paused"]) == (THERE, "interruption")


def test_the_public_list_says_that_a_branch_stands_still_instead_of_how_long_one_waits(
    office: Office, manager: Client
) -> None:
    def row() -> dict[str, object]:
        office.rooms.waits = Waits()
        rows = office.client().get("/branches")["branches"]
        return next(one for one in rows if one["code"] == HERE)

    office.client("officer").does("1", "open", {"services": ["land"]})
    before = row()
    manager.post(f"{STEER}/pause", {"reason": "evacuation"})
    during, detail = row(), office.client().get(f"/branches/{HERE}")
    manager.post(f"{STEER}/resume")

    assert before["paused"] is None
    assert None not in (before["wait_low_s"], before["wait_high_s"])
    for told in (during, detail):
        assert (told["paused"], told["wait_low_s"], told["wait_high_s"]) == ("evacuation", None, None)
    assert row() == before


def test_a_second_evacuation_is_another_notice_so_that_it_is_said_again(office: Office, manager: Client) -> None:
    def said() -> str:
        manager.post(f"{STEER}/pause", {"reason": "evacuation"})
        return str(office.client().get(f"/branches/{HERE}/hall")["notices"][0]["id"])

    first = said()
    manager.post(f"{STEER}/resume")
    office.later(minutes=1)

    assert said() != first


def test_work_goes_on_as_it_stood(office: Office, manager: Client) -> None:
    officer = office.client("officer")
    officer.does("1", "open", {"services": ["land"]})
    number = office.client("greeter").take("land")["number"]
    manager.post(f"{STEER}/pause", {"reason": "interruption"})

    told = manager.post(f"{STEER}/resume").get_json()

    assert (told["paused"], told["paused_at"]) == (None, None)
    assert officer.does("1", "call-next")["ticket"]["number"] == number
    kinds = [(one["kind"], one["data"]) for one in office.events() if one["kind"].startswith("branch_")]
    assert kinds[-2:] == [("branch_paused", {"reason": "interruption"}), ("branch_resumed", {"reason": "interruption"})]


def test_an_interruption_may_become_an_evacuation_and_the_same_twice_changes_nothing(
    office: Office, manager: Client
) -> None:
    manager.post(f"{STEER}/pause", {"reason": "interruption"})
    assert manager.post(f"{STEER}/pause", {"reason": "evacuation"}).status_code == 200
    before = everything(office.store)

    again = manager.post(f"{STEER}/pause", {"reason": "evacuation"})

    assert refused(again) == (409, "/problems/branch-paused")
    assert everything(office.store) == before


def test_what_there_is_not_cannot_be_ended(office: Office, manager: Client) -> None:
    before = everything(office.store)

    assert refused(manager.post(f"{STEER}/resume")) == (409, "/problems/branch-not-paused")
    assert refused(manager.post(f"{STEER}/intake/open")) == (409, "/problems/intake-open")
    assert manager.post(f"{STEER}/pause", {"reason": "bored"}).status_code == 422
    assert everything(office.store) == before


def test_a_full_branch_gives_no_more_numbers_and_serves_who_has_one(office: Office, manager: Client) -> None:
    officer, greeter = office.client("officer"), office.client("greeter")
    officer.does("1", "open", {"services": ["land"]})
    greeter.take("land")

    manager.post(f"{STEER}/intake/close", {"reason": "full"})
    late = greeter.post(f"{STEER}/tickets", {"services": ["land"]})
    again = manager.post(f"{STEER}/intake/close", {"reason": "full"})

    assert refused(late) == refused(again) == (409, "/problems/intake-closed")
    assert officer.at("1", "call-next").status_code == 200
    assert hall_kinds(office) == ["full"]
    assert {one["open"] for one in office.client().get(f"{STEER}/services")["services"]} == {False}
    assert manager.post(f"{STEER}/intake/open").get_json()["intake_closed"] is None
    assert greeter.take("land")["number"] == "T002"
    assert {one["open"] for one in office.client().get(f"{STEER}/services")["services"]} == {True}


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("intake/close", {"reason": "early"}),
        ("intake/close", {"reason": "full", "service": "land"}),
        ("pause", {"reason": "interruption"}),
    ],
)
def test_a_kiosks_own_number_counts_also_where_its_line_was_cut_before_the_end_of_intake(
    office: Office, manager: Client, act: str, body: dict[str, str]
) -> None:
    kiosk = office.client("kiosk")
    lease = kiosk.post(f"{STEER}/number-leases", {"service": "land", "count": 2}).get_json()
    before = office.store.now()
    office.later(minutes=10)
    manager.post(f"{STEER}/{act}", body)
    office.later(minutes=10)

    def handed_over(number: str, issued: datetime) -> int:
        told = {"services": ["land"], "number": number, "issued_at": issued.isoformat()}
        return kiosk.post(f"{STEER}/tickets", told).status_code

    assert [handed_over(lease["from"], before), handed_over(lease["to"], office.store.now())] == [201, 201]
    assert kiosk.post(f"{STEER}/tickets", {"services": ["land"]}).status_code == 409


def test_a_kiosk_learns_also_at_lunch_for_which_services_no_numbers_are_given(office: Office, manager: Client) -> None:
    manager.post(f"{STEER}/intake/close", {"reason": "full", "service": "land"})
    office.go_to("2026-11-24T12:20+07:00")
    at_lunch = office.client().get(STEER)["services_closed"]
    office.go_to("2026-11-25T08:20+07:00")

    assert (at_lunch, office.client().get(STEER)["services_closed"]) == ({"land": "full"}, {})


def test_one_service_is_closed_and_opened_again_while_the_others_go_on(office: Office, manager: Client) -> None:
    officer, greeter = office.client("officer"), office.client("greeter")
    officer.does("1", "open", {"services": ["land"]})
    greeter.take("land")

    told = manager.post(f"{STEER}/intake/close", {"reason": "full", "service": "land"}).get_json()
    late = [greeter.post(f"{STEER}/tickets", {"services": ["results", "land"][one:]}) for one in range(2)]
    again = manager.post(f"{STEER}/intake/close", {"reason": "full", "service": "land"})
    (notice,) = office.client().get(f"{STEER}/hall")["notices"]
    rows = {one["code"]: one for one in office.client().get(f"{STEER}/services")["services"]}
    hall = {one["service"]: one["intake_closed"] for one in office.client().get(f"{STEER}/hall")["by_service"]}

    assert (told["intake_closed"], told["services_closed"]) == (None, {"land": "full"})
    assert {refused(one) for one in (*late, again)} == {(409, "/problems/service-intake-closed")}
    assert "another service" in late[0].get_json()["detail"]
    assert (rows["land"]["open"], rows["land"]["intake_closed"], rows["results"]["open"]) == (False, "full", True)
    assert (hall["land"], hall["results"]) == ("full", None)
    assert (notice["kind"], notice["every_s"], len(notice["clips"])) == ("full_service", 1800, 3)
    assert "Land" in notice["texts"]["en"]
    assert greeter.take("results")["service"] == "results"
    assert officer.at("1", "call-next").status_code == 200

    assert manager.post(f"{STEER}/intake/open", {"service": "land"}).get_json()["services_closed"] == {}
    assert greeter.take("land")["number"] == "T002"
    assert refused(manager.post(f"{STEER}/intake/open", {"service": "land"})) == (409, "/problems/service-intake-open")
    kinds = [(one["kind"], one["data"]) for one in office.events() if one["kind"].startswith("intake_")]
    assert kinds == [
        ("intake_closed", {"reason": "full", "service": "land"}),
        ("intake_opened", {"service": "land"}),
    ]


def test_nobody_gets_round_the_end_of_a_services_intake_with_another_ticket(office: Office, manager: Client) -> None:
    officer, greeter = office.client("officer"), office.client("greeter")
    officer.does("1", "open", {"services": ["results"]})
    ticket = greeter.take("results")
    manager.post(f"{STEER}/intake/close", {"reason": "early", "service": "land"})
    before = everything(office.store)

    mine = office.client().post(f"/tickets/{ticket['token']}/add-service", {"service": "land"})
    after = everything(office.store)
    officer.does("1", "call-next")
    sent_on = officer.at("1", "transfer", {"service": "land"})

    assert refused(mine) == (409, "/problems/service-intake-closed")
    assert before == after
    assert sent_on.status_code == 200


@pytest.mark.parametrize("act", ["close", "open"])
def test_a_service_that_there_is_not_is_a_bad_field(office: Office, manager: Client, act: str) -> None:
    before = everything(office.store)

    answer = manager.post(f"{STEER}/intake/{act}", {"service": "nothing"})

    assert answer.status_code == 422
    assert everything(office.store) == before


def test_the_end_of_a_services_intake_is_over_with_the_day(office: Office, manager: Client) -> None:
    manager.post(f"{STEER}/intake/close", {"reason": "full", "service": "land"})
    office.go_to("2026-11-25T09:00+07:00")

    assert hall_kinds(office) == []
    assert office.client("greeter").take("land")["service"] == "land"


def test_an_officer_sees_for_which_services_no_numbers_are_given(office: Office, manager: Client) -> None:
    officer = office.client("officer")

    def seen() -> dict[str, str | None]:
        catalogue = officer.get(f"/branches/{HERE}/counters/1/view")["catalogue"]
        return {one["code"]: one["intake_closed"] for one in catalogue if one["code"] in ("land", "results")}

    assert seen() == {"land": None, "results": None}
    manager.post(f"{STEER}/intake/close", {"reason": "early", "service": "land"})
    assert seen() == {"land": "early", "results": None}
    manager.post(f"{STEER}/intake/close", {"reason": "full"})
    assert seen() == {"land": "full", "results": "full"}


def test_the_end_of_intake_is_over_with_the_day_and_an_evacuation_is_not(office: Office, manager: Client) -> None:
    manager.post(f"{STEER}/intake/close", {"reason": "full"})
    manager.post(f"{STEER}/pause", {"reason": "evacuation"})
    office.go_to("2026-11-25T09:00+07:00")

    view = office.client().get(f"/branches/{HERE}/hall")

    assert (view["paused"], view["intake_closed"]) == ("evacuation", None)


def test_a_displays_socket_is_told_at_once(office: Office, manager: Client) -> None:
    screen = office.screen("/hall")
    screen.watch(branch=HERE)

    manager.post(f"{STEER}/pause", {"reason": "evacuation"})

    assert screen.wait_for(lambda view: view["paused"] == "evacuation")["notices"][0]["kind"] == "evacuation"


@pytest.mark.parametrize(("rights", "status"), [((), 403), (("pick",), 403), (("supervise",), 200)])
def test_an_officer_needs_the_right_to_supervise(office: Office, rights: tuple[str, ...], status: int) -> None:
    login = {"login": "b.1", "password_hash": "$argon2id$none", "role": Role.OFFICER, "branch": HERE}
    access.put_person(office.store, **login, rights=rights)  # type: ignore[arg-type]
    secret, csrf = access.open_session(office.store, "b.1")
    person = office.client()
    person.http.set_cookie("motcua_session", secret)

    answer = person.send("POST", f"{STEER}/pause", json={"reason": "evacuation"}, headers={"X-CSRF-Token": csrf})

    assert answer.status_code == status


def test_the_same_key_gets_the_same_answer(office: Office, manager: Client) -> None:
    first = manager.post(f"{STEER}/pause", {"reason": "evacuation"}, key="once")
    second = manager.post(f"{STEER}/pause", {"reason": "evacuation"}, key="once")

    assert (first.status_code, first.get_json()) == (second.status_code, second.get_json())


@pytest.mark.parametrize(
    ("act", "reason"),
    [("pause", "evacuation"), ("pause", "interruption"), ("intake/close", "full"), ("intake/close", "early")],
)
def test_a_kiosk_is_told_why_the_branch_gives_no_numbers(
    office: Office, manager: Client, act: str, reason: str
) -> None:
    before = office.client().get(f"/branches/{HERE}")

    manager.post(f"{STEER}/{act}", {"reason": reason})

    assert (before["stopped"], before["door"]) == (None, None)
    assert office.client().get(f"/branches/{HERE}")["stopped"] == reason
