"""Are the slots of a day cut as the network file says, and are those that are told free really free?"""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.domain.slots import bookable_slots, free_slots, slot_of, slots_from, with_room
from tests.builders import at, hours

# A morning that does not divide evenly, and an afternoon.
OPEN = hours("08:00-11:50", "13:00-17:00")
QUARTER, DAYS = timedelta(minutes=15), timedelta(days=3)
DAWN = at("06:00")

lengths = st.integers(5, 480).map(lambda one: timedelta(minutes=one))
instants = st.integers(0, 3 * 24 * 60 * 60).map(lambda one: DAWN + timedelta(seconds=one))


@given(lengths, instants)
def test_every_open_instant_lies_in_one_slot_that_is_no_longer_than_its_length(
    length: timedelta, one: datetime
) -> None:
    holding = [
        slot for slot in slots_from(OPEN, DAWN, until=DAWN + 2 * DAYS, length=length) if slot[0] <= one < slot[1]
    ]

    assert len(holding) == int(OPEN.is_open(one))
    if holding:
        assert holding == [slot_of(OPEN, one, length=length)]
        assert timedelta(0) < holding[0][1] - holding[0][0] <= length
        assert OPEN.is_open(holding[0][1] - timedelta(seconds=1))


@given(taken=st.lists(instants, max_size=60), limit=st.integers(1, 3), count=st.integers(1, 5))
def test_the_free_slots_are_the_first_with_room(taken: list[datetime], limit: int, count: int) -> None:
    slots = list(slots_from(OPEN, DAWN, until=DAWN + DAYS, length=QUARTER))

    told = free_slots(slots, taken, limit=limit, count=count)

    with_room = [begin for begin, end in slots if sum(begin <= one < end for one in taken) < limit]
    assert told == with_room[:count]


@given(taken=st.lists(instants, max_size=60), limit=st.integers(1, 3))
def test_what_a_slot_still_takes_is_its_limit_less_who_is_in_it(taken: list[datetime], limit: int) -> None:
    slots = list(slots_from(OPEN, DAWN, until=DAWN + DAYS, length=QUARTER))

    for (begin, end), free in with_room(slots, taken, limit=limit):
        assert free == limit - sum(begin <= one < end for one in taken) > 0


def test_of_a_day_only_what_has_not_begun_and_is_within_a_month_may_be_promised() -> None:
    hour, month_later = timedelta(hours=1), date(2026, 12, 24)

    today = bookable_slots(OPEN, date(2026, 11, 24), now=at("15:00"), length=hour)
    last = bookable_slots(OPEN, month_later, now=at("09:00"), length=hour)
    beyond = bookable_slots(OPEN, month_later + timedelta(days=1), now=at("09:00"), length=hour)

    assert [begin for begin, _ in today] == [at("16:00")]
    assert [begin for begin, _ in last] == [at("08:00") + timedelta(days=30), at("09:00") + timedelta(days=30)]
    assert beyond == []


def test_a_closed_day_has_no_slots_and_the_last_of_a_range_ends_with_it() -> None:
    closed = hours("08:00-09:00", days={date(2026, 11, 25): ()})

    told = list(slots_from(closed, at("08:30"), until=at("08:00") + timedelta(days=2), length=timedelta(minutes=40)))

    assert told == [
        (at("08:00"), at("08:40")),
        (at("08:40"), at("09:00")),
        (at("08:00") + timedelta(days=2), at("08:40") + timedelta(days=2)),
    ]
