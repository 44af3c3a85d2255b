"""Is it alive, is it ready, how does it do? For those who operate it."""

from hmac import compare_digest
from ipaddress import ip_address

from apiflask import APIBlueprint
from flask import Response, request
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, Histogram, generate_latest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from server.api.answers import json_response
from server.api.problems import answer_http
from server.api.rooms import rooms
from server.api.sign_in import bearer
from server.database import tables
from server.domain.refusals import NotSignedIn

bp = APIBlueprint("operations", __name__, enable_openapi=False)

LOOP_LAG = Histogram(
    "motcua_loop_lag_seconds",
    "How late a timer of the event loop was",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1),
)
REQUESTS = Histogram(
    "motcua_request_seconds",
    "Time from request to answer",
    ["route", "status"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
)
WATCHERS = Gauge("motcua_watchers", "Sockets that watch a branch", ["kind"])


@bp.get("/healthz")
def get_health() -> Response:
    """The process answers."""
    return json_response({"status": "alive"})


@bp.get("/readyz")
def get_ready() -> Response:
    """The database answers and holds a network."""
    store = rooms().store
    try:
        with store.read() as connection:
            version = connection.execute(select(tables.network.c.version)).scalar()
    except SQLAlchemyError:
        return answer_http(503, headers={"Retry-After": "5"})
    return json_response({"status": "ready", "network": version}) if version else answer_http(503)


@bp.get("/metrics")
def get_metrics() -> Response:
    """Figures for Prometheus; from this machine, or with the token that the settings name."""
    if not (_is_local() or _has_token()):
        raise NotSignedIn
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _is_local() -> bool:
    return ip_address(request.remote_addr or "0.0.0.0").is_loopback and "X-Forwarded-For" not in request.headers  # noqa: S104


def _has_token() -> bool:
    wanted = rooms().settings.metrics_token
    told = bearer(request)
    return wanted is not None and told is not None and compare_digest(wanted.encode(), told.encode())
