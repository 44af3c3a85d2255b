"""What do managers ask of the planning, and what do they decide? Suggestions, what-if, moves and orders."""

from collections.abc import Callable
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from server.actions.ask_plan import ask_plan
from server.actions.decide_move import counter_is_closed, decide_move, why_not
from server.api.allowed import allowed
from server.api.answers import changed, json_response
from server.api.bodies import EmptyIn
from server.api.rooms import caller, rooms
from server.api.suggestion_bodies import (
    AskIn,
    ChangeIn,
    DecidedOut,
    DismissIn,
    MovesOut,
    OrderOut,
    OrdersOut,
    RunOut,
    SuggestionsOut,
    WhatIfIn,
)
from server.database.change import BranchChange
from server.database.moves import KeptMove, last_run, move_of, moves, run_of, worker_is_alive
from server.domain.moves import ELSEWHERE, Move, MoveState, WhyNot
from server.domain.refusals import (
    BadChange,
    Forbidden,
    MoveImpossible,
    SuggestionNotFound,
    UnknownBranch,
    UnknownCounter,
    UnknownService,
)
from server.domain.rights import Act, Caller, Role
from server.views.staff import officers_of_branch
from server.views.suggestions import order_view, run_view, suggestion_view
from server.views.times import local

bp = APIBlueprint("suggestions", __name__, url_prefix="/api/v1", tag="Planning")

MOVES_SHOWN = 200
Decide = Callable[[Move, BranchChange], None]


@bp.post("/suggestions")
@allowed(Act.DECIDE_MOVES)
@bp.input(AskIn)
@bp.output(RunOut, status_code=202)
def post_suggestions(json_data: AskIn) -> Response:
    """Ask the worker what should be done for the rest of the day; refused when no worker is there."""
    store, who = rooms().store, caller()
    branches = list(dict.fromkeys(json_data.branches))
    for code in branches:
        _require_branch(code)
    if who.branch is not None:
        branches = [who.branch]
    run = ask_plan(store, kind="suggest", by=who.actor, now=store.now(), request={"branches": branches})
    return json_response(run_view(store.network, run), 202)


@bp.get("/suggestions")
@allowed(Act.READ_NETWORK)
@bp.output(SuggestionsOut)
def get_suggestions() -> Response:
    """The last run with its progress, and what is proposed or decided today; a branch's manager sees his own."""
    store = rooms().store
    now = store.now()
    with store.read() as connection:
        run = last_run(connection, kind="suggest")
        seen = [_seen(connection, one) for one in moves(connection, since=now) if _is_shown(one, caller())]
        alive = worker_is_alive(connection)
    branch = next(iter(store.network.branches.values()))
    told = {"run": None if run is None else run_view(store.network, run), "suggestions": seen, "worker": alive}
    return json_response({"at": local(branch, now), **told})


@bp.post("/what-if")
@allowed(Act.DECIDE_MOVES)
@bp.input(WhatIfIn)
@bp.output(RunOut, status_code=202)
def post_what_if(json_data: WhatIfIn) -> Response:
    """Ask the worker what changes would do that nobody has made; a counter that is open cannot be opened now."""
    store, who, now = rooms().store, caller(), rooms().store.now()
    request = {"changes": [_checked(one, who) for one in json_data.changes]}
    with store.read() as connection:
        for one in json_data.changes:
            if one.kind != "open" or one.counter is None or (one.start is not None and one.start > now):
                continue
            if not counter_is_closed(connection, one.branch, one.counter):
                raise MoveImpossible(reason=WhyNot.COUNTER_OPEN)
    run = ask_plan(store, kind="what-if", by=who.actor, now=now, request=request)
    return json_response(run_view(store.network, run), 202)


@bp.get("/what-if/<int:run>")
@allowed(Act.READ_NETWORK)
@bp.output(RunOut)
def get_what_if(run: int) -> Response:
    """How far such a calculation is; its effects once it is done."""
    store = rooms().store
    with store.read() as connection:
        return json_response(run_view(store.network, run_of(connection, run, kind="what-if")))


