"""What is a change of a branch? One short transaction that locks it, writes rows and events, and then says so."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from server.database import tables
from server.database.chain import canonical, link
from server.database.engine import WRITES, is_busy
from server.database.kept import Kept
from server.database.prepared import Prepared, in_one_go, run_all
from server.database.together import Together
from server.domain.branch import Branch
from server.domain.choice import Waiting
from server.domain.clock import branch_time
from server.domain.numbering import Numbers
from server.domain.refusals import BranchBusy, BranchNotFound
from server.domain.standing import Standing

GIVE_UP_S = 5.0
Ask = tuple[Prepared, Mapping[str, Any]]
Announce = Callable[[str, bool], None]
# What the hall must see and hear at once.
SPOKEN = frozenset({"called", "repeated", "undone", "branch_paused", "branch_resumed"})

_B = tables.branch.c
_FOR_UPDATE = Prepared(
    select(_B.seq, _B.head_hash, _B.last_at, _B.day, _B.numbers, _B.standing)
    .where(_B.code == bindparam("code"))
    .with_for_update()
)
_NEW_EVENT = Prepared(insert(tables.event).inline(), [column.key for column in tables.event.columns])
_NEW_HEAD = Prepared(
    update(tables.branch)
    .where(tables.branch.c.code == bindparam("branch_code"))
    .values(
        seq=bindparam("new_seq"),
        head_hash=bindparam("new_hash"),
        last_at=bindparam("new_at"),
        day=bindparam("new_day"),
        numbers=bindparam("new_numbers"),
        standing=bindparam("new_standing"),
    )
)

_NEW_REV = Prepared(update(tables.branch).where(_B.code == bindparam("branch_code")).values(rev=_B.rev + 1))


@dataclass
class Head:
    """A branch's row as a change has locked it."""

    seq: int
    head_hash: str
    last_at: datetime | None
    day: date | None
    numbers: Numbers
    standing: Standing


@dataclass
class Left:
    """What a call leaves for the next one of the same transaction: nobody else can have changed it meanwhile.

    in_front: service -> who waits first for it; empty where nobody does.
    """

    head: Head
    in_front: dict[str, list[Waiting]]


