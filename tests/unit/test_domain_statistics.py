"""Are the day's times those that a person with a watch in the hall would have written down?"""

from datetime import timedelta
from typing import Any

import pytest

from server.domain.statistics import DayFigures, Event, mean
from tests.builders import at, minutes

TICKET, OTHER = "t1", "t2"


class Day:
    """Tells a day event by event, at clock times."""

    def __init__(self) -> None:
        self.figures = DayFigures()
        self.seq = 0
        self.tell("08:00", "branch_opened")
        self.tell("08:00", "counter_opened", counter="1", officer="0127", services=["land"])

    def tell(self, clock: str, kind: str, *, ticket: str | None = None, counter: str | None = None, **data: Any) -> int:
        self.seq += 1
        self.figures.tell([Event(self.seq, at(clock), kind, ticket, counter, data)])
        return self.seq

    def issue(self, clock: str, ticket: str = TICKET, **data: Any) -> int:
        return self.tell(clock, "issued", ticket=ticket, number=ticket.upper(), services=["land"], **data)

    def call(self, clock: str, ticket: str = TICKET, counter: str = "1") -> int:
        return self.tell(clock, "called", ticket=ticket, counter=counter, service="land")

    def at_counter(self, clock: str, kind: str, ticket: str = TICKET, **data: Any) -> int:
        return self.tell(clock, kind, ticket=ticket, counter="1", **data)

    @property
    def services(self) -> list[timedelta | None]:
        return [one.service_time for one in self.figures.served.values()]


def test_wait_runs_from_issue_to_the_first_call_and_service_from_start_to_finish() -> None:
    day = Day()

    day.issue("09:00")
    day.call("09:12")
    day.at_counter("09:13", "started")
    day.at_counter("09:25", "finished")

    visit = day.figures.visits[TICKET]
    (served,) = day.figures.served.values()
    assert (visit.wait, visit.whole) == (minutes(12), minutes(25))
    assert (served.call_to_start, served.service_time, served.officer) == (minutes(1), minutes(12), "0127")


def test_a_second_call_of_the_same_visit_does_not_lengthen_its_wait() -> None:
    day = Day()
    day.issue("09:00")
    day.call("09:10")
    day.at_counter("09:11", "started")
    day.at_counter("09:20", "transferred", service="results")

    day.tell("09:40", "called", ticket=TICKET, counter="1", service="results")

    assert day.figures.visits[TICKET].wait == minutes(10)


def test_an_undone_call_never_was() -> None:
    day = Day()
    day.issue("09:00")
    called = day.call("09:05")

    day.at_counter("09:05", "undone", undoes=[called], service="land")
    while_waiting = day.figures.visits[TICKET].wait
    day.call("09:30")

    assert while_waiting is None
    assert day.figures.visits[TICKET].wait == minutes(30)


def test_undoing_a_call_that_finished_somebody_takes_the_finish_back_too() -> None:
    day = Day()
    day.issue("09:00")
    day.issue("09:01", OTHER)
    day.call("09:05")
    day.at_counter("09:06", "started")
    finished = day.at_counter("09:16", "finished", automatic=True)
    called = day.call("09:16", OTHER)

    day.at_counter("09:16", "undone", OTHER, undoes=[finished, called], service="land")
    day.at_counter("09:20", "finished")

    assert day.services == [minutes(14)]
    assert day.figures.turnarounds == {}
    assert day.figures.visits[OTHER].wait is None


@pytest.mark.parametrize("end", ["cancelled", "expired", "referred"])
def test_who_leaves_uncalled_ends_his_wait_by_leaving(end: str) -> None:
    day = Day()
    day.issue("09:00")

    day.tell("09:40", end, ticket=TICKET)

    assert day.figures.visits[TICKET].wait == minutes(40)


def test_a_ticket_that_nobody_held_has_no_wait() -> None:
    day = Day()
    day.issue("09:00")

    day.tell("09:40", "voided", ticket=TICKET)

    assert day.figures.visits[TICKET].wait is None
    assert day.figures.visits[TICKET].whole is None


def test_a_kiosk_that_was_cut_off_tells_since_when_its_visitor_waits() -> None:
    day = Day()

    day.issue("09:20", since_s=900)
    day.call("09:30")

    assert day.figures.visits[TICKET].wait == minutes(25)


