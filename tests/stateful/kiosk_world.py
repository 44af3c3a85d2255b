"""What stands around a kiosk whose line, power and clocks fail? A server by the contract's words, and papers."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from config.ticket import TicketLayout
from kiosk import leases
from kiosk.agent import Kiosk
from kiosk.kiosk_file import KioskFile
from kiosk.offline import NotHere
from kiosk.product_clock import Clocks
from kiosk.server_line import Answer, NoServer, ServerLine
from printers.print_job import PrintState
from printers.roll import Roll
from printers.spool import Spool
from printers.spool_file import PrintReport
from printers.status import Condition
from printers.ticket_paper import TicketPaper

NINE = datetime.fromisoformat("2026-11-24T09:00:00+07:00")
NAMES = {"vi": "Chi nhánh", "en": "Branch", "fr": "Antenne"}
SLOW_S = 0.65
LETTERS = {"land": "T", "results": "W"}


class Killed(BaseException):
    """kill -9: what runs stops here, and nothing of it runs any more."""


@dataclass
class Server:
    """Takes tickets, leases numbers and keeps tombstones; `now` is the product's time."""

    now: datetime = NINE
    tickets: dict[str, dict[str, Any]] = field(default_factory=dict)
    voided: set[str] = field(default_factory=set)
    arrived: list[str] = field(default_factory=list)
    given: Counter[str] = field(default_factory=Counter)
    leased: Counter[str] = field(default_factory=Counter)
    epoch: int = 1

    def answer(self, path: str, body: dict[str, Any] | None) -> Answer:
        if body is None:
            return Answer(200, self._read(path))
        if path.endswith("/number-leases"):
            return Answer(200, self._lease(LETTERS[body["service"]], body["count"]))
        if path.endswith("/told"):
            return Answer(200, {"device": "d"})
        if path.endswith("/void"):
            self.voided.add(path.split("/")[-2])
            return Answer(200, {})
        return self._take(body)

    @property
    def live(self) -> dict[str, dict[str, Any]]:
        return {one: ticket for one, ticket in self.tickets.items() if one not in self.voided}

    def midnight(self) -> None:
        self.now = (self.now + timedelta(days=1)).replace(hour=8, minute=0)
        self.given.clear()
        self.leased.clear()

    def _read(self, path: str) -> dict[str, Any]:
        if path == "/clock":
            return {"now": self.now.isoformat(), "speed": 1.0, "epoch": self.epoch}
        if path.endswith("/services"):
            row = {"names": NAMES, "open": True, "waiting": 3}
            return {"services": [row | {"code": code, "letter": letter} for code, letter in LETTERS.items()]}
        if path.endswith("/priorities"):
            return {"languages": ["vi"], "priorities": []}
        return {"code": "b", "names": NAMES, "open": True}

    def _lease(self, letter: str, count: int) -> dict[str, Any]:
        first = 100 + self.leased[letter]
        self.leased[letter] += -(-count // 100) * 100
        midnight = (self.now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return {
            "from": f"{letter}{first}",
            "to": f"{letter}{99 + self.leased[letter]}",
            "expires_at": midnight.isoformat(),
        }

    def _take(self, body: dict[str, Any]) -> Answer:
        if body["id"] in self.voided:
            return _problem(409, "ticket-voided")
        if body["id"] in self.tickets:
            return Answer(201, self.tickets[body["id"]])
        letter = LETTERS[body["services"][0]]
        number = body.get("number")
        if number is None:
            self.given[letter] += 1
            number = f"{letter}{self.given[letter]:03d}"
        elif not self._may_be_given(letter, number, datetime.fromisoformat(body["issued_at"])):
            return _problem(422, "bad-number")
        self.arrived.append(body["id"])
        self.tickets[body["id"]] = {
            "id": body["id"],
            "token": body["token"],
            "number": number,
            "day": self.now.date().isoformat(),
            "branch_names": NAMES,
            "service": body["services"][0],
            "service_names": NAMES,
            "language": "vi",
            "issued_at": self._clamped(body.get("issued_at")).isoformat(),
            "ahead": 1,
            "wait_low_s": 60,
            "wait_high_s": 120,
        }
        return Answer(201, self.tickets[body["id"]])

    def _clamped(self, said: str | None) -> datetime:
        return min(datetime.fromisoformat(said), self.now) if said else self.now

    def _may_be_given(self, letter: str, number: str, issued_at: datetime) -> bool:
        today = self.now.date()
        taken = {ticket["number"] for ticket in self.tickets.values() if ticket["day"] == today.isoformat()}
        return issued_at.date() == today and int(number[1:]) < 100 + self.leased[letter] and number not in taken


def _problem(status: int, code: str) -> Answer:
    return Answer(status, {"type": f"/problems/{code}", "title": code, "detail": code, "status": status})


@dataclass
class Faults:
    """What goes wrong next: one fault for each request, then none. late: what the line delivers when it likes."""

    next: list[str] = field(default_factory=list)
    late: list[Callable[[], object]] = field(default_factory=list)


class FaultyLine(ServerLine):
    """A line without sockets. A request that gets no answer takes its whole deadline, unless it breaks at once."""

    def __init__(self, server: Server, faults: Faults, wait: Callable[[float], None]) -> None:
        super().__init__("http://nowhere.invalid", "t")
        self._there, self._faults, self._wait = server, faults, wait

    def get(self, path: str, *, within_s: float = 3.0) -> Answer:
        return self._meet(path, None, within_s)

    def post(
        self, path: str, body: dict[str, Any], *, within_s: float, language: str = "vi", key: str | None = None
    ) -> Answer:
        return self._meet(path, body, within_s)

    def _meet(self, path: str, body: dict[str, Any] | None, within_s: float) -> Answer:
        fault = self._faults.next.pop(0) if self._faults.next else "none"
        if fault in {"killed-before", "killed-after"}:
            if fault == "killed-after":
                self._there.answer(path, body)
            raise Killed
        if fault == "late":
            self._faults.late.append(lambda: self._there.answer(path, body))
        if fault == "slow":
            self._wait(SLOW_S)
            fault = "none"
        answer = self._there.answer(path, body) if fault in {"none", "answer-lost", "nonsense", "breaks"} else None
        if fault == "busy":
            return _problem(503, "branch-busy")
        if fault == "nonsense":
            return Answer(200, {"number": 7, "from": "x", "now": "soon"})
        if fault in {"breaks", "refused"}:
            raise NoServer("the connection broke")
        if fault != "none" or answer is None:
            self._wait(within_s)
            raise NoServer("no answer in time")
        return answer


class KillableFile(KioskFile):
    """A file whose process may be killed at a write: before it or after it."""

    def __init__(self, path: Path) -> None:
        self.kill_at: list[str] = []
        self.dead = False
        super().__init__(path)

    def write(self, work: Callable[[Any], Any]) -> Any:
        self._require_alive()
        fate = self.kill_at.pop(0) if self.kill_at else "lives"
        if fate == "killed-before":
            self.dead = True
            raise Killed
        done = super().write(work)
        if fate == "killed-after":
            self.dead = True
            raise Killed
        return done

    def look(self, work: Callable[[Any], Any]) -> Any:
        self._require_alive()
        return super().look(work)

    def _require_alive(self) -> None:
        if self.dead:
            raise Killed


class Tray(Spool):
    """A printer's spool that outlives the agent and prints at once; the papers in it are in somebody's hand."""

    condition = "ok"
    conditions: dict[str, Condition] = {"here": "ok"}  # noqa: RUF012
    running = True
    durable = True
    broken: list[str] = []  # noqa: RUF012 (as the property that it stands for)
    lost_before = 0.0

    def __init__(self) -> None:
        self.papers: dict[str, TicketPaper] = {}

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def put(self, paper: TicketPaper, *, job: str) -> PrintReport:
        self.papers.setdefault(job, paper)
        return self._told(job, "printed")

    def report(self, job: str) -> PrintReport | None:
        return self._told(job, "printed") if job in self.papers else None

    def jobs_of(self, name: str) -> list[str]:
        return [job for job in self.papers if job.partition(" ")[0] == name]

    def printer_of(self, job: str) -> str | None:
        return None

    def use(self, layout: TicketLayout) -> None: ...

    def roll(self, printer: str | None = None) -> Roll:
        return Roll(1.0, 0.0, 1.0, None, None)

    @staticmethod
    def _told(job: str, state: PrintState) -> PrintReport:
        return PrintReport(job, state, None, 0.0)


class Machine:
    """One kiosk's computer: its disk, its printer's tray and its clocks stay when the agent is killed.

    before_its_turn: the tickets that the server gave to a tap for which no number was in hand, while others waited to
    be handed over. Such a tap cannot wait for them; called is by the time of issue all the same.
    """

    def __init__(self, path: Path, server: Server) -> None:
        self.path, self.server = path, server
        self.faults, self.tray = Faults(), Tray()
        self.wall_shift = 0.0
        self.shown: dict[str, dict[str, Any]] = {}
        self.before_its_turn: set[str] = set()
        self.runs()

    def runs(self) -> None:
        """Start the agent on what is on the disk."""
        self.file = KillableFile(self.path)
        clocks = Clocks(self._seconds, lambda: self._seconds() + self.wall_shift, self._pass)
        line = FaultyLine(self.server, self.faults, self._pass)
        self.kiosk = Kiosk(branch="b", line=line, spool=self.tray, file=self.file, phone_url="", clocks=clocks)
        self.kiosk.look_after_the_last_run()

    def dies(self) -> None:
        self.faults.next.clear()
        self.file.dead = False
        self.file.close()
        self.runs()

    def taps(self, service: str, key: str | None) -> dict[str, Any] | None:
        """Ask for a ticket; None when the kiosk gives none, or died."""
        asked = {"services": [service], "language": "vi"} | ({"id": key} if key else {})
        goes_before = self.kiosk.outbox.waiting > 0 and not self._has_a_number(service)
        arrived = len(self.server.arrived)
        try:
            answer = self.kiosk.take(asked, language="vi")
        except (NotHere, NoServer):
            return None
        except Killed:
            self.dies()
            return None
        finally:
            self.faults.next.clear()
            self.file.kill_at.clear()
            self.before_its_turn |= set(self.server.arrived[arrived:]) if goes_before else set()
        if answer.status >= 400:
            return None
        self.shown[answer.body["id"]] = answer.body
        return answer.body

    def catches_up(self) -> None:
        try:
            self.kiosk.catch_up()
        except Killed:
            self.dies()
        finally:
            self.faults.next.clear()
            self.file.kill_at.clear()

    def kiosk_waits(self, seconds: float) -> None:
        self._pass(seconds)

    def _has_a_number(self, service: str) -> bool:
        return any(
            one.service == service and one.left and self.server.now < one.expires_at
            for one in self.file.look(leases.blocks)
        )

    def _seconds(self) -> float:
        return (self.server.now - NINE).total_seconds() + 1_000_000.0

    def _pass(self, seconds: float) -> None:
        self.server.now += timedelta(seconds=seconds)
