"""What do a visitor, a kiosk and an officer see of a ticket?"""

from typing import Any

from server.domain.branch import Branch
from server.domain.dispatch import Wait
from server.domain.ticket import Private, Step, Ticket
from server.views.times import local


def ticket_view(
    ticket: Ticket,
    branch: Branch,
    *,
    private: Private | None,
    ahead: int | None = None,
    wait: Wait | None = None,
) -> dict[str, Any]:
    """Return the ticket of the contract as its holder sees it; ahead and wait only while it waits.

    private: None once it is erased. wait: what is expected now; `wait_low_s` to `wait_high_s` stay the promise made at
    issue.
    """
    step = ticket.last
    return {
        "id": ticket.id,
        "number": ticket.number,
        "token": private.token if private else None,
        "branch": branch.code,
        "branch_names": dict(branch.names),
        "service": step.service,
        "service_names": _names(branch, step.service),
        "state": step.state.value,
        "counter": step.counter,
        "language": ticket.language,
        "priority": (private.priority if private else None) or "ordinary",
        "needs": list((private.needs if private else None) or ()),
        "dossiers": private.dossiers if private else None,
        "issued_at": local(branch, ticket.issued_at),
        "slot": local(branch, ticket.slot),
        "back_at": local(branch, ticket.back_at) if ticket.draw_at is None else None,
        "draw_at": local(branch, ticket.draw_at),
        "called_at": local(branch, ticket.called_at),
        "due_at": local(branch, step.due_at),
        "ahead": ahead,
        "wait_p50_s": round(wait.p50_s) if wait else None,
        "wait_p90_s": round(wait.p90_s) if wait else None,
        "wait_low_s": ticket.wait_low_s,
        "wait_high_s": ticket.wait_high_s,
        "postponements_left": max(0, branch.rules.postponements - ticket.postponed),
        "step": ticket.step,
        "steps": [_step(branch, one) for one in ticket.steps],
    }


def officers_ticket(ticket: Ticket, branch: Branch, *, private: Private | None) -> dict[str, Any]:
    """Return a ticket as an officer sees it: no token, but what was written about the visit."""
    seen = ticket_view(ticket, branch, private=private)
    del seen["token"]
    return seen | {
        "notes": dict((private.notes if private else None) or {}),
        "dossiers_left": private.left if private else None,
        "counted": private.counted if private else False,
        "dossier": private.dossier_code if private else None,
        "for_counter": ticket.last.for_counter,
        "for_officer": ticket.last.for_officer,
    }


def _names(branch: Branch, service: str) -> dict[str, str]:
    return dict(branch.services[service].names) if service in branch.services else {}


def _step(branch: Branch, step: Step) -> dict[str, Any]:
    return {
        "service": step.service,
        "state": step.state.value,
        "counter": step.counter,
        "calls": step.calls,
        "called_at": local(branch, step.called_at),
        "started_at": local(branch, step.started_at),
        "ended_at": local(branch, step.ended_at),
    }
