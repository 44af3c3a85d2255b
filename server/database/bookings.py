"""How are appointments kept? A row each, under the lock of its branch where it changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from server.database import tables
from server.domain.booking import Booking

_B = tables.booking.c
_COLUMNS = [column.key for column in tables.booking.columns]


def add(connection: Connection, booking: Booking) -> None:
    """Write a new appointment."""
    row: dict[str, Any] = {name: getattr(booking, name) for name in _COLUMNS}
    connection.execute(insert(tables.booking), row)


def of_code(connection: Connection, code: str) -> Booking | None:
    """Return the appointment of a code, of any branch; None if there is none."""
    row = connection.execute(select(tables.booking).where(_B.code == code)).mappings().one_or_none()
    return None if row is None else Booking(**row)


def check_in(connection: Connection, code: str, *, ticket_id: str) -> None:
    """Let an appointment be the ticket's; what was said of the visitor is then kept with the ticket alone."""
    done = {"ticket_id": ticket_id, "priority": None, "needs": None}
    connection.execute(update(tables.booking).where(_B.code == code).values(done))


def cancel(connection: Connection, code: str, *, at: datetime) -> None:
    """Let an appointment be no more; what was said of the visitor goes with it."""
    done = {"cancelled_at": at, "priority": None, "needs": None}
    connection.execute(update(tables.booking).where(_B.code == code).values(done))


def slots_taken(
    connection: Connection, branch: str, service: str, *, since: datetime, until: datetime
) -> list[datetime]:
    """Return the instants of a service's appointments that stand, from one instant to before another."""
    theirs = (_B.branch == branch) & (_B.service == service) & _B.cancelled_at.is_(None)
    return list(connection.execute(select(_B.slot).where(theirs, _B.slot >= since, _B.slot < until)).scalars())


def of_day(
    connection: Connection, branch: str, *, since: datetime, until: datetime
) -> list[tuple[Booking, str | None]]:
    """Return a branch's appointments of a day, cancelled ones too, each with the number of whoever has checked in."""
    theirs = (_B.branch == branch) & (_B.slot >= since) & (_B.slot < until)
    wanted = (
        select(*tables.booking.columns, tables.ticket.c.number)
        .outerjoin(tables.ticket, tables.ticket.c.id == _B.ticket_id)
        .where(theirs)
        .order_by(_B.slot, _B.made_at, _B.code)
    )
    rows = connection.execute(wanted).mappings()
    return [(Booking(**{name: row[name] for name in _COLUMNS}), row["number"]) for row in rows]


def forget(connection: Connection, *, before: datetime) -> int:
    """Erase the appointments of slots before an instant; returns how many."""
    return connection.execute(delete(tables.booking).where(_B.slot < before)).rowcount
