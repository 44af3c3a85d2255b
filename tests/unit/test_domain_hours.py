"""When is a branch open, by its own wall clock?"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.builders import NINE, TUESDAY, at, hours, ranges

PARIS = ZoneInfo("Europe/Paris")
AUCKLAND = ZoneInfo("Pacific/Auckland")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (27, 28, 29, 30))
# The nights in which Paris puts its clocks forward, to 03:00, and back, to 02:00.
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("clock", "is_open"),
    [
        ("00:00", False),
        ("07:59:59.999999", False),
        ("08:00", True),
        ("09:00", True),
        ("11:59:59.999999", True),
        ("12:00", False),
        ("13:29:59.999999", False),
        ("13:30", True),
        ("16:59:59.999999", True),
        ("17:00", False),
        ("23:59:59.999999", False),
    ],
)
def test_a_range_holds_its_start_and_not_its_end(clock: str, is_open: bool) -> None:
    assert hours("08:00-12:00", "13:30-17:00").is_open(at(clock)) is is_open


@pytest.mark.parametrize(
    ("day", "is_open"), [(TUESDAY, True), (FRIDAY, True), (SATURDAY, False), (SUNDAY, False), (MONDAY, True)]
)
def test_a_week_is_open_on_its_working_days(day: date, is_open: bool) -> None:
    assert hours().is_open(at("09:00", day=day)) is is_open


def test_a_holiday_is_closed_all_day() -> None:
    open_hours = hours(days={TUESDAY: ()})

    assert open_hours.on(TUESDAY) == ()
    assert not open_hours.is_open(NINE)
    assert open_hours.last_end(TUESDAY) is None


def test_a_special_day_has_its_own_ranges_instead_of_the_weeks() -> None:
    open_hours = hours(days={SATURDAY: ranges("08:00-11:00"), TUESDAY: ranges("10:00-11:00")})

    assert open_hours.is_open(at("09:00", day=SATURDAY))
    assert not open_hours.is_open(at("09:00", day=TUESDAY))
    assert open_hours.is_open(at("10:30", day=TUESDAY))
    assert open_hours.last_end(SATURDAY) == at("11:00", day=SATURDAY)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 24, 16, 59, 59, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 17, tzinfo=UTC), date(2026, 11, 25)),
    ],
)
def test_a_branch_of_hanoi_has_a_new_day_at_its_own_midnight(instant: datetime, day: date) -> None:
    assert hours().local_day(instant) == day


@pytest.mark.parametrize(
    ("zone", "utc_hour", "day"),
    [
        (AUCKLAND, 11, date(2026, 11, 25)),
        (AUCKLAND, 10, date(2026, 11, 24)),
        (PARIS, 11, date(2026, 11, 24)),
        (LOS_ANGELES, 8, date(2026, 11, 24)),
        (LOS_ANGELES, 7, date(2026, 11, 23)),
    ],
)
def test_each_zone_has_its_own_midnight(zone: ZoneInfo, utc_hour: int, day: date) -> None:
    assert hours(zone=zone).local_day(datetime(2026, 11, 24, utc_hour, tzinfo=UTC)) == day


@pytest.mark.parametrize(
    ("began", "is_over"),
    [
        (None, True),
        (date(2026, 11, 23), True),
        (TUESDAY, False),
        (date(2026, 11, 25), False),
    ],
)
def test_a_day_is_over_when_the_branch_has_a_later_one(began: date | None, is_over: bool) -> None:
    assert hours().is_over(began, NINE) is is_over


def test_a_day_is_over_at_the_branchs_own_midnight() -> None:
    midnight = datetime(2026, 11, 24, 17, tzinfo=UTC)

    assert hours().is_over(TUESDAY, midnight)
    assert not hours().is_over(TUESDAY, midnight - timedelta(microseconds=1))


def test_the_instant_may_be_told_in_any_zone() -> None:
    told_in_paris = at("09:00").astimezone(PARIS)

    assert told_in_paris.hour == 3
    assert hours().is_open(told_in_paris)


@pytest.mark.parametrize(
    ("clock", "day", "opening", "opening_day"),
    [
        ("07:00", TUESDAY, "08:00", TUESDAY),
        ("08:00", TUESDAY, "13:30", TUESDAY),
        ("12:30", TUESDAY, "13:30", TUESDAY),
        ("13:30", TUESDAY, "08:00", date(2026, 11, 25)),
        ("17:00", TUESDAY, "08:00", date(2026, 11, 25)),
        ("17:00", FRIDAY, "08:00", MONDAY),
        ("12:00", SUNDAY, "08:00", MONDAY),
    ],
)
def test_the_next_opening_is_the_next_start_of_a_range(clock: str, day: date, opening: str, opening_day: date) -> None:
    told = hours("08:00-12:00", "13:30-17:00").next_opening(at(clock, day=day))

    assert told == at(opening, day=opening_day)
    assert told is not None
    assert told.tzinfo is UTC


def test_the_next_opening_leaves_out_holidays_and_finds_special_days() -> None:
    tet = {TUESDAY + timedelta(days=ahead): () for ahead in range(1, 4)}
    open_hours = hours(days={**tet, SATURDAY: ranges("09:00-11:00")})

    assert open_hours.next_opening(at("17:00")) == at("09:00", day=SATURDAY)


def test_a_branch_without_hours_never_opens() -> None:
    assert hours(weekdays=range(0)).next_opening(NINE) is None


@pytest.mark.parametrize(("ahead", "found"), [(59, True), (60, False)])
def test_an_opening_farther_than_two_months_is_not_told(ahead: int, found: bool) -> None:
    day = TUESDAY + timedelta(days=ahead)
    open_hours = hours(weekdays=range(0), days={day: ranges("08:00-12:00")})

    assert open_hours.next_opening(NINE) == (at("08:00", day=day) if found else None)


def test_the_first_opening_is_that_of_the_days_first_range() -> None:
    open_hours = hours("08:00-12:00", "13:30-17:00", days={SATURDAY: ranges("09:30-11:00")})

    assert open_hours.first_opening(TUESDAY) == at("08:00")
    assert open_hours.first_opening(SATURDAY) == at("09:30", day=SATURDAY)
    assert open_hours.first_opening(SUNDAY) is None


def test_the_last_end_is_that_of_the_days_last_range() -> None:
    assert hours("08:00-12:00", "13:30-17:00").last_end(TUESDAY) == at("17:00")
    assert hours("08:00-12:00").last_end(TUESDAY) == at("12:00")
    assert hours().last_end(SUNDAY) is None


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        (SPRING - timedelta(days=1), "2026-03-28T08:00+00:00", "2026-03-28T16:00+00:00"),
        (SPRING, "2026-03-29T07:00+00:00", "2026-03-29T15:00+00:00"),
        (AUTUMN - timedelta(days=1), "2026-10-24T07:00+00:00", "2026-10-24T15:00+00:00"),
        (AUTUMN, "2026-10-25T08:00+00:00", "2026-10-25T16:00+00:00"),
    ],
)
def test_a_branch_of_paris_opens_at_nine_by_the_wall_in_summer_and_in_winter(
    day: date, opens: str, closes: str
) -> None:
    open_hours = hours("09:00-17:00", zone=PARIS, weekdays=range(7))
    opening, end = datetime.fromisoformat(opens), datetime.fromisoformat(closes)

    assert open_hours.next_opening(opening - timedelta(hours=3)) == open_hours.first_opening(day) == opening
    assert open_hours.last_end(day) == end
    assert open_hours.is_open(opening)
    assert not open_hours.is_open(opening - timedelta(microseconds=1))
    assert open_hours.is_open(end - timedelta(microseconds=1))
    assert not open_hours.is_open(end)


def test_the_next_opening_over_the_night_of_the_change_is_right_by_the_wall() -> None:
    open_hours = hours("09:00-17:00", zone=PARIS, weekdays=range(7))

    asleep = {
        day: open_hours.next_opening(at("18:00", day=day - timedelta(days=1), zone=PARIS)) for day in (SPRING, AUTUMN)
    }

    closed_for = {
        day: opening - at("18:00", day=day - timedelta(days=1), zone=PARIS)
        for day, opening in asleep.items()
        if opening is not None
    }
    assert closed_for == {SPRING: timedelta(hours=14), AUTUMN: timedelta(hours=16)}
