"""Does every act take a step or a counter where the table says, and from nowhere else?"""

from itertools import product

import pytest

from server.domain.lifecycle import (
    AT_COUNTER,
    COUNTER_MOVES,
    ENDED,
    LIVE,
    MARKS,
    MOVES,
    CounterState,
    Move,
    StepState,
)
from server.domain.refusals import CounterNotOpen, WrongState
from tests.builders import NINE, a_counter, a_step, facts_of, minutes

LATER = NINE + minutes(7)

# Written out, not computed: (act, state before) -> (state after, event). What is not here is refused.
STEPS = {
    ("arrive", "booked"): ("waiting", "arrived"),
    ("call", "waiting"): ("called", "called"),
    ("repeat", "called"): ("called", "repeated"),
    ("start", "called"): ("serving", "started"),
    ("finish", "called"): ("done", "finished"),
    ("finish", "serving"): ("done", "finished"),
    ("end-turn", "serving"): ("waiting", "turn_ended"),
    ("no-show", "called"): ("no_show", "no_show"),
    ("return", "no_show"): ("waiting", "returned"),
    ("hold", "called"): ("held", "held"),
    ("hold", "serving"): ("held", "held"),
    ("release", "held"): ("waiting", "released"),
    ("transfer", "called"): ("transferred", "transferred"),
    ("transfer", "serving"): ("transferred", "transferred"),
    ("change-service", "waiting"): ("waiting", "service_changed"),
    ("change-service", "called"): ("waiting", "service_changed"),
    ("change-service", "serving"): ("waiting", "service_changed"),
    ("postpone", "waiting"): ("waiting", "postponed"),
    ("reopen", "done"): ("serving", "reopened"),
    ("refer", "waiting"): ("referred", "referred"),
    ("refer", "held"): ("referred", "referred"),
    ("refer", "called"): ("referred", "referred"),
    ("refer", "serving"): ("referred", "referred"),
    ("cancel", "booked"): ("cancelled", "cancelled"),
    ("cancel", "waiting"): ("cancelled", "cancelled"),
    ("cancel", "held"): ("cancelled", "cancelled"),
    ("void", "booked"): ("void", "voided"),
    ("void", "waiting"): ("void", "voided"),
    ("expire", "planned"): ("expired", "expired"),
    ("expire", "booked"): ("expired", "expired"),
    ("expire", "waiting"): ("expired", "expired"),
    ("expire", "called"): ("expired", "expired"),
    ("expire", "serving"): ("expired", "expired"),
    ("expire", "held"): ("expired", "expired"),
}
COUNTERS = {
    ("open", "closed"): ("open", "counter_opened"),
    ("open", "open"): ("open", "counter_opened"),
    ("open", "paused"): ("open", "counter_opened"),
    ("pause", "open"): ("paused", "counter_paused"),
    ("resume", "paused"): ("open", "counter_resumed"),
    ("close", "open"): ("closed", "counter_closed"),
    ("close", "paused"): ("closed", "counter_closed"),
}
OVER = {"done", "transferred", "no_show", "cancelled", "expired", "referred", "void"}
# Acts of a later version of the table must be added above, or they would go untested.
EVERY_ACT_ON_EVERY_STEP = sorted(product(MOVES, (state.value for state in StepState)))
EVERY_ACT_ON_EVERY_COUNTER = sorted(product(COUNTER_MOVES, (state.value for state in CounterState)))


def counter_does(act: str, counter_state: str) -> tuple[object, str]:
    """Carry out an act at a counter where nobody stands, and return the counter and its event."""
    counter = a_counter(state=CounterState(counter_state))
    acts = {
        "open": lambda: counter.open(["land"], officer="000001", now=NINE),
        "pause": lambda: counter.pause(None),
        "resume": counter.resume,
        "close": counter.close,
    }
    return counter, acts[act]()


def test_the_tables_hold_exactly_the_acts_that_are_written_out_here() -> None:
    assert {act for act, _ in STEPS} == set(MOVES)
    assert {act for act, _ in COUNTERS} == set(COUNTER_MOVES)
    assert all(name == row.act for name, row in (MOVES | MARKS | COUNTER_MOVES).items())


@pytest.mark.parametrize(("act", "before"), [pair for pair in EVERY_ACT_ON_EVERY_STEP if pair in STEPS])
def test_an_allowed_act_moves_the_step_and_names_its_event(act: str, before: str) -> None:
    step = a_step(state=StepState(before))

    event = step.move(act, number="L001", now=LATER)

    assert (step.state, event) == STEPS[act, before]


