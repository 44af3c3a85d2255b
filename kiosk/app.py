"""What does the agent answer on 127.0.0.1? The kiosk's page, its tickets and its state; kiosks differ by port."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import HTTPException

from kiosk.agent import Kiosk
from kiosk.answers import problem, sent, spoken
from kiosk.offline import NotHere
from kiosk.server_line import NoServer
from kiosk.speech import Speech
from kiosk.staff_pages import staff_pages
from kiosk.visitor_pages import visitor_pages

BODY_LIMIT = 64 * 1024
BUILT = Path(__file__).parent.parent / "server" / "static"
LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
GENERAL = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "not-json"}


def create_app(kiosks: Mapping[int, Kiosk], *, speech: Speech | None = None) -> Flask:
    """Return the application of several kiosks. kiosks: port -> kiosk. speech: None where nothing is read aloud."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT

    def here() -> Kiosk:
        return kiosks[int(request.environ["SERVER_PORT"])]

    @app.before_request
    def only_from_here() -> Response | None:
        """The page of another site, or a name that somebody points at this machine, gets nothing."""
        host = request.host.rsplit(":", 1)[0]
        origin = request.headers.get("Origin")
        if host not in LOCAL or (origin is not None and origin != f"http://{request.host}"):
            return problem(403, "kiosk.not-from-here")
        return None

    @app.get("/")
    def page() -> Response:
        response = send_from_directory(BUILT / "kiosk" / "page", "index.html")
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = "no-cache"
        return response

    @app.get("/static/<path:name>")
    def built(name: str) -> Response:
        return send_from_directory(BUILT, name)

    @app.get("/state")
    def state() -> Response:
        known = here().knowledge.now()
        if known is None:
            return problem(503, "kiosk.no-server")
        return sent(known | {"speech": speech is not None and speech.is_there, "can_scan": True})

    @app.get("/status")
    def status() -> Response:
        return sent(here().status())

    @app.post("/tickets")
    def take() -> Response:
        asked = request.get_json()
        if not isinstance(asked, dict):
            return problem(400, "problems.bad-request")
        try:
            answer = here().take(asked, language=spoken())
        except NotHere as no:
            return problem(no.status, no.key, **no.facts)
        except NoServer:
            return problem(503, "kiosk.no-server")
        return sent(answer.body, answer.status)

    @app.get("/tickets/<ticket_id>")
    def ticket(ticket_id: str) -> Response:
        found = here().ticket(ticket_id)
        return problem(404, "kiosk.no-ticket") if found is None else sent(found)

    @app.post("/tickets/<ticket_id>/came-out")
    def came_out(ticket_id: str) -> Response:
        told = request.get_json()
        if not isinstance(told, dict) or not isinstance(told.get("yes"), bool):
            return problem(422, "problems.bad-field")
        try:
            found = here().came_out(ticket_id, yes=told["yes"])
        except sqlite3.Error:
            return problem(503, "kiosk.not-kept")
        return problem(404, "kiosk.no-ticket") if found is None else sent(found)

    app.register_blueprint(visitor_pages(here, speech))
    app.register_blueprint(staff_pages(here))

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        status = error.code or 500
        code = GENERAL.get(status, "internal-error" if status >= 500 else "bad-request")
        response = problem(status, f"problems.{code}")
        response.headers.update({name: value for name, value in error.get_headers() if name == "Allow"})
        return response

    return app
