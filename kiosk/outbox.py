"""What became of each tap? Tickets that the server gave, those made here that it must still learn of, and ghosts.

A row begins as `asked` (its id was sent and no answer is there) or as `outbox` (made here, shown, to be handed over).
`asked` becomes `given` (the server's answer is shown), vanishes (it refused), or becomes `ghost`, which it also is when
its run has ended: somebody may stand in line for whom nobody holds a number, so the id is voided as soon as that can be
said. `outbox` becomes `handed`, or `aside` when the server refuses it for good. Whatever is shown or printed was
written first.
"""

import json
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.kiosk_file import KioskFile
from printers.broken_file import Row

FORGOTTEN_AFTER_S = 24 * 3600.0
ASIDE_FOR_S = 7 * 24 * 3600.0
HELD = ("given", "outbox", "handed", "aside")
_COLUMNS = "id, key, service, state, asked, ticket, refusal, issued_at, wall_at"


@dataclass(frozen=True)
class Kept:
    """One row. key: the id that the page asked with. asked: the body for the server, None once it is not needed.

    ticket: as the visitor holds it. refusal: the server's problem. wall_at: Unix time.
    """

    id: str
    key: str
    service: str
    state: str
    asked: dict[str, Any] | None
    ticket: dict[str, Any] | None
    refusal: dict[str, Any] | None
    issued_at: str | None
    wall_at: float

    @classmethod
    def of(cls, row: Row) -> "Kept":
        """Return the row as it was written."""
        ticket_id, key, service, state, *texts, issued_at, wall_at = row
        asked, ticket, refusal = (None if text is None else json.loads(text) for text in texts)
        return cls(ticket_id, key, service, state, asked, ticket, refusal, issued_at, wall_at)


