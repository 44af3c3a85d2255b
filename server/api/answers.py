"""How is a change answered? Inside the branch's lock, once per idempotency key, and sent only after the commit."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, request

from server.api.rooms import rooms
from server.database.change import BranchChange
from server.database.idempotency import Once, keep_answer, kept_answer, question
from server.domain.rights import Caller, Holder

JSON_TYPE = "application/json"
Work = Callable[[BranchChange], tuple[int, Mapping[str, Any] | None]]
WorkOnBoth = Callable[[BranchChange, BranchChange], tuple[int, Mapping[str, Any] | None]]


def json_response(body: Mapping[str, Any], status: int = 200) -> Response:
    """Return a JSON answer whose shape the view's schema documents."""
    return Response(json.dumps(body, ensure_ascii=False), status, content_type=JSON_TYPE)


def changed(branch: str, *, caller: Caller | Holder, work: Work) -> Response:
    """Run `work` in one change of a branch and return its answer (status, body; None for no body).

    With an `Idempotency-Key` the committed answer is kept and given again. Raises what `work` raises, KeyReused.
    """
    once = _once(caller)
    with rooms().store.change(branch, actor=caller.actor, ask=question(once) if once else None) as change:
        status, text = _answered(change, once, lambda: work(change))
    return Response(text, status, content_type=JSON_TYPE) if text else Response(status=status)


def changed_both(here: str, there: str, *, caller: Caller | Holder, work: WorkOnBoth) -> Response:
    """The same for a change of two branches at once; the answer is kept with the first."""
    once = _once(caller)
    ask = question(once) if once else None
    with rooms().store.change.of_several([here, there], actor=caller.actor, ask=ask) as (one, other):
        status, text = _answered(one, once, lambda: work(one, other))
    return Response(text, status, content_type=JSON_TYPE)


def _answered(
    change: BranchChange, once: Once | None, work: Callable[[], tuple[int, Mapping[str, Any] | None]]
) -> tuple[int, str]:
    """Return the answer that was kept for this key, or do the work and keep its answer."""
    before = kept_answer(change, once) if once else None
    if before is not None:
        return before
    status, body = work()
    text = "" if body is None else json.dumps(body, ensure_ascii=False)
    if once:
        keep_answer(change, once, status=status, answer=text)
    return status, text


def _once(caller: Caller | Holder) -> Once | None:
    key = request.headers.get("Idempotency-Key")
    if not key:
        return None
    return Once.of(
        caller=caller.actor, method=request.method, path=request.path, key=key, body=request.get_json(force=True)
    )
