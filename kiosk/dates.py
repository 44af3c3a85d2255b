"""Which later days does a kiosk offer where today serves nobody more, and how is one of them promised?

Only the server knows what is free, so nothing of this is offered while the line is cut.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from config.ticket import DOCUMENTS
from kiosk.knowledge import Knowledge
from kiosk.mine import Refused
from kiosk.offline import ID, NotHere
from kiosk.paper import Papers
from kiosk.server_line import Answer, NoServer, ServerLine
from kiosk.told import an_appointment

OFFERED = 3
LOOK_WITHIN_S = 0.5
ANSWER_WITHIN_S = 2.0
TRIES = 2


class Dates:
    """Appointments of later days at one kiosk. Used by several threads at once."""

    def __init__(self, line: ServerLine, *, knowledge: Knowledge, papers: Papers) -> None:
        self._line = line
        self._knowledge = knowledge
        self._papers = papers

    def free(self, service: str) -> list[str]:
        """Return the first free time of each of the next days, local; nothing when the server says nothing in time."""
        now = self._knowledge.clock.now()
        if self._knowledge.cut_off or now is None:
            return []
        # Today may be among them, and a kiosk promises none of today.
        asked = urlencode({"service": service, "count": OFFERED + 1})
        try:
            answer = self._line.get(f"/branches/{self._knowledge.branch}/bookings/days?{asked}", within_s=LOOK_WITHIN_S)
            firsts = [str(day["first"]) for day in answer.body["days"]] if answer.status == 200 else []
            later = [one for one in map(datetime.fromisoformat, firsts) if _is_later_day(one, now)]
        except (NoServer, KeyError, TypeError, ValueError, OverflowError):
            return []
        return [one.isoformat() for one in later[:OFFERED]]

    def book(self, asked: Mapping[str, Any], *, language: str) -> dict[str, Any]:
        """Promise a time and print it; the same `id` again is the same appointment. Raises NotHere, Refused."""
        key, service, slot = (asked.get(name) for name in ("id", "service", "slot"))
        if not all(isinstance(one, str) for one in (key, service, slot)) or not ID.fullmatch(str(key)):
            raise NotHere(422, "problems.bad-field")
        body = {"service": service, "slot": slot, "language": language}
        promised = self._asked(str(key), body, language)
        told = self._told(promised, language, asked.get("procedure")) | {"id": key}
        self._papers.put_appointment(told, at=self._knowledge.clock.now())
        return told | self.printed(told["code"])

    def printed(self, code: str) -> dict[str, Any]:
        """Return what became of an appointment's paper."""
        return self._papers.printed_appointment(code).as_json()

    def _asked(self, key: str, body: dict[str, Any], language: str) -> dict[str, Any]:
        """Ask the server; again, with the same key, when the connection broke."""
        where = f"/branches/{self._knowledge.branch}/bookings"
        for _ in range(TRIES):
            try:
                answer = self._line.post(where, body, within_s=ANSWER_WITHIN_S, language=language, key=key)
            except NoServer:
                continue
            return _promised(answer)
        raise NotHere(503, "agent.no-date")

    def _told(self, promised: Mapping[str, Any], language: str, procedure: object) -> dict[str, Any]:
        """Return an appointment with what its paper and the screen tell beside. procedure: chosen by words, or None."""
        facts, service = self._knowledge.facts or {}, promised["service"]
        bring = self._knowledge.plan.documents_of(service, procedure)
        row: Mapping[str, Any] = next((one for one in facts.get("services", ()) if one["code"] == service), {})
        return {
            "code": promised["code"],
            "slot": promised["slot"],
            "service": service,
            "language": language,
            "branch_names": facts.get("names", {}),
            "service_names": row.get("names", {}),
            "documents": bring[language][:DOCUMENTS],
            "bring": {one: items[:DOCUMENTS] for one, items in bring.items()},
        }


def _promised(answer: Answer) -> dict[str, Any]:
    """Return the appointment in an answer. Raises Refused, NotHere."""
    if answer.status >= 400:
        raise Refused(answer)
    try:
        return an_appointment(answer.body)
    except ValueError as error:
        raise NotHere(503, "agent.no-date") from error


def _is_later_day(at: datetime, now: datetime) -> bool:
    return at.date() > now.astimezone(at.tzinfo).date()
