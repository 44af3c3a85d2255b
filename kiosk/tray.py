"""How does a paper get to the spool without a visitor's waiting for its disk? By a thread that puts one after another.

The ticket itself is on the disk before. What a power cut keeps from the spool, the next run finds there and prints.
"""

import logging
import sqlite3
import threading
from queue import SimpleQueue

from printers.spool import Spool
from printers.ticket_paper import TicketPaper

_log = logging.getLogger(__name__)


class Tray:
    """Papers on their way to one spool. Before `start` each is put at once. Used by several threads at once."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._papers: SimpleQueue[tuple[str, TicketPaper] | None] = SimpleQueue()
        self._on_their_way: set[str] = set()
        self._one = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="tray", daemon=True)

    def start(self) -> None:
        """Put papers in a thread of its own from now on."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the papers that are on their way."""
        if self._thread.is_alive():
            self._papers.put(None)
            self._thread.join()

    def put(self, job: str, paper: TicketPaper) -> None:
        """Hand a paper to the spool, now or soon. A disk that takes nothing costs the paper, and is logged."""
        if not self._thread.is_alive():
            self._put(job, paper)
            return
        with self._one:
            self._on_their_way.add(job)
        self._papers.put((job, paper))

    def has(self, job: str) -> bool:
        """Whether a paper is on its way."""
        with self._one:
            return job in self._on_their_way

    def _run(self) -> None:
        while (one := self._papers.get()) is not None:
            self._put(*one)
            with self._one:
                self._on_their_way.discard(one[0])

    def _put(self, job: str, paper: TicketPaper) -> None:
        try:
            self._spool.put(paper, job=job)
        except sqlite3.Error:
            _log.exception("the paper of ticket %s cannot be queued", job)
