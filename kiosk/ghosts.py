"""Which tickets may stand in line though nobody got their number? Their ids are voided as soon as that can be said."""

import threading
from collections.abc import Callable


class Ghosts:
    """Ids that were sent to a server that did not answer. Used by several threads at once."""

    def __init__(self) -> None:
        self._ids: dict[str, None] = {}
        self._going: str | None = None
        self._one = threading.Lock()

    def __len__(self) -> int:
        with self._one:
            return len(self._ids)

    def add(self, ticket_id: str) -> None:
        """Remember an id whose visitor was told that there is no number."""
        with self._one:
            self._ids[ticket_id] = None

    def claim(self, ticket_id: str) -> bool:
        """Take an id back, because it is asked for again; False when it is being voided at this moment."""
        with self._one:
            if ticket_id == self._going:
                return False
            self._ids.pop(ticket_id, None)
            return True

    def void(self, tell: Callable[[str], bool]) -> None:
        """Void all, oldest first, until `tell` says of one that the server did not take it in."""
        while (ghost := self._begin()) is not None:
            told = False
            try:
                told = tell(ghost)
            finally:
                self._end(ghost, told=told)
            if not told:
                return

    def _begin(self) -> str | None:
        with self._one:
            self._going = next(iter(self._ids), None)
            return self._going

    def _end(self, ghost: str, *, told: bool) -> None:
        with self._one:
            self._going = None
            if told:
                del self._ids[ghost]
