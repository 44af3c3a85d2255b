"""What does a ticket number look like, and which one is next?"""

import re
from collections.abc import Mapping

LEASE_BLOCK = 100
LARGEST = 9_999_999
_GRANTED = " granted"
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
    numbering skips every leased block, so that a number is given once. A pre-printed roll may say where the ordinary
    numbers go on.
    """

    def __init__(self, given: Mapping[str, list[int]] | None = None) -> None:
        """given: what `as_json` returned.

        letter -> [last ordinary number, first of lease 1, last of lease 1, …], and "A granted" ->
        [first of lease 1, when it was granted, …] for the letter A.
        """
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

    def lease(self, letter: str, count: int, *, at: int | None = None) -> tuple[int, int]:
        """Set aside whole hundreds, at least `count` numbers, and return their first and last number.

        at: the instant in whole seconds since 1970, which `granted_at` tells again.
        """
        row = self._given.setdefault(letter, [0])
        highest = max([row[0], *row[1:]])
        blocks = -(-count // LEASE_BLOCK)
        first = (highest // LEASE_BLOCK + 1) * LEASE_BLOCK
        last = first + blocks * LEASE_BLOCK - 1
        row.extend((first, last))
        if at is not None:
            self._given.setdefault(letter + _GRANTED, []).extend((first, at))
        return first, last

    def go_on_at(self, letter: str, ordinal: int) -> bool:
        """Let the next ordinary number be this one; False and unchanged where it was given or leased already."""
        row = self._given.get(letter, [0])
        if not row[0] < ordinal <= LARGEST or self.is_leased(letter, ordinal):
            return False
        self._given.setdefault(letter, row)[0] = ordinal - 1
        return True

    def is_leased(self, letter: str, ordinal: int) -> bool:
        """Whether a number lies in a block that was leased today."""
        return any(first <= ordinal <= last for first, last in self._leases(self._given.get(letter, [0])))

    def granted_at(self, letter: str, ordinal: int) -> int | None:
        """Return when the lease of a number was granted, in seconds since 1970; None where that is not known."""
        if not self.is_leased(letter, ordinal):
            return None
        row = self._given.get(letter + _GRANTED, [])
        begun = [(first, at) for first, at in zip(row[::2], row[1::2], strict=True) if first <= ordinal]
        return max(begun)[1] if begun else None

    def as_json(self) -> dict[str, list[int]]:
        """Return what `Numbers(...)` takes."""
        return self._given

    @staticmethod
    def _leases(row: list[int]) -> list[tuple[int, int]]:
        return sorted(zip(row[1::2], row[2::2], strict=True))
