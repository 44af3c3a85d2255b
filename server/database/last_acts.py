"""What did each counter do last, and how stood what it changed before that? For ten seconds it can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from server.database import tables
from server.database.change import BranchChange
from server.database.prepared import Prepared, in_one_go

_L, _E, _R = tables.last_act.c, tables.event.c, tables.call_reason.c
_HERE = (_L.branch == bindparam("branch"), _L.counter == bindparam("counter"))
_FORGET = Prepared(delete(tables.last_act).where(*_HERE))
_KEEP = Prepared(insert(tables.last_act).inline(), [column.key for column in tables.last_act.columns])
_LAST = Prepared(select(_L.act, _L.first_seq, _L.last_seq, _L.wall_at, _L.undoable, _L.images).where(*_HERE))
_SINCE = Prepared(select(_E.ticket_id, _E.counter).where(_E.branch == bindparam("branch"), _E.seq > bindparam("after")))
_FORGET_REASONS = Prepared(
    delete(tables.call_reason).where(
        _R.branch == bindparam("branch"), _R.seq >= bindparam("first"), _R.seq <= bindparam("last")
    )
)


@dataclass(frozen=True)
class LastAct:
    """images: what was changed, as it was, see `Kept.before`."""

    act: str
    first_seq: int
    last_seq: int
    wall_at: datetime
    undoable: bool
    images: Sequence[tuple[str, Sequence[Any], dict[str, Any] | None]]

    @property
    def tickets(self) -> set[str]:
        """The tickets that the act changed."""
        return {str(key[0]) for name, key, _ in self.images if name != tables.counter.name}


def keep(change: BranchChange, *, counter: str, act: str, first_seq: int, undoable: bool) -> None:
    """Let an act that was just done be the counter's last one."""
    here = {"branch": change.branch.code, "counter": counter}
    told = {"act": act, "first_seq": first_seq, "last_seq": change.seq, "wall_at": change.wall_now}
    images = change.kept.before() if undoable else []
    change.later(_FORGET, here)
    change.later(_KEEP, here | told | {"undoable": undoable, "images": images})


def last(connection: Connection, *, branch: str, counter: str) -> LastAct | None:
    """Return a counter's last act; None before its first one of the day."""
    rows = _LAST.rows(connection, {"branch": branch, "counter": counter})
    return LastAct(*rows[0]) if rows else None


def was_acted_on(change: BranchChange, act: LastAct, *, counter: str) -> bool:
    """Whether anybody has done anything with the tickets of an act, or at its counter, since."""
    since = _SINCE.rows(change.connection, {"branch": change.branch.code, "after": act.last_seq})
    tickets = act.tickets
    return any(ticket in tickets or where == counter for ticket, where in since)


def put_back(change: BranchChange, act: LastAct) -> None:
    """Restore what an act changed, and forget why it called somebody."""
    reasons = {"branch": change.branch.code, "first": act.first_seq, "last": act.last_seq}
    with in_one_go(change.connection):
        for statement, values in change.kept.put_back(act.images):
            statement.run(change.connection, values)
        _FORGET_REASONS.run(change.connection, reasons)
    change.kept.forget()
