"""What does a hall's screen ask and tell? A code to be paired by, and what it showed and said."""

from datetime import timedelta
from typing import Annotated, Literal

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel, Field, StringConstraints

from server.actions.pair_display import show_code
from server.actions.record_hall import Entry, State, record_hall
from server.api.allowed import allowed, at_branch
from server.api.answers import json_response
from server.api.bodies import Body
from server.api.limits import limiter
from server.api.rooms import caller, rooms
from server.database import displays
from server.domain.displays import CODE_LIVES
from server.domain.rights import Act

bp = APIBlueprint("halls", __name__, url_prefix="/api/v1", tag="Displays")

MOST = 50
# All screens of a building may stand behind one address; each asks once in ten minutes.
CODES = "60 per minute"
Zone = Annotated[str, StringConstraints(max_length=64)]


class CodeIn(Body):
    zone: Zone | None = None


class CodeOut(BaseModel):
    """secret: the screen's token once somebody who may has typed the code; until then it opens nothing."""

    code: str
    secret: str
    expires_in_s: int


class MyDisplayOut(BaseModel):
    id: str
    branch: str
    zone: str | None
    name: str | None


class ToldEntry(Body):
    call: Annotated[str, StringConstraints(min_length=1, max_length=96)]
    what: Literal["shown", "said", "failed", "late", "superseded", "elsewhere", "silent", "quiet"]
    age_ms: Annotated[int, Field(ge=0)]


class ToldIn(Body):
    """screen: the page's own name for as long as it is open. entries: oldest first, none to say that it is alive.

    seq, rev: of the view that it shows. sound: how its voice does.
    """

    screen: Annotated[str, StringConstraints(min_length=1, max_length=32)]
    zone: Zone | None = None
    entries: Annotated[list[ToldEntry], Field(max_length=MOST, default_factory=list)]
    seq: Annotated[int, Field(ge=0, le=2**62)] | None = None
    rev: Annotated[int, Field(ge=0, le=2**62)] | None = None
    sound: Literal["on", "muted", "failing", "silent", "elsewhere"] | None = None


class SpeakOut(BaseModel):
    """speaks: false while another display speaks alone in its room."""

    speaks: bool


@bp.post("/branches/<branch>/displays/codes")
@at_branch()
@limiter.limit(CODES)
@bp.input(CodeIn)
@bp.output(CodeOut, status_code=201)
def post_code(branch: str, json_data: CodeIn) -> Response:
    """A code of six signs for a screen to show; who may pairs the screen by it."""
    code, secret = show_code(rooms().store, branch=branch, zone=json_data.zone)
    told = {"code": code, "secret": secret, "expires_in_s": round(CODE_LIVES.total_seconds())}
    return json_response(told, 201)


@bp.get("/branches/<branch>/displays/me")
@allowed(Act.TELL_HALL)
@bp.output(MyDisplayOut)
def get_me(branch: str) -> Response:
    """Which display a screen is; 401 until it is paired, and again once it was revoked."""
    who = caller()
    with rooms().store.read() as connection:
        found = displays.one(connection, branch=branch, display=who.subject)
    zone, name = (None, None) if found is None else (found.zone, found.name)
    return json_response({"id": who.subject, "branch": branch, "zone": zone, "name": name})


@bp.post("/branches/<branch>/hall/told")
@allowed(Act.TELL_HALL)
@bp.input(ToldIn)
@bp.output(SpeakOut)
def post_told(branch: str, json_data: ToldIn) -> Response:
    """Keep what a paired screen showed and said, and that it is alive; the answer says whether it is to speak."""
    told = json_data
    entries = [Entry(one.call, one.what, timedelta(milliseconds=min(one.age_ms, 3_600_000))) for one in told.entries]
    state = State(told.seq, told.rev, told.sound)
    speaks = record_hall(
        rooms().store, branch=branch, display=caller(), page=told.screen, zone=told.zone, entries=entries, state=state
    )
    return json_response({"speaks": speaks})
