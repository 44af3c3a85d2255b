"""May a socket still see what it watches? Sessions end, lock and move while a page stays open."""

from collections.abc import Callable

import structlog

from server.domain.refusals import Refused
from server.domain.rights import Act, Caller, require
from server.push.seen import COUNTER, NETWORK
from server.push.watchers import Watch, Watchers

LOOK_EVERY_S = 5.0

Who = Callable[[], Caller]
log = structlog.get_logger()


def permit(watch: Watch, caller: Caller) -> None:
    """Raise Forbidden unless the caller may see this counter, or the network."""
    if watch.namespace == COUNTER:
        require(caller, Act.READ_COUNTERS, branch=watch.branch, counter=watch.part)
    elif watch.namespace == NETWORK:
        require(caller, Act.READ_NETWORK)


class Guard:
    """Knows who is behind each socket, and looks again every few seconds."""

    def __init__(self, watchers: Watchers, *, send_away: Callable[[str, str], None]) -> None:
        """send_away: ends a socket in a namespace; its page comes back and is then told why it may not watch."""
        self._watchers = watchers
        self._send_away = send_away
        self._who: dict[str, Who] = {}

    def came(self, sid: str, who: Who) -> None:
        """Remember a socket. who: tells its caller, or raises what it would be refused with."""
        self._who[sid] = who

    def went(self, sid: str) -> None:
        """Forget a socket."""
        self._who.pop(sid, None)

    def caller(self, sid: str) -> Caller:
        """Return who is behind a socket now. Raises NotSignedIn, Locked."""
        return self._who[sid]()

    def look(self) -> None:
        """Send everybody away who may no longer see what is watched there."""
        for sid, watch in self._watchers.sockets(COUNTER, NETWORK):
            try:
                permit(watch, self.caller(sid))
            except (Refused, KeyError):
                self._send_away(sid, watch.namespace)

    def run(self, sleep: Callable[[float], None]) -> None:
        """Look until the process ends."""
        while True:
            sleep(LOOK_EVERY_S)
            try:
                self.look()
            except Exception:
                log.exception("sockets could not be looked at")
