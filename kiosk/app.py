"""What does the agent answer on 127.0.0.1? The kiosk's page, its tickets and its state; kiosks differ by port."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import HTTPException

from config.texts import LANGUAGES, text
from kiosk.agent import Kiosk
from kiosk.server_line import NoServer

BODY_LIMIT = 64 * 1024
BUILT = Path(__file__).parent.parent / "server" / "static"
LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"


def create_app(kiosks: Mapping[int, Kiosk]) -> Flask:
    """Return the application of several kiosks. kiosks: port -> kiosk."""
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
            return _problem(403, "not-from-here")
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
        return _problem(503, "no-server") if known is None else _json(known)

    @app.get("/status")
    def status() -> Response:
        return _json(here().status())

    @app.post("/tickets")
    def take() -> Response:
        asked = request.get_json()
        if not isinstance(asked, dict):
            return _problem(422, "bad-request")
        try:
            answer = here().take(asked, language=_spoken())
        except NoServer:
            return _problem(503, "no-server")
        return _json(answer.body, answer.status)

    @app.get("/tickets/<ticket_id>")
    def ticket(ticket_id: str) -> Response:
        found = here().ticket(ticket_id)
        return _problem(404, "no-ticket") if found is None else _json(found)

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        return _problem(error.code or 500, "not-found" if error.code == 404 else "bad-request")

    return app


def _json(body: Mapping[str, Any], status: int = 200) -> Response:
    kind = "application/problem+json" if status >= 400 else "application/json"
    return Response(json.dumps(body, ensure_ascii=False), status, content_type=kind)


def _spoken() -> str:
    return request.accept_languages.best_match(LANGUAGES, default="vi") or "vi"


def _problem(status: int, code: str) -> Response:
    sentence = text(f"kiosk.problem_{code.replace('-', '_')}", _spoken())
    return _json({"type": f"/problems/{code}", "title": sentence, "status": status, "detail": sentence}, status)
