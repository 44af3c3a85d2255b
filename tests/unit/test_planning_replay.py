"""Is a recorded day told as it was, is it run again to the same calls, and does only the changed rule differ?"""

import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from server.domain.rules import Rules
from server.domain.statistics import Event
from server.planning.day import Floor, Officer, Visitor
from server.planning.recorded import Known, RecordedDay, Turn, recorded_day
from server.planning.replay import Ruled, distance, happened, replay
from server.planning.simulation import simulate, waits_s
from tests.builders import HANOI, at

MINUTE, HOUR = 60.0, 3600.0
AS_IT_WAS = Ruled(Rules(), {})


def of_clock(clock: str) -> float:
    hours, minutes = clock.split(":")
    return int(hours) * HOUR + int(minutes) * MINUTE


class Record:
    """Tells a day event by event; the counters open at eight for land alone."""

    def __init__(self, *counters: str) -> None:
        self.events: list[Event] = []
        self.known: dict[str, Known] = {}
        for one in counters or ("1",):
            self.desk("08:00", "counter_opened", one, services=["land"])

    def tell(self, clock: str, kind: str, *, ticket: str | None, counter: str | None, data: Mapping[str, Any]) -> None:
        self.events.append(Event(len(self.events) + 1, at(clock), kind, ticket, counter, data))

    def desk(self, clock: str, kind: str, counter: str = "1", **data: Any) -> None:
        self.tell(clock, kind, ticket=None, counter=counter, data=data)

    def comes(self, clock: str, ticket: str, service: str = "land", **known: Any) -> None:
        self.known[ticket] = Known(of_clock(clock), of_clock(clock), service, 300.0, **known)
        self.tell(clock, "issued", ticket=ticket, counter=None, data={"services": [service]})

    def does(self, clock: str, kind: str, ticket: str, counter: str = "1", **data: Any) -> None:
        told = {"service": "land"} | data if kind == "called" else data
        self.tell(clock, kind, ticket=ticket, counter=counter, data=told)

    @property
    def day(self) -> RecordedDay:
        def second(instant: Any) -> float:
            local = instant.astimezone(HANOI)
            return float((local - at("00:00").astimezone(HANOI)).total_seconds())

        return recorded_day(self.events, self.known, rules=Rules(), second=second)


def turn(day: RecordedDay, ticket: str) -> Turn:
    return next(one for one in day.turns if one.ticket == ticket)


def a_morning() -> Record:
    """One counter, three visitors who wait for each other, a pause; b has priority and comes last."""
    told = Record()
    told.comes("08:00", "a")
    told.comes("08:05", "c")
    told.comes("08:10", "b", priority="priority")
    told.does("08:02", "called", "a")
    told.does("08:20", "finished", "a")
    told.does("08:21", "called", "b")
    told.does("08:30", "finished", "b")
    told.desk("08:30", "counter_paused")
    told.desk("08:40", "counter_resumed")
    told.does("08:40", "called", "c")
    told.does("08:55", "finished", "c")
    told.desk("09:00", "counter_closed")
    return told


HEAD = Ruled(Rules(), {"priority": timedelta(minutes=15)})


def test_a_day_is_told_with_pauses_and_with_what_the_officer_took_for_himself() -> None:
    day = a_morning().day

    assert [one.ticket for one in day.visits] == ["a", "b", "c"]
    assert [one.busy_s for one in day.turns] == [18 * MINUTE, 9 * MINUTE, 15 * MINUTE]
    assert turn(day, "a").after_s == MINUTE
    assert happened(day).seconds.tolist() == [2 * MINUTE, 11 * MINUTE, 35 * MINUTE]
    # He opened at eight, a waited, and he called at two past.
    assert day.desks["1"].calls == (
        (of_clock("08:02"), of_clock("08:30")),
        (of_clock("08:40"), of_clock("09:00")),
    )


def test_run_again_as_it_was_everybody_is_called_when_he_was() -> None:
    day = a_morning().day

    was = replay(day, HEAD)

    assert was.seconds.tolist() == [2 * MINUTE, 11 * MINUTE, 35 * MINUTE]
    assert distance(was, happened(day)).off_min == 0


