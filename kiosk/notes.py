"""Where does an id stand that was sent to the server, even when the disk takes nothing for a while?"""

import logging
import sqlite3
from collections.abc import Mapping
from threading import Lock
from typing import Any, Literal

from kiosk.outbox import Outbox

Stand = Literal["asked", "given", "refused", "ghost"]
_log = logging.getLogger(__name__)


class Notes:
    """Writes down where ids stand; what a full disk does not take is kept here, and written when it can be.

    Only what the server knows anyway is noted like this. A ticket that nobody but this kiosk knows is written through,
    or not made. Used by several threads at once.
    """

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._late: dict[str, tuple[Stand, str, str, Mapping[str, Any]]] = {}
        self._one = Lock()

    @property
    def ghosts(self) -> int:
        """How many ghosts could not be written down yet."""
        return sum(stand == "ghost" for stand, *_ in list(self._late.values()))

    def write(
        self, stand: Stand, ticket_id: str, *, key: str, service: str, ticket: Mapping[str, Any] | None = None
    ) -> None:
        """Write down where an id stands. ticket: what was given."""
        with self._one:
            self._late.pop(ticket_id, None)
            try:
                self._put(stand, ticket_id, key, service, ticket or {})
            except sqlite3.Error:
                _log.exception("it cannot be written down that %s is %s", ticket_id, stand)
                if stand != "asked":
                    self._late[ticket_id] = (stand, key, service, ticket or {})

    def write_late(self) -> None:
        """Try again to write what the disk did not take."""
        for ticket_id, (stand, key, service, ticket) in list(self._late.items()):
            self.write(stand, ticket_id, key=key, service=service, ticket=ticket)

    def _put(self, stand: Stand, ticket_id: str, key: str, service: str, ticket: Mapping[str, Any]) -> None:
        if stand == "asked":
            self._outbox.ask(ticket_id, key=key, service=service)
        elif stand == "given":
            self._outbox.give(ticket_id, ticket, key=key, service=service)
        elif stand == "refused":
            self._outbox.withdraw(ticket_id)
        else:
            self._outbox.haunt(ticket_id, key=key, service=service)
