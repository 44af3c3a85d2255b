"""Does each rule that the domain alone decides do what its example in docs/rules.md says?"""

from datetime import timedelta

import pytest

from config import network
from server.domain.choice import Obstacle, obstacle
from server.domain.order import RankRule, ready_time
from server.domain.refusals import NotYetAgain, PostponedEnough, TooLateToReturn
from server.domain.rules import Rules
from server.domain.ticket import Ticket
from server.domain.visit_order import next_service
from tests.builders import NINE, a_seat, a_ticket, a_waiting, facts_of, minutes


def a_called_ticket(**changes: object) -> Ticket:
    ticket = a_ticket(**changes)
    ticket.call("1", now=NINE)
    return ticket


@pytest.mark.parametrize(
    ("recalls", "kinds"),
    [
        (0, ["last", "last", "last"]),
        (1, ["last", "last", "last"]),
        (2, ["repeat", "last", "last"]),
        (3, ["repeat", "repeat", "last"]),
    ],
)
def test_rule_recalls(recalls: int, kinds: list[str]) -> None:
    ticket = a_called_ticket()

    told = [ticket.repeat(rules=Rules(recalls=recalls), now=NINE) for _ in kinds]

    assert told == [("repeated", kind) for kind in kinds]
    assert ticket.steps[0].calls == 4


@pytest.mark.parametrize(("after_s", "is_refused"), [(0, True), (5, True), (19.999, True), (20, False), (60, False)])
def test_rule_recall_gap_s(after_s: float, is_refused: bool) -> None:
    ticket, rules = a_called_ticket(number="L007"), Rules(recall_gap=timedelta(seconds=20))
    untouched = facts_of(ticket)
    now = NINE + timedelta(seconds=after_s)

    if is_refused:
        with pytest.raises(NotYetAgain) as refused:
            ticket.repeat(rules=rules, now=now)

        assert refused.value.number == "L007"
        assert refused.value.wait_s >= 20 - after_s
        assert facts_of(ticket) == untouched
    else:
        assert ticket.repeat(rules=rules, now=now) == ("repeated", "repeat")


def test_a_third_call_waits_for_a_second_gap() -> None:
    ticket, rules = a_called_ticket(), Rules(recall_gap=timedelta(seconds=20))
    said_at = NINE + timedelta(seconds=20)
    ticket.repeat(rules=rules, now=said_at)

    with pytest.raises(NotYetAgain):
        ticket.repeat(rules=rules, now=NINE + timedelta(seconds=39.999), said_at=said_at)

    assert ticket.repeat(rules=rules, now=NINE + timedelta(seconds=40), said_at=said_at)[1] == "last"


def test_a_third_call_waits_two_gaps_from_the_first_where_nobody_knows_when_the_second_was() -> None:
    ticket, rules = a_called_ticket(), Rules(recall_gap=timedelta(seconds=20))
    ticket.repeat(rules=rules, now=NINE + timedelta(seconds=20))

    with pytest.raises(NotYetAgain):
        ticket.repeat(rules=rules, now=NINE + timedelta(seconds=39.999))

    assert ticket.repeat(rules=rules, now=NINE + timedelta(seconds=40))[1] == "last"


def test_rule_calls_before_no_show() -> None:
    ticket, rules = a_called_ticket(number="L007"), Rules(calls_before_no_show=2)
    untouched = facts_of(ticket)

    with pytest.raises(NotYetAgain) as refused:
        ticket.no_show(rules=rules, now=NINE)
    after_one_call = facts_of(ticket)
    ticket.repeat(rules=rules, now=NINE)

    assert (refused.value.number, refused.value.wait_s) == ("L007", 0)
    assert after_one_call == untouched
    assert ticket.no_show(rules=rules, now=NINE) == "no_show"


@pytest.mark.parametrize(("back_min", "is_late"), [(0, False), (10, False), (15, False), (15.001, True), (20, True)])
def test_rule_no_show_grace_min(back_min: float, is_late: bool) -> None:
    ticket, rules = a_called_ticket(number="L007"), Rules(no_show_grace=minutes(15))
    ticket.no_show(rules=rules, now=NINE + minutes(30))
    untouched = facts_of(ticket)
    now = NINE + minutes(30 + back_min)

    if is_late:
        with pytest.raises(TooLateToReturn) as refused:
            ticket.come_back(rules=rules, now=now)

        assert refused.value.number == "L007"
        assert facts_of(ticket) == untouched
    else:
        assert ticket.come_back(rules=rules, now=now) == "returned"


@pytest.mark.parametrize("keeps", [True, False])
def test_rule_no_show_keeps_place(keeps: bool) -> None:
    rules = Rules(no_show_keeps_place=keeps)
    ticket = a_called_ticket(waited=20)
    ticket.no_show(rules=rules, now=NINE)

    ticket.come_back(rules=rules, now=NINE + minutes(10))

    behind = (NINE + minutes(10), RankRule.LATE)
    assert (ticket.steps[0].rank, ticket.steps[0].rule) == ((NINE - minutes(20), None) if keeps else behind)


