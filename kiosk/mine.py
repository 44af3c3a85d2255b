"""Where does a ticket stand whose holder scans it here, and what may its holder do with it?

Only the code on the paper opens a ticket. A number is called aloud in the hall, so it opens nothing.
"""

import re
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from uuid_utils import uuid7

from kiosk.knowledge import Knowledge
from kiosk.offline import NotHere
from kiosk.outbox import Outbox
from kiosk.paper import Papers
from kiosk.server_line import Answer, NoServer, ServerLine
from kiosk.told import a_ticket, refused_appointment

ANSWER_WITHIN_S = 2.0
TRIES = 2
REPRINTS = 3
DEEDS = ("change-service", "add-service", "cancel", "arrive", "return")
_TO_A_SERVICE = frozenset(DEEDS[:2])
# Who is served already, or has gone, needs no paper.
_PRINTED_AGAIN = frozenset({"booked", "planned", "waiting", "called", "held"})
# Eight signs of an appointment's code, however they are spaced; the server knows the rest.
_CODE = re.compile(r"[2-9A-HJKMNP-Z]{8}")
_LINK = re.compile(r"/t/([A-Za-z0-9_-]{22,64})(?![A-Za-z0-9_-])")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,64}")


class Refused(Exception):
    """The server refuses; `answer` is its problem, to be passed on."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def token_of(scanned: object) -> str:
    """Return the token in what a scanner typed: the link of the paper's code, or the token. Raises NotHere."""
    told = scanned.strip() if isinstance(scanned, str) else ""
    found = _LINK.search(told)
    if found:
        return found[1]
    if _TOKEN.fullmatch(told):
        return told
    raise NotHere(422, "agent.not-a-ticket")


def code_of(scanned: object) -> str | None:
    """Return an appointment's code in what was typed or scanned; None where it is none."""
    told = "".join(scanned.upper().replace("-", " ").split()) if isinstance(scanned, str) else ""
    return told if _CODE.fullmatch(told) else None


