"""What is sent for a watch? The same functions as the addresses that are asked for."""

from typing import Any

from sqlalchemy import Connection

from server.api.rooms import Rooms
from server.push.watchers import Watch
from server.views.counter import counter_view
from server.views.hall import hall_view
from server.views.managers import network_view
from server.views.picture import Picture, picture
from server.views.times import local
from server.views.visitor import visitor_view
from server.views.ways import ways_view

WAITS_FRESH_FOR_S = 5.0
HALL, COUNTER, VISITOR, NETWORK = "/hall", "/counter", "/visitor", "/network"


def picture_of(connection: Connection, rooms: Rooms, branch: str) -> Picture:
    """Return the picture of a branch now. Raises BranchNotFound."""
    return picture(connection, rooms.store.branch(branch), now=rooms.store.now())


def view_of(connection: Connection, rooms: Rooms, watch: Watch, seen: Picture) -> dict[str, Any]:
    """Return the view of a watch, cut from the branch's picture."""
    if watch.namespace == HALL:
        now = rooms.store.now()
        waits = rooms.waits.seen_by(connection, seen.branch, now=now, fresh_for_s=WAITS_FRESH_FOR_S)
        return hall_view(connection, seen, zone=watch.part, waits=waits.waits, speed=rooms.store.clock.speed)
    if watch.namespace == COUNTER:
        figures = rooms.figures.of(connection, seen.branch.code)
        return counter_view(connection, seen, counter=watch.part or "", figures=figures, clock=rooms.store.clock)
    ticket = visitor_view(
        connection, rooms.store.network, token=watch.part or "", waits=rooms.waits, now=rooms.store.now()
    )
    return ticket | {"seq": seen.seq, "rev": seen.rev, "at": local(seen.branch, seen.at)}


def whole_network(connection: Connection, rooms: Rooms, *, only: str | None) -> dict[str, Any]:
    """Return the network's rows."""
    now = rooms.store.now()
    rows = network_view(connection, rooms.store.network, figures=rooms.figures, waits=rooms.waits, now=now, only=only)
    return {"branches": rows, "ways": ways_view(rooms.store.network, only=only)}
