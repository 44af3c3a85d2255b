"""How does one tap become one ticket? The server gives it, or after 700 ms without an answer this kiosk does.

A tap has one key. Its first id is written down, then sent. Without an answer another ticket is made here, with a number
of the kiosk's own, and written down together with the first id as a ghost: nobody ever holds two numbers.
"""

import logging
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from uuid_utils import uuid7

from config.ticket import DOCUMENTS
from kiosk import leases, outbox
from kiosk.handover import FOR_GOOD
from kiosk.kiosk_file import KioskFile
from kiosk.knowledge import Knowledge
from kiosk.last_word import require_intake
from kiosk.notes import Notes, Stand
from kiosk.offline import NotHere, by_hand, checked, made_here
from kiosk.outbox import Outbox
from kiosk.paper import Papers
from kiosk.product_clock import Clocks
from kiosk.reserve import Reserve
from kiosk.server_line import Answer, NoServer, ServerLine
from kiosk.told import a_ticket

# A visitor waits no longer for the server; what is left of it after a broken connection allows a second attempt.
ANSWER_WITHIN_S = 0.7
WORTH_A_TRY_S = 0.05
# All that one tap asks of the server, the move to another branch included: he has his number within a second.
ALL_WITHIN_S = 0.9
REFUSED, FAILED = 400, 500
CLOSED = "closed_by_staff"
# What the page says to this kiosk alone: how large the print, where else to, and whose documents stand on the paper.
OWN = ("large", "advised", "procedure")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Tap:
    """One tap: what was asked for, under which key, and in which language sentences are spoken.

    end: the monotonic instant after which the server is asked nothing more.
    """

    asked: Mapping[str, Any]
    key: str
    language: str
    end: float

    @property
    def service(self) -> str:
        services = self.asked.get("services")
        return str(services[0]) if isinstance(services, list) and services else ""


