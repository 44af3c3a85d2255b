"""Who works where today? Officers of the network file and those who sign in, with roster, absences and counters."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from server.database import tables
from server.database.moves import Absence, absences, moves
from server.domain.branch import Branch, Network
from server.domain.lifecycle import CounterState
from server.domain.lunch import COUNTS_FOR, LUNCH
from server.domain.moves import AWAY, ELSEWHERE, Move, MoveState, places_of
from server.domain.rights import Role
from server.domain.staff import OfficerPlan, Span, lunch_of, roster, without
from server.views.times import local

_C, _P = tables.counter.c, tables.person.c


@dataclass(frozen=True)
class OfficerToday:
    """An officer now. roster: his hours of today, overtime included, absences not yet taken off.

    counter: where he is, as far as that is known. at: the branch where he works now.
    """

    plan: OfficerPlan
    branch: Branch
    at: str
    counter: str | None
    roster: Sequence[Span]
    lunch: Span | None
    absences: Sequence[Absence] = ()
    moves: Sequence[Move] = field(default_factory=tuple)

    @property
    def badge(self) -> str:
        """The badge."""
        return self.plan.badge

    @property
    def has_place(self) -> bool:
        """Whether anybody counts on him today: at a counter, in the network file, or told to work overtime.

        Whoever merely can sign in at a branch is no officer too many there.
        """
        is_planned = any(plan.badge == self.badge for plan in self.branch.staff)
        return is_planned or self.counter is not None or any(one.kind == "overtime" for one in self.absences)

    def state(self, now: datetime) -> str:
        """Return what he does: see OfficerOut."""
        absent = next((one.kind for one in self.absences if one.kind in AWAY and one.span.holds(now)), None)
        if absent is not None:
            return absent
        if self.at != self.branch.code:
            return "lent"
        if self.counter is not None:
            return "present"
        if self.lunch is not None and self.lunch.holds(now):
            return "lunch"
        return "expected" if any(span.holds(now) for span in self.roster) else "off"

    def works(self, now: datetime) -> list[Span]:
        """Return when he is at work from now on: his roster without his absences."""
        spans = [Span(max(one.start, now), one.end) for one in self.roster if one.end > now]
        for absence in self.absences:
            if absence.kind in AWAY:
                spans = [part for span in spans for part in without(span, absence.span)]
        return spans


def staff_today(connection: Connection, network: Network, *, now: datetime) -> list[OfficerToday]:
    """Return every officer of the network today, branch by branch."""
    told = absences(connection, since=now - COUNTS_FOR)
    approved = [one.move for one in moves(connection, states=[MoveState.APPROVED.value], since=now)]
    counters = _counters(connection)
    planned = {code: officers_of_branch(connection, branch) for code, branch in network.branches.items()}
    known = {plan.badge for plans in planned.values() for plan in plans}
    found = []
    for code, branch in network.branches.items():
        day = branch.hours.local_day(now)
        for plan in planned[code]:
            lunch = lunch_told(told, plan.badge, branch, now=now)
            own = [one for one in told if one.badge == plan.badge and one.kind != LUNCH and one.span.end > now]
            orders = [one for one in approved if one.officer == plan.badge and one.kind in ELSEWHERE]
            at = (places_of(orders, plan.badge, now) or [code])[0]
            rest = None if lunch is None else lunch.span
            hours = roster(plan, branch.hours, day, told=rest) + [one.span for one in own if one.kind == "overtime"]
            found.append(
                OfficerToday(
                    plan=plan,
                    branch=branch,
                    at=at,
                    counter=_counter(counters.get(at, {}), plan, known if at == code else None),
                    roster=sorted(hours, key=lambda one: one.start),
                    lunch=rest or lunch_of(plan, branch.hours, day),
                    absences=own if lunch is None else [*own, lunch],
                    moves=orders,
                )
            )
    return found


def lunch_told(told: Iterable[Absence], badge: str, branch: Branch, *, now: datetime) -> Absence | None:
    """Return the lunch of today that an officer was told last, also after it is over."""
    day = branch.hours.local_day(now)
    own = [one for one in told if (one.kind, one.badge) == (LUNCH, badge)]
    return max(
        (one for one in own if branch.hours.local_day(one.span.start) == day), key=lambda one: one.id, default=None
    )


def officers_of_branch(connection: Connection, branch: Branch) -> list[OfficerPlan]:
    """Return a branch's officers: the network file's, and who signs in beside them, with a person's own skills too."""
    wanted = select(_P.badge, _P.skills).where(_P.branch == branch.code, _P.role == Role.OFFICER).order_by(_P.badge)
    people = {row.badge: row.skills for row in connection.execute(wanted)}
    planned = [_with_skills(one, people.pop(one.badge, None)) for one in branch.staff]
    return planned + [OfficerPlan(badge, tuple(skills or branch.services)) for badge, skills in people.items()]


def _with_skills(plan: OfficerPlan, skills: Mapping[str, int] | None) -> OfficerPlan:
    if skills is None:
        return plan
    return replace(plan, qualified=tuple(dict.fromkeys((*plan.qualified, *plan.skills, *skills))))


def _counters(connection: Connection) -> Mapping[str, Mapping[str, str | None]]:
    """Branch -> counter that is not closed -> who opened it."""
    wanted = select(_C.branch, _C.code, _C.officer).where(_C.state != CounterState.CLOSED, _C.active == 1)
    found: dict[str, dict[str, str | None]] = {}
    for branch, code, officer in connection.execute(wanted):
        found.setdefault(branch, {})[code] = officer
    return found


def _counter(opened: Mapping[str, str | None], plan: OfficerPlan, known: Set[str] | None) -> str | None:
    """Where an officer is: at the counter that he opened; at home also at his usual one, opened by nobody's badge."""
    own = next((code for code, officer in opened.items() if officer == plan.badge), None)
    usual = plan.counter
    if own is None and known is not None and usual is not None and usual in opened:
        return usual if (opened[usual] or "") not in known else None
    return own


def staff_view(officers: Sequence[OfficerToday], *, now: datetime, only: str | None) -> list[dict[str, Any]]:
    """Return the officers of the network, or of one branch, as managers see them."""
    return [_officer(one, now) for one in officers if only in (None, one.branch.code, one.at)]


def open_today(branch: Branch, now: datetime) -> list[dict[str, Any]]:
    """Return when a branch takes visitors today."""
    hours, day = branch.hours, branch.hours.local_day(now)
    return [_span(branch, Span(begin, end)) for begin, end in hours.spans(day)]


def _officer(one: OfficerToday, now: datetime) -> dict[str, Any]:
    branch = one.branch
    return {
        "badge": one.badge,
        "branch": branch.code,
        "skills": {code: branch.services[code].level if code in branch.services else 1 for code in one.plan.skills},
        "qualified": [code for code in one.plan.able if code not in one.plan.skills],
        "counter": one.counter,
        "state": one.state(now),
        "works_at": one.at,
        "roster": [_span(branch, span) for span in one.roster],
        "lunch": None if one.lunch is None else _span(branch, one.lunch),
        "movable": one.plan.movable,
        "absences": [
            {"id": told.id, "kind": told.kind, **_span(branch, told.span), "note": told.note, "by": told.told_by}
            for told in one.absences
        ],
    }


def _span(branch: Branch, span: Span) -> dict[str, Any]:
    return {"start": local(branch, span.start), "end": local(branch, span.end)}
