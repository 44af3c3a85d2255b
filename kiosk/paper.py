"""What stands on the paper of a ticket, and what became of that paper?"""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from uuid_utils import uuid7

from kiosk.tray import Tray
from printers.spool import Patience, Spool
from printers.ticket_paper import TicketPaper
from printers.transport import Deadlines

REMEMBERED = 500
BEHIND = 20
TEST_NUMBER = "TEST"
AGAIN = " again "
# Who has read that the machine cannot print has noted the number and gone: a later paper would be nobody's.
# Printers are asked often, and not long: staff are to see within five seconds what is wrong with one, whatever it does.
PATIENCE = Patience(keep_queued_s=20.0, look_s=1.5, deadlines=Deadlines(connect_s=1.5, reply_s=1.0))


@dataclass(frozen=True)
class Printed:
    """Where a ticket's paper stands: a state of the spool, and why it is not printed.

    by_backup: it went to another printer than the one of this kiosk, and comes out there.
    """

    state: str
    reason: str | None
    by_backup: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return what the page is told."""
        return {"print": self.state, "print_reason": self.reason, "by_backup": self.by_backup}


class Papers:
    """The papers of the tickets that were taken here lately. Used by several threads at once."""

    def __init__(
        self,
        spool: Spool,
        *,
        phone_url: str,
        earlier: Callable[[str], Mapping[str, Any] | None] = lambda _ticket_id: None,
        now: Callable[[], datetime | None] = lambda: None,
    ) -> None:
        """phone_url: what stands before /t/{token} in the QR code. earlier: finds a ticket of an earlier run.

        now: the product's time, None where it is not known.
        """
        self._spool = spool
        self._tray = Tray(spool)
        self._phone_url = phone_url.rstrip("/")
        self._earlier = earlier
        self._now = now
        self._tickets: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._one = threading.Lock()

    def start(self) -> None:
        """Let no visitor wait for the spool's disk from now on."""
        self._tray.start()

    def stop(self) -> None:
        """End, after the papers that are on their way to the spool."""
        self._tray.stop()

    def put(self, ticket: dict[str, Any]) -> dict[str, Any]:
        """Queue a ticket's paper and return the ticket with its print state; the same ticket again prints nothing.

        A disk that takes nothing costs the paper, never the number. Raises KeyError, TypeError, ValueError for what is
        no ticket.
        """
        paper = self.paper(ticket)
        self._tray.put(ticket["id"], paper)
        self._remember(ticket)
        return self.with_print(ticket)

    def ticket(self, ticket_id: str) -> dict[str, Any] | None:
        """Return a ticket that was taken here lately, with the state of its print now."""
        with self._one:
            ticket: Mapping[str, Any] | None = self._tickets.get(ticket_id)
        ticket = ticket or self._earlier(ticket_id)
        return None if ticket is None else self.with_print(ticket)

    def paper(self, ticket: Mapping[str, Any]) -> TicketPaper:
        """Return what is printed on a ticket's paper."""
        language = ticket["language"]
        room = ticket.get("room_names") or {}
        return TicketPaper(
            branch_name=ticket["branch_names"][language],
            branch_name_vi=ticket["branch_names"]["vi"],
            number=ticket["number"],
            service_name=ticket["service_names"][language],
            service_name_vi=ticket["service_names"]["vi"],
            issued_at=datetime.fromisoformat(ticket["issued_at"]),
            ahead=None if ticket.get("draw_at") else ticket["ahead"],
            back_at=_clock(ticket.get("back_at")),
            draw_at=_clock(ticket.get("draw_at")),
            appointed=_clock(ticket.get("slot")),
            wait_low_s=ticket["wait_low_s"],
            wait_high_s=ticket["wait_high_s"],
            url=self._phone(ticket),
            language=language,
            offline=bool(ticket.get("offline")),
            zone=room.get(language),
            zone_vi=room.get("vi"),
            documents=tuple(ticket.get("documents") or ()),
            large=bool(ticket.get("large")),
        )

    def put_appointment(self, told: Mapping[str, Any], *, at: datetime | None) -> None:
        """Queue the paper of an appointment; the same code again prints nothing. at: when it was made."""
        language, slot = told["language"], datetime.fromisoformat(told["slot"])
        paper = TicketPaper(
            branch_name=told["branch_names"].get(language, ""),
            branch_name_vi=told["branch_names"].get("vi"),
            number=told["code"],
            service_name=told["service_names"].get(language, ""),
            service_name_vi=told["service_names"].get("vi"),
            issued_at=slot if at is None else at.astimezone(slot.tzinfo),
            slot=slot,
            url=told["code"],
            language=language,
            documents=tuple(told["documents"]),
        )
        self._tray.put(_appointment(told["code"]), paper)

    def printed_appointment(self, code: str) -> Printed:
        """Return what became of the paper of an appointment."""
        return self.printed(_appointment(code))

    def again(self, ticket: Mapping[str, Any]) -> str:
        """Queue a paper that says that it is a reprint, and when, and return the job's name. Raises sqlite3.Error."""
        job = f"{ticket['id']}{AGAIN}{uuid7()}"
        first = self.paper(ticket)
        again = replace(first, reprint=True, reprinted_at=_on_the_day(self._now(), first.issued_at))
        self._spool.put(again, job=job)
        self._remember(ticket)
        return job

    def came_out(self, ticket: Mapping[str, Any], *, yes: bool) -> None:
        """Take a person's word on a paper of which nobody knows; one that did not come out is printed again, marked.

        Of a paper of which something is known nothing changes. Raises sqlite3.Error.
        """
        job = self._last_paper(ticket["id"])
        if self._spool.settle(job, printed=yes) and not yes:
            self.again(ticket)

    def printed_again(self, ticket_id: str) -> int:
        """Return how often a ticket was printed again lately. Raises sqlite3.Error."""
        return len(self._spool.jobs_of(ticket_id)) - self.was_queued(ticket_id)

    def test(self, names: Mapping[str, str], *, at: datetime, sentence: str) -> str:
        """Queue a paper that is no ticket and says so, and return the job's name. Raises sqlite3.Error."""
        job = f"test {uuid7()}"
        self._spool.put(
            TicketPaper(branch_name=names["vi"], number=TEST_NUMBER, service_name=sentence, issued_at=at), job=job
        )
        return job

    def was_queued(self, ticket_id: str) -> bool:
        """Whether the spool was ever given a ticket's paper. Raises sqlite3.Error."""
        return self._spool.report(ticket_id) is not None

    def may_be_out(self, ticket_id: str, *, wall_at: float) -> bool:
        """Whether a ticket's paper was queued, or may have been: a spool that broke has lost what it knew.

        wall_at: when the ticket was taken, as Unix time. Raises sqlite3.Error.
        """
        return self.was_queued(ticket_id) or wall_at <= self._spool.lost_before

    def with_print(self, ticket: Mapping[str, Any]) -> dict[str, Any]:
        """Return a ticket with the state of its print now: of its last paper, where there are several."""
        printed = self.printed(self._last_paper(ticket["id"]))
        return {"offline": False, **ticket, **printed.as_json(), "phone_url": self._phone(ticket)}

    def printed(self, job: str) -> Printed:
        """Return what became of a paper."""
        try:
            return self._reported(job)
        except sqlite3.Error:
            return Printed("unknown", "spool")

    def _remember(self, ticket: Mapping[str, Any]) -> None:
        with self._one:
            self._tickets[ticket["id"]] = dict(ticket)
            while len(self._tickets) > REMEMBERED:
                self._tickets.popitem(last=False)

    def _last_paper(self, ticket_id: str) -> str:
        try:
            return self._spool.jobs_of(ticket_id)[-1]
        except (IndexError, sqlite3.Error):
            return ticket_id

    def _reported(self, job: str) -> Printed:
        is_on_its_way = self._tray.has(job)  # asked first: afterwards the spool has it
        report = self._spool.report(job)
        if report is None and is_on_its_way:
            return Printed("queued", self._held_up(job))
        if report is None:
            # The spool knows each job that it was given, so what it does not know was never queued; unless it broke.
            return Printed("unknown" if self._spool.lost_before else "failed", "spool")
        if report.state == "sent" and not report.is_over:
            return Printed("sending", None)  # the visitor waits for the paper all the same
        if report.state == "queued":
            return Printed("queued", report.reason or self._held_up(job))
        printer = self._spool.printer_of(job)
        return Printed(report.state, report.reason, printer is not None and printer != self._spool.address.name)

    def _held_up(self, job: str) -> str | None:
        """Return why the paper before this one cannot be printed: this one then waits for the same reason."""
        with self._one:
            others = [one for one in list(self._tickets)[-BEHIND:] if one != job]
        reports = (self._spool.report(one) for one in others)
        return next(
            (report.reason for report in reports if report and report.state == "queued" and report.reason), None
        )

    def _phone(self, ticket: Mapping[str, Any]) -> str:
        return f"{self._phone_url}/t/{ticket['token']}"


def _appointment(code: str) -> str:
    return f"appointment {code}"


def _on_the_day(at: datetime | None, issued_at: datetime) -> str | None:
    """Return an instant as a paper's clock shows it, with its day where that is not the day of issue."""
    if at is None:
        return None
    local = at.astimezone(issued_at.tzinfo)
    return f"{local:%H:%M}" if local.date() == issued_at.date() else f"{local:%H:%M %d/%m}"


def _clock(at: str | None) -> str | None:
    """Return an instant as the hall's clock shows it."""
    return None if at is None else f"{datetime.fromisoformat(at):%H:%M}"
