"""Who looks after a hall? A supervisor pairs its displays, sees how they do, speaks in it and answers complaints."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from server.actions import tell_hall
from server.actions.pair_display import let_speak, pair_display, revoke_display
from server.api.allowed import allowed
from server.api.answers import changed, json_response
from server.api.bodies import Body, EmptyIn, Instant, Names
from server.api.hall_bodies import NoticeKind
from server.api.limits import limiter, session_tried
from server.api.rooms import caller, rooms
from server.database import displays
from server.database.change import BranchChange
from server.domain.rights import Act, require_supervisor
from server.views.displays import display_row, typed_notices
from server.views.hall_record import told_around
from server.views.times import local

bp = APIBlueprint("hall-desk", __name__, url_prefix="/api/v1/branches/<branch>", tag="Displays")

# Beyond these a span around a time could not be reckoned.
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
# A code is one of 191 million; who guesses is held back all the same.
GUESSES = "20 per minute"
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]


class PairIn(Body):
    """code: as the screen shows it. name: where it hangs."""

    code: Annotated[str, StringConstraints(min_length=6, max_length=12)]
    name: Annotated[str, StringConstraints(max_length=64)] | None = None


class DisplayOut(BaseModel):
    """health: alive, unheard (its sound fails or is muted) or lost. seq: of the view that it last said to show.

    alone: it alone is to speak in its room.
    """

    id: str
    zone: str | None
    name: str | None
    health: str
    sound: str | None
    alone: bool
    seq: int | None
    paired_at: datetime
    seen_ago_s: int | None
    said_ago_s: int | None


class DisplaysOut(BaseModel):
    displays: list[DisplayOut]


class PairedOut(BaseModel):
    display: DisplayOut
    seq: int


class Texts(Body):
    vi: Sentence
    en: Sentence
    fr: Sentence


class NoticeIn(Body):
    """starts, ends: none for now, and for the end of the day. every_min: how often it is said, none for once."""

    texts: Texts
    starts: Instant | None = None
    ends: Instant | None = None
    every_min: Annotated[int, Field(ge=5, le=480)] | None = None


class TypedNoticeOut(BaseModel):
    id: str
    kind: NoticeKind
    texts: Names
    starts_at: datetime
    ends_at: datetime
    every_s: int | None


class TypedNoticesOut(BaseModel):
    notices: list[TypedNoticeOut]


class SpokenOut(BaseModel):
    """notice: the id under which displays tell of it."""

    notice: str
    seq: int


class RecordQuery(BaseModel):
    """around: a time with its offset."""

    around: Annotated[AwareDatetime, Field(ge=EARLIEST, lt=LATEST)]
    minutes: Annotated[float, Field(gt=0, le=120)] = 2.0


class RecordRow(BaseModel):
    """name: of the display, also one that is gone. kind: of a call or notice, or what was typed.

    number and counter are "-" where none was told of.
    """

    at: datetime
    screen: str
    name: str | None
    what: str
    kind: str
    number: str
    counter: str


class RecordOut(BaseModel):
    told: list[RecordRow]


@bp.get("/displays")
@allowed(Act.RUN_HALL)
@bp.output(DisplaysOut)
def get_displays(branch: str) -> Response:
    """Which displays there are, and which of them are alive and heard."""
    require_supervisor(caller())
    store = rooms().store
    with store.read() as connection:
        found = displays.of_branch(connection, branch)
    place = store.branch(branch)
    return json_response({"displays": [display_row(place, one) for one in found]})


@bp.post("/displays")
@allowed(Act.RUN_HALL)
@limiter.limit(GUESSES, key_func=session_tried)
@bp.input(PairIn)
@bp.output(PairedOut, status_code=201)
def post_display(branch: str, json_data: PairIn) -> Response:
    """Pair the screen that shows a code."""
    who = caller()

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        found = pair_display(change, caller=who, code=json_data.code, name=json_data.name)
        return 201, {"display": display_row(change.branch, found), "seq": change.seq}

    return changed(branch, caller=who, work=work)


@bp.delete("/displays/<display>")
@allowed(Act.RUN_HALL)
@bp.output({}, status_code=204)
def delete_display(branch: str, display: str) -> Response:
    """Revoke a display; its token opens nothing any longer."""
    who = caller()

    def work(change: BranchChange) -> tuple[int, None]:
        revoke_display(change, caller=who, display=display)
        return 204, None

    return changed(branch, caller=who, work=work)


@bp.post("/displays/<display>/alone")
@allowed(Act.RUN_HALL)
@bp.input(EmptyIn)
@bp.output({}, status_code=204)
def post_alone(branch: str, display: str, json_data: EmptyIn) -> Response:  # noqa: ARG001 (no member is read)
    """Let a display speak alone in its room; while it is not heard, the others there speak."""
    return _spoken_by(branch, display, alone=True)


@bp.delete("/displays/<display>/alone")
@allowed(Act.RUN_HALL)
@bp.output({}, status_code=204)
def delete_alone(branch: str, display: str) -> Response:
    """Let all displays of a display's room speak."""
    return _spoken_by(branch, display, alone=False)


