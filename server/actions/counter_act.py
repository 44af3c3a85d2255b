"""What was the last act of a counter? It is kept with what it changed, so that it can be taken back."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from server.database import last_acts
from server.database.change import BranchChange

P = ParamSpec("P")
R = TypeVar("R")

NOT_UNDOABLE = frozenset({"open", "close", "undo"})


def counter_act(
    act: str,
) -> Callable[[Callable[Concatenate[BranchChange, P], R]], Callable[Concatenate[BranchChange, P], R]]:
    """Keep what an action did for its keyword `counter` (None: for nobody), unless it recorded nothing."""

    def decorate(action: Callable[Concatenate[BranchChange, P], R]) -> Callable[Concatenate[BranchChange, P], R]:
        @wraps(action)
        def kept(change: BranchChange, /, *args: P.args, **kwargs: P.kwargs) -> R:
            counter = cast(str | None, kwargs.get("counter"))
            change.kept.mark()
            before = change.seq
            done = action(change, *args, **kwargs)
            if counter is not None and change.seq > before:
                last_acts.keep(change, counter=counter, act=act, first_seq=before + 1, undoable=act not in NOT_UNDOABLE)
            return done

        return kept

    return decorate
