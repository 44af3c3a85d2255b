"""How do the rooms of the web process come together?"""

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

import structlog
from apiflask import APIFlask
from flask import Request, Response, g, request
from flask_socketio import SocketIO
from werkzeug.exceptions import BadRequest, NotFound, UnprocessableEntity, UnsupportedMediaType
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from config.settings import Settings
from display.chime import chime_file
from display.clips import Announcement, Clips, SpeechError, packs_of
from server.actions.opened import open_store
from server.api import (
    advice,
    bookings,
    branches,
    counters,
    hall_desk,
    hall_volume,
    halls,
    kiosks,
    media,
    mending,
    operations,
    pages,
    problems,
    records,
    session,
    staff,
    steering,
    suggestions,
    tickets,
    voice,
)
from server.api.limits import PUBLIC, has_token, limiter, token, token_may_ask
from server.api.rooms import EXTENSION, Rooms
from server.api.sign_in import Callers
from server.database.schema import Serving
from server.domain.refusals import SpeechFailed
from server.push import watch
from server.push.ahead import Ahead
from server.push.guard import Guard
from server.push.hub import Hub
from server.push.others import PATIENCE_S, Others

BODY_LIMIT = 64 * 1024
PING_S = 3
REFRESH_S = 0.5
LAG_EVERY_S = 0.1

log = structlog.get_logger()


class RowNumber(IntegerConverter):
    """A row's number in an address: what no database can hold is no address."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=2**63 - 1)


class JsonRequest(Request):
    """A request whose missing body is an empty object, because every body of the contract may be left out."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> object:
        told = self.get_data()
        if told and self.mimetype and not self.is_json and not silent:
            raise UnsupportedMediaType  # a form is what another site's page could send in a visitor's name
        if b"\x00" in told or b"\\u0000" in told:
            raise UnprocessableEntity  # no text holds one, and PostgreSQL cannot keep it
        try:
            return super().get_json(force, silent, cache) if told else {}
        except RecursionError:
            raise BadRequest from None


def create_app(settings: Settings, *, async_mode: str = "gevent", load: bool = True) -> APIFlask:
    """Return the application, its network read if `load`.

    Its push stands in `app.extensions["socketio"]`, its hub in `app.extensions["hub"]`.
    """
    store = open_store(settings)
    if load:
        store.refresh()
    rooms = Rooms(
        settings=settings,
        store=store,
        callers=Callers(store),
        clip=_clip(settings.data / "clips", settings.voice),
        chime=lambda: chime_file(settings.data / "clips"),
        demo=json.loads(Path(settings.demo).read_text(encoding="utf-8")) if settings.demo else None,
    )
    app = APIFlask(
        __name__,
        title="motcua",
        version="1",
        static_folder=None,  # type: ignore[arg-type]  # Flask takes None
        docs_path="/docs",
        docs_ui="swagger-ui",
    )
    app.request_class = JsonRequest
    app.url_map.converters["int"] = RowNumber
    app.config.update(
        DOCS_FAVICON="",
        SWAGGER_UI_CSS="/static/docs/swagger-ui.css",
        SWAGGER_UI_BUNDLE_JS="/static/docs/swagger-ui-bundle.js",
        SWAGGER_UI_STANDALONE_PRESET_JS="/static/docs/swagger-ui-standalone-preset.js",
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_STORAGE_OPTIONS={"socket_connect_timeout": PATIENCE_S, "socket_timeout": PATIENCE_S},
        RATELIMIT_DEFAULT=PUBLIC,
        RATELIMIT_DEFAULTS_EXEMPT_WHEN=has_token,
        RATELIMIT_SWALLOW_ERRORS=True,
    )
    app.extensions[EXTENSION] = rooms
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's own way
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    limiter.init_app(app)
    _number_requests(app)
    _limit_tokens(app)
    problems.register(app)
    for room in (
        branches,
        tickets,
        bookings,
        advice,
        mending,
        counters,
        kiosks,
        records,
        session,
        staff,
        steering,
        suggestions,
        voice,
        halls,
        hall_desk,
        hall_volume,
        media,
        operations,
        pages,
    ):
        app.register_blueprint(room.bp)
    _push(app, rooms, async_mode)
    return app


