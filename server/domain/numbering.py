"""What does a ticket number look like, and which one is next?"""

import re
from collections.abc import Mapping

LEASE_BLOCK = 100
_NUMBER = re.compile(r"^([A-ZĐ])([0-9]{3,7})$")


def written(letter: str, ordinal: int, *, digits: int = 3) -> str:
    """Return the number as it is printed and sent: letter and at least `digits` digits; it never wraps."""
    return f"{letter}{ordinal:0{digits}d}"


def parsed(number: str) -> tuple[str, int] | None:
    """Return letter and ordinal of a written number, with or without the space of screens; None if it is none."""
    match = _NUMBER.match(number.replace(" ", "").upper())
    return (match[1], int(match[2])) if match else None


class Numbers:
    """The numbers given out by one branch on one day: per letter the next ordinary one and the end of all leases.

    Kiosks lease blocks of hundreds above what the counter page and the online kiosk reach; the ordinary
    numbering skips every leased block, so that a number is given once.
    """

    def __init__(self, given: Mapping[str, list[int]] | None = None) -> None:
        """given: letter -> [last ordinary number, first of lease 1, last of lease 1, …], as `as_json` returned it."""
        self._given = {letter: list(row) for letter, row in (given or {}).items()}

    def take(self, letter: str) -> int:
        """Give out the next ordinary number of a letter."""
        row = self._given.setdefault(letter, [0])
        ordinal = row[0] + 1
        for first, last in self._leases(row):
            if first <= ordinal <= last:
                ordinal = last + 1
        row[0] = ordinal
        return ordinal

    def lease(self, letter: str, count: int) -> tuple[int, int]:
        """Set aside whole hundreds, at least `count` numbers, and return their first and last number."""
        row = self._given.setdefault(letter, [0])
        highest = max([row[0], *row[1:]])
        blocks = -(-count // LEASE_BLOCK)
        first = (highest // LEASE_BLOCK + 1) * LEASE_BLOCK
        last = first + blocks * LEASE_BLOCK - 1
        row.extend((first, last))
        return first, last

    def is_leased(self, letter: str, ordinal: int) -> bool:
        """Whether a number lies in a block that was leased today."""
        return any(first <= ordinal <= last for first, last in self._leases(self._given.get(letter, [0])))

    def as_json(self) -> dict[str, list[int]]:
        """Return what `Numbers(...)` takes."""
        return self._given

    @staticmethod
    def _leases(row: list[int]) -> list[tuple[int, int]]:
        return sorted(zip(row[1::2], row[2::2], strict=True))
