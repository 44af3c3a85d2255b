"""What stands on the paper of a ticket that the server gave, and what became of that paper?"""

import logging
import sqlite3
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from printers.spool import Patience, Spool
from printers.ticket_paper import TicketPaper

REMEMBERED = 500
BEHIND = 20
# Who has read that the machine cannot print has noted the number and gone: a later paper would be nobody's.
PATIENCE = Patience(keep_queued_s=20.0)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Printed:
    """Where a ticket's paper stands: a state of the spool, and why it is not printed."""

    state: str
    reason: str | None


class Papers:
    """The papers of the tickets that were taken here lately. Used by several threads at once."""

    def __init__(self, spool: Spool, *, phone_url: str) -> None:
        """phone_url: what stands before /t/{token} in the QR code."""
        self._spool = spool
        self._phone_url = phone_url.rstrip("/")
        self._tickets: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._one = threading.Lock()

    def put(self, ticket: dict[str, Any]) -> dict[str, Any]:
        """Queue a ticket's paper and return the ticket with its print state; the same ticket again prints nothing.

        A disk that takes nothing costs the paper, never the number.
        """
        try:
            self._spool.put(self.paper(ticket), job=ticket["id"])
        except sqlite3.Error:
            _log.exception("the paper of ticket %s cannot be queued", ticket["id"])
        with self._one:
            self._tickets[ticket["id"]] = ticket
            while len(self._tickets) > REMEMBERED:
                self._tickets.popitem(last=False)
        return self._with_print(ticket)

    def ticket(self, ticket_id: str) -> dict[str, Any] | None:
        """Return a ticket that was taken here lately, with the state of its print now."""
        with self._one:
            ticket = self._tickets.get(ticket_id)
        return None if ticket is None else self._with_print(ticket)

    def paper(self, ticket: dict[str, Any]) -> TicketPaper:
        """Return what is printed on a ticket's paper."""
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

    def _with_print(self, ticket: dict[str, Any]) -> dict[str, Any]:
        printed = self._printed(ticket["id"])
        told = {"print": printed.state, "print_reason": printed.reason}
        return {**ticket, **told, "offline": False, "phone_url": self._phone(ticket)}

    def _printed(self, ticket_id: str) -> Printed:
        try:
            return self._reported(ticket_id)
        except sqlite3.Error:
            return Printed("unknown", "spool")

    def _reported(self, ticket_id: str) -> Printed:
        report = self._spool.report(ticket_id)
        if report is None:
            # The spool knows each job that it was given, so what it does not know was never queued.
            return Printed("failed", "spool")
        return Printed(report.state, report.reason or (self._held_up(ticket_id) if report.state == "queued" else None))

    def _held_up(self, ticket_id: str) -> str | None:
        """Return why the paper before this one cannot be printed: this one then waits for the same reason."""
        with self._one:
            others = [one for one in list(self._tickets)[-BEHIND:] if one != ticket_id]
        reports = (self._spool.report(one) for one in others)
        return next(
            (report.reason for report in reports if report and report.state == "queued" and report.reason), None
        )

    def _phone(self, ticket: dict[str, Any]) -> str:
        return f"{self._phone_url}/t/{ticket['token']}"
