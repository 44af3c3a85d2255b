"""Does a whole day at a counter go as the contract says, to the letter of its shapes?"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from server.database import access, tables
from server.domain.rights import Role
from tests.integration.databases import HERE, THERE
from tests.integration.deeds import everything
from tests.integration.office import Client, Office

# The contract's shapes; more members may be added.
STEP = {"service", "state", "counter", "called_at", "started_at", "ended_at"}
OFFICERS_TICKET = {
    "id",
    "number",
    "branch",
    "service",
    "language",
    "priority",
    "issued_at",
    "called_at",
    "ahead",
    "wait_p50_s",
    "wait_p90_s",
    "wait_low_s",
    "wait_high_s",
    "step",
    "steps",
}
TICKET = OFFICERS_TICKET | {"token"}
HALL = {"branch", "zone", "seq", "rev", "at", "calls", "serving", "next", "waiting", "by_service", "notices"}
CALL = {"id", "number", "counter", "service", "language", "at", "kind", "clips"}
VIEW = {
    "branch",
    "counter",
    "seq",
    "rev",
    "at",
    "state",
    "services",
    "ticket",
    "waiting",
    "waiting_total",
    "held",
    "today",
    "undo_until",
}
WAITING = {"number", "service", "waited_s", "priority", "needs"}
COUNTER = {"code", "state", "services", "officer", "ticket"}
EVENT = {"seq", "at", "actor", "kind", "ticket", "counter", "data", "prev_hash", "hash"}
BRANCH = {
    "code",
    "kind",
    "parent",
    "name",
    "names",
    "lat",
    "lon",
    "open",
    "waiting",
    "wait_low_s",
    "wait_high_s",
}
SERVICE = {
    "code",
    "letter",
    "name",
    "names",
    "open",
    "waiting",
    "wait_p50_s",
    "wait_p90_s",
    "wait_low_s",
    "wait_high_s",
}

NINE = "2026-11-24T09:00:00.000+07:00"
A_UUID = "01939a5e-7c00-7aaa-8bbb-0123456789ff"


@pytest.fixture
def officer(office: Office) -> Client:
    return office.client("officer")


@pytest.fixture
def kiosk(office: Office) -> Client:
    return office.client("kiosk")


def hall(office: Office, zone: str | None = None) -> dict[str, Any]:
    """Return the hall view after having looked at its shape."""
    seen: dict[str, Any] = office.client().get(f"/branches/{HERE}/hall", query_string={"zone": zone} if zone else {})
    assert set(seen) >= HALL
    assert all(set(call) >= CALL for call in seen["calls"])
    return seen


def view(office: Office, counter: str = "1") -> dict[str, Any]:
    """Return the counter view after having looked at its shape."""
    seen: dict[str, Any] = office.client("officer").get(f"/branches/{HERE}/counters/{counter}/view")
    assert set(seen) >= VIEW
    assert all(set(row) >= WAITING for row in seen["waiting"])
    assert seen["ticket"] is None or is_officers(seen["ticket"])
    return seen


def is_officers(ticket: dict[str, Any]) -> bool:
    return (
        set(ticket) >= OFFICERS_TICKET and "token" not in ticket and all(set(step) >= STEP for step in ticket["steps"])
    )


def last_events(office: Office, count: int) -> list[dict[str, Any]]:
    events = office.events()[-count:]
    assert all(set(event) >= EVENT for event in events)
    return events


def test_a_ticket_is_issued_in_the_contracts_shape(office: Office, kiosk: Client) -> None:
    ticket = kiosk.take("land", language="fr", needs=["deaf"])

    assert set(ticket) >= TICKET | {"seq"}
    assert set(ticket["steps"][0]) >= STEP
    wanted = {
        "number": "T001",
        "branch": HERE,
        "service": "land",
        "language": "fr",
        "priority": "ordinary",
        "issued_at": NINE,
        "called_at": None,
        "ahead": 0,
        "step": 0,
        "seq": 2,
    }
    assert {name: ticket[name] for name in wanted} == wanted
    assert len(ticket["token"]) == 22
    assert {name: ticket["steps"][0][name] for name in STEP} == dict.fromkeys(STEP) | {
        "service": "land",
        "state": "waiting",
    }
    opened, issued = last_events(office, 2)
    assert (opened["kind"], opened["actor"], opened["ticket"], opened["counter"]) == (
        "branch_opened",
        "system:day",
        None,
        None,
    )
    assert (issued["kind"], issued["at"], issued["ticket"]) == ("issued", NINE, ticket["id"])
    assert issued["actor"].startswith("kiosk:")
    assert (issued["data"]["number"], issued["data"]["services"]) == ("T001", ["land"])


def test_opening_a_counter_takes_any_services_and_opening_it_again_replaces_them(
    office: Office, officer: Client
) -> None:
    default = officer.does("3", "open")
    chosen = officer.does("3", "open", {"services": ["land", "certification", "land"]})
    row = officer.get(f"/branches/{HERE}/counters")

    assert (default["counter"], default["ticket"]) == (chosen["counter"], chosen["ticket"]) == ("3", None)
    assert row["seq"] == chosen["seq"] == 3
    counters = {one["code"]: one for one in row["counters"]}
    assert all(set(one) >= COUNTER for one in counters.values())
    assert (counters["3"]["state"], counters["3"]["services"]) == ("open", ["land", "certification"])
    assert (counters["1"]["state"], counters["1"]["officer"], counters["1"]["ticket"]) == ("closed", None, None)
    first, second = last_events(office, 2)
    assert [first["kind"], second["kind"]] == ["counter_opened"] * 2
    assert (first["counter"], first["data"]["services"]) == ("3", ["results"])
    assert second["data"]["officer"] == counters["3"]["officer"] == second["actor"].removeprefix("officer:")


def test_every_act_of_a_visit_is_seen_in_the_hall_at_the_counter_and_on_the_phone(
    office: Office, kiosk: Client, officer: Client
) -> None:
    ticket = kiosk.take("land", language="en")
    visitor = office.client()
    officer.does("1", "open")
    before = (hall(office), view(office))

    office.later(minutes=5)
    called = officer.does("1", "call-next", {"after": None})
    after_call = (hall(office), view(office), visitor.get(f"/tickets/{ticket['token']}"))
    office.later(minutes=1)
    officer.does("1", "start")
    after_start = (hall(office), view(office), visitor.get(f"/tickets/{ticket['token']}"))
    office.later(minutes=10)
    finished = officer.does("1", "finish", {"outcome": "done"})
    after_finish = (hall(office), view(office), visitor.get(f"/tickets/{ticket['token']}"))

    assert (before[0]["next"], before[0]["calls"], before[0]["serving"]) == (["T001"], [], [])
    assert (before[1]["state"], before[1]["waiting_total"], before[1]["ticket"]) == ("open", 1, None)
    assert [row["number"] for row in before[1]["waiting"]] == ["T001"]

    call = after_call[0]["calls"][0]
    assert {name: call[name] for name in ("number", "counter", "service", "language", "kind", "at")} == {
        "number": "T001",
        "counter": "1",
        "service": "land",
        "language": "en",
        "kind": "call",
        "at": "2026-11-24T09:05:00.000+07:00",
    }
    # In the visitor's language and then in the branch's.
    clip = f"/api/v1/branches/{HERE}/clips/{call['id']}.wav"
    assert call["clips"] == [clip, f"{clip}?language=vi"]
    assert [(row["number"], row["state"]) for row in after_call[0]["serving"]] == [("T001", "called")]
    assert (after_call[0]["waiting"], after_call[0]["next"]) == (0, [])
    assert after_call[1]["ticket"]["id"] == after_call[2]["id"] == called["ticket"]["id"] == ticket["id"]
    assert after_call[1]["waiting_total"] == 0
    assert (after_call[2]["state"], after_call[2]["counter"], after_call[2]["ahead"]) == ("called", "1", None)

    assert after_start[0]["serving"][0]["state"] == "serving"
    assert [one["id"] for one in after_start[0]["calls"]] == [call["id"]]
    assert after_start[1]["ticket"]["steps"][0]["started_at"] == "2026-11-24T09:06:00.000+07:00"
    assert after_start[2]["steps"][0]["state"] == "serving"

    assert is_officers(finished["ticket"])
    assert (finished["counter"], finished["ticket"]["step"]) == ("1", None)
    assert finished["ticket"]["called_at"] == "2026-11-24T09:05:00.000+07:00"
    assert (after_finish[0]["serving"], after_finish[1]["ticket"]) == ([], None)
    assert (after_finish[1]["today"]["served"], after_finish[1]["today"]["mean_service_s"]) == (1, 600)
    step = after_finish[2]["steps"][0]
    assert (step["state"], step["ended_at"], after_finish[2]["step"]) == (
        "done",
        "2026-11-24T09:16:00.000+07:00",
        None,
    )
    seqs = [seen["seq"] for pair in (before, after_call[:2], after_start[:2], after_finish[:2]) for seen in pair]
    assert seqs == [3, 3, 4, 4, 5, 5, 6, 6]
    assert [event["kind"] for event in last_events(office, 3)] == ["called", "started", "finished"]
    assert last_events(office, 1)[0]["data"] == {"outcome": "done"}


def test_a_visit_of_several_services_waits_again_with_its_time_of_arrival(
    office: Office, kiosk: Client, officer: Client
) -> None:
    ticket = kiosk.take("land", services=["land", "results"])
    office.later(minutes=1)
    kiosk.take("results")
    officer.does("1", "open", {"services": ["land"]})
    officer.does("2", "open", {"services": ["results"]})
    officer.does("1", "call-next")

    between = officer.does("1", "finish")["ticket"]
    line = [row["number"] for row in view(office, "2")["waiting"]]
    office.later(minutes=9)
    again = officer.does("2", "call-next")["ticket"]
    over = officer.does("2", "finish")["ticket"]

    assert [step["state"] for step in ticket["steps"]] == ["waiting", "planned"]
    assert (between["step"], [step["state"] for step in between["steps"]]) == (1, ["done", "waiting"])
    assert line == ["T001", "W001"]
    assert (again["number"], again["step"], again["service"], again["counter"]) == ("T001", 1, "results", "2")
    assert [step["counter"] for step in again["steps"]] == ["1", "2"]
    assert [step["called_at"] for step in again["steps"]] == [
        "2026-11-24T09:01:00.000+07:00",
        "2026-11-24T09:10:00.000+07:00",
    ]
    assert again["called_at"] == over["called_at"] == "2026-11-24T09:01:00.000+07:00"
    assert (over["step"], [step["state"] for step in over["steps"]]) == (None, ["done", "done"])
    assert [event["kind"] for event in last_events(office, 4)] == ["called", "finished", "called", "finished"]


def test_repeats_are_announced_as_repeat_and_then_as_the_last_one(
    office: Office, kiosk: Client, officer: Client
) -> None:
    kiosk.take()
    officer.does("1", "open")
    officer.does("1", "call-next")

    seqs = [officer.does("1", "recall")["seq"] for _ in range(3)]
    calls = hall(office)["calls"]

    assert [call["kind"] for call in calls] == ["last", "last", "repeat", "call"]
    assert len({call["id"] for call in calls}) == 4
    assert [event["kind"] for event in last_events(office, 4)] == ["called"] + ["repeated"] * 3
    assert seqs == [event["seq"] for event in last_events(office, 3)]
    first_call = view(office)["ticket"]["called_at"]
    assert first_call == NINE


def test_a_no_show_is_said_and_the_counter_is_free(office: Office, kiosk: Client, officer: Client) -> None:
    kiosk.take()
    officer.does("1", "open")
    officer.does("1", "call-next")

    missed = officer.does("1", "no-show")

    assert (missed["ticket"]["step"], missed["ticket"]["steps"][0]["state"]) == (None, "no_show")
    assert view(office)["ticket"] is None
    assert hall(office)["serving"] == []
    assert last_events(office, 1)[0]["kind"] == "no_show"


def test_call_next_finishes_who_is_there_first_in_the_same_transaction(
    office: Office, kiosk: Client, officer: Client
) -> None:
    first, second = kiosk.take(), kiosk.take()
    officer.does("1", "open")
    officer.does("1", "call-next")

    called = officer.does("1", "call-next", {"after": first["id"]})

    assert called["ticket"]["id"] == second["id"]
    finished, call = last_events(office, 2)
    assert (finished["kind"], finished["ticket"], finished["data"]) == ("finished", first["id"], {"automatic": True})
    assert (call["kind"], call["ticket"], call["seq"]) == ("called", second["id"], called["seq"])
    assert finished["at"] == call["at"]
    done = office.client().get(f"/tickets/{first['token']}")
    assert (done["step"], done["steps"][0]["state"]) == (None, "done")


def test_call_next_with_nobody_waiting_answers_204_and_leaves_who_is_there(
    office: Office, kiosk: Client, officer: Client
) -> None:
    kiosk.take()
    officer.does("1", "open")
    officer.does("1", "call-next")
    before = everything(office.store)

    answer = officer.at("1", "call-next")

    assert (answer.status_code, answer.data) == (204, b"")
    assert everything(office.store) == before


@pytest.mark.parametrize("after", [None, A_UUID, "second"])
def test_a_press_that_comes_after_somebody_else_calls_nobody(
    office: Office, kiosk: Client, officer: Client, after: str | None
) -> None:
    first, second, _ = (kiosk.take() for _ in range(3))
    officer.does("1", "open")
    officer.does("1", "call-next")
    before = everything(office.store)

    refused = officer.at("1", "call-next", {"after": second["id"] if after == "second" else after})
    after_refusal = everything(office.store)
    taken = officer.at("1", "call-next", {"after": first["id"].upper()})

    assert (refused.status_code, refused.get_json()["number"]) == (409, first["number"])
    assert after_refusal == before
    assert (taken.status_code, taken.get_json()["ticket"]["id"]) == (200, second["id"])


def test_a_priority_class_goes_ahead_by_its_head_start_and_no_more(
    office: Office, kiosk: Client, officer: Client
) -> None:
    kiosk.take(priority="ordinary")
    office.later(minutes=14)
    kiosk.take(priority="priority")
    office.later(minutes=2)
    kiosk.take(priority="priority")
    officer.does("1", "open")

    shown = (hall(office)["next"], [(row["number"], row["priority"]) for row in view(office)["waiting"]])
    called = [officer.does("1", "call-next")["ticket"]["number"] for _ in range(3)]

    assert shown == (
        ["T002", "T001", "T003"],
        [("T002", "priority"), ("T001", "ordinary"), ("T003", "priority")],
    )
    assert called == ["T002", "T001", "T003"]


def test_the_counter_serves_only_the_services_that_it_was_opened_for(
    office: Office, kiosk: Client, officer: Client
) -> None:
    kiosk.take("land")
    kiosk.take("results")
    officer.does("1", "open", {"services": ["results"]})

    seen = view(office)
    called = officer.does("1", "call-next")["ticket"]["number"]
    nobody = officer.at("1", "call-next").status_code

    assert ([row["number"] for row in seen["waiting"]], seen["waiting_total"]) == (["W001"], 1)
    assert (called, nobody) == ("W001", 204)


def test_a_pause_lets_who_is_there_be_served_but_nobody_be_called(
    office: Office, kiosk: Client, officer: Client
) -> None:
    kiosk.take()
    kiosk.take()
    officer.does("1", "open")
    officer.does("1", "call-next")

    paused = officer.does("1", "pause", {"reason": "nghỉ trưa"})
    seen = view(office)
    refused = officer.at("1", "call-next").status_code
    finished = officer.does("1", "finish")["ticket"]["number"]
    resumed = officer.does("1", "resume")
    called = officer.does("1", "call-next")["ticket"]["number"]

    assert (paused["ticket"], resumed["ticket"]) == (None, None)
    assert (seen["state"], seen["pause_reason"], seen["ticket"]["number"]) == ("paused", "nghỉ trưa", "T001")
    assert (refused, finished, called) == (409, "T001", "T002")
    kinds = [event["kind"] for event in last_events(office, 4)]
    assert kinds == ["counter_paused", "finished", "counter_resumed", "called"]
    assert "nghỉ trưa" not in json.dumps(office.events(), ensure_ascii=False)


def test_a_closed_counter_shows_nobody_and_is_anybodys(office: Office, officer: Client) -> None:
    officer.does("1", "open")

    closed = officer.does("1", "close")
    seen = view(office)
    other = office.stranger().does("1", "open")

    assert closed["ticket"] is None
    assert (seen["state"], seen["officer"], seen["undo_until"]) == ("closed", None, None)
    assert other["counter"] == "1"
    assert [event["kind"] for event in last_events(office, 2)] == ["counter_closed", "counter_opened"]


def test_an_officer_who_opens_an_open_counter_takes_it_over_with_who_is_there(
    office: Office, kiosk: Client, officer: Client
) -> None:
    ticket = kiosk.take()
    officer.does("1", "open")
    officer.does("1", "call-next")
    other = office.stranger()

    other.does("1", "open")
    refused = officer.at("1", "finish")
    finished = other.does("1", "finish")

    assert (refused.status_code, refused.get_json()["type"]) == (403, "/problems/not-your-counter")
    assert finished["ticket"]["id"] == ticket["id"]


def test_waits_are_null_while_no_counter_serves_and_what_was_promised_stays(
    office: Office, kiosk: Client, officer: Client
) -> None:
    without = kiosk.take("land")
    officer.does("1", "open", {"services": ["results"]})
    office.later(seconds=1)
    still_without = kiosk.take("land")
    officer.does("2", "open", {"services": ["land"]})
    office.later(seconds=1)
    promised = kiosk.take("land")
    officer.does("2", "close")
    office.later(seconds=1)

    asked = office.client().get(f"/tickets/{promised['token']}")
    services = {row["code"]: row for row in office.client().get(f"/branches/{HERE}/services")["services"]}

    waits = ("wait_p50_s", "wait_p90_s", "wait_low_s", "wait_high_s")
    assert [without[name] for name in waits] == [still_without[name] for name in waits] == [None] * 4
    assert promised["wait_p50_s"] == 2 * 15 * 60
    assert 0 <= promised["wait_low_s"] <= promised["wait_p50_s"] <= promised["wait_high_s"]
    assert promised["wait_p50_s"] <= promised["wait_p90_s"]
    assert (asked["wait_p50_s"], asked["wait_p90_s"]) == (None, None)
    assert (asked["wait_low_s"], asked["wait_high_s"]) == (promised["wait_low_s"], promised["wait_high_s"])
    assert set(services["land"]) >= SERVICE
    assert (services["land"]["waiting"], services["land"]["wait_p50_s"]) == (3, None)
    assert services["results"]["wait_p50_s"] == 0


def test_a_zone_of_the_hall_shows_only_its_own_counters(office: Office, kiosk: Client, officer: Client) -> None:
    kiosk.take()
    kiosk.take()
    for counter in ("2", "4"):
        officer.does(counter, "open", {"services": ["land"]})
        office.later(seconds=5)
        officer.does(counter, "call-next")

    seen = {zone: hall(office, zone) for zone in ("a", "b", None, "no such zone")}

    shown = {zone: [call["counter"] for call in one["calls"]] for zone, one in seen.items()}
    assert shown == {"a": ["2"], "b": ["4"], None: ["4", "2"], "no such zone": ["4", "2"]}
    assert {zone: [row["counter"] for row in one["serving"]] for zone, one in seen.items()} == shown
    assert [one["zone"] for one in seen.values()] == ["a", "b", None, "no such zone"]


def test_calls_leave_the_hall_after_five_minutes_of_the_wall_clock(
    office: Office, kiosk: Client, officer: Client
) -> None:
    kiosk.take()
    kiosk.take()
    officer.does("1", "open")
    officer.does("1", "call-next")
    with office.store.writing() as connection:
        connection.execute(update(tables.event).values(wall_at=datetime.now(UTC) - timedelta(minutes=5)))
    office.later(minutes=20)
    officer.does("1", "call-next")

    calls = hall(office)["calls"]

    assert [call["number"] for call in calls] == ["T002"]


def test_an_officer_sees_no_token_and_a_visitor_no_officer(office: Office, kiosk: Client, officer: Client) -> None:
    ticket = kiosk.take()
    badge = officer.does("1", "open") and office.events()[-1]["data"]["officer"]
    answers = [officer.does("1", act) for act in ("call-next", "recall", "start", "finish")]
    manager = office.client("branch-manager")

    officers = json.dumps([answers, view(office), manager.get(f"/branches/{HERE}/counters"), office.events()])
    visitors = json.dumps([office.client().get(f"/tickets/{ticket['token']}"), hall(office)])

    assert ticket["token"] not in officers
    assert all(is_officers(answer["ticket"]) for answer in answers)
    assert badge in officers
    assert badge not in visitors


def test_a_persons_name_is_nowhere_but_in_the_session(office: Office, kiosk: Client) -> None:
    badge = access.put_person(
        office.store, login="do.thi.hoa", password_hash="-", role=Role.OFFICER, branch=HERE, skills={"land": 1}
    )
    secret, csrf = access.open_session(office.store, "do.thi.hoa")
    person = Client(office.app)
    person.http.set_cookie("motcua_session", secret)
    kiosk.take()

    for act in ("open", "call-next", "start"):
        answer = person.send("POST", f"/branches/{HERE}/counters/1/{act}", json={}, headers={"X-CSRF-Token": csrf})
        assert answer.status_code == 200

    told = json.dumps([office.events(), hall(office), view(office)])
    assert badge in told
    assert "hoa" not in told


def test_a_visitor_cancels_and_leaves_the_line(office: Office, kiosk: Client) -> None:
    first = kiosk.take()
    office.later(seconds=1)
    second, visitor = kiosk.take(), office.client()
    before = visitor.get(f"/tickets/{second['token']}")

    cancelled = visitor.post(f"/tickets/{first['token']}/cancel").get_json()
    after = visitor.get(f"/tickets/{second['token']}")

    assert set(cancelled) >= TICKET
    assert (cancelled["step"], cancelled["steps"][0]["state"]) == (None, "cancelled")
    assert (before["ahead"], after["ahead"]) == (1, 0)
    assert hall(office)["next"] == [second["number"]]
    (event,) = last_events(office, 1)
    assert (event["kind"], event["actor"]) == ("cancelled", f"visitor:{first['id']}")


def test_ahead_counts_who_goes_before_for_the_same_service(office: Office, kiosk: Client) -> None:
    places = []
    for service in ("land", "land", "results", "land"):
        office.later(seconds=1)
        places.append(kiosk.take(service))

    ahead = [office.client().get(f"/tickets/{ticket['token']}")["ahead"] for ticket in places]

    assert [ticket["ahead"] for ticket in places] == ahead == [0, 1, 0, 2]


def test_ahead_counts_everybody_whom_the_counters_of_a_service_would_call_before(office: Office, kiosk: Client) -> None:
    office.client("officer").does("1", "open", {"services": ["land", "results"]})
    office.client("officer", HERE, "3").does("3", "open", {"services": ["results", "certification"]})
    office.client("officer", HERE, "2").does("2", "open", {"services": ["land", "certification"]})
    office.client("officer", HERE, "2").does("2", "pause", {})
    places = []
    for service in ("results", "certification", "land", "land", "results"):
        office.later(seconds=1)
        places.append(kiosk.take(service))
    office.later(seconds=1)
    first = kiosk.take("land", priority="priority")

    ahead = [office.client().get(f"/tickets/{ticket['token']}")["ahead"] for ticket in places]
    waits = [ticket["wait_p50_s"] for ticket in places]

    assert [ticket["ahead"] for ticket in places] == [0, 1, 1, 2, 4]
    assert ahead == [1, 1, 2, 3, 5]
    assert first["ahead"] == 0
    assert waits[2] < waits[3]


def test_a_held_visitor_is_called_by_number_and_an_undo_restores_both(
    office: Office, kiosk: Client, officer: Client
) -> None:
    first, second = kiosk.take(), kiosk.take()
    officer.does("1", "open")
    officer.does("1", "call-next")
    held = officer.does("1", "hold", {"reason": "missing-document"})
    shown = [row["number"] for row in view(office)["held"]]
    officer.does("1", "call-next")

    back = officer.does("1", "call", {"number": "T 001"})
    until = view(office)["undo_until"]
    undone = officer.does("1", "undo")
    again = officer.at("1", "undo")

    assert held["ticket"]["steps"][0]["state"] == "held"
    assert shown == ["T001"]
    assert (back["ticket"]["id"], back["ticket"]["number"]) == (first["id"], "T001")
    assert datetime.fromisoformat(until) >= datetime.fromisoformat(NINE)
    assert undone["ticket"]["id"] == second["id"]
    assert undone["ticket"]["steps"][0]["state"] == "called"
    assert again.status_code == 409
    kinds = [event["kind"] for event in office.events()]
    assert kinds[-4:] == ["finished", "released", "called", "undone"]
    assert last_events(office, 1)[0]["data"]["undoes"] == [event["seq"] for event in last_events(office, 4)[:3]]
    assert hall(office)["calls"][0]["kind"] == "corrected"
    assert [row["number"] for row in view(office)["held"]] == ["T001"]


def test_a_transfer_keeps_number_and_place_of_arrival_and_opens_the_next_step(
    office: Office, kiosk: Client, officer: Client
) -> None:
    kiosk.take("land")
    office.later(minutes=1)
    kiosk.take("results")
    officer.does("1", "open", {"services": ["land"]})
    officer.does("2", "open", {"services": ["results"]})
    officer.does("1", "call-next")

    moved = officer.does("1", "transfer", {"service": "results"})["ticket"]
    called = officer.does("2", "call-next")["ticket"]

    assert (moved["number"], [step["state"] for step in moved["steps"]]) == ("T001", ["transferred", "waiting"])
    assert [step["service"] for step in moved["steps"]] == ["land", "results"]
    assert (called["number"], called["step"]) == ("T001", 1)
    assert [event["kind"] for event in last_events(office, 2)] == ["transferred", "called"]


def test_the_branches_are_listed_in_the_callers_language_with_who_waits(office: Office, kiosk: Client) -> None:
    kiosk.take()
    office.later(seconds=1)
    asked = Client(office.app, language="fr")

    rows = asked.get("/branches")["branches"]
    one = asked.get(f"/branches/{HERE}")

    assert all(set(row) >= BRANCH for row in [*rows, one])
    assert [(row["code"], row["kind"], row["parent"]) for row in rows] == [
        (HERE, "branch", None),
        (THERE, "branch", None),
        ("xuan-la", "service_point", HERE),
    ]
    assert (one["name"], set(one["names"]), one["waiting"], one["open"]) == ("Here (fr)", {"vi", "en", "fr"}, 1, True)


def test_a_service_point_has_a_queue_and_a_seq_of_its_own(office: Office) -> None:
    kiosk = office.client("kiosk", "xuan-la")

    ticket = kiosk.take("results", branch="xuan-la")
    refused = kiosk.post("/branches/xuan-la/tickets", {"services": ["land"]})

    assert (ticket["branch"], ticket["number"], ticket["seq"]) == ("xuan-la", "W001", 2)
    assert refused.get_json()["type"] == "/problems/unknown-service"
    assert office.events(HERE) == []


def test_events_are_read_page_by_page_after_a_seq(office: Office, kiosk: Client) -> None:
    for _ in range(5):
        kiosk.take()
    auditor, path = office.client("auditor"), f"/branches/{HERE}/events"

    pages = [auditor.get(path, query_string={"after": after, "limit": 2}) for after in (0, 2, 4, 6)]

    assert [[event["seq"] for event in page["events"]] for page in pages] == [[1, 2], [3, 4], [5, 6], []]
    assert {page["head"] for page in pages} == {6}


def test_the_events_hold_only_codes_and_random_ids(office: Office, kiosk: Client, officer: Client) -> None:
    kiosk.take("land", priority="priority", needs=["deaf"], dossiers=3, dossier="H-0815")
    officer.does("1", "open")
    officer.does("1", "call", {"number": "T001", "reason": "a child is ill"})
    officer.does("1", "transfer", {"service": "results", "note": "knows the form"})
    officer.does("1", "call-next")
    officer.does("1", "hold", {"reason": "fetches a stamp"})

    with office.store.read() as connection:
        bodies = " ".join(connection.execute(select(tables.event.c.body)).scalars())

    assert '"number":"T001"' in bodies
    assert not [word for word in ("priority", "deaf", "H-0815", "child", "form", "stamp") if word in bodies]


def test_to_read_a_view_writes_nothing(office: Office, kiosk: Client) -> None:
    kiosk.take()
    manager = office.client("network-manager")
    view(office)
    before = everything(office.store)

    hall(office)
    view(office)
    manager.get("/network")
    office.client().get("/branches")

    assert everything(office.store) == before