@bp.get("/moves")
@allowed(Act.READ_NETWORK)
@bp.output(MovesOut)
def get_moves() -> Response:
    """What was approved, the latest first: what was promised, and what happened."""
    with rooms().store.read() as connection:
        states = [MoveState.APPROVED.value, MoveState.ENDED.value, MoveState.UNDONE.value]
        mine = [one for one in moves(connection, states=states) if _is_mine(one.move, caller())]
        return json_response({"moves": [_seen(connection, one) for one in mine[:MOVES_SHOWN]]})


@bp.post("/suggestions/<int:suggestion>/consent")
@allowed(Act.DECIDE_MOVES)
@bp.input(EmptyIn)
@bp.output(DecidedOut)
def post_consent(suggestion: int, json_data: EmptyIn) -> Response:  # noqa: ARG001 (no member is read)
    """The branch that gives an officer away agrees: its own manager, and the network's only by the network file."""
    who = caller()

    def agree(move: Move, change: BranchChange) -> None:
        if not _may(who, move, "consent"):
            raise Forbidden(role=who.role)
        move.agree(move.branch, by=who.actor, now=change.now)

    return _decided(suggestion, agree)


@bp.post("/suggestions/<int:suggestion>/approve")
@allowed(Act.DECIDE_MOVES)
@bp.input(EmptyIn)
@bp.output(DecidedOut)
def post_approve(suggestion: int, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """Let it hold; refused with the reason when it is no longer possible."""
    who, network = caller(), rooms().store.network

    def approve(move: Move, change: BranchChange) -> None:
        _require_all(who, move)
        plans = officers_of_branch(change.connection, network.branches[move.branch])
        move.approve(by=who.actor, now=change.now, why_not=why_not(change.connection, network, move, plans))

    return _decided(suggestion, approve)


@bp.post("/suggestions/<int:suggestion>/dismiss")
@allowed(Act.DECIDE_MOVES)
@bp.input(DismissIn)
@bp.output(DecidedOut)
def post_dismiss(suggestion: int, json_data: DismissIn) -> Response:
    """Say no, and why: the next run of today keeps to it."""
    who = caller()

    def dismiss(move: Move, change: BranchChange) -> None:
        _require_any(who, move)
        move.dismiss(by=who.actor, now=change.now, because=json_data.reason, note=json_data.note)

    return _decided(suggestion, dismiss)


@bp.post("/suggestions/<int:suggestion>/undo")
@allowed(Act.DECIDE_MOVES)
@bp.input(EmptyIn)
@bp.output(DecidedOut)
def post_undo(suggestion: int, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """Take an approval back, whose rights end at once, or a dismissal."""
    who = caller()

    def undo(move: Move, change: BranchChange) -> None:
        _require_any(who, move)
        move.undo(by=who.actor, now=change.now)

    return _decided(suggestion, undo)


@bp.post("/suggestions/<int:suggestion>/arrived")
@allowed(Act.DECIDE_MOVES)
@bp.input(EmptyIn)
@bp.output(DecidedOut)
def post_arrived(suggestion: int, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """The branch that gets the officer confirms that he is there."""
    who = caller()

    def arrive(move: Move, change: BranchChange) -> None:
        _require_mine(who, move.getting)
        move.arrive(now=change.now)

    return _decided(suggestion, arrive)


@bp.get("/orders")
@allowed(Act.READ_ORDERS)
@bp.output(OrdersOut)
def get_orders() -> Response:
    """The caller's own assignment orders that are not over, the next first."""
    store, who = rooms().store, caller()
    with store.read() as connection:
        approved = moves(connection, states=[MoveState.APPROVED.value], since=store.now())
    mine = [
        one for one in approved if _sends(one.move, who) and set(one.move.branches) <= store.network.branches.keys()
    ]
    mine.sort(key=lambda one: one.move.start)
    return json_response({"orders": [order_view(store.network, one) for one in mine]})


@bp.get("/suggestions/<int:suggestion>/order")
@allowed(Act.READ_ORDERS)
@bp.output(OrderOut)
def get_order(suggestion: int) -> Response:
    """The assignment order of an approved move, for those who manage its branches and the officer whom it sends."""
    store = rooms().store
    with store.read() as connection:
        kept = move_of(connection, suggestion)
    who = caller()
    is_known = set(kept.move.branches) <= store.network.branches.keys()
    is_his = _sends(kept.move, who) if who.role is Role.OFFICER else _is_mine(kept.move, who)
    if not is_known or not is_his or "order" not in _ended(kept.move).may(store.now()):
        raise SuggestionNotFound
    return json_response(order_view(store.network, kept))


def _decided(suggestion: int, decide: Decide) -> Response:
    store, who = rooms().store, caller()
    with store.read() as connection:
        branch = move_of(connection, suggestion).move.branch
    if branch not in store.network.branches:
        raise SuggestionNotFound

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        kept = decide_move(change, suggestion, lambda move: decide(move, change))
        return 200, {"suggestion": _seen(change.connection, kept)}

    answer = changed(branch, caller=who, work=work)
    rooms().callers.orders.forget()
    return answer


def _seen(connection: Any, kept: KeptMove) -> dict[str, Any]:
    store, who = rooms().store, caller()
    now, move = store.now(), _ended(kept.move)
    may = [one for one in move.may(now) if _may(who, move, one)]
    impossible = None
    if move.state is MoveState.PROPOSED and may:
        plans = officers_of_branch(connection, store.network.branches[move.branch])
        impossible = why_not(connection, store.network, move, plans)
    return suggestion_view(connection, store.network, kept, may=may, now=now, impossible=impossible)


def _ended(move: Move) -> Move:
    move.end_if_over(rooms().store.now())
    return move


def _may(who: Caller, move: Move, act: str) -> bool:
    """Who may do what with a move: see the `_require` of each act."""
    if act == "order":
        return True
    if who.role not in (Role.NETWORK_MANAGER, Role.BRANCH_MANAGER):
        return False
    wanted = {"consent": (move.branch,), "arrived": (move.getting,), "approve": move.branches}.get(act)
    if who.branch is None:
        return act != "consent" or rooms().store.network.branches[move.branch].planning.network_consents
    return set(wanted) <= {who.branch} if wanted is not None else who.branch in move.branches


def _require_mine(who: Caller, branch: str) -> None:
    if who.branch not in (None, branch):
        raise Forbidden(role=who.role)


def _require_all(who: Caller, move: Move) -> None:
    """Approving what touches two branches is for who stands above both."""
    if not _may(who, move, "approve"):
        raise Forbidden(role=who.role)


def _require_any(who: Caller, move: Move) -> None:
    if who.branch is not None and who.branch not in move.branches:
        raise Forbidden(role=who.role)


def _is_mine(move: Move, who: Caller) -> bool:
    known = rooms().store.network.branches
    return set(move.branches) <= known.keys() and who.branch in (None, *move.branches)


def _sends(move: Move, who: Caller) -> bool:
    """Whether a move sends the caller himself to another branch."""
    return who.role is Role.OFFICER and move.kind in ELSEWHERE and move.officer == who.subject


def _is_shown(kept: KeptMove, who: Caller) -> bool:
    return kept.move.state is not MoveState.LAPSED and _is_mine(kept.move, who)


def _require_branch(code: str) -> None:
    if code not in rooms().store.network.branches:
        raise UnknownBranch(branch=code)


def _checked(told: ChangeIn, who: Caller) -> dict[str, Any]:
    """Return a change as the worker takes it. Raises UnknownBranch, UnknownCounter, UnknownService, BadChange."""
    network = rooms().store.network
    for code in (told.branch, told.to):
        if code is not None:
            _require_branch(code)
    branch = network.branches[told.branch]
    there = network.branches[told.to] if told.to is not None else branch
    if who.branch not in (None, told.branch):
        raise Forbidden(role=who.role)
    if told.counter is not None and told.counter not in branch.counters:
        raise UnknownCounter(branch=branch.code, counter=told.counter)
    for service in told.services:
        if service not in there.services:
            raise UnknownService(branch=there.code, service=service)
    is_elsewhere = told.kind in ELSEWHERE
    if is_elsewhere != (told.to is not None) or told.to == told.branch:
        raise BadChange(what="to")
    if is_elsewhere and told.officer is None:
        raise BadChange(what="officer")
    if told.kind in ("open", "close") and told.counter is None:
        raise BadChange(what="counter")
    if told.start is not None and told.end is not None and told.end <= told.start:
        raise BadChange(what="end")
    travel_s = round(branch.way_to(there)) if told.kind == "lend" else 0
    return told.model_dump(mode="json") | {"travel_s": travel_s}
