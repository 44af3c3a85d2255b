"""Where else would a visitor be called sooner? Waits here and there from one source, ways, and who is on his way."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from server.database import tables
from server.domain.advice import Elsewhere, NotOffered, Obstacle, better
from server.domain.branch import Branch, Network
from server.domain.dispatch import Wait
from server.domain.lifecycle import StepState
from server.views.network import standing_of, takes_today, takes_visitors
from server.views.waits import Waits

FRESH_FOR_S = 3.0
ON_THE_WAY_FOR = timedelta(hours=2)
_A, _S = tables.advice.c, tables.step.c


def offers(
    connection: Connection,
    network: Network,
    branch: Branch,
    service: str,
    *,
    here: Wait | None,
    waits: Waits,
    now: datetime,
) -> list[Elsewhere]:
    """Return the branches to offer to a visitor of a service who may expect `here`; often none."""
    if not branch.planning.advises:
        return []
    others = elsewhere(connection, network, branch, service, waits=waits, now=now)
    return better(here, others, margin_s=branch.planning.margin.total_seconds())


def elsewhere(
    connection: Connection, network: Network, branch: Branch, service: str, *, waits: Waits, now: datetime
) -> list[Elsewhere]:
    """Return the branches within reach that take visitors of a service, where one is called soonest first."""
    coming = on_the_way(connection, service, now=now)
    others = []
    for other, travel_s in network.near(branch):
        if service not in other.services:
            continue
        if not takes_visitors(standing_of(connection, other), other, service, now):
            continue
        told = waits.seen_by(connection, other, now=now, fresh_for_s=FRESH_FOR_S)
        wait = told.waits.get(service)
        if wait is not None:
            others.append(Elsewhere(other.code, wait, travel_s, coming.get(other.code, 0)))
    return sorted(others, key=lambda one: (one.there_s, one.branch))


def not_offered(
    connection: Connection, network: Network, branch: Branch, service: str, *, waits: Waits, now: datetime
) -> list[NotOffered]:
    """Return the other branches that have a service and are not among `elsewhere`: first what is only far, then by way.

    Who sends a visitor there must know that nothing can be promised, since it cannot be taken back.
    """
    near = {other.code for other, _ in network.near(branch)}
    others = []
    for other in network.branches.values():
        if other.code == branch.code or service not in other.services:
            continue
        wait = None
        if not other.hours.is_open(now):
            why = Obstacle.CLOSED
        elif not takes_today(standing_of(connection, other), other, service, now):
            why = Obstacle.TAKES_NOBODY
        else:
            wait = waits.seen_by(connection, other, now=now, fresh_for_s=FRESH_FOR_S).waits.get(service)
            if wait is not None and other.code in near:
                continue
            why = Obstacle.NO_COUNTER if wait is None else Obstacle.FAR
        others.append(NotOffered(other.code, why, branch.way_to(other), wait))
    order = list(Obstacle)
    return sorted(others, key=lambda one: (order.index(one.why), one.travel_s, one.branch))


def on_the_way(connection: Connection, service: str, *, now: datetime) -> Mapping[str, int]:
    """Return how many follow the advice to each branch for a service, and are not there yet."""
    counted = (
        select(_A.to, func.count())
        .join(tables.step, (_S.ticket_id == _A.onward_id) & (_S.position == 0))
        .where(_A.service == service, _A.at > now - ON_THE_WAY_FOR, _S.state == StepState.HELD.value)
        .group_by(_A.to)
    )
    return dict(connection.execute(counted).all())


def offers_view(
    network: Network, found: list[Elsewhere], *, here: Wait | None, others: Sequence[NotOffered] = ()
) -> dict[str, Any]:
    """Return the offers as kiosk and phone show them, beside what waiting here would be."""
    return {
        "offers": [
            {
                "branch": one.branch,
                "names": dict(network.branches[one.branch].names),
                "travel_s": round(one.travel_s),
                "wait_low_s": one.wait.low_s,
                "wait_high_s": one.wait.high_s,
                "here_low_s": here.low_s if here is not None else None,
                "here_high_s": here.high_s if here is not None else None,
                "saved_s": round(here.p50_s - one.there_s) if here is not None else None,
            }
            for one in found
        ],
        "others": [
            {
                "branch": one.branch,
                "names": dict(network.branches[one.branch].names),
                "travel_s": round(one.travel_s),
                "wait_low_s": None if one.wait is None else one.wait.low_s,
                "wait_high_s": None if one.wait is None else one.wait.high_s,
                "why": one.why.value,
            }
            for one in others
        ],
    }
