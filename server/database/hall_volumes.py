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
class HallVolume:
    """by, at: who set it at the hall's desk (as an event names its actor) and when (product time); None by the file."""

    volume: Volume
    by: str | None = None
    at: datetime | None = None


def of_branch(connection: Connection, branch: Branch) -> HallVolume:
    """Return how loud a hall is and when, and who says so."""
    row = connection.execute(select(tables.hall_volume).where(_V.branch == branch.code)).one_or_none()
    if row is None:
        return HallVolume(branch.screens.volume)
    return HallVolume(Volume(row.percent, tuple(map(_loudness, row.hours))), row.set_by, row.set_at)


def keep(connection: Connection, branch: str, volume: Volume, *, by: str, at: datetime) -> None:
    """Let a volume hold instead of the one before."""
    forget(connection, branch)
    row = {"branch": branch, "percent": volume.percent, "hours": [_row(one) for one in volume.hours]}
    connection.execute(insert(tables.hall_volume), row | {"set_by": by, "set_at": at})


def forget(connection: Connection, branch: str) -> bool:
    """Let the network file hold again; whether another volume was set."""
    return bool(connection.execute(delete(tables.hall_volume).where(_V.branch == branch)).rowcount)


def _row(one: Loudness) -> tuple[str, str, int]:
    return one.start.isoformat(), one.end.isoformat(), one.percent


def _loudness(row: Sequence[str | int]) -> Loudness:
    start, end, percent = row
    return Loudness(time.fromisoformat(str(start)), time.fromisoformat(str(end)), int(percent))
