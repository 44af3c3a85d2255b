"""Which times can still be promised, and who comes when? Asked by greeters, kiosks and the public."""

from typing import Any

import pytest

from server.database import network_rows
from server.database.store import Store
from tests.integration.databases import HERE, THERE
from tests.integration.deeds import everything
from tests.integration.office import Client, Office
from tests.integration.scene import described

TODAY, TOMORROW = "2026-11-24", "2026-11-25"
SLOTS = f"/branches/{HERE}/bookings/slots?service=land"
DAYS = f"/branches/{HERE}/bookings/days?service=land"


def limit(office: Office, store: Store, **rules: Any) -> None:
    network_rows.apply(store.engine, described(rules={"booking_slot_min": 60, "bookings_per_slot": 2} | rules))
    office.rooms.store.refresh()


def book(client: Client, at: str, *, service: str = "land", branch: str = HERE, key: str | None = None) -> Any:
    slot = f"{at}:00+07:00"
    return client.post(f"/branches/{branch}/bookings", {"service": service, "slot": slot}, key=key)


def starts(told: Any) -> list[tuple[str, int | None]]:
    return [(one["start"][11:16], one["free"]) for one in told["slots"]]


def test_a_days_slots_are_told_with_how_many_each_still_takes(office: Office, store: Store) -> None:
    limit(office, store)
    greeter = office.client("greeter")
    for at in ("09:00", "09:30", "10:59"):
        assert book(greeter, f"{TOMORROW}T{at}").status_code == 201
    book(greeter, f"{TOMORROW}T10:00", service="results")

    told = office.client().get(f"{SLOTS}&day={TOMORROW}")

    assert (told["service"], told["day"]) == ("land", TOMORROW)
    assert starts(told)[:3] == [("08:00", 2), ("10:00", 1), ("11:00", 2)]
    assert "12:00" not in dict(starts(told))


def test_of_today_only_what_has_not_begun_is_told_and_without_a_limit_no_count(office: Office) -> None:
    office.go_to(f"{TODAY}T10:01+07:00")

    told = office.client("kiosk").get(f"{SLOTS}&day={TODAY}")

    assert starts(told)[0] == ("10:15", None)


@pytest.mark.parametrize("day", ["2026-11-23", "2026-11-29", "2027-02-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_over_closed_or_too_far_has_none(office: Office, day: str) -> None:
    assert office.client().get(f"{SLOTS}&day={day}")["slots"] == []
    assert office.client("greeter").get(f"/branches/{HERE}/bookings?day={day}")["bookings"] == []


def test_the_next_days_that_have_room_are_told_and_the_first_is_the_one_without_a_day(
    office: Office, store: Store
) -> None:
    limit(office, store, booking_slot_min=480, bookings_per_slot=1)
    office.go_to(f"{TODAY}T16:30+07:00")
    greeter = office.client("greeter")
    book(greeter, f"{TOMORROW}T08:00")
    book(greeter, f"{TOMORROW}T13:30")
    book(greeter, "2026-11-26T13:30")

    told = office.client().get(f"{DAYS}&count=2")["days"]

    assert [(one["day"], one["first"][11:16], one["slots"], one["free"]) for one in told] == [
        ("2026-11-26", "08:00", 1, 1),
        ("2026-11-27", "08:00", 2, 2),
    ]
    assert office.client().get(SLOTS)["day"] == "2026-11-26"


@pytest.mark.parametrize("service", ["land", None])
def test_where_no_more_are_taken_in_today_nothing_of_today_is_promised(
    office: Office, store: Store, service: str | None
) -> None:
    closed = office.client("branch-manager", HERE).post(
        f"/branches/{HERE}/intake/close", {"reason": "full"} | ({"service": service} if service else {})
    )
    greeter = office.client("greeter")
    before = everything(store)

    refused = book(greeter, f"{TODAY}T11:00")

    kind = "service-intake-closed" if service else "intake-closed"
    assert closed.status_code == 200
    assert (refused.status_code, refused.get_json()["type"]) == (409, f"/problems/{kind}")
    assert everything(store) == before
    assert office.client().get(f"{SLOTS}&day={TODAY}")["slots"] == []
    assert office.client().get(DAYS)["days"][0]["day"] == TOMORROW
    assert book(greeter, f"{TOMORROW}T11:00").status_code == 201


def test_a_kiosk_promises_a_later_day_and_never_today(office: Office, store: Store) -> None:
    kiosk = office.client("kiosk")
    before = everything(store)

    refused = book(kiosk, f"{TODAY}T11:00")
    kept = everything(store) == before
    given = book(kiosk, f"{TOMORROW}T11:00", key="one")
    again = book(kiosk, f"{TOMORROW}T11:00", key="one")

    assert (refused.status_code, refused.get_json()["type"], kept) == (409, "/problems/slot-today", True)
    assert (given.status_code, again.get_json()) == (201, given.get_json())
    assert book(kiosk, f"{TOMORROW}T11:00", branch=THERE).status_code == 403


@pytest.mark.parametrize("path", [SLOTS, DAYS])
def test_what_is_not_there_or_not_well_asked_is_said(office: Office, path: str) -> None:
    anybody = office.client()

    told = [
        anybody.send("GET", path.replace(HERE, "nowhere")),
        anybody.send("GET", path.replace("land", "nothing")),
        anybody.send("GET", path.split("?", maxsplit=1)[0]),
        anybody.send("GET", f"{path}&day=soon&count=0"),
    ]

    assert [(one.status_code, one.get_json()["type"]) for one in told] == [
        (404, "/problems/branch-not-found"),
        (422, "/problems/unknown-service"),
        (422, "/problems/bad-field"),
        (422, "/problems/bad-field"),
    ]


def test_staff_see_how_each_appointment_of_a_day_stands_and_nothing_of_the_visitor(office: Office) -> None:
    greeter = office.client("greeter")
    codes = [book(greeter, f"{TODAY}T{at}").get_json()["code"] for at in ("09:30", "10:00", "10:30", "11:00")]
    book(greeter, f"{TOMORROW}T09:00")
    greeter.post(f"/branches/{HERE}/bookings/{codes[1]}/cancel")
    number = greeter.post(f"/branches/{HERE}/check-in", {"code": codes[2]}).get_json()["number"]
    office.go_to(f"{TODAY}T09:41+07:00")

    told = office.client("branch-manager", HERE).get(f"/branches/{HERE}/bookings")

    assert [(one["code"], one["state"], one["number"]) for one in told["bookings"]] == [
        (codes[0], "missed", None),
        (codes[1], "cancelled", None),
        (codes[2], "arrived", number),
        (codes[3], "booked", None),
    ]
    assert (told["day"], told["total"]) == (TODAY, 4)
    assert set(told["bookings"][0]) == {"code", "service", "slot", "language", "state", "number"}


def test_a_list_of_another_branch_or_of_no_day_is_refused(office: Office) -> None:
    greeter = office.client("greeter")

    told = [greeter.send("GET", f"/branches/{where}") for where in (f"{THERE}/bookings", f"{HERE}/bookings?day=soon")]

    assert [one.status_code for one in told] == [403, 422]
