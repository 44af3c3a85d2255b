"""Which services take nobody more today at a branch, and which near branches still do?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from server.domain.branch import Branch, Network
from server.domain.still_open import AT_MOST, StillOpen, is_served, opening
from server.views.network import standing_of, takes_today
from server.views.times import local
from server.views.waits import Waits

# A branch far away may stand in the answer of many: its waits need not be of this very second.
FRESH_FOR_S = 10.0


def still_open(
    connection: Connection, network: Network, branch: Branch, *, waits: Waits, now: datetime
) -> dict[str, list[StillOpen]]:
    """Return by service, where it takes nobody more today, the nearest branches that do; empty where advice is off."""
    stands, day = standing_of(connection, branch), branch.hours.local_day(now)
    closed = branch.services if stands.intake_on(day) is not None else stands.stops_on(day)
    if not closed or not branch.planning.advises:
        return {}
    near = network.near(branch)

    def taking(service: str) -> Iterator[StillOpen]:
        for other, travel_s in near:
            spans = opening(other.hours, arrives=now + timedelta(seconds=travel_s), now=now)
            if service not in other.services or spans is None:
                continue
            if not takes_today(standing_of(connection, other), other, service, now):
                continue
            told = waits.seen_by(connection, other, now=now, fresh_for_s=FRESH_FOR_S)
            (opens_at, until), wait = spans, told.waits.get(service)
            if not told.is_full(service, now=now) and is_served(wait, travel_s=travel_s, now=now, until=until):
                yield StillOpen(other.code, travel_s, opens_at, until, wait)

    return {service: list(islice(taking(service), AT_MOST)) for service in closed if service in branch.services}


def elsewhere_view(network: Network, found: Mapping[str, Sequence[StillOpen]]) -> dict[str, Any]:
    """Return them as a kiosk shows them."""
    return {
        "services": [
            {"service": service, "branches": [_row(network.branches[one.branch], one) for one in branches]}
            for service, branches in found.items()
        ]
    }


def _row(branch: Branch, one: StillOpen) -> dict[str, Any]:
    # What is expected now says nothing of the time after a lunch.
    wait = one.wait if one.opens_at is None else None
    return {
        "branch": branch.code,
        "names": dict(branch.names),
        "travel_s": round(one.travel_s),
        "opens_at": local(branch, one.opens_at),
        "open_until": local(branch, one.until),
        "wait_low_s": wait.low_s if wait is not None else None,
        "wait_high_s": wait.high_s if wait is not None else None,
    }
