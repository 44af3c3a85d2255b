"""How do SQLite's writers of one process share a commit? Whoever begins commits for those who came meanwhile.

A commit waits for the disk, and a connection costs as much as a few statements. Officers who press in the same moment
pay for both once: each change is a savepoint of one transaction, and nobody is answered before it is on the disk. This
is group commit (D. DeWitt et al., Implementation Techniques for Main Memory Database Systems, SIGMOD 1984).
"""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from server.database.engine import is_busy
from server.database.turns import Turns
from server.domain.refusals import BranchBusy

# So many share a commit at most: another process must find the database free now and then.
AT_MOST = 16


@dataclass
class _Group:
    """Those who share a transaction. left: what one leaves for the next. error: why none of it holds."""

    connection: Connection
    left: dict[str, Any] = field(default_factory=dict)
    size: int = 0
    error: BaseException | None = None
    ended: threading.Event = field(default_factory=threading.Event)


class Together:
    """Gives out one database file's write lock within a process, in the order of asking."""

    def __init__(self, engine: Engine) -> None:
        """engine: begins with BEGIN IMMEDIATE and does not wait in SQLite itself."""
        self._engine = engine
        self._turns = Turns()
        self._group: _Group | None = None

    @contextmanager
    def writing(self, *, give_up_s: float) -> Iterator[tuple[Connection, dict[str, Any]]]:
        """Give a connection that only this block uses meanwhile; what it wrote is on the disk when the block is left.

        Beside it comes what the block before left in the same transaction, for whoever knows that it still holds.

        An exception takes back this block's part and no other's. Raises BranchBusy when another process kept the lock.
        """
        deadline = time.monotonic() + give_up_s
        while True:
            # The process's own turn comes first: without it, writers would only wake each other to find SQLite busy.
            with self._turns.taken(deadline=deadline) as mine:
                group = self._open_group() if mine else None
                if group is not None:
                    began = group.size == 0
                    with self._part(group):
                        yield group.connection, group.left
                    break
            if time.monotonic() > deadline:
                raise BranchBusy
            # The turn is given back while another process writes, so that reads and pushes go on.
            time.sleep(random.uniform(0.002, 0.02))  # noqa: S311 (jitter, no secret)
        if began:
            try:
                time.sleep(0)  # who has asked in this moment begins
            finally:
                with self._turns.taken(deadline=None):
                    self._commit(group)
        group.ended.wait()
        if group.error is not None:
            raise group.error

    def _open_group(self) -> _Group | None:
        """Return the group that is open, or begin one; None when another process writes."""
        if self._group is not None and self._group.size >= AT_MOST:
            self._commit(self._group)
        if self._group is None:
            connection = self._begun()
            self._group = _Group(connection) if connection is not None else None
        return self._group

    def _begun(self) -> Connection | None:
        connection = self._engine.connect()
        try:
            connection.begin()
        except OperationalError as error:
            connection.close()
            if is_busy(error):
                return None
            raise
        return connection

    @contextmanager
    def _part(self, group: _Group) -> Iterator[None]:
        """One change of a group. The first needs no savepoint: nobody else is there while it can still fail."""
        first = group.size == 0
        driver = group.connection.connection.dbapi_connection
        assert driver is not None
        if not first:
            driver.execute("SAVEPOINT part")
        try:
            yield
            if not first:
                driver.execute("RELEASE part")
        except BaseException as error:
            group.left.clear()
            if first or not driver.in_transaction:
                # With the disk full, SQLite takes back the whole transaction by itself.
                self._end(group, error)
            else:
                driver.execute("ROLLBACK TO part")
                driver.execute("RELEASE part")
            raise
        group.size += 1

    def _commit(self, group: _Group) -> None:
        if group.ended.is_set():
            return
        try:
            group.connection.commit()
        except BaseException as error:  # noqa: BLE001 (each of the group raises it)
            group.connection.invalidate()
            self._end(group, error)
        else:
            self._end(group, None)

    def _end(self, group: _Group, error: BaseException | None) -> None:
        self._group = None
        group.error = error
        try:
            group.connection.close()
        finally:
            group.ended.set()
