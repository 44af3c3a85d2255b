"""Is a roll that was changed noticed, as it is changed in fact, and nothing taken for one that was not?"""

import sqlite3

import pytest

from printers.lookout import Lookout
from printers.models import MODELS, PrinterAddress
from printers.status import Condition
from printers.transport import Deadlines

PRINTER = PrinterAddress("127.0.0.1", 9, MODELS["TM-T20II"])


def a_lookout(rolls: list[str], *, disk_is_full: list[bool] | None = None) -> Lookout:
    """A lookout that asks nobody. disk_is_full: whether the next new roll cannot be written down."""

    def new_roll(name: str) -> None:
        if disk_is_full and disk_is_full.pop():
            raise sqlite3.OperationalError
        rolls.append(name)

    return Lookout(PRINTER, every_s=60, deadlines=Deadlines(), on_new_roll=new_roll, on_heard=lambda _heard: None)


@pytest.mark.parametrize(
    ("looks", "new_rolls"),
    [
        ("paper-out ok", 1),
        ("paper-out cover-open ok", 1),
        ("paper-out cover-open paper-out ok", 1),
        ("paper-out unknown ok", 1),
        ("paper-out offline cover-open error ok", 1),
        ("near-end cover-open ok", 1),
        ("near-end unknown cover-open offline ok", 1),
        ("near-end paper-out cover-open ok", 1),
        ("paper-out cover-open near-end cover-open ok", 1),
        ("paper-out cover-open ok near-end cover-open ok", 2),
        # A sensor at the edge of the roll says now this, now that: without an open cover the paper is the same.
        ("near-end ok near-end ok", 0),
        ("near-end unknown ok", 0),
        # Opened to see how much is left, and closed again over the same roll.
        ("near-end cover-open near-end ok", 0),
        # What was put in is near its end itself.
        ("paper-out near-end", 0),
        ("paper-out cover-open near-end ok", 0),
        # A jam.
        ("ok cover-open ok", 0),
        ("unknown ok", 0),
    ],
)
def test_paper_that_is_fine_after_it_was_low_is_a_new_roll_when_somebody_was_at_it(looks: str, new_rolls: int) -> None:
    rolls: list[str] = []
    lookout = a_lookout(rolls)

    for seen in looks.split():
        said: Condition = seen  # type: ignore[assignment]
        lookout.saw(PRINTER.name, said)

    assert rolls == [PRINTER.name] * new_rolls


def test_a_new_roll_that_a_full_disk_did_not_take_is_said_again_at_the_next_look() -> None:
    rolls: list[str] = []
    lookout = a_lookout(rolls, disk_is_full=[True])
    lookout.saw(PRINTER.name, "paper-out")

    with pytest.raises(sqlite3.OperationalError):
        lookout.saw(PRINTER.name, "ok")
    lookout.saw(PRINTER.name, "ok")
    lookout.saw(PRINTER.name, "ok")

    assert rolls == [PRINTER.name]