def run_background(app: APIFlask) -> None:
    """Start what a serving process does beside answering: clock and network, heartbeats, lag, other workers."""
    rooms: Rooms = app.extensions[EXTENSION]
    app.extensions["serving"] = Serving(rooms.store.engine)
    socketio: SocketIO = app.extensions["socketio"]
    hub: Hub = app.extensions["hub"]

    def refresh() -> None:
        while True:
            socketio.sleep(REFRESH_S)
            try:
                rooms.store.refresh()
                hub.catch_up()
            except Exception:
                log.exception("refresh failed")

    def lag() -> None:
        while True:
            before = time.monotonic()
            socketio.sleep(LAG_EVERY_S)
            operations.LOOP_LAG.observe(max(0.0, time.monotonic() - before - LAG_EVERY_S))

    ahead = Ahead(rooms, hub.watchers, sleep=socketio.sleep)
    guard: Guard = app.extensions["guard"]
    for work in (refresh, lag, hub.run_heartbeat, ahead.run, partial(guard.run, socketio.sleep)):
        socketio.start_background_task(work)
    if rooms.settings.redis_url:
        others = Others(rooms.settings.redis_url, heard=hub.changed, sleep=socketio.sleep)
        rooms.store.change.announce.append(others.tell)
        socketio.start_background_task(others.run)


def _push(app: APIFlask, rooms: Rooms, async_mode: str) -> None:
    socketio = SocketIO(
        app,
        async_mode=async_mode,
        transports=["websocket"],
        ping_interval=PING_S,
        ping_timeout=PING_S,
        manage_session=False,
        max_http_buffer_size=BODY_LIMIT,
    )
    hub = Hub(socketio, rooms)
    rooms.store.change.announce.append(hub.changed)
    guard = Guard(hub.watchers, send_away=lambda sid, namespace: socketio.server.disconnect(sid, namespace=namespace))
    watch.register(socketio, hub, guard, rooms)
    app.extensions["hub"], app.extensions["guard"] = hub, guard


def _clip(folder: Path, voices: Path | None) -> Callable[[Announcement], Path]:
    clips = Clips(folder, packs=packs_of(voices))

    def clip(said: Announcement) -> Path:
        try:
            return clips.of(said)
        except SpeechError as error:
            log.error("speech failed", error=str(error))
            raise SpeechFailed from error

    return clip


def _number_requests(app: APIFlask) -> None:
    @app.before_request
    def begin() -> None:
        g.request_id = uuid4().hex
        g.begun = time.perf_counter()
        # No text holds a NUL, and PostgreSQL cannot be asked for one.
        if "\x00" in request.path:
            raise NotFound
        if b"%00" in request.query_string:
            raise UnprocessableEntity

    @app.after_request
    def end(response: Response) -> Response:
        took = time.perf_counter() - g.get("begun", time.perf_counter())
        route = request.url_rule.rule if request.url_rule else "none"
        operations.REQUESTS.labels(route=route, status=f"{response.status_code // 100}xx").observe(took)
        response.headers["X-Request-ID"] = g.get("request_id", "")
        response.headers["X-Content-Type-Options"] = "nosniff"
        say = log.info if request.method not in ("GET", "HEAD") or response.status_code >= 500 else log.debug
        say(
            "request",
            method=request.method,
            path=_without_secret(request.path),
            status=response.status_code,
            ms=round(took * 1000, 2),
            request_id=g.get("request_id"),
            actor=g.caller.actor if "caller" in g else None,
        )
        return response


def _limit_tokens(app: APIFlask) -> None:
    @app.before_request
    def count() -> Response | None:
        told = token()
        if told is None or token_may_ask(told):
            return None
        return problems.answer_http(429, headers={"Retry-After": "1"})


def _without_secret(path: str) -> str:
    """A ticket's token opens it, so it stays out of the logs."""
    for prefix in ("/api/v1/tickets/", "/t/"):
        if path.startswith(prefix):
            return f"{prefix}…"
    return path
