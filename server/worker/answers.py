"""How are managers' questions and the planning's answers written? As JSON in rows, as plain values in between."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from math import inf
from typing import Any

from sqlalchemy import Connection

from server.database.moves import moves
from server.domain.branch import Branch
from server.domain.moves import MoveState
from server.planning.effects import Between, Effect
from server.planning.outlook import BranchNow, Change, Figures
from server.planning.suggest import Barred, Proposal
from server.worker.present_now import seconds_of_day


def barred_today(connection: Connection, now: datetime) -> Barred:
    """What was dismissed today with a reason that teaches: officers and branches not to name again."""
    today = now - timedelta(hours=12)
    said_no = [one.move for one in moves(connection, states=[MoveState.DISMISSED.value], since=now)]
    said_no = [one for one in said_no if one.decided_at is not None and one.decided_at > today]
    return Barred(
        officers=frozenset(
            one.officer for one in said_no if one.dismissed_because == "not-this-officer" and one.officer
        ),
        branches=frozenset(one.branch for one in said_no if one.dismissed_because == "not-this-branch"),
    )


def reason_of(one: Proposal) -> dict[str, Any]:
    """Why it is suggested, as a code of the catalogue and its facts."""
    facts: dict[str, Any] = {
        "p90_min": round(one.told[-1].before.p90_s / 60),
        "then_min": round(one.told[-1].after.p90_s / 60),
        "saved_h": max(1, round(one.saved.middle / 3600)),
    }
    if one.change.to is not None:
        facts |= {"giving_min": round(one.told[0].before.p90_s / 60), "cost_min": round(one.told[0].after.p90_s / 60)}
    changes = [{"officer": part.officer, "services": list(part.services)} for part in one.candidate.changes]
    return {"code": one.change.kind, "facts": facts, "changes": changes}


def effect_row(one: Effect) -> dict[str, Any]:
    """Return an effect as it is kept and told."""
    _, p50, p90, within, crowd = one.difference
    return {
        "branch": one.branch,
        "before": _figures(one.before),
        "after": _figures(one.after),
        "difference": {
            "p50_s": _between(p50, 0),
            "p90_s": _between(p90, 0),
            "within_15": _between(within, 4),
            "crowd": _between(crowd, 1),
        },
    }


def _figures(one: Figures) -> dict[str, Any]:
    return {
        "p50_s": round(one.p50_s),
        "p90_s": round(one.p90_s),
        "within_15": round(one.within_15, 4),
        "crowd": round(one.crowd),
    }


def _between(one: Between, digits: int) -> dict[str, float]:
    return {name: round(getattr(one, name), digits) for name in ("low", "middle", "high")}


def changes_of(
    told: Mapping[str, Any],
    branches: Mapping[str, BranchNow],
    branch: Branch,
    now: datetime,
    ends: Mapping[str, datetime],
) -> list[Change]:
    """Return what is to be tried; until the end of the day it lasts until nobody waits.

    Re-skilling without a counter is for everybody of the branch who is able.
    """
    here = branches.get(told["branch"])
    officers = (*here.officers, *here.idle) if here is not None else ()
    services = tuple(told.get("services") or ())
    if told["kind"] == "open" and told.get("officer") is None:
        who = list(here.idle[:1]) if here is not None else []
    elif told["kind"] == "reskill" and not told.get("counter") and not told.get("officer"):
        who = [one for one in officers if set(services) & set(one.able) - set(one.serves)]
        services = ()
    else:
        who = [one for one in officers if told.get("officer") in (one.badge, None)]
        who = [one for one in who if told.get("officer") or one.counter == told.get("counter")][:1]
    start = max(now, datetime.fromisoformat(told["start"])) if told.get("start") else now
    end = datetime.fromisoformat(told["end"]) if told.get("end") else None
    plain = Change(
        kind=told["kind"],
        branch=told["branch"],
        start_s=seconds_of_day(branch, start),
        end_s=inf if end is None or end >= ends.get(told["branch"], now) else seconds_of_day(branch, end),
        services=services or tuple(branch.services),
        to=told.get("to"),
        travel_s=float(told.get("travel_s") or 0.0),
    )
    if not who:
        return [plain] if told["kind"] == "open" else []
    return [replace(plain, officer=one.badge, services=services or one.able) for one in who]
