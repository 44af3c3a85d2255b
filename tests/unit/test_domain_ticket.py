"""Does a visit go from step to step, and end once?"""

from collections.abc import Callable, Sequence

import pytest

from server.domain.lifecycle import StepState
from server.domain.order import RankRule
from server.domain.refusals import WrongState
from server.domain.rules import Rules
from server.domain.ticket import Private, Step, Ticket
from tests.builders import NINE, a_step, a_ticket, facts_of, minutes

RULES = Rules()


def states(ticket: Ticket) -> list[str]:
    return [step.state.value for step in ticket.steps]


def test_who_waits_was_called_by_nobody_yet() -> None:
    ticket = a_ticket("land", "results")

    assert ticket.present is ticket.steps[0]
    assert (ticket.called_at, ticket.postponed) == (None, 0)
    assert [(step.level, step.rule, step.inaccurate) for step in ticket.steps] == [(1, None, False)] * 2
    assert [(step.counter, step.calls, step.called_at, step.started_at, step.ended_at) for step in ticket.steps] == [
        (None, 0, None, None, None)
    ] * 2


def test_two_visits_with_the_same_facts_are_two() -> None:
    twins = {a_ticket(), a_ticket()}
    steps = {a_step(), a_step()}

    assert (len(twins), len(steps)) == (2, 2)


def test_a_call_puts_the_counter_and_the_time_on_the_step_and_ends_the_wait() -> None:
    ticket = a_ticket(waited=12)

    event = ticket.call("21", now=NINE)

    step = ticket.steps[0]
    assert event == "called"
    assert (step.state, step.counter, step.called_at, step.calls) == ("called", "21", NINE, 1)
    assert ticket.called_at == NINE


def test_the_call_to_a_later_step_leaves_the_end_of_the_wait_where_it_was() -> None:
    ticket = a_ticket("land", "results")
    ticket.call("1", now=NINE)
    ticket.act("finish", now=NINE + minutes(9))

    ticket.call("2", now=NINE + minutes(20))

    assert ticket.called_at == NINE
    assert (ticket.steps[1].called_at, ticket.steps[1].counter) == (NINE + minutes(20), "2")
    assert (ticket.steps[0].called_at, ticket.steps[0].counter) == (NINE, "1")


def test_a_repeated_call_is_no_new_first_call() -> None:
    ticket = a_ticket()
    ticket.call("1", now=NINE)

    ticket.repeat(rules=RULES, now=NINE + minutes(2))

    assert (ticket.called_at, ticket.steps[0].called_at) == (NINE, NINE)


def test_each_step_counts_its_own_calls() -> None:
    ticket = a_ticket("land", "results")
    ticket.call("1", now=NINE)
    ticket.repeat(rules=RULES, now=NINE)
    ticket.act("finish", now=NINE)

    ticket.call("2", now=NINE)
    told = ticket.repeat(rules=RULES, now=NINE)

    assert told == ("repeated", "repeat")
    assert [step.calls for step in ticket.steps] == [2, 2]


def test_a_finished_step_hands_the_visit_on_to_the_next_planned_one() -> None:
    ticket = a_ticket("land", "results", "guidance", waited=30)
    ticket.call("1", now=NINE)
    ticket.act("start", now=NINE + minutes(1))

    event = ticket.act("finish", now=NINE + minutes(9))

    assert event == "finished"
    assert states(ticket) == ["done", "waiting", "planned"]
    assert (ticket.step, ticket.present) == (1, ticket.steps[1])
    assert ticket.steps[0].ended_at == NINE + minutes(9)


def test_who_goes_on_keeps_the_turn_of_arrival() -> None:
    ticket = a_ticket("land", "results", waited=30)
    ticket.call("1", now=NINE)

    ticket.act("finish", now=NINE + minutes(9))

    assert ticket.present is not None
    assert ticket.present.rank == NINE - minutes(30)


def test_a_visit_is_over_when_its_last_step_is_done() -> None:
    ticket = a_ticket("land", "results")
    for counter in ("1", "2"):
        ticket.call(counter, now=NINE)
        ticket.act("finish", now=NINE)

    assert states(ticket) == ["done", "done"]
    assert (ticket.step, ticket.present) == (None, None)


