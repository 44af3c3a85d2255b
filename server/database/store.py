"""What does a process need to work with the database? Engine, network, clock and branch changes in one object."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from server.database import tables
from server.database.change import BranchChanges
from server.database.engine import open_engine
from server.database.network_rows import network_from
from server.domain.branch import Branch, Network
from server.domain.clock import ClockRow
from server.domain.refusals import BranchNotFound

EMPTY = Network(version="", branches={})


class Store:
    """An open database. `refresh` reads the clock and the network again; a process calls it every half second."""

    def __init__(self, url: str, *, patience_s: float = 0) -> None:
        self.engine = open_engine(url, patience_s=patience_s)
        self.network = EMPTY
        self.clock = ClockRow(wall_at=datetime.now(UTC), product_at=datetime.now(UTC), speed=1.0, epoch=0)
        self.change = BranchChanges(self.engine, branch_of=self.branch, clock=self.now)

    def now(self) -> datetime:
        """Return the product's present time."""
        return self.clock.now(datetime.now(UTC))

    def branch(self, code: str) -> Branch:
        """Return a branch of the network. Raises BranchNotFound."""
        try:
            return self.network.branches[code]
        except KeyError:
            raise BranchNotFound(branch=code) from None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection whose reads all show the same instant."""
        isolation = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect().execution_options(**isolation) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection to write what belongs to no branch's queue; commits on leaving. Raises BranchBusy."""
        with self.change.writing() as connection:
            yield connection

    def refresh(self) -> None:
        """Read the clock's row, and the network if it is another version than the one held."""
        with self.engine.connect() as connection:
            row = connection.execute(select(tables.clock)).mappings().first()
            if row is not None:
                self.clock = ClockRow(row["wall_at"], row["product_at"], row["speed"], row["epoch"])
            version = connection.execute(select(tables.network.c.version)).scalar()
            if version is not None and version != self.network.version:
                document = connection.execute(select(tables.network.c.document)).scalar_one()
                self.network = network_from(document, version=version)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()
