"""May this caller do this here? Asked before anything else, in the order of the contract."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, request

from server.api.rooms import rooms
from server.domain.refusals import CounterNotFound
from server.domain.rights import Act, require

P = ParamSpec("P")
R = TypeVar("R")


def allowed(act: Act) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Refuse with 401, 404 for the branch, 403, then 404 for the counter, and leave the caller in `g.caller`."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            place = request.view_args or {}
            code, counter = place.get("branch"), place.get("counter")
            g.caller = rooms().callers.of(request)
            branch = rooms().store.branch(code) if code is not None else None
            require(g.caller, act, branch=code, counter=counter)
            if branch is not None and counter is not None and counter not in branch.counters:
                raise CounterNotFound(branch=branch.code, counter=counter)
            return view(*args, **kwargs)

        return checked

    return decorate


def at_branch() -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For what everybody may read: refuse only an unknown branch, before the rest of the request is looked at."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            rooms().store.branch((request.view_args or {})["branch"])
            return view(*args, **kwargs)

        return checked

    return decorate
