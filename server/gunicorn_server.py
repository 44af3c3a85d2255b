"""How is the application served? By gunicorn with gevent workers, started from code."""

import gc
import logging
import resource
import sys
import time
from datetime import datetime
from typing import Any

import structlog
from gunicorn.app.base import BaseApplication

from config.settings import Settings

CONNECTIONS = 20_000
SPARE_FILES = 200
JUST_A_TURN_S = 1e-6


class Served(BaseApplication):  # type: ignore[misc]
    """gunicorn's application object; each worker builds the app for itself (no preload, so that gevent comes first)."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self._settings = settings
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self._options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        from server.app import create_app, run_background

        log_as(self._settings)
        app = create_app(self._settings)
        run_background(app)
        return app


def prepare(settings: Settings, *, at: datetime | None, speed: float | None) -> None:
    """Check the database and set the clock, before anything is served. Raises schema.WrongRevision."""
    from sqlalchemy import select

    from server.actions.opened import open_store
    from server.actions.set_clock import set_clock
    from server.database import schema, tables

    store = open_store(settings)
    try:
        schema.require_revision(store.engine)
        with store.read() as connection:
            is_set = connection.execute(select(tables.clock.c.id)).first() is not None
        store.refresh()
        if at is not None or speed is not None or not is_set:
            set_clock(store, at=at, speed=speed)
    finally:
        store.close()


def run(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Serve until told to stop."""
    _raise_file_limit()
    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "worker_class": "gevent",
        "worker_connections": CONNECTIONS,
        "keepalive": 75,
        "timeout": 60,
        "graceful_timeout": 3,
        "loglevel": "warning",
        "proc_name": "motcua",
        "control_socket_disable": True,
        "post_request": let_others_ask,
        "post_worker_init": leave_alone_what_is_loaded,
    }
    leave_alone_what_is_loaded()
    Served(settings, options).run()


def leave_alone_what_is_loaded(_worker: object = None) -> None:
    """Let the collector pass by all that is there now: it stays, and looking through it stops everybody.

    Before the workers begin, because touching it would copy every page in each of them, and in each worker once its
    application is loaded: a full collection took 40 ms and more otherwise, once in some thousand answers.
    """
    gc.collect()
    gc.freeze()


def let_others_ask(_worker: object, _request: object, _environ: object, _response: object) -> None:
    """Look at the other sockets before the same client is read again.

    gevent reads on without a switch when the next request is there already, and one quick client would be served again
    and again while others wait: of eight officers, the slowest answers took 33 times the median of one alone.
    """
    time.sleep(JUST_A_TURN_S)


def log_as(settings: Settings) -> None:
    """Write structured lines on standard error, JSON unless the settings say otherwise."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shape: Any = structlog.processors.JSONRenderer() if settings.log_json else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            shape,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def _raise_file_limit() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + SPARE_FILES
    if soft < wanted:
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
