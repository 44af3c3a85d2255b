"""Where do an officer's rights hold now? At home, or where an approved order sends him, from its hour to its end.

Whoever has somebody before him when his order begins or ends may end that service.
"""

import time
from dataclasses import replace

from sqlalchemy import select

from server.database import tables
from server.database.moves import moves
from server.database.store import Store
from server.domain.moves import ELSEWHERE, Move, MoveState, places_of
from server.domain.rights import Caller, Role

READ_EVERY_S = 1.0
_C = tables.counter.c
_SERVING = select(_C.officer, _C.branch, _C.code).where(_C.ticket_id.is_not(None), _C.officer.is_not(None))


class Orders:
    """The orders in force; read again each second at most, and at once by the process that decided one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._until = float("-inf")
        self._moves: list[Move] = []
        self._serving: dict[str, tuple[str, str]] = {}

    def follow(self, caller: Caller) -> Caller:
        """Return an officer as one of the branch where he works now; everybody else as he is."""
        if caller.role is not Role.OFFICER:
            return caller
        now = self._store.now()
        if time.monotonic() >= self._until:
            with self._store.read() as connection:
                approved = moves(connection, states=[MoveState.APPROVED.value], since=now)
                self._serving = {officer: (branch, code) for officer, branch, code in connection.execute(_SERVING)}
            self._moves = [one.move for one in approved if one.move.kind in ELSEWHERE]
            self._until = time.monotonic() + READ_EVERY_S
        places = places_of(self._moves, caller.subject, now)
        branch = places[0] if places else caller.branch
        desk = self._serving.get(caller.subject)
        ends_at = desk if desk is not None and branch is not None and desk[0] != branch else None
        if branch == caller.branch and ends_at is None:
            return caller
        return replace(caller, branch=branch, ends_at=ends_at)

    def forget(self) -> None:
        """Read them again at the next question."""
        self._until = float("-inf")
