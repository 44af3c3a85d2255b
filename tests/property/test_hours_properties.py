"""Do openness, next opening and end of day agree, in every zone and over every change of the clocks?"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.hours import DAYS_AHEAD, Hours, Ranges

steady = settings(max_examples=80)

ZONES = ["Asia/Ho_Chi_Minh", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
# Six weeks in which New York, Paris and Lord Howe change their clocks, the last one back and by half an hour.
FIRST, LAST = date(2026, 3, 1), date(2026, 4, 12)
# Offices are asleep while clocks change, so their wall has every minute of opening once.
MINUTES = st.integers(5 * 60, 23 * 60)
INSTANT = timedelta(microseconds=1)


def as_ranges(edges: list[int]) -> Ranges:
    """Pair up minutes of the day: two a range."""
    clock = [time(minute // 60, minute % 60) for minute in sorted(edges)]
    return tuple(zip(clock[::2], clock[1::2], strict=True))


day_ranges = st.lists(MINUTES, max_size=6, unique=True).map(lambda edges: as_ranges(edges[: len(edges) // 2 * 2]))
touching = st.lists(MINUTES, min_size=3, max_size=3, unique=True).map(
    lambda edges: as_ranges([sorted(edges)[at] for at in (0, 1, 1, 2)])
)
instants = st.integers(0, 42 * 24 * 60).map(lambda minute: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=minute))


@st.composite
def opening_hours(draw: st.DrawFn) -> Hours:
    """Hours of a week that knows two kinds of days, with special days among those that a test asks for."""
    kinds = ((), draw(day_ranges | touching), draw(day_ranges))
    kind = st.sampled_from(kinds)
    weekly = dict(enumerate(draw(st.lists(kind, max_size=7))))
    days = draw(st.dictionaries(st.dates(FIRST, LAST), kind, max_size=5))
    return Hours(ZoneInfo(draw(st.sampled_from(ZONES))), weekly, days)


def spans(hours: Hours, around: date, ahead: int = 2) -> list[tuple[datetime, datetime]]:
    """The ranges of the days round a day as instants: the same hours, told on the other clock."""
    days = (around + timedelta(days=offset) for offset in range(-2, ahead + 1))
    return [
        (
            datetime.combine(day, start, hours.zone).astimezone(UTC),
            datetime.combine(day, end, hours.zone).astimezone(UTC),
        )
        for day in days
        for start, end in (hours.days[day] if day in hours.days else hours.weekly.get(day.weekday(), ()))
    ]


@steady
@given(hours=opening_hours(), at=instants)
def test_a_branch_is_open_within_its_ranges_and_at_no_other_time(hours: Hours, at: datetime) -> None:
    assert hours.is_open(at) == any(start <= at < end for start, end in spans(hours, at.date()))


@steady
@given(hours=opening_hours(), at=instants)
def test_a_branch_opens_and_closes_at_the_edges_of_its_ranges(hours: Hours, at: datetime) -> None:
    edges = spans(hours, at.date())

    starts = {start for start, _ in edges}
    for start, end in edges:
        assert hours.is_open(start)
        assert hours.is_open(end - INSTANT)
        assert hours.is_open(end) == (end in starts)


@steady
@given(hours=opening_hours(), at=instants)
def test_the_next_opening_is_the_first_start_after_now(hours: Hours, at: datetime) -> None:
    opening = hours.next_opening(at)

    starts = sorted(start for start, _ in spans(hours, at.date(), ahead=DAYS_AHEAD + 2) if start > at)
    if opening is None:
        assert not starts or starts[0] - at > timedelta(days=DAYS_AHEAD - 2)
    else:
        assert opening == starts[0]
        assert hours.is_open(opening)
        assert opening.tzinfo is UTC


@steady
@given(hours=opening_hours(), at=instants, thousandth=st.integers(0, 999))
def test_a_closed_branch_stays_closed_until_its_next_opening(hours: Hours, at: datetime, thousandth: int) -> None:
    opening = hours.next_opening(at)

    if opening is not None and not hours.is_open(at):
        assert not hours.is_open(at + (opening - at) // 1000 * thousandth)
        assert not hours.is_open(opening - INSTANT)


@steady
@given(hours=opening_hours(), at=instants)
def test_after_the_last_end_of_a_day_nobody_is_taken_until_tomorrow(hours: Hours, at: datetime) -> None:
    day = hours.local_day(at)
    end = hours.last_end(day)

    today = [span for span in spans(hours, day) if hours.local_day(span[0]) == day]
    assert hours.first_opening(day) == min((start for start, _ in today), default=None)
    assert end == max((end for _, end in today), default=None)
    if end is not None:
        midnight = datetime.combine(day + timedelta(days=1), time(), hours.zone).astimezone(UTC)
        assert hours.is_open(end - INSTANT)
        assert not any(hours.is_open(end + (midnight - end) * part) for part in (0, 0.5, 0.999))


@steady
@given(hours=opening_hours(), at=instants)
def test_the_local_day_is_the_one_between_its_two_midnights(hours: Hours, at: datetime) -> None:
    day = hours.local_day(at)

    midnights = [datetime.combine(day + timedelta(days=ahead), time(), hours.zone) for ahead in (0, 1)]
    assert midnights[0] <= at < midnights[1]


@steady
@given(hours=opening_hours(), comings=st.lists(instants, min_size=2, max_size=6))
def test_local_days_follow_each_other_as_instants_do(hours: Hours, comings: list[datetime]) -> None:
    days = [hours.local_day(at) for at in sorted(comings)]

    assert all(before <= after for before, after in pairwise(days))
