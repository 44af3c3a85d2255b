"""What is left of a kiosk's tickets when its file is broken, full, or somebody else's?"""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk import leases, outbox
from kiosk.kiosk_file import KioskFile, KioskFileInUse
from kiosk.leases import Block
from kiosk.outbox import Outbox
from tests.integration.fake_queue_server import a_queue_server
from tests.unit.test_kiosk_leases import NOON

PAGE = 4096


def a_ticket(number: int) -> dict[str, Any]:
    return {"id": f"id-{number}", "service": "land", "number": f"T{number}", "issued_at": NOON.isoformat()}


def filled(path: Path, count: int) -> KioskFile:
    file = KioskFile(path)
    for number in range(count):
        ticket = a_ticket(number) | {"padding": "x" * 400}
        file.write(lambda kept, ticket=ticket: outbox.put(kept, ticket, asked=ticket, key=ticket["id"]))
    block = Block("land", "T", 3, 100, 199, 100, NOON.replace(hour=23))
    file.write(lambda kept: leases.keep(kept, block))
    file.keep("closed_by_staff", True)
    return file


def spoil(path: Path, page: int) -> None:
    with path.open("r+b") as raw:
        raw.seek(page * PAGE)
        raw.write(b"\xa5" * PAGE)


def test_a_broken_file_is_set_aside_and_the_readable_tickets_are_rescued(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.sqlite3"
    filled(path, 200).close()
    spoil(path, 30)

    file = KioskFile(path)
    kept = Outbox(file)
    rescued = kept.waiting
    again = KioskFile(tmp_path / "other.sqlite3")

    assert 0 < rescued < 200
    assert len(file.broken) == 1
    assert (tmp_path / file.broken[0]).stat().st_size > 30 * PAGE
    assert file.look(leases.blocks) == []
    assert (file.known("closed_by_staff"), again.broken) == (True, [])
    file.close()
    again.close()


def test_a_file_of_nonsense_is_set_aside_and_a_new_one_begun(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.sqlite3"
    path.write_bytes(b"no database " * 1000)

    file = KioskFile(path)
    file.keep("something", 1)

    assert (file.known("something"), len(file.broken), Outbox(file).waiting) == (1, 1, 0)
    file.close()


def test_a_file_that_breaks_while_it_is_used_is_mended_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.sqlite3"
    filled(path, 200).close()
    file = KioskFile(path)
    for page in range(4, 30):
        spoil(path, page)

    late = a_ticket(500)
    file.write(lambda kept: outbox.put(kept, late, asked=late, key="late"))
    found = Outbox(file).of("late")

    assert found is not None
    assert found.ticket == late
    assert file.durable is True
    file.close()


def test_a_second_owner_is_refused(tmp_path: Path) -> None:
    file = KioskFile(tmp_path / "kiosk.sqlite3")

    with pytest.raises(KioskFileInUse):
        KioskFile(tmp_path / "kiosk.sqlite3")
    file.close()


def test_a_full_disk_is_said_and_nothing_of_the_change_stays(tmp_path: Path) -> None:
    file = filled(tmp_path / "kiosk.sqlite3", 3)
    pages = file.read("PRAGMA page_count")[0][0]
    file.read(f"PRAGMA max_page_count = {pages}")
    big = a_ticket(9) | {"padding": "x" * 5 * PAGE}

    with pytest.raises(sqlite3.OperationalError):
        file.write(lambda kept: outbox.put(kept, big, asked=big, key="big"))

    assert (file.durable, Outbox(file).waiting, file.broken) == (False, 3, [])
    file.close()


def test_ids_that_were_asked_for_when_the_last_run_ended_are_voided_without_a_word_to_the_disk(tmp_path: Path) -> None:
    file = filled(tmp_path / "kiosk.sqlite3", 1)
    Outbox(file).reserve(["one", "two"])
    file.read("PRAGMA query_only = ON")

    kept = Outbox(file)

    assert (kept.to_void(), kept.ghosts) == (["one", "two"], 2)
    file.read("PRAGMA query_only = OFF")
    kept.reserve(["three"])
    kept.lay("one")
    assert (kept.to_void(), kept.ghosts, kept.is_used("one")) == (["two"], 1, False)
    file.close()


def test_a_kiosk_that_starts_on_a_full_disk_shows_its_page_and_gives_the_servers_numbers(tmp_path: Path) -> None:
    file = filled(tmp_path / "kiosk.sqlite3", 1)
    file.keep("closed_by_staff", False)
    Outbox(file).reserve(["019aa000-0000-7000-8000-000000000001"])
    file.close()

    with a_queue_server() as server:
        command = [sys.executable, "-m", "tests.stateful.full_disk", server.url, str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        handed = list(server.tickets)

    told = json.loads(done.stdout)
    assert (told["state"], told["number"], told["unconfirmed"]) == (200, "T001", 1)
    assert told["file"] == {"durable": False, "broken": []}
    assert len(handed) == 1
    assert server.voided == ["019aa000-0000-7000-8000-000000000001"]
