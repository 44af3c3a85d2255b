"""Does a kiosk give each number of its blocks once, until midnight, and believe no block that could give one twice?"""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk import leases
from kiosk.kiosk_file import KioskFile
from kiosk.leases import Block, Overlaps

NOON = datetime.fromisoformat("2026-11-24T12:00:00+07:00")
TOLD = {"from": "T0100", "to": "T0199", "expires_at": "2026-11-25T00:00:00+07:00"}


@pytest.fixture
def file(tmp_path: Path) -> Iterator[KioskFile]:
    opened = KioskFile(tmp_path / "kiosk.sqlite3")
    yield opened
    opened.close()


def a_block(**told: str) -> Block:
    return Block.of(TOLD | told, service="land", letter="T", now=NOON)


def takes(file: KioskFile, count: int, *, now: datetime = NOON) -> list[str | None]:
    return [file.write(lambda kept: leases.take(kept, "land", now=now)) for _ in range(count)]


def test_numbers_are_given_in_turn_with_the_digits_of_the_block(file: KioskFile) -> None:
    file.write(lambda kept: leases.keep(kept, a_block()))

    numbers = takes(file, 101)

    assert numbers == [f"T{number:04}" for number in range(100, 200)] + [None]


def test_the_block_leased_first_is_used_up_first(file: KioskFile) -> None:
    for told in ({"from": "T0300", "to": "T0399"}, {"from": "T0100", "to": "T0199"}):
        file.write(lambda kept, told=told: leases.keep(kept, a_block(**told)))

    assert takes(file, 2) == ["T0300", "T0301"]


def test_at_midnight_a_block_is_over(file: KioskFile) -> None:
    file.write(lambda kept: leases.keep(kept, a_block()))
    midnight = NOON.replace(hour=0) + timedelta(days=1)

    before, after = takes(file, 1, now=midnight - timedelta(seconds=1)), takes(file, 1, now=midnight)
    file.write(lambda kept: leases.drop_expired(kept, now=midnight))

    assert (before, after) == (["T0100"], [None])
    assert file.look(leases.blocks) == []


def test_a_number_of_a_transaction_that_failed_is_given_to_the_next(file: KioskFile) -> None:
    file.write(lambda kept: leases.keep(kept, a_block()))

    def fails(kept: sqlite3.Connection) -> None:
        leases.take(kept, "land", now=NOON)
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(sqlite3.OperationalError):
        file.write(fails)

    assert file.durable is False
    assert takes(file, 1) == ["T0100"]
    assert file.durable is True


@pytest.mark.parametrize(("first", "last"), [("T0100", "T0199"), ("T0150", "T0249"), ("T0000", "T0100")])
def test_a_block_that_was_held_before_is_not_taken_again(file: KioskFile, first: str, last: str) -> None:
    file.write(lambda kept: leases.keep(kept, a_block()))
    takes(file, 100)

    with pytest.raises(Overlaps):
        file.write(lambda kept: leases.keep(kept, a_block(**{"from": first, "to": last})))

    assert takes(file, 1) == [None]


@pytest.mark.parametrize(
    "told",
    [
        {"from": "W100", "to": "W199"},
        {"from": "T0199", "to": "T0100"},
        {"from": "T0100", "to": "T9999999"},
        {"from": "T1", "to": "T2"},
        {"from": 100},
        {"expires_at": "2026-11-24T11:00:00+07:00"},
        {"expires_at": "tomorrow"},
        {"expires_at": "2026-11-25T00:00:00"},
    ],
)
def test_nonsense_is_no_block(told: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        a_block(**told)


def test_a_block_for_ever_is_believed_for_a_day() -> None:
    assert a_block(expires_at="2036-01-01T00:00:00+07:00").expires_at == NOON + timedelta(hours=25)


@pytest.mark.parametrize(
    ("left", "taken", "count"), [(100, 0, 0), (30, 0, 0), (29, 0, 1), (0, 0, 30), (100, 80, 60), (0, 4000, 1000)]
)
def test_enough_is_asked_for_to_last_two_hours_like_the_last_one(left: int, taken: int, count: int) -> None:
    block = Block("land", "T", 4, 100, 199, 200 - left, NOON + timedelta(hours=12))

    assert leases.wanted([block], "land", taken_last_hour=taken, now=NOON) == count
