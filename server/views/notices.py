"""What is written and said in a hall beside calls? What was decided, what befell visitors, hours, and free notices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, select

from config.texts import LANGUAGES
from display.clips import Announcement, announcement
from display.words import Facts, written
from server.database import tables
from server.domain.branch import Branch
from server.domain.lifecycle import CounterState, StepState
from server.domain.notices import due, of_hours
from server.domain.refusals import ClipNotFound
from server.domain.standing import Pause
from server.views.clips import spoken_in
from server.views.picture import Picture
from server.views.times import local

FREE = "notice"
EVACUATION_EVERY_S, PAUSE_EVERY_S, INTAKE_EVERY_S = 20, 300, 1800
# A transfer is told for a minute; its sound may be asked for later, when others were spoken before.
TRANSFER_TOLD_FOR, TRANSFER_HEARD_FOR = timedelta(minutes=1), timedelta(minutes=10)

_N, _T = tables.hall_notice.c, tables.ticket.c
_ENDED, _ONWARD = tables.step.alias("ended"), tables.step.alias("onward")
_TYPED = (
    select(_N.id, _N.kind, _N.texts, _N.every_s)
    .where(
        _N.branch == bindparam("branch"),
        _N.starts_at <= bindparam("now", type_=tables.Instant),
        _N.ends_at > bindparam("now", type_=tables.Instant),
    )
    .order_by(_N.starts_at, _N.id)
)
_SENT_ON = (
    select(_T.id, _T.number, _T.language, _ENDED.c.position, _ENDED.c.counter, _ONWARD.c.service)
    .select_from(_ENDED)
    .join(_ONWARD, and_(_ONWARD.c.ticket_id == _ENDED.c.ticket_id, _ONWARD.c.position == _ENDED.c.position + 1))
    .join(tables.ticket, _T.id == _ENDED.c.ticket_id)
    .where(
        _ENDED.c.branch == bindparam("branch"),
        _ENDED.c.ended_at > bindparam("since", type_=tables.Instant),
        _ENDED.c.state == StepState.TRANSFERRED.value,
        _ONWARD.c.state == StepState.WAITING.value,
    )
    .order_by(_ENDED.c.ended_at)
)


@dataclass(frozen=True)
class Told:
    """One notice as it stands in the hall, see `NoticeOut` for its kinds; `at` is when that changes.

    languages: in which it is said, none for silence. facts: of the catalogue's sentence, by language; None where the
    words are somebody's own. counter: of which it tells, where that matters.
    """

    id: str
    kind: str
    texts: Mapping[str, str]
    languages: tuple[str, ...] = ()
    at: datetime | None = None
    every_s: int | None = None
    facts: Mapping[str, Facts] | None = None
    counter: str | None = None

    def said(self, language: str) -> Announcement:
        """Return how it is said in a language."""
        if self.facts is None:
            return Announcement(self.texts[language], language)
        return announcement(self.kind, self.facts[language], language=language)


def notices_of(
    connection: Connection, seen: Picture, *, transfers_for: timedelta = TRANSFER_TOLD_FOR
) -> Iterator[Told]:
    """Yield what a hall is told at an instant, the most urgent first; while people leave the building nothing else."""
    standing = seen.standing
    if standing.paused is not None:
        every = EVACUATION_EVERY_S if standing.paused is Pause.EVACUATION else PAUSE_EVERY_S
        yield _worded(standing.paused.value, _named(standing.paused.value, standing.paused_at), every_s=every)
    if standing.paused is Pause.EVACUATION:
        return
    if standing.has_just_resumed(seen.at):
        yield _worded("resumption", _named("resumption", standing.resumed_at))
    if seen.intake is not None:
        yield _worded(seen.intake.value, _named(seen.intake.value, standing.intake_at), every_s=INTAKE_EVERY_S)
    yield from _of_visitors(connection, seen, transfers_for)
    yield from _of_hours(seen)
    yield from _free(connection, seen)


def _named(kind: str, at: datetime | None) -> str:
    """A notice that stands a second time is another one, and said again."""
    return f"{kind}-{at:%Y%m%d%H%M%S}"


def _worded(kind: str, name: str, facts: Mapping[str, Facts] | None = None, **more: Any) -> Told:
    """Return a notice in the catalogue's words."""
    each = facts or dict.fromkeys(LANGUAGES, Facts())
    texts = {language: written(kind, each[language], language=language) for language in LANGUAGES}
    return Told(**({"id": name, "kind": kind, "texts": texts, "languages": LANGUAGES, "facts": each} | more))


def _of_visitors(connection: Connection, seen: Picture, transfers_for: timedelta) -> Iterator[Told]:
    """Who was sent on, and who was called to a counter that then paused: each is told in his language first."""
    branch = seen.branch
    where = {"branch": branch.code, "since": seen.at - transfers_for}
    for row in connection.execute(_SENT_ON, where):
        service = branch.services.get(row.service)
        if service is not None:
            facts = {one: Facts(number=row.number, service=service.names[one]) for one in LANGUAGES}
            name, spoken = f"transfer-{row.id}-{row.position}", spoken_in(branch, row.language)
            yield _worded("transfer", name, facts, languages=spoken, counter=row.counter)
    for desk in seen.counters:
        if desk["state"] is CounterState.PAUSED and desk["step_state"] is StepState.CALLED:
            facts = dict.fromkeys(LANGUAGES, Facts(counter=desk["code"]))
            name, spoken = f"pause-{desk['code']}-{desk['id']}", spoken_in(branch, desk["language"])
            yield _worded("pause", name, facts, languages=spoken, counter=desk["code"])


def _of_hours(seen: Picture) -> Iterator[Told]:
    branch = seen.branch
    told = of_hours(branch.hours, now=seen.at, soon=branch.screens.closing_soon)
    if told is not None:
        clock = seen.at.astimezone(branch.hours.zone)
        facts = dict.fromkeys(LANGUAGES, Facts(time=None if told.at is None else told.at.time()))
        spoken = () if told.kind == "closed" else LANGUAGES
        yield _worded(told.kind, f"{told.kind}-{clock:%Y%m%d}", facts, languages=spoken, at=told.at)


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
            yield _worded(row.kind, row.id)


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
    for one in notices_of(connection, seen, transfers_for=TRANSFER_HEARD_FOR):
        if one.id == notice and language in one.languages:
            return one.said(language)
    raise ClipNotFound
