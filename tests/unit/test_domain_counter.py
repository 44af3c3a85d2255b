"""Does a counter hold one visitor, one officer and its services, and refuse what it cannot do?"""

from collections.abc import Callable

import pytest

from server.domain.counter import Counter
from server.domain.lifecycle import CounterState
from server.domain.refusals import CounterBusy, CounterNotOpen, NobodyAtCounter, NotThisCounter, NotYourCounter
from tests.builders import NINE, a_counter, facts_of, minutes


def a_closed_counter() -> Counter:
    return a_counter(state=CounterState.CLOSED, services=[], officer=None, opened_at=None)


def test_a_new_counter_is_closed_and_empty() -> None:
    counter = Counter("tay-ho", "1")

    assert counter.state is CounterState.CLOSED
    assert (counter.services, counter.officer, counter.ticket_id, counter.opened_at) == ([], None, None, None)
    assert (counter.levels, counter.number, counter.pause_reason, counter.help_at) == (None, None, None, None)


def test_opening_says_who_sits_there_since_when_and_what_is_served() -> None:
    counter = a_closed_counter()

    event = counter.open(("land", "results"), officer="000007", now=NINE)

    assert event == "counter_opened"
    assert (counter.state, counter.officer, counter.opened_at) == ("open", "000007", NINE)
    assert counter.services == ["land", "results"]


def test_opening_it_again_replaces_the_services_and_keeps_the_time_and_the_visitor() -> None:
    counter = a_counter(services=["land"])
    counter.receive("id-1", "L001")

    counter.open(["results"], officer="000001", now=NINE + minutes(60))

    assert (counter.services, counter.opened_at) == (["results"], NINE)
    assert (counter.ticket_id, counter.number) == ("id-1", "L001")


def test_another_officer_who_opens_it_takes_it_over() -> None:
    counter = a_counter(officer="000001")

    counter.open(["land"], officer="000002", now=NINE)

    counter.require_officer("000002")
    with pytest.raises(NotYourCounter):
        counter.require_officer("000001")


def test_opening_a_paused_counter_takes_visitors_again_and_forgets_the_reason() -> None:
    counter = a_counter()
    counter.pause("lunch")

    counter.open(["land"], officer="000001", now=NINE)

    assert (counter.state, counter.pause_reason) == ("open", None)
    counter.require_open()


def test_what_it_serves_is_its_own_list_not_the_callers() -> None:
    counter, asked = a_closed_counter(), ["land"]
    counter.open(asked, officer="000001", now=NINE)

    asked.append("results")

    assert counter.services == ["land"]


def test_the_skill_of_who_opens_it_is_that_of_the_counter() -> None:
    counter, levels = a_closed_counter(), {"land": 2}
    counter.open(["land"], officer="000001", levels=levels, now=NINE)

    levels["results"] = 3
    first = counter.levels
    counter.open(["land"], officer="000002", now=NINE)

    assert first == {"land": 2}
    assert counter.levels is None


def test_a_pause_keeps_the_reason_the_officer_and_who_stands_there() -> None:
    counter = a_counter()
    counter.receive("id-1", "L001")

    event = counter.pause("a paper is missing")

    assert event == "counter_paused"
    assert (counter.state, counter.pause_reason, counter.officer) == ("paused", "a paper is missing", "000001")
    assert counter.require_visitor() == "id-1"


def test_going_on_ends_the_pause_and_its_reason() -> None:
    counter = a_counter()
    counter.pause("lunch")

    event = counter.resume()

    assert event == "counter_resumed"
    assert (counter.state, counter.pause_reason, counter.opened_at) == ("open", None, NINE)


@pytest.mark.parametrize("paused", [False, True])
def test_closing_leaves_nobody_sitting_there(paused: bool) -> None:
    counter = a_counter(levels={"land": 2}, help_at=NINE)
    if paused:
        counter.pause("lunch")

    event = counter.close()

    assert event == "counter_closed"
    assert (counter.state, counter.officer, counter.opened_at, counter.pause_reason) == ("closed", None, None, None)
    assert (counter.levels, counter.help_at) == (None, None)


