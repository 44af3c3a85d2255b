"""Whose turn is it at this counter, and why? The smallest rank among those whom the counter may call.

Whom it may not call yet is passed over, and that is said with the call: who waits for one counter or officer alone, who
needs more skill, who needs what another open counter has, and bulk filers while enough counters serve such folders.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.domain.order import RankRule
from server.domain.rules import Rules


class Why(StrEnum):
    """Why this ticket and no other."""

    TURN = "turn"
    HEAD_START = "head-start"
    BOOKING = "booking"
    BEFORE = "before"
    FOR_YOU = "for-you"
    OVERFLOW = "overflow"
    PASSED_OVER = "passed-over"
    PICKED = "picked"


class Obstacle(StrEnum):
    """Why a counter may not call somebody though the service is right."""

    ALONE = "waits-for-another"
    LEVEL = "needs-more-skill"
    NEEDS = "another-counter-suits"
    BULK = "bulk-lane-full"


@dataclass(frozen=True)
class Waiting:
    """A waiting step as the choice sees it; `since` is when it last began to wait.

    back_at: when one who got his number at the door was told to be back.
    """

    ticket_id: str
    service: str
    rank: datetime
    ready_at: datetime
    rule: RankRule | None = None
    booked: bool = False
    needs: Sequence[str] = ()
    dossiers: int = 1
    for_counter: str | None = None
    for_officer: str | None = None
    level: int = 1
    since: datetime | None = None
    back_at: datetime | None = None


@dataclass(frozen=True)
class Seat:
    """A counter as the choice sees it. suits: the needs for which it is fit. bulk: it serves a folder now.

    open: whether it calls now; a paused one will again.
    """

    code: str
    officer: str | None
    services: Sequence[str]
    levels: Mapping[str, int] | None = None
    suits: Sequence[str] = ()
    bulk: bool = False
    open: bool = True


Others = Callable[[], Sequence[Seat]]


@dataclass(frozen=True)
class Choice:
    """Who is called, why, and whom that overtakes of those who were looked at: ticket -> obstacle."""

    ticket_id: str
    why: Why
    passed_over: Mapping[str, Obstacle]


def obstacle(one: Waiting, here: Seat, others: Others, *, rules: Rules, now: datetime) -> Obstacle | None:
    """Return why a counter may not call somebody now; None when it may.

    others: gives the branch's other counters that are not closed; it is asked only for who has something about him.
    Nobody waits for ever: who waits for one counter or officer alone does so for `alone_for`, and only while that one
    is there; who waits for a counter that suits does so only while one that is able is open.
    """
    if _waits_for_another(one, here, others, rules=rules, now=now):
        return Obstacle.ALONE
    if not is_able(here, one.service, one.level):
        return Obstacle.LEVEL
    if one.dossiers >= rules.bulk_from and sum(other.bulk for other in others()) >= rules.bulk_counters:
        return Obstacle.BULK
    lacking = set(one.needs) - set(here.suits)
    if lacking and any(
        other.open
        and one.service in other.services
        and is_able(other, one.service, one.level)
        and len(lacking - set(other.suits)) < len(lacking)
        for other in others()
    ):
        return Obstacle.NEEDS
    return None


def _waits_for_another(one: Waiting, here: Seat, others: Others, *, rules: Rules, now: datetime) -> bool:
    if one.for_counter in (None, here.code) and one.for_officer in (None, here.officer):
        return False
    is_there = any(other.code == one.for_counter or other.officer == one.for_officer for other in others())
    return is_there and (one.since is None or now < one.since + rules.alone_for)


def choose(here: Seat, waiting: Iterable[Waiting], others: Others, *, rules: Rules, now: datetime) -> Choice | None:
    """Return whom a counter calls next: the first, in the order of rank, whom it may call. None for nobody.

    waiting: in the order of rank, of the services that the counter serves now.
    """
    passed_over: dict[str, Obstacle] = {}
    for one in waiting:
        if one.back_at is not None and now < one.back_at:
            # He was told to come later, so nobody who is called now overtakes him.
            continue
        hindered = obstacle(one, here, others, rules=rules, now=now)
        if hindered is None:
            return Choice(one.ticket_id, reason(one, here, bool(passed_over)), passed_over)
        passed_over[one.ticket_id] = hindered
    return None


def may_be_called(
    one: Waiting, seats: Sequence[Seat], *, takes: Mapping[str, Collection[str]], rules: Rules, now: datetime
) -> bool:
    """Whether one of the open counters could call somebody now.

    seats: all counters that are not closed. takes: counter -> the services for which it may call, of the open ones.
    A folder fills its place in the bulk lane at its own counter too, until it is done there.
    """
    if awaits_lane(one.dossiers, folders=sum(seat.bulk for seat in seats), rules=rules):
        return False

    def would_call(here: Seat) -> bool:
        def others() -> Sequence[Seat]:
            return [seat for seat in seats if seat.code != here.code]

        return one.service in takes.get(here.code, ()) and obstacle(one, here, others, rules=rules, now=now) is None

    return any(would_call(seat) for seat in seats)


def awaits_lane(dossiers: int, *, folders: int, rules: Rules) -> bool:
    """Whether a bulk filer is called only once one of so many others has left the bulk lane.

    folders: bulk filers who are before him or at a counter. How long those stay, no count of people tells.
    """
    return dossiers >= rules.bulk_from and folders >= rules.bulk_counters


def reason(one: Waiting, here: Seat, passed_over: bool) -> Why:
    """Return why somebody is first among those whom the counter may call."""
    if is_for(here, one.for_counter, one.for_officer):
        return Why.FOR_YOU
    if one.rule is RankRule.BEFORE:
        return Why.BEFORE
    if one.rule is None and one.rank < one.ready_at:
        return Why.HEAD_START
    if one.booked:
        return Why.BOOKING
    return Why.PASSED_OVER if passed_over else Why.TURN


def is_for(here: Seat, counter: str | None, officer: str | None) -> bool:
    """Whether who waits for this counter or officer alone, if for any, waits for who sits here."""
    return counter == here.code or (officer is not None and officer == here.officer)


def is_able(here: Seat, service: str, level: int) -> bool:
    """Whether who sits here is skilled enough for a step of a service."""
    return here.levels is None or here.levels.get(service, 0) >= level


@dataclass(frozen=True)
class Overflow:
    """What a counter takes beside its own services once these have been empty for so long."""

    service: str
    empty_s: float


def overflowing(
    overflow: Iterable[Overflow], *, main_services_empty_since: datetime | None, now: datetime
) -> tuple[str, ...]:
    """Return the services that a counter takes beside its own now; none while somebody waits for its own (None)."""
    if main_services_empty_since is None:
        return ()
    empty_s = (now - main_services_empty_since).total_seconds()
    return tuple(one.service for one in overflow if empty_s >= one.empty_s)
