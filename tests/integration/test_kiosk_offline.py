"""What does a visitor get at a kiosk that knows its branch and has numbers, when the server is of no use?"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from uuid_utils import uuid7

from kiosk.agent import Kiosk
from kiosk.app import create_app
from kiosk.kiosk_file import KioskFile
from kiosk.product_clock import Clocks
from kiosk.server_line import ServerLine
from kiosk.staff import TRIES
from printers.models import MODELS, PrinterAddress
from printers.spool import Spool
from tests.integration.fake_queue_server import SERVICE, QueueServer, a_queue_server
from tests.integration.kiosk_place import in_haste

pytestmark = pytest.mark.usefixtures("unhurried")

PORT = 8090
HERE = f"http://127.0.0.1:{PORT}"
LAND = {"services": ["land"], "language": "en"}
PIN = {"X-Staff-Pin": "2468"}
OPEN = [{"day": "2026-11-24", "ranges": [{"from": "2026-11-24T08:00:00+07:00", "to": "2026-11-24T12:00:00+07:00"}]}]
LUNCH = [
    {
        "day": "2026-11-24",
        "ranges": [
            {"from": "2026-11-24T08:00:00+07:00", "to": "2026-11-24T10:30:00+07:00"},
            {"from": "2026-11-24T13:00:00+07:00", "to": "2026-11-24T17:00:00+07:00"},
        ],
    }
]


class Place:
    """A kiosk whose agent looks only when it is told."""

    def __init__(self, folder: Path, server: QueueServer) -> None:
        self.folder, self.server = folder, server
        self.later_s = 0.0
        self.begin()

    def begin(self) -> None:
        self.spool = Spool(self.folder / "spool.sqlite3", PrinterAddress("127.0.0.1", 9, MODELS["TM-T20II"]))
        file = KioskFile(self.folder / "kiosk.sqlite3")
        line = ServerLine(self.server.url, "t")
        self.kiosk = Kiosk(
            branch="b",
            line=line,
            spool=self.spool,
            file=file,
            phone_url="http://q",
            staff_pin="2468",
            clocks=Clocks(monotonic=lambda: time.monotonic() + self.later_s),
        )
        self.page: FlaskClient = create_app({PORT: self.kiosk}).test_client()

    def begin_again(self) -> None:
        self.kiosk.stop()
        self.begin()

    def tap(self, body: object = LAND, **headers: str) -> Any:
        return self.page.post("/tickets", json=body, base_url=HERE, headers=headers)

    def status(self) -> dict[str, Any]:
        told: dict[str, Any] = self.page.get("/status", base_url=HERE).get_json()
        return told

    def staff(self, act: str, body: object = None, pin: str = "2468") -> Any:
        return self.page.post(f"/staff/{act}", json=body or {}, base_url=HERE, headers={"X-Staff-Pin": pin})


@pytest.fixture
def server() -> Iterator[QueueServer]:
    with a_queue_server() as running:
        running.leases, running.hours = True, OPEN
        running.priorities = [{"code": "elderly", "names": SERVICE}]
        yield running


@pytest.fixture
def place(tmp_path: Path, server: QueueServer) -> Iterator[Place]:
    made = Place(tmp_path, server)
    made.kiosk.catch_up()
    yield made
    made.kiosk.stop()


@pytest.mark.parametrize("mood", ["slow", "garbage", "busy"])
def test_a_server_of_no_use_costs_no_number_and_leaves_a_ghost_to_void(
    place: Place, server: QueueServer, mood: Any
) -> None:
    server.mood = mood
    with in_haste():
        answer = place.tap()
    known = place.status()
    server.mood = "well"
    place.kiosk.catch_up()

    ticket = answer.get_json()
    assert (answer.status_code, ticket["number"], ticket["offline"]) == (201, "T100", True)
    assert ticket["note"].startswith("The ticket machine is offline")
    assert (known["outbox"], known["link"]["unconfirmed"]) == (1, 1)
    assert server.voided == [server.asked[0][2]["id"]]
    assert server.tickets[ticket["id"]]["number"] == "T100"
    assert (place.status()["outbox"], place.status()["link"]["unconfirmed"]) == (0, 0)


def test_what_is_shown_offline_is_what_is_printed_and_tells_the_last_known_wait(place: Place) -> None:
    place.kiosk.knowledge.lost("cut")

    ticket = place.tap().get_json()
    paper = place.kiosk.papers.paper(ticket)

    assert (paper.offline, paper.number, paper.wait_low_s, paper.ahead) == (True, "T100", 2400, 3)
    assert paper.issued_at.isoformat(timespec="milliseconds") == ticket["issued_at"]


def test_once_the_cut_is_known_the_server_is_not_asked(place: Place, server: QueueServer) -> None:
    place.kiosk.knowledge.lost("cut")

    numbers = [place.tap().get_json()["number"] for _ in range(3)]

    assert numbers == ["T100", "T101", "T102"]
    assert server.asked == []


def test_the_same_id_again_gets_the_ticket_that_was_made_for_it(place: Place) -> None:
    place.kiosk.knowledge.lost("cut")
    body = LAND | {"id": str(uuid7())}

    first, second = place.tap(body).get_json(), place.tap(body).get_json()

    assert (first["id"], first["number"]) == (second["id"], second["number"])
    assert first["id"] != body["id"]


def test_when_numbers_run_out_the_kiosk_says_so(place: Place, server: QueueServer) -> None:
    place.kiosk.knowledge.lost("cut")
    given = [place.tap().status_code for _ in range(100)]
    server.mood = "busy"

    none_left = place.tap(**{"Accept-Language": "en"})

    assert set(given) == {201}
    assert (none_left.status_code, none_left.get_json()["type"]) == (503, "/problems/no-numbers")
    assert "no numbers left" in none_left.get_json()["detail"]


def test_outside_of_the_last_known_hours_it_says_when_it_opens(place: Place, server: QueueServer) -> None:
    server.hours = LUNCH
    place.kiosk.catch_up()
    place.kiosk.knowledge.lost("cut")

    closed = place.tap(**{"Accept-Language": "fr"})
    state = place.page.get("/state", base_url=HERE).get_json()

    assert (closed.status_code, closed.get_json()["type"]) == (409, "/problems/closed-until")
    assert "13:00" in closed.get_json()["detail"]
    assert (state["open"], state["waits_old"], state["link"]) == (False, True, "down")


DOOR = {"opens_at": "2026-11-24T13:00:00+07:00", "draw_at": "2026-11-24T11:00:00+07:00"}


def test_before_opening_it_gives_numbers_while_the_server_answers_and_else_sends_to_the_greeter(
    place: Place, server: QueueServer
) -> None:
    server.hours, server.open, server.door = LUNCH[:0], False, DOOR
    server.services = [server.services[0] | {"open": False}]
    place.kiosk.catch_up()
    known = place.page.get("/state", base_url=HERE).get_json()
    there = place.tap()

    place.kiosk.knowledge.lost("cut")
    state = place.page.get("/state", base_url=HERE).get_json()
    cut = place.tap(**{"Accept-Language": "en"})

    assert (known["door"], known["services"][0]["open"], there.status_code) == (DOOR, True, 201)
    assert (state["door"], state["services"][0]["open"]) == (None, False)
    assert (cut.status_code, cut.get_json()["type"]) == (503, "/problems/door-no-line")


@pytest.mark.parametrize("reason", ["evacuation", "interruption", "full", "early", "something new"])
def test_why_a_branch_stopped_is_told_in_every_language(place: Place, server: QueueServer, reason: str) -> None:
    server.stopped = reason
    server.door = DOOR
    server.services = [server.services[0] | {"open": False}]
    place.kiosk.catch_up()

    state = place.page.get("/state", base_url=HERE).get_json()

    assert state["stopped"]["reason"] == reason
    assert len(set(state["stopped"]["says"].values())) == 3
    assert state["services"][0]["open"] is False


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize(
    ("decided", "told"),
    [
        ({"stopped": "interruption"}, "was-paused"),
        ({"stopped": "full"}, "was-full"),
        ({"services_closed": {"land": "full"}}, "service-was-full"),
    ],
)
def test_what_the_branch_decided_before_the_cut_holds_with_its_hour_also_after_a_restart(
    place: Place, server: QueueServer, decided: dict[str, Any], told: str, restarts: bool
) -> None:
    for name, value in decided.items():
        setattr(server, name, value)
    place.kiosk.catch_up()
    if restarts:
        place.begin_again()
    place.kiosk.knowledge.lost("cut")

    refused = place.tap(**{"Accept-Language": "en"})
    state = place.page.get("/state", base_url=HERE).get_json()

    assert (refused.status_code, refused.get_json()["type"]) == (409, f"/problems/{told}")
    assert "10:42" in refused.get_json()["detail"]
    assert state["services"][0]["open"] is False
    if "stopped" in decided:
        assert state["stopped"]["says"]["vi"].endswith("(Theo tin lúc 10:42, trước khi máy mất kết nối.)")
    else:
        assert state["services"][0]["intake_closed"] == "full"
    assert (place.status()["outbox"], place.status()["leases"][0]["left"]) == (0, 100)


def test_a_pause_that_staff_say_is_over_stops_nobody_until_the_server_says_so_again(
    place: Place, server: QueueServer
) -> None:
    server.stopped = "interruption"
    place.kiosk.catch_up()
    place.kiosk.knowledge.lost("cut")
    held = place.status()["held_pause"]

    opened = place.staff("open").get_json()
    given = place.tap()
    place.kiosk.catch_up()
    place.kiosk.knowledge.lost("cut again")

    assert (held, opened["held_pause"], given.status_code) == ("interruption", None, 201)
    assert place.tap().get_json()["type"] == "/problems/was-paused"


def test_a_new_day_forgets_that_yesterday_was_full_but_not_that_the_branch_stopped(
    place: Place, server: QueueServer
) -> None:
    server.hours = [OPEN[0], {"day": "2026-11-25", "ranges": [at_eight("2026-11-25")]}]
    server.services_closed, server.stopped, server.expires_at = {"land": "full"}, "early", "2026-11-26T00:00:00+07:00"
    place.kiosk.catch_up()
    place.kiosk.knowledge.lost("cut")
    full = place.tap().get_json()["type"]

    place.later_s = 22 * 3600.0

    assert (full, place.tap().status_code) == ("/problems/was-full", 201)


CAU_GIAY = {
    "branch": "cau-giay",
    "names": {"vi": "Cầu Giấy", "en": "Cầu Giấy", "fr": "Cầu Giấy"},
    "travel_s": 720,
    "opens_at": None,
    "open_until": "2026-11-24T17:00:00.000+07:00",
    "wait_low_s": 300,
    "wait_high_s": 600,
}


def elsewhere(place: Place) -> Any:
    return place.page.get("/state", base_url=HERE).get_json()["services"][0]["elsewhere"]


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize("decided", [{"stopped": "full"}, {"services_closed": {"land": "full"}}])
def test_where_else_a_closed_service_is_taken_today_is_told_and_kept_while_it_can_be_reached(
    place: Place, server: QueueServer, decided: dict[str, Any], restarts: bool
) -> None:
    server.elsewhere = [{"service": "land", "branches": [CAU_GIAY]}]
    place.kiosk.catch_up()
    before = elsewhere(place)
    for name, value in decided.items():
        setattr(server, name, value)
    place.kiosk.catch_up()
    told = elsewhere(place)
    if restarts:
        place.begin_again()
    place.kiosk.knowledge.lost("cut")
    cut = elsewhere(place)

    assert (before, told, cut) == ([], [CAU_GIAY], [CAU_GIAY])
    place.later_s = 20 * 60.0
    assert elsewhere(place) == [CAU_GIAY | {"wait_low_s": None, "wait_high_s": None}]
    place.later_s = 6.2 * 3600.0
    assert elsewhere(place) == []


@pytest.mark.parametrize("nonsense", ["no", [{"service": "land"}], [{"service": "land", "branches": [{"branch": 1}]}]])
def test_a_server_that_knows_no_other_branches_or_tells_nonsense_is_no_line_that_is_cut(
    place: Place, server: QueueServer, nonsense: Any
) -> None:
    server.elsewhere, server.services_closed = nonsense, {"land": "full"}

    place.kiosk.catch_up()

    assert (place.kiosk.knowledge.linked, elsewhere(place)) == (True, [])


def at_eight(day: str) -> dict[str, str]:
    return {"from": f"{day}T08:00:00+07:00", "to": f"{day}T12:00:00+07:00"}


def test_a_kiosk_that_was_cut_off_at_night_sends_to_the_greeter_while_numbers_are_given_at_the_door(
    place: Place, server: QueueServer
) -> None:
    server.hours = [
        {"day": "2026-11-24", "ranges": [{"from": "2026-11-24T13:00:00+07:00", "to": OPEN[0]["day"] + END}]}
    ]
    server.plan = AT_DOOR
    place.kiosk.knowledge._rules_heard = float("-inf")
    place.kiosk.catch_up()
    place.kiosk.knowledge.lost("cut")
    early = place.tap().get_json()["type"]
    place.later_s = 1.5 * 3600

    state = place.page.get("/state", base_url=HERE).get_json()

    assert early == "/problems/closed-until"
    assert (state["stopped"]["reason"], state["door"]) == ("door", None)
    assert place.tap().get_json()["type"] == "/problems/door-no-line"
    place.later_s = 2.5 * 3600
    assert place.tap().status_code == 201


END = "T17:00:00+07:00"
AT_DOOR: dict[str, Any] = {
    "version": "v2",
    "groups": [],
    "documents": {},
    "rooms": {},
    "procedures": [],
    "ticket": {},
    "dossiers_max": None,
    "door_from_min": 60,
}


@pytest.mark.parametrize("door", [{}, {"opens_at": "08:00"}, {"opens_at": "2026-11-24T08:00:00"}, "soon"])
def test_a_door_that_is_none_leaves_what_was_known(place: Place, server: QueueServer, door: Any) -> None:
    server.door = door
    place.kiosk.catch_up()

    state = place.page.get("/state", base_url=HERE).get_json()

    assert (state["link"], state["door"]) == ("down", None)


def test_what_the_server_would_refuse_later_is_refused_at_once(place: Place) -> None:
    place.kiosk.knowledge.lost("cut")
    bad: list[dict[str, Any]] = [
        {"services": ["land"], "language": "xx"},
        {"services": ["land"], "priority": "king"},
        {"services": ["land"], "dossiers": True},
        {"services": ["land"], "needs": ["cake"]},
        {"services": ["land"], "token": "short"},
        {"services": ["land"], "id": "1"},
    ]

    assert [place.tap(body).status_code for body in bad] == [422] * len(bad)
    assert place.status()["outbox"] == 0


def test_a_page_cannot_choose_number_or_time(place: Place) -> None:
    place.kiosk.knowledge.lost("cut")

    ticket = place.tap(LAND | {"number": "T150", "issued_at": "2026-11-24T08:00:00+07:00"}).get_json()

    assert (ticket["number"], ticket["issued_at"][11:16]) == ("T100", "10:42")


def test_a_ticket_refused_for_good_is_told_to_staff_and_not_lost(place: Place, server: QueueServer) -> None:
    place.kiosk.knowledge.lost("cut")
    ticket = place.tap().get_json()
    server.mood = "closed"
    place.kiosk.catch_up()

    (aside,) = place.status()["set_aside"]
    listed = place.page.get("/staff/tickets", base_url=HERE, headers=PIN).get_json()["tickets"]

    assert (aside["number"], aside["type"], aside["issued_at"]) == (
        "T100",
        "/problems/service-closed",
        ticket["issued_at"],
    )
    assert [(one["number"], one["state"]) for one in listed] == [("T100", "aside")]


def test_after_a_restart_without_a_line_it_goes_on_with_what_it_knew(place: Place, server: QueueServer) -> None:
    place.kiosk.knowledge.lost("cut")
    first = place.tap().get_json()
    server.url = "http://127.0.0.1:9"
    place.begin_again()

    state = place.page.get("/state", base_url=HERE).get_json()
    second = place.tap().get_json()

    assert (state["services"][0]["code"], state["link"], state["age_s"] >= 0) == ("land", "down", True)
    assert (first["number"], second["number"], second["offline"]) == ("T100", "T101", True)
    assert second["issued_at"] > first["issued_at"]
    assert place.page.get(f"/tickets/{first['id']}", base_url=HERE).get_json()["number"] == "T100"


def test_a_full_disk_gives_no_number_that_could_be_lost_and_says_so(place: Place) -> None:
    place.kiosk.knowledge.lost("cut")
    pages = place.kiosk.file.read("PRAGMA page_count")[0][0]
    place.kiosk.file.read(f"PRAGMA max_page_count = {pages}")

    answers = [place.tap(LAND | {"token": None}).status_code for _ in range(60)]
    refused = place.tap(**{"Accept-Language": "en"})

    given = answers.count(201)
    assert answers == [201] * given + [503] * (60 - given)
    assert (refused.status_code, refused.get_json()["type"]) == (503, "/problems/cannot-keep")
    assert place.status()["file"]["durable"] is False
    assert place.status()["outbox"] == given


def test_a_full_disk_costs_no_number_while_the_server_answers(place: Place) -> None:
    pages = place.kiosk.file.read("PRAGMA page_count")[0][0]
    place.kiosk.file.read(f"PRAGMA max_page_count = {pages}")

    answers = [place.tap() for _ in range(60)]

    assert {answer.status_code for answer in answers} == {201}
    assert {answer.get_json()["offline"] for answer in answers} == {False}
    assert place.status()["file"]["durable"] is False


def test_an_answer_that_drips_holds_nobody_up(place: Place, server: QueueServer) -> None:
    server.mood = "drips"

    with in_haste():
        ticket = place.tap().get_json()

    assert (ticket["number"], ticket["offline"]) == ("T100", True)


def test_staff_close_and_open_the_kiosk_for_good(place: Place) -> None:
    place.staff("close")
    place.begin_again()
    closed = place.tap(**{"Accept-Language": "en"})
    told = place.status()["closed_by_staff"]
    place.staff("open")
    place.kiosk.catch_up()

    assert (closed.status_code, closed.get_json()["type"], told) == (409, "/problems/closed-by-staff", True)
    assert place.tap().status_code == 201


def test_a_reprint_is_another_paper_of_the_same_ticket(place: Place) -> None:
    ticket = place.tap().get_json()

    again = place.staff("reprint", {"id": ticket["id"]}).get_json()
    unknown = place.staff("reprint", {"id": str(uuid7())})
    what_became = place.page.get(f"/staff/prints/{again['job']}", base_url=HERE, headers=PIN).get_json()

    assert (again["print"], what_became["print"], unknown.status_code) == ("queued", "queued", 404)
    assert again["job"].startswith(ticket["id"])
    assert place.staff("test-print").get_json()["print"] == "queued"
    assert place.staff("paper-changed").status_code == 200
    assert place.staff("backup-changed").status_code == 404


def test_the_staffs_list_shows_no_token_and_no_priority(place: Place) -> None:
    token = place.tap().get_json()["token"]

    listed = place.page.get("/staff/tickets", base_url=HERE, headers=PIN)

    assert listed.get_json()["tickets"][0]["number"] == "T001"
    assert token not in listed.text
    assert "priority" not in listed.text


SAID = {"priority": "elderly", "needs": ["deaf"]}


def traces(place: Place) -> list[bytes]:
    """What a visitor said of himself, where it lies in any file of the kiosk's, erased or not."""
    lie = b"".join(file.read_bytes() for file in place.folder.iterdir() if file.is_file())
    return [trace for trace in (b'"priority": "elderly"', b'"deaf"') if trace in lie]