@pytest.mark.parametrize(("act", "before"), [pair for pair in EVERY_ACT_ON_EVERY_STEP if pair not in STEPS])
def test_any_other_act_is_refused_and_changes_nothing(act: str, before: str) -> None:
    step = a_step(state=StepState(before))
    untouched = facts_of(step)

    with pytest.raises(WrongState) as refused:
        step.move(act, number="L001", now=LATER)

    assert (refused.value.number, refused.value.state, refused.value.act) == ("L001", before, act)
    assert facts_of(step) == untouched


@pytest.mark.parametrize(("act", "before"), sorted(STEPS))
def test_the_time_is_kept_when_a_step_begins_to_be_served_or_ends(act: str, before: str) -> None:
    step = a_step(state=StepState(before))

    step.move(act, number="L001", now=LATER)

    assert step.started_at == (LATER if act == "start" else None)
    assert step.ended_at == (LATER if step.state in OVER else None)


@pytest.mark.parametrize(("act", "before"), sorted(STEPS))
def test_whoever_comes_to_wait_waits_since_then_and_has_not_been_called(act: str, before: str) -> None:
    step = a_step(state=StepState(before), waited=10, calls=2, ended_at=NINE if before in OVER else None)

    step.move(act, number="L001", now=LATER)

    waits_anew = step.state is StepState.WAITING and act != "postpone"
    assert (step.since, step.calls) == ((LATER, 0) if waits_anew else (NINE - minutes(10), 2))
    assert step.ended_at is None or step.state in OVER or act == "reopen"


@pytest.mark.parametrize(("act", "before"), EVERY_ACT_ON_EVERY_COUNTER)
def test_a_counter_does_what_the_table_says_and_refuses_the_rest(act: str, before: str) -> None:
    if (act, before) in COUNTERS:
        counter, event = counter_does(act, before)

        assert (counter.state, event) == COUNTERS[act, before]
    else:
        with pytest.raises(CounterNotOpen) as refused:
            counter_does(act, before)

        assert (refused.value.counter, refused.value.state) == ("1", before)


@pytest.mark.parametrize("state", list(StepState))
def test_a_state_is_either_live_or_ended(state: StepState) -> None:
    assert (state in ENDED) == (state.value in OVER)
    assert (state in LIVE) == (state.value not in OVER)


def test_who_is_called_or_served_stands_at_a_counter() -> None:
    assert {state.value for state in AT_COUNTER} == {"called", "serving"}


@pytest.mark.parametrize(
    ("who", "acts"),
    [
        ("visitor", {"arrive", "be-here", "return", "release", "change-service", "postpone", "cancel", "add-service"}),
        ("kiosk", {"arrive", "be-here", "return", "release", "change-service", "cancel", "void", "add-service"}),
        (
            "greeter",
            {"arrive", "be-here", "return", "release", "change-service", "refer", "cancel", "void"}
            | {"add-service", "ordinary", "dossiers"},
        ),
        (
            "officer",
            {"arrive", "be-here", "call", "repeat", "start", "finish", "end-turn", "no-show", "return", "hold"}
            | {"release", "transfer", "change-service", "postpone", "reopen", "refer", "cancel", "void"}
            | {"add-service", "ordinary", "dossiers", "inaccurate", "undo"},
        ),
        ("system", {"expire"}),
    ],
)
def test_the_tables_say_whose_act_it_is(who: str, acts: set[str]) -> None:
    assert {name for name, row in (MOVES | MARKS).items() if who in row.who} == acts


def test_a_mark_changes_no_state_and_has_an_event_of_its_own() -> None:
    events = [row.event for row in (*MOVES.values(), *MARKS.values(), *COUNTER_MOVES.values())]

    assert not set(MARKS) & set(MOVES)
    assert {mark.event for mark in MARKS.values()} == {
        "service_added",
        "reclassed",
        "came_early",
        "dossiers_counted",
        "marked_inaccurate",
        "undone",
    }
    assert len(set(events)) == len(events)


@pytest.mark.parametrize("table", [MOVES, MARKS])
def test_every_act_is_explained_in_words(table: dict[str, Move]) -> None:
    assert [row.act for row in table.values() if not row.meaning.strip()] == []
