"""What does an officer's page ask for?"""

from collections.abc import Callable
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from server.actions.call_next import After, call_next
from server.actions.finish_service import finish_service
from server.actions.open_counter import open_counter
from server.actions.pause_counter import close_counter, pause_counter, resume_counter
from server.actions.serve_visitor import no_show, recall, start_service
from server.api.allowed import allowed
from server.api.answers import changed, json_response
from server.api.bodies import (
    CallNextIn,
    CounterActOut,
    CountersOut,
    CounterViewOut,
    EmptyIn,
    FinishIn,
    OpenIn,
    ReasonIn,
)
from server.api.rooms import caller, rooms
from server.database.change import BranchChange
from server.domain.rights import Act
from server.domain.ticket import Ticket
from server.views.counter import counter_view, counters_view, present_ticket, ticket_at
from server.views.picture import picture

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
        present = ticket_at(connection, seen, counter)
        return json_response(counter_view(connection, seen, counter=counter, present=present, clock=store.clock))


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
@bp.input(ReasonIn)
@bp.output(CounterActOut)
def post_pause(branch: str, counter: str, json_data: ReasonIn) -> Response:
    """Take no visitors for a while."""
    who = caller()

    def act(change: BranchChange) -> None:
        pause_counter(change, counter=counter, caller=who, reason=json_data.reason)

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
    after = (
        After(json_data.after.lower() if json_data.after else None) if "after" in json_data.model_fields_set else None
    )

    def work(change: BranchChange) -> tuple[int, dict[str, Any] | None]:
        ticket = call_next(change, counter=counter, caller=who, after=after)
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
    who, outcome = caller(), json_data.outcome
    return _acted(branch, counter, lambda change: finish_service(change, counter=counter, caller=who, outcome=outcome))


@bp.post("/<counter>/no-show")
@allowed(Act.WORK_AT_COUNTER)
@bp.input(EmptyIn)
@bp.output(CounterActOut)
def post_no_show(branch: str, counter: str, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """The visitor did not come."""
    who = caller()
    return _acted(branch, counter, lambda change: no_show(change, counter=counter, caller=who))


def _acted(branch: str, counter: str, act: Act_) -> Response:
    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        ticket = act(change)
        return 200, _answer(change, counter, ticket)

    return changed(branch, caller=caller(), work=work)


def _answer(change: BranchChange, counter: str, ticket: Ticket | None) -> dict[str, Any]:
    seen = None if ticket is None else present_ticket(change.connection, change.branch, ticket)
    return {"counter": counter, "ticket": seen, "seq": change.seq}