def test_a_next_step_that_is_no_longer_planned_is_not_begun() -> None:
    ticket = a_ticket("land", "results")
    ticket.steps[1] = a_step("results", position=1, state=StepState.CANCELLED)
    ticket.call("1", now=NINE)

    ticket.act("finish", now=NINE)

    assert states(ticket) == ["done", "cancelled"]
    assert ticket.step is None


@pytest.mark.parametrize(
    ("acts", "end"),
    [
        (["call", "no-show"], "no_show"),
        (["cancel"], "cancelled"),
        (["void"], "void"),
        (["expire"], "expired"),
        (["call", "start", "refer"], "referred"),
        (["call", "hold", "cancel"], "cancelled"),
    ],
)
def test_who_leaves_takes_the_planned_steps_along(acts: list[str], end: str) -> None:
    ticket = a_ticket("land", "results", "guidance")

    for act in acts:
        ticket.act(act, now=NINE + minutes(3))

    assert states(ticket) == [end, end, end]
    assert [step.ended_at for step in ticket.steps] == [NINE + minutes(3)] * 3
    assert (ticket.step, ticket.present) == (None, None)


def test_who_leaves_at_the_second_step_keeps_the_first_one_done() -> None:
    ticket = a_ticket("land", "results", "guidance")
    ticket.call("1", now=NINE)
    ticket.act("finish", now=NINE)
    ticket.call("2", now=NINE + minutes(5))

    ticket.act("no-show", now=NINE + minutes(8))

    assert states(ticket) == ["done", "no_show", "no_show"]
    assert [step.ended_at for step in ticket.steps] == [NINE, NINE + minutes(8), NINE + minutes(8)]


@pytest.mark.parametrize("acts", [[], ["call"], ["call", "start"]])
def test_at_closing_whoever_is_left_expires_waiting_called_or_served(acts: list[str]) -> None:
    ticket = a_ticket("land", "results")
    for act in acts:
        ticket.act(act, now=NINE)

    event = ticket.act("expire", now=NINE + minutes(480))

    assert event == "expired"
    assert states(ticket) == ["expired", "expired"]
    assert ticket.step is None


@pytest.mark.parametrize("act", ["call", "repeat", "start", "finish", "no-show", "cancel", "void", "expire"])
@pytest.mark.parametrize(("way_out", "end"), [(["cancel"], "cancelled"), (["call", "finish"], "done")])
def test_a_visit_that_is_over_refuses_every_act_and_says_how_it_ended(act: str, way_out: list[str], end: str) -> None:
    ticket = a_ticket(number="L007")
    for step in way_out:
        ticket.act(step, now=NINE)
    untouched = facts_of(ticket)

    with pytest.raises(WrongState) as refused:
        ticket.act(act, now=NINE + minutes(1))

    assert (refused.value.number, refused.value.state, refused.value.act) == ("L007", end, act)
    assert facts_of(ticket) == untouched


def test_a_second_call_is_refused_and_the_first_counter_stays() -> None:
    ticket = a_ticket()
    ticket.call("1", now=NINE)
    untouched = facts_of(ticket)

    with pytest.raises(WrongState):
        ticket.call("2", now=NINE + minutes(1))

    assert facts_of(ticket) == untouched


def test_who_was_not_called_cannot_be_called_again() -> None:
    ticket = a_ticket()
    untouched = facts_of(ticket)

    with pytest.raises(WrongState):
        ticket.repeat(rules=RULES, now=NINE)

    assert facts_of(ticket) == untouched


def test_who_is_being_served_is_not_called_again() -> None:
    ticket = a_ticket()
    ticket.call("1", now=NINE)
    ticket.act("start", now=NINE)

    with pytest.raises(WrongState):
        ticket.repeat(rules=RULES, now=NINE)

    assert ticket.steps[0].calls == 1


def test_an_appointment_waits_from_its_arrival_on() -> None:
    ticket = a_ticket()
    ticket.steps[0] = a_step(state=StepState.BOOKED, since=None)

    event = ticket.act("arrive", now=NINE)

    assert (event, ticket.steps[0].state, ticket.steps[0].since) == ("arrived", "waiting", NINE)


def test_a_step_that_goes_on_waits_since_then() -> None:
    ticket = a_ticket("land", "results", waited=30)
    ticket.call("1", now=NINE)

    ticket.act("finish", now=NINE + minutes(9))

    assert [step.since for step in ticket.steps] == [NINE - minutes(30), NINE + minutes(9)]


