"""Which numbers may this kiosk give by itself? Blocks that the server set aside for it, until local midnight."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

# Numbers of a service in hand, at least; more where the last hour was busy, so that they last for a cut of two hours.
IN_HAND = 30
CUT_HOURS = 2
ASKED_AT_MOST = 1000
LARGEST = 9_999_999
LONGEST = timedelta(hours=25)
_COLUMNS = "service, letter, digits, first, last, next, expires_at"
NUMBER = re.compile(r"([A-ZĐ])([0-9]{3,7})")


@dataclass(frozen=True)
class Block:
    """Numbers `first` to `last` of a letter, of which `next` is the first that was not given."""

    service: str
    letter: str
    digits: int
    first: int
    last: int
    next: int
    expires_at: datetime

    @classmethod
    def of(cls, told: Mapping[str, Any], *, service: str, letter: str, now: datetime) -> Self:
        """Return the block in an answer of POST number-leases. Raises KeyError, TypeError, ValueError."""
        ends = [NUMBER.fullmatch(told[name]) for name in ("from", "to")]
        expires_at = datetime.fromisoformat(told["expires_at"])
        if None in ends or any(end[1] != letter for end in ends if end) or not expires_at > now:
            raise ValueError(f"no block of {service}: {told}")
        first, last = (int(end[2]) for end in ends if end)
        if not first <= last <= LARGEST or last - first > ASKED_AT_MOST + 100:
            raise ValueError(f"no block of {service}: {told}")
        digits = len(str(told["from"])) - 1
        return cls(service, letter, digits, first, last, first, min(expires_at, now + LONGEST))

    @property
    def left(self) -> int:
        """How many numbers were not given yet."""
        return self.last - self.next + 1

    def written(self, ordinal: int) -> str:
        """Return a number as it is printed and sent."""
        return f"{self.letter}{ordinal:0{self.digits}d}"

    def as_json(self) -> dict[str, Any]:
        """Return what staff are told of the block."""
        return {
            "service": self.service,
            "from": self.written(self.first),
            "to": self.written(self.last),
            "next": self.written(self.next) if self.left else None,
            "left": self.left,
            "expires_at": self.expires_at.isoformat(),
        }


class Overlaps(ValueError):
    """The server told of numbers that this kiosk holds or held already: giving them could give one twice."""


def blocks(file: sqlite3.Connection) -> Sequence[Block]:
    """Return all blocks in hand, the first leased first; those that are used up too, until they expire."""
    with closing(file.execute(f"SELECT {_COLUMNS} FROM leases ORDER BY rowid")) as cursor:  # noqa: S608
        rows = cursor.fetchall()
    return [
        Block(service, letter, digits, first, last, following, datetime.fromisoformat(expires_at))
        for service, letter, digits, first, last, following, expires_at in rows
    ]


def keep(file: sqlite3.Connection, block: Block) -> None:
    """Keep a new block. Raises Overlaps."""
    for one in blocks(file):
        if one.letter == block.letter and one.first <= block.last and block.first <= one.last:
            raise Overlaps(f"{block.as_json()} overlaps {one.as_json()}")
    row = (block.service, block.letter, block.digits, block.first, block.last, block.next, block.expires_at.isoformat())
    file.execute("INSERT INTO leases VALUES (?, ?, ?, ?, ?, ?, ?)", row).close()


def take(file: sqlite3.Connection, service: str, *, now: datetime) -> str | None:
    """Give the next number of a service, out of the block leased first; None where there is none left."""
    for block in blocks(file):
        if block.service == service and block.left and now < block.expires_at:
            update = "UPDATE leases SET next = next + 1 WHERE letter = ? AND first = ?"
            file.execute(update, (block.letter, block.first)).close()
            return block.written(block.next)
    return None


def drop_expired(file: sqlite3.Connection, *, now: datetime) -> None:
    """Forget blocks whose day is over."""
    for block in blocks(file):
        if block.expires_at <= now:
            file.execute("DELETE FROM leases WHERE letter = ? AND first = ?", (block.letter, block.first)).close()


def wanted(in_hand: Sequence[Block], service: str, *, taken_last_hour: int, now: datetime) -> int:
    """Return how many numbers of a service to ask the server for; 0 while there are enough."""
    enough = max(IN_HAND, CUT_HOURS * taken_last_hour)
    left = sum(block.left for block in in_hand if block.service == service and now < block.expires_at)
    return min(max(0, enough - left), ASKED_AT_MOST)
