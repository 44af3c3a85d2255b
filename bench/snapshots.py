"""What did public queues show, minute by minute? Read the columns, and rebuild who waited how long.

Columns: office, queue, letter, date, time, stated_service_min, open_counters, waiting, called. Waits are rebuilt so:
queue-days with fewer than 60 minutes with a called number, never 3 waiting, numbers that run back in more than 5 % of
steps, rise less than 15 in all or jump by more than 30 are left out; the called number and issued = called + waiting
never fall; from the 21st minute on, each minute at which `issued` grew with 2 or more waiting is a ticket, which waits
until that number is called (left out if never, or after 240 minutes or more).
"""

import csv
import lzma
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import numpy as np

from server.planning.published import QueueDay
from server.planning.times import Floats

MINUTES, QUEUED, BACK, RISE, JUMP = 60, 3, 0.05, 15, 30
BEGUN, LEAST, LONGEST = 20, 2, 240
_DIGITS = re.compile(r"(\d+)$")
Row = tuple[int, float, float, float, float]


def read(path: Path) -> list[QueueDay]:
    """Return the queue-days of a file (plain or .xz) that can be used, by office, queue and date."""
    rows: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    whole: dict[tuple[str, str], dict[int, list[float]]] = defaultdict(dict)
    with _opened(path) as file:
        for one in csv.DictReader(file):
            minute = int(one["time"][:2]) * 60 + int(one["time"][3:5])
            waiting, counters = float(one["waiting"] or 0), float(one["open_counters"] or 0)
            total = whole[one["office"], one["date"]].setdefault(minute, [0.0, 0.0])
            total[0] += waiting
            total[1] += counters
            number = _DIGITS.search(one["called"])
            if number and one["waiting"]:
                stated = float(one["stated_service_min"] or 0)
                rows[one["office"], one["queue"], one["date"]].append(
                    (minute, float(number[1]), waiting, counters, stated)
                )
    return [_queue_day(key, sorted(rows[key]), whole[key[0], key[2]]) for key in sorted(rows) if _is_usable(rows[key])]


def _opened(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def _is_usable(rows: list[Row]) -> bool:
    called = np.array([row[1] for row in sorted(rows)])
    steps = np.diff(called)
    return bool(
        len(rows) >= MINUTES
        and max(row[2] for row in rows) >= QUEUED
        and (steps < 0).mean() <= BACK
        and called.max() - called.min() >= RISE
        and steps.max() <= JUMP
    )


def _queue_day(key: tuple[str, str, str], rows: list[Row], whole: dict[int, list[float]]) -> QueueDay:
    minute, called, waiting, counters, stated = (
        np.array(column, dtype=np.float64) for column in zip(*rows, strict=True)
    )
    called = np.maximum.accumulate(called)
    total = np.array([whole[int(one)] for one in minute])
    return QueueDay(
        office=key[0],
        queue=key[1],
        date=key[2],
        minute=minute,
        called=called,
        issued=np.maximum.accumulate(called + waiting),
        waiting=waiting,
        counters=counters,
        stated=stated,
        beside=total[:, 0] - waiting,
        open_beside=total[:, 1] - counters,
    )


def tickets(day: QueueDay) -> Iterator[tuple[int, float]]:
    """Return each ticket of a queue-day: at which of its minutes it was issued, and how long it waited (minutes)."""
    grew = np.flatnonzero(np.diff(day.issued) > 0) + 1
    for at in grew:
        reached = int(np.searchsorted(day.called, day.issued[at]))
        if at >= BEGUN and day.waiting[at] >= LEAST and reached < len(day.called):
            wait = float(day.minute[reached] - day.minute[at])
            if wait < LONGEST:
                yield int(at), wait


def les(day: QueueDay, at: Floats) -> Floats:
    """Return the wait of who was called last, as it was known at these minutes: since his number was issued."""
    places = at.astype(np.intp)
    return day.minute[places] - day.minute[np.searchsorted(day.issued, day.called[places])]
