"""What stands around a visitor's kiosk? A server with a plan, an agent that looks when told to, a printer at rest."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient
from uuid_utils import uuid7

from display.speaker import Speaker
from kiosk.agent import Kiosk
from kiosk.app import create_app
from kiosk.kiosk_file import KioskFile
from kiosk.server_line import ServerLine
from kiosk.speech import Speech
from kiosk.taking import ANSWER_WITHIN_S
from printers.models import MODELS, PrinterAddress
from printers.spool import Spool
from tests.integration.fake_queue_server import QueueServer, a_queue_server

PORT = 8090
HERE = f"http://127.0.0.1:{PORT}"
LAND = {"services": ["land"], "language": "en"}
THREE = {"vi": ["Sổ đỏ"], "en": ["Land certificate"], "fr": ["Titre foncier"]}
FORM = {"vi": ["Đơn mẫu 15"], "en": ["Form 15"], "fr": ["Formulaire 15"]}
NONE: dict[str, list[str]] = {"vi": [], "en": [], "fr": []}
PLAN = {
    "version": "v1",
    "groups": [],
    "documents": {"land": THREE},
    "rooms": {"land": {"vi": "Sảnh A", "en": "Hall A", "fr": "Hall A"}},
    "procedures": [
        {
            "code": "first",
            "service": "land",
            "names": {"vi": "Cấp Giấy chứng nhận lần đầu", "en": "First title", "fr": "Premier titre"},
            "also": {"vi": ["sổ đỏ"], "en": [], "fr": []},
            "documents": FORM,
        },
        {
            "code": "pub",
            "service": "business",
            "names": {"vi": "Bán rượu", "en": "Alcohol", "fr": "Alcool"},
            "also": NONE,
            "documents": NONE,
        },
    ],
    "ticket": {"number_mm": 24},
    "dossiers_max": 20,
}


class Place:
    """A kiosk whose agent looks only when it is told, and whose printer is not started."""

    def __init__(self, folder: Path, server: QueueServer) -> None:
        self.server = server
        self.spool = Spool(folder / "spool.sqlite3", PrinterAddress("127.0.0.1", 9, MODELS["TM-T20II"]))
        self.kiosk = Kiosk(
            branch="b",
            line=ServerLine(server.url, "t"),
            spool=self.spool,
            file=KioskFile(folder / "kiosk.sqlite3"),
            phone_url="http://q",
        )
        # No voice: a speech process that ends at once.
        self.speech = Speech(folder / "speech", Speaker(("false",), deadline_s=2))
        self.page: FlaskClient = create_app({PORT: self.kiosk}, speech=self.speech).test_client()

    def get(self, path: str, **how: Any) -> Any:
        return self.page.get(path, base_url=HERE, **how)

    def post(self, path: str, body: object = None) -> Any:
        return self.page.post(path, json={} if body is None else body, base_url=HERE)

    def take(self, **more: object) -> dict[str, Any]:
        answer = self.post("/tickets", LAND | more)
        assert answer.status_code == 201, answer.text
        ticket: dict[str, Any] = answer.get_json()
        return ticket


@contextmanager
def a_planned_server() -> Iterator[QueueServer]:
    with a_queue_server() as running:
        running.leases, running.plan = True, PLAN
        yield running


@contextmanager
def a_place(folder: Path, server: QueueServer) -> Iterator[Place]:
    """A kiosk that has heard of its branch."""
    made = Place(folder, server)
    made.kiosk.catch_up()
    yield made
    made.kiosk.stop()
    made.speech.close()


@contextmanager
def in_haste() -> Iterator[None]:
    """Let a tap wait as briefly as it does for a visitor: no ticket of the server's will come, so it waits in vain."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kiosk.taking.ANSWER_WITHIN_S", ANSWER_WITHIN_S)
        yield


def taken(address: str) -> requests.Response:
    """Return the answer to a tap at a kiosk that runs as a process of its own, with no numbers in hand.

    Where that stood still for as long as a tap waits it has no answer (503), and the visitor taps once more. The test's
    own time limit ends a wait for ever.
    """
    asked = {"id": str(uuid7()), "services": ["land"]}
    while (answer := requests.post(f"{address}tickets", json=asked, timeout=20)).status_code == 503:
        time.sleep(0.05)
    return answer
