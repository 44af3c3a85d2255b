"""Does placing who waits in rank order give the times of a whole simulation, and do waits grow with the queue?"""

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.dispatch import ROUNDING_S, Desk, Duration, longer, next_waits

steady = settings(max_examples=80)

SERVICES = ("a", "b", "c")
services = st.sampled_from(SERVICES)
queues = st.lists(services, max_size=10)
# Whole seconds, so that sums are exact and the second-by-second simulation can meet them.
means = st.integers(1, 9)
durations = st.fixed_dictionaries(
    {service: st.builds(Duration, means, st.floats(0.1, 2, allow_nan=False)) for service in SERVICES}
)
desks = st.lists(st.builds(Desk, st.frozensets(services, min_size=1), st.integers(0, 12)), max_size=4)
even_desks = st.lists(st.builds(Desk, st.just(frozenset(SERVICES)), st.integers(0, 12)), min_size=1, max_size=4)


def simulated(waiting: Sequence[str], desks: Sequence[Desk], means: Mapping[str, Duration]) -> dict[int, int]:
    """Let time pass second by second, every free counter taking the first that it serves; place in line -> second."""
    free_at, left, called = [int(desk.free_in_s) for desk in desks], list(enumerate(waiting)), dict[int, int]()
    for second in range(13 + 9 * (len(waiting) + 1)):
        for counter, desk in enumerate(desks):
            first = next(((place, service) for place, service in left if service in desk.services), None)
            if first is not None and free_at[counter] <= second:
                left.remove(first)
                called[first[0]] = second
                free_at[counter] = second + int(means[first[1]].mean_s)
    return called


@settings(steady, max_examples=150)
@given(waiting=queues, counters=desks, lasting=durations)
def test_the_next_visitor_of_a_service_is_called_when_a_simulation_would_call_him(
    waiting: list[str], counters: list[Desk], lasting: dict[str, Duration]
) -> None:
    waits = next_waits(waiting, counters, lasting)

    for service, wait in waits.items():
        called = simulated([*waiting, service], counters, lasting).get(len(waiting))
        assert called == (None if wait is None else wait.p50_s)


@settings(steady, max_examples=150)
@given(waiting=queues, counters=desks, lasting=durations)
def test_who_comes_later_delays_nobody_who_is_in_line(
    waiting: list[str], counters: list[Desk], lasting: dict[str, Duration]
) -> None:
    called = simulated(waiting, counters, lasting)

    for place, service in enumerate(waiting):
        wait = next_waits(waiting[:place], counters, lasting)[service]
        assert called.get(place) == (None if wait is None else wait.p50_s)


@steady
@given(waiting=queues, counters=desks, lasting=durations)
def test_nothing_is_promised_exactly_where_no_counter_serves(
    waiting: list[str], counters: list[Desk], lasting: dict[str, Duration]
) -> None:
    waits = next_waits(waiting, counters, lasting)

    served = frozenset[str]().union(*(desk.services for desk in counters))
    assert {service for service, wait in waits.items() if wait is not None} == served


@steady
@given(waiting=queues, more=services, counters=desks, lasting=durations)
def test_one_more_at_the_end_of_the_line_shortens_no_wait(
    waiting: list[str], more: str, counters: list[Desk], lasting: dict[str, Duration]
) -> None:
    before, after = (next_waits(line, counters, lasting) for line in (waiting, [*waiting, more]))

    for service, wait in before.items():
        longest = after[service]
        if wait is not None and longest is not None:
            assert (wait.p50_s, wait.low_s, wait.high_s) <= (longest.p50_s, longest.low_s, longest.high_s)
            assert wait.p90_s <= longest.p90_s


@steady
@given(waiting=queues, place=st.integers(0, 10), more=services, counters=even_desks, lasting=durations)
def test_where_counters_serve_the_same_one_more_anywhere_shortens_no_wait(
    waiting: list[str], place: int, more: str, counters: list[Desk], lasting: dict[str, Duration]
) -> None:
    before = next_waits(waiting, counters, lasting)
    after = next_waits([*waiting[:place], more, *waiting[place:]], counters, lasting)

    for service, wait in before.items():
        longest = after[service]
        assert wait is not None
        assert longest is not None
        assert wait.p50_s <= longest.p50_s


@steady
@given(waiting=queues, counters=desks, lasting=durations, extra=st.integers(0, 12))
def test_one_more_counter_lengthens_no_wait_where_all_serve_the_same(
    waiting: list[str], counters: list[Desk], lasting: dict[str, Duration], extra: int
) -> None:
    even = [Desk(frozenset(SERVICES), desk.free_in_s) for desk in counters]

    before = next_waits(waiting, even, lasting)
    after = next_waits(waiting, [*even, Desk(frozenset(SERVICES), extra)], lasting)

    for service, wait in before.items():
        shortest = after[service]
        assert shortest is not None
        assert wait is None or shortest.p50_s <= wait.p50_s


@steady
@given(
    waiting=queues,
    free_in_s=st.lists(st.floats(0, 3600), min_size=1, max_size=4),
    mean_s=st.floats(60, 3600),
    cv=st.floats(0.1, 2),
)
def test_a_range_is_in_whole_five_minutes_and_holds_what_is_likely(
    waiting: list[str], free_in_s: list[float], mean_s: float, cv: float
) -> None:
    counters = [Desk(frozenset(SERVICES), free) for free in free_in_s]

    waits = next_waits(waiting, counters, dict.fromkeys(SERVICES, Duration(mean_s, cv)))

    for wait in waits.values():
        assert wait is not None
        assert 0 <= wait.low_s <= wait.p50_s <= wait.p90_s < wait.high_s
        assert wait.low_s % ROUNDING_S == wait.high_s % ROUNDING_S == 0
        assert wait.high_s - wait.p90_s < ROUNDING_S + 60


@steady
@given(counters=even_desks, tickets=st.integers(0, 40), more=st.integers(0, 40), lasting=durations)
def test_adding_tickets_to_a_wait_in_two_goes_is_the_same_as_in_one(
    counters: list[Desk], tickets: int, more: int, lasting: dict[str, Duration]
) -> None:
    duration = Duration(lasting["a"].mean_s * 100, lasting["a"].cv)
    wait = next_waits([], counters, {"a": duration})["a"]
    assert wait is not None

    twice = longer(longer(wait, tickets=tickets, duration=duration), tickets=more, duration=duration)
    once = longer(wait, tickets=tickets + more, duration=duration)

    assert abs(twice.p50_s - once.p50_s) < 1e-6
    assert twice.per_ticket_s == once.per_ticket_s == wait.per_ticket_s
    assert longer(wait, tickets=0, duration=duration) == wait
    assert once.p50_s >= wait.p50_s
    assert once.low_s >= wait.low_s
    assert once.high_s >= wait.high_s
