"""How long does one tap ask the server, at most?"""

from pathlib import Path

import pytest

from tests.stateful.kiosk_world import NAMES, Machine, Server

WITHIN_S = 1.0


@pytest.mark.parametrize(
    "faults",
    [
        ["slow", *["request-lost"] * 9],
        ["breaks", "breaks", "slow", *["request-lost"] * 9],
        ["slow", *["refused"] * 99],
        ["request-lost"] * 9,
    ],
    ids=lambda faults: "-".join(faults[:4]),
)
def test_who_accepts_advice_on_a_flapping_line_has_a_number_within_a_second(tmp_path: Path, faults: list[str]) -> None:
    server = Server()
    machine = Machine(tmp_path / "kiosk.sqlite3", server)
    machine.catches_up()
    machine.faults.next = faults
    before = server.now

    answer = machine.kiosk.take({"services": ["land"], "language": "vi", "advised": "c"}, language="vi")

    assert (server.now - before).total_seconds() < WITHIN_S
    assert (answer.status, answer.body["branch_names"]) == (201, NAMES)
    machine.file.close()
