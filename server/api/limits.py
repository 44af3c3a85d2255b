"""How often may one address, or one token, ask?"""

from functools import cache

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from server.api.sign_in import COOKIE, bearer

# A whole hall may stand behind one address when it begins its day or comes back from lunch: who guesses is held back by
# the login or the session that he guesses at, and the address only from what no hall would ask.
SIGN_IN = "10 per minute"
SIGN_IN_OF_ADDRESS = "300 per minute"
PUBLIC = "1000 per second"
# Devices and officers: counted in this process alone, without a journey to Redis on the way of every ticket.
TOKEN = RateLimitItemPerSecond(2000)
# Rooms whose routes have no limit of their own: looking for one took a twelfth of a call.
COUNTED_BY_TOKEN = frozenset({"tickets", "counters"})

limiter = Limiter(get_remote_address, headers_enabled=True)


def login_tried() -> str:
    """Return which login is tried from where."""
    told = request.get_json(silent=True)
    login = told.get("login") if isinstance(told, dict) else None
    return f"{get_remote_address()} {login}"


def session_tried() -> str:
    """Return at which session somebody tries a PIN or a password, from where."""
    return f"{get_remote_address()} {request.cookies.get(COOKIE, '')}"


def token() -> str | None:
    """Return the bearer token that this request brings, right or wrong."""
    return bearer(request)


def has_token() -> bool:
    """Whether a request brings a bearer token; it is then counted by that, in place of its address."""
    return token() is not None


def token_may_ask(told: str) -> bool:
    """Count a request of a token; False once it has asked too often in this second."""
    return _tokens().hit(TOKEN, told)


@cache
def _tokens() -> FixedWindowRateLimiter:
    """Made with the first question: it begins a thread, and none may live on in a worker that is forked."""
    return FixedWindowRateLimiter(MemoryStorage())


@limiter.request_filter
def is_counted_by_token() -> bool:
    """Whether no other limit is to be looked for."""
    return has_token() and request.blueprint in COUNTED_BY_TOKEN