def test_the_next_step_may_be_chosen_among_the_planned_ones() -> None:
    ticket, offered = a_ticket("land", "results", "guidance"), list[str]()
    ticket.call("1", now=NINE)

    def the_last(planned: Sequence[Step]) -> Step:
        offered.extend(step.service for step in planned)
        return planned[-1]

    ticket.act("finish", now=NINE, choose=the_last)

    assert offered == ["results", "guidance"]
    assert states(ticket) == ["done", "planned", "waiting"]
    assert ticket.step == 2


def test_steps_that_were_left_out_are_done_afterwards() -> None:
    ticket = a_ticket("land", "results", "guidance")
    for counter in ("1", "2"):
        ticket.call(counter, now=NINE)
        ticket.act("finish", now=NINE, choose=lambda planned: planned[-1])

    assert states(ticket) == ["done", "waiting", "done"]
    assert ticket.step == 1


def test_who_was_sent_on_to_come_back_goes_back_first_whatever_is_shorter() -> None:
    ticket = a_ticket("land", "guidance")
    ticket.call("1", now=NINE)
    ticket.transfer("results", rank=NINE, rule=None, now=NINE)
    ticket.add_step("land", rank=NINE).for_officer = "000001"
    ticket.call("2", now=NINE)

    ticket.act("finish", now=NINE, choose=lambda planned: planned[0])

    assert ticket.present is not None
    assert (ticket.present.service, ticket.present.for_officer) == ("land", "000001")


def test_a_hold_keeps_whose_it_is_and_until_when() -> None:
    ticket = a_ticket(waited=12)
    ticket.call("1", now=NINE)
    ticket.steps[0].for_counter = "1"

    event = ticket.hold(officer="000001", due_at=NINE + minutes(60), now=NINE + minutes(3))

    step = ticket.steps[0]
    assert (event, step.state, ticket.step) == ("held", "held", 0)
    assert (step.for_officer, step.for_counter, step.due_at) == ("000001", None, NINE + minutes(60))
    assert not ticket.is_at_counter


@pytest.mark.parametrize(("back_at", "keeps_place"), [(50, True), (60, True), (60.001, False), (70, False)])
def test_who_was_held_keeps_his_place_until_the_due_time(back_at: float, keeps_place: bool) -> None:
    ticket = a_ticket(waited=12)
    ticket.call("1", now=NINE)
    ticket.hold(officer=None, due_at=NINE + minutes(60), now=NINE)

    event = ticket.come_back(rules=RULES, now=NINE + minutes(back_at))

    step, late = ticket.steps[0], (NINE + minutes(back_at), RankRule.LATE)
    assert (event, step.state, step.due_at) == ("released", "waiting", None)
    assert (step.rank, step.rule) == ((NINE - minutes(12), None) if keeps_place else late)
    assert (step.since, step.calls) == (NINE + minutes(back_at), 0)


def test_a_late_one_who_had_put_his_turn_off_does_not_gain_by_it() -> None:
    ticket = a_ticket()
    ticket.call("1", now=NINE)
    ticket.hold(officer=None, due_at=NINE + minutes(10), now=NINE)
    ticket.steps[0].rank = NINE + minutes(90)

    ticket.come_back(rules=RULES, now=NINE + minutes(20))

    assert ticket.steps[0].rank == NINE + minutes(90)


def test_a_hold_without_a_due_time_keeps_the_place() -> None:
    ticket = a_ticket(waited=12)
    ticket.call("1", now=NINE)
    ticket.hold(officer="000001", due_at=None, now=NINE)

    ticket.come_back(rules=RULES, now=NINE + minutes(400))

    assert (ticket.steps[0].rank, ticket.steps[0].rule) == (NINE - minutes(12), None)
    assert ticket.steps[0].for_officer == "000001"


def test_who_was_missed_and_is_back_waits_again_with_all_that_was_planned() -> None:
    ticket = a_ticket("land", "results", "guidance", waited=30)
    ticket.call("1", now=NINE)
    ticket.no_show(rules=RULES, now=NINE + minutes(3))

    event = ticket.come_back(rules=RULES, now=NINE + minutes(9))

    assert event == "returned"
    assert states(ticket) == ["waiting", "planned", "planned"]
    assert (ticket.step, ticket.steps[0].rank) == (0, NINE - minutes(30))
    assert [step.ended_at for step in ticket.steps] == [None, None, None]
    assert (ticket.steps[0].since, ticket.steps[0].calls) == (NINE + minutes(9), 0)


