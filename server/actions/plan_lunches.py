"""Write down when officers of a branch go to lunch, or take that back. All of them, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from server.database.change import BranchChange
from server.database.moves import Absence, absences, add_absence, cancel_absence, moves
from server.domain.lunch import COUNTS_FOR, LUNCH, require_lunch
from server.domain.moves import AWAY, ELSEWHERE, Move, MoveState
from server.domain.refusals import BadChange, BadLunch
from server.domain.staff import OfficerPlan, Span, roster


def plan_lunches(change: BranchChange, lunches: Sequence[tuple[str, Span]], *, plans: Iterable[OfficerPlan]) -> None:
    """Let officers rest then. The one told last counts, and what was told before it holds again once it is taken back.

    plans: the branch's officers. Raises BadLunch.
    """
    known, seen = {plan.badge: plan for plan in plans}, set[str]()
    since = min((span.start for _, span in lunches), default=change.now)
    told = absences(change.connection, since=since)
    orders = [one.move for one in moves(change.connection, states=[MoveState.APPROVED.value], since=since)]
    for badge, span in lunches:
        if badge not in known:
            raise BadLunch(badge=badge, reason="elsewhere")
        if badge in seen:
            raise BadLunch(badge=badge, reason="twice")
        seen.add(badge)
        _require(change, known[badge], span, told=told, orders=orders)
    for badge, span in lunches:
        add_absence(change.connection, badge=badge, kind=LUNCH, span=span, note=None, by=change.actor)
    change.touch()


def take_back_lunches(change: BranchChange, numbers: Sequence[int], *, plans: Iterable[OfficerPlan]) -> None:
    """Let lunches not be so after all. Raises BadChange where one is none of the branch's today."""
    badges = {plan.badge for plan in plans}
    told = absences(change.connection, since=change.now - COUNTS_FOR)
    mine = {one.id: one.badge for one in told if one.kind == LUNCH and one.badge in badges}
    for number in dict.fromkeys(numbers):
        if number not in mine:
            raise BadChange(what="absence")
        cancel_absence(change.connection, number, badge=mine[number], now=change.now)
    change.touch()


def _require(
    change: BranchChange, plan: OfficerPlan, span: Span, *, told: Iterable[Absence], orders: Iterable[Move]
) -> None:
    hours = change.branch.hours
    own = [one for one in told if one.badge == plan.badge and one.span.end > span.start]
    overtime = [one.span for one in own if one.kind == "overtime"]
    require_lunch(
        plan.badge,
        span,
        shift=[*roster(replace(plan, lunch=None), hours, hours.local_day(span.start)), *overtime],
        away=[one.span for one in own if one.kind in AWAY],
        lent=[Span(one.start, one.end) for one in orders if one.officer == plan.badge and one.kind in ELSEWHERE],
        now=change.now,
    )
