"""What is written and said in a hall beside calls? What was decided, what befell visitors, hours, and free notices."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from config.texts import LANGUAGES
from display.clips import Announcement
from display.words import Facts
from server.database import tables
from server.domain.branch import Branch
from server.domain.door import told_at_door
from server.domain.notices import due, of_hours
from server.domain.refusals import ClipNotFound
from server.domain.standing import Pause
from server.views.picture import Picture
from server.views.times import local
from server.views.told import Told, worded
from server.views.visitor_notices import HEARD_FOR, TOLD_FOR, of_visitors

FREE = "notice"
EVACUATION_EVERY_S, PAUSE_EVERY_S, INTAKE_EVERY_S = 20, 300, 1800

_N, _T, _S = tables.hall_notice.c, tables.ticket.c, tables.step.c
_LAST_BACK = (
    select(func.max(_T.back_at))
    .join(tables.step, _S.ticket_id == _T.id)
    .where(_S.branch == bindparam("branch"), tables.WAITING, _T.draw_at.is_(None))
)
_TYPED = (
    select(_N.id, _N.kind, _N.texts, _N.every_s)
    .where(
        _N.branch == bindparam("branch"),
        _N.starts_at <= bindparam("now", type_=tables.Instant),
        _N.ends_at > bindparam("now", type_=tables.Instant),
    )
    .order_by(_N.starts_at, _N.id)
)


def notices_of(connection: Connection, seen: Picture, *, told_for: timedelta = TOLD_FOR) -> Iterator[Told]:
    """Yield what a hall is told at an instant, the most urgent first; while people leave the building nothing else."""
    standing = seen.standing
    if standing.paused is not None:
        every = EVACUATION_EVERY_S if standing.paused is Pause.EVACUATION else PAUSE_EVERY_S
        yield worded(standing.paused.value, _named(standing.paused.value, standing.paused_at), every_s=every)
    if standing.paused is Pause.EVACUATION:
        return
    if standing.has_just_resumed(seen.at):
        yield worded("resumption", _named("resumption", standing.resumed_at))
    if seen.intake is not None:
        yield worded(seen.intake.value, _named(seen.intake.value, standing.intake_at), every_s=INTAKE_EVERY_S)
    else:
        yield from _of_services(seen)
    yield from of_visitors(connection, seen, told_for=told_for)
    at_door = list(_of_door(connection, seen))
    yield from at_door
    if not any(one.kind == "door_now" for one in at_door):
        yield from _of_hours(seen)
    yield from _free(connection, seen)


def _named(kind: str, at: datetime | None) -> str:
    """A notice that stands a second time is another one, and said again."""
    return f"{kind}-{at:%Y%m%d%H%M%S}"


def _of_services(seen: Picture) -> Iterator[Told]:
    """For which services alone no more numbers are given today."""
    for code, stop in seen.standing.stops_on(seen.branch.hours.local_day(seen.at)).items():
        service = seen.branch.services.get(code)
        if service is not None:
            kind = f"{stop.reason.value}_service"
            facts = {one: Facts(service=service.names[one]) for one in LANGUAGES}
            yield worded(kind, _named(f"{kind}-{code}", stop.at), facts, every_s=INTAKE_EVERY_S)


def _of_door(connection: Connection, seen: Picture) -> Iterator[Told]:
    """What those who come before opening read; nobody is spoken to in a hall that is not open."""
    if seen.open or not seen.branch.rules.door_from or seen.standing.paused or seen.intake:
        return
    last_back = connection.execute(_LAST_BACK, {"branch": seen.branch.code}).scalar() if seen.waiting else None
    for one in told_at_door(seen.branch, now=seen.at, last_back=last_back):
        clock = one.at.astimezone(seen.branch.hours.zone)
        facts = dict.fromkeys(LANGUAGES, Facts(time=clock.time()))
        yield worded(one.kind, f"{one.kind}-{clock:%Y%m%d%H%M}", facts)


def _of_hours(seen: Picture) -> Iterator[Told]:
    branch = seen.branch
    told = of_hours(branch.hours, now=seen.at, soon=branch.screens.closing_soon)
    if told is not None:
        clock = seen.at.astimezone(branch.hours.zone)
        facts = dict.fromkeys(LANGUAGES, Facts(time=None if told.at is None else told.at.time()))
        yield worded(told.kind, f"{told.kind}-{clock:%Y%m%d}", facts, at=told.at)


def _free(connection: Connection, seen: Picture) -> Iterator[Told]:
    """The network file's notices, then those that a supervisor has typed, among them a test of the loudspeakers."""
    for one in due(seen.branch.notices, seen.at.astimezone(seen.branch.hours.zone)):
        every = None if one.spoken_every is None else round(one.spoken_every.total_seconds())
        spoken = () if every is None else LANGUAGES
        yield Told(f"{FREE}-{one.code}", FREE, one.texts, spoken, every_s=every)
    for row in connection.execute(_TYPED, {"branch": seen.branch.code, "now": seen.at}):
        if row.kind == FREE:
            yield Told(row.id, FREE, row.texts, LANGUAGES, every_s=row.every_s)
        else:
            yield worded(row.kind, row.id)


def notice_rows(connection: Connection, seen: Picture, *, zone: str | None) -> list[dict[str, Any]]:
    """Return a hall view's notices; of counters only those of the zone."""
    branch = seen.branch
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "texts": dict(one.texts),
            "opens_at": None if one.at is None or one.kind == "closing" else local(branch, one.at),
            "clips": [address(branch, one.id, language) for language in one.languages],
            "every_s": one.every_s,
        }
        for one in notices_of(connection, seen)
        if one.counter is None or branch.in_zone(one.counter, zone)
    ]


def address(branch: Branch, notice: str, language: str) -> str:
    """Return where a notice is heard."""
    return f"/api/v1/branches/{branch.code}/notices/{notice}/{language}.wav"


def notice_said(connection: Connection, seen: Picture, notice: str, language: str) -> Announcement:
    """Return how a notice that stands now is said in a language. Raises ClipNotFound."""
    for one in notices_of(connection, seen, told_for=HEARD_FOR):
        if one.id == notice and language in one.languages:
            return one.said(language)
    raise ClipNotFound
