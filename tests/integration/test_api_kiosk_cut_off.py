"""What does the server make of tickets that a kiosk made while its line was cut, and what did it tell it before?"""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from uuid_utils import uuid7

from config.settings import Settings
from server.app import create_app
from tests.integration.databases import HERE
from tests.integration.office import Client, Office

LEASES = f"/branches/{HERE}/number-leases"
TICKETS = f"/branches/{HERE}/tickets"


def a_lease(kiosk: Client) -> list[str]:
    """The first numbers of a block for land."""
    told = kiosk.post(LEASES, {"service": "land", "count": 10}).get_json()
    return [f"T{int(told['from'][1:]) + ahead}" for ahead in range(10)]


def made_there(number: str, issued_at: str) -> dict[str, Any]:
    """A ticket as a kiosk keeps it."""
    own = {"id": str(uuid7()), "token": secrets.token_urlsafe(16)}
    return {"services": ["land"], "number": number, "issued_at": f"2026-11-24T{issued_at}+07:00", **own}


def issued(answer: Any) -> str:
    assert answer.status_code == 201, answer.text
    told: str = answer.get_json()["issued_at"]
    return told[11:19]


def test_tickets_that_are_handed_over_in_turn_keep_their_own_times(office: Office) -> None:
    kiosk = office.client("kiosk")
    first, second, third, *_ = a_lease(kiosk)
    office.later(hours=2)

    times = [
        issued(kiosk.post(TICKETS, made_there(number, at)))
        for number, at in ((first, "09:10:00"), (second, "09:10:07"), (third, "10:59:00"))
    ]

    assert times == ["09:10:00", "09:10:07", "10:59:00"]


def test_what_a_slow_line_delivers_in_between_moves_no_ticket_from_its_time(office: Office) -> None:
    kiosk = office.client("kiosk")
    first, *_ = a_lease(kiosk)
    office.later(hours=1)
    ghost = kiosk.take()

    time = issued(kiosk.post(TICKETS, made_there(first, "09:30:00")))

    assert (ghost["issued_at"][11:19], time) == ("10:00:00", "09:30:00")


def test_a_restart_of_the_server_during_the_cut_leaves_the_true_time(
    office: Office, database: str, tmp_path: Path
) -> None:
    first, second, *_ = a_lease(office.client("kiosk"))
    office.later(hours=2)
    restarted = create_app(Settings(data=tmp_path, database_url=database), async_mode="threading")
    kiosk = Client(restarted, office.token("kiosk"))

    times = [issued(kiosk.post(TICKETS, made_there(first, "09:20:00")))]
    too_early = issued(kiosk.post(TICKETS, made_there(second, "08:10:00")))
    close(restarted)

    assert times == ["09:20:00"]
    assert too_early == "09:00:00"


def close(app: APIFlask) -> None:
    Office(app).close()


@pytest.mark.parametrize(("said", "kept"), [("08:59:00", "09:00:00"), ("11:30:00", "10:00:00")])
def test_a_kiosks_word_holds_between_its_lease_and_the_receipt(office: Office, said: str, kept: str) -> None:
    kiosk = office.client("kiosk")
    first, *_ = a_lease(kiosk)
    office.later(hours=1)

    assert issued(kiosk.post(TICKETS, made_there(first, said))) == kept


def test_who_got_a_number_before_lunch_is_taken_though_the_line_is_back_at_lunch(office: Office) -> None:
    kiosk = office.client("kiosk")
    first, second, *_ = a_lease(kiosk)
    office.go_to("2026-11-24T12:20+07:00")

    in_time = issued(kiosk.post(TICKETS, made_there(first, "11:50:00")))
    too_late = kiosk.post(TICKETS, made_there(second, "12:10:00"))

    assert in_time == "11:50:00"
    assert (too_late.status_code, too_late.get_json()["type"]) == (409, "/problems/service-closed")


def test_a_number_of_yesterday_is_refused_though_a_block_of_today_holds_it_too(office: Office) -> None:
    kiosk, other = office.client("kiosk"), office.stranger("kiosk")
    first, *_ = a_lease(kiosk)
    late = made_there(first, "16:59:00")
    office.go_to("2026-11-25T08:05+07:00")
    again, *_ = a_lease(other)

    refused = kiosk.post(TICKETS, late)
    given = other.post(TICKETS, made_there(again, "16:59:00") | {"issued_at": "2026-11-25T08:05:00+07:00"})

    assert first == again
    assert (refused.status_code, refused.get_json()["type"]) == (422, "/problems/bad-number")
    assert issued(given) == "08:05:00"


def test_the_hall_is_called_by_the_true_time_of_issue(office: Office) -> None:
    one, other, officer = office.client("kiosk"), office.stranger("kiosk"), office.client("officer")
    (mine, later, *_), (theirs, *_) = a_lease(one), a_lease(other)
    office.later(hours=1)
    online = officer.take()
    for kiosk, number, at in ((one, mine, "09:30:00"), (one, later, "09:50:00"), (other, theirs, "09:40:00")):
        issued(kiosk.post(TICKETS, made_there(number, at)))
    officer.does("1", "open", {"services": ["land"]})

    called = [officer.does("1", "call-next")["ticket"]["number"] for _ in range(4)]

    assert called == [mine, theirs, later, online["number"]]


def test_a_branch_tells_its_hours_of_today_and_the_next_days_in_its_own_zone(office: Office) -> None:
    told = office.client().get(f"/branches/{HERE}")["hours"]

    assert [one["day"] for one in told] == [f"2026-11-{day}" for day in range(24, 31)] + ["2026-12-01"]
    assert told[0]["ranges"] == [
        {"from": "2026-11-24T08:00:00+07:00", "to": "2026-11-24T12:00:00+07:00"},
        {"from": "2026-11-24T13:00:00+07:00", "to": "2026-11-24T17:00:00+07:00"},
    ]
    assert [len(one["ranges"]) for one in told] == [2, 2, 2, 2, 0, 0, 2, 2]


def test_hours_told_at_night_begin_with_the_local_day(office: Office) -> None:
    office.go_to("2026-11-25T00:30+07:00")

    told = office.client().get(f"/branches/{HERE}")["hours"]

    assert datetime.fromisoformat(told[0]["ranges"][0]["from"]) - office.store.now() == timedelta(hours=7, minutes=30)
