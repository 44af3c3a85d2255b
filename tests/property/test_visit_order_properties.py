"""Does the order of a visit's services leave none out, keep what must be first, and never cost more than it saves?"""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.visit_order import next_service, ordered

steady = settings(max_examples=100)

SERVICES = ("a", "b", "c", "d", "e")
visits = st.lists(st.sampled_from(SERVICES), min_size=1, unique=True)
waits = st.dictionaries(st.sampled_from(SERVICES), st.none() | st.integers(0, 7200))
gains = st.integers(0, 1800).map(lambda seconds: timedelta(seconds=seconds))
anything = st.dictionaries(st.sampled_from(SERVICES), st.lists(st.sampled_from(SERVICES), unique=True))
# A service comes only after such as stand before it in the alphabet, so that there is an order that keeps them all.
possible = anything.map(
    lambda after: {one: [before for before in those if before < one] for one, those in after.items()}
)


@steady
@given(services=visits, after=anything, waits_s=waits, gain=gains)
def test_every_service_is_done_once(
    services: list[str], after: dict[str, list[str]], waits_s: dict[str, int | None], gain: timedelta
) -> None:
    assert sorted(ordered(services, after=after, waits_s=waits_s, gain=gain)) == sorted(services)


@steady
@given(services=visits, after=possible, waits_s=waits, gain=gains)
def test_what_must_be_done_before_is_done_before(
    services: list[str], after: dict[str, list[str]], waits_s: dict[str, int | None], gain: timedelta
) -> None:
    order = ordered(services, after=after, waits_s=waits_s, gain=gain)

    for place, service in enumerate(order):
        assert not set(after.get(service, ())) & set(order[place + 1 :])


@steady
@given(services=visits, after=possible, waits_s=waits, gain=gains)
def test_another_service_goes_first_only_for_more_than_the_gain_and_then_it_is_the_shortest(
    services: list[str], after: dict[str, list[str]], waits_s: dict[str, int | None], gain: timedelta
) -> None:
    first = next_service(services, after=after, waits_s=waits_s, gain=gain)

    free = [one for one in services if not set(after.get(one, ())) & set(services)]
    known = [wait for one in free if (wait := waits_s.get(one)) is not None]
    asked_s = waits_s.get(free[0])
    worth_it = asked_s is not None and asked_s - min(known) > gain.total_seconds()
    assert first in free
    assert waits_s.get(first) == (min(known) if worth_it else asked_s)
    assert worth_it or first == free[0]


@steady
@given(services=visits, waits_s=waits)
def test_where_no_saving_is_worth_it_the_order_stays(services: list[str], waits_s: dict[str, int | None]) -> None:
    assert ordered(services, after={}, waits_s=waits_s, gain=timedelta(hours=3)) == services
