"""Does priority move a visitor ahead by a fixed head start, so that it can starve nobody?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.order import Place, RankRule, placed, rank, ready_time
from tests.builders import NINE, minutes

steady = settings(max_examples=80)

spans = st.integers(0, 240 * 60).map(lambda seconds: timedelta(seconds=seconds))
classes = st.sampled_from(["ordinary", "elderly", "pregnant"])
head_starts = st.fixed_dictionaries({"elderly": spans, "pregnant": spans})


@dataclass(frozen=True)
class Visitor:
    issued_min: int
    priority: str
    service: str
    takes_min: int


visitors = st.builds(Visitor, st.integers(0, 90), classes, st.sampled_from("ab"), st.integers(1, 25))
skills = st.lists(st.sampled_from(["a", "b", "ab"]), min_size=1, max_size=3)


def called(
    crowd: Sequence[Visitor], counters: Sequence[str], ahead: Mapping[str, timedelta]
) -> list[tuple[datetime, Visitor]]:
    """Serve a crowd minute by minute, each free counter taking the smallest rank that is there; who was called when."""
    waiting, free_at, log = list(crowd), [0] * len(counters), list[tuple[datetime, Visitor]]()
    for minute in range(91 + 25 * len(crowd)):
        for counter, served in enumerate(counters):
            there = [one for one in waiting if one.issued_min <= minute and one.service in served]
            if there and free_at[counter] <= minute:
                first = min(there, key=lambda one: rank(NINE + minutes(one.issued_min), one.priority, ahead))
                waiting.remove(first)
                free_at[counter] = minute + first.takes_min
                log.append((NINE + minutes(minute), first))
    return log


@steady
@given(head_start=spans, later=spans)
def test_nobody_is_overtaken_by_more_than_one_head_start(head_start: timedelta, later: timedelta) -> None:
    ordinary = rank(NINE, "ordinary", {"priority": head_start})
    priority = rank(NINE + head_start + later, "priority", {"priority": head_start})

    assert ordinary <= priority


@steady
@given(ahead=head_starts, first=classes, second=classes, later=spans)
def test_a_later_ticket_goes_first_only_by_a_head_start_that_is_that_much_longer(
    ahead: dict[str, timedelta], first: str, second: str, later: timedelta
) -> None:
    earlier = rank(NINE, first, ahead)
    after = rank(NINE + later, second, ahead)

    zero = timedelta(0)
    assert (after < earlier) == (later < ahead.get(second, zero) - ahead.get(first, zero))


@steady
@given(ahead=head_starts, priority=classes, later=spans)
def test_within_a_class_the_order_is_that_of_coming(
    ahead: dict[str, timedelta], priority: str, later: timedelta
) -> None:
    assert rank(NINE + later, priority, ahead) - rank(NINE, priority, ahead) == later


@settings(steady, max_examples=80)
@given(crowd=st.lists(visitors, max_size=14, unique=True), counters=skills, ahead=head_starts)
def test_in_a_whole_morning_only_who_comes_within_the_head_start_overtakes(
    crowd: list[Visitor], counters: list[str], ahead: dict[str, timedelta]
) -> None:
    log = called(crowd, counters, ahead)

    zero = timedelta(0)
    for (at_i, i), (at_j, j) in combinations(log, 2):
        if i.service == j.service and j.issued_min < i.issued_min and at_i < at_j:
            lead = minutes(i.issued_min - j.issued_min)
            assert lead < ahead.get(i.priority, zero) - ahead.get(j.priority, zero)


@settings(steady, max_examples=80)
@given(crowd=st.lists(visitors, max_size=14, unique=True), counters=skills, ahead=head_starts)
def test_whoever_a_counter_serves_is_called_in_the_end(
    crowd: list[Visitor], counters: list[str], ahead: dict[str, timedelta]
) -> None:
    log = called(crowd, counters, ahead)

    assert {one for _, one in log} == {one for one in crowd if one.service in "".join(counters)}


@steady
@given(early=spans, slot=st.none() | spans, grace=spans)
def test_an_appointment_never_counts_from_before_its_slot_nor_from_long_after_arrival(
    early: timedelta, slot: timedelta | None, grace: timedelta
) -> None:
    arrived, booked = NINE + early, None if slot is None else NINE + slot

    counts = ready_time(arrived, slot=booked, grace=grace)

    assert counts in {arrived, booked}
    if booked is not None:
        assert counts >= booked
        assert (counts == booked) == (arrived <= booked + grace)


@steady
@given(line=st.lists(spans, max_size=6), own=spans, now=spans, place=st.sampled_from(Place))
def test_who_is_sent_before_or_behind_a_line_stands_before_or_behind_everybody(
    line: list[timedelta], own: timedelta, now: timedelta, place: Place
) -> None:
    ranks = [NINE + one for one in line]
    first, last = min(ranks, default=None), max(ranks, default=None)

    told, by = placed(place, own=NINE + own, first=first, last=last, now=NINE + now)

    if place is Place.BEFORE:
        assert all(told < one for one in ranks)
        assert told <= NINE + own
        assert (by is RankRule.BEFORE) == (told < NINE + own)
    elif place is Place.AFTER:
        assert all(told > one for one in ranks if one >= NINE + now)
        assert told >= max([NINE + own, NINE + now, *ranks])
        assert by is RankRule.AFTER
    else:
        assert (told, by) == (NINE + own, None)
