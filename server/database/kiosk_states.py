"""How is kept what kiosks last told of themselves?"""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from server.database import tables
from server.domain.kiosks import KioskState

_K = tables.kiosk_state.c


def of_branch(connection: Connection, branch: str) -> list[KioskState]:
    """Return the kiosks of a branch by name."""
    rows = connection.execute(select(tables.kiosk_state).where(_K.branch == branch).order_by(_K.name, _K.device))
    return [KioskState(**{name: value for name, value in row.items() if name != "branch"}) for row in rows.mappings()]


def keep(connection: Connection, branch: str, state: KioskState) -> None:
    """Keep what a kiosk tells now instead of what it told before."""
    connection.execute(delete(tables.kiosk_state).where(_K.branch == branch, _K.device == state.device))
    connection.execute(insert(tables.kiosk_state), {"branch": branch} | vars(state))


def forget(connection: Connection, *, before: datetime) -> None:
    """Forget kiosks that nobody has heard of for long: they were moved, or have another token."""
    connection.execute(delete(tables.kiosk_state).where(_K.seen_at < before))
