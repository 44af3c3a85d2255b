"""Set how loud a hall is and when, or let the network file say so again."""

from collections.abc import Iterable

from server.database import hall_volumes
from server.database.change import BranchChange
from server.domain.rights import Caller, require_supervisor
from server.domain.volume import Loudness, volume_of


def set_volume(change: BranchChange, *, caller: Caller, percent: int, hours: Iterable[Loudness]) -> None:
    """Let a volume hold until another is set, over night and over a new network file too.

    Raises Forbidden, BadVolume.
    """
    require_supervisor(caller)
    volume = volume_of(percent, hours)
    hall_volumes.keep(change.connection, change.branch.code, volume, by=caller.actor, at=change.now)
    change.touch()


def follow_network_file(change: BranchChange, *, caller: Caller) -> None:
    """Let the network file's volume hold again; nothing changes where it does. Raises Forbidden."""
    require_supervisor(caller)
    if hall_volumes.forget(change.connection, change.branch.code):
        change.touch()
