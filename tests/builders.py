"""Small things to test with: an instant, a branch, a ticket, a counter. Each is plain; a test says what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from server.domain.branch import Branch, CounterPlan, Names, Service
from server.domain.choice import Seat, Waiting
from server.domain.counter import Counter
from server.domain.dispatch import Desk, Duration
from server.domain.hours import Hours, Ranges
from server.domain.lifecycle import CounterState, StepState
from server.domain.rights import Caller, Role
from server.domain.rules import Rules
from server.domain.ticket import Step, Ticket

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TUESDAY = date(2026, 11, 24)
NINE = datetime(2026, 11, 24, 2, tzinfo=UTC)
"""Tuesday 2026-11-24, 09:00 in Hanoi: every service is open."""


def minutes(number: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=number)


def at(clock: str, *, day: date = TUESDAY, zone: ZoneInfo = HANOI) -> datetime:
    """Return the UTC instant of "13:30" on a branch's wall."""
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)


def names(word: str) -> Names:
    """Return a name in all languages."""
    return {language: f"{word} ({language})" for language in ("vi", "en", "fr")}


def ranges(*spans: str) -> Ranges:
    """Return opening ranges from "08:00-12:00", "13:30-17:00"."""
    edges = (span.split("-") for span in spans)
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in edges)


def hours(
    *spans: str, zone: ZoneInfo = HANOI, weekdays: range = range(5), days: Mapping[date, Ranges] | None = None
) -> Hours:
    """Return the hours of a branch that is open in these ranges on these weekdays, all day with a lunch if none."""
    daily = ranges(*(spans or ("08:00-12:00", "13:30-17:00")))
    return Hours(zone=zone, weekly=dict.fromkeys(weekdays, daily), days=days or {})


def a_service(code: str = "land", *, letter: str | None = None, mean_min: float = 10, **changes: Any) -> Service:
    """Return a service; its letter is its code's first one unless said otherwise."""
    plain = Service(
        code=code,
        letter=letter or code[0].upper(),
        digits=3,
        names=names(code),
        duration=Duration(mean_s=mean_min * 60, cv=0.8),
    )
    return replace(plain, **changes)


def a_branch(code: str = "tay-ho", **changes: Any) -> Branch:
    """Return a branch with counters 1, 2 and 3 for land, results and guidance, and one head start of 15 minutes."""
    services = {one: a_service(one) for one in ("land", "results", "guidance")}
    plain = Branch(
        code=code,
        kind="branch",
        parent=None,
        names=names(code),
        lat=21.069,
        lon=105.811,
        hours=hours(),
        services=services,
        counters=dict.fromkeys(("1", "2", "3"), CounterPlan(tuple(services))),
        zones={},
        head_starts={"elderly": minutes(15)},
        priorities={"elderly": names("elderly")},
        rules=Rules(),
        languages=("vi", "en", "fr"),
    )
    return replace(plain, **changes)


def an_id(number: str) -> str:
    """Return a ticket's id, made of its number, so that it is the same in every run."""
    return str(uuid5(NAMESPACE_URL, number))


def a_step(service: str = "land", *, waited: float = 0, number: str = "L001", **changes: Any) -> Step:
    """Return a step that waits since so many minutes before NINE; changes are fields of it."""
    plain = {
        "ticket_id": an_id(number),
        "position": 0,
        "branch": "tay-ho",
        "service": service,
        "state": StepState.WAITING,
        "rank": NINE - minutes(waited),
        "since": NINE - minutes(waited),
    }
    return Step(**(plain | changes))


def a_ticket(*services: str, waited: float = 0, number: str = "L001", ahead: float = 0, **changes: Any) -> Ticket:
    """Return a ticket issued so many minutes before NINE, its first service waiting and the others planned.

    ahead: the head start of its class in minutes. changes are fields of the ticket.
    """
    issued_at = NINE - minutes(waited)
    steps = [
        a_step(
            service,
            waited=waited + ahead,
            number=number,
            position=position,
            state=StepState.PLANNED if position else StepState.WAITING,
            since=None if position else NINE - minutes(waited + ahead),
        )
        for position, service in enumerate(services or ("land",))
    ]
    plain = {
        "id": an_id(number),
        "branch": "tay-ho",
        "number": number,
        "day": TUESDAY,
        "language": "vi",
        "issued_at": issued_at,
        "ready_at": issued_at,
        "steps": steps,
    }
    return Ticket(**(plain | changes))


def a_counter(code: str = "1", **changes: Any) -> Counter:
    """Return an open counter for land, of the officer with badge 000001, with nobody in front."""
    plain = {
        "branch": "tay-ho",
        "code": code,
        "state": CounterState.OPEN,
        "services": ["land"],
        "officer": "000001",
        "opened_at": NINE,
    }
    return Counter(**(plain | changes))


def a_desk(*services: str, free_in_min: float = 0) -> Desk:
    """Return an open counter as the dispatch pass sees it."""
    return Desk(frozenset(services or ("land",)), free_in_min * 60)


def a_seat(code: str = "1", *, services: Sequence[str] = ("land",), **changes: Any) -> Seat:
    """Return a counter as the choice of the next visitor sees it; its officer's badge is its code: 000001 for 1."""
    return replace(Seat(code, f"{int(code):06d}", services), **changes)


def a_waiting(ticket_id: str = "L001", *, service: str = "land", waited: float = 0, **changes: Any) -> Waiting:
    """Return who waits since so many minutes before NINE, as the choice of the next visitor sees him."""
    ready_at = NINE - minutes(waited)
    return replace(Waiting(ticket_id, service, rank=ready_at, ready_at=ready_at, since=ready_at), **changes)


def a_caller(role: Role = Role.OFFICER, **changes: Any) -> Caller:
    """Return a caller of branch tay-ho with badge 000001."""
    return replace(Caller(role, "000001", "tay-ho"), **changes)


def facts_of(thing: Any) -> Any:
    """Return every field of a ticket, step or counter, to compare: a refused act leaves all of them as they were."""
    if isinstance(thing, list):
        return [facts_of(one) for one in thing]
    if is_dataclass(thing):
        return {field.name: facts_of(getattr(thing, field.name)) for field in fields(thing)}
    return thing
