"""What does a hall's screen tell the server? What it showed and said."""

from datetime import timedelta
from typing import Annotated, Literal

from apiflask import APIBlueprint
from flask import Response
from pydantic import Field, StringConstraints

from server.actions.record_hall import Entry, record_hall
from server.api.allowed import at_branch
from server.api.bodies import Body
from server.api.rooms import rooms

bp = APIBlueprint("halls", __name__, url_prefix="/api/v1", tag="Displays")

MOST = 50


class ToldEntry(Body):
    call: Annotated[str, StringConstraints(min_length=1, max_length=96)]
    what: Literal["shown", "said", "failed", "late", "superseded", "elsewhere"]
    age_ms: Annotated[int, Field(ge=0)]


class ToldIn(Body):
    """screen: the page's own name for as long as it is open. entries: oldest first."""

    screen: Annotated[str, StringConstraints(min_length=1, max_length=32)]
    zone: Annotated[str, StringConstraints(max_length=64)] | None = None
    entries: Annotated[list[ToldEntry], Field(max_length=MOST)]


@bp.post("/branches/<branch>/hall/told")
@at_branch()
@bp.input(ToldIn)
@bp.output({}, status_code=204)
def post_told(branch: str, json_data: ToldIn) -> Response:
    """Keep what a screen showed and said. Public like the hall's view: it vouches for a screen, not for a person."""
    entries = [
        Entry(one.call, one.what, timedelta(milliseconds=min(one.age_ms, 3_600_000))) for one in json_data.entries
    ]
    record_hall(rooms().store, branch=branch, screen=json_data.screen, zone=json_data.zone, entries=entries)
    return Response(status=204)
