"""What do a visitor, a kiosk and an officer see of a ticket?"""

from collections.abc import Sequence
from typing import Any

from server.domain.branch import Branch
from server.domain.dispatch import Wait
from server.domain.ticket import Step, Ticket
from server.views.times import local


def ticket_view(
    ticket: Ticket,
    branch: Branch,
    *,
    token: str | None,
    priority: str | None,
    needs: Sequence[str] = (),
    dossiers: int | None = None,
    ahead: int | None = None,
    wait: Wait | None = None,
) -> dict[str, Any]:
    """Return the ticket of the contract. An officer's has no token (None); ahead and wait only while it waits.

    wait: what is expected now; `wait_low_s` to `wait_high_s` stay the promise made at issue.
    """
    step = ticket.present or _last(ticket)
    seen = {
        "id": ticket.id,
        "number": ticket.number,
        "token": token,
        "branch": branch.code,
        "branch_names": dict(branch.names),
        "service": step.service,
        "service_names": _names(branch, step.service),
        "state": step.state.value,
        "counter": step.counter,
        "language": ticket.language,
        "priority": priority,
        "needs": list(needs),
        "dossiers": dossiers,
        "issued_at": local(branch, ticket.issued_at),
        "called_at": local(branch, ticket.called_at),
        "ahead": ahead,
        "wait_p50_s": round(wait.p50_s) if wait else None,
        "wait_p90_s": round(wait.p90_s) if wait else None,
        "wait_low_s": ticket.wait_low_s,
        "wait_high_s": ticket.wait_high_s,
        "step": ticket.step,
        "steps": [_step(branch, one) for one in ticket.steps],
    }
    if token is None:
        del seen["token"]
    return seen


def _last(ticket: Ticket) -> Step:
    """The step that ended the visit: the last one that anybody dealt with."""
    return max(ticket.steps, key=lambda step: (step.called_at is not None, step.position))


def _names(branch: Branch, service: str) -> dict[str, str]:
    return dict(branch.services[service].names) if service in branch.services else {}


def _step(branch: Branch, step: Step) -> dict[str, Any]:
    return {
        "service": step.service,
        "state": step.state.value,
        "counter": step.counter,
        "called_at": local(branch, step.called_at),
        "started_at": local(branch, step.started_at),
        "ended_at": local(branch, step.ended_at),
    }
