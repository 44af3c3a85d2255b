"""What makes up a kiosk? A branch, a line to the server, a printer, and a file with all that must not be lost."""

import logging
import sqlite3
import threading
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from kiosk import leases
from kiosk.dates import Dates
from kiosk.handover import Handover
from kiosk.kiosk_file import KioskFile
from kiosk.knowledge import Knowledge
from kiosk.mine import Mine
from kiosk.notes import Notes
from kiosk.outbox import Kept, Outbox
from kiosk.paper import Papers
from kiosk.printer_state import printers
from kiosk.product_clock import Clocks
from kiosk.report import Report
from kiosk.reserve import Reserve
from kiosk.search import Search
from kiosk.server_line import Answer, NoServer, ServerLine
from kiosk.staff import StaffPin
from kiosk.taking import CLOSED, Taking
from kiosk.told import offers
from printers.spool import Spool

STOP_WITHIN_S = 3.0
LOOK_EVERY_S = 4.0
TRY_AGAIN_EVERY_S = 5.0
NEWS_EVERY_S = 1.0
RECENT_S = 3600.0
# A paper that was not queued before the last run ended is printed if its visitor may still stand there.
STILL_THERE_S = 60.0
LOOKED_AT = 20
# A visitor waits for advice before the ticket: what takes longer is none.
ADVICE_WITHIN_S = 0.5
_log = logging.getLogger(__name__)


