"""What stands on a paper ticket for a test that does not care? Plain values, and whatever the test changes."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from printers.ticket_paper import TicketPaper

HANOI = timezone(timedelta(hours=7))


def a_paper(**changes: Any) -> TicketPaper:
    """Build the paper of A007, certification, at Tây Hồ."""
    paper = TicketPaper(
        branch_name="Chi nhánh số 1 - Tây Hồ",
        number="A007",
        service_name="Chứng thực",
        issued_at=datetime(2026, 11, 24, 10, 42, tzinfo=HANOI),
    )
    return replace(paper, **changes)
