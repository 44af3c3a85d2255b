"""Close the counters of officers whom an order has sent away, or whose order is over: nobody sits there any more."""

from datetime import timedelta

from sqlalchemy import Connection, select

from server.database import queue, tables
from server.database.moves import moves
from server.database.store import Store
from server.domain.lifecycle import CounterState
from server.domain.moves import ELSEWHERE, MoveState, left_by

SYSTEM = "system:orders"
LOOKS_BACK = timedelta(days=1)
WAS_APPROVED = (MoveState.APPROVED.value, MoveState.UNDONE.value)
_C = tables.counter.c


def leave_counters(store: Store) -> list[tuple[str, str]]:
    """Close what was left open; returns branches and counters.

    Where a visitor still stands, his officer may end that first (api/orders.py), or another takes the counter over.
    """
    now = store.now()
    with store.read() as connection:
        found = moves(connection, states=WAS_APPROVED, since=now - LOOKS_BACK)
        sent = [one.move for one in found if one.move.kind in ELSEWHERE]
        left = [(branch, officer) for branch, officer in left_by(sent, now) if _sits(connection, branch, officer)]
    closed = []
    for code, officer in left:
        if code not in store.network.branches:
            continue
        with store.change(code, actor=SYSTEM) as change:
            for desk in queue.open_counters(change):
                if desk.officer == officer and desk.ticket_id is None:
                    change.record(desk.close(), counter=desk.code)
                    closed.append((code, desk.code))
    return closed


def _sits(connection: Connection, branch: str, officer: str) -> bool:
    free = select(_C.code).where(_C.branch == branch, _C.officer == officer, _C.ticket_id.is_(None))
    return connection.execute(free.where(_C.state != CounterState.CLOSED.value).limit(1)).first() is not None
