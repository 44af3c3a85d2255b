"""What does a kiosk's agent meet when it asks the server? A small server that answers as the test says."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

NAMES = {"vi": "Chi nhánh Tây Hồ", "en": "Tây Hồ branch", "fr": "Antenne Tây Hồ"}
SERVICE = {"vi": "Đất đai", "en": "Land", "fr": "Foncier"}
CLOSED = {
    "type": "/problems/service-closed",
    "title": "Fermé",
    "status": 409,
    "detail": "L’antenne est fermée.",
    "instance": "r-1",
}
BUSY = CLOSED | {"type": "/problems/branch-busy", "status": 503, "detail": "Le système est occupé."}
LAND = {"code": "land", "letter": "T", "name": "Đất đai", "names": SERVICE, "open": True, "waiting": 3}
WAIT = {"wait_low_s": 2400, "wait_high_s": 3600}
# Far longer than a visitor waits, so that also on a machine that stood still between the answer comes too late.
SLOW_S = 5.0
Mood = Literal["well", "slow", "breaks-once", "closed", "busy", "garbage", "drips"]


@dataclass
class QueueServer:
    """What the server holds; a test reads it and sets its mood. twists: what is put in place of its own words."""

    mood: Mood = "well"
    open: bool = True
    leases: bool = False
    expires_at: str = "2026-11-25T00:00:00+07:00"
    now: str = "2026-11-24T10:42:00.000+07:00"
    hours: list[dict[str, Any]] | None = None
    door: dict[str, Any] | None = None
    stopped: str | None = None
    services_closed: dict[str, str] = field(default_factory=dict)
    bookings: dict[str, str] = field(default_factory=dict)
    no_booking: dict[str, Any] = field(default_factory=lambda: {"type": "/problems/booking-not-found", "status": 404})
    days: list[dict[str, Any]] = field(default_factory=list)
    promised: dict[str, dict[str, Any]] = field(default_factory=dict)
    leased: int = 0
    services: list[dict[str, Any]] = field(default_factory=lambda: [LAND | WAIT])
    priorities: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    tickets: dict[str, dict[str, Any]] = field(default_factory=dict)
    voided: list[str] = field(default_factory=list)
    plan: dict[str, Any] = field(default_factory=dict)
    offers: list[dict[str, Any]] = field(default_factory=list)
    elsewhere: Any = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    deeds: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    twists: dict[str, dict[str, Any]] = field(default_factory=dict)
    voided_one: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def take(self, branch: str, asked: dict[str, Any]) -> dict[str, Any]:
        """The same id again gives the same ticket."""
        number = asked.get("number") or f"T{len(self.tickets) + 1:03d}"
        ticket = {
            "id": asked["id"],
            "number": number,
            "token": asked["token"],
            "branch": branch,
            "branch_names": NAMES,
            "service": asked["services"][0],
            "service_names": SERVICE,
            "language": asked.get("language", "vi"),
            "priority": asked.get("priority") or "ordinary",
            "needs": asked.get("needs", []),
            "issued_at": "2026-11-24T10:42:00.000+07:00",
            "ahead": 12,
            "wait_low_s": 2400,
            "wait_high_s": 3600,
            "state": "waiting",
        }
        return self.tickets.setdefault(asked["id"], ticket) | {"seq": 1}

    def held(self, token: str) -> dict[str, Any] | None:
        """What the holder of a ticket sees."""
        found = next((one for one in self.tickets.values() if one["token"] == token), None)
        if found is None:
            return None
        now = {"wait_p50_s": 1200, "wait_p90_s": 1800, "ahead": 4, "counter": None}
        return found | now | {"may": ["cancel", "change-service", "add-service", "postpone"]}

    def act(self, token: str, deed: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """What the holder of a ticket does."""
        self.deeds.append((token, deed, body))
        ticket = next((one for one in self.tickets.values() if one["token"] == token), None)
        if ticket is not None and deed == "change-service":
            ticket["service"] = body["service"]
        if deed == "follow-advice" and body["branch"] == "full":
            return None
        if ticket is not None and deed == "follow-advice":
            return (self.held(token) or {}) | {
                "id": "onward",
                "branch": body["branch"],
                "number": "T777",
                "state": "held",
            }
        if ticket is not None and deed == "cancel":
            ticket["state"] = "cancelled"
        return self.held(token)

    def lease(self, count: int) -> dict[str, Any]:
        """A further block of whole hundreds."""
        first = 100 + self.leased
        self.leased += -(-count // 100) * 100
        return {"from": f"T{first}", "to": f"T{99 + self.leased}", "expires_at": self.expires_at}

    def read(self, path: str) -> dict[str, Any]:
        """What the agent looks at in the background."""
        if path.endswith(("/services", "/elsewhere")):
            return {"services": self.services if path.endswith("/services") else self.elsewhere}
        if path.endswith("/clock"):
            return {"now": self.now, "speed": 1.0, "epoch": 1}
        if "/kiosk?" in path:
            return self.plan
        if "/bookings/days?" in path or "/advice?" in path:
            return {"days": self.days, "offers": self.offers}
        if path.endswith("/priorities"):
            return {"languages": ["vi", "en", "fr"], "priorities": self.priorities}
        told = {"code": path.rpartition("/")[2], "names": NAMES, "open": self.open, "hours": self.hours}
        return told | {"door": self.door, "stopped": self.stopped, "services_closed": self.services_closed}


def _handler(server: QueueServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # headers and body go apart, and the second would wait 40 ms for a word back

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            if "/api/v1/tickets/" in self.path:
                self._say_held(server.held(self.path.rpartition("/")[2]))
            else:
                self._say(200, server.read(self.path))

        def _say_held(self, ticket: dict[str, Any] | None) -> None:
            self._say(404, CLOSED | {"type": "/problems/ticket-not-found", "status": 404}) if ticket is None else (
                self._say(200, ticket)
            )

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            parts = self.path.split("/")
            if parts[-1] == "told":
                server.told.append(body)
                self._say(200, {"device": "d"})
                return
            if parts[-1] != "number-leases":
                server.asked.append((self.path, dict(self.headers), body))
            if "/api/v1/tickets/" in self.path:
                self._say_held(server.act(parts[-2], parts[-1], body))
            elif parts[-1] == "check-in":
                known = server.bookings.get(body["code"])
                if known is None:
                    self._say(server.no_booking["status"], CLOSED | server.no_booking)
                else:
                    asked = {"id": known, "token": "k" * 22, "services": ["land"]}
                    self._say(201, server.take(parts[-2], asked) | {"may": ["cancel"]})
            elif parts[-1] == "bookings":
                told = {"code": f"K7M2-9QX{len(server.promised)}", "service": body["service"], "slot": body["slot"]}
                self._say(201, server.promised.setdefault(self.headers["Idempotency-Key"], told))
            elif parts[-1] == "void":
                server.voided.append(parts[-2])
                self._say(200, {"id": parts[-2], "seq": 2})
                server.voided_one.set()
            elif parts[-1] == "number-leases":
                self._say(200, server.lease(body["count"])) if server.leases else self._say(503, BUSY)
            else:
                self._take(parts[-2], body)

        def _take(self, branch: str, body: dict[str, Any]) -> None:
            if server.mood == "closed":
                self._say(409, CLOSED)
            elif server.mood == "busy":
                self._say(503, BUSY)
            elif server.mood == "breaks-once":
                server.mood = "well"
                server.take(branch, body)
                self.close_connection = True
            elif server.mood == "drips":
                self._drip()
            elif server.mood == "garbage":
                self._say(201, {"number": 7})
            else:
                ticket = server.take(branch, body)
                if server.mood == "slow":
                    time.sleep(SLOW_S)
                self._say(201, ticket)

        def _drip(self) -> None:
            """Each byte comes soon after the one before, and the answer never ends."""
            with suppress(OSError):
                while True:
                    self.wfile.write(b"H")
                    time.sleep(0.1)

        def _say(self, status: int, told: Mapping[str, Any]) -> None:
            """Answer; a twist is laid over it, by what ends the path, or by `ticket` for one that is read."""
            *_, before, last = self.path.partition("?")[0].split("/")
            twist = server.twists.get("ticket" if (self.command, before) == ("GET", "tickets") else last, {})
            body = json.dumps({**told, **twist}).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # the agent waits no longer

    return Handler


@contextmanager
def a_queue_server(port: int = 0) -> Iterator[QueueServer]:
    """Run the server on a port (0: a free one) until the block ends; connections end with it."""
    server = QueueServer()
    listening = ThreadingHTTPServer(("127.0.0.1", port), _handler(server))
    listening.daemon_threads = True
    server.url = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()
