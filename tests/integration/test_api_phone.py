"""What is only a ticket's holder told: until when one may be back, and by how much a later turn is later?"""

from tests.integration.databases import HERE
from tests.integration.office import Office


def test_who_was_missed_is_told_until_when_the_number_holds_and_afterwards_that_it_is_over(office: Office) -> None:
    officer, phone = office.client("officer"), office.client()
    officer.does("1", "open", {"services": ["land"]})
    token = office.client("greeter").take("land")["token"]
    waits = phone.get(f"/tickets/{token}")
    officer.does("1", "call-next")
    officer.does("1", "no-show")

    missed = phone.get(f"/tickets/{token}")
    office.later(minutes=15)
    last = phone.get(f"/tickets/{token}")
    office.later(seconds=1)
    late = phone.get(f"/tickets/{token}")
    refused = phone.post(f"/tickets/{token}/return")

    assert waits["return_until"] is None
    assert [one["return_until"][11:19] for one in (missed, last, late)] == ["09:15:00"] * 3
    assert ["return" in one["may"] for one in (missed, last, late)] == [True, True, False]
    assert refused.get_json()["type"] == "/problems/too-late-to-return"


def test_who_came_back_in_time_is_told_no_such_hour_any_more(office: Office) -> None:
    officer, phone = office.client("officer"), office.client()
    officer.does("1", "open", {"services": ["land"]})
    token = office.client("greeter").take("land")["token"]
    officer.does("1", "call-next")
    officer.does("1", "no-show")

    back = phone.post(f"/tickets/{token}/return").get_json()

    assert (back["state"], back["return_until"]) == ("waiting", None)


def test_by_how_much_a_turn_moves_is_told_before_and_after(office: Office) -> None:
    officer, phone = office.client("officer"), office.client()
    officer.does("1", "open", {"services": ["land"]})
    ticket = office.client("greeter").take("land")

    before = phone.get(f"/tickets/{ticket['token']}")
    after = phone.post(f"/tickets/{ticket['token']}/postpone").get_json()

    told = [(one["postpone_min"], one["postponements_left"]) for one in (before, after)]
    assert told == [(15, 2), (15, 1)]
    assert "postpone_min" not in officer.get(f"/branches/{HERE}/tickets?find={ticket['number']}")["tickets"][0]