def test_without_the_head_start_who_came_before_is_called_before() -> None:
    other = replay(a_morning().day, AS_IT_WAS)

    # c at 8:21 for 15 minutes, into the pause; b when it is over, at 8:40.
    assert other.seconds.tolist() == [2 * MINUTE, 30 * MINUTE, 16 * MINUTE]
    assert other.within(30) == 1
    assert other.within(16) == pytest.approx(2 / 3)


def test_other_hours_and_services_of_a_counter_are_played() -> None:
    told = a_morning()
    told.desk("08:00", "counter_opened", "2", services=["results"])
    told.desk("09:00", "counter_closed", "2")

    more = replay(told.day, Ruled(Rules(), HEAD.head_starts, services={"2": ("land",)}))
    late = replay(told.day, Ruled(Rules(), HEAD.head_starts, hours={"1": ((of_clock("08:30"), of_clock("08:31")),)}))

    # Counter 2 takes a at eight, counter 1 c from 8:05 on; b is next at the first that is free: 2 at 8:19.
    assert more.seconds.tolist() == [0, 9 * MINUTE, 0]
    assert late.called.tolist() == [False, True, False]
    # Who is not called waits until the last counter closes, at nine.
    assert late.seconds.tolist() == [60 * MINUTE, 20 * MINUTE, 55 * MINUTE]


def test_a_counter_serves_something_else_from_when_it_did() -> None:
    told = Record()
    told.comes("08:00", "a", "results")
    told.desk("08:30", "counter_opened", services=["land", "results"])
    told.does("08:30", "called", "a", service="results")
    told.does("08:40", "finished", "a")

    assert replay(told.day, AS_IT_WAS).seconds.tolist() == [30 * MINUTE]


def test_an_undone_call_never_was_and_a_branch_that_stands_still_calls_nobody() -> None:
    told = Record()
    told.comes("08:00", "a")
    told.does("08:00", "called", "a")
    told.tell("08:00", "undone", ticket="a", counter="1", data={"undoes": [3]})
    told.tell("08:01", "branch_paused", ticket=None, counter=None, data={})
    told.tell("08:31", "branch_resumed", ticket=None, counter=None, data={})
    told.comes("08:31", "b")
    told.does("08:31", "called", "a")
    told.does("08:35", "finished", "a")
    told.does("08:36", "cancelled", "b")
    told.desk("09:00", "counter_closed")

    day = told.day

    assert [one.called_s for one in day.turns] == [of_clock("08:31")]
    assert day.left == 1
    assert all(not start < of_clock("08:10") < end for start, end in day.desks["1"].calls)


def test_a_folder_is_one_stand_in_line_and_its_turns_follow_the_rule() -> None:
    told = Record()
    told.comes("08:00", "folder")
    told.comes("08:01", "a")
    told.does("08:00", "called", "folder")
    told.does("08:20", "turn_ended", "folder", done=10, left=10)
    told.does("08:20", "called", "a")
    told.does("08:30", "finished", "a")
    told.does("08:30", "called", "folder")
    told.does("08:50", "finished", "folder")
    told.desk("10:00", "counter_closed")

    day = told.day
    short = replay(day, Ruled(Rules(bulk_turn=5), {}))

    assert (turn(day, "folder").dossiers, turn(day, "folder").busy_s) == (20, 40 * MINUTE)
    assert replay(day, AS_IT_WAS).seconds.tolist() == [0, 19 * MINUTE]
    assert short.seconds.tolist() == [0, 9 * MINUTE]


def test_who_is_sent_on_or_back_after_a_missed_call_stands_in_line_again() -> None:
    told = Record()
    told.comes("08:00", "a")
    told.does("08:00", "called", "a")
    told.does("08:02", "no_show", "a")
    told.does("08:10", "returned", "a")
    told.does("08:10", "called", "a")
    told.does("08:20", "finished", "a", onward="land")
    told.does("08:25", "called", "a")
    told.does("08:30", "finished", "a")

    day = told.day

    assert [(one.first, one.stands_s, one.busy_s) for one in day.turns] == [
        (True, of_clock("08:00"), 2 * MINUTE),
        (False, of_clock("08:10"), 10 * MINUTE),
        (False, of_clock("08:20"), 5 * MINUTE),
    ]
    assert replay(day, AS_IT_WAS).seconds.tolist() == [0]


