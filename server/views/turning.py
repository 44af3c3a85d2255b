"""What of a branch's screens changes by the clock alone, with no event to push it?"""

import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from server.database import displays, tables
from server.domain.branch import Branch, Network
from server.domain.notices import due, of_hours
from server.domain.standing import Standing
from server.views.visitor_notices import owed_now

_B, _N = tables.branch.c, tables.hall_notice.c


def turning(
    connection: Connection, network: Network, *, now: datetime, halls: Collection[str] = ()
) -> Mapping[str, Hashable]:
    """Return, by branch, what is so now: two that differ mean that something began, ended or was lost meanwhile.

    halls: the branches whose hall is watched; of these also which promises were broken.
    """
    lost = displays.lost(connection)
    typed: dict[str, list[str]] = defaultdict(list)
    standing = select(_N.branch, _N.id).where(_N.starts_at <= now, _N.ends_at > now).order_by(_N.id)
    for branch, notice in connection.execute(standing):
        typed[branch].append(notice)
    broken = {code: owed_now(connection, code, now=now) for code in halls}
    return {
        code: (
            *(_of_the_clock(network.branches[code], decided, now), tuple(typed[code])),
            *(lost.get(code, 0), broken.get(code)),
        )
        for code, decided in connection.execute(select(_B.code, _B.standing))
        if code in network.branches
    }


def _of_the_clock(branch: Branch, decided: str, now: datetime) -> Hashable:
    hours = of_hours(branch.hours, now=now, soon=branch.screens.closing_soon)
    shown = tuple(one.code for one in due(branch.notices, now.astimezone(branch.hours.zone)))
    return hours, shown, Standing.from_json(json.loads(decided)).has_just_resumed(now)
