"""What does a kiosk make of answers that its server would never give? None of them is shown, printed or kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.fake_queue_server import NAMES, QueueServer
from tests.integration.kiosk_place import Place, a_place, a_planned_server, in_haste

pytestmark = pytest.mark.usefixtures("unhurried")

OFFER: dict[str, Any] = {"branch": "c", "names": NAMES, "travel_s": 720, "wait_low_s": 300, "wait_high_s": 600}
NO_TICKET: list[dict[str, Any]] = [
    {"number": "<b>1</b>"},
    {"branch_names": {"vi": "Chi nhánh"}},
    {"service_names": {"vi": {}, "en": [], "fr": 7}},
    {"wait_low_s": "soon"},
    {"wait_high_s": {"a": 1}},
    {"ahead": [12]},
    {"back_at": 7},
    {"draw_at": "soon"},
    {"branch": {"code": "b"}},
    {"issued_at": "9999-12-31T23:59:59+00:00"},
    {"language": "tlh"},
    {"wait_p50_s": float("inf")},
]


@pytest.fixture
def server() -> Iterator[QueueServer]:
    with a_planned_server() as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, server: QueueServer) -> Iterator[Place]:
    with a_place(tmp_path, server) as made:
        yield made


@pytest.mark.parametrize("twist", NO_TICKET, ids=str)
def test_a_ticket_of_nonsense_is_none_and_the_visitor_gets_one_of_the_kiosks_own(
    place: Place, server: QueueServer, twist: dict[str, Any]
) -> None:
    server.twists["tickets"] = twist

    with in_haste():
        ticket = place.take()

    assert (ticket["number"], ticket["offline"], ticket["branch_names"]) == ("T100", True, NAMES)
    assert (ticket["wait_low_s"], ticket["back_at"], ticket["language"]) == (2400, None, "en")
    assert place.get("/status").get_json()["link"]["unconfirmed"] == 1


@pytest.mark.parametrize("twist", NO_TICKET, ids=str)
def test_where_a_scanned_ticket_stands_is_told_as_it_was_given_when_the_server_says_nonsense(
    place: Place, server: QueueServer, twist: dict[str, Any]
) -> None:
    ticket = place.take()
    server.twists["ticket"] = twist | {"state": ["waiting"]}

    shown = place.post("/mine", {"scanned": ticket["token"]}).get_json()

    assert (shown["number"], shown["state"], shown["ahead"]) == ("T001", "waiting", None)


@pytest.mark.parametrize(("deed", "twist"), [("cancel", {"steps": 7}), ("cancel", {"state": {}})], ids=str)
def test_a_deed_that_is_answered_by_nonsense_is_said_not_to_be_known(
    place: Place, server: QueueServer, deed: str, twist: dict[str, Any]
) -> None:
    ticket = place.take()
    server.twists[deed] = twist

    answer = place.post(f"/mine/{ticket['token']}/{deed}")

    assert (answer.status_code, answer.get_json()["type"]) == (503, "/problems/no-server")


def test_a_code_that_is_answered_by_nonsense_takes_nobody_in_and_prints_nothing(
    place: Place, server: QueueServer
) -> None:
    server.bookings["K7M29QXA"] = "b-1"
    server.twists["check-in"] = {"service_names": 7}

    answer = place.post("/mine", {"scanned": "K7M2-9QXA"})

    assert (answer.status_code, answer.get_json()["type"]) == (503, "/problems/no-server")
    assert place.kiosk.papers.ticket("b-1") is None


@pytest.mark.parametrize("problem", [{"title": 7}, {"detail": {"text": "no"}}, {"type": None}], ids=str)
def test_a_refusal_without_a_sentence_is_none(place: Place, server: QueueServer, problem: dict[str, Any]) -> None:
    server.mood, server.twists["tickets"] = "closed", problem

    with in_haste():
        assert place.take()["offline"] is True


def test_what_a_refused_code_says_of_the_way_is_left_out_where_it_is_nonsense(
    place: Place, server: QueueServer
) -> None:
    server.twists["check-in"] = {"service": ["land"], "travel_s": "far", "type": "/problems/booking-elsewhere"}

    told = place.post("/mine", {"scanned": "K7M2-9QXA"}).get_json()

    assert (told["type"], told["appointment"], "service" in told, "travel_s" in told) == (
        "/problems/booking-elsewhere",
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    "offers",
    [7, [7], [{}], [OFFER | {"names": 7}], [OFFER | {"travel_s": "far"}], [OFFER, OFFER | {"wait_low_s": None}]],
    ids=lambda one: str(one)[-60:],
)
def test_an_offer_of_nonsense_is_none(place: Place, server: QueueServer, offers: Any) -> None:
    server.twists["advice"] = {"offers": offers}

    assert place.get("/advice?service=land").get_json() == {"offers": []}


def test_who_follows_advice_to_nonsense_has_his_number_here(place: Place, server: QueueServer) -> None:
    server.twists["follow-advice"] = {"branch_names": 7}

    ticket = place.take(advised="c")

    assert (ticket["number"], ticket["branch"], ticket["offline"]) == ("T001", "b", False)


@pytest.mark.parametrize("twist", [{"slot": 7}, {"slot": "2026-11-25"}, {"code": {}}, {"service": []}], ids=str)
def test_an_appointment_of_nonsense_is_none(place: Place, server: QueueServer, twist: dict[str, Any]) -> None:
    server.twists["bookings"] = twist
    asked = {"id": "019aa000-0000-7000-8000-000000000001", "service": "land", "slot": "2026-11-25T08:30:00+07:00"}

    answer = place.post("/dates", asked)

    assert (answer.status_code, answer.get_json()["type"]) == (503, "/problems/no-date")
