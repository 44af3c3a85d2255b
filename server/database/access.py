"""Which tokens, people and sessions are there? Only hashes of secrets are kept."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, insert, select

from server.database import tables
from server.database.store import Store
from server.domain.rights import Caller, Role

SESSION_LIFETIME = timedelta(hours=12)
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
    store: Store, *, login: str, password_hash: str, role: Role, branch: str | None, skills: Iterable[str] | None = None
) -> None:
    """Add a person, or change the password, role and branch of a known login."""
    with store.writing() as connection:
        badge = connection.execute(select(_P.badge).where(_P.login == login)).scalar()
        row = {
            "login": login,
            "badge": badge or f"{secrets.randbelow(1_000_000):06d}",
            "password_hash": password_hash,
            "role": role,
            "branch": branch,
            "skills": None if skills is None else sorted(skills),
        }
        connection.execute(delete(tables.signed_in).where(_S.login == login))
        if badge is None:
            connection.execute(insert(tables.person), row)
        else:
            connection.execute(tables.person.update().where(_P.login == login).values(row))


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


def session_of(store: Store, secret: str) -> tuple[str, str, Caller] | None:
    """Return login, cross-site token and caller of a cookie; None once it has ended."""
    wanted = (
        select(tables.person, _S.csrf)
        .join(tables.signed_in, _S.login == _P.login)
        .where(_S.hash == _hash(secret), _S.expires_at > datetime.now(UTC))
    )
    with store.read() as connection:
        row = connection.execute(wanted).mappings().first()
    if row is None:
        return None
    skills = None if row["skills"] is None else frozenset(row["skills"])
    return row["login"], row["csrf"], Caller(row["role"], row["badge"], row["branch"], skills=skills)


def close_session(store: Store, secret: str) -> None:
    """Sign out."""
    with store.writing() as connection:
        connection.execute(delete(tables.signed_in).where(_S.hash == _hash(secret)))
