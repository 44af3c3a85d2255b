"""Who is expected at a branch today? What the worker learned, by quarters of an hour; else what was described."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from typing import Any

from sqlalchemy import Connection, select

from server.database import tables
from server.domain.branch import Branch

SLOT_S = 900
# Days differ by so much (coefficient of variation), beside the chance that who comes, comes (Poisson).
DAY_CV, Z90 = 0.12, 1.645
HOUR, LOOK_EVERY_S = timedelta(hours=1), 20.0


@dataclass(frozen=True)
class Expected:
    """Service -> visitors expected in each quarter of an hour of the local day, and which model says so."""

    per_slot: Mapping[str, list[float]]
    model: str = "described"

    def between(self, branch: Branch, start: datetime, end: datetime) -> dict[str, float]:
        """Return how many are expected for each service from an instant to another of the same day."""
        first, last = (_slot(branch, at) for at in (start, end))
        last = last if last > first else len(next(iter(self.per_slot.values()), []))
        return {code: sum(slots[first:last]) for code, slots in self.per_slot.items()}

    def range_of(self, expected: float) -> tuple[float, float]:
        """Return within which bounds nine of ten such half hours are."""
        spread = Z90 * sqrt(expected + (DAY_CV * expected) ** 2)
        return max(0.0, expected - spread), expected + spread


def _slot(branch: Branch, at: datetime) -> int:
    local = at.astimezone(branch.hours.zone)
    return (local.hour * 3600 + local.minute * 60) // SLOT_S


def read_expected(connection: Connection, branch: Branch, *, now: datetime) -> Expected:
    """Return what the worker expects of today; nobody where there is no worker yet."""
    columns = tables.wait_learning.c
    row = connection.execute(select(columns.day, columns.body).where(columns.branch == branch.code)).one_or_none()
    if row is None or row.day != branch.hours.local_day(now):
        return Expected({})
    told: dict[str, Any] = json.loads(row.body)
    return Expected(told.get("expected", {}), told.get("model", "described"))


class ComingHour:
    """How many are expected at each branch within an hour; what the worker learned is read now and then only."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, int, float | None]] = {}

    def of(self, connection: Connection, branch: Branch, *, now: datetime) -> float | None:
        """Return how many come within the next hour of this day; None where no worker has learned anything."""
        looked_s, slot, expected = self._kept.get(branch.code, (float("-inf"), -1, None))
        if slot == _slot(branch, now) and time.monotonic() - looked_s < LOOK_EVERY_S:
            return expected
        told = read_expected(connection, branch, now=now)
        expected = round(sum(told.between(branch, now, now + HOUR).values()), 1) if told.per_slot else None
        self._kept[branch.code] = (time.monotonic(), _slot(branch, now), expected)
        return expected
