"""Signing in and out, for people."""

from apiflask import APIBlueprint
from flask import Response, request

from server.api.answers import json_response
from server.api.bodies import SessionOut, SignInIn
from server.api.limits import SIGN_IN, limiter
from server.api.rooms import rooms
from server.api.sign_in import COOKIE
from server.database import access
from server.domain.refusals import NotSignedIn

bp = APIBlueprint("session", __name__, url_prefix="/api/v1/session", tag="People")


@bp.post("")
@limiter.limit(SIGN_IN)
@bp.input(SignInIn)
@bp.output(SessionOut)
def post_session(json_data: SignInIn) -> Response:
    """Sign in; the cookie names the session, `csrf` goes with every change as X-CSRF-Token."""
    secret, _ = rooms().callers.sign_in(json_data.login, json_data.password)
    response = _session(secret)
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(access.SESSION_LIFETIME.total_seconds()),
        httponly=True,
        samesite="Strict",
        secure=(rooms().settings.public_url or "").startswith("https:"),
    )
    return response


@bp.get("")
@bp.output(SessionOut)
def get_session() -> Response:
    """Who is signed in here."""
    return _session(request.cookies.get(COOKIE, ""))


@bp.delete("")
def delete_session() -> Response:
    """Sign out."""
    access.close_session(rooms().store, request.cookies.get(COOKIE, ""))
    response = Response(status=204)
    response.delete_cookie(COOKIE)
    return response


def _session(secret: str) -> Response:
    found = access.session_of(rooms().store, secret)
    if found is None:
        raise NotSignedIn
    login, csrf, who = found
    person = {"login": login, "badge": who.subject, "role": who.role, "branch": who.branch, "counter": who.counter}
    return json_response({"person": person, "csrf": csrf})