@pytest.mark.parametrize("mood", ["well", "closed"])
def test_class_and_needs_leave_the_disk_as_soon_as_the_server_has_them_or_refuses_them(
    place: Place, server: QueueServer, mood: Any
) -> None:
    place.kiosk.knowledge.lost("cut")
    ticket = place.tap(LAND | SAID).get_json()
    waiting = traces(place)

    server.mood = mood
    place.kiosk.catch_up()
    handed = [body for path, _, body in server.asked if path.endswith("/tickets")]

    assert (waiting, traces(place)) == ([b'"priority": "elderly"', b'"deaf"'], [])
    assert [(body["priority"], body["needs"]) for body in handed] == [("elderly", ["deaf"])]
    assert len(place.status()["set_aside"]) == (mood == "closed")
    assert said_again(place, ticket["id"]) == (None, [])


def test_class_and_needs_of_a_ticket_of_the_servers_never_reach_the_disk(place: Place, server: QueueServer) -> None:
    ticket = place.tap(LAND | SAID).get_json()
    mine = place.page.post("/mine", json={"scanned": ticket["token"]}, base_url=HERE)

    assert (server.asked[0][2]["priority"], server.asked[0][2]["needs"]) == ("elderly", ["deaf"])
    assert (mine.status_code, ticket["offline"], traces(place)) == (200, False, [])
    assert said_again(place, ticket["id"]) == (None, [])


