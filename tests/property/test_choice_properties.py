"""Is whoever is called the first who may be, and is nobody passed over for ever?"""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.choice import Others, Seat, Waiting, choose, obstacle
from server.domain.rules import Rules
from tests.builders import NINE, a_seat, a_waiting

steady = settings(max_examples=100)

SERVICES = ("land", "results")
levels = st.none() | st.dictionaries(st.sampled_from(SERVICES), st.integers(1, 3))
needs = st.lists(st.sampled_from(["wheelchair"]), max_size=1)
minutes_waited = st.integers(0, 60)
rules = st.builds(
    Rules,
    alone_for=st.integers(0, 40).map(lambda number: timedelta(minutes=number)),
    bulk_from=st.integers(2, 8),
    bulk_counters=st.integers(0, 3),
)


@st.composite
def seats(draw: st.DrawFn) -> list[Seat]:
    """One to four counters with a code and an officer each."""
    return [
        a_seat(
            str(code),
            services=draw(st.lists(st.sampled_from(SERVICES), min_size=1, unique=True)),
            levels=draw(levels),
            suits=draw(needs),
            bulk=draw(st.booleans()),
            open=draw(st.booleans()),
        )
        for code in range(1, 1 + draw(st.integers(1, 4)))
    ]


@st.composite
def lines(draw: st.DrawFn) -> list[Waiting]:
    """Up to six who wait, in the order of rank."""
    return [
        a_waiting(
            f"L{place:03d}",
            service=draw(st.sampled_from(SERVICES)),
            waited=draw(minutes_waited),
            needs=draw(needs),
            dossiers=draw(st.integers(1, 10)),
            level=draw(st.integers(1, 3)),
            for_counter=draw(st.sampled_from([None, None, "1", "2", "9"])),
            for_officer=draw(st.sampled_from([None, None, "000001", "000003"])),
        )
        for place in range(draw(st.integers(0, 6)))
    ]


def besides(branch: Sequence[Seat], here: Seat) -> Others:
    return lambda: [one for one in branch if one is not here]


@steady
@given(branch=seats(), line=lines(), by=rules)
def test_whoever_is_called_is_the_first_whom_nothing_hinders(
    branch: list[Seat], line: list[Waiting], by: Rules
) -> None:
    here = branch[0]

    choice = choose(here, line, besides(branch, here), rules=by, now=NINE)

    hindered = [obstacle(one, here, besides(branch, here), rules=by, now=NINE) for one in line]
    may = [one.ticket_id for one, hindrance in zip(line, hindered, strict=True) if hindrance is None]
    assert (None if choice is None else choice.ticket_id) == next(iter(may), None)
    if choice is not None:
        before = [one.ticket_id for one in line].index(choice.ticket_id)
        ahead = zip(line[:before], hindered[:before], strict=True)
        assert choice.passed_over == {one.ticket_id: hindrance for one, hindrance in ahead}


@steady
@given(branch=seats(), by=rules, waited=minutes_waited, dossiers=st.integers(1, 10))
def test_a_visitor_with_nothing_special_is_passed_over_by_no_able_counter(
    branch: list[Seat], by: Rules, waited: int, dossiers: int
) -> None:
    here = branch[0]
    one = a_waiting(waited=waited, dossiers=min(dossiers, by.bulk_from - 1))

    told = obstacle(one, here, besides(branch, here), rules=by, now=NINE)

    assert (told is None) == (here.levels is None or here.levels.get("land", 0) >= 1)


@steady
@given(branch=seats(), line=lines(), by=rules)
def test_nobody_is_passed_over_by_every_counter_once_the_time_alone_is_over(
    branch: list[Seat], line: list[Waiting], by: Rules
) -> None:
    for one in line:
        able = [
            seat
            for seat in branch
            if seat.open
            and one.service in seat.services
            and (seat.levels is None or seat.levels.get(one.service, 0) >= one.level)
        ]
        lane_is_free = one.dossiers < by.bulk_from or sum(seat.bulk for seat in branch) < by.bulk_counters
        if able and lane_is_free:
            later = NINE + by.alone_for
            assert None in [obstacle(one, seat, besides(branch, seat), rules=by, now=later) for seat in able]


@steady
@given(branch=seats(), line=lines(), by=rules, later=st.integers(0, 90))
def test_what_hinders_for_a_while_does_not_begin_by_waiting(
    branch: list[Seat], line: list[Waiting], by: Rules, later: int
) -> None:
    here = branch[0]

    for one in line:
        now, then = (
            obstacle(one, here, besides(branch, here), rules=by, now=NINE + timedelta(minutes=passed))
            for passed in (0, later)
        )
        assert now in {then, "waits-for-another"}


@steady
@given(branch=seats(), line=lines(), by=rules)
def test_the_line_behind_whoever_is_called_does_not_matter(branch: list[Seat], line: list[Waiting], by: Rules) -> None:
    here = branch[0]
    choice = choose(here, line, besides(branch, here), rules=by, now=NINE)

    if choice is not None:
        until = [one.ticket_id for one in line].index(choice.ticket_id) + 1
        assert choose(here, iter(line[:until]), besides(branch, here), rules=by, now=NINE) == choice
