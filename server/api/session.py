"""Signing in and out, for people."""

from typing import Annotated

from apiflask import APIBlueprint
from flask import Response, request
from pydantic import BaseModel, StringConstraints

from server.api.answers import json_response
from server.api.bodies import Body, EmptyIn
from server.api.limits import SIGN_IN, SIGN_IN_OF_ADDRESS, limiter, login_tried, session_tried
from server.api.rooms import rooms
from server.api.sign_in import COOKIE, fits, hashed, require_same_site
from server.database import access
from server.domain.refusals import NoPin, NotSignedIn, SignInFailed, WrongPin

bp = APIBlueprint("session", __name__, url_prefix="/api/v1/session", tag="People")


class PinIn(Body):
    pin: Annotated[str, StringConstraints(pattern=r"^[0-9]{4,8}$")]


class NewPinIn(PinIn):
    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class SignInIn(Body):
    login: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class PersonOut(BaseModel):
    login: str
    badge: str
    role: str
    branch: str | None
    counter: str | None
    skills: dict[str, int] | None
    rights: list[str]


class SessionOut(BaseModel):
    person: PersonOut
    csrf: str
    locked: bool
    has_pin: bool


@bp.post("")
@limiter.limit(SIGN_IN_OF_ADDRESS)
@limiter.limit(SIGN_IN, key_func=login_tried)
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


@bp.post("/pin")
@limiter.limit(SIGN_IN_OF_ADDRESS)
@limiter.limit(SIGN_IN, key_func=session_tried)
@bp.input(NewPinIn)
@bp.output(SessionOut)
def post_pin(json_data: NewPinIn) -> Response:
    """Choose the PIN that opens a locked session; the password is asked for once more."""
    secret, session = _mine()
    expected = access.password_hash_of(rooms().store, session.login)
    if expected is None or not fits(expected, json_data.password):
        raise SignInFailed
    access.set_pin(rooms().store, session.login, hashed(json_data.pin))
    return _session(secret)


@bp.post("/lock")
@bp.input(EmptyIn)
@bp.output(SessionOut)
def post_lock(json_data: EmptyIn) -> Response:  # noqa: ARG001 (no member is read)
    """Lock the session for a break; without a PIN there would be no way back but signing in."""
    secret, session = _mine()
    if session.pin_hash is None:
        raise NoPin
    access.lock_session(rooms().store, secret)
    return _session(secret)


@bp.post("/unlock")
@limiter.limit(SIGN_IN_OF_ADDRESS)
@limiter.limit(SIGN_IN, key_func=session_tried)
@bp.input(PinIn)
@bp.output(SessionOut)
def post_unlock(json_data: PinIn) -> Response:
    """Open a locked session by the PIN; after five wrong ones it ends."""
    secret, session = _mine()
    fitting = session.pin_hash is not None and fits(session.pin_hash, json_data.pin)
    left = access.unlock_session(rooms().store, secret, fits=fitting)
    if not fitting:
        raise WrongPin(left=left)
    return _session(secret)


def _mine() -> tuple[str, access.SignedIn]:
    secret = request.cookies.get(COOKIE, "")
    session = access.session_of(rooms().store, secret)
    if session is None:
        raise NotSignedIn
    require_same_site(request, session)
    return secret, session


def _session(secret: str) -> Response:
    found = access.session_of(rooms().store, secret)
    if found is None:
        raise NotSignedIn
    who = rooms().callers.orders.follow(found.caller)
    person = {
        "login": found.login,
        "badge": who.subject,
        "role": who.role,
        "branch": who.branch,
        "counter": who.counter,
        "skills": who.skills,
        "rights": sorted(who.rights or ()),
    }
    told = {"csrf": found.csrf, "locked": found.locked, "has_pin": found.pin_hash is not None}
    return json_response({"person": person, **told})