def test_who_was_missed_at_the_second_step_is_back_at_the_second_step() -> None:
    ticket = a_ticket("land", "results", "guidance")
    ticket.call("1", now=NINE)
    ticket.act("finish", now=NINE + minutes(1))
    ticket.call("2", now=NINE + minutes(5))
    ticket.no_show(rules=RULES, now=NINE + minutes(8))

    ticket.come_back(rules=RULES, now=NINE + minutes(9))

    assert states(ticket) == ["done", "waiting", "planned"]
    assert ticket.step == 1
    assert ticket.steps[0].ended_at == NINE + minutes(1)


def test_what_was_done_at_the_instant_of_the_no_show_stays_done() -> None:
    ticket = a_ticket("land", "results")
    for act in ("finish", "no-show"):
        ticket.call("1", now=NINE)
        ticket.act(act, now=NINE)

    ticket.come_back(rules=RULES, now=NINE)

    assert (states(ticket), ticket.step) == (["done", "waiting"], 1)


def test_who_was_missed_twice_counts_from_the_second_time() -> None:
    ticket = a_ticket()
    for minute in (0, 10):
        ticket.call("1", now=NINE + minutes(minute))
        ticket.no_show(rules=RULES, now=NINE + minutes(minute + 1))
        ticket.come_back(rules=RULES, now=NINE + minutes(minute + 9))

    assert (states(ticket), ticket.called_at) == (["waiting"], NINE)


@pytest.mark.parametrize("acts", [[], ["call"], ["call", "start"], ["call", "finish"], ["cancel"], ["expire"]])
def test_only_who_was_held_or_missed_can_come_back(acts: list[str]) -> None:
    ticket = a_ticket()
    for act in acts:
        ticket.act(act, now=NINE)
    untouched = facts_of(ticket)

    with pytest.raises(WrongState) as refused:
        ticket.come_back(rules=RULES, now=NINE)

    assert (refused.value.state, refused.value.act) == (ticket.steps[0].state, "return")
    assert facts_of(ticket) == untouched


@pytest.mark.parametrize("acts", [[], ["call"], ["call", "start"]])
def test_a_ticket_for_the_wrong_service_waits_for_the_right_one_as_if_never_called(acts: list[str]) -> None:
    ticket = a_ticket("land", "guidance", waited=30)
    for act in acts:
        ticket.act(act, now=NINE)
    ticket.steps[0].for_counter, ticket.steps[0].for_officer = "1", "000001"
    ticket.steps[0].counter, ticket.steps[0].called_at = "1", NINE

    event = ticket.change_service("results", now=NINE + minutes(2))

    step = ticket.steps[0]
    assert (event, step.service, step.state, ticket.step) == ("service_changed", "results", "waiting", 0)
    assert (step.counter, step.called_at, step.started_at, step.calls) == (None, None, None, 0)
    assert (step.for_counter, step.for_officer, step.since) == (None, None, NINE + minutes(2))
    assert step.rank == NINE - minutes(30)


def test_a_turn_of_a_folder_ends_and_the_rest_ranks_from_now() -> None:
    ticket = a_ticket("land", "results", waited=30)
    ticket.call("1", now=NINE)
    ticket.act("start", now=NINE)

    event = ticket.end_turn(now=NINE + minutes(40))

    step = ticket.steps[0]
    assert (event, states(ticket)) == ("turn_ended", ["waiting", "planned"])
    assert (step.rank, step.rule, step.counter) == (NINE + minutes(40), RankRule.NEXT_TURN, None)
    assert (step.since, step.calls) == (NINE + minutes(40), 0)


def test_a_transfer_ends_the_step_and_opens_one_behind_all_others() -> None:
    ticket = a_ticket("land", "guidance", waited=30)
    ticket.call("1", now=NINE)

    event, new = ticket.transfer("results", rank=NINE - minutes(5), rule=RankRule.BEFORE, now=NINE + minutes(4))

    assert (event, states(ticket)) == ("transferred", ["transferred", "planned", "waiting"])
    assert ticket.present is new is ticket.steps[2]
    assert (new.ticket_id, new.branch, new.service, new.position) == (ticket.id, "tay-ho", "results", 2)
    assert (new.rank, new.rule, new.since) == (NINE - minutes(5), RankRule.BEFORE, NINE + minutes(4))
    assert (new.called_at, new.calls, new.counter) == (None, 0, None)
    assert ticket.steps[0].ended_at == NINE + minutes(4)


