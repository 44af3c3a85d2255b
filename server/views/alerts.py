"""What should a manager look at? The alerts that are on, each in a sentence."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from config.texts import texts
from server.database import tables
from server.domain.branch import Branch, Network
from server.views.times import local

_A = tables.alert.c


def alerts_on(connection: Connection, network: Network) -> Mapping[str, list[dict[str, Any]]]:
    """Return branch -> its alerts, the oldest first."""
    wanted = select(tables.alert).where(tables.ALERT_ON).order_by(_A.since, _A.id)
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(wanted):
        branch = network.branches.get(row.branch)
        if branch is not None:
            found[row.branch].append(_alert(branch, row))
    return found


def _alert(branch: Branch, row: Any) -> dict[str, Any]:
    facts = {"where": row.where or "", "value": round(row.value or 0), "limit": round(row.limit or 0)}
    minutes = {"value_min": round((row.value or 0) / 60), "limit_min": round((row.limit or 0) / 60)}
    return {
        "id": str(row.id),
        "branch": row.branch,
        "code": row.code,
        "where": row.where,
        "since": local(branch, row.since),
        "value": row.value,
        "limit": row.limit,
        "sentence": texts(f"planning.alert-{row.code}", **facts, **minutes),
    }