class Mine:
    """Tickets that are scanned at one kiosk. Used by several threads at once."""

    def __init__(self, line: ServerLine, *, outbox: Outbox, knowledge: Knowledge, papers: Papers) -> None:
        self._line = line
        self._outbox = outbox
        self._knowledge = knowledge
        self._papers = papers

    def find(self, scanned: object, *, language: str) -> dict[str, Any]:
        """Return where a scanned ticket stands; an appointment's code takes its holder in. Raises NotHere, Refused."""
        code = code_of(scanned)
        if code is not None:
            return self._checked_in(code, language)
        return self._shown(self._ticket(token_of(scanned), language))

    def _checked_in(self, code: str, language: str) -> dict[str, Any]:
        """Take in who has an appointment, with a paper; the same code again is the same ticket, without another one."""
        key, where = str(uuid7()), f"/branches/{self._knowledge.branch}/check-in"
        for _ in range(TRIES):
            try:
                answer = self._line.post(where, {"code": code}, within_s=ANSWER_WITHIN_S, language=language, key=key)
            except NoServer:
                continue
            if answer.status >= 400:
                # The page offers what comes next: a number instead, or the code once more.
                raise Refused(Answer(answer.status, refused_appointment(answer.body)))
            ticket = _told(answer)
            told = self._papers.put(self._on_paper(ticket))
            return self._shown(ticket) | {"checked_in": True, "paper": _paper(told)}
        raise NotHere(503, "agent.no-line")

    def act(self, token: str, deed: str, asked: Mapping[str, Any], *, language: str) -> dict[str, Any]:
        """Do what the holder wants with his ticket, and return where it stands then. Raises NotHere, Refused."""
        name = token_of(token)
        if deed == "print":
            return self._print(name, language)
        body = {}
        if deed in _TO_A_SERVICE:
            if not isinstance(asked.get("service"), str):
                raise NotHere(422, "problems.bad-field")
            body = {"service": asked["service"]}
        done = self._asked(name, deed, body, language)
        try:
            return self._shown(self._of_server(name, language))
        except (NoServer, Refused):
            return self._shown(done)

    def _asked(self, token: str, deed: str, body: dict[str, Any], language: str) -> dict[str, Any]:
        """Ask the server for a deed; again, with the same key, when the connection broke."""
        key = str(uuid7())
        for _ in range(TRIES):
            try:
                answer = self._line.post(
                    f"/tickets/{token}/{deed}", body, within_s=ANSWER_WITHIN_S, language=language, key=key
                )
            except NoServer:
                continue
            return _told(answer)
        raise NotHere(503, "agent.no-line")

    def _print(self, token: str, language: str) -> dict[str, Any]:
        ticket = self._ticket(token, language)
        if "print" not in self._can(ticket):
            raise NotHere(409, "kiosk.no-ticket")
        printed = self._on_paper(ticket)
        try:
            if self._papers.printed_again(ticket["id"]) >= REPRINTS:
                raise NotHere(429, "agent.printed-enough", {"times": str(REPRINTS)})
            self._papers.again(printed)
        except sqlite3.Error as error:
            raise NotHere(503, "kiosk.not-kept") from error
        return self._shown(ticket) | {"paper": _paper(self._papers.with_print(printed))}

    def _on_paper(self, ticket: Mapping[str, Any]) -> dict[str, Any]:
        """Return a ticket with what its paper tells beside: as it was printed here, else as it would be now."""
        kept = self._outbox.of(ticket["id"])
        before = kept.ticket if kept is not None and kept.ticket is not None else {}
        plan, service = self._knowledge.plan, ticket["service"]
        # Who looked a procedure up has its documents on his paper: no other kiosk knows it, nor does the server.
        is_as_printed = (before.get("service"), before.get("language")) == (service, ticket["language"])
        documents = before.get("documents") if is_as_printed else None
        return {
            **ticket,
            "documents": plan.documents_of(service)[ticket["language"]] if documents is None else documents,
            "room_names": plan.rooms.get(service) if self._is_here(ticket) else None,
            "large": bool(before.get("large")),
            "offline": bool(before.get("offline")),
        }

    def _ticket(self, token: str, language: str) -> dict[str, Any]:
        """Return a ticket as the server knows it; while it does not answer, as this kiosk gave it out."""
        if not self._knowledge.cut_off:
            try:
                return self._of_server(token, language)
            except Refused as refused:
                held = self._held(token)
                if refused.answer.status != 404 or held is None:
                    raise
                return held
            except NoServer as error:
                self._knowledge.lost(str(error))
        held = self._held(token)
        if held is None:
            raise NotHere(503, "agent.no-line")
        return held

    def _of_server(self, token: str, language: str) -> dict[str, Any]:
        told = _told(self._line.get(f"/tickets/{token}", within_s=ANSWER_WITHIN_S, language=language))
        if told["token"] != token:
            raise NoServer("another ticket than the one that was scanned was answered")
        return told

    def _held(self, token: str) -> dict[str, Any] | None:
        kept = self._outbox.of_token(token)
        return None if kept is None or kept.ticket is None else {**kept.ticket, "here_only": True}

    def _can(self, ticket: Mapping[str, Any]) -> list[str]:
        """Return what the page may offer: at another branch no change of services, of another day nothing."""
        if self._other_day(ticket) is not None:
            return []
        is_here = self._is_here(ticket)
        may = () if ticket.get("here_only") else ticket.get("may") or ()
        deeds = [deed for deed in DEEDS if deed in may and (is_here or deed == "cancel")]
        return deeds + (["print"] if ticket["state"] in _PRINTED_AGAIN else [])

    def _is_here(self, ticket: Mapping[str, Any]) -> bool:
        return bool(ticket["branch"] == self._knowledge.branch)

    def _other_day(self, ticket: Mapping[str, Any]) -> str | None:
        """Return the local day of a ticket that is not of today, as it is read; None for one of today."""
        now, issued_at = self._knowledge.clock.now(), datetime.fromisoformat(ticket["issued_at"])
        is_today = now is None or now.astimezone(issued_at.tzinfo).date() == issued_at.date()
        return None if is_today else f"{issued_at:%d/%m/%Y}"

    def _shown(self, ticket: Mapping[str, Any]) -> dict[str, Any]:
        is_old = bool(ticket.get("here_only"))
        return {
            "token": ticket["token"],
            "number": ticket["number"],
            "branch": ticket["branch"],
            "branch_names": ticket["branch_names"],
            "is_here": self._is_here(ticket),
            "day": self._other_day(ticket),
            "service": ticket["service"],
            "names": ticket["service_names"],
            "state": ticket["state"],
            "counter": ticket.get("counter"),
            "slot": ticket.get("slot"),
            "back_at": ticket.get("back_at"),
            "draw_at": ticket.get("draw_at"),
            "ahead": None if is_old else ticket.get("ahead"),
            # The promise of the paper is of its time of issue; here counts what is expected from now on.
            "wait_low_s": None if is_old else ticket.get("wait_p50_s"),
            "wait_high_s": None if is_old else ticket.get("wait_p90_s"),
            "steps": [{"service": step["service"], "state": step["state"]} for step in ticket.get("steps") or ()],
            "can": self._can(ticket),
        }


def _paper(ticket: Mapping[str, Any]) -> dict[str, Any]:
    """Return where a ticket's last paper stands, for whose `id` that can be asked again, and its link for a phone."""
    return {name: ticket[name] for name in ("id", "print", "print_reason", "by_backup", "phone_url")}


def _told(answer: Answer) -> dict[str, Any]:
    """Return the ticket in an answer. Raises Refused, NoServer."""
    if answer.status >= 400:
        raise Refused(answer)
    try:
        ticket = a_ticket(answer.body)
    except ValueError as error:
        raise NoServer(f"no ticket was answered: {error}") from error
    if not {"branch", "state"} <= ticket.keys():
        raise NoServer("a ticket was answered without where it stands")
    return ticket