class Outbox:
    """The tickets of one kiosk, in its file. Raises sqlite3.Error where the disk takes nothing."""

    def __init__(self, file: KioskFile) -> None:
        """Open it; what was asked for when the last run ended, nobody has seen: it is a ghost.

        Nothing is written for that: a kiosk that starts on a full disk still shows its page.
        """
        self._file = file
        left = file.read("SELECT id FROM tickets WHERE state = 'asked' ORDER BY place")
        self._of_the_last_run = [str(row[0]) for row in left]
        self._may_be_read = True  # what the last run erased may have left its log unwiped when it was killed

    @property
    def waiting(self) -> int:
        """How many tickets the server must still learn of."""
        return self._count("outbox")

    @property
    def ghosts(self) -> int:
        """How many ids are to be voided."""
        return len(self._of_the_last_run) + self._count("ghost")

    def ask(self, ticket_id: str, *, key: str, service: str) -> None:
        """Write down that an id is about to be sent."""
        self._file.write(lambda kept: _insert(kept, ticket_id, key, service, "asked"))

    def reserve(self, ids: Sequence[str]) -> None:
        """Write down ids that may be sent soon, as if they were about to be."""

        def work(kept: sqlite3.Connection) -> None:
            for one in ids:
                _insert(kept, one, one, "", "asked")

        self._file.write(work)

    def release(self, ids: Sequence[str]) -> None:
        """Forget reserved ids that were not sent."""
        if ids:
            self._file.write(lambda kept: [_forget(kept, one, "asked") for one in ids])

    def give(self, ticket_id: str, ticket: Mapping[str, Any], *, key: str, service: str) -> None:
        """Write down that the server gave a ticket, before it is shown; its id may not have been written before."""
        values = {"ticket": _text(ticket), "issued_at": str(ticket["issued_at"])}

        def work(kept: sqlite3.Connection) -> None:
            # A new row, since its place is that of the tap: an id may have been written down well before.
            _run(kept, "DELETE FROM tickets WHERE id = ?", (ticket_id,))
            _insert(kept, ticket_id, key, service, "given", **values)

        self._file.write(work)

    def withdraw(self, ticket_id: str) -> None:
        """Forget an id that the server refused."""
        self._file.write(lambda kept: _forget(kept, ticket_id, "asked"))

    def haunt(self, ticket_id: str, *, key: str, service: str) -> None:
        """Make an id a ghost, whether or not it was written down before."""
        self._file.write(lambda kept: make_ghost(kept, ticket_id, key=key, service=service))

    def of(self, name: str) -> Kept | None:
        """Return the ticket that somebody holds under an id, or under the id that was asked with."""
        held = ", ".join(f"'{state}'" for state in HELD)
        rows = self._rows(f"(id = ? OR key = ?) AND state IN ({held}) ORDER BY place DESC LIMIT 1", (name, name))
        return rows[0] if rows else None

    def of_token(self, token: str) -> Kept | None:
        """Return the ticket of today's or yesterday's that a token opens; the token is on its paper."""
        held = ", ".join(f"'{state}'" for state in HELD)
        opened = f"state IN ({held}) AND json_extract(ticket, '$.token') = ? ORDER BY place DESC LIMIT 1"
        rows = self._rows(opened, (token,))
        return rows[0] if rows else None

    def is_used(self, ticket_id: str) -> bool:
        """Whether an id was sent before, so that it may be a ghost."""
        return bool(self._rows("id = ?", (ticket_id,)))

    def next_waiting(self) -> Kept | None:
        """Return the ticket that was issued first of those that the server must learn of."""
        rows = self._rows("state = 'outbox' ORDER BY place LIMIT 1")
        return rows[0] if rows else None

    def to_void(self) -> Sequence[str]:
        """Return the ids of all ghosts, those of the last run first."""
        rows = self._file.read("SELECT id FROM tickets WHERE state = 'ghost' ORDER BY place")
        return [*self._of_the_last_run, *(str(row[0]) for row in rows)]

    def latest(self, count: int) -> Sequence[Kept]:
        """Return the last tickets that visitors got, the last first."""
        held = ", ".join(f"'{state}'" for state in HELD)
        return self._rows(f"state IN ({held}) ORDER BY place DESC LIMIT ?", (count,))

    def aside(self) -> Sequence[Kept]:
        """Return the tickets that the server refused for good, the first first."""
        return self._rows("state = 'aside' ORDER BY place")

    def taken_since(self, wall_at: float) -> Mapping[str, int]:
        """Return how many tickets of each service were given since an instant of the wall clock."""
        held = ", ".join(f"'{state}'" for state in HELD)
        counted = f"SELECT service, count(*) FROM tickets WHERE state IN ({held}) AND wall_at >= ? GROUP BY service"  # noqa: S608
        return dict(self._file.read(counted, (wall_at,)))

    def hand_over(self, ticket_id: str) -> None:
        """Write down that the server has a ticket; what only it needed (priority class, needs) is erased."""
        self._move(ticket_id, "handed", None)

    def set_aside(self, ticket_id: str, refusal: Mapping[str, Any]) -> None:
        """Write down that the server refuses a ticket for good."""
        self._move(ticket_id, "aside", _text(refusal))

    def lay(self, ticket_id: str) -> None:
        """Forget a ghost that is voided."""
        if ticket_id in self._of_the_last_run:
            self._file.write(lambda kept: _forget(kept, ticket_id, "asked"))
            self._of_the_last_run.remove(ticket_id)
        else:
            self._file.write(lambda kept: _forget(kept, ticket_id, "ghost"))

    def forget(self, *, now: float) -> None:
        """Erase what is long over. now: Unix time."""
        old = "(state IN ('given', 'handed') AND wall_at < ?) OR (state = 'aside' AND wall_at < ?)"
        before = (now - FORGOTTEN_AFTER_S, now - ASIDE_FOR_S)
        if self._file.read(f"SELECT 1 FROM tickets WHERE {old} LIMIT 1", before):  # noqa: S608
            self._file.write(lambda kept: _run(kept, f"DELETE FROM tickets WHERE {old}", before))  # noqa: S608

    def wipe(self) -> None:
        """Leave of what `hand_over` and `set_aside` erased nothing to be read in the files. Raises sqlite3.Error."""
        if self._may_be_read:
            self._file.wipe()
            self._may_be_read = False

    def last_issue(self) -> datetime | None:
        """Return when the last number was given, in product time; None if none was."""
        rows = self._file.read("SELECT issued_at FROM tickets WHERE issued_at IS NOT NULL")
        return max((datetime.fromisoformat(row[0]) for row in rows), default=None)

    def _move(self, ticket_id: str, state: str, refusal: str | None) -> None:
        statement = "UPDATE tickets SET state = ?, asked = NULL, refusal = ? WHERE id = ? AND state = 'outbox'"
        self._file.write(lambda kept: _run(kept, statement, (state, refusal, ticket_id)))
        self._may_be_read = True

    def _count(self, state: str) -> int:
        count: int = self._file.read("SELECT count(*) FROM tickets WHERE state = ?", (state,))[0][0]
        return count

    def _rows(self, where: str, values: tuple[Any, ...] = ()) -> list[Kept]:
        return [Kept.of(row) for row in self._file.read(f"SELECT {_COLUMNS} FROM tickets WHERE {where}", values)]  # noqa: S608


def put(kept: sqlite3.Connection, ticket: Mapping[str, Any], *, asked: Mapping[str, Any], key: str) -> None:
    """Within a transaction: keep a ticket that was made here."""
    _insert(
        kept,
        ticket["id"],
        key,
        ticket["service"],
        "outbox",
        asked=_text(asked),
        ticket=_text(ticket),
        issued_at=ticket["issued_at"],
    )


def make_ghost(kept: sqlite3.Connection, ticket_id: str, *, key: str, service: str) -> None:
    """Within a transaction: make an id a ghost."""
    if not _run(kept, "UPDATE tickets SET state = 'ghost' WHERE id = ?", (ticket_id,)):
        _insert(kept, ticket_id, key, service, "ghost")


def _forget(kept: sqlite3.Connection, ticket_id: str, state: str) -> int:
    return _run(kept, "DELETE FROM tickets WHERE id = ? AND state = ?", (ticket_id, state))


def _insert(kept: sqlite3.Connection, ticket_id: str, key: str, service: str, state: str, **more: str) -> None:
    columns = ", ".join(["id", "key", "service", "state", "wall_at", *more])
    values = (ticket_id, key, service, state, time.time(), *more.values())
    marks = ", ".join("?" * len(values))
    _run(kept, f"INSERT INTO tickets ({columns}) VALUES ({marks})", values)  # noqa: S608


def _run(kept: sqlite3.Connection, statement: str, values: tuple[Any, ...] = ()) -> int:
    """Run a statement and return how many rows it changed."""
    with closing(kept.execute(statement, values)) as cursor:
        return cursor.rowcount


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
