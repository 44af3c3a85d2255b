"""What may a visitor do at the kiosk beside taking a number: look up, show a ticket, say that no paper came?"""

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from display.speaker import Speaker
from kiosk.mine import REPRINTS
from kiosk.speech import REST_AFTER_S, Speech
from tests.integration.fake_queue_server import NAMES, QueueServer
from tests.integration.kiosk_place import FORM, HERE, LAND, THREE, Place, a_place, a_planned_server
from tests.waiting import wait_until

pytestmark = pytest.mark.usefixtures("unhurried")


@pytest.fixture
def server() -> Iterator[QueueServer]:
    with a_planned_server() as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, server: QueueServer) -> Iterator[Place]:
    with a_place(tmp_path, server) as made:
        yield made


def test_the_page_is_told_documents_groups_needs_and_how_many_dossiers(place: Place) -> None:
    state = place.get("/state").get_json()

    assert state["services"][0]["documents"] == THREE
    assert (state["groups"], state["dossiers_max"], state["can_scan"]) == ([], 20, True)
    assert [need["code"] for need in state["needs"]] == ["deaf", "interpreter", "low-vision", "wheelchair"]


@pytest.mark.parametrize("cut", [False, True])
def test_paper_says_where_to_wait_and_what_to_have_ready_in_large_print_if_wished(
    place: Place, server: QueueServer, cut: bool
) -> None:
    if cut:
        place.kiosk.knowledge.lost("cut")

    ticket = place.take(large=True, needs=["deaf"], dossiers=3)
    paper = place.kiosk.papers.paper(place.kiosk.outbox.of(ticket["id"]).ticket)  # type: ignore[union-attr, arg-type]
    place.kiosk.catch_up()

    assert (paper.zone, paper.zone_vi, paper.documents, paper.large) == (
        "Hall A",
        "Sảnh A",
        ("Land certificate",),
        True,
    )
    _, _, body = server.asked[-1]
    assert (body["needs"], body["dossiers"], "large" in body) == (["deaf"], 3, False)


@pytest.mark.parametrize("cut", [False, True])
def test_who_chose_a_procedure_by_words_reads_its_documents_on_paper_and_on_a_reprint(
    place: Place, server: QueueServer, cut: bool
) -> None:
    if cut:
        place.kiosk.knowledge.lost("cut")

    ticket = place.take(procedure="first")
    place.post(f"/mine/{ticket['token']}/print")
    place.kiosk.catch_up()

    assert [paper.documents for paper in papers_of(place)] == [("Form 15",), ("Form 15",)]
    assert "procedure" not in server.asked[-1][2]


@pytest.mark.parametrize("procedure", ["pub", "nothing", "land", None])
def test_a_procedure_that_is_none_of_the_service_leaves_its_documents(place: Place, procedure: str | None) -> None:
    place.take(procedure=procedure)

    assert [paper.documents for paper in papers_of(place)] == [("Land certificate",)]
    assert place.post("/tickets", LAND | {"procedure": 7}).status_code == 422


