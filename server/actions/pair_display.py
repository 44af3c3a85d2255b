"""Let a screen that shows a code be a display of its branch, choose which speaks, take that from it again."""

from server.database import displays
from server.database.change import BranchChange
from server.database.store import Store
from server.domain.displays import Display, plain_code
from server.domain.refusals import DisplayNotFound, UnknownCode
from server.domain.rights import Caller, require_supervisor


def show_code(store: Store, *, branch: str, zone: str | None) -> tuple[str, str]:
    """Return a code for a screen to show, and the secret that opens nothing before somebody has typed the code."""
    with store.writing() as connection:
        return displays.new_code(connection, branch=branch, zone=zone)


def pair_display(change: BranchChange, *, caller: Caller, code: str, name: str | None) -> Display:
    """Pair the screen that shows a code. Raises Forbidden, UnknownCode."""
    require_supervisor(caller)
    wanted = {"branch": change.branch.code, "code": plain_code(code), "name": name, "by": caller.actor}
    found = displays.pair(change.connection, **wanted)  # type: ignore[arg-type]
    if found is None:
        raise UnknownCode
    change.touch()
    return found


def revoke_display(change: BranchChange, *, caller: Caller, display: str) -> None:
    """Let a display tell nothing any longer; what it told stays. Raises Forbidden, DisplayNotFound."""
    require_supervisor(caller)
    if not displays.revoke(change.connection, branch=change.branch.code, display=display):
        raise DisplayNotFound
    change.touch()


def let_speak(change: BranchChange, *, caller: Caller, display: str, alone: bool) -> None:
    """Let a display speak alone in its room, or all displays of that room. Raises Forbidden, DisplayNotFound."""
    require_supervisor(caller)
    branch = change.branch.code
    found = displays.one(change.connection, branch=branch, display=display)
    if found is None:
        raise DisplayNotFound
    if alone:
        displays.let_speak_alone(change.connection, found, branch=branch)
    else:
        displays.let_all_speak(change.connection, branch=branch, zone=found.zone)
    change.touch()