def test_who_still_waits_at_the_end_was_in_line_and_waits_until_then() -> None:
    told = Record()
    for clock, ticket in (("08:00", "a"), ("08:05", "b"), ("08:06", "c")):
        told.comes(clock, ticket)
    told.comes("08:10", "appointment", stood=False)
    told.does("08:00", "called", "a")
    told.does("08:20", "finished", "a")
    told.does("08:20", "called", "c")
    told.does("08:30", "finished", "c")
    told.desk("08:40", "counter_closed")

    day = told.day

    # a and c took 15 min on average, and so would b, before whom an officer picked c.
    assert [(one.ticket, one.busy_s) for one in day.turns] == [("a", 1200), ("c", 600), ("b", 900)]
    assert happened(day).seconds.tolist() == [0, 14 * MINUTE, 35 * MINUTE]
    assert happened(day).called.tolist() == [True, True, False]
    assert replay(day, AS_IT_WAS).seconds.tolist() == [0, 29 * MINUTE, 15 * MINUTE]
    assert distance(replay(day, AS_IT_WAS), happened(day)).earlier_min == -7.5


def test_who_is_still_at_a_counter_at_the_end_does_not_free_it_early() -> None:
    told = Record("1", "2")
    for clock, ticket in (("08:00", "a"), ("08:00", "b"), ("08:01", "c")):
        told.comes(clock, ticket)
    told.does("08:00", "called", "a")
    told.does("08:02", "called", "b", "2")
    told.does("08:10", "finished", "a")
    told.does("08:10", "called", "c")

    assert [one.busy_s for one in told.day.turns] == [10 * MINUTE, 10 * MINUTE, 10 * MINUTE]


@pytest.mark.parametrize("seed", range(5))
def test_a_whole_day_that_went_by_the_rules_is_run_again_without_any_difference(seed: int) -> None:
    chance = random.Random(seed)
    hours = ((of_clock("08:00"), of_clock("11:30")), (of_clock("12:30"), of_clock("17:00")))
    officers = tuple(Officer(code, ("land",), hours) for code in "123")
    visitors = [
        Visitor(at, "b", "land", chance.choice(("ordinary", "priority")), float(came), float(chance.randint(60, 1500)))
        for at, came in enumerate(sorted(chance.sample(range(int(of_clock("08:00")), int(of_clock("14:30"))), 90)))
    ]
    calls = simulate({"b": Floor(officers, Rules(), HEAD.head_starts)}, visitors)
    told: list[tuple[float, int, str, str | None, str | None, dict[str, Any]]] = []
    for one in officers:
        told.append((hours[0][0], 0, "counter_opened", None, one.code, {"services": ["land"]}))
        told.append((hours[0][1], 0, "counter_paused", None, one.code, {}))
        told.append((hours[1][0], 0, "counter_resumed", None, one.code, {}))
        told.append((hours[1][1], 0, "counter_closed", None, one.code, {}))
    told += [(one.arrives_s, 2, "issued", str(one.number), None, {"services": ["land"]}) for one in visitors]
    for call in calls:
        ticket = str(call.visitor.number)
        told.append((call.called_s, 3, "called", ticket, call.officer, {"service": "land"}))
        told.append((call.ended_s, 1, "finished", ticket, call.officer, {}))
    events = [
        Event(seq, at("00:00") + timedelta(seconds=at_s), kind, ticket, counter, data)
        for seq, (at_s, _, kind, ticket, counter, data) in enumerate(sorted(told, key=lambda one: one[:2]))
    ]
    known = {
        str(one.number): Known(one.arrives_s, one.arrives_s, "land", 300.0, priority=one.priority) for one in visitors
    }

    day = recorded_day(events, known, rules=Rules(), second=lambda when: (when - at("00:00")).total_seconds())

    waits = waits_s(calls)
    assert max(waits.values()) > 30 * MINUTE
    assert happened(day).seconds.tolist() == [waits[int(one.ticket)] for one in day.visits]
    assert replay(day, HEAD).seconds.tolist() == happened(day).seconds.tolist()
