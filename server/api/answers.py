"""How is a change answered? Inside the branch's lock, once per idempotency key, and sent only after the commit."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, request

from server.api.rooms import rooms
from server.database.change import BranchChange
from server.database.idempotency import Once, keep_answer, kept_answer, question
from server.domain.rights import Caller

JSON_TYPE = "application/json"
Work = Callable[[BranchChange], tuple[int, Mapping[str, Any] | None]]


def json_response(body: Mapping[str, Any], status: int = 200) -> Response:
    """Return a JSON answer whose shape the view's schema documents."""
    return Response(json.dumps(body, ensure_ascii=False), status, content_type=JSON_TYPE)


def changed(branch: str, *, caller: Caller, work: Work) -> Response:
    """Run `work` in one change of a branch and return its answer (status, body; None for no body).

    With an `Idempotency-Key` the committed answer is kept and given again. Raises what `work` raises, KeyReused.
    """
    once = _once(caller)
    with rooms().store.change(branch, actor=caller.actor, ask=question(once) if once else None) as change:
        before = kept_answer(change, once) if once else None
        if before is not None:
            status, text = before
        else:
            status, body = work(change)
            text = "" if body is None else json.dumps(body, ensure_ascii=False)
            if once:
                keep_answer(change, once, status=status, answer=text)
    return Response(text, status, content_type=JSON_TYPE) if text else Response(status=status)


def _once(caller: Caller) -> Once | None:
    key = request.headers.get("Idempotency-Key")
    if not key:
        return None
    return Once.of(
        caller=caller.actor, method=request.method, path=request.path, key=key, body=request.get_json(force=True)
    )
