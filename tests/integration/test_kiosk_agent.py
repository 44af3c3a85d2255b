"""What does a tap at the kiosk give, whatever is wrong with the server, the printer or the caller?"""

import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL import Image
from uuid_utils import uuid7

from kiosk.agent import Kiosk
from kiosk.app import create_app
from kiosk.kiosk_file import KioskFile
from kiosk.server_line import ServerLine
from printers.models import MODELS, PrinterAddress
from printers.simulated.in_thread import RunningPrinters, printers_in_thread
from printers.simulated.service import PrinterPlace
from printers.spool import Patience, Spool
from printers.transport import Deadlines
from tests.integration.fake_queue_server import QueueServer, a_queue_server
from tests.integration.kiosk_place import in_haste

pytestmark = pytest.mark.usefixtures("unhurried")

PORT = 8090
HERE = f"http://127.0.0.1:{PORT}"
PHONE = "https://queue.example"
LAND = {"services": ["land"], "language": "vi", "priority": None}
PATIENT = Patience(keep_queued_s=60, retry_s=0.05, look_s=5, deadlines=Deadlines(connect_s=1, send_s=1, reply_s=0.2))
# For papers that are to fail: one that is to come out would be too late on a machine that stood still.
QUICK = replace(PATIENT, keep_queued_s=0.6)


@pytest.fixture
def server() -> Iterator[QueueServer]:
    with a_queue_server() as running:
        yield running


@pytest.fixture
def printers(tmp_path: Path) -> Iterator[RunningPrinters]:
    with printers_in_thread([PrinterPlace(0, tmp_path / "receipts", 576)]) as running:
        yield running


@contextmanager
def a_page(folder: Path, server: str, printer: int, patience: Patience = PATIENT) -> Iterator[FlaskClient]:
    """What the kiosk's page speaks with: the agent's application, with a kiosk that runs behind it."""
    address = PrinterAddress("127.0.0.1", printer, MODELS["TM-T20II"])
    spool = Spool(folder / "spool.sqlite3", address, patience=patience)
    file = KioskFile(folder / "kiosk.sqlite3")
    kiosk = Kiosk(branch="tay-ho", line=ServerLine(server, "t-1"), spool=spool, file=file, phone_url=f"{PHONE}/")
    kiosk.start()
    try:
        yield create_app({PORT: kiosk}).test_client()
    finally:
        kiosk.stop()


@pytest.fixture
def page(tmp_path: Path, server: QueueServer, printers: RunningPrinters) -> Iterator[FlaskClient]:
    with a_page(tmp_path, server.url, printers.printers[0].port) as client:
        yield client


def until(found: Callable[[], Any]) -> Any:
    """Look until there is something; the test's own time limit ends a wait for ever."""
    while not (value := found()):
        time.sleep(0.02)
    return value


def tap(page: FlaskClient, body: object = LAND, **headers: str) -> Any:
    return page.post("/tickets", json=body, base_url=HERE, headers=headers)


def printed(page: FlaskClient, ticket: dict[str, Any]) -> str:
    """Return what became of a ticket's paper, once that is known."""
    told = lambda: page.get(f"/tickets/{ticket['id']}", base_url=HERE).get_json()["print"]  # noqa: E731
    return until(lambda: (state := told()) not in {"queued", "sending"} and state)


def papers(printers: RunningPrinters) -> list[str]:
    """Return what an independent reader finds in the QR code of each paper."""
    receipts = printers.printers[0].receipts.receipts
    return [zxingcpp.read_barcodes(Image.open(receipt.file).convert("L"))[0].text for receipt in receipts]


def test_a_tap_gives_a_ticket_and_its_paper_whose_code_leads_to_the_phone_page(
    page: FlaskClient, server: QueueServer, printers: RunningPrinters
) -> None:
    answer = tap(page)
    ticket = answer.get_json()
    became = printed(page, ticket)

    assert answer.status_code == 201
    assert (ticket["number"], ticket["print"], ticket["offline"]) == ("T001", "queued", False)
    assert ticket["phone_url"] == f"{PHONE}/t/{ticket['token']}"
    assert (became, papers(printers)) == ("printed", [ticket["phone_url"]])


