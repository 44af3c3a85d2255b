"""How does one tap become one ticket? The agent makes its id, asks the server, and prints while the visitor reads."""

import secrets
import threading
import time
from typing import Any

from uuid_utils import uuid7

from kiosk.ghosts import Ghosts
from kiosk.knowledge import Knowledge
from kiosk.paper import Papers
from kiosk.server_line import Answer, NoServer, ServerLine
from printers.spool import Spool

# A visitor waits no longer for the server; what is left of it after a broken connection allows a second attempt.
ANSWER_WITHIN_S = 0.7
WORTH_A_TRY_S = 0.05
VOID_WITHIN_S = 3.0
LOOK_EVERY_S = 4.0


class Kiosk:
    """One kiosk: a branch, a line to the server, a printer."""

    def __init__(self, *, branch: str, line: ServerLine, spool: Spool, phone_url: str) -> None:
        """phone_url: what stands before /t/{token} in the QR code."""
        self.branch = branch
        self.knowledge = Knowledge(line, branch)
        self._line = line
        self._spool = spool
        self._papers = Papers(spool, phone_url=phone_url)
        self._ghosts = Ghosts()
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._keep_in_touch, name=f"kiosk {branch}", daemon=True)

    def start(self) -> None:
        """Begin to print, to ask what the branch offers, and to void what nobody got."""
        self._spool.start()
        self._thread.start()

    def stop(self) -> None:
        """End, after the paper that is being printed."""
        self._stopping = True
        self._wake.set()
        self._thread.join(timeout=VOID_WITHIN_S)
        self._spool.stop()
        self._line.close()

    def take(self, asked: dict[str, Any], *, language: str) -> Answer:
        """Take a ticket and queue its paper; the answer does not wait for the paper.

        asked: the body of the server's POST /branches/{b}/tickets; the same id again gives the same ticket. language:
        for sentences. Raises NoServer when there was no answer: the id is then voided as soon as the server can be
        told, so that nobody holds a ghost, and the next tap makes another.
        """
        body = asked | {"id": asked.get("id") or str(uuid7()), "token": asked.get("token") or secrets.token_urlsafe(16)}
        if not self._ghosts.claim(str(body["id"])):
            raise NoServer("this id is being voided")
        try:
            answer = self._ask(body, language)
            if answer.status < 400:
                ticket = self._papers.put(answer.body)
        except (NoServer, KeyError, TypeError, ValueError) as error:
            self._ghosts.add(str(body["id"]))
            raise NoServer(str(error)) from error
        self._wake.set()
        if answer.status >= 500:
            self._ghosts.add(str(body["id"]))
        return answer if answer.status >= 400 else Answer(201, ticket)

    def ticket(self, ticket_id: str) -> dict[str, Any] | None:
        """Return a ticket that was taken here lately, with the state of its print."""
        return self._papers.ticket(ticket_id)

    def status(self) -> dict[str, Any]:
        """Return how printer and line are."""
        return {
            "branch": self.branch,
            "printer": {"condition": self._spool.condition, "running": self._spool.running},
            "link": {"up": self.knowledge.linked, "age_s": self.knowledge.age_s, "unconfirmed": len(self._ghosts)},
            "leases": [],
            "outbox": 0,
        }

    def _ask(self, body: dict[str, Any], language: str) -> Answer:
        """Ask within the deadline; again, with the same id and key, only when the connection broke early."""
        path, key = f"/branches/{self.branch}/tickets", str(uuid7())
        end = time.monotonic() + ANSWER_WITHIN_S
        while True:
            try:
                left = end - time.monotonic()
                return self._line.post(path, body, within_s=left, language=language, key=key)
            except NoServer:
                if end - time.monotonic() < WORTH_A_TRY_S:
                    raise
                time.sleep(WORTH_A_TRY_S / 2)

    def _keep_in_touch(self) -> None:
        while not self._stopping:
            self._wake.clear()
            self.knowledge.look()
            if self.knowledge.linked:
                self._ghosts.void(self._void)
            self._wake.wait(LOOK_EVERY_S)

    def _void(self, ticket_id: str) -> bool:
        """Tell the server that nobody got this id's number; whether it has taken that in."""
        try:
            path = f"/branches/{self.branch}/tickets/{ticket_id}/void"
            return self._line.post(path, {}, within_s=VOID_WITHIN_S).status < 500
        except NoServer:
            return False