def test_who_loses_his_place_does_not_gain_one_either() -> None:
    ticket, rules = a_called_ticket(), Rules(no_show_keeps_place=False)
    ticket.steps[0].rank = NINE + minutes(90)
    ticket.no_show(rules=rules, now=NINE)

    ticket.come_back(rules=rules, now=NINE + minutes(10))

    assert ticket.steps[0].rank == NINE + minutes(90)


@pytest.mark.parametrize("times", [0, 1, 2])
def test_rule_postponements(times: int) -> None:
    ticket, rules = a_ticket(number="L007"), Rules(postponements=times)
    for _ in range(times):
        assert ticket.postpone(rules=rules, now=NINE) == "postponed"
    untouched = facts_of(ticket)

    with pytest.raises(PostponedEnough) as refused:
        ticket.postpone(rules=rules, now=NINE)

    assert (refused.value.number, refused.value.times) == ("L007", times)
    assert facts_of(ticket) == untouched
    assert ticket.postponed == times


def test_rule_postpone_min() -> None:
    ticket, rules = a_ticket(waited=20), Rules(postpone_by=minutes(15))

    ticket.postpone(rules=rules, now=NINE)
    first = (ticket.steps[0].rank, ticket.steps[0].rule)
    ticket.postpone(rules=rules, now=NINE + minutes(1))

    assert first == (NINE + minutes(15), RankRule.POSTPONED)
    assert ticket.steps[0].rank == NINE + minutes(30)
    assert ticket.steps[0].since == NINE - minutes(20)


@pytest.mark.parametrize(("here_min", "counts_min"), [(-30, 0), (8, 0), (10, 0), (15, 15)])
def test_rule_booking_grace_min(here_min: int, counts_min: int) -> None:
    told = ready_time(NINE + minutes(here_min), slot=NINE, grace=Rules(booking_grace=minutes(10)).booking_grace)

    assert told == NINE + minutes(counts_min)


@pytest.mark.parametrize(("later", "alone"), [(0, True), (19.999, True), (20, False), (90, False)])
def test_rule_alone_min(later: float, alone: bool) -> None:
    one = a_waiting(for_officer="000127")
    there = a_seat("2", officer="000127")
    rules, now = Rules(alone_for=minutes(20)), NINE + minutes(later)

    assert obstacle(one, a_seat("1"), lambda: [there], rules=rules, now=now) == (Obstacle.ALONE if alone else None)
    assert obstacle(one, a_seat("1"), lambda: [a_seat("2")], rules=rules, now=now) is None


@pytest.mark.parametrize(("dossiers", "is_bulk"), [(1, False), (4, False), (5, True), (500, True)])
def test_rule_bulk_from(dossiers: int, is_bulk: bool) -> None:
    rules, folder = Rules(bulk_from=5, bulk_counters=1), a_seat("2", bulk=True)

    told = obstacle(a_waiting(dossiers=dossiers), a_seat("1"), lambda: [folder], rules=rules, now=NINE)

    assert told == (Obstacle.BULK if is_bulk else None)


@pytest.mark.parametrize(("served", "waits"), [(0, False), (1, False), (2, True), (3, True)])
def test_rule_bulk_counters(served: int, waits: bool) -> None:
    others = [a_seat(str(code), bulk=code < 2 + served) for code in range(2, 6)]

    told = obstacle(a_waiting(dossiers=25), a_seat("1"), lambda: others, rules=Rules(bulk_counters=2), now=NINE)

    assert told == (Obstacle.BULK if waits else None)


@pytest.mark.parametrize(
    ("land_min", "certification_min", "first"),
    [(40, 10, "certification"), (12, 10, "land"), (15, 10, "land"), (15.1, 10, "certification")],
)
def test_rule_reorder_gain_min(land_min: float, certification_min: float, first: str) -> None:
    told = next_service(
        ["land", "certification"],
        after={},
        waits_s={"land": land_min * 60, "certification": certification_min * 60},
        gain=Rules(reorder_gain=minutes(5)).reorder_gain,
    )

    assert told == first


def test_the_domain_begins_with_the_figures_of_the_network_file() -> None:
    mine, files = Rules(), network.Rules()

    assert (mine.recalls, mine.calls_before_no_show, mine.postponements) == (
        files.recalls,
        files.calls_before_no_show,
        files.postponements,
    )
    assert (mine.no_show_keeps_place, mine.pick_needs_right) == (files.no_show_keeps_place, files.pick_needs_right)
    assert (mine.bulk_from, mine.bulk_turn, mine.bulk_counters, mine.leftover_days) == (
        files.bulk_from,
        files.bulk_turn,
        files.bulk_counters,
        files.leftover_days,
    )
    assert (mine.bookings_per_slot, mine.booking_slot) == (files.bookings_per_slot, minutes(files.booking_slot_min))
    assert mine.recall_gap == timedelta(seconds=files.recall_gap_s)
    assert [mine.no_show_grace, mine.hold_limit, mine.postpone_by, mine.booking_grace, mine.alone_for] == [
        minutes(files.no_show_grace_min),
        minutes(files.hold_limit_min),
        minutes(files.postpone_min),
        minutes(files.booking_grace_min),
        minutes(files.alone_min),
    ]
    assert mine.reorder_gain == minutes(files.reorder_gain_min)