def test_after_a_transfer_the_visit_goes_on_to_what_was_planned() -> None:
    ticket = a_ticket("land", "guidance")
    ticket.call("1", now=NINE)
    ticket.transfer("results", rank=NINE, rule=None, now=NINE)
    ticket.call("2", now=NINE)

    ticket.act("finish", now=NINE)

    assert (states(ticket), ticket.step) == (["transferred", "waiting", "done"], 1)


def test_one_more_service_is_planned_behind_the_others() -> None:
    ticket = a_ticket("land", "results")

    step = ticket.add_step("guidance", rank=NINE - minutes(7))

    assert states(ticket) == ["waiting", "planned", "planned"]
    assert ticket.steps[2] is step
    assert (step.position, step.service, step.rank, step.ticket_id) == (2, "guidance", NINE - minutes(7), ticket.id)
    assert (step.level, step.branch) == (1, "tay-ho")
    assert ticket.step == 0


def test_what_was_finished_too_early_goes_on_at_the_counter_that_says_so() -> None:
    ticket = a_ticket()
    ticket.call("1", now=NINE)
    ticket.act("start", now=NINE)
    ticket.act("finish", now=NINE + minutes(5))
    ticket.steps[0].outcome = "granted"

    event = ticket.reopen("3", now=NINE + minutes(6))

    step = ticket.steps[0]
    assert (event, step.state, ticket.step) == ("reopened", "serving", 0)
    assert (step.counter, step.ended_at, step.outcome, step.inaccurate) == ("3", None, None, True)
    assert ticket.is_at_counter


def test_who_waits_for_the_next_step_waits_on_for_it_after_the_reopened_one() -> None:
    ticket = a_ticket("land", "results")
    ticket.call("1", now=NINE)
    ticket.act("finish", now=NINE)

    ticket.reopen("1", now=NINE + minutes(1))
    reopened = states(ticket)
    ticket.act("finish", now=NINE + minutes(2))

    assert reopened == ["serving", "planned"]
    assert (states(ticket), ticket.step) == (["done", "waiting"], 1)


def test_the_step_that_was_finished_last_is_reopened_not_the_last_one_in_the_row() -> None:
    ticket = a_ticket("land", "results", "guidance")
    for minute in (0, 10, 20):
        ticket.call("1", now=NINE + minutes(minute))
        ticket.act("finish", now=NINE + minutes(minute + 5), choose=lambda planned: planned[-1])

    ticket.reopen("1", now=NINE + minutes(26))

    assert states(ticket) == ["done", "serving", "done"]


def test_of_two_steps_that_were_done_at_the_same_instant_the_later_one_is_reopened() -> None:
    ticket = a_ticket("land", "results")
    for counter in ("1", "2"):
        ticket.call(counter, now=NINE)
        ticket.act("finish", now=NINE)

    ticket.reopen("1", now=NINE)

    assert states(ticket) == ["done", "serving"]


@pytest.mark.parametrize("acts", [["call"], ["call", "start"], ["call", "hold"]])
def test_nothing_is_reopened_while_the_visit_is_at_another_counter_or_held(acts: list[str]) -> None:
    ticket = a_ticket("land", "results")
    for act in ("call", "finish", *acts):
        ticket.act(act, now=NINE)
    untouched = facts_of(ticket)

    with pytest.raises(WrongState) as refused:
        ticket.reopen("1", now=NINE)

    assert (refused.value.state, refused.value.act) == (ticket.steps[1].state, "reopen")
    assert facts_of(ticket) == untouched


@pytest.mark.parametrize("acts", [[], ["cancel"], ["call", "no-show"], ["expire"]])
def test_a_visit_of_which_nothing_is_done_cannot_be_reopened(acts: list[str]) -> None:
    ticket = a_ticket()
    for act in acts:
        ticket.act(act, now=NINE)
    untouched = facts_of(ticket)

    with pytest.raises(WrongState):
        ticket.reopen("1", now=NINE)

    assert facts_of(ticket) == untouched


