"""Which sockets of this worker watch which branch, and for what?"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Watch:
    """What one socket watches. `part` is a zone, a counter or a ticket's token; None: all of the branch."""

    namespace: str
    branch: str
    part: str | None

    @property
    def room(self) -> str:
        """The Socket.IO room of all who watch the same."""
        return f"{self.branch}|{self.part or ''}"


class Watchers:
    """One watch a socket and namespace; a new one replaces it."""

    def __init__(self) -> None:
        self._by_socket: dict[tuple[str, str], Watch] = {}
        self._by_branch: dict[str, dict[Watch, set[str]]] = defaultdict(dict)

    def put(self, sid: str, watch: Watch) -> Watch | None:
        """Let a socket watch; returns what it watched before."""
        before = self.drop(sid, watch.namespace)
        self._by_socket[sid, watch.namespace] = watch
        self._by_branch[watch.branch].setdefault(watch, set()).add(sid)
        return before

    def drop(self, sid: str, namespace: str) -> Watch | None:
        """Forget a socket; returns what it watched."""
        watch = self._by_socket.pop((sid, namespace), None)
        if watch is None:
            return None
        watches = self._by_branch[watch.branch]
        watches[watch].discard(sid)
        if not watches[watch]:
            del watches[watch]
        if not watches:
            del self._by_branch[watch.branch]
        return watch

    def of(self, branch: str) -> list[Watch]:
        """Return what is watched of a branch."""
        return list(self._by_branch.get(branch, ()))

    def sockets(self, *namespaces: str) -> list[tuple[str, Watch]]:
        """Return the sockets of some namespaces with what each watches."""
        return [(sid, watch) for (sid, namespace), watch in self._by_socket.items() if namespace in namespaces]

    def branches(self, namespace: str | None = None) -> list[str]:
        """Return the branches that anybody watches, or of which somebody watches this."""
        return [
            code
            for code, watches in self._by_branch.items()
            if namespace is None or any(watch.namespace == namespace for watch in watches)
        ]

    def counts(self) -> Mapping[str, int]:
        """Return how many sockets watch in each namespace."""
        counted: dict[str, int] = defaultdict(int)
        for _, namespace in self._by_socket:
            counted[namespace] += 1
        return counted