class Kiosk:
    """One kiosk. `start` it, `take` tickets, `stop` it; the server may be away at any moment, or from the start."""

    def __init__(
        self,
        *,
        branch: str,
        line: ServerLine,
        spool: Spool,
        file: KioskFile,
        phone_url: str,
        name: str | None = None,
        staff_pin: str | None = None,
        clocks: Clocks | None = None,
    ) -> None:
        """phone_url: what stands before /t/{token} in the QR code. staff_pin: None lets nobody behind the screen.

        name: by which staff know this kiosk; the branch's without one.
        """
        clocks = clocks or Clocks()
        self.branch = branch
        self.file = file
        self.outbox = Outbox(file)
        self.knowledge = Knowledge(
            line,
            branch,
            clock=clocks.monotonic,
            wall=clocks.wall,
            keeper=file,
            last_issue=self.outbox.last_issue(),
        )
        self.papers = Papers(spool, phone_url=phone_url, earlier=self._earlier, now=self.knowledge.clock.now)
        self.pin = StaffPin(staff_pin)
        self.mine = Mine(line, outbox=self.outbox, knowledge=self.knowledge, papers=self.papers)
        self.dates = Dates(line, knowledge=self.knowledge, papers=self.papers)
        self.search = Search(self.knowledge)
        self.spool = spool
        self.spool.use(self.knowledge.plan.layout)
        self._line = line
        self._notes = Notes(self.outbox)
        self._reserve = Reserve(self.outbox)
        self._taking = Taking(
            line=line,
            file=file,
            outbox=self.outbox,
            reserve=self._reserve,
            notes=self._notes,
            knowledge=self.knowledge,
            papers=self.papers,
            clocks=clocks,
        )
        self._handover = Handover(line, branch, file=file, outbox=self.outbox)
        self._report = Report(line, branch, name=name or branch)
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._keep_in_touch, name=f"kiosk {branch}", daemon=True)

    def start(self) -> None:
        """Begin to print, to ask what the branch offers, and to hand over what the server must still learn of."""
        self.look_after_the_last_run()
        self._reserve.start()
        self.papers.start()
        self.spool.start()
        self._thread.start()

    def stop(self) -> None:
        """End, after the paper that is being printed."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=STOP_WITHIN_S)
        self._reserve.stop()
        self.papers.stop()
        self.spool.stop()
        self._line.close()
        self.file.close()

    def take(self, asked: Mapping[str, Any], *, language: str) -> Answer:
        """Take a ticket, as `Taking.take` says. Raises NotHere, NoServer."""
        try:
            return self._taking.take(asked, language=language)
        finally:
            # Else the next tap would wait behind a look at what the last one changed by one.
            if self.outbox.waiting or self.outbox.ghosts:
                self._wake.set()

    def ticket(self, ticket_id: str) -> dict[str, Any] | None:
        """Return a ticket that was taken here lately, with the state of its print."""
        return self.papers.ticket(ticket_id)

    def came_out(self, ticket_id: str, *, yes: bool) -> dict[str, Any] | None:
        """Take the visitor's word on whether the paper came out, and return the ticket. Raises sqlite3.Error."""
        ticket = self.papers.ticket(ticket_id)
        if ticket is None:
            return None
        self.papers.came_out(ticket, yes=yes)
        return self.papers.ticket(ticket_id)

    def advice(self, service: str) -> list[Any]:
        """Return where else it would be quicker, as the server says; nothing when it says nothing in time."""
        if self.knowledge.cut_off:
            return []
        where = f"/branches/{self.branch}/advice?{urlencode({'service': service})}"
        try:
            answer = self._line.get(where, within_s=ADVICE_WITHIN_S)
            return offers(answer.body["offers"]) if answer.status == 200 else []
        except (NoServer, KeyError, ValueError):
            return []

    def catch_up(self) -> None:
        """Ask how the branch is; where the server answers, hand over what it must learn of and have enough numbers."""
        try:
            self._notes.write_late()
            self.knowledge.look()
            self.spool.use(self.knowledge.plan.layout)
            if self.knowledge.linked:
                self._handover.run()
                self.outbox.forget(now=time.time())
                self._lease()
                self._report.tell(self.status())
        except NoServer as error:
            self.knowledge.lost(str(error))
        except sqlite3.Error:
            _log.exception("kiosk of %s: its file cannot be written", self.branch)
        self._wipe()

    def close_to_visitors(self, *, closed: bool) -> None:
        """Give no more tickets, or give them again; that outlives a restart. Raises sqlite3.Error.

        Whoever opens it while the line is cut also says that a pause of which the kiosk knew last is over.
        """
        self.file.keep(CLOSED, closed)
        if not closed:
            self.knowledge.lift_pause()

    def status(self) -> dict[str, Any]:
        """Return how printer, line, numbers and outbox are, and what staff must look after."""
        return {
            "branch": self.branch,
            "closed_by_staff": bool(self.file.known(CLOSED)),
            "held_pause": self.knowledge.held_pause,
            "printer": self._printers(),
            "link": {
                "up": self.knowledge.linked,
                "age_s": self.knowledge.age_s,
                "unconfirmed": self.outbox.ghosts + self._notes.ghosts,
            },
            "leases": [block.as_json() for block in self.file.look(leases.blocks)],
            "outbox": self.outbox.waiting,
            "set_aside": [_told_to_staff(kept) for kept in self.outbox.aside()],
            "versions": {"branch": self.knowledge.version, "decided": self.knowledge.decided},
            "clock": self.knowledge.clock.as_json(),
            "file": {
                "durable": self.file.durable and self.spool.durable,
                "broken": [*self.file.broken, *self.spool.broken],
            },
        }

    def _printers(self) -> dict[str, Any]:
        facts, now, word = self.knowledge.facts, self.knowledge.clock.now(), self.knowledge.clock.word
        zone = None if facts is None else datetime.fromisoformat(facts["told_at"]).tzinfo
        local = None if now is None or zone is None else now.astimezone(zone)
        return printers(self.spool, now=local, speed=1.0 if word is None else word.speed)

    def _earlier(self, name: str) -> Mapping[str, Any] | None:
        kept = self.outbox.of(name)
        return None if kept is None else kept.ticket

    def look_after_the_last_run(self) -> None:
        """Print what was written down, not queued, when the last run was killed, if somebody may still wait for it."""
        try:
            for kept in reversed(self.outbox.latest(LOOKED_AT)):
                is_young = 0 <= time.time() - kept.wall_at < STILL_THERE_S
                if kept.ticket is not None and is_young and not self.papers.may_be_out(kept.id, wall_at=kept.wall_at):
                    self.papers.put(kept.ticket)
        except (sqlite3.Error, KeyError, TypeError, ValueError):
            _log.exception("kiosk of %s: papers of the last run cannot be queued", self.branch)

    def _keep_in_touch(self) -> None:
        """Look, then hand over and lease; while the line is cut, try again every five seconds, whatever is tapped."""
        while not self._stopping:
            begun = time.monotonic()
            self._wake.clear()
            self.catch_up()
            self._rest(begun)

    def _rest(self, begun: float) -> None:
        """Sleep until it is time to look again; a tap shortens that only while the server answers."""
        while not self._stopping:
            every = TRY_AGAIN_EVERY_S if self.knowledge.cut_off else LOOK_EVERY_S
            left = begun + every - time.monotonic()
            if left <= 0 or (self._wake.wait(min(left, NEWS_EVERY_S)) and not self.knowledge.cut_off):
                return
            self._wake.clear()
            if self.knowledge.linked:
                self._tell_news()

    def _tell_news(self) -> None:
        """Staff are to see within five seconds what is wrong with a printer."""
        try:
            self._report.tell(self.status())
        except sqlite3.Error:
            _log.exception("kiosk of %s: its file cannot be read", self.branch)

    def _wipe(self) -> None:
        """What a visitor said of himself is promised to be gone once the server has it, also where the line broke."""
        try:
            self.outbox.wipe()
        except sqlite3.Error:
            _log.exception("kiosk of %s: what was erased may still be read in its file", self.branch)

    def _lease(self) -> None:
        known, now, word = self.knowledge.facts, self.knowledge.clock.now, self.knowledge.clock.word
        if known is None or word is None:
            return
        letters = {one["code"]: one["letter"] for one in known["services"] if isinstance(one.get("letter"), str)}
        an_hour_ago = time.time() - RECENT_S / max(word.speed, 1.0)
        self._handover.lease(letters, taken=self.outbox.taken_since(an_hour_ago), now=now)


def _told_to_staff(kept: Kept) -> dict[str, Any]:
    ticket = kept.ticket or {}
    number = ticket.get("number")
    return {
        "id": kept.id,
        "number": number,
        "service": kept.service,
        "issued_at": kept.issued_at,
        **(kept.refusal or {}),
    }