@pytest.mark.parametrize(
    "act",
    [
        lambda ticket: ticket.call("1", now=NINE),
        lambda ticket: ticket.repeat(rules=RULES, now=NINE),
        lambda ticket: ticket.no_show(rules=RULES, now=NINE),
        lambda ticket: ticket.hold(officer=None, due_at=None, now=NINE),
        lambda ticket: ticket.change_service("results", now=NINE),
        lambda ticket: ticket.postpone(rules=RULES, now=NINE),
        lambda ticket: ticket.end_turn(now=NINE),
        lambda ticket: ticket.transfer("results", rank=NINE, rule=None, now=NINE),
    ],
)
@pytest.mark.parametrize("way_out", [["cancel"], ["expire"], ["call", "finish"], ["call", "refer"]])
def test_who_is_gone_can_be_dealt_with_by_nobody(act: Callable[[Ticket], object], way_out: list[str]) -> None:
    ticket = a_ticket(number="L007")
    for one in way_out:
        ticket.act(one, now=NINE)
    untouched = facts_of(ticket)

    with pytest.raises(WrongState) as refused:
        act(ticket)

    assert (refused.value.number, refused.value.state) == ("L007", ticket.steps[0].state)
    assert facts_of(ticket) == untouched


def test_the_present_step_is_the_last_one_that_anybody_dealt_with() -> None:
    ticket = a_ticket("land", "results")

    assert ticket.last is ticket.steps[0]


def test_of_a_visit_that_is_over_the_last_step_is_the_one_that_ended_it() -> None:
    done, missed, cancelled = a_ticket("land", "results"), a_ticket("land", "results"), a_ticket("land", "results")
    for counter in ("1", "2"):
        done.call(counter, now=NINE)
        done.act("finish", now=NINE)
    missed.call("1", now=NINE)
    missed.no_show(rules=RULES, now=NINE)
    cancelled.act("cancel", now=NINE)

    assert done.last is done.steps[1]
    assert missed.last is missed.steps[0]
    assert cancelled.last.state == "cancelled"


def test_of_steps_done_in_another_order_the_one_that_was_done_last_ended_the_visit() -> None:
    ticket = a_ticket("land", "results", "guidance")
    for minute in (0, 10, 20):
        ticket.call("1", now=NINE + minutes(minute))
        ticket.act("finish", now=NINE + minutes(minute + 5), choose=lambda planned: planned[-1])

    assert ticket.last is ticket.steps[1]


@pytest.mark.parametrize("act", ["cancel", "expire"])
def test_who_leaves_at_the_instant_in_which_a_step_was_done_ended_by_leaving(act: str) -> None:
    ticket = a_ticket("land", "results", "guidance")
    ticket.call("1", now=NINE)
    ticket.act("finish", now=NINE)

    ticket.act(act, now=NINE)

    assert ticket.last is ticket.steps[1]


@pytest.mark.parametrize(("acts", "there"), [([], False), (["call"], True), (["call", "start"], True)])
def test_who_is_called_or_served_is_at_a_counter(acts: list[str], there: bool) -> None:
    ticket = a_ticket()
    for act in acts:
        ticket.act(act, now=NINE)

    assert ticket.is_at_counter is there


def test_any_able_counter_may_call_who_waited_for_one_alone() -> None:
    step = a_step(for_counter="1", for_officer="000001")

    step.to_anybody()

    assert (step.for_counter, step.for_officer) == (None, None)


def test_what_is_private_begins_with_one_dossier_that_nobody_has_counted() -> None:
    private = Private("id-1", "token")

    assert (private.left, private.counted, private.notes) == (1, False, None)
    assert len({private, Private("id-1", "token")}) == 2


def test_a_note_is_kept_by_kind_and_forgotten_by_kind() -> None:
    private = Private("id-1", "token")

    private.note("hold", "a paper")
    private.note("transfer", "to the land office")
    private.note("hold", "another paper")
    both = private.notes
    private.note("hold", None)
    one = private.notes
    private.note("transfer", "")

    assert both == {"hold": "another paper", "transfer": "to the land office"}
    assert one == {"transfer": "to the land office"}
    assert private.notes is None


@pytest.mark.parametrize(
    ("dossiers", "done", "left"), [(None, 0, 1), (None, 1, 0), (25, 0, 25), (25, 10, 15), (5, 7, 0)]
)
def test_a_folder_gets_thinner_and_never_less_than_empty(dossiers: int | None, done: int, left: int) -> None:
    assert Private("id-1", "token", dossiers=dossiers, dossiers_done=done).left == left
