"""Who has an appointment types its code: is he taken in once, at his slot, and told kindly where it does not fit?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from server.actions.forget import forget_old_tokens
from server.database import network_rows
from server.database.store import Store
from tests.integration.databases import HERE, THERE
from tests.integration.deeds import events_of, everything, kinds_of
from tests.integration.office import Client, Office
from tests.integration.scene import described

SLOT = "2026-11-24T10:00:00+07:00"


def book(office: Office, **more: Any) -> Any:
    return office.client("greeter").post(f"/branches/{HERE}/bookings", {"service": "land", "slot": SLOT} | more)


def check_in(office: Office, code: str, *, branch: str = HERE) -> Any:
    return office.client("kiosk", branch).post(f"/branches/{branch}/check-in", {"code": code})


def close_land(office: Office) -> None:
    manager = office.client("branch-manager", HERE)
    closed = manager.post(f"/branches/{HERE}/intake/close", {"reason": "full", "service": "land"})
    assert closed.status_code == 200, closed.text


def test_who_comes_in_time_counts_from_his_slot_and_keeps_class_and_needs(office: Office, store: Store) -> None:
    booked = book(office, priority="priority", needs=["deaf"], language="fr").get_json()
    office.go_to("2026-11-24T09:50+07:00")
    walk_in = office.client("kiosk").take()

    ticket = check_in(office, booked["code"].lower()).get_json()

    assert (ticket["state"], ticket["slot"][:16], ticket["language"]) == ("waiting", SLOT[:16], "fr")
    assert (ticket["priority"], ticket["needs"], ticket["number"] != walk_in["number"]) == ("priority", ["deaf"], True)
    assert booked["slot"][:16] == SLOT[:16]
    assert "appointment_made" in kinds_of(store)
    told = " ".join(event.body for event in events_of(store))
    assert booked["code"].replace("-", "") not in told.replace("-", "")
    assert '"priority"' not in told


def test_the_same_code_again_is_the_same_ticket(office: Office, store: Store) -> None:
    code = book(office).get_json()["code"]
    first = check_in(office, code)
    before = everything(store)

    again = check_in(office, code)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.get_json()["id"] == first.get_json()["id"]
    assert everything(store) == before


@pytest.mark.parametrize(("clock", "late"), [("10:09", False), ("10:11", True)])
def test_who_is_later_than_the_grace_is_a_walk_in(office: Office, clock: str, late: bool) -> None:
    code = book(office).get_json()["code"]
    office.go_to("2026-11-24T10:05+07:00")
    office.client("kiosk").take()
    office.go_to(f"2026-11-24T{clock}+07:00")

    mine = check_in(office, code).get_json()

    assert mine["ahead"] == int(late)


@pytest.mark.parametrize(
    ("clock", "told"), [("09:50", None), ("10:10", None), ("10:11", "/problems/service-intake-closed")]
)
def test_where_a_service_is_full_who_is_in_time_is_taken_and_who_is_late_is_not(
    office: Office, store: Store, clock: str, told: str | None
) -> None:
    code = book(office).get_json()["code"]
    close_land(office)
    office.go_to(f"2026-11-24T{clock}+07:00")
    office.client("kiosk", HERE)
    before = everything(store)

    answer = check_in(office, code)

    assert (answer.status_code, answer.get_json().get("type")) == ((201, None) if told is None else (409, told))
    assert (everything(store) == before) == (told is not None)


def test_who_was_taken_in_before_a_service_was_full_keeps_his_ticket_however_late_he_asks(office: Office) -> None:
    code = book(office).get_json()["code"]
    first = check_in(office, code).get_json()
    close_land(office)
    office.go_to("2026-11-24T10:30+07:00")

    assert check_in(office, code).get_json()["id"] == first["id"]


def test_what_does_not_fit_is_told_kindly_and_changes_nothing(office: Office, store: Store) -> None:
    today = book(office).get_json()["code"]
    later = book(office, slot="2026-11-25T09:00:00+07:00").get_json()["code"]
    wrong = today[:-1] + ("2" if today[-1] != "2" else "3")
    before = everything(store)

    told = {
        "wrong": check_in(office, wrong),
        "unknown": check_in(office, "2222-2222"),
        "later": check_in(office, later),
        "elsewhere": check_in(office, today, branch=THERE),
    }

    assert {name: (one.status_code, one.get_json()["type"]) for name, one in told.items()} == {
        "wrong": (422, "/problems/bad-booking-code"),
        "unknown": (404, "/problems/booking-not-found"),
        "later": (409, "/problems/booking-other-day"),
        "elsewhere": (409, "/problems/booking-elsewhere"),
    }
    assert "09:00" in told["later"].get_json()["detail"]
    # The other branch may have begun its day with the first question.
    after = everything(store)
    assert {name: rows for name, rows in after.items() if name in ("ticket", "booking")} == {
        name: before[name] for name in ("ticket", "booking")
    }


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_another_branch_is_told_by_its_name_in_the_visitors_language(office: Office, language: str) -> None:
    code = book(office).get_json()["code"]
    there = office.client("kiosk", THERE)
    there.language = language

    told = there.post(f"/branches/{THERE}/check-in", {"code": code}).get_json()

    assert (told["branch"], told["branch_names"][language]) == (HERE, f"Here ({language})")
    assert f"Here ({language})" in told["detail"]
    assert (told["service"], told["day"], told["time"], told["travel_s"] > 0) == ("land", "24/11/2026", "10:00", True)
    assert HERE not in told["detail"]


def test_a_pause_of_the_branch_lets_nobody_in(office: Office) -> None:
    code = book(office).get_json()["code"]
    office.client("branch-manager", HERE).post(f"/branches/{HERE}/pause", {"reason": "evacuation"})

    assert check_in(office, code).status_code == 409


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"slot": "2026-11-24T08:59:00+07:00"}, 422),
        ({"slot": "2026-11-24T12:30:00+07:00"}, 422),
        ({"slot": "2027-01-24T10:00:00+07:00"}, 422),
        ({"slot": "2026-11-24T10:00:00"}, 422),
        ({"service": "nothing"}, 422),
        ({"priority": "nobody"}, 422),
    ],
)
def test_an_appointment_is_within_the_hours_of_the_next_days(office: Office, more: dict[str, Any], status: int) -> None:
    assert book(office, **more).status_code == status


def test_a_full_slot_is_refused_with_the_next_that_are_free_and_a_cancelled_one_is_free_again(
    office: Office, store: Store
) -> None:
    network_rows.apply(store.engine, described(rules={"bookings_per_slot": 1}))
    office.rooms.store.refresh()
    code = book(office).get_json()["code"]
    before = everything(store)

    refused = book(office, slot="2026-11-24T10:05:00+07:00")
    kept = everything(store) == before
    cancel(office, code)
    given = book(office, slot="2026-11-24T10:05:00+07:00")

    told = refused.get_json()
    assert (refused.status_code, told["type"], kept) == (409, "/problems/slot-full", True)
    assert told["free"] == [f"2026-11-24T{clock}:00+07:00" for clock in ("10:15", "10:30", "10:45")]
    assert "10:15 (24/11), 10:30 (24/11), 10:45 (24/11)" in told["detail"]
    assert given.status_code == 201


def test_of_those_who_ask_at_once_for_the_last_place_of_a_slot_one_gets_it(office: Office, store: Store) -> None:
    network_rows.apply(store.engine, described(rules={"bookings_per_slot": 1}))
    office.rooms.store.refresh()
    greeters = [office.client("greeter").again() for _ in range(6)]

    def ask(greeter: Client) -> int:
        return greeter.post(f"/branches/{HERE}/bookings", {"service": "land", "slot": SLOT}).status_code

    with ThreadPoolExecutor(len(greeters)) as at_once:
        told = sorted(at_once.map(ask, greeters))

    assert told == [201, *[409] * 5]


def cancel(office: Office, code: str, *, branch: str = HERE, role: str = "greeter") -> Any:
    return office.client(role, branch).post(f"/branches/{branch}/bookings/{code}/cancel")


def test_a_cancelled_appointment_is_told_kindly_and_what_was_said_of_the_visitor_is_gone(
    office: Office, store: Store
) -> None:
    code = book(office, priority="priority", needs=["deaf"]).get_json()["code"]
    done = cancel(office, code.lower())
    office.client("kiosk", HERE)
    before = everything(store)

    refused = check_in(office, code)

    assert (done.status_code, done.get_json()["code"], done.get_json()["slot"][:16]) == (200, code, SLOT[:16])
    assert (refused.status_code, refused.get_json()["type"]) == (409, "/problems/booking-cancelled")
    assert refused.get_json()["service"] == "land"
    assert "10:00 on 24/11/2026 was cancelled" in refused.get_json()["detail"]
    assert everything(store) == before
    assert not {"priority", "deaf"} & set(str(before["booking"]).replace("'", " ").replace('"', " ").split())
    assert code.replace("-", "") not in " ".join(one.body for one in events_of(store) if "appointment" in one.kind)


def test_cancelling_again_is_answered_the_same_and_changes_nothing(office: Office, store: Store) -> None:
    code = book(office).get_json()["code"]
    first = cancel(office, code)
    office.go_to("2026-11-24T09:30+07:00")
    before = everything(store)

    again = cancel(office, code)

    assert (again.status_code, again.get_json()) == (200, first.get_json())
    assert everything(store) == before
    assert kinds_of(store).count("appointment_cancelled") == 1


def test_what_cannot_be_cancelled_is_told_and_changes_nothing(office: Office, store: Store) -> None:
    code, used = book(office).get_json()["code"], book(office).get_json()["code"]
    number = check_in(office, used).get_json()["number"]
    office.client("greeter", THERE)
    before = everything(store)

    told = [
        cancel(office, "2222-2223"),
        cancel(office, "2222-2222"),
        cancel(office, used),
        cancel(office, code, branch=THERE),
        cancel(office, code, role="kiosk"),
    ]

    assert [(one.status_code, one.get_json()["type"].removeprefix("/problems/")) for one in told] == [
        (422, "bad-booking-code"),
        (404, "booking-not-found"),
        (409, "booking-used"),
        (409, "booking-elsewhere"),
        (403, "forbidden"),
    ]
    assert number in told[2].get_json()["detail"]
    # The other branch may have begun its day with the question.
    assert everything(store)["booking"] == before["booking"]


@pytest.mark.parametrize("role", ["branch-manager", "display", None])
def test_only_who_gives_numbers_gives_appointments(office: Office, role: str | None) -> None:
    who = office.client(role) if role else office.client()

    refused = who.post(f"/branches/{HERE}/bookings", {"service": "land", "slot": SLOT})

    assert refused.status_code == (403 if role else 401)


def test_appointments_are_forgotten(office: Office, store: Store) -> None:
    code = book(office).get_json()["code"]
    office.go_to("2026-11-26T10:00+07:00")
    store.refresh()

    forget_old_tokens(store, older_than=timedelta(days=1))

    assert check_in(office, code).status_code == 404
