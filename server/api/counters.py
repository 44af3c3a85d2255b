"""What does an officer's page ask for?"""

from collections.abc import Callable
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from server.actions.call_next import After, call_next
from server.actions.finish_service import finish_service
from server.actions.hold_visitor import hold_visitor
from server.actions.open_counter import open_counter
from server.actions.pause_counter import close_counter, pause_counter, resume_counter
from server.actions.pick_visitor import pick_visitor
from server.actions.serve_visitor import no_show, recall, start_service
from server.actions.transfer_visitor import Onward, transfer_visitor
from server.actions.undo import undo
from server.actions.work_on_visit import ask_help, end_turn, mark_inaccurate, reopen
from server.api.allowed import allowed
from server.api.answers import changed, json_response
from server.api.bodies import EmptyIn
from server.api.counter_bodies import (
    CallNextIn,
    CounterActOut,
    CountersOut,
    CounterViewOut,
    EndTurnIn,
    FinishIn,
    HelpIn,
    HoldIn,
    OpenIn,
    PauseIn,
    PickIn,
    ReopenIn,
    TransferIn,
)
from server.api.rooms import caller, rooms
from server.database.change import BranchChange
from server.domain.order import Place
from server.domain.rights import Act
from server.domain.ticket import Ticket
from server.views.counter import counter_view, counters_view
from server.views.picture import picture
from server.views.ticket import officers_ticket

bp = APIBlueprint("counters", __name__, url_prefix="/api/v1/branches/<branch>/counters", tag="Counters")

Act_ = Callable[[BranchChange], Ticket | None]


@bp.get("")
@allowed(Act.READ_COUNTERS)
@bp.output(CountersOut)
def get_counters(branch: str) -> Response:
    """Every counter of a branch, who sits there and who stands in front."""
    store = rooms().store
    with store.read() as connection:
        seen = picture(connection, store.branch(branch), now=store.now())
    return json_response({"counters": counters_view(seen), "seq": seen.seq})


@bp.get("/<counter>/view")
@allowed(Act.READ_COUNTERS)
@bp.output(CounterViewOut)
def get_view(branch: str, counter: str) -> Response:
    """What the officer's page shows; the same that is pushed to it."""
    store = rooms().store
    with store.read() as connection:
        seen = picture(connection, store.branch(branch), now=store.now())
        figures = rooms().figures.of(connection, branch)
        return json_response(counter_view(connection, seen, counter=counter, figures=figures, clock=store.clock))


@bp.post("/<counter>/open")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(OpenIn)
@bp.output(CounterActOut)
def post_open(branch: str, counter: str, json_data: OpenIn) -> Response:
    """Open a counter for services, or replace what an open one serves."""
    who = caller()

    def act(change: BranchChange) -> None:
        open_counter(change, counter=counter, caller=who, services=json_data.services)

    return _acted(branch, counter, act)


@bp.post("/<counter>/pause")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(PauseIn)
@bp.output(CounterActOut)
def post_pause(branch: str, counter: str, json_data: PauseIn) -> Response:
    """Take no visitors for a while."""
    who = caller()

    def act(change: BranchChange) -> None:
        pause_counter(change, counter=counter, caller=who, reason=json_data.reason, minutes=json_data.minutes)

    return _acted(branch, counter, act)


@bp.post("/<counter>/resume")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(EmptyIn)
@bp.output(CounterActOut)
def post_resume(branch: str, counter: str, json_data: EmptyIn) -> Response:  # noqa: ARG001 (no member is read)
    """Take visitors again."""
    who = caller()

    def act(change: BranchChange) -> None:
        resume_counter(change, counter=counter, caller=who)

    return _acted(branch, counter, act)


