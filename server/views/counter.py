"""What does an officer see at a counter?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, RowMapping, func, select, type_coerce
from sqlalchemy.orm import Session

from server.database import tables
from server.domain.branch import Branch
from server.domain.clock import ClockRow
from server.domain.lifecycle import StepState
from server.domain.refusals import CounterNotFound
from server.domain.ticket import Ticket
from server.views.picture import WAITING_SHOWN, Picture
from server.views.ticket import ticket_view
from server.views.times import local

_S = tables.step.c


def counter_view(
    connection: Connection, seen: Picture, *, counter: str, present: Mapping[str, Any] | None, clock: ClockRow
) -> dict[str, Any]:
    """Return the counter view of the contract. present: the ticket at the counter, as `present_ticket` gives it.

    Raises CounterNotFound.
    """
    desk = next((row for row in seen.counters if row["code"] == counter), None)
    if desk is None:
        raise CounterNotFound(branch=seen.branch.code, counter=counter)
    branch, services = seen.branch, desk["services"]
    waiting = [row for row in seen.waiting if row["service"] in services]
    return {
        "branch": branch.code,
        "branch_names": dict(branch.names),
        "counter": counter,
        "seq": seen.seq,
        "rev": seen.rev,
        "at": local(branch, seen.at),
        "clock": {"now": local(branch, seen.at), "speed": clock.speed},
        "state": desk["state"].value,
        "pause_reason": desk["pause_reason"],
        "services": services,
        "defaults": list(branch.counters[counter]),
        "catalogue": [
            {"code": code, "letter": service.letter, "names": dict(service.names)}
            for code, service in branch.services.items()
        ],
        "officer": desk["officer"],
        "ticket": present,
        "waiting": [_waiting(row, seen.at) for row in waiting[:WAITING_SHOWN]],
        "waiting_total": sum(seen.counts.get(service, 0) for service in services),
        "held": [],
        "today": _today(connection, branch, counter, seen.at),
        "undo_until": None,
    }


def present_ticket(connection: Connection, branch: Branch, ticket: Ticket) -> dict[str, Any]:
    """Return an officer's view of a ticket: needs and priority, but no token."""
    private = tables.ticket_private
    row: Mapping[Any, Any] = (
        connection.execute(select(private).where(private.c.ticket_id == ticket.id)).mappings().first() or {}
    )
    return ticket_view(
        ticket,
        branch,
        token=None,
        priority=row.get("priority") or "ordinary",
        needs=row.get("needs") or (),
        dossiers=row.get("dossiers"),
    )


def ticket_at(connection: Connection, seen: Picture, counter: str) -> dict[str, Any] | None:
    """Return the officer's view of who stands at a counter; None for nobody."""
    found = next((row["id"] for row in seen.counters if row["code"] == counter), None)
    if found is None:
        return None
    with Session(connection) as session:
        return present_ticket(connection, seen.branch, session.get_one(Ticket, found))


def counters_view(seen: Picture) -> list[dict[str, Any]]:
    """Return the counters of a branch as the contract lists them."""
    return [
        {
            "code": row["code"],
            "state": row["state"].value,
            "services": row["services"],
            "officer": row["officer"],
            "ticket": {"id": row["id"], "number": row["number"], "state": row["step_state"]} if row["id"] else None,
        }
        for row in seen.counters
    ]


def _waiting(row: RowMapping, now: datetime) -> dict[str, Any]:
    return {
        "number": row["number"],
        "service": row["service"],
        "waited_s": max(0, int((now - row["ready_at"]).total_seconds())),
        "priority": row["priority"] or "ordinary",
        "needs": row["needs"] or [],
    }


def _today(connection: Connection, branch: Branch, counter: str, now: datetime) -> dict[str, Any]:
    """What this counter has done since local midnight; the mean leaves out who was never started."""
    midnight = now.astimezone(branch.hours.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    took = type_coerce(_S.ended_at, BigInteger) - type_coerce(_S.started_at, BigInteger)
    done = select(func.count(), func.avg(took)).where(
        _S.branch == branch.code, _S.counter == counter, _S.state == StepState.DONE, _S.ended_at >= midnight
    )
    served, mean_us = connection.execute(done).one()
    return {"served": served, "mean_service_s": None if mean_us is None else round(float(mean_us) / 1e6)}
