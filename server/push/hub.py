"""How do views reach those who watch? Each worker builds a branch's view once and sends it to its own sockets."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import structlog
from flask_socketio import SocketIO
from sqlalchemy import select

from server.api.operations import WATCHERS
from server.api.rooms import Rooms
from server.database import tables
from server.domain.refusals import Refused
from server.push.pace import NETWORK_EVERY_S, Pace
from server.push.seen import COUNTER, HALL, NETWORK, picture_of, view_of, whole_network
from server.push.watchers import Watch, Watchers
from server.views.turning import turning

HEARTBEAT_S = 5.0
ALL = "*"

log = structlog.get_logger()


class Hub:
    """Sends views and heartbeats. Lost, doubled or reordered pushes do no harm: who watches keeps the highest."""

    def __init__(self, socketio: SocketIO, rooms: Rooms) -> None:
        self.watchers = Watchers()
        self._socketio = socketio
        self._rooms = rooms
        self._paces: dict[str, Pace] = {}
        self._sent: dict[str, tuple[int, int]] = {}
        self._turned: Mapping[str, Hashable] = {}
        self._revs: dict[str, int] = {}

    def changed(self, branch: str, spoken: bool) -> None:
        """A change of a branch was committed, here or in another worker. Never fails the request."""
        for code in (branch, ALL):
            if self.watchers.of(code):
                self._pace(code).mark(urgent=spoken and code is branch)

    def _pace(self, branch: str) -> Pace:
        if branch not in self._paces:
            start = self._socketio.start_background_task
            if branch == ALL:
                # The rows of all branches at once are large, and take their time on the loop (decision 0022).
                self._paces[branch] = Pace(self._push_network, start=start, rest_every_s=NETWORK_EVERY_S)
            else:
                self._paces[branch] = Pace(self._pusher(branch), start=start)
        return self._paces[branch]

    def _pusher(self, branch: str) -> Callable[[], None]:
        return lambda: self.push(branch)

    def push(self, branch: str) -> None:
        """Build and send what is watched of a branch; a failure is logged and heals by the heartbeat.

        Halls come first, because calls are spoken there; after each view others have their turn.
        """
        try:
            with self._rooms.store.read() as connection:
                seen = picture_of(connection, self._rooms, branch)
                for watch in sorted(self.watchers.of(branch), key=lambda watch: watch.namespace != HALL):
                    view = self._view(connection, watch, seen)
                    if view is not None:
                        self._socketio.emit("view", view, to=watch.room, namespace=watch.namespace)
                    self._socketio.sleep(0)
        except Exception:
            log.exception("push failed", branch=branch)
            return
        self._sent[branch] = (seen.seq, seen.rev)

    def _view(self, connection: object, watch: Watch, seen: object) -> dict[str, object] | None:
        try:
            return view_of(connection, self._rooms, watch, seen)  # type: ignore[arg-type]
        except Refused:
            return None

    def _push_network(self) -> None:
        try:
            for watch in self.watchers.of(ALL):
                with self._rooms.store.read() as connection:
                    view = whole_network(connection, self._rooms, only=watch.part)
                self._socketio.emit("view", view, to=watch.room, namespace=NETWORK)
        except Exception:
            log.exception("push failed", branch=ALL)

    def acknowledged(self, branch: str, view: Mapping[str, Any]) -> None:
        """A socket was given a view as it began to watch; what is newer, the heartbeat sends at the latest."""
        if branch != ALL:
            self._sent.setdefault(branch, (view["seq"], view["rev"]))

    def catch_up(self) -> None:
        """Send what the worker has computed since: it raises a branch's `rev` and tells nobody else."""
        heads = select(tables.branch.c.code, tables.branch.c.rev)
        with self._rooms.store.read() as connection:
            revs: dict[str, int] = dict(connection.execute(heads).all())
        before, self._revs = self._revs, revs
        for code, rev in revs.items():
            if before.get(code, rev) != rev:
                self._rooms.waits.forget(code)
                self.changed(code, spoken=False)

    def beat(self) -> None:
        """Send the head of every watched branch; where another process or the clock changed it, the view as well."""
        watched = self.watchers.branches()
        counts = self.watchers.counts()
        for kind in ("/hall", "/counter", "/visitor", "/network"):
            WATCHERS.labels(kind=kind.strip("/")).set(counts.get(kind, 0))
        if not watched:
            return
        heads = select(tables.branch.c.code, tables.branch.c.seq, tables.branch.c.rev)
        with self._rooms.store.read() as connection:
            rows = connection.execute(heads).all()
            network, at = self._rooms.store.network, self._rooms.store.now()
            halls, counters = self.watchers.branches(HALL), self.watchers.branches(COUNTER)
            before, now = self._turned, turning(connection, network, now=at, halls=halls, counters=counters)
        self._turned = now
        for code, seq, rev in rows:
            for watch in (*self.watchers.of(code), *self.watchers.of(ALL)):
                head = {"branch": code, "seq": seq, "rev": rev}
                self._socketio.emit("head", head, to=watch.room, namespace=watch.namespace)
            turned = code in before and before[code] != now.get(code)
            if self.watchers.of(code) and (turned or self._sent.get(code, (seq, rev)) < (seq, rev)):
                self._pace(code).mark(urgent=False)

    def run_heartbeat(self) -> None:
        """Beat until the process ends."""
        while True:
            self._socketio.sleep(HEARTBEAT_S)
            try:
                self.beat()
            except Exception:
                log.exception("heartbeat failed")
