"""What else may a visitor do at the kiosk? Look a procedure up, show a ticket to the scanner, listen, get advice."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, send_file

from kiosk.agent import Kiosk
from kiosk.answers import problem, sent, spoken
from kiosk.mine import DEEDS, Refused
from kiosk.offline import NotHere
from kiosk.server_line import NoServer
from kiosk.speech import Speech

LONGEST_QUERY = 200


def visitor_pages(here: Callable[[], Kiosk], speech: Speech | None) -> Blueprint:
    """Return the addresses of search, scanned tickets, speech, advice and later days."""
    pages = Blueprint("visitor", __name__)

    @pages.errorhandler(NotHere)
    def not_here(no: NotHere) -> Response:
        return problem(no.status, no.key, **no.facts)

    @pages.errorhandler(Refused)
    def refused(no: Refused) -> Response:
        return sent(no.answer.body, no.answer.status)

    @pages.errorhandler(NoServer)
    def no_server(_error: NoServer) -> Response:
        return problem(503, "kiosk.no-server")

    @pages.get("/search")
    def search() -> Response:
        return sent({"found": here().search.find(request.args.get("q", "")[:LONGEST_QUERY])})

    @pages.post("/mine")
    def mine() -> Response:
        return sent(here().mine.find(_body().get("scanned"), language=spoken()))

    @pages.post("/mine/<token>/<deed>")
    def act(token: str, deed: str) -> Response:
        if deed not in (*DEEDS, "print"):
            return problem(404, "problems.not-found")
        return sent(here().mine.act(token, deed, _body(), language=spoken()))

    @pages.get("/speech")
    def say() -> Response:
        if speech is None:
            return problem(503, "agent.cannot-speak")
        clip = speech.clip(request.args.get("text", ""), request.args.get("language", ""))
        return send_file(clip, mimetype="audio/wav", max_age=86400)

    @pages.get("/advice")
    def advice() -> Response:
        return sent({"offers": here().advice(request.args.get("service", ""))})

    @pages.get("/dates")
    def dates() -> Response:
        return sent({"dates": here().dates.free(request.args.get("service", ""))})

    @pages.post("/dates")
    def book() -> Response:
        return sent(here().dates.book(_body(), language=spoken()), 201)

    @pages.get("/dates/<code>")
    def printed(code: str) -> Response:
        return sent(here().dates.printed(code))

    return pages


def _body() -> dict[str, Any]:
    told = request.get_json()
    if not isinstance(told, dict):
        raise NotHere(400, "problems.bad-request")
    return told