def test_an_appointment_waits_from_its_slot_and_a_late_one_from_its_arrival() -> None:
    early, late = Day(), Day()

    early.issue("08:30", since_s=-1800)
    early.tell("08:50", "arrived", ticket=TICKET, late=False)
    early.call("09:05")
    late.issue("08:30", since_s=-1800)
    late.tell("09:20", "arrived", ticket=TICKET, late=True)
    late.call("09:25")

    assert early.figures.visits[TICKET].wait == minutes(5)
    assert late.figures.visits[TICKET].wait == minutes(5)


def test_turnaround_leaves_pauses_out() -> None:
    day = Day()
    day.issue("09:00")
    day.issue("09:00", OTHER)
    day.call("09:05")
    day.at_counter("09:10", "finished")
    day.tell("09:11", "counter_paused", counter="1")
    day.tell("09:21", "counter_resumed", counter="1")

    day.call("09:24", OTHER)

    (turnaround,) = day.figures.turnarounds.values()
    assert turnaround.took == minutes(4)


def test_the_time_before_the_first_call_of_a_counter_is_no_turnaround() -> None:
    day = Day()
    day.issue("09:00")

    day.call("09:30")

    assert day.figures.turnarounds == {}


def test_a_service_that_was_never_started_has_no_service_time() -> None:
    day = Day()
    day.issue("09:00")
    day.call("09:05")

    day.at_counter("09:30", "finished")

    assert day.services == [None]
    assert [one.done for one in day.figures.served.values()] == [True]


def test_what_is_marked_as_inaccurate_is_left_out_while_it_goes_on_and_afterwards() -> None:
    during, after = Day(), Day()
    for day in (during, after):
        day.issue("09:00")
        day.call("09:05")
        day.at_counter("09:06", "started")

    during.at_counter("09:10", "marked_inaccurate", step=0)
    during.at_counter("11:00", "finished")
    after.at_counter("11:00", "finished")
    after.at_counter("11:01", "marked_inaccurate", step=0)

    assert (during.services, after.services) == ([None], [None])


def test_a_hold_ends_a_stretch_of_service_and_the_visit_goes_on() -> None:
    day = Day()
    day.issue("09:00")
    day.call("09:05")
    day.at_counter("09:05", "started")

    day.at_counter("09:10", "held", own=True, due_s=3600)
    day.tell("09:40", "released", ticket=TICKET, counter="1")
    day.call("09:41")
    day.at_counter("09:42", "started")
    day.at_counter("09:50", "finished")

    assert day.services == [minutes(5), minutes(8)]
    assert day.figures.visits[TICKET].whole == minutes(50)
    assert [one.done for one in day.figures.served.values()] == [False, True]


def test_a_finished_step_with_another_to_follow_does_not_end_the_visit() -> None:
    day = Day()
    day.issue("09:00")
    day.call("09:05")

    day.at_counter("09:10", "finished", onward="results")

    assert day.figures.visits[TICKET].whole is None


def test_a_missed_visitor_who_is_back_goes_on() -> None:
    day = Day()
    day.issue("09:00")
    day.call("09:05")
    day.at_counter("09:08", "no_show")
    missed = day.figures.visits[TICKET].whole

    day.tell("09:15", "returned", ticket=TICKET, service="land")

    assert missed == minutes(8)
    assert day.figures.visits[TICKET].whole is None
    assert day.figures.served == {}


def test_a_visit_that_was_opened_again_is_not_over() -> None:
    day = Day()
    day.issue("09:00")
    day.call("09:05")
    day.at_counter("09:10", "finished")

    day.at_counter("09:20", "reopened", service="land")
    while_open = day.figures.visits[TICKET].whole
    day.at_counter("09:30", "finished")

    assert while_open is None
    assert day.figures.visits[TICKET].whole == minutes(30)


def test_a_new_day_begins_with_nothing() -> None:
    day = Day()
    day.issue("09:00")

    day.tell("17:30", "branch_opened")

    assert day.figures.visits == {}


def test_events_that_are_told_twice_count_once() -> None:
    day = Day()
    day.issue("09:00")
    again = Event(day.seq, at("09:00"), "issued", OTHER, None, {"number": "T2", "services": ["land"]})

    day.figures.tell([again])

    assert set(day.figures.visits) == {TICKET}


def test_the_mean_is_of_what_is_known() -> None:
    assert mean([minutes(2), None, minutes(4)]) == minutes(3)
    assert mean([None]) is None
    assert mean([]) is None
