"""Set the product's clock, for tests and demonstrations."""

from datetime import UTC, datetime

from sqlalchemy import delete, insert, select

from server.database import tables
from server.database.store import Store


def set_clock(store: Store, *, at: datetime | None, speed: float | None) -> None:
    """Let the product's time go on from `at` (None: from where it is) at `speed` (None: as before, at first real)."""
    wall = datetime.now(UTC)
    with store.writing() as connection:
        row = connection.execute(select(tables.clock)).mappings().first()
        epoch = row["epoch"] + 1 if row else 1
        going = speed if speed is not None else (row["speed"] if row else 1.0)
        now = at or (store.clock.now(wall) if row else wall)
        connection.execute(delete(tables.clock))
        new = {"id": 1, "wall_at": wall, "product_at": now.astimezone(UTC), "speed": going, "epoch": epoch}
        connection.execute(insert(tables.clock), new)
    store.refresh()


def skip_closed_hours(store: Store) -> datetime | None:
    """Move the clock to the next opening when no branch is open; returns the new time, None when nothing moved."""
    now = store.now()
    hours = [branch.hours for branch in store.network.branches.values()]
    if not hours or any(one.is_open(now) for one in hours):
        return None
    openings = [opening for one in hours if (opening := one.next_opening(now)) is not None]
    if not openings:
        return None
    set_clock(store, at=min(openings), speed=None)
    return min(openings)
