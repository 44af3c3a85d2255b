"""What may staff do at the kiosk itself? Behind a PIN: see the last tickets, print again, and close it to visitors."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request

from config.texts import text
from kiosk.agent import Kiosk
from kiosk.answers import problem, sent
from kiosk.outbox import Kept
from kiosk.printer_state import backup_of
from kiosk.staff import TooManyTries

PIN_HEADER = "X-Staff-Pin"
SHOWN = 50
PAPER_LANGUAGE = "vi"


def staff_pages(here: Callable[[], Kiosk]) -> Blueprint:
    """Return the addresses under /staff; each wants the kiosk's PIN in the header `X-Staff-Pin`."""
    pages = Blueprint("staff", __name__, url_prefix="/staff")

    @pages.before_request
    def only_staff() -> Response | None:
        pin = here().pin
        if not pin.is_set:
            return problem(404, "kiosk.no-staff-page")
        try:
            return None if pin.fits(request.headers.get(PIN_HEADER, "")) else problem(403, "kiosk.wrong-pin")
        except TooManyTries as tries:
            refused = problem(429, "kiosk.too-many-tries", seconds=tries.retry_after_s)
            refused.headers["Retry-After"] = str(tries.retry_after_s)
            return refused

    @pages.errorhandler(sqlite3.Error)
    def not_kept(_error: sqlite3.Error) -> Response:
        return problem(503, "kiosk.not-kept")

    @pages.get("/tickets")
    def tickets() -> Response:
        kiosk = here()
        return sent({"tickets": [_shown(kiosk, kept) for kept in kiosk.outbox.latest(SHOWN)]})

    @pages.post("/reprint")
    def reprint() -> Response:
        asked = request.get_json()
        wanted = asked.get("id") if isinstance(asked, dict) else None
        kept = here().outbox.of(wanted) if isinstance(wanted, str) else None
        if kept is None or kept.ticket is None:
            return problem(404, "kiosk.no-ticket")
        return _queued(here(), here().papers.again(kept.ticket))

    @pages.get("/prints/<job>")
    def what_became(job: str) -> Response:
        return _queued(here(), job)

    @pages.post("/test-print")
    def test_print() -> Response:
        known = here().knowledge.facts
        names = known["names"] if known is not None else {PAPER_LANGUAGE: here().branch}
        at = here().knowledge.clock.now() or datetime.now(UTC)
        return _queued(here(), here().papers.test(names, at=at, sentence=text("kiosk.test_paper", PAPER_LANGUAGE)))

    @pages.post("/paper-changed")
    def paper_changed() -> Response:
        here().spool.paper_changed()
        return sent(here().status())

    @pages.post("/backup-changed")
    def backup_changed() -> Response:
        backup = backup_of(here().spool)
        if backup is None:
            return problem(404, "problems.not-found")
        here().spool.paper_changed(backup)
        return sent(here().status())

    @pages.post("/close")
    def close() -> Response:
        here().close_to_visitors(closed=True)
        return sent(here().status())

    @pages.post("/open")
    def reopen() -> Response:
        here().close_to_visitors(closed=False)
        return sent(here().status())

    return pages


def _queued(kiosk: Kiosk, job: str) -> Response:
    """Return where a paper stands; it can be asked for again by its `job`."""
    printed = kiosk.papers.printed(job)
    return sent({"job": job, **printed.as_json()})


def _shown(kiosk: Kiosk, kept: Kept) -> dict[str, Any]:
    """Return a row for staff: without the visitor's token and priority class."""
    ticket, printed = kept.ticket or {}, kiosk.papers.printed(kept.id)
    told = printed.as_json() | {"refusal": kept.refusal}
    return {
        "id": kept.id,
        "number": ticket.get("number"),
        "service": kept.service,
        "issued_at": kept.issued_at,
        "state": kept.state,
        "offline": bool(ticket.get("offline")),
        **told,
    }
