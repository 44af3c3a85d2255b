"""Does a hall say sorry for a promise that was broken, and tell who was missed how to come back, without a storm?"""

from typing import Any

import pytest
from sqlalchemy import update

from server.database import tables
from server.domain.apologies import ONE_BY_ONE
from server.push.seen import picture_of
from server.views.notices import notice_said
from tests.integration.databases import HERE
from tests.integration.office import Client, Office

AT = f"/branches/{HERE}"
PROMISED_S = 1200


def notices(office: Office, zone: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.client().get(f"{AT}/hall?zone={zone}" if zone else f"{AT}/hall")["notices"]
    return found


def kinds(office: Office) -> list[str]:
    return [one["kind"] for one in notices(office)]


def said(office: Office, notice: dict[str, Any], language: str) -> str:
    """Return the words of a notice's clip; they are not spoken here."""
    with office.store.read() as connection:
        seen = picture_of(connection, office.rooms, HERE)
        return notice_said(connection, seen, notice["id"], language).sentence


def promised(office: Office, count: int = 1, *, language: str = "fr") -> list[dict[str, Any]]:
    """Let people take tickets that promise a call within 20 minutes."""
    taken = [office.client("greeter").take("land", language=language) for _ in range(count)]
    with office.store.writing() as connection:
        connection.execute(update(tables.ticket).values(wait_low_s=600, wait_high_s=PROMISED_S))
    return taken


@pytest.fixture
def officer(office: Office) -> Client:
    client = office.client("officer")
    client.does("1", "open", {"services": ["land"]})
    return client


def test_a_broken_promise_is_apologised_for_once_in_the_visitors_language_first(office: Office) -> None:
    (ticket,) = promised(office)
    office.later(minutes=19)
    before = kinds(office)
    office.later(minutes=1)

    (sorry,) = notices(office)
    again = notices(office)
    heard = said(office, sorry, "fr")
    office.later(minutes=2)

    assert before == kinds(office) == []
    assert (sorry["kind"], sorry["every_s"], sorry["id"]) == ("apology", None, f"apology-{ticket['id']}")
    assert "A 001" not in sorry["texts"]["en"]
    assert "T 001" in sorry["texts"]["en"]
    assert [one.rpartition("/")[2] for one in sorry["clips"]] == ["fr.wav", "vi.wav"]
    assert (again, heard.startswith("Numéro T, zéro, zéro, un")) == ([sorry], True)


def test_who_is_called_in_time_or_asked_for_a_later_turn_is_owed_nothing(office: Office, officer: Client) -> None:
    first, second = promised(office, 2)
    officer.does("1", "call-next")
    answer = office.client().post(f"/tickets/{second['token']}/postpone")
    office.later(minutes=21)

    assert answer.status_code == 200, answer.text
    assert first["id"] != second["id"]
    assert "apology" not in kinds(office)


def test_many_broken_promises_are_one_sentence_for_the_whole_hall(office: Office) -> None:
    promised(office, ONE_BY_ONE + 1)
    office.later(minutes=21)

    (sorry,) = notices(office)
    office.later(hours=1)

    assert (sorry["kind"], sorry["every_s"], len(sorry["clips"])) == ("delay", 900, 3)
    assert [one["id"] for one in notices(office)] == [sorry["id"]]


def test_nobody_is_apologised_to_while_the_branch_stands_still(office: Office) -> None:
    promised(office)
    office.client("branch-manager").post(f"{AT}/pause", {"reason": "interruption"})
    office.later(minutes=21)

    assert kinds(office) == ["interruption"]


def test_a_promise_that_breaks_by_the_clock_alone_is_pushed_by_the_heartbeat(office: Office) -> None:
    screen = office.screen("/hall")
    promised(office)
    screen.watch(branch=HERE)
    office.hub.beat()
    office.later(minutes=20)

    office.hub.beat()

    assert screen.wait_for(lambda view: view["notices"])["notices"][0]["kind"] == "apology"


def test_who_missed_a_call_is_told_how_to_come_back_in_his_zone_for_a_minute(office: Office, officer: Client) -> None:
    office.client("greeter").take("land", language="en")
    officer.does("1", "call-next")
    officer.does("1", "no-show")

    (missed,) = notices(office)
    other_room = notices(office, "b")
    heard = said(office, missed, "en")
    office.later(minutes=2)

    assert missed["kind"] == "missed"
    assert "15 minutes" in missed["texts"]["en"]
    assert [one.rpartition("/")[2] for one in missed["clips"]] == ["en.wav", "vi.wav"]
    assert "fifteen minutes" in heard
    assert (other_room, kinds(office)) == ([], [])


def test_an_absence_that_is_taken_back_is_told_no_more_and_a_second_one_is_told_anew(
    office: Office, officer: Client
) -> None:
    ticket = office.client("greeter").take("land")

    def given_up() -> str:
        officer.does("1", "call-next")
        officer.does("1", "no-show")
        return str(notices(office)[0]["id"])

    first = given_up()
    officer.does("1", "undo")
    undone = kinds(office)
    officer.does("1", "no-show")
    office.client("greeter").post(f"{AT}/tickets/{ticket['id']}/return")
    back = kinds(office)
    office.later(minutes=1)

    assert (undone, back) == ([], [])
    assert given_up() != first
