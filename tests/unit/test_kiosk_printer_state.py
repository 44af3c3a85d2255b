"""What are staff told of a kiosk's printers and of when their rolls end?"""

import time
from datetime import datetime
from typing import Any

import pytest

from kiosk.printer_state import printers
from kiosk.report import said
from printers.roll import Roll
from printers.status import Condition
from tests.stateful.kiosk_world import Tray

TWO = datetime.fromisoformat("2026-11-24T14:03:00+07:00")


class Two(Tray):
    """A spool whose rolls stand as a test says. lasts_s: wall seconds, by printer."""

    def __init__(self, conditions: dict[str, Condition], lasts_s: dict[str, float]) -> None:
        super().__init__()
        self.conditions, self.lasts_s = conditions, lasts_s

    def roll(self, printer: str | None = None) -> Roll:
        lasts_s = self.lasts_s.get(printer or "")
        return Roll(1.0, 0.0, 1.0, 40, None if lasts_s is None else time.time() + lasts_s)


def told(conditions: dict[str, Condition], lasts_s: dict[str, float], **how: Any) -> dict[str, Any]:
    return printers(Two(conditions, lasts_s), **{"now": TWO, "speed": 1.0} | how)


@pytest.mark.parametrize(
    ("lasts_s", "speed", "ends", "is_soon"),
    [
        (4640.0, 1.0, "15:20", False),
        (3000.0, 1.0, "14:50", True),
        (232.0, 20.0, "15:20", False),
        (40_000.0, 1.0, None, False),
        (-60.0, 1.0, "14:00", True),
        (None, 1.0, None, False),
    ],
)
def test_when_a_roll_ends_is_told_by_the_branchs_clock_and_for_today_alone(
    lasts_s: float | None, speed: float, ends: str | None, is_soon: bool
) -> None:
    printer = told({"a": "ok"}, {} if lasts_s is None else {"a": lasts_s}, speed=speed)

    assert (printer["roll_ends"], printer["roll_soon"], printer["papers_left"]) == (ends, is_soon, 40)


def test_before_the_time_is_known_no_hour_is_told() -> None:
    printer = told({"a": "ok"}, {"a": 60.0}, now=None)

    assert (printer["roll_ends"], printer["roll_soon"], printer["backup"]) == (None, False, None)


def test_of_several_backups_the_one_that_prints_is_told() -> None:
    printer = told({"a": "paper-out", "b": "offline", "c": "near-end"}, {"c": 4640.0})

    assert (printer["condition"], printer["roll_ends"]) == ("paper-out", None)
    assert (printer["backup"]["condition"], printer["backup"]["roll_ends"]) == ("near-end", "15:20")
    assert told({"a": "ok", "b": "offline"}, {})["backup"]["condition"] == "offline"


@pytest.mark.parametrize(("running", "own", "backup"), [(True, "paper-out", "ok"), (False, "unknown", "unknown")])
def test_the_server_is_told_of_both_printers_and_their_rolls(running: bool, own: str, backup: str) -> None:
    printer = told({"a": "paper-out", "b": "ok"}, {"a": 3000.0, "b": 4640.0}) | {"running": running}
    status = {"leases": [], "outbox": 0, "set_aside": [], "closed_by_staff": False}
    word = said(status | {"printer": printer, "file": {"durable": True, "broken": []}}, "k")

    assert (word["condition"], word["backup"]) == (own, backup)
    assert (word["papers_left"], word["roll_ends"], word["roll_soon"]) == (40, "14:50", True)
    assert (word["backup_papers_left"], word["backup_roll_ends"]) == (40, "15:20")