def _spoken_by(branch: str, display: str, *, alone: bool) -> Response:
    who = caller()

    def work(change: BranchChange) -> tuple[int, None]:
        let_speak(change, caller=who, display=display, alone=alone)
        return 204, None

    return changed(branch, caller=who, work=work)


@bp.post("/hall/test")
@allowed(Act.RUN_HALL)
@bp.input(EmptyIn)
@bp.output(SpokenOut)
def post_test(branch: str, json_data: EmptyIn) -> Response:  # noqa: ARG001 (no member is read)
    """Let every loudspeaker say that it is tested; the record tells which did."""
    who, speed = caller(), rooms().store.clock.speed

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        return 200, {"notice": tell_hall.test_sound(change, caller=who, speed=speed), "seq": change.seq}

    return changed(branch, caller=who, work=work)


@bp.get("/hall/notices")
@allowed(Act.RUN_HALL)
@bp.output(TypedNoticesOut)
def get_notices(branch: str) -> Response:
    """Typed notices that stand, or will."""
    require_supervisor(caller())
    store = rooms().store
    with store.read() as connection:
        return json_response({"notices": typed_notices(connection, store.branch(branch), now=store.now())})


@bp.post("/hall/notices")
@allowed(Act.RUN_HALL)
@bp.input(NoticeIn)
@bp.output(SpokenOut, status_code=201)
def post_notice(branch: str, json_data: NoticeIn) -> Response:
    """Say and show a sentence, typed in three languages."""
    who, told = caller(), json_data
    every = None if told.every_min is None else timedelta(minutes=told.every_min)
    wanted = tell_hall.Wanted(told.texts.model_dump(), told.starts, told.ends, every)

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        return 201, {"notice": tell_hall.add_notice(change, caller=who, wanted=wanted), "seq": change.seq}

    return changed(branch, caller=who, work=work)


@bp.delete("/hall/notices/<uuid:notice>")
@allowed(Act.RUN_HALL)
@bp.output({}, status_code=204)
def delete_notice(branch: str, notice: UUID) -> Response:
    """Take a typed notice out of the hall."""
    who = caller()

    def work(change: BranchChange) -> tuple[int, None]:
        tell_hall.end_notice(change, caller=who, notice=str(notice))
        return 204, None

    return changed(branch, caller=who, work=work)


@bp.get("/hall/told")
@allowed(Act.READ_HALL)
@bp.input(RecordQuery, location="query")
@bp.output(RecordOut)
def get_told(branch: str, query_data: RecordQuery) -> Response:
    """What the screens showed and said around a time: the answer to "I was never called"."""
    require_supervisor(caller())
    store = rooms().store
    about, within = query_data.around.astimezone(UTC), timedelta(minutes=query_data.minutes)
    with store.read() as connection:
        rows = told_around(connection, branch, about, within=within)
    place = store.branch(branch)
    told = [
        {
            "at": local(place, row.at),
            "screen": row.screen,
            "name": row.name,
            "what": row.what,
            "kind": row.kind,
            "number": row.number,
            "counter": row.counter,
        }
        for row in rows
    ]
    return json_response({"told": told})