@dataclass
class BranchChange:
    """A locked branch. Everything written through it is committed together, or not at all.

    in_front: as in Left; what was read or left of it, and still holds.
    """

    connection: Connection
    branch: Branch
    now: datetime
    wall_now: datetime
    actor: str
    seq: int
    head_hash: str
    day: date | None
    numbers: Numbers
    standing: Standing
    in_front: dict[str, list[Waiting]] = field(default_factory=dict)
    asked: Sequence[Any] | None = None
    hands_on: bool = False
    numbers_given: bool = False
    touched: bool = False
    rows: list[tuple[Prepared, Mapping[str, Any]]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    @cached_property
    def kept(self) -> Kept:
        """The domain's objects of this change."""
        return Kept(self.connection)

    def record(
        self,
        kind: str,
        *,
        ticket: str | None = None,
        counter: str | None = None,
        data: Mapping[str, Any] | None = None,
        actor: str | None = None,
    ) -> int:
        """Append an event with the branch's next seq and return that. `data` holds only codes and random ids."""
        self.seq += 1
        told = {
            "branch": self.branch.code,
            "seq": self.seq,
            "at": tables.as_microseconds(self.now),
            "actor": actor or self.actor,
            "kind": kind,
            "ticket": ticket,
            "counter": counter,
            "data": dict(data or {}),
        }
        body = canonical(told)
        prev, self.head_hash = self.head_hash, link(self.head_hash, body)
        self.events.append(
            {
                "branch": self.branch.code,
                "seq": self.seq,
                "kind": kind,
                "ticket_id": ticket,
                "counter": counter,
                "wall_at": self.wall_now,
                "body": body,
                "prev_hash": prev,
                "hash": self.head_hash,
            }
        )
        return self.seq

    def keep_numbers(self) -> None:
        """Write the branch's row though no event was recorded: a lease gave numbers out."""
        self.numbers_given = True

    def touch(self) -> None:
        """Count a change of what watchers see that is none of the queue: it has no event, `rev` rises instead."""
        self.touched = True

    def later(self, statement: Prepared, values: Mapping[str, Any]) -> None:
        """Write a row at the end of the change, all such rows in one go."""
        self.rows.append((statement, values))

    def hand_on(self) -> None:
        """Leave what holds to the change that comes next: nothing was changed but the tickets that this one read."""
        for service in self.kept.services():
            self.in_front.pop(service, None)
        self.hands_on = True

    def write_back(self) -> None:
        """Send what was changed so far, so that a question to the database sees it."""
        self.in_front.clear()
        with in_one_go(self.connection):
            for statement, values in self.kept.take_writes():
                statement.run(self.connection, values)

    def send(self) -> None:
        """Send everything to the database; nothing holds before its connection commits."""
        if "kept" in self.__dict__:
            self.rows[:0] = self.kept.take_writes()
        for event in self.events:
            self.later(_NEW_EVENT, event)
        if self.events or self.numbers_given:
            self.later(_NEW_HEAD, self._head())
        if self.touched:
            self.later(_NEW_REV, {"branch_code": self.branch.code})
        run_all(self.connection, self.rows)

    def _head(self) -> dict[str, Any]:
        return {
            "branch_code": self.branch.code,
            "new_seq": self.seq,
            "new_hash": self.head_hash,
            "new_at": self.now,
            "new_day": self.day,
            "new_numbers": json.dumps(self.numbers.as_json()),
            "new_standing": json.dumps(self.standing.as_json()),
        }


class BranchChanges:
    """Opens branch changes on one database."""

    def __init__(self, engine: Engine, *, branch_of: Callable[[str], Branch], clock: Callable[[], datetime]) -> None:
        """branch_of: raises BranchNotFound. clock: the product's present time.

        `first` is run at the head of every change; `announce` after every commit that recorded an event, with the
        branch's code and whether somebody was called.
        """
        self._engine = engine.execution_options(**{WRITES: True})
        self._branch_of = branch_of
        self._clock = clock
        self._together = Together(self._engine) if engine.dialect.name == "sqlite" else None
        self.first: Callable[[BranchChange], None] = lambda _change: None
        self.announce: list[Announce] = []

    @contextmanager
    def __call__(self, code: str, *, actor: str, ask: Ask | None = None) -> Iterator[BranchChange]:
        """Lock a branch, and commit what was done to it on leaving; an exception rolls back.

        ask: a statement whose row is wanted with the lock, without another journey to the database: `change.asked`.

        Only after the commit is anybody told. Raises BranchNotFound, and BranchBusy when the lock is not to be had.
        """
        with self.of_several([code], actor=actor, ask=ask) as (change,):
            yield change

    @contextmanager
    def of_several(
        self, codes: Sequence[str], *, actor: str, ask: Ask | None = None
    ) -> Iterator[tuple[BranchChange, ...]]:
        """The same for several branches at once, given back in the order asked for; `ask` goes with the first.

        They are locked in the order of their codes, so that two such changes never wait for each other.
        """
        branches = [self._branch_of(code) for code in codes]
        with self._turn() as (connection, left):
            locked = {
                branch.code: self._locked(connection, branch, actor, ask if branch is branches[0] else None, left)
                for branch in sorted(branches, key=lambda branch: branch.code)
            }
            changes = tuple(locked[branch.code] for branch in branches)
            for change in changes:
                self.first(change)
                if change.events:
                    change.in_front.clear()
            yield changes
            self._finish(connection, changes)
            _leave(left, changes)
        for change in changes:
            if change.events or change.touched:
                spoken = any(event["kind"] in SPOKEN for event in change.events)
                for announce in self.announce:
                    announce(change.branch.code, spoken)

    def _locked(
        self, connection: Connection, branch: Branch, actor: str, ask: Ask | None, left: dict[str, Left]
    ) -> BranchChange:
        known = left.get(branch.code)
        with in_one_go(connection):
            locked = None if known else _FOR_UPDATE.run(connection, {"code": branch.code})
            answer = ask[0].run(connection, ask[1]) if ask else None
            head = known.head if known else _head_of(locked.fetchone() if locked else None, branch)
        return BranchChange(
            connection=connection,
            branch=branch,
            now=branch_time(self._clock(), head.last_at),
            wall_now=datetime.now(UTC),
            actor=actor,
            seq=head.seq,
            head_hash=head.head_hash,
            day=head.day,
            numbers=head.numbers,
            standing=head.standing,
            in_front=known.in_front if known else {},
            asked=answer.fetchone() if answer is not None else None,
        )

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection to write what belongs to no branch's queue; commits on leaving. Raises BranchBusy."""
        with self._turn() as (connection, left):
            left.clear()
            yield connection
            self._finish(connection, ())

    def _turn(self) -> AbstractContextManager[tuple[Connection, dict[str, Left]]]:
        return self._together.writing(give_up_s=GIVE_UP_S) if self._together else self._postgres_turn()

    @contextmanager
    def _postgres_turn(self) -> Iterator[tuple[Connection, dict[str, Left]]]:
        try:
            with self._engine.connect() as connection:
                # Prepared statements pass SQLAlchemy by: without this it would know of nothing to commit.
                connection.begin()
                yield connection, {}
        except Exception as error:
            # A prepared statement's error comes from the driver itself, any other one from SQLAlchemy.
            if is_busy(error):
                raise BranchBusy from error
            raise

    def _finish(self, connection: Connection, changes: Sequence[BranchChange]) -> None:
        """Send what was changed and, unless the turn does that for several at once, commit it."""
        if self._together is not None:
            for change in changes:
                change.send()
            return
        try:
            with in_one_go(connection):
                for change in changes:
                    change.send()
                connection.commit()
        except BaseException:
            # It may have been sent and refused: SQLAlchemy then takes the connection for clean, and it is not.
            connection.invalidate()
            raise


def _head_of(row: Sequence[Any] | None, branch: Branch) -> Head:
    if row is None:
        raise BranchNotFound(branch=branch.code)
    seq, head_hash, last_at, day, numbers, standing = row
    return Head(
        seq,
        head_hash,
        None if last_at is None else tables.as_instant(last_at),
        None if day is None else date.fromisoformat(day),
        Numbers(json.loads(numbers)),
        tables.as_standing(standing),
    )


def _leave(left: dict[str, Left], changes: Sequence[BranchChange]) -> None:
    """Keep what calls hand on; after any other change everything is read again."""
    if not all(change.hands_on for change in changes):
        left.clear()
        return
    for one in changes:
        head = Head(one.seq, one.head_hash, one.now, one.day, one.numbers, one.standing)
        left[one.branch.code] = Left(head, one.in_front)
