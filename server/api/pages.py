"""Which page stands at which address?"""

from pathlib import Path

from apiflask import APIBlueprint
from flask import Response, abort, send_from_directory

from server.actions.set_clock import skip_closed_hours
from server.api.allowed import allowed
from server.api.answers import json_response
from server.api.rooms import rooms
from server.domain.rights import Act

bp = APIBlueprint("pages", __name__, enable_openapi=False)

BUILT = Path(__file__).parent.parent / "static"
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self' ws: wss:; frame-ancestors 'none'"
)


@bp.get("/")
def start() -> Response:
    """The public page."""
    return _page("server/pages/start")


@bp.get("/hall/<branch>")
def hall(branch: str) -> Response:  # noqa: ARG001 (read by the page from its address; it tells of an unknown one)
    """A hall display."""
    return _page("display/page")


@bp.get("/hall/<branch>/counter/<counter>")
def over_counter(branch: str, counter: str) -> Response:  # noqa: ARG001 (as above)
    """The screen over a counter."""
    return _page("display/page")


@bp.get("/counter/<branch>/<counter>")
def counter(branch: str, counter: str) -> Response:  # noqa: ARG001 (as above)
    """An officer's page."""
    return _page("counter/page")


@bp.get("/manager")
def manager() -> Response:
    """The page of the network's and the branches' managers."""
    return _page("server/pages/manager")


@bp.get("/hall-desk/<branch>")
def hall_desk(branch: str) -> Response:  # noqa: ARG001 (as above)
    """The page of who looks after a hall."""
    return _page("server/pages/hall-desk")


@bp.get("/greeter/<branch>")
def greeter(branch: str) -> Response:  # noqa: ARG001 (as above)
    """The greeter's tablet."""
    return _page("server/pages/greeter")


@bp.get("/t/<token>")
def visitor(token: str) -> Response:  # noqa: ARG001 (read by the page from its address)
    """A ticket on the phone."""
    return _page("server/pages/visitor")


@bp.get("/static/<path:name>")
def built(name: str) -> Response:
    """What the build made; names of assets hold a hash of their content."""
    response = send_from_directory(BUILT, name)
    if name.startswith("assets/"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@bp.get("/api/v1/demo")
def demo() -> Response:
    """What the demonstration hands out; there is no such thing elsewhere."""
    facts = rooms().demo
    if facts is None:
        abort(404)
    return json_response(facts)


def _page(folder: str) -> Response:
    response = send_from_directory(BUILT / folder, "index.html")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.post("/api/v1/demo/skip")
@allowed(Act.MOVE_CLOCK)
def skip() -> Response:
    """Move the demonstration's clock over closed hours; does nothing while a branch is open."""
    if rooms().demo is None:
        abort(404)
    moved = skip_closed_hours(rooms().store)
    return json_response({"moved_to": moved.isoformat() if moved else None})