@bp.post("/<counter>/close")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(EmptyIn)
@bp.output(CounterActOut)
def post_close(branch: str, counter: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """End the work at a counter; refused while somebody stands there."""
    who = caller()

    def act(change: BranchChange) -> None:
        close_counter(change, counter=counter, caller=who)

    return _acted(branch, counter, act)


@bp.post("/<counter>/call-next")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(CallNextIn)
@bp.output(CounterActOut)
def post_call_next(branch: str, counter: str, json_data: CallNextIn) -> Response:
    """Call the next visitor; 204 when nobody waits. `after` makes a double press harmless."""
    who = caller()
    after, waits = _after(json_data), expected_s(branch)

    def work(change: BranchChange) -> tuple[int, dict[str, Any] | None]:
        ticket = call_next(change, counter=counter, caller=who, after=after, waits=waits)
        return (204, None) if ticket is None else (200, _answer(change, counter, ticket))

    return changed(branch, caller=who, work=work)


@bp.post("/<counter>/recall")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(EmptyIn)
@bp.output(CounterActOut)
def post_recall(branch: str, counter: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """Call the same visitor again."""
    who = caller()
    return _acted(branch, counter, lambda change: recall(change, counter=counter, caller=who))


@bp.post("/<counter>/start")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(EmptyIn)
@bp.output(CounterActOut)
def post_start(branch: str, counter: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """The visitor has come to the counter."""
    who = caller()
    return _acted(branch, counter, lambda change: start_service(change, counter=counter, caller=who))


@bp.post("/<counter>/finish")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(FinishIn)
@bp.output(CounterActOut)
def post_finish(branch: str, counter: str, json_data: FinishIn) -> Response:
    """The service is done."""
    who, outcome, waits = caller(), json_data.outcome, expected_s(branch)
    return _acted(
        branch,
        counter,
        lambda change: finish_service(change, counter=counter, caller=who, outcome=outcome, waits=waits),
    )


@bp.post("/<counter>/no-show")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(EmptyIn)
@bp.output(CounterActOut)
def post_no_show(branch: str, counter: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """The visitor did not come."""
    who = caller()
    return _acted(branch, counter, lambda change: no_show(change, counter=counter, caller=who))


@bp.post("/<counter>/hold")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(HoldIn)
@bp.output(CounterActOut)
def post_hold(branch: str, counter: str, json_data: HoldIn) -> Response:
    """Set the visitor aside until something is there; the place is kept until the due time."""
    who, told = caller(), json_data

    def act(change: BranchChange) -> Ticket:
        return hold_visitor(
            change, counter=counter, caller=who, reason=told.reason, own=told.pool == "own", due_min=told.due_min
        )

    return _acted(branch, counter, act)


@bp.post("/<counter>/transfer")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(TransferIn)
@bp.output(CounterActOut)
def post_transfer(branch: str, counter: str, json_data: TransferIn) -> Response:
    """Send the visitor on to a service, a counter or an officer; with `back` he returns to this officer."""
    who, told = caller(), json_data
    onward = Onward(
        service=told.service,
        counter=told.counter,
        officer=told.officer,
        place=Place(told.place),
        back=told.back,
        level=told.level,
        note=told.note,
    )
    return _acted(branch, counter, lambda change: transfer_visitor(change, counter=counter, caller=who, onward=onward))


@bp.post("/<counter>/call")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(PickIn)
@bp.output(CounterActOut)
def post_call(branch: str, counter: str, json_data: PickIn) -> Response:
    """Call by number: who was held, without more ado; anybody else out of order, with a reason."""
    who, told = caller(), json_data
    after, waits = _after(told), expected_s(branch)

    def act(change: BranchChange) -> Ticket:
        return pick_visitor(
            change,
            counter=counter,
            caller=who,
            number=told.number,
            reason=told.reason,
            after=after,
            waits=waits,
        )

    return _acted(branch, counter, act)


@bp.post("/<counter>/end-turn")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(EndTurnIn)
@bp.output(CounterActOut)
def post_end_turn(branch: str, counter: str, json_data: EndTurnIn) -> Response:
    """A bulk filer has had his turn: the dossiers that are left rank again."""
    who, done = caller(), json_data.done
    return _acted(branch, counter, lambda change: end_turn(change, counter=counter, caller=who, done=done))


@bp.post("/<counter>/reopen")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(ReopenIn)
@bp.output(CounterActOut)
def post_reopen(branch: str, counter: str, json_data: ReopenIn) -> Response:
    """Go on with a visit that was finished too early."""
    who, number = caller(), json_data.number
    return _acted(branch, counter, lambda change: reopen(change, counter=counter, caller=who, number=number))


@bp.post("/<counter>/inaccurate")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(EmptyIn)
@bp.output(CounterActOut)
def post_inaccurate(branch: str, counter: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """Leave the present or the last service time out of all statistics."""
    who = caller()
    return _acted(branch, counter, lambda change: mark_inaccurate(change, counter=counter, caller=who))


@bp.post("/<counter>/help")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(HelpIn)
@bp.output(CounterActOut)
def post_help(branch: str, counter: str, json_data: HelpIn) -> Response:
    """Ask the supervisor to come, in private; `wanted` false takes it back."""
    who, wanted = caller(), json_data.wanted

    def act(change: BranchChange) -> None:
        ask_help(change, counter=counter, caller=who, wanted=wanted)

    return _acted(branch, counter, act)


@bp.post("/<counter>/undo")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(EmptyIn)
@bp.output(CounterActOut)
def post_undo(branch: str, counter: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """Take back this counter's last act, for ten seconds; answers who stands there now."""
    who = caller()
    return _acted(branch, counter, lambda change: undo(change, counter=counter, caller=who))


def _after(told: CallNextIn | PickIn) -> After | None:
    """Who the caller believes to be at the counter; None when he does not say."""
    if "after" not in told.model_fields_set:
        return None
    return After(told.after.lower() if told.after else None, told.after_step)


def _acted(branch: str, counter: str, act: Act_) -> Response:
    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        ticket = act(change)
        return 200, _answer(change, counter, ticket)

    return changed(branch, caller=caller(), work=work)


def _answer(change: BranchChange, counter: str, ticket: Ticket | None) -> dict[str, Any]:
    if ticket is None:
        return {"counter": counter, "ticket": None, "seq": change.seq}
    seen = officers_ticket(ticket, change.branch, private=change.kept.private(ticket.id))
    return {"counter": counter, "ticket": seen, "seq": change.seq}


def expected_s(branch: str) -> Callable[[str], float | None]:
    """Return what tells, for a service, the seconds that a visitor who begins to wait now would wait."""
    store = rooms().store

    def told(service: str) -> float | None:
        wait = rooms().waits.of(store.read, store.branch(branch), now=store.now()).waits.get(service)
        return None if wait is None else wait.p50_s

    return told
