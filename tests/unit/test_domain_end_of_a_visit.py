"""Does a visit with several steps know how it ended, and where it goes on?"""

import pytest

from server.domain.lifecycle import StepState
from server.domain.refusals import NotYetAgain, WrongState
from server.domain.rules import Rules
from server.domain.statistics import DayFigures, Event
from server.domain.ticket import Ticket
from tests.builders import NINE, a_ticket, minutes


def served(ticket: Ticket, act: str, *, at_min: float) -> None:
    """Call the present step at a time, and end it a minute later."""
    ticket.call("1", now=NINE + minutes(at_min))
    ticket.act(act, now=NINE + minutes(at_min + 1))


@pytest.mark.parametrize("act", ["cancel", "expire", "void", "refer"])
def test_a_visit_that_ends_while_a_later_step_waits_ended_with_that_step(act: str) -> None:
    ticket = a_ticket("land", "results", "guidance")
    served(ticket, "finish", at_min=0)

    ticket.act(act, now=NINE + minutes(20))

    assert ticket.step is None
    assert ticket.last is ticket.steps[1]


def test_a_visit_that_goes_out_of_the_order_asked_for_ended_with_what_was_called_last() -> None:
    ticket = a_ticket("land", "results", "guidance")
    ticket.call("1", now=NINE)
    ticket.act("finish", now=NINE + minutes(5), choose=lambda planned: planned[-1])
    served(ticket, "finish", at_min=10)

    served(ticket, "no-show", at_min=20)

    assert ticket.last is ticket.steps[1]
    assert ticket.come_back(rules=Rules(), now=NINE + minutes(25)) == "returned"


def test_who_was_sent_on_twice_goes_back_to_the_last_who_sent_him_first() -> None:
    ticket = a_ticket("land")
    for place, (service, officer) in enumerate([("results", "first"), ("guidance", "second")]):
        ticket.call("1", now=NINE + minutes(place))
        ticket.transfer(service, rank=NINE, rule=None, now=NINE + minutes(place))
        ticket.add_step("land", rank=NINE).for_officer = officer

    sent_back = []
    for place in range(2):
        served(ticket, "finish", at_min=10 + place)
        assert ticket.present is not None
        sent_back.append(ticket.present.for_officer)

    assert sent_back == ["second", "first"]


@pytest.mark.parametrize("act", ["refer", "void"])
def test_a_visit_that_goes_on_elsewhere_cannot_be_reopened_here(act: str) -> None:
    ticket = a_ticket("land", "results")
    served(ticket, "finish", at_min=0)
    ticket.act(act, now=NINE + minutes(3))

    with pytest.raises(WrongState):
        ticket.reopen("1", now=NINE + minutes(4))

    assert (ticket.step, ticket.steps[0].state) == (None, StepState.DONE)


def test_the_gap_between_calls_counts_from_the_last_one_that_was_spoken() -> None:
    rules = Rules(recall_gap=minutes(1))
    ticket = a_ticket()
    ticket.call("1", now=NINE)
    ticket.repeat(rules=rules, now=NINE + minutes(10))

    with pytest.raises(NotYetAgain) as refused:
        ticket.repeat(rules=rules, said_at=NINE + minutes(10), now=NINE + minutes(10.5))

    assert refused.value.wait_s == 31
    ticket.repeat(rules=rules, said_at=NINE + minutes(10), now=NINE + minutes(11))


def an_event(seq: int, what: str, *, at_min: float, counter: str | None = None, **data: object) -> Event:
    return Event(seq, NINE + minutes(at_min), what, "a ticket", counter, data)


def test_a_visit_that_is_referred_ends_its_wait_by_that() -> None:
    figures = DayFigures()

    figures.tell(
        [
            an_event(1, "issued", at_min=0, number="L001", services=["land"]),
            an_event(2, "referred", at_min=12, branch="dong-da", onward="another ticket"),
        ]
    )

    visit = figures.visits["a ticket"]
    assert (visit.wait, visit.whole, visit.end) == (minutes(12), minutes(12), "referred")


def test_what_is_reopened_is_counted_for_its_own_service() -> None:
    figures = DayFigures()
    figures.tell(
        [
            an_event(1, "issued", at_min=0, number="L001", services=["land", "results"]),
            an_event(2, "called", at_min=1, counter="1", service="land", kind="call"),
            an_event(3, "finished", at_min=2, counter="1", onward="results"),
            an_event(4, "called", at_min=3, counter="1", service="results", kind="call"),
            an_event(5, "no_show", at_min=4, counter="1"),
        ]
    )

    figures.tell(
        [an_event(6, "reopened", at_min=5, counter="1", service="land"), an_event(7, "finished", at_min=6, counter="1")]
    )

    assert figures.served[7].service == "land"
