"""Was the past changed? Each event's hash holds the one before it, so that tampering shows.

`hash = sha256(prev_hash || body)`, where body is the stored canonical text (RFC 8785): keys sorted, no spaces, times
as whole microseconds. Only strings, integers, booleans and null occur, for which Python's JSON writes that form.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64


def canonical(value: Mapping[str, Any]) -> str:
    """Return the RFC 8785 text of an object whose keys are ASCII and whose numbers are whole."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(prev_hash: str, body: str) -> str:
    """Return the hash of an event that follows `prev_hash`."""
    return sha256(bytes.fromhex(prev_hash) + body.encode()).hexdigest()


@dataclass(frozen=True)
class ChainRow:
    """One stored event as the check needs it."""

    seq: int
    kind: str
    ticket_id: str | None
    counter: str | None
    body: str
    prev_hash: str
    hash: str


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold, and what is wrong there."""

    branch: str
    seq: int
    why: str


def first_break(branch: str, rows: Iterable[ChainRow], *, head: int, head_hash: str) -> Break | None:
    """Return where the chain of a branch breaks; None if it is whole up to the branch's own head."""
    seq, prev = 0, GENESIS
    for row in rows:
        seq += 1
        why = _wrong(branch, row, seq=seq, prev=prev)
        if why:
            return Break(branch, seq, why)
        prev = row.hash
    if (seq, prev) != (head, head_hash):
        return Break(branch, seq + 1, "the chain does not end at the branch's head")
    return None


def _wrong(branch: str, row: ChainRow, *, seq: int, prev: str) -> str | None:
    if row.seq != seq:
        return f"event {seq} is missing"
    if row.prev_hash != prev or row.hash != link(prev, row.body):
        return "the hash does not fit"
    said = json.loads(row.body)
    told = (said["branch"], said["seq"], said["kind"], said["ticket"], said["counter"])
    if told != (branch, row.seq, row.kind, row.ticket_id, row.counter):
        return "a column differs from the hashed text"
    return None