def said_again(place: Place, ticket_id: str) -> tuple[str | None, list[str]]:
    """What the kiosk tells of a visitor's class and needs when it is asked for a ticket."""
    told = place.page.get(f"/tickets/{ticket_id}", base_url=HERE).get_json()
    return told["priority"], told["needs"]


def test_what_a_run_that_was_killed_had_erased_is_gone_when_the_next_one_has_looked(place: Place) -> None:
    place.kiosk.knowledge.lost("cut")
    ticket = place.tap(LAND | SAID).get_json()
    place.kiosk.outbox.hand_over(ticket["id"])
    killed = {file.name: file.read_bytes() for file in place.folder.glob("kiosk.sqlite3*")}
    place.kiosk.stop()
    for name, lay in killed.items():
        (place.folder / name).write_bytes(lay)
    before = traces(place)

    place.begin()
    place.kiosk.catch_up()

    assert (before, traces(place)) == ([b'"priority": "elderly"', b'"deaf"'], [])


def test_a_wrong_pin_opens_nothing_and_soon_no_pin_does(place: Place) -> None:
    wrong = [place.staff("close", pin="0000").status_code for _ in range(TRIES)]
    right = place.staff("close")

    assert wrong == [403] * TRIES
    assert (right.status_code, 0 < int(right.headers["Retry-After"]) <= 60) == (429, True)
    assert place.status()["closed_by_staff"] is False


def test_without_a_pin_there_is_no_staff_page(place: Place) -> None:
    place.kiosk.pin = type(place.kiosk.pin)(None)

    assert [place.staff("close", pin=pin).status_code for pin in ("", "None", "2468")] == [404] * 3


def test_a_paper_that_was_not_queued_before_a_kill_is_printed_at_the_start(place: Place) -> None:
    place.kiosk.knowledge.lost("cut")
    put, place.spool.put = place.spool.put, lambda paper, *, job: None  # type: ignore[method-assign,assignment,return-value]
    ticket = place.tap().get_json()
    place.spool.put = put  # type: ignore[method-assign]
    before = place.spool.report(ticket["id"])
    place.kiosk.look_after_the_last_run()
    after = place.spool.report(ticket["id"])

    assert before is None
    assert after is not None
    assert after.state == "queued"


def test_waits_grow_old_and_are_told_no_more(place: Place) -> None:
    place.kiosk.knowledge.lost("cut")
    place.later_s = 1000.0

    state = place.page.get("/state", base_url=HERE).get_json()
    ticket = place.tap().get_json()

    assert (state["services"][0]["wait_low_s"], state["waits_old"]) == (None, True)
    assert (ticket["wait_low_s"], ticket["ahead"]) == (None, None)
