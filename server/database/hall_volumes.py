"""How loud is each hall? What was set at its desk; else what the network file says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Connection, delete, insert, select

from server.database import tables
from server.domain.branch import Branch
from server.domain.volume import Loudness, Volume

_V = tables.hall_volume.c


@dataclass(frozen=True)
class SetVolume:
    """What was set at a hall's desk, by whom (as an event names its actor) and when (product time)."""

    volume: Volume
    by: str
    at: datetime


def set_here(connection: Connection, branch: str) -> SetVolume | None:
    """Return what was set at the desk; None where the network file holds."""
    row = connection.execute(select(tables.hall_volume).where(_V.branch == branch)).one_or_none()
    if row is None:
        return None
    return SetVolume(Volume(row.percent, tuple(map(_loudness, row.hours))), row.set_by, row.set_at)


def volume(connection: Connection, branch: Branch) -> Volume:
    """Return how loud a hall is and when."""
    own = set_here(connection, branch.code)
    return branch.screens.volume if own is None else own.volume


def keep(connection: Connection, branch: str, own: SetVolume) -> None:
    """Let a volume hold instead of the one before."""
    forget(connection, branch)
    row = {"branch": branch, "percent": own.volume.percent, "hours": [_row(one) for one in own.volume.hours]}
    connection.execute(insert(tables.hall_volume), row | {"set_by": own.by, "set_at": own.at})


def forget(connection: Connection, branch: str) -> bool:
    """Let the network file hold again; whether another volume was set."""
    return bool(connection.execute(delete(tables.hall_volume).where(_V.branch == branch)).rowcount)


def _row(one: Loudness) -> tuple[str, str, int]:
    return one.start.isoformat(), one.end.isoformat(), one.percent


def _loudness(row: Sequence[str | int]) -> Loudness:
    start, end, percent = row
    return Loudness(time.fromisoformat(str(start)), time.fromisoformat(str(end)), int(percent))