def test_the_agent_makes_id_token_and_key_and_speaks_as_the_kiosk(page: FlaskClient, server: QueueServer) -> None:
    tap(page, LAND | {"priority": "elderly", "language": "fr"}, **{"Accept-Language": "fr"})

    path, headers, body = server.asked[0]
    assert path == "/api/v1/branches/tay-ho/tickets"
    assert (headers["Authorization"], headers["Accept-Language"]) == ("Bearer t-1", "fr")
    assert len(headers["Idempotency-Key"]) == 36
    assert (body["id"][14], len(body["token"])) == ("7", 22)
    assert (body["services"], body["priority"], body["language"]) == (["land"], "elderly", "fr")


@pytest.mark.parametrize("fault", ["refuse", "mute", "paper-out", "cover-open"])
def test_a_printer_that_does_not_print_costs_no_number(
    tmp_path: Path, server: QueueServer, printers: RunningPrinters, fault: Any
) -> None:
    printers.set_fault(fault)

    with a_page(tmp_path, server.url, printers.printers[0].port, QUICK) as page:
        answer = tap(page)
        ticket = answer.get_json()
        became = printed(page, ticket)

    assert (answer.status_code, ticket["number"], became) == (201, "T001", "failed")
    assert papers(printers) == []


def test_who_comes_while_the_paper_before_is_held_up_is_told_the_same_reason(
    tmp_path: Path, server: QueueServer, printers: RunningPrinters
) -> None:
    printers.set_fault("cover-open")

    with a_page(tmp_path, server.url, printers.printers[0].port) as page:
        first, second = tap(page).get_json(), tap(page).get_json()
        reason = lambda one: page.get(f"/tickets/{one['id']}", base_url=HERE).get_json()["print_reason"]  # noqa: E731
        reasons = [until(lambda one=one: reason(one)) for one in (first, second)]
        printers.set_fault("cover-open", present=False)
        became = [printed(page, one) for one in (first, second)]

    assert reasons == ["cover-open", "cover-open"]
    assert (became, len(papers(printers))) == (["printed", "printed"], 2)


def test_a_disk_that_takes_nothing_costs_the_paper_not_the_number(tmp_path: Path, server: QueueServer) -> None:
    address = PrinterAddress("127.0.0.1", 9, MODELS["TM-T20II"])
    spool = Spool(tmp_path / "spool.sqlite3", address, patience=QUICK)
    file = KioskFile(tmp_path / "kiosk.sqlite3")
    kiosk = Kiosk(branch="tay-ho", line=ServerLine(server.url, "t"), spool=spool, file=file, phone_url=PHONE)
    spool.stop()  # a file that is closed refuses as a full disk does

    answer = kiosk.take(dict(LAND), language="vi")
    kiosk.stop()

    assert (answer.status, answer.body["number"], answer.body["print"]) == (201, "T001", "unknown")


def test_a_server_that_is_away_is_said_in_a_sentence_and_nothing_is_printed(
    tmp_path: Path, printers: RunningPrinters
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]

    with a_page(tmp_path, f"http://127.0.0.1:{port}", printers.printers[0].port) as page:
        with in_haste():
            answer = tap(page, **{"Accept-Language": "en"})
        state = page.get("/state", base_url=HERE)
        status = page.get("/status", base_url=HERE).get_json()

    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert answer.get_json()["type"] == "/problems/no-server"
    assert answer.get_json()["detail"].startswith("The server does not answer.")
    assert state.status_code == 503
    assert (status["link"]["up"], status["link"]["unconfirmed"]) == (False, 1)
    assert papers(printers) == []


def test_what_the_server_issued_but_did_not_say_in_time_is_voided_when_it_is_back(
    tmp_path: Path, server: QueueServer, printers: RunningPrinters
) -> None:
    with a_page(tmp_path, server.url, printers.printers[0].port) as page:
        server.mood = "slow"
        with in_haste():
            late = tap(page)
        server.mood = "well"
        good = tap(page)
        assert server.voided_one.wait(20)

    ghosts = [ticket for ticket in server.tickets if ticket != good.get_json()["id"]]
    assert (late.status_code, good.status_code) == (503, 201)
    assert server.voided == ghosts
    assert len(ghosts) == 1


def test_a_connection_that_breaks_early_is_tried_again_with_the_same_id_and_key(
    page: FlaskClient, server: QueueServer, printers: RunningPrinters
) -> None:
    server.mood = "breaks-once"

    answer = tap(page)

    first, second = server.asked
    assert answer.status_code == 201
    assert first[2] == second[2]
    assert first[1]["Idempotency-Key"] == second[1]["Idempotency-Key"]
    assert (len(server.tickets), server.voided) == (1, [])
    assert printed(page, answer.get_json()) == "printed"


