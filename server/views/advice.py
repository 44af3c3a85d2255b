"""Where else would a visitor be called sooner? Waits here and there from one source, ways, and who is on his way."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from server.database import tables
from server.domain.advice import Elsewhere, better
from server.domain.branch import Branch, Network
from server.domain.dispatch import Wait
from server.domain.lifecycle import StepState
from server.views.network import standing_of, takes_visitors
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


def on_the_way(connection: Connection, service: str, *, now: datetime) -> Mapping[str, int]:
    """Return how many follow the advice to each branch for a service, and are not there yet."""
    counted = (
        select(_A.to, func.count())
        .join(tables.step, (_S.ticket_id == _A.onward_id) & (_S.position == 0))
        .where(_A.service == service, _A.at > now - ON_THE_WAY_FOR, _S.state == StepState.HELD.value)
        .group_by(_A.to)
    )
    return dict(connection.execute(counted).all())


def offers_view(network: Network, found: list[Elsewhere], *, here: Wait | None) -> dict[str, Any]:
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
        ]
    }