def test_a_counter_opened_again_after_closing_is_open_since_then() -> None:
    counter = a_counter()
    counter.close()

    counter.open(["land"], officer="000002", now=NINE + minutes(60))

    assert counter.opened_at == NINE + minutes(60)


def test_a_counter_with_a_visitor_cannot_be_closed() -> None:
    counter = a_counter("21")
    counter.receive("id-1", "L001")
    untouched = facts_of(counter)

    with pytest.raises(CounterBusy) as refused:
        counter.close()

    assert (refused.value.counter, refused.value.number) == ("21", "L001")
    assert facts_of(counter) == untouched


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (CounterState.CLOSED, lambda counter: counter.pause("lunch")),
        (CounterState.CLOSED, lambda counter: counter.resume()),
        (CounterState.CLOSED, lambda counter: counter.close()),
        (CounterState.PAUSED, lambda counter: counter.pause("another reason")),
        (CounterState.OPEN, lambda counter: counter.resume()),
    ],
)
def test_a_refused_act_changes_nothing(state: CounterState, act: Callable[[Counter], str]) -> None:
    counter = a_counter(state=state, pause_reason="lunch")
    untouched = facts_of(counter)

    with pytest.raises(CounterNotOpen):
        act(counter)

    assert facts_of(counter) == untouched


@pytest.mark.parametrize("state", [CounterState.OPEN, CounterState.PAUSED])
def test_only_who_opened_it_may_act_there(state: CounterState) -> None:
    counter = a_counter("21", state=state, officer="000001")

    counter.require_officer("000001")
    with pytest.raises(NotYourCounter) as refused:
        counter.require_officer("000002")

    assert refused.value.counter == "21"


def test_a_closed_counter_is_nobodys() -> None:
    a_closed_counter().require_officer("000002")


@pytest.mark.parametrize("state", [CounterState.CLOSED, CounterState.PAUSED])
def test_a_counter_that_is_not_open_takes_no_visitors(state: CounterState) -> None:
    with pytest.raises(CounterNotOpen) as refused:
        a_counter("21", state=state).require_open()

    assert (refused.value.counter, refused.value.state) == ("21", state)


@pytest.mark.parametrize("state", [CounterState.OPEN, CounterState.PAUSED])
def test_at_an_open_and_at_a_paused_counter_somebody_sits(state: CounterState) -> None:
    a_counter(state=state).require_staffed()


def test_at_a_closed_counter_nobody_sits() -> None:
    with pytest.raises(CounterNotOpen) as refused:
        a_counter("21", state=CounterState.CLOSED).require_staffed()

    assert (refused.value.counter, refused.value.state) == ("21", "closed")


def test_a_counter_is_free_while_nobody_stands_there() -> None:
    counter = a_counter("21")
    counter.require_free()
    counter.receive("id-1", "L001")

    with pytest.raises(CounterBusy) as refused:
        counter.require_free()

    assert (refused.value.counter, refused.value.number) == ("21", "L001")


def test_two_counters_with_the_same_facts_are_two() -> None:
    assert len({a_counter(), a_counter()}) == 2


def test_who_is_called_stands_there_until_he_leaves() -> None:
    counter = a_counter("21")

    counter.receive("id-1", "L001")
    there = (counter.require_visitor(), counter.number)
    counter.leave()

    assert there == ("id-1", "L001")
    assert (counter.ticket_id, counter.number) == (None, None)
    with pytest.raises(NobodyAtCounter) as refused:
        counter.require_visitor()
    assert refused.value.counter == "21"


@pytest.mark.parametrize("there", [None, "id-1"])
def test_a_press_that_knows_who_stands_there_passes(there: str | None) -> None:
    counter = a_counter(ticket_id=there)

    counter.require_after(there)


@pytest.mark.parametrize(("there", "believed"), [("id-2", "id-1"), ("id-2", None), (None, "id-1")])
def test_a_press_that_comes_twice_is_refused_and_told_who_stands_there(there: str | None, believed: str | None) -> None:
    counter = a_counter("21", ticket_id=there, number=there and "L002")

    with pytest.raises(NotThisCounter) as refused:
        counter.require_after(believed)

    assert (refused.value.counter, refused.value.number) == ("21", there and "L002")
