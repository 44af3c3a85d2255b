"""Are ids written down before they are sent, though no tap waits for it?"""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.kiosk_file import KioskFile
from kiosk.outbox import Outbox
from kiosk.reserve import READY, Reserve


@pytest.fixture
def file(tmp_path: Path) -> Iterator[KioskFile]:
    opened = KioskFile(tmp_path / "kiosk.sqlite3")
    yield opened
    opened.close()


def taken(reserve: Reserve, count: int) -> list[str]:
    ids: list[str] = []
    while len(ids) < count:
        one = reserve.take()
        if one is not None:
            ids.append(one)
    return ids


def test_whatever_is_taken_was_on_the_disk_before_and_nothing_twice(file: KioskFile) -> None:
    outbox = Outbox(file)
    reserve = Reserve(outbox)
    reserve.start()

    ids = taken(reserve, 3 * READY)
    reserve.stop()

    assert len(set(ids)) == 3 * READY
    assert {row[0] for row in file.read("SELECT id FROM tickets WHERE state = 'asked'")} == set(ids)


def test_before_it_is_started_it_has_none(file: KioskFile) -> None:
    assert Reserve(Outbox(file)).take() is None


def test_what_a_kill_leaves_of_it_are_ghosts_and_what_was_given_is_none(file: KioskFile) -> None:
    outbox = Outbox(file)
    reserve = Reserve(outbox)
    reserve.start()
    given, *left = taken(reserve, 3)
    outbox.give(given, {"id": given, "issued_at": "2026-11-24T09:00:00+07:00"}, key="tap", service="land")

    after_the_kill = Outbox(file)

    assert set(left) <= set(after_the_kill.to_void())
    assert given not in after_the_kill.to_void()
    assert after_the_kill.of("tap") is not None
    reserve.stop()


class FullDisk(Outbox):
    """A disk that takes nothing, and says when it was asked."""

    def __init__(self, file: KioskFile) -> None:
        super().__init__(file)
        self.asked = threading.Event()

    def reserve(self, ids: object) -> None:
        self.asked.set()
        raise sqlite3.OperationalError("database or disk is full")


def test_a_disk_that_takes_nothing_gives_none_and_it_still_ends(file: KioskFile) -> None:
    outbox = FullDisk(file)
    reserve = Reserve(outbox)
    reserve.start()
    outbox.asked.wait()

    assert reserve.take() is None
    reserve.stop()
