"""Which id does the next tap get without a visitor's waiting for the disk? One that was written down ahead of it.

An id must be on the disk before it is sent, so that a kill leaves a ghost that is voided and no stranger in line. A few
are written ahead as asked for; what is left of them after a kill is voided too, which costs nobody anything.
"""

import logging
import sqlite3
import threading
from collections import deque

from uuid_utils import uuid7

from kiosk.outbox import Outbox

READY = 8
TRY_AGAIN_S = 5.0
_log = logging.getLogger(__name__)


class Reserve:
    """Ids that are written down. Before `start`, and while the disk takes nothing, there are none. Thread-safe."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._ids: deque[str] = deque()
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="reserve", daemon=True)

    def start(self) -> None:
        """Write ids down ahead from now on."""
        self._thread.start()

    def stop(self) -> None:
        """End, and forget the ids that were not needed."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()
        try:
            self._outbox.release(list(self._ids))
        except sqlite3.Error:
            _log.exception("ids that were not needed cannot be forgotten")

    def take(self) -> str | None:
        """Return an id that is on the disk; None where there is none just now."""
        with self._changed:
            if not self._ids:
                return None
            self._changed.notify()
            return self._ids.popleft()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopping or len(self._ids) <= READY // 2)
                if self._stopping:
                    return
            ids = [str(uuid7()) for _ in range(READY - len(self._ids))]
            try:
                self._outbox.reserve(ids)
            except sqlite3.Error:
                _log.exception("no ids can be written down ahead")
                with self._changed:
                    self._changed.wait_for(lambda: self._stopping, timeout=TRY_AGAIN_S)
                continue
            with self._changed:
                self._ids.extend(ids)
