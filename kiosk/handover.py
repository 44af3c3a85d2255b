"""How does the server learn of what happened while it could not be asked? In the order of issue, each ticket once."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from uuid_utils import uuid7

from kiosk import leases
from kiosk.kiosk_file import KioskFile
from kiosk.leases import Block
from kiosk.outbox import Kept, Outbox
from kiosk.server_line import Answer, NoServer, ServerLine

WITHIN_S = 3.0
# Statuses by which the server refuses the request itself; others say something of the line, the token or the server.
FOR_GOOD = frozenset({400, 409, 413, 422})
# A ticket at which the server breaks so often lets the others pass.
BREAKS_AT_MOST = 5
_log = logging.getLogger(__name__)


class Handover:
    """Brings outbox, ghosts and leases to where the server can take them. Used by one thread.

    A client's id is a ticket's permanent key: whatever is sent again after an answer that was lost changes nothing.
    """

    def __init__(self, line: ServerLine, branch: str, *, file: KioskFile, outbox: Outbox) -> None:
        self._line = line
        self._branch = branch
        self._file = file
        self._outbox = outbox
        self._breaks: dict[str, int] = {}
        self._lease_keys: dict[str, str] = {}

    def run(self) -> None:
        """Void ghosts, then hand over tickets until none waits. Raises NoServer when the line breaks, sqlite3.Error."""
        self._void_ghosts()
        while (ticket := self._outbox.next_waiting()) is not None:
            if not self._hand_over(ticket):
                return

    def lease(self, letters: Mapping[str, str], *, taken: Mapping[str, int], now: Callable[[], Any]) -> None:
        """Have enough numbers of each service. Raises NoServer, sqlite3.Error.

        letters: service -> its letter. taken: how many tickets of a service were given in the last hour. now: product
        time.
        """
        self._file.write(lambda kept: leases.drop_expired(kept, now=now()))
        in_hand = self._file.write(leases.blocks)
        for service, letter in letters.items():
            count = leases.wanted(in_hand, service, taken_last_hour=taken.get(service, 0), now=now())
            if count:
                self._lease(service, letter, count, now)

    def _lease(self, service: str, letter: str, count: int, now: Callable[[], Any]) -> None:
        # The same key and body until there is an answer: a lost one costs no further block.
        key = self._lease_keys.setdefault(service, f"{uuid7()} {count}")
        name, _, first_count = key.partition(" ")
        body = {"service": service, "count": int(first_count)}
        answer = self._line.post(f"/branches/{self._branch}/number-leases", body, within_s=WITHIN_S, key=name)
        if answer.status >= 500:
            return
        del self._lease_keys[service]
        if answer.status != 200:
            _log.warning("kiosk of %s: no numbers for %s: %s", self._branch, service, answer.body.get("detail"))
            return
        try:
            block = Block.of(answer.body, service=service, letter=letter, now=now())
            self._file.write(lambda kept: leases.keep(kept, block))
        except (KeyError, TypeError, ValueError) as error:
            _log.warning("kiosk of %s: a block of numbers is not taken: %s", self._branch, error)

    def _void_ghosts(self) -> None:
        for ghost in self._outbox.to_void():
            path = f"/branches/{self._branch}/tickets/{ghost}/void"
            answer = self._line.post(path, {}, within_s=WITHIN_S)
            if answer.status == 200 or answer.status in FOR_GOOD or _is_told(answer, "ticket-not-found"):
                # Refused is a void only of who was called meanwhile: he does not come, and that is the end of it.
                self._outbox.lay(ghost)

    def _hand_over(self, ticket: Kept) -> bool:
        """Hand one over; False when it and those behind it must wait."""
        assert ticket.asked is not None
        body = ticket.asked
        answer = self._line.post(f"/branches/{self._branch}/tickets", body, within_s=WITHIN_S)
        if answer.status < 300:
            if (answer.body.get("id"), answer.body.get("number")) != (body["id"], body["number"]):
                raise NoServer("another ticket than the one handed over was answered")
            self._outbox.hand_over(ticket.id)
            return True
        if answer.status in FOR_GOOD or self._breaks_too_often(ticket.id, answer):
            _log.error("kiosk of %s: %s is refused for good: %s", self._branch, body["number"], answer.body)
            self._outbox.set_aside(ticket.id, _reason(answer))
            return True
        _log.warning("kiosk of %s: tickets wait to be handed over: %s", self._branch, answer.body.get("detail"))
        return False

    def _breaks_too_often(self, ticket_id: str, answer: Answer) -> bool:
        if answer.status != 500:
            return False
        self._breaks[ticket_id] = self._breaks.get(ticket_id, 0) + 1
        return self._breaks[ticket_id] >= BREAKS_AT_MOST


def _is_told(answer: Answer, code: str) -> bool:
    return answer.body.get("type") == f"/problems/{code}"


def _reason(answer: Answer) -> dict[str, Any]:
    """Return what staff are told of a refusal."""
    return {"status": answer.status} | {name: str(answer.body.get(name, "")) for name in ("type", "title", "detail")}
