"""Do those who only take what is pushed see what is there? Some pushes are lost, doubled or late."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st

from config.settings import Settings
from server.api.rooms import Rooms
from server.api.sign_in import Callers
from server.push import pace
from server.push.hub import ALL, Hub
from server.push.seen import COUNTER, HALL, NETWORK, VISITOR, picture_of, view_of, whole_network
from server.push.watchers import Watch
from server.views.visitor import holder_of
from tests.integration.databases import HERE, THERE
from tests.stateful.asked import deed, must
from tests.stateful.machine import Press

# The wall clock's share of a view, and estimates that are kept for a moment.
PASSING = {"at", "clock", "undo", "undo_left_s", "undo_until"} | {
    *("wait_p50_s", "wait_p90_s", "wait_low_s", "wait_high_s"),
    *("predicted_by", "predicted_at", "intake_left", "places_left"),
}


@dataclass
class Line:
    """Stands where Socket.IO does: background work waits until it is run, what is emitted until it is delivered."""

    work: list[Callable[[], None]] = field(default_factory=list)
    sent: list[tuple[str, dict[str, Any], str, str]] = field(default_factory=list)

    def start_background_task(self, work: Callable[[], None]) -> None:
        self.work.append(work)

    def sleep(self, _seconds: float) -> None:
        """Nobody else has work here."""

    def emit(self, event: str, said: dict[str, Any], *, to: str, namespace: str) -> None:
        self.sent.append((event, said, to, namespace))

    def run(self) -> None:
        while self.work:
            self.work.pop(0)()

    def delivered(self) -> list[tuple[str, dict[str, Any], str, str]]:
        sent, self.sent = self.sent, []
        return sent


@dataclass
class Screen:
    """One watcher: it keeps the highest (seq, rev) that came, and asks again when a head is higher."""

    socket: str
    watch: Watch
    view: dict[str, Any]


def stamp(view: dict[str, Any]) -> tuple[int, int]:
    return view.get("seq", 0), view.get("rev", 0)


class Watchers(Press):
    """A hall display, a zone's display, two officers' pages, the network page, and the phones of two visitors."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._open.enter_context(patch.multiple(pace, CALLS_EVERY_S=0.0, REST_EVERY_S=0.0))
        self.line = Line()
        nothing = Path("nothing")
        self.rooms = Rooms(Settings(), self.store, Callers(self.store), lambda *_: nothing, lambda: nothing)
        self.hub = Hub(self.line, self.rooms)  # type: ignore[arg-type]
        self.store.change.announce.append(self.hub.changed)
        self.screens: list[Screen] = []
        self.watched_at, self.missed = self.now, False
        for watch in (
            Watch(HALL, HERE, None),
            Watch(HALL, THERE, "ground"),
            Watch(COUNTER, HERE, "1"),
            Watch(COUNTER, HERE, "2"),
            Watch(NETWORK, ALL, None),
        ):
            self.begin_to_watch(watch)

    def begin_to_watch(self, watch: Watch) -> None:
        self.screens.append(Screen(f"socket {len(self.screens)}", watch, self.from_scratch(watch)))
        self.hub.watchers.put(self.screens[-1].socket, watch)

    def show(self, screen: Screen, view: dict[str, Any]) -> None:
        """Take a view; a phone whose visitor goes on at another branch watches that one from then on."""
        screen.view = view
        if screen.watch.namespace == VISITOR and screen.watch.branch != view["branch"]:
            screen.watch = replace(screen.watch, branch=view["branch"])
            self.hub.watchers.put(screen.socket, screen.watch)
            screen.view = self.from_scratch(screen.watch)

    def from_scratch(self, watch: Watch) -> dict[str, Any]:
        with self.store.read() as connection:
            if watch.namespace == NETWORK:
                return whole_network(connection, self.rooms, only=None)
            return view_of(connection, self.rooms, watch, picture_of(connection, self.rooms, watch.branch))

    @deed(1, lot=st.integers(0, 99))
    def a_phone_watches(self, lot: int) -> None:
        if len(self.screens) < 8 and self.known:
            token = list(self.known.values())[lot % len(self.known)].token
            with self.store.read() as connection:
                branch = holder_of(connection, token).branch
            self.begin_to_watch(Watch(VISITOR, branch, token))

    @deed(4, fate=st.sampled_from(["arrive", "arrive", "twice", "backwards", "every other one", "a heartbeat"]))
    def pushes_come(self, fate: str) -> None:
        self.line.run()
        if fate == "a heartbeat":
            self.a_heartbeat_comes()
            return
        sent = self.line.delivered()
        came = {"arrive": sent, "twice": sent * 2, "backwards": sent[::-1], "every other one": sent[::2]}[fate]
        for event, said, room, namespace in came:
            for screen in self.screens:
                here = (screen.watch.room, screen.watch.namespace, event) == (room, namespace, "view")
                if here and stamp(said) >= stamp(screen.view):
                    self.show(screen, said)
        self.missed = self.missed or fate == "every other one"
        if not self.missed:
            self.nobody_is_behind()

    def a_heartbeat_comes(self) -> None:
        """Whoever is behind the head asks for the view; then nobody is."""
        self.line.delivered()
        self.hub.beat()
        for event, head, room, namespace in self.line.delivered():
            for screen in self.screens:
                if (screen.watch.room, screen.watch.namespace, event) != (room, namespace, "head"):
                    continue
                if namespace == NETWORK or stamp(head) > stamp(screen.view):
                    self.show(screen, self.from_scratch(screen.watch))
        self.missed = False
        self.nobody_is_behind()

    def nobody_is_behind(self) -> None:
        """What was told since the clock last moved is seen as it is; the passing of time alone pushes nothing."""
        if self.watched_at != self.now:
            self.watched_at = self.now
            for screen in self.screens:
                self.show(screen, self.from_scratch(screen.watch))
            return
        for screen in self.screens:
            right = self.from_scratch(screen.watch)
            must(lasting(screen.view) == lasting(right), f"{screen.watch} is behind: {difference(screen.view, right)}")


def lasting(view: Any) -> Any:
    """Return a view without what the wall clock makes of it."""
    if isinstance(view, dict):
        return {name: lasting(value) for name, value in view.items() if name not in PASSING}
    return [lasting(one) for one in view] if isinstance(view, list) else view


def difference(seen: dict[str, Any], right: dict[str, Any]) -> str:
    return ", ".join(
        f"{name}: {seen.get(name)} instead of {right[name]}" for name in right if seen.get(name) != right[name]
    )
