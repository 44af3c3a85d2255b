"""When is a hall told of closing, lunch and notices, by its own wall clock?"""

from datetime import datetime, time, timedelta

import pytest

from server.domain.notices import Notice, due, of_hours
from tests.builders import HANOI, at, hours, names

SOON = timedelta(minutes=15)
PLAIN_NINE = datetime.fromisoformat("2026-11-24T09:00")


@pytest.mark.parametrize(
    ("clock", "kind"),
    [
        ("07:59:59", "closed"),
        ("08:00", None),
        ("11:59:59", None),
        ("12:00", "lunch"),
        ("13:29:59", "lunch"),
        ("13:30", None),
        ("16:44:59", None),
        ("16:45", "closing"),
        ("16:59:59", "closing"),
        ("17:00", "closed"),
    ],
)
def test_the_hours_themselves_tell_of_closing_lunch_and_night(clock: str, kind: str | None) -> None:
    told = of_hours(hours("08:00-12:00", "13:30-17:00"), now=at(clock), soon=SOON)

    assert (None if told is None else told.kind) == kind


def test_lunch_says_when_it_ends_and_closing_when_it_begins() -> None:
    day = hours("08:00-12:00", "13:30-17:00")
    lunch, closing = (of_hours(day, now=at(clock), soon=SOON) for clock in ("12:10", "16:50"))

    assert lunch is not None
    assert closing is not None
    assert (lunch.at, closing.at) == (at("13:30"), at("17:00"))


@pytest.mark.parametrize(
    ("clock", "notice", "is_shown"),
    [
        ("09:00", {}, True),
        ("09:00", {"starts": PLAIN_NINE}, True),
        ("08:59", {"starts": PLAIN_NINE}, False),
        ("09:00", {"ends": PLAIN_NINE}, False),
        ("08:59", {"ends": PLAIN_NINE}, True),
        ("09:00", {"daily": (time(9), time(10))}, True),
        ("10:00", {"daily": (time(9), time(10))}, False),
    ],
)
def test_a_notice_stands_from_its_start_until_before_its_end(
    clock: str, notice: dict[str, object], is_shown: bool
) -> None:
    one = Notice("land", names("until half past four"), **notice)  # type: ignore[arg-type]

    assert (due([one], at(clock).astimezone(HANOI)) == [one]) is is_shown
