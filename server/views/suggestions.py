"""What is suggested to managers, what became of it, and what does the order say that an officer takes with him?"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from config.texts import LANGUAGES, text
from server.database import tables
from server.database.moves import KeptMove
from server.domain.branch import Branch, Network
from server.domain.moves import ELSEWHERE, Move, MoveState, WhyNot
from server.domain.service_level import most_at_once, share_within
from server.views.times import local

_T = tables.ticket.c
HAPPENS = frozenset({MoveState.APPROVED, MoveState.ENDED, MoveState.UNDONE})


def suggestion_view(
    connection: Connection,
    network: Network,
    kept: KeptMove,
    *,
    may: Sequence[str],
    now: datetime,
    impossible: WhyNot | None = None,
) -> dict[str, Any]:
    """Return a suggestion as a manager sees it. may: what the caller may do with it now."""
    move, branch = kept.move, network.branches[kept.move.branch]
    return {
        "id": move.id,
        "kind": move.kind.value,
        "state": move.state.value,
        "branch": move.branch,
        "counter": move.counter,
        "services": list(move.services),
        "officer": move.officer,
        "parts": _parts(branch, kept),
        "to": move.to,
        "start": local(branch, move.start),
        "end": local(branch, move.end),
        "travel_s": move.travel_s,
        "sentence": sentence(network, kept),
        "reason": reason(network, kept),
        "effects": list(kept.effects),
        "needs_consent": move.needs_consent,
        "consented_by": dict(move.consents),
        "decided_by": move.decided_by,
        "decided_at": local(branch, move.decided_at),
        "dismissed_because": move.dismissed_because,
        "dismissed_note": move.dismissed_note,
        "arrived_at": local(branch, move.arrived_at),
        "happened": happened(connection, network, move, now=now) if move.state in HAPPENS else [],
        "may": [one for one in may if not (impossible is not None and one in ("approve", "consent"))],
        "why_not": None if impossible is None else _why_not(impossible),
    }


def _parts(branch: Branch, kept: KeptMove) -> list[dict[str, Any]]:
    """What each takes on, where several do."""
    if kept.move.officer is not None:
        return []
    usual = {plan.badge: plan.counter for plan in branch.staff}
    return [
        {"officer": one["officer"], "counter": usual.get(one["officer"]), "services": one["services"]}
        for one in kept.reason.get("changes", ())
        if one["officer"] is not None
    ]


def _why_not(reason_code: WhyNot) -> dict[str, str]:
    return {one: text("problems.move-impossible.detail", one, reason=reason_code.value) for one in LANGUAGES}


def sentence(network: Network, kept: KeptMove) -> dict[str, str]:
    """Return what is to be done."""
    move, branch = kept.move, network.branches[kept.move.branch]
    start, end = (at.astimezone(branch.hours.zone).strftime("%H:%M") for at in (move.start, move.end))
    code = "reskill-many" if move.officer is None and move.kind.value == "reskill" else move.kind.value
    return {
        language: text(
            f"planning.do-{code}",
            language,
            officer=move.officer or "none",
            branch=branch.names[language],
            to=network.branches[move.getting].names[language],
            counter=move.counter or "none",
            services=", ".join(_services(branch, move.services, language)),
            many=len(kept.reason.get("changes", ())),
            start=start,
            end=end,
        )
        for language in LANGUAGES
    }


def _services(branch: Branch, services: Sequence[str], language: str) -> list[str]:
    return [branch.services[code].names[language] if code in branch.services else code for code in services]


def reason(network: Network, kept: KeptMove) -> dict[str, str]:
    """Return why, with figures."""
    move, facts = kept.move, kept.reason.get("facts", {})
    code = "lend" if move.kind in ELSEWHERE else "here"
    gain = "some" if facts.get("then_min") != facts.get("p90_min") else "none"
    return {
        language: text(
            f"planning.why-{code}",
            language,
            branch=network.branches[move.branch].names[language],
            to=network.branches[move.getting].names[language],
            gain=gain,
            **facts,
        )
        for language in LANGUAGES
    }


def happened(connection: Connection, network: Network, move: Move, *, now: datetime) -> list[dict[str, Any]]:
    """Return what was measured at each branch while the move held: of who was called then."""
    until = min(move.end, now, move.decided_at if move.state is MoveState.UNDONE and move.decided_at else move.end)
    rows = []
    for code in move.branches:
        branch = network.branches.get(code)
        if branch is None or until <= move.start:
            continue
        day = branch.hours.local_day(move.start)
        called = (_T.called_at >= move.start, _T.called_at < until)
        wanted = select(_T.called_at, _T.ready_at).where(_T.branch == code, _T.day == day, *called)
        waits = sorted(max(at - ready, timedelta(0)) for at, ready in connection.execute(wanted).all())
        rows.append(
            {
                "branch": code,
                "called": len(waits),
                "p50_s": round(waits[len(waits) // 2].total_seconds()) if waits else None,
                "p90_s": round(waits[int(0.9 * (len(waits) - 1))].total_seconds()) if waits else None,
                "within_15": share_within(waits),
                "crowd": most_at_once(_waiting(connection, code, day, move.start, until), since=move.start),
            }
        )
    return rows


def _waiting(
    connection: Connection, branch: str, day: date, start: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """Return from when to when each waited who waited at any time between; who gave up is not among them."""
    of_day = (_T.branch == branch, _T.day == day, _T.ready_at < until)
    called = select(_T.ready_at, _T.called_at).where(*of_day, _T.called_at >= start)
    still = select(_T.ready_at).join(tables.step, tables.step.c.ticket_id == _T.id)
    still = still.where(*of_day, _T.called_at.is_(None), tables.WAITING)
    spans = [(ready, min(at, until)) for ready, at in connection.execute(called)]
    return spans + [(ready, until) for ready in connection.execute(still).scalars()]


def run_view(network: Network, run: RowMapping | Mapping[str, Any]) -> dict[str, Any]:
    """Return how far a calculation is, and what it found on the whole."""
    answer: Mapping[str, Any] = run["answer"] or {}
    missing = answer.get("missing")
    zone = next(iter(network.branches.values())).hours.zone
    done = run["done_at"]
    is_done = run["state"].value == "done"
    helps = answer.get("helps") if is_done else None
    return {
        "id": run["id"],
        "state": run["state"].value,
        "progress": run["progress"],
        "asked_at": run["asked_at"].astimezone(zone).isoformat(timespec="milliseconds"),
        "done_at": None if done is None else done.astimezone(zone).isoformat(timespec="milliseconds"),
        "seconds": answer.get("seconds"),
        "gap": answer.get("gap"),
        "helps": helps,
        "verdict": _verdict(missing, helps=bool(helps)) if is_done and missing is not None else None,
        "missing": [{"branch": code, "service": None, "counters": count} for code, count in (missing or {}).items()],
        "effects": answer.get("effects", []),
    }


def _verdict(missing: Mapping[str, int], *, helps: bool) -> dict[str, str]:
    which = ("helps" if helps else "none") + ("-short" if missing else "")
    counters = sum(missing.values())
    return {one: text(f"planning.verdict-{which}", one, counters=counters, branches=len(missing)) for one in LANGUAGES}


def order_view(network: Network, kept: KeptMove) -> dict[str, Any]:
    """Return the assignment order of a move."""
    move, branch = kept.move, network.branches[kept.move.branch]
    to = network.branches[move.getting]
    day = branch.hours.local_day(move.start)
    services = [{"names": dict(to.services[code].names)} for code in move.services if code in to.services]
    return {
        "id": move.id,
        "number": f"{day:%y%m%d}-{move.id}",
        "day": day.isoformat(),
        "officer": move.officer or "",
        "branch": branch.code,
        "branch_names": dict(branch.names),
        "to": to.code,
        "to_names": dict(to.names),
        "remote": move.kind.value == "remote",
        "start": local(branch, move.start),
        "end": local(branch, move.end),
        "travel_s": move.travel_s,
        "services": services,
        "consented_by": move.consents.get(move.branch),
        "approved_by": move.decided_by,
        "approved_at": local(branch, move.decided_at),
        "sentence": sentence(network, kept),
    }
