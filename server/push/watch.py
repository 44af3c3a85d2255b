"""How does a socket begin to watch? It says what, and the acknowledgement carries the view."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import request
from flask_socketio import SocketIO, join_room, leave_room

from server.api.problems import language, problem_of
from server.api.rooms import Rooms
from server.domain.refusals import CounterNotFound, NotSignedIn, Refused
from server.domain.rights import Act, Caller, require
from server.push.hub import ALL, Hub
from server.push.seen import COUNTER, HALL, NETWORK, VISITOR, picture_of, view_of, whole_network
from server.push.watchers import Watch
from server.views.visitor import holder_of

Said = Mapping[str, Any]


def register(socketio: SocketIO, hub: Hub, rooms: Rooms) -> None:
    """Answer `watch` in every namespace."""
    callers: dict[str, Caller | None] = {}

    def connect(auth: Said | None = None) -> None:
        callers[request.sid] = _caller(rooms, auth)  # type: ignore[attr-defined]

    def listen(namespace: str) -> None:
        def watch(said: object = None) -> dict[str, Any]:
            sid: str = request.sid  # type: ignore[attr-defined]
            asked: Said = said if isinstance(said, Mapping) else {}
            try:
                wanted = _wanted(rooms, namespace, asked, callers.get(sid))
                # First the room, then the view: whatever is committed in between is sent.
                before = hub.watchers.put(sid, wanted)
                if before is not None:
                    leave_room(before.room)
                join_room(wanted.room)
                view = _first_view(rooms, wanted)
            except Refused as refused:
                return problem_of(refused, spoken=language(), instance=uuid4().hex)[0]
            hub.acknowledged(wanted.branch, view)
            return view

        def leave(*_reason: object) -> None:
            callers.pop(request.sid, None)  # type: ignore[attr-defined]
            hub.watchers.drop(request.sid, namespace)  # type: ignore[attr-defined]

        socketio.on_event("connect", connect, namespace=namespace)
        socketio.on_event("watch", watch, namespace=namespace)
        socketio.on_event("disconnect", leave, namespace=namespace)

    for namespace in (HALL, COUNTER, VISITOR, NETWORK):
        listen(namespace)


def _caller(rooms: Rooms, auth: Said | None) -> Caller | None:
    """A socket without a right token or cookie may still watch what is public."""
    token = auth.get("token") if isinstance(auth, Mapping) else None
    try:
        return rooms.callers.by_token(token) if isinstance(token, str) else rooms.callers.of(request)
    except Refused:
        return None


def _wanted(rooms: Rooms, namespace: str, asked: Said, caller: Caller | None) -> Watch:
    """Return what a socket may watch. Raises what the address of the same view would."""
    if namespace == VISITOR:
        token = str(asked.get("token", ""))
        with rooms.store.read() as connection:
            return Watch(namespace, holder_of(connection, token).branch, token)
    if namespace == NETWORK:
        if caller is None:
            raise NotSignedIn
        require(caller, Act.READ_NETWORK)
        return Watch(namespace, ALL, caller.branch)
    if namespace == COUNTER and caller is None:
        raise NotSignedIn
    branch = rooms.store.branch(str(asked.get("branch", "")))
    if namespace == HALL:
        zone = asked.get("zone")
        return Watch(namespace, branch.code, str(zone) if zone else None)
    counter = str(asked.get("counter", ""))
    assert caller is not None
    require(caller, Act.READ_COUNTERS, branch=branch.code, counter=counter)
    if counter not in branch.counters:
        raise CounterNotFound(branch=branch.code, counter=counter)
    return Watch(namespace, branch.code, counter)


def _first_view(rooms: Rooms, wanted: Watch) -> dict[str, Any]:
    with rooms.store.read() as connection:
        if wanted.namespace == NETWORK:
            return whole_network(connection, rooms, only=wanted.part)
        return view_of(connection, rooms, wanted, picture_of(connection, rooms, wanted.branch))
