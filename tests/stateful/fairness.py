"""Whose turn is it, and why? The rules of docs/rules.md told a second time, over plain rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tests.stateful.network import COUNTERS, RULES, SERVICES
from tests.stateful.world import MINUTE, SECOND, Row, World

Expected = Mapping[str, float | None]
FOR_YOU, BEFORE, HEAD_START, BOOKING = "for-you", "before", "head-start", "booking"
OVERFLOW, PASSED_OVER, TURN, PICKED = "overflow", "passed-over", "turn", "picked"


@dataclass(frozen=True)
class Turn:
    """Who may be called first (those of one smallest rank), why, and who of a smaller rank is passed over."""

    first: frozenset[str]
    rank: int
    why: frozenset[str]
    passed_over: frozenset[str]


def is_able(levels: Mapping[str, int] | None, step: Row) -> bool:
    """Whether an officer of these levels may serve a step; None is who may do everything."""
    return levels is None or levels.get(step.service, 0) >= max(step.level, SERVICES[step.service]["level"])


def suits(counter: Row) -> set[str]:
    return set(COUNTERS[counter.branch][counter.code].get("suits", ()))


def obstacle(world: World, here: Row, step: Row, now: int) -> str | None:
    """Why a counter passes over who waits for one of its services."""
    others = [
        one
        for one in world.counters.values()
        if one.branch == here.branch and one.state != "closed" and one.code != here.code
    ]
    sent_to = [one for one in others if one.code == step.for_counter or one.officer == step.for_officer]
    is_mine = step.for_counter in (None, here.code) and step.for_officer in (None, here.officer)
    if not is_mine and sent_to and now < step.since + RULES["alone_min"] * MINUTE:
        return "waits-for-another"
    if not is_able(here.levels, step):
        return "needs-more-skill"
    folders = [one for one in others if one.ticket_id and world.left(one.ticket_id) >= RULES["bulk_from"]]
    if world.left(step.ticket_id) >= RULES["bulk_from"] and len(folders) >= RULES["bulk_counters"]:
        return "bulk-lane-full"
    lacking = set(world.privates[step.ticket_id].needs or ()) - suits(here)
    better = [
        one
        for one in others
        if one.state == "open" and step.service in one.services and is_able(one.levels, step) and lacking & suits(one)
    ]
    return "another-counter-suits" if better else None


def whose_turn(world: World, branch: str, counter: str, now: int) -> Turn | None:
    """Return who must be called to a counter as the world stands; None when nobody may."""
    here = world.counters[branch, counter]
    turn = _first(world, here, here.services, now)
    if turn is not None:
        return turn
    if world.waiting(branch, here.services):
        return None
    calls = [
        step.called_at
        for step in world.steps.values()
        if step.branch == branch and step.service in here.services and step.called_at is not None
    ]
    empty_for = now - max(calls, default=0)
    beside = [
        one["service"]
        for one in COUNTERS[branch][counter].get("overflow", ())
        if empty_for >= one["empty_min"] * MINUTE and one["service"] not in here.services
    ]
    turn = _first(world, here, beside, now)
    return None if turn is None else replace(turn, why=frozenset({OVERFLOW}))


def _first(world: World, here: Row, services: list[str], now: int) -> Turn | None:
    waiting = world.waiting(here.branch, services)
    may = [step for step in waiting if obstacle(world, here, step, now) is None]
    if not may:
        return None
    rank = may[0].rank
    passed = frozenset(step.ticket_id for step in waiting if step.rank < rank)
    first = [step for step in may if step.rank == rank]
    why = frozenset(_why(world, here, step, passed) for step in first)
    # Of equal ranks the earlier ticket goes first; one that may not be called counts as passed over as well.
    if any(step.rank == rank and step not in may for step in waiting) and TURN in why:
        why |= {PASSED_OVER}
    return Turn(frozenset(step.ticket_id for step in first), rank, why, passed)


def _why(world: World, here: Row, step: Row, passed: frozenset[str]) -> str:
    ticket = world.tickets[step.ticket_id]
    if is_for(here, step):
        return FOR_YOU
    if step.rule == "before":
        return BEFORE
    if step.rule is None and step.rank < ticket.ready_at:
        return HEAD_START
    if ticket.slot is not None and ticket.slot == ticket.ready_at:
        return BOOKING
    return PASSED_OVER if passed else TURN


def is_for(here: Row, step: Row) -> bool:
    return step.for_counter == here.code or (step.for_officer is not None and step.for_officer == here.officer)


def came_earlier(world: World, step: Row) -> set[str]:
    """Return who waits for the same service, came earlier, and has himself not moved back."""
    ready_at = world.tickets[step.ticket_id].ready_at
    return {
        one.ticket_id
        for one in world.waiting(step.branch, [step.service])
        if one.rule is None and world.tickets[one.ticket_id].ready_at < ready_at and one.ticket_id != step.ticket_id
    }


def onward(world: World, ticket: str, expected_s: Expected) -> Row | None:
    """Return which planned step of a visit comes next: back to who sent it on, or else the shortest wait."""
    planned = [step for step in world.steps_of(ticket) if step.state == "planned"]
    if not planned:
        return None
    back = [step for step in planned if step.for_officer is not None]
    if back:
        return back[-1]
    service = next_service([step.service for step in planned], expected_s)
    return next(step for step in planned if step.service == service)


def next_service(services: Sequence[str], expected_s: Expected) -> str:
    """Return which service of a visit is done first: as asked for, unless another one saves more than the gain."""
    free = [one for one in services if not set(SERVICES[one]["after"]) & set(services)] or list(services)
    asked_s = expected_s.get(free[0])
    if asked_s is None:
        return free[0]
    waits = {one: wait for one in free if (wait := expected_s.get(one)) is not None}
    best = min(waits, key=lambda one: waits[one])
    return best if asked_s - waits[best] > RULES["reorder_gain_min"] * 60 else free[0]


def in_order(services: Sequence[str], expected_s: Expected) -> list[str]:
    """Return the services of a new visit in the order in which they are planned."""
    left, done = list(services), []
    while left:
        done.append(next_service(left, expected_s))
        left.remove(done[-1])
    return done


def finished(world: World, branch: str, counter: str, now: int, expected_s: Expected) -> World:
    """Return the world as it is once the counter's visitor is done."""
    standing = world.standing(branch, counter)
    if standing is None:
        return world
    ticket, step = standing
    steps = dict(world.steps)
    steps[step.ticket_id, step.position] = _with(step, state="done", ended_at=now)
    after = onward(world, ticket.id, expected_s)
    if after is not None:
        steps[after.ticket_id, after.position] = _with(after, state="waiting", since=now)
    tickets = dict(world.tickets) | {ticket.id: _with(ticket, step=None if after is None else after.position)}
    counters = dict(world.counters)
    counters[branch, counter] = _with(counters[branch, counter], ticket_id=None)
    return replace(world, steps=steps, tickets=tickets, counters=counters)


def _with(row: Row, **changes: object) -> Row:
    return Row(**(vars(row) | changes))


def gap_left(told_at: list[int], now: int) -> bool:
    """Whether the rules still want some seconds before the visitor is called again."""
    return bool(told_at) and now < max(told_at) + RULES["recall_gap_s"] * SECOND
