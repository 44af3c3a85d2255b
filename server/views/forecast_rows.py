"""What did the worker compute of a branch's waits? Its row as it is written and read; numbers are whole seconds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select

from server.database import tables
from server.database.prepared import Prepared
from server.domain.dispatch import Wait

# After this the day has moved on too far, whatever was computed; in product time.
LASTS = timedelta(minutes=2)
# Behind a branch that has changed since it is used for so long: the worker is only about to follow. Wall clock.
MAY_LAG = timedelta(seconds=5)
Quantiles = tuple[float, float, float]
_F, _B = tables.wait_forecast.c, tables.branch.c
_ROW = Prepared(
    select(_B.seq, _F.seq, _F.at, _F.wall_at, _F.body)
    .join(tables.wait_forecast, _F.branch == _B.code)
    .where(_B.code == bindparam("branch"))
)


@dataclass(frozen=True)
class Foreseen:
    """The waits of a branch at an instant: of who comes next for each service, and of each ticket that waits.

    counts: how many waited for each service. None: it is doubtful that anybody more is served today.
    """

    at: datetime
    services: Mapping[str, Wait | None]
    counts: Mapping[str, int]
    tickets: Mapping[str, Quantiles] = field(default_factory=dict)

    def body(self) -> str:
        """Return what is written."""
        services = {code: None if wait is None else _numbers(wait) for code, wait in self.services.items()}
        tickets = {code: [round(one) for one in told] for code, told in self.tickets.items()}
        return json.dumps({"services": services, "counts": dict(self.counts), "tickets": tickets})


def _numbers(wait: Wait) -> list[float]:
    per_ticket_s = round(wait.per_ticket_s, 1)
    return [round(wait.p10_s), round(wait.p50_s), round(wait.p90_s), wait.low_s, wait.high_s, per_ticket_s]


def foreseen(at: datetime, body: str) -> Foreseen:
    """Return what was written."""
    told: Mapping[str, Any] = json.loads(body)
    return Foreseen(
        at=at,
        services={code: None if row is None else _wait(row) for code, row in told["services"].items()},
        counts=told["counts"],
        tickets={code: tuple(row) for code, row in told["tickets"].items()},
    )


def _wait(row: list[Any]) -> Wait:
    p10_s, p50_s, p90_s, low_s, high_s, per_ticket_s = row
    return Wait(p50_s, p90_s, low_s, high_s, per_ticket_s, p10_s=p10_s, simulated=True)


def read_foreseen(connection: Connection, branch: str, *, now: datetime, wall_now: datetime) -> Foreseen | None:
    """Return the worker's waits of a branch; None where there are none, or too old ones: the worker is away."""
    rows = _ROW.rows(connection, {"branch": branch})
    if not rows:
        return None
    seq, computed_seq, at, wall_at, body = rows[0]
    if not timedelta(seconds=-1) <= now - at <= LASTS:
        return None
    if computed_seq < seq and wall_now - wall_at > MAY_LAG:
        return None
    return foreseen(at, body)
