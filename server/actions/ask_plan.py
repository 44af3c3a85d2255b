"""Ask the worker to calculate: suggestions, or what changes would do that nobody has made."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from server.database.moves import add_run, last_run, run_of, worker_is_alive
from server.database.store import Store
from server.domain.moves import RunState
from server.domain.refusals import NobodyPlans

UNDER_WAY = frozenset({RunState.ASKED, RunState.RUNNING})


def ask_plan(store: Store, *, kind: str, by: str, now: datetime, request: Mapping[str, Any]) -> RowMapping:
    """Write a run down and return it; the same question while one is under way is that run. Raises NobodyPlans."""
    with store.writing() as connection:
        if not worker_is_alive(connection):
            raise NobodyPlans
        before = last_run(connection, kind=kind)
        if before is not None and before["state"] in UNDER_WAY and before["request"] == dict(request):
            return before
        run = add_run(connection, kind=kind, by=by, now=now, request=request)
        return run_of(connection, run, kind=kind)
