"""Who asks? A device by its bearer token, a person by a session cookie with a token of the page."""

import time
from hmac import compare_digest

import gevent
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import Request

from server.api.orders import Orders
from server.database import access
from server.database.store import Store
from server.domain.refusals import CrossSite, Locked, NotSignedIn, SignInFailed
from server.domain.rights import Caller

COOKIE = "motcua_session"
CSRF_HEADER = "X-CSRF-Token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
KNOWN_FOR_S = 2.0
KNOWN_AT_MOST = 20_000

# The OWASP minimum for argon2id: 19 MiB, two passes, one lane.
PASSWORDS = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
NOBODY = PASSWORDS.hash("nobody has this password")


def bearer(request: Request) -> str | None:
    """Return the bearer token that a request brings, right or wrong; the scheme's case does not matter (RFC 7235)."""
    scheme, _, told = request.headers.get("Authorization", "").partition(" ")
    return told.strip() or None if scheme.lower() == "bearer" else None


class Callers:
    """Recognises callers; a token found valid is not looked up again for two seconds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[float, Caller]] = {}
        self.orders = Orders(store)

    def of(self, request: Request) -> Caller:
        """Return who sends a request; an officer whom an order sends elsewhere belongs there meanwhile.

        Raises NotSignedIn, CrossSite, Locked.
        """
        token = bearer(request)
        if token is not None:
            return self.by_token(token)
        return self.orders.follow(self._by_cookie(request))

    def by_token(self, token: str) -> Caller:
        """Return whom a bearer token stands for. Raises NotSignedIn."""
        return self.orders.follow(self._by_token(token))

    def _by_token(self, token: str) -> Caller:
        now = time.monotonic()
        known = self._known.get(token)
        if known is not None and known[0] > now:
            return known[1]
        found = access.token_caller(self._store, token)
        if found is None:
            raise NotSignedIn
        if len(self._known) >= KNOWN_AT_MOST:
            self._known.clear()
        self._known[token] = (now + KNOWN_FOR_S, found)
        return found

    def by_session(self, secret: str) -> Caller:
        """Return who signed in with a session's secret. Raises NotSignedIn, Locked."""
        return self.orders.follow(_unlocked(self._session(secret)))

    def _session(self, secret: str | None) -> access.SignedIn:
        found = access.session_of(self._store, secret) if secret else None
        if found is None:
            raise NotSignedIn
        return found

    def _by_cookie(self, request: Request) -> Caller:
        found = self._session(request.cookies.get(COOKIE))
        require_same_site(request, found)
        return _unlocked(found)

    def sign_in(self, login: str, password: str) -> tuple[str, str]:
        """Check a password and open a session: the cookie's secret and the page's token. Raises SignInFailed.

        An unknown login takes as long as a wrong password.
        """
        expected = access.password_hash_of(self._store, login)
        if not fits(expected or NOBODY, password) or expected is None:
            raise SignInFailed
        return access.open_session(self._store, login)


def _unlocked(session: access.SignedIn) -> Caller:
    if session.locked:
        raise Locked
    return session.caller


def require_same_site(request: Request, session: access.SignedIn) -> None:
    """Raise CrossSite when a change is asked for without the page's own token."""
    told = request.headers.get(CSRF_HEADER, "")
    if request.method not in SAFE and not compare_digest(session.csrf.encode(), told.encode()):
        raise CrossSite


def hashed(secret: str) -> str:
    """Return the argon2 hash of a password or PIN, made in a thread: it would stop every greenlet."""
    made: str = gevent.get_hub().threadpool.apply(PASSWORDS.hash, (secret,))
    return made


def fits(expected: str, secret: str) -> bool:
    """Whether a password or PIN has this hash; in a thread as well."""
    return bool(gevent.get_hub().threadpool.apply(_fits, (expected, secret)))


def _fits(expected: str, password: str) -> bool:
    try:
        return PASSWORDS.verify(expected, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
