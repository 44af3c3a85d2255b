"""What befell visitors of which the hall is told? Sent on, missed, kept waiting; each in his language first."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Connection, and_, bindparam, cast, literal_column, select, type_coerce

from config.texts import LANGUAGES
from display.words import Facts
from server.database import tables
from server.domain.apologies import ONE_BY_ONE, TO_ALL_EVERY, Overdue, Owed, owed
from server.domain.branch import Branch
from server.domain.lifecycle import CounterState, StepState
from server.views.clips import spoken_in
from server.views.picture import Picture
from server.views.told import Told, worded

# An act is told for a minute; its sound may be asked for later, when others were spoken before.
TOLD_FOR, HEARD_FOR = timedelta(minutes=1), timedelta(minutes=10)
MINUTE = timedelta(minutes=1)

_T, _S = tables.ticket.c, tables.step.c
_ENDED, _ONWARD = tables.step.alias("ended"), tables.step.alias("onward")
_JUST_ENDED = (
    _ENDED.c.branch == bindparam("branch"),
    _ENDED.c.ended_at > bindparam("since", type_=tables.Instant),
)
_SENT_ON = (
    select(_T.id, _T.number, _T.language, _ENDED.c.position, _ENDED.c.counter, _ONWARD.c.service)
    .select_from(_ENDED)
    .join(_ONWARD, and_(_ONWARD.c.ticket_id == _ENDED.c.ticket_id, _ONWARD.c.position == _ENDED.c.position + 1))
    .join(tables.ticket, _T.id == _ENDED.c.ticket_id)
    .where(
        *_JUST_ENDED,
        _ENDED.c.state == StepState.TRANSFERRED.value,
        _ONWARD.c.state == StepState.WAITING.value,
    )
    .order_by(_ENDED.c.ended_at)
)
# What was planned after a missed step ends along with it, but was never called.
_MISSED = (
    select(_T.id, _T.number, _T.language, _ENDED.c.counter, _ENDED.c.ended_at)
    .select_from(_ENDED)
    .join(tables.ticket, _T.id == _ENDED.c.ticket_id)
    .where(*_JUST_ENDED, _ENDED.c.state == StepState.NO_SHOW.value, _ENDED.c.called_at.is_not(None))
    .order_by(_ENDED.c.ended_at)
)
# A promise is made of the first call, when the wait begins; who asked for a later turn gave it up.
_PROMISED = type_coerce(
    type_coerce(_S.since, BigInteger) + cast(_T.wait_high_s, BigInteger) * literal_column("1000000"), tables.Instant
)
_OVERDUE = (
    select(_T.id, _T.number, _T.language, _PROMISED.label("promised"))
    .select_from(tables.step)
    .join(tables.ticket, _T.id == _S.ticket_id)
    .where(
        _S.branch == bindparam("branch"),
        tables.WAITING,
        _T.called_at.is_(None),
        _T.postponed == 0,
        bindparam("now", type_=tables.Instant) >= _PROMISED,
    )
    .order_by(_PROMISED.desc(), _T.id)
    .limit(ONE_BY_ONE + 1)
)


def of_visitors(connection: Connection, seen: Picture, *, told_for: timedelta = TOLD_FOR) -> Iterator[Told]:
    """Yield what the hall is told of visitors; told_for: how long an act stands."""
    where = {"branch": seen.branch.code, "since": seen.at - told_for}
    yield from _sent_on(connection, seen.branch, where)
    yield from _missed(connection, seen.branch, where)
    yield from _before_a_pause(seen)
    if seen.open and seen.standing.paused is None:
        yield from _apologies(connection, seen)


def owed_now(connection: Connection, branch: str, *, now: datetime) -> Owed:
    """Return which apologies a branch owes at an instant; a handful of rows, however many wait."""
    rows = connection.execute(_OVERDUE, {"branch": branch, "now": now})
    return owed([Overdue(*row) for row in rows], now=now)


def _sent_on(connection: Connection, branch: Branch, where: dict[str, object]) -> Iterator[Told]:
    for row in connection.execute(_SENT_ON, where):
        service = branch.services.get(row.service)
        if service is not None:
            facts = {one: Facts(number=row.number, service=service.names[one]) for one in LANGUAGES}
            name, spoken = f"transfer-{row.id}-{row.position}", spoken_in(branch, row.language)
            yield worded("transfer", name, facts, languages=spoken, counter=row.counter)


def _missed(connection: Connection, branch: Branch, where: dict[str, object]) -> Iterator[Told]:
    """Who was given up hears until when his number still counts; where it does not count any more, nothing is said."""
    minutes = branch.rules.no_show_grace // MINUTE
    if not minutes:
        return
    for row in connection.execute(_MISSED, where):
        facts = dict.fromkeys(LANGUAGES, Facts(number=row.number, minutes=minutes))
        name, spoken = f"missed-{row.id}-{row.ended_at:%H%M%S}", spoken_in(branch, row.language)
        yield worded("missed", name, facts, languages=spoken, counter=row.counter)


def _before_a_pause(seen: Picture) -> Iterator[Told]:
    """Who was called to a counter that then paused."""
    for desk in seen.counters:
        if desk["state"] is CounterState.PAUSED and desk["step_state"] is StepState.CALLED:
            facts = dict.fromkeys(LANGUAGES, Facts(counter=desk["code"]))
            name, spoken = f"pause-{desk['code']}-{desk['id']}", spoken_in(seen.branch, desk["language"])
            yield worded("pause", name, facts, languages=spoken, counter=desk["code"])


def _apologies(connection: Connection, seen: Picture) -> Iterator[Told]:
    """A broken promise; to which counter somebody will be called is not known, so every zone says it."""
    found = owed_now(connection, seen.branch.code, now=seen.at)
    if found.to_all:
        day = seen.branch.hours.local_day(seen.at)
        yield worded("delay", f"delay-{day:%Y%m%d}", every_s=round(TO_ALL_EVERY.total_seconds()))
    for one in found.each:
        facts = dict.fromkeys(LANGUAGES, Facts(number=one.number))
        yield worded("apology", f"apology-{one.ticket}", facts, languages=spoken_in(seen.branch, one.language))