def test_a_reprint_tells_its_own_time_beside_the_tickets(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = place.take()
    times = [datetime.fromisoformat(f"2026-11-{at}:30Z") for at in ("24T03:46", "25T03:46")]
    monkeypatch.setattr(place.kiosk.papers, "_now", lambda: times.pop(0))

    place.kiosk.papers.again(ticket)
    place.kiosk.papers.again(ticket)

    assert [paper.reprinted_at for paper in papers_of(place)] == [None, "10:46", "10:46 25/11"]
    assert {f"{paper.issued_at:%H:%M}" for paper in papers_of(place)} == {"10:42"}


def test_who_changes_to_another_service_reads_its_documents_on_the_reprint(place: Place) -> None:
    ticket = place.take(procedure="first")
    place.post(f"/mine/{ticket['token']}/change-service", {"service": "results"})

    place.post(f"/mine/{ticket['token']}/print")

    assert [paper.documents for paper in papers_of(place)] == [("Form 15",), ()]


def test_the_networks_own_layout_is_used_from_the_moment_it_is_known(place: Place, tmp_path: Path) -> None:
    assert place.spool.layout.number_mm == 24


@pytest.mark.parametrize("large", ["yes", 1, None])
def test_a_form_that_is_none_is_refused(place: Place, large: object) -> None:
    assert place.post("/tickets", LAND | {"large": large}).status_code == (201 if large is None else 422)


@pytest.mark.parametrize("query", ["sổ đỏ", "so do", "SO DO", "sodo", "title"])
def test_a_procedure_is_found_by_plain_words_with_what_to_bring_also_without_a_line(place: Place, query: str) -> None:
    place.kiosk.knowledge.lost("cut")

    found = place.get("/search", query_string={"q": query}).get_json()["found"]

    assert (found[0]["service"], found[0]["procedure"], found[0]["documents"]) == ("land", "first", FORM)


def test_what_is_not_offered_here_is_not_found_and_a_services_own_name_is(place: Place) -> None:
    alcohol = place.get("/search?q=rượu").get_json()["found"]
    land = place.get("/search?q=dat dai").get_json()["found"]

    assert alcohol == []
    assert [one["procedure"] for one in land] == ["land"]


@pytest.mark.parametrize("form", ["http://q/t/{}", "https://other.example/t/{}?from=paper", "{}", " {}\n"])
def test_a_scanned_ticket_says_where_it_stands_and_what_its_holder_may_do(place: Place, form: str) -> None:
    ticket = place.take()

    mine = place.post("/mine", {"scanned": form.format(ticket["token"])}).get_json()

    assert (mine["number"], mine["state"], mine["ahead"]) == (ticket["number"], "waiting", 4)
    assert (mine["wait_low_s"], mine["wait_high_s"]) == (1200, 1800)
    assert mine["can"] == ["change-service", "add-service", "cancel", "print"]


@pytest.mark.parametrize("scanned", ["T001", "", None, 7, "http://q/", "http://q/t/short", "x" * 65, ["a"]])
def test_a_number_alone_opens_no_ticket(place: Place, server: QueueServer, scanned: object) -> None:
    place.take()
    asked = len(server.deeds)

    answer = place.post("/mine", {"scanned": scanned})
    deed = place.post("/mine/T001/cancel")

    assert (answer.status_code, answer.get_json()["type"]) == (422, "/problems/not-a-ticket")
    assert (deed.status_code, len(server.deeds)) == (422, asked)


def test_a_code_that_nobody_knows_is_the_servers_not_found(place: Place) -> None:
    answer = place.post("/mine", {"scanned": "A" * 22})

    assert (answer.status_code, answer.get_json()["type"]) == (404, "/problems/ticket-not-found")


def test_its_holder_changes_adds_and_cancels_by_the_server(place: Place, server: QueueServer) -> None:
    token = place.take()["token"]

    changed = place.post(f"/mine/{token}/change-service", {"service": "results"}).get_json()
    added = place.post(f"/mine/{token}/add-service", {"service": "land"})
    cancelled = place.post(f"/mine/{token}/cancel").get_json()

    assert (changed["service"], added.status_code, cancelled["state"]) == ("results", 200, "cancelled")
    assert [deed for _, deed, _ in server.deeds] == ["change-service", "add-service", "cancel"]
    assert cancelled["can"] == ["change-service", "add-service", "cancel"]


@pytest.mark.parametrize(("deed", "status"), [("change-service", 422), ("postpone", 404), ("destroy", 404)])
def test_what_the_page_may_not_ask_reaches_no_server(place: Place, server: QueueServer, deed: str, status: int) -> None:
    token = place.take()["token"]

    answer = place.post(f"/mine/{token}/{deed}", {"service": 7})

    assert (answer.status_code, server.deeds) == (status, [])


def test_while_the_line_is_cut_a_ticket_of_this_kiosk_is_still_found_but_nothing_is_changed(place: Place) -> None:
    place.kiosk.knowledge.lost("cut")
    ticket = place.take()

    mine = place.post("/mine", {"scanned": ticket["phone_url"]}).get_json()
    other = place.post("/mine", {"scanned": "A" * 22})

    assert (mine["number"], mine["can"], mine["ahead"]) == (ticket["number"], ["print"], None)
    assert (other.status_code, other.get_json()["type"]) == (503, "/problems/no-line")


def test_a_ticket_is_printed_again_with_the_mark_a_few_times_and_no_more(place: Place) -> None:
    ticket = place.take()

    answers = [place.post(f"/mine/{ticket['token']}/print") for _ in range(REPRINTS + 1)]
    jobs = place.spool.jobs_of(ticket["id"])

    assert [answer.status_code for answer in answers] == [200] * REPRINTS + [429]
    assert len(jobs) == 1 + REPRINTS
    assert [paper.reprint for paper in papers_of(place)] == [False] + [True] * REPRINTS
    assert {paper.number for paper in papers_of(place)} == {ticket["number"]}


def papers_of(place: Place) -> list[Any]:
    """Every paper that the spool was given."""
    from printers.ticket_paper import TicketPaper

    return [
        TicketPaper.from_json(row[0]) for row in place.spool._kept._read("SELECT paper FROM jobs ORDER BY place", ())
    ]


def make_unknown(place: Place, job: str) -> None:
    place.spool._kept.change(job, "unknown", "no-acknowledgement", now=time.time())


def test_a_paper_that_came_out_after_all_is_printed(place: Place) -> None:
    ticket = place.take()
    make_unknown(place, ticket["id"])

    answer = place.post(f"/tickets/{ticket['id']}/came-out", {"yes": True}).get_json()

    assert (answer["print"], len(papers_of(place))) == ("printed", 1)


@pytest.mark.parametrize(("printer", "beside"), [("own", False), ("127.0.0.1:9101", True)])
def test_a_paper_that_came_out_of_the_backup_says_so(place: Place, printer: str, beside: bool) -> None:
    ticket = place.take()
    name = place.spool.address.name if printer == "own" else printer
    place.spool._kept.begin(ticket["id"], printer=name, mm=90, now=time.time())
    place.spool._kept.change(ticket["id"], "printed", None, now=time.time())

    seen = place.get(f"/tickets/{ticket['id']}").get_json()

    assert (ticket["by_backup"], seen["print"], seen["by_backup"]) == (False, "printed", beside)


def test_a_paper_that_did_not_come_out_is_printed_again_once_with_the_mark_and_the_same_number(place: Place) -> None:
    ticket = place.take()
    make_unknown(place, ticket["id"])

    first = place.post(f"/tickets/{ticket['id']}/came-out", {"yes": False}).get_json()
    again = place.post(f"/tickets/{ticket['id']}/came-out", {"yes": False}).get_json()

    assert (first["print"], again["print"], first["number"]) == ("queued", "queued", ticket["number"])
    assert [(paper.reprint, paper.number) for paper in papers_of(place)] == [
        (False, ticket["number"]),
        (True, ticket["number"]),
    ]


def test_of_a_paper_of_which_something_is_known_a_visitors_word_changes_nothing(place: Place) -> None:
    ticket = place.take()

    answer = place.post(f"/tickets/{ticket['id']}/came-out", {"yes": False}).get_json()

    assert (answer["print"], len(papers_of(place))) == ("queued", 1)


@pytest.mark.parametrize("body", [{}, {"yes": "no"}, {"yes": 1}, []])
def test_a_word_that_is_none_is_refused(place: Place, body: object) -> None:
    ticket = place.take()

    assert place.post(f"/tickets/{ticket['id']}/came-out", body).status_code == 422
    assert place.post("/tickets/nobody/came-out", {"yes": True}).status_code == 404


def test_advice_is_the_servers_and_none_where_it_has_none_or_is_away(place: Place, server: QueueServer) -> None:
    before = place.get("/advice?service=land").get_json()
    server.offers = [{"branch": "c", "names": NAMES, "travel_s": 720, "wait_low_s": 300, "wait_high_s": 600}]
    offered = place.get("/advice?service=land").get_json()
    place.kiosk.knowledge.lost("cut")

    assert (before, offered) == ({"offers": []}, {"offers": server.offers})
    assert place.get("/advice?service=land").get_json() == {"offers": []}


def test_who_chooses_the_other_branch_gets_its_number_and_no_room_of_this_one(
    place: Place, server: QueueServer
) -> None:
    ticket = place.take(advised="c")
    paper = place.kiosk.papers.paper(place.kiosk.outbox.of(ticket["id"]).ticket)  # type: ignore[union-attr, arg-type]

    assert (ticket["branch"], ticket["number"], paper.number, paper.zone) == ("c", "T777", "T777", None)
    assert place.get(f"/tickets/{ticket['id']}").get_json()["number"] == "T777"


def test_an_offer_that_has_lapsed_leaves_the_visitor_a_number_here(place: Place) -> None:
    ticket = place.take(advised="full")

    assert (ticket["branch"], ticket["number"], ticket["not_moved"]) == ("b", "T001", "offer")


def test_while_the_line_is_cut_who_chose_another_branch_gets_a_number_here(place: Place) -> None:
    place.kiosk.knowledge.lost("cut")

    ticket = place.take(advised="c")

    assert (ticket["branch"], ticket["number"], ticket["offline"]) == ("b", "T100", True)
    assert ticket["not_moved"] == "line"
    assert place.post("/tickets", LAND | {"advised": 7}).status_code == 422


def test_a_voice_that_fails_is_said_and_costs_nothing_else(place: Place) -> None:
    answer = place.get("/speech", query_string={"language": "vi", "text": "Đất đai"})

    assert (answer.status_code, answer.get_json()["type"]) == (503, "/problems/cannot-speak")
    assert place.post("/tickets", LAND).status_code == 201


@pytest.mark.parametrize(
    "asked", [{}, {"text": ""}, {"text": "x", "language": "de"}, {"text": "x" * 500}, {"text": "\0"}]
)
def test_what_is_no_sentence_is_not_spoken(place: Place, asked: dict[str, str]) -> None:
    assert place.get("/speech", query_string={"language": "vi"} | asked).status_code == 422


def test_a_sentence_is_spoken_once_and_the_voice_rests_when_nobody_listens(tmp_path: Path, server: QueueServer) -> None:
    at = [0.0]
    speaker = Speaker()
    speech = Speech(tmp_path, speaker, clock=lambda: at[0])

    first = speech.clip("Đất đai", "vi")
    again = speech.clip("  Đất   đai ", "vi")
    spoke = speaker.pid
    at[0] = REST_AFTER_S + 1
    speech.rest()

    assert (first, first.read_bytes()[:4]) == (again, b"RIFF")
    assert (spoke is not None, speaker.pid) == (True, None)


def test_the_server_learns_how_the_kiosk_does_once_and_again_when_that_changes(
    place: Place, server: QueueServer
) -> None:
    place.kiosk.catch_up()
    before = list(server.told)
    place.kiosk.close_to_visitors(closed=True)

    place.kiosk.catch_up()

    assert [(one["name"], one["condition"], one["closed"]) for one in before] == [("b", "unknown", False)] * len(before)
    assert 1 <= len(before) <= 2
    assert (server.told[-1]["closed"], server.told[-1]["numbers_left"]) == (True, 100)


def test_staff_are_told_of_a_broken_file_that_was_set_aside_until_it_is_taken_away(
    tmp_path: Path, server: QueueServer
) -> None:
    (tmp_path / "kiosk.sqlite3").write_bytes(b"no database " * 1000)
    place = Place(tmp_path, server)

    place.kiosk.catch_up()
    file = place.get("/status").get_json()["file"]
    for one in file["broken"]:
        (tmp_path / one).unlink()
    place.kiosk.catch_up()
    place.kiosk.stop()
    place.speech.close()

    assert (file["durable"], len(file["broken"])) == (True, 1)
    assert [one["durable"] for one in server.told] == [False, True]


def test_an_appointments_code_takes_its_holder_in_with_one_paper(place: Place, server: QueueServer) -> None:
    server.bookings["K7M29QXA"] = "b-1"

    first = place.post("/mine", {"scanned": "k7m2-9qxa"}).get_json()
    again = place.post("/mine", {"scanned": " K7M2 9QXA"}).get_json()

    assert (first["number"], first["checked_in"], first["state"]) == ("T001", True, "waiting")
    assert again == first
    assert first["paper"] == {
        "id": "b-1",
        "print": "queued",
        "print_reason": None,
        "by_backup": False,
        "phone_url": f"http://q/t/{'k' * 22}",
    }
    wait_until(lambda: place.spool.jobs_of("b-1"))
    assert len(place.spool.jobs_of("b-1")) == 1
    unknown = place.post("/mine", {"scanned": "AAAA-BBBB"})
    assert (unknown.status_code, unknown.get_json()["type"]) == (404, "/problems/booking-not-found")


def test_who_is_taken_in_reads_his_appointments_hour_on_screen_and_paper(place: Place, server: QueueServer) -> None:
    server.bookings["K7M29QXA"] = "b-1"
    server.twists["check-in"] = {"slot": "2026-11-24T10:30:00.000+07:00"}

    told = place.post("/mine", {"scanned": "K7M2-9QXA"}).get_json()

    assert told["slot"] == "2026-11-24T10:30:00.000+07:00"
    assert [(paper.appointed, paper.slot) for paper in papers_of(place)] == [("10:30", None)]


@pytest.mark.parametrize("again", [False, True])
def test_who_is_taken_in_or_asks_for_his_paper_once_more_can_follow_what_becomes_of_it(
    place: Place, server: QueueServer, again: bool
) -> None:
    server.bookings["K7M29QXA"] = "b-1"
    told = place.post("/mine", {"scanned": "K7M2-9QXA"}).get_json()
    if again:
        told = place.post(f"/mine/{told['token']}/print").get_json()
    job = place.spool.jobs_of("b-1")[-1]

    place.spool._kept.change(job, "failed", "paper-out", now=time.time())
    seen = place.get(f"/tickets/{told['paper']['id']}").get_json()

    assert told["paper"]["print"] == "queued"
    assert (seen["print"], seen["print_reason"], seen["number"]) == ("failed", "paper-out", told["number"])
    assert ("again" in job) is again


def test_a_paper_of_another_kiosks_ticket_can_be_followed_too(place: Place, server: QueueServer) -> None:
    elsewhere = server.take("b", {"id": "far", "token": "z" * 22, "services": ["land"]})

    told = place.post(f"/mine/{elsewhere['token']}/print").get_json()

    assert place.get(f"/tickets/{told['paper']['id']}").get_json()["print"] == "queued"


def test_a_refused_code_is_told_with_what_the_page_needs_for_the_next_step(place: Place, server: QueueServer) -> None:
    facts = {"branch": "c", "branch_names": THREE, "travel_s": 720, "service": "land"}
    server.no_booking = {"type": "/problems/booking-elsewhere", "status": 409} | facts

    told = place.post("/mine", {"scanned": "K7M2-9QXA"})
    lost = place.post("/mine", {"scanned": "A" * 22}).get_json()

    assert told.status_code == 409
    assert told.get_json().items() >= (facts | {"appointment": True, "type": "/problems/booking-elsewhere"}).items()
    assert "appointment" not in lost


def test_a_ticket_of_another_branch_is_named_with_it_and_printed_without_a_room_of_this_one(
    place: Place, server: QueueServer
) -> None:
    ticket = place.take()
    server.tickets[ticket["id"]]["branch"] = "c"

    mine = place.post("/mine", {"scanned": ticket["token"]}).get_json()
    place.post(f"/mine/{ticket['token']}/print")

    assert (mine["is_here"], mine["branch"], mine["state"], mine["can"]) == (False, "c", "waiting", ["cancel", "print"])
    assert [paper.zone for paper in papers_of(place)] == ["Hall A", None]


def test_a_ticket_of_another_day_says_so_and_leaves_nothing_to_do(place: Place, server: QueueServer) -> None:
    ticket = place.take()
    server.tickets[ticket["id"]]["issued_at"] = "2026-11-23T16:40:00.000+07:00"

    mine = place.post("/mine", {"scanned": ticket["token"]}).get_json()

    assert (mine["day"], mine["can"]) == ("23/11/2026", [])


DAYS = [
    {"day": day, "first": f"{day}T08:30:00+07:00"} for day in ("2026-11-24", "2026-11-25", "2026-11-27", "2026-11-30")
]
CHOSEN = {"id": "019aa000-0000-7000-8000-000000000001", "service": "land", "slot": DAYS[1]["first"]}


def test_the_next_days_are_offered_but_none_of_today_and_none_while_the_line_is_cut(
    place: Place, server: QueueServer
) -> None:
    server.days = DAYS

    offered = place.get("/dates?service=land").get_json()["dates"]
    place.kiosk.knowledge.lost("cut")

    assert offered == [one["first"] for one in DAYS[1:]]
    assert place.get("/dates?service=land").get_json() == {"dates": []}


def test_a_chosen_day_is_one_appointment_with_one_paper_however_often_it_is_asked_for(
    place: Place, server: QueueServer
) -> None:
    first = place.page.post("/dates", json=CHOSEN, base_url=HERE, headers={"Accept-Language": "en"})
    again = place.page.post("/dates", json=CHOSEN, base_url=HERE, headers={"Accept-Language": "en"})
    told = first.get_json()
    wait_until(lambda: papers_of(place))

    assert (first.status_code, again.get_json()["code"], len(server.promised)) == (201, told["code"], 1)
    assert (told["slot"], told["service_names"]["en"], told["documents"]) == (
        CHOSEN["slot"],
        "Land",
        ["Land certificate"],
    )
    (paper,) = papers_of(place)
    assert (paper.number, paper.url, paper.slot.isoformat()) == (told["code"], told["code"], CHOSEN["slot"])
    assert (paper.branch_name, paper.language) == ("Tây Hồ branch", "en")
    assert place.get(f"/dates/{told['code']}").get_json()["print"] == "queued"


def test_the_appointment_for_a_procedure_lists_its_documents_on_paper_and_on_the_screen(place: Place) -> None:
    told = place.post("/dates", CHOSEN | {"procedure": "first"}).get_json()
    wait_until(lambda: papers_of(place))

    assert ([paper.documents for paper in papers_of(place)], told["bring"]) == ([("Đơn mẫu 15",)], FORM)


@pytest.mark.parametrize("asked", [{}, {"id": "x"}, {"service": 7}, {"slot": None}])
def test_what_is_no_choice_of_a_day_reaches_no_server(place: Place, server: QueueServer, asked: dict[str, Any]) -> None:
    assert place.post("/dates", CHOSEN | asked if asked else {}).status_code == 422
    assert server.promised == {}