class Taking:
    """Takes tickets for one kiosk. Used by several threads at once; two taps of one key go one after the other."""

    def __init__(
        self,
        *,
        line: ServerLine,
        file: KioskFile,
        outbox: Outbox,
        reserve: Reserve,
        notes: Notes,
        knowledge: Knowledge,
        papers: Papers,
        clocks: Clocks,
    ) -> None:
        self._line = line
        self._file = file
        self._outbox = outbox
        self._reserve = reserve
        self._notes = notes
        self._knowledge = knowledge
        self._papers = papers
        self._clocks = clocks
        self._keys: set[str] = set()
        self._over = threading.Condition()

    def take(self, asked: Mapping[str, Any], *, language: str) -> Answer:
        """Take a ticket and queue its paper; the answer does not wait for the paper.

        asked: the body of the server's POST /branches/{b}/tickets; the same id again gives the same ticket. language:
        for sentences. Raises NotHere when this kiosk gives no number now, NoServer when nothing is known that one could
        be made of.
        """
        wanted = by_hand(asked)
        key = str(wanted.get("id") or uuid7()).lower()
        with self._alone(key):
            tap = _Tap(wanted, key, language, self._clocks.monotonic() + ALL_WITHIN_S)
            if self._file.known(CLOSED):
                raise NotHere(409, "kiosk.closed-by-staff")
            before = self._outbox.of(tap.key)
            if before is not None and before.ticket is not None:
                return Answer(201, self._papers.put(before.ticket))
            if self._has_a_number(tap) and not self._goes_online():
                return self._made_here(tap, ghost=None, said=None)
            return self._asked_for(tap)

    def _goes_online(self) -> bool:
        """Whether the server is to be asked: not while it is known to be away, nor before it has what waits here.

        So tickets reach it in the order in which they were issued. While the disk takes nothing only it gives numbers.
        """
        return not self._knowledge.cut_off and not (self._outbox.waiting and self._file.durable)

    def _has_a_number(self, tap: _Tap) -> bool:
        """Whether a number is in hand; without one, asking the server is the better chance, however bad the line."""
        now = self._knowledge.clock.now()
        blocks = self._file.look(leases.blocks)
        return now is not None and any(
            one.service == tap.service and one.left and now < one.expires_at for one in blocks
        )

    def _asked_for(self, tap: _Tap) -> Answer:
        """Ask the server; where it gives no ticket and refuses none, make one here."""
        ticket_id = self._new_id(tap)
        said = None
        try:
            said = self._ask(ticket_id, tap)
            if said.status < 300:
                return Answer(201, self._given(ticket_id, self._moved(said.body, tap), tap))
            if said.status in FOR_GOOD:
                self._note("refused", ticket_id, tap)
                return said
        except (NoServer, KeyError, TypeError, ValueError, RecursionError) as error:
            self._knowledge.lost(str(error))
        try:
            return self._made_here(tap, ghost=ticket_id, said=said)
        except BaseException:
            self._note("ghost", ticket_id, tap)
            raise

    def _new_id(self, tap: _Tap) -> str:
        """Return an id that is written down: the page's own where it has one, else one that was made ahead."""
        ahead = None if tap.asked.get("id") else self._reserve.take()
        if ahead is not None:
            return ahead
        ticket_id = str(uuid7()) if self._outbox.is_used(tap.key) else tap.key
        self._note("asked", ticket_id, tap)
        return ticket_id

    def _ask(self, ticket_id: str, tap: _Tap) -> Answer:
        """Ask within the deadline; again, with the same id and key, only when the connection broke early."""
        token = tap.asked.get("token") or secrets.token_urlsafe(16)
        body = {**tap.asked, "id": ticket_id, "token": token}
        for own in OWN:
            body.pop(own, None)
        path, key = f"/branches/{self._knowledge.branch}/tickets", str(uuid7())
        end = self._clocks.monotonic() + ANSWER_WITHIN_S
        while True:
            try:
                left = end - self._clocks.monotonic()
                answer = self._line.post(path, body, within_s=left, language=tap.language, key=key)
            except NoServer:
                if end - self._clocks.monotonic() < WORTH_A_TRY_S:
                    raise
                self._clocks.sleep(WORTH_A_TRY_S / 2)
                continue
            if answer.status < 300 and (answer.body["id"], answer.body["token"]) != (ticket_id, token):
                raise NoServer("another ticket than the one asked for was answered")
            return answer

    def _moved(self, told: dict[str, Any], tap: _Tap) -> dict[str, Any]:
        """Return the ticket as it goes on at the branch that the visitor chose instead; else as it is here, and why.

        Its token leads the phone to where it is in any case, also where the answer was lost.
        """
        branch, key = tap.asked.get("advised"), str(uuid7())
        where, body = f"/tickets/{told['token']}/follow-advice", {"branch": branch}
        while branch and (left := tap.end - self._clocks.monotonic()) > WORTH_A_TRY_S:
            try:
                answer = self._line.post(where, body, within_s=left, language=tap.language, key=key)
            except NoServer:
                self._clocks.sleep(WORTH_A_TRY_S / 2)
                continue
            if FAILED > answer.status >= REFUSED:
                return {**told, "not_moved": "offer"}
            try:
                if answer.status < REFUSED:
                    return {**a_ticket(answer.body), "id": told["id"]}
            except ValueError:
                pass
            break
        return told if branch is None else {**told, "not_moved": "line"}

    def _given(self, ticket_id: str, told: dict[str, Any], tap: _Tap) -> dict[str, Any]:
        """Keep and print what the server gave. Raises KeyError, TypeError, ValueError for what is no ticket."""
        ticket = self._with_paper(a_ticket(told), tap)
        issued_at = self._papers.paper(ticket).issued_at
        self._note("given", ticket_id, tap, ticket)
        self._knowledge.clock.see(issued_at)
        return self._papers.put(ticket)

    def _with_paper(self, ticket: Mapping[str, Any], tap: _Tap) -> dict[str, Any]:
        """Return a ticket with what its paper tells beside, so that a reprint of another day tells the same."""
        plan, service = self._knowledge.plan, ticket["service"]
        return {
            **ticket,
            "documents": plan.documents_of(service, tap.asked.get("procedure"))[ticket["language"]][:DOCUMENTS],
            "room_names": plan.rooms.get(service) if ticket.get("branch") in (None, self._knowledge.branch) else None,
            "large": bool(tap.asked.get("large")),
        }

    def _made_here(self, tap: _Tap, *, ghost: str | None, said: Answer | None) -> Answer:
        """Make a ticket here. said: what the server said instead of a ticket, for when none can be made."""
        try:
            return Answer(201, self._papers.put(self._issued(tap, ghost)))
        except NoServer:
            if said is None or said.status < 400 or ghost is None:
                raise
            self._note("ghost", ghost, tap)
            return said
        except sqlite3.Error as error:
            # A number that a power cut could take back, and give to another visitor, is none to put on paper.
            _log.exception("no ticket can be kept")
            raise NotHere(503, "kiosk.cannot-keep") from error

    def _issued(self, tap: _Tap, ghost: str | None) -> dict[str, Any]:
        """Give a number and write the ticket down, and the ghost with it, all or nothing. Raises NoServer, NotHere."""
        known = self._knowledge.facts
        if known is None:
            raise NoServer("nothing is known of the branch")
        body = checked(tap.asked, known)
        since = self._clocks.wall() - (self._knowledge.age_s or 0.0)
        ahead_here = self._outbox.taken_since(since).get(tap.service, 0)

        def work(file: sqlite3.Connection) -> dict[str, Any]:
            number, at = self._next(file, known, body["services"])
            ticket = made_here(
                body,
                ticket_id=str(uuid7()),
                token=str(tap.asked.get("token") or secrets.token_urlsafe(16)),
                number=number,
                issued_at=at.astimezone(datetime.fromisoformat(known["told_at"]).tzinfo),
                known=known,
                ahead_here=ahead_here,
                age_s=self._knowledge.age_product_s,
            )
            ticket = self._with_paper(ticket, tap)
            if tap.asked.get("advised") is not None:
                ticket["not_moved"] = "line"
            self._papers.paper(ticket)
            handed = body | {name: ticket[name] for name in ("id", "number", "issued_at", "token")}
            outbox.put(file, ticket, asked=handed, key=tap.key)
            if ghost is not None:
                outbox.make_ghost(file, ghost, key=tap.key, service=tap.service)
            return ticket

        try:
            return self._file.write(work)
        except (KeyError, TypeError, ValueError, StopIteration) as error:
            raise NoServer(f"what is known is not enough: {error}") from error

    def _next(self, file: sqlite3.Connection, known: Mapping[str, Any], services: list[str]) -> tuple[str, datetime]:
        """Return the next number for the first of a visit's services, and its time of issue."""
        now, service = self._knowledge.clock.now(), services[0]
        if now is None:
            raise NoServer("it is not known what time it is")
        require_intake(known, services, now=now, door_from=self._knowledge.plan.door_from)
        number = leases.take(file, service, now=now)
        if number is None:
            if any(one.service == service for one in leases.blocks(file)):
                raise NotHere(503, "kiosk.no-numbers")
            raise NoServer("no numbers were leased yet")
        at = self._knowledge.clock.issue()
        assert at is not None
        return number, at

    def _note(self, stand: Stand, ticket_id: str, tap: _Tap, ticket: Mapping[str, Any] | None = None) -> None:
        self._notes.write(stand, ticket_id, key=tap.key, service=tap.service, ticket=ticket)

    @contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        """Let one tap of a key go on at a time; a second one then finds the ticket of the first."""
        with self._over:
            self._over.wait_for(lambda: key not in self._keys)
            self._keys.add(key)
        try:
            yield
        finally:
            with self._over:
                self._keys.discard(key)
                self._over.notify_all()
