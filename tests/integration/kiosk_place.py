"""What stands around a visitor's kiosk? A server with a plan, an agent that looks when told to, a printer at rest."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from display.speaker import Speaker
from kiosk.agent import Kiosk
from kiosk.app import create_app
from kiosk.kiosk_file import KioskFile
from kiosk.server_line import ServerLine
from kiosk.speech import Speech
from printers.models import MODELS, PrinterAddress
from printers.spool import Spool
from tests.integration.fake_queue_server import QueueServer, a_queue_server

PORT = 8090
HERE = f"http://127.0.0.1:{PORT}"
LAND = {"services": ["land"], "language": "en"}
THREE = {"vi": ["Sổ đỏ"], "en": ["Land certificate"], "fr": ["Titre foncier"]}
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
            "documents": THREE,
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
