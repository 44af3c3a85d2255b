"""How does a socket begin to watch? It says what, and the acknowledgement carries the view."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import request
from flask_socketio import SocketIO, join_room, leave_room

from server.api.problems import language, problem_of
from server.api.rooms import Rooms
from server.api.sign_in import COOKIE
from server.domain.refusals import CounterNotFound, Refused
from server.push.guard import Guard, Who, permit
from server.push.hub import ALL, Hub
from server.push.seen import COUNTER, HALL, NETWORK, VISITOR, picture_of, view_of, whole_network
from server.push.watchers import Watch
from server.views.visitor import holder_of

Said = Mapping[str, Any]


def register(socketio: SocketIO, hub: Hub, guard: Guard, rooms: Rooms) -> None:
    """Answer `watch` in every namespace."""

    def connect(auth: Said | None = None) -> None:
        guard.came(request.sid, _who(rooms, auth))  # type: ignore[attr-defined]

    def listen(namespace: str) -> None:
        def turn_to(sid: str, wanted: Watch | None) -> Watch | None:
            """Let a socket watch this, or nothing; returns what it watched before."""
            before = hub.watchers.drop(sid, namespace) if wanted is None else hub.watchers.put(sid, wanted)
            if before is not None:
                leave_room(before.room)
            if wanted is not None:
                join_room(wanted.room)
            return before

        def watch(said: object = None) -> dict[str, Any]:
            sid: str = request.sid  # type: ignore[attr-defined]
            asked: Said = said if isinstance(said, Mapping) else {}
            try:
                wanted = _wanted(rooms, namespace, asked, lambda: guard.caller(sid))
                # First the room, then the view: whatever is committed in between is sent.
                before = turn_to(sid, wanted)
                try:
                    view = _first_view(rooms, wanted)
                except Exception:
                    turn_to(sid, before)
                    raise
            except Refused as refused:
                branches = rooms.store.network.branches
                return problem_of(refused, spoken=language(), instance=uuid4().hex, branches=branches)[0]
            hub.acknowledged(wanted.branch, view)
            return view

        def leave(*_reason: object) -> None:
            guard.went(request.sid)  # type: ignore[attr-defined]
            hub.watchers.drop(request.sid, namespace)  # type: ignore[attr-defined]

        socketio.on_event("connect", connect, namespace=namespace)
        socketio.on_event("watch", watch, namespace=namespace)
        socketio.on_event("disconnect", leave, namespace=namespace)

    for namespace in (HALL, COUNTER, VISITOR, NETWORK):
        listen(namespace)


def _who(rooms: Rooms, auth: Said | None) -> Who:
    """Return what tells who a socket's caller is; what is public needs nobody."""
    token = auth.get("token") if isinstance(auth, Mapping) else None
    if isinstance(token, str):
        return lambda: rooms.callers.by_token(token)
    session = request.cookies.get(COOKIE, "")
    return lambda: rooms.callers.by_session(session)


def _wanted(rooms: Rooms, namespace: str, asked: Said, who: Who) -> Watch:
    """Return what a socket may watch. Raises what the address of the same view would."""
    if namespace == VISITOR:
        token = str(asked.get("token", ""))
        with rooms.store.read() as connection:
            return Watch(namespace, holder_of(connection, token).branch, token)
    if namespace == NETWORK:
        caller = who()
        watch = Watch(namespace, ALL, caller.branch)
        permit(watch, caller)
        return watch
    code = str(asked.get("branch", ""))
    if namespace == HALL:
        zone = asked.get("zone")
        return Watch(namespace, rooms.store.branch(code).code, str(zone) if zone else None)
    caller, branch, counter = who(), rooms.store.branch(code), str(asked.get("counter", ""))
    watch = Watch(namespace, branch.code, counter)
    permit(watch, caller)
    if counter not in branch.counters:
        raise CounterNotFound(branch=branch.code, counter=counter)
    return watch


def _first_view(rooms: Rooms, wanted: Watch) -> dict[str, Any]:
    with rooms.store.read() as connection:
        if wanted.namespace == NETWORK:
            return whole_network(connection, rooms, only=wanted.part)
        return view_of(connection, rooms, wanted, picture_of(connection, rooms, wanted.branch))
