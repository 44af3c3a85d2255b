"""Which tokens, people and sessions are there? Only hashes of secrets are kept."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import RowMapping, delete, insert, select

from server.database import tables
from server.database.store import Store
from server.domain.rights import Caller, Role

SESSION_LIFETIME = timedelta(hours=12)
PIN_TRIES = 5
_A, _P, _S = tables.access_token.c, tables.person.c, tables.signed_in.c


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def add_token(store: Store, *, role: Role, branch: str | None, counter: str | None) -> str:
    """Make a bearer token and return it; it cannot be read again."""
    token = secrets.token_urlsafe(32)
    row = {
        "hash": _hash(token),
        "subject": secrets.token_hex(4),
        "role": role,
        "branch": branch,
        "counter": counter,
        "created_at": datetime.now(UTC),
    }
    with store.writing() as connection:
        connection.execute(insert(tables.access_token), row)
    return token


def token_caller(store: Store, token: str) -> Caller | None:
    """Return whom a bearer token stands for; None if it is unknown or revoked."""
    wanted = select(tables.access_token).where(_A.hash == _hash(token), _A.revoked_at.is_(None))
    with store.read() as connection:
        row = connection.execute(wanted).mappings().first()
    return None if row is None else Caller(row["role"], row["subject"], row["branch"], row["counter"])


def put_person(
    store: Store,
    *,
    login: str,
    password_hash: str,
    role: Role,
    branch: str | None,
    skills: Mapping[str, int] | None = None,
    rights: Iterable[str] | None = None,
) -> str:
    """Add a person, or change the password, role, branch, skills and rights of a known login; returns the badge.

    skills: service -> level, None for all. rights: beyond the role, None for none.
    """
    with store.writing() as connection:
        badge = connection.execute(select(_P.badge).where(_P.login == login)).scalar()
        row = {
            "login": login,
            "badge": badge or f"{secrets.randbelow(1_000_000):06d}",
            "password_hash": password_hash,
            "role": role,
            "branch": branch,
            "skills": None if skills is None else dict(skills),
            "rights": None if rights is None else sorted(rights),
        }
        connection.execute(delete(tables.signed_in).where(_S.login == login))
        if badge is None:
            connection.execute(insert(tables.person), row)
        else:
            connection.execute(tables.person.update().where(_P.login == login).values(row))
    return str(row["badge"])


def people(store: Store) -> Sequence[RowMapping]:
    """Return everybody who may sign in."""
    wanted = select(_P.login, _P.badge, _P.role, _P.branch, _P.skills, _P.rights).order_by(_P.branch, _P.login)
    with store.read() as connection:
        return connection.execute(wanted).mappings().all()


def remove_person(store: Store, login: str) -> bool:
    """Let a login sign in no longer, and end its sessions; whether it was known. Events keep the badge."""
    with store.writing() as connection:
        connection.execute(delete(tables.signed_in).where(_S.login == login))
        return bool(connection.execute(delete(tables.person).where(_P.login == login)).rowcount)


def password_hash_of(store: Store, login: str) -> str | None:
    """Return the argon2 hash of a login's password; None for an unknown login."""
    with store.read() as connection:
        return connection.execute(select(_P.password_hash).where(_P.login == login)).scalar()


def open_session(store: Store, login: str) -> tuple[str, str]:
    """Sign a person in and return the cookie's secret and the page's own token against cross-site requests."""
    secret, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    now = datetime.now(UTC)
    row = {"hash": _hash(secret), "login": login, "csrf": csrf, "expires_at": now + SESSION_LIFETIME}
    with store.writing() as connection:
        connection.execute(delete(tables.signed_in).where(_S.expires_at < now))
        connection.execute(insert(tables.signed_in), row)
    return secret, csrf


@dataclass(frozen=True)
class SignedIn:
    """A person's session. csrf: the page's own token against cross-site requests. locked: it waits for the PIN."""

    login: str
    csrf: str
    caller: Caller
    locked: bool
    pin_hash: str | None


def session_of(store: Store, secret: str) -> SignedIn | None:
    """Return the session of a cookie; None once it has ended."""
    wanted = (
        select(tables.person, _S.csrf, _S.locked)
        .join(tables.signed_in, _S.login == _P.login)
        .where(_S.hash == _hash(secret), _S.expires_at > datetime.now(UTC))
    )
    with store.read() as connection:
        row = connection.execute(wanted).mappings().first()
    if row is None:
        return None
    rights = frozenset() if row["rights"] is None else frozenset(row["rights"])
    caller = Caller(row["role"], row["badge"], row["branch"], skills=row["skills"], rights=rights)
    return SignedIn(row["login"], row["csrf"], caller, row["locked"], row["pin_hash"])


def close_session(store: Store, secret: str) -> None:
    """Sign out."""
    with store.writing() as connection:
        connection.execute(delete(tables.signed_in).where(_S.hash == _hash(secret)))


def set_pin(store: Store, login: str, pin_hash: str) -> None:
    """Give a person a PIN, with which a locked session is opened again."""
    with store.writing() as connection:
        connection.execute(tables.person.update().where(_P.login == login).values(pin_hash=pin_hash))


def lock_session(store: Store, secret: str) -> None:
    """Let a session wait for the PIN."""
    with store.writing() as connection:
        connection.execute(tables.signed_in.update().where(_S.hash == _hash(secret)).values(locked=True, wrong_pins=0))


def unlock_session(store: Store, secret: str, *, fits: bool) -> int:
    """Open a locked session when the PIN fits; after too many wrong ones it ends. Returns how many tries are left."""
    here = _S.hash == _hash(secret)
    with store.writing() as connection:
        if fits:
            connection.execute(tables.signed_in.update().where(here).values(locked=False, wrong_pins=0))
            return PIN_TRIES
        connection.execute(tables.signed_in.update().where(here).values(wrong_pins=_S.wrong_pins + 1))
        wrong: int = connection.execute(select(_S.wrong_pins).where(here)).scalar() or PIN_TRIES
        if wrong >= PIN_TRIES:
            connection.execute(delete(tables.signed_in).where(here))
        return max(0, PIN_TRIES - wrong)
