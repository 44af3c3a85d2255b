"""Why was this ticket called, and why was somebody called before me? In a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from config.texts import texts
from server.database import tables
from server.database.prepared import Prepared
from server.domain.branch import Branch
from server.domain.choice import Why
from server.domain.ticket import Ticket
from server.views.times import local

_R, _E = tables.call_reason.c, tables.event.c
_OF_TICKET = Prepared(
    select(_R.why, _R.overtaken, _R.note)
    .where(_R.branch == bindparam("branch"), _R.ticket_id == bindparam("ticket_id"))
    .order_by(_R.seq.desc())
    .limit(1)
)
_SINCE = Prepared(
    select(_R.seq, _R.overtaken)
    .where(_R.branch == bindparam("branch"), _R.seq > bindparam("after"), _R.why != Why.TURN.value)
    .order_by(_R.seq)
)
_ISSUED = Prepared(select(_E.seq).where(_E.ticket_id == bindparam("ticket_id"), tables.ISSUED))


@dataclass(frozen=True)
class Reason:
    """Why a ticket was called last: the rule, how many that overtook, and what the officer gave as a reason."""

    why: Why
    overtaken: Sequence[str]
    note: str | None


def reason_of(connection: Connection, branch: str, ticket_id: str) -> Reason | None:
    """Return why a ticket was called last; None when it was not called, or the reason is erased."""
    rows = _OF_TICKET.rows(connection, {"branch": branch, "ticket_id": ticket_id})
    return Reason(*rows[0]) if rows else None


def officers_reason(branch: Branch, ticket: Ticket, reason: Reason | None) -> dict[str, Any] | None:
    """Return the rule, in a sentence of each language; for officers only, since it may tell of a class."""
    if reason is None:
        return None
    at = local(branch, ticket.ready_at) or ""
    told: dict[str, str | int | float] = {
        "time": at[11:16],
        "overtaken": len(reason.overtaken),
        "note": reason.note or "–",
    }
    return {
        "rule": reason.why.value,
        "overtaken": len(reason.overtaken),
        "note": reason.note,
        "sentence": texts(f"why.{reason.why.value}", **told),
    }


def visitors_reason(connection: Connection, branch: Branch, ticket: Ticket) -> dict[str, Any]:
    """Return how many were called before this ticket though they came later, and by which rules, merged into one.

    One merged reason for all, so that nobody's class or disability shows.
    """
    issued = _ISSUED.rows(connection, {"ticket_id": ticket.id})
    where = {"branch": branch.code, "after": issued[0][0] if issued else 0}
    overtaken_by = sum(ticket.id in overtaken for _, overtaken in _SINCE.rows(connection, where))
    key = "overtaken" if overtaken_by else "in-order"
    return {"overtaken_by": overtaken_by, "sentence": texts(f"why.{key}", count=overtaken_by)}
