"""What do managers and auditors read? Events and the network."""

from datetime import datetime
from typing import Annotated, Any

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel, Field

from server.api.allowed import allowed
from server.api.answers import json_response
from server.api.network_bodies import NetworkOut
from server.api.rooms import caller, rooms
from server.domain.rights import Act
from server.views.events import events_view
from server.views.managers import network_view
from server.views.ways import ways_view

bp = APIBlueprint("records", __name__, url_prefix="/api/v1", tag="Records")


class EventsQuery(BaseModel):
    after: Annotated[int, Field(ge=0, le=2**62)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 1000


class EventOut(BaseModel):
    seq: int
    at: datetime
    actor: str
    kind: str
    ticket: str | None
    counter: str | None
    data: dict[str, Any]
    prev_hash: str
    hash: str


class EventsOut(BaseModel):
    events: list[EventOut]
    head: int


@bp.get("/branches/<branch>/events")
@allowed(Act.READ_EVENTS)
@bp.input(EventsQuery, location="query")
@bp.output(EventsOut)
def get_events(branch: str, query_data: EventsQuery) -> Response:
    """The branch's chained events after a seq."""
    store = rooms().store
    with store.read() as connection:
        seen = events_view(connection, store.branch(branch), after=query_data.after, limit=query_data.limit)
    return json_response(seen)


@bp.get("/network")
@allowed(Act.READ_NETWORK)
@bp.output(NetworkOut)
def get_network() -> Response:
    """A row of each branch; a branch's manager sees his own."""
    store = rooms().store
    with store.read() as connection:
        rows = network_view(
            connection,
            store.network,
            figures=rooms().figures,
            waits=rooms().waits,
            now=store.now(),
            only=caller().branch,
        )
    return json_response({"branches": rows, "ways": ways_view(store.network, only=caller().branch)})
