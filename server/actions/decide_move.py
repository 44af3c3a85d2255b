"""Say what is to become of a suggestion: agree, approve, dismiss, take back, arrived."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, func, select

from server.database import tables
from server.database.change import BranchChange
from server.database.moves import Absence, KeptMove, absences, keep_move, move_of, moves
from server.domain.branch import Network
from server.domain.lifecycle import CounterState
from server.domain.moves import AWAY, ELSEWHERE, Move, MoveKind, MoveState, WhyNot
from server.domain.staff import OfficerPlan, Span, roster

_C, _P = tables.counter.c, tables.person.c
Decide = Callable[[Move], None]


def decide_move(change: BranchChange, move_id: int, decide: Decide) -> KeptMove:
    """Change a suggestion by one of its own acts, inside a change of its branch; watchers of the network are told.

    Raises SuggestionNotFound and what `decide` raises.
    """
    kept = move_of(change.connection, move_id)
    kept.move.end_if_over(change.now)
    decide(kept.move)
    keep_move(change.connection, kept.move)
    change.touch()
    return kept


def why_not(connection: Connection, network: Network, move: Move, plans: Iterable[OfficerPlan]) -> WhyNot | None:
    """Return what makes a move impossible as things stand; None if nothing does. plans: its branch's officers."""
    officer = next((plan for plan in plans if plan.badge == move.officer), None)
    if move.officer is not None and officer is None:
        return WhyNot.OFFICER_UNKNOWN
    span = Span(move.start, move.end)
    if officer is not None:
        found = _why_not_he(connection, network, move, officer, span)
        if found is not None:
            return found
    return _why_not_there(connection, move)


def _why_not_he(
    connection: Connection, network: Network, move: Move, officer: OfficerPlan, span: Span
) -> WhyNot | None:
    hours = network.branches[move.branch].hours
    away = [one for one in absences(connection, since=move.start) if one.badge == officer.badge]
    if not _is_there(away, roster(officer, hours, hours.local_day(move.start)), span):
        return WhyNot.OFFICER_ABSENT
    if any(one.officer == officer.badge for one in _meanwhile(connection, move)):
        return WhyNot.OFFICER_LENT
    if move.kind in ELSEWHERE and not officer.movable:
        return WhyNot.NOT_MOVABLE
    return None if set(move.services) <= set(officer.able) else WhyNot.NOT_SKILLED


def _is_there(away: Sequence[Absence], rostered: Sequence[Span], span: Span) -> bool:
    overtime = [one.span for one in away if one.kind == "overtime"]
    gone = any(one.kind in AWAY and one.span.meets(span) for one in away)
    return not gone and any(one.meets(span) for one in (*rostered, *overtime))


def _why_not_there(connection: Connection, move: Move) -> WhyNot | None:
    """What the counters say: a free one for who comes, a closed one to open, an open one for all else."""
    if move.kind in ELSEWHERE:
        return None if _free_desks(connection, move) > 0 else WhyNot.NO_DESK
    if move.counter is None:
        return None
    is_closed = counter_is_closed(connection, move.branch, move.counter)
    if move.kind is MoveKind.OPEN:
        return None if is_closed else WhyNot.COUNTER_OPEN
    return WhyNot.COUNTER_CLOSED if is_closed else None


def counter_is_closed(connection: Connection, branch: str, counter: str) -> bool:
    """Whether nobody works at a counter now."""
    wanted = select(_C.state).where(_C.branch == branch, _C.code == counter, _C.active == 1)
    return connection.execute(wanted).scalar() in (None, CounterState.CLOSED)


def _free_desks(connection: Connection, move: Move) -> int:
    """Closed counters of the branch, less those for who is on his way there."""
    closed = select(func.count()).where(_C.branch == move.to, _C.active == 1, _C.state == CounterState.CLOSED.value)
    count: int = connection.execute(closed).scalar_one()
    coming = [one for one in _meanwhile(connection, move) if one.to == move.to and one.arrived_at is None]
    return count - len(coming)


def _meanwhile(connection: Connection, move: Move) -> list[Move]:
    """The other approved moves that hold at some time of this one."""
    others = [one.move for one in moves(connection, states=[MoveState.APPROVED.value], since=move.start)]
    return [one for one in others if one.id != move.id and one.start < move.end]
