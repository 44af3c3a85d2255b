"""Was this request answered before? Its answer is kept in the same transaction as what it did."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, insert, select

from server.database import tables
from server.database.change import Ask, BranchChange
from server.database.prepared import Prepared
from server.domain.refusals import KeyReused

_I = tables.idempotent_answer.c
_KEPT = Prepared(select(_I.status, _I.answer, _I.body_hash).where(_I.key == bindparam("wanted")))
_KEEP = Prepared(insert(tables.idempotent_answer).inline(), [column.key for column in tables.idempotent_answer.columns])


@dataclass(frozen=True)
class Once:
    """An idempotency key in its scope, with the hash of the body that came with it."""

    key: str
    body_hash: str

    @classmethod
    def of(cls, *, caller: str, method: str, path: str, key: str, body: Any) -> "Once":
        """Scope a key to (token, method, path) and hash the body in canonical form."""
        scope = json.dumps([caller, method, path, key])
        canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
        return cls(sha256(scope.encode()).hexdigest(), sha256(canonical.encode()).hexdigest())


def question(once: Once) -> Ask:
    """Return what to ask together with the branch's lock."""
    return _KEPT, {"wanted": once.key}


def kept_answer(change: BranchChange, once: Once) -> tuple[int, str] | None:
    """Return status and text of the answer that was given to this key; None if there was none.

    The change must have been opened with `question(once)`. Raises KeyReused when the key came with another body.
    """
    if change.asked is None:
        return None
    status, answer, body_hash = change.asked
    if body_hash != once.body_hash:
        raise KeyReused
    return status, answer


def keep_answer(change: BranchChange, once: Once, *, status: int, answer: str) -> None:
    """Keep an answer with the change that it tells of."""
    row = {"key": once.key, "body_hash": once.body_hash, "status": status, "answer": answer, "wall_at": change.wall_now}
    change.later(_KEEP, row)
