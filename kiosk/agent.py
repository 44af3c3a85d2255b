"""How does one tap become one ticket? The agent makes its id, asks the server, and prints while the visitor reads."""

import secrets
import threading
from collections import OrderedDict
from datetime import datetime
from typing import Any

from uuid_utils import uuid7

from kiosk.knowledge import Knowledge
from kiosk.server_line import Answer, NoServer, ServerLine
from printers.spool import Spool
from printers.ticket_paper import TicketPaper

ATTEMPTS = 2
REMEMBERED = 500
VOID_EVERY_S = 5.0


class Kiosk:
    """One kiosk: a branch, a line to the server, a printer."""

    def __init__(self, *, branch: str, line: ServerLine, spool: Spool, phone_url: str) -> None:
        """phone_url: what stands before /t/{token} in the QR code."""
        self.branch = branch
        self.knowledge = Knowledge(line, branch)
        self._line = line
        self._spool = spool
        self._phone_url = phone_url.rstrip("/")
        self._tickets: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._unconfirmed: list[str] = []
        self._one = threading.Lock()
        self._stop = threading.Event()

    def start(self) -> None:
        """Begin to print, to ask what the branch offers, and to void what was never confirmed."""
        self._spool.start()
        self.knowledge.start()
        threading.Thread(target=self._run_voids, name=f"voids {self.branch}", daemon=True).start()

    def stop(self) -> None:
        """End, after the paper that is being printed."""
        self._stop.set()
        self.knowledge.stop()
        self._spool.stop()

    def take(self, asked: dict[str, Any], *, language: str) -> Answer:
        """Take a ticket and queue its paper; the answer does not wait for the paper.

        Raises NoServer when there was no answer: the id is then voided as soon as there is one, so that nobody holds
        a ghost, and the next tap is another ticket.
        """
        body = asked | {"id": asked.get("id") or str(uuid7()), "token": asked.get("token") or secrets.token_urlsafe(16)}
        try:
            answer = self._ask(body, language)
        except NoServer:
            with self._one:
                self._unconfirmed.append(body["id"])
            raise
        if answer.status != 201:
            return answer
        ticket = answer.body
        self._remember(ticket)
        self._spool.put(self._paper(ticket), job=ticket["id"])
        self.knowledge.hurry()
        return Answer(201, self._with_print(ticket))

    def ticket(self, ticket_id: str) -> dict[str, Any] | None:
        """Return a ticket that was taken here lately, with the state of its print."""
        ticket = self._tickets.get(ticket_id)
        return None if ticket is None else self._with_print(ticket)

    def status(self) -> dict[str, Any]:
        """Return how printer and line are."""
        known = self.knowledge.now()
        return {
            "branch": self.branch,
            "printer": {"condition": self._spool.condition, "running": self._spool.running},
            "link": {"up": self.knowledge.linked, "age_s": known["age_s"] if known else None},
            "leases": [],
            "outbox": len(self._unconfirmed),
        }

    def void_unconfirmed(self) -> None:
        """Tell the server of the ids that nobody got a number for."""
        with self._one:
            waiting = list(self._unconfirmed)
        for ticket_id in waiting:
            try:
                self._line.post(f"/branches/{self.branch}/tickets/{ticket_id}/void", {})
            except NoServer:
                return
            with self._one:
                self._unconfirmed.remove(ticket_id)

    def _ask(self, body: dict[str, Any], language: str) -> Answer:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._line.post(f"/branches/{self.branch}/tickets", body, language=language, key=body["id"])
            except NoServer:
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError

    def _remember(self, ticket: dict[str, Any]) -> None:
        self._tickets[ticket["id"]] = ticket
        while len(self._tickets) > REMEMBERED:
            self._tickets.popitem(last=False)

    def _with_print(self, ticket: dict[str, Any]) -> dict[str, Any]:
        report = self._spool.report(ticket["id"])
        return ticket | {
            "print": report.state if report else "unknown",
            "print_reason": report.reason if report else None,
            "offline": False,
            "phone_url": self._phone(ticket),
        }

    def _phone(self, ticket: dict[str, Any]) -> str:
        return f"{self._phone_url}/t/{ticket['token']}"

    def _paper(self, ticket: dict[str, Any]) -> TicketPaper:
        language = ticket["language"]
        return TicketPaper(
            branch_name=ticket["branch_names"][language],
            branch_name_vi=ticket["branch_names"]["vi"],
            number=ticket["number"],
            service_name=ticket["service_names"][language],
            service_name_vi=ticket["service_names"]["vi"],
            issued_at=datetime.fromisoformat(ticket["issued_at"]),
            ahead=ticket["ahead"],
            wait_low_s=ticket["wait_low_s"],
            wait_high_s=ticket["wait_high_s"],
            url=self._phone(ticket),
            language=language,
        )

    def _run_voids(self) -> None:
        while not self._stop.wait(VOID_EVERY_S):
            self.void_unconfirmed()