def test_the_same_id_again_is_the_same_ticket_on_one_paper(page: FlaskClient, printers: RunningPrinters) -> None:
    body = LAND | {"id": str(uuid7())}

    first, second = tap(page, body).get_json(), tap(page, body).get_json()
    printed(page, second)

    assert (first["id"], first["number"], first["token"]) == (second["id"], second["number"], second["token"])
    assert len(papers(printers)) == 1


def test_a_refusal_of_the_server_is_passed_on_with_its_sentence(page: FlaskClient, server: QueueServer) -> None:
    server.mood = "closed"

    answer = tap(page)

    assert (answer.status_code, answer.content_type) == (409, "application/problem+json")
    assert answer.get_json()["detail"] == "L’antenne est fermée."
    assert page.get("/status", base_url=HERE).get_json()["link"]["unconfirmed"] == 0


@pytest.mark.parametrize(("mood", "told"), [("busy", "Le système est occupé."), ("garbage", "Máy chủ không trả lời.")])
def test_after_an_answer_that_gives_no_number_the_id_is_voided(
    page: FlaskClient, server: QueueServer, mood: Any, told: str
) -> None:
    server.mood = mood

    answer = tap(page)

    assert answer.status_code == 503
    assert answer.get_json()["detail"].startswith(told)
    assert server.voided_one.wait(20)
    assert server.voided == [server.asked[0][2]["id"]]


def test_the_page_gets_branch_services_languages_and_their_age(page: FlaskClient) -> None:
    state = until(lambda: (told := page.get("/state", base_url=HERE)).status_code == 200 and told.get_json())

    assert (state["branch"], state["open"], state["link"]) == ("tay-ho", True, "up")
    assert state["services"][0]["names"]["en"] == "Land"
    assert state["languages"] == ["vi", "en", "fr"]
    assert state["age_s"] >= 0


@pytest.mark.parametrize(
    ("headers", "status", "problem"),
    [
        ({"Origin": "http://evil.example"}, 403, "not-from-here"),
        ({"Origin": "null"}, 403, "not-from-here"),
        ({"Origin": "http://127.0.0.1:8091"}, 403, "not-from-here"),
        ({"Host": "evil.example:8090"}, 403, "not-from-here"),
        ({"Content-Type": "text/plain"}, 415, "not-json"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415, "not-json"),
    ],
)
def test_only_the_page_itself_and_local_tools_may_take_a_ticket(
    page: FlaskClient, server: QueueServer, headers: dict[str, str], status: int, problem: str
) -> None:
    sent = {"Content-Type": "application/json"} | headers

    answer = page.post("/tickets", data='{"services": ["land"]}', base_url=HERE, headers=sent)
    own = page.post("/tickets", json=LAND, base_url=HERE, headers={"Origin": HERE})

    assert (answer.status_code, answer.get_json()["type"]) == (status, f"/problems/{problem}")
    assert own.status_code == 201
    assert len(server.tickets) == 1


@pytest.mark.parametrize(
    ("body", "status"), [("{", 400), ("[]", 400), ("7", 400), (f'{{"x": "{secrets.token_hex(40000)}"}}', 413)]
)
def test_a_body_that_is_no_request_is_refused_before_the_server_is_asked(
    page: FlaskClient, server: QueueServer, body: str, status: int
) -> None:
    answer = page.post("/tickets", data=body, base_url=HERE, content_type="application/json")

    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert server.asked == []


def test_what_is_not_there_is_a_problem_too(page: FlaskClient) -> None:
    unknown = page.get(f"/tickets/{uuid7()}", base_url=HERE, headers={"Accept-Language": "fr"})
    nowhere = page.get("/nowhere", base_url=HERE)
    wrong = page.delete("/tickets", base_url=HERE)

    assert (unknown.status_code, unknown.get_json()["detail"]) == (404, "Cette borne ne connaît pas ce ticket.")
    assert (nowhere.status_code, nowhere.get_json()["type"]) == (404, "/problems/not-found")
    assert (wrong.status_code, "POST" in wrong.headers["Allow"]) == (405, True)
