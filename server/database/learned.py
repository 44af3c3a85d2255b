"""How long does a service take at a branch, as its worker has learned it? Read without any numerical library."""

import json

from sqlalchemy import Connection, select

from server.database import tables
from server.domain.branch import Branch
from server.domain.dispatch import Duration

_L = tables.wait_learning.c


def durations_of(connection: Connection, branch: Branch) -> dict[str, Duration]:
    """Return each service's duration: learned from the branch's past days, else as the network file describes it."""
    described = {code: one.duration for code, one in branch.services.items()}
    body = connection.execute(select(_L.body).where(_L.branch == branch.code)).scalar()
    learned = json.loads(body).get("durations", {}) if body is not None else {}
    return described | {code: Duration(*one) for code, one in learned.items() if code in described}
