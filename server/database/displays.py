"""How are displays kept? Codes that wait to be read from a screen, paired displays, and what each last told."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from server.database import tables
from server.domain.displays import CODE_LENGTH, CODE_LIVES, CODE_SIGNS, LOST_AFTER, Display, Health
from server.domain.rights import Role

_D, _C, _A = tables.display.c, tables.display_code.c, tables.access_token.c
_E = tables.event.c
# When the first event happened that a display has not said to show.
_BEHIND_SINCE = (
    select(_E.wall_at).where(_E.branch == _D.branch, _E.seq == _D.seq + 1).correlate(tables.display).scalar_subquery()
)
_FIELDS = (_D.id, _D.zone, _D.name, _D.paired_at, _D.seen_at, _D.seq, _D.sound, _D.said_at, _D.alone_since)
_SEEN = select(*_FIELDS, _BEHIND_SINCE.label("behind_since")).where(_D.revoked_at.is_(None))


def new_code(connection: Connection, *, branch: str, zone: str | None) -> tuple[str, str]:
    """Keep a code for a screen to show and return it with the secret that will be its token; the old ones go."""
    now = datetime.now(UTC)
    connection.execute(delete(tables.display_code).where(_C.expires_at <= now))
    secret = secrets.token_urlsafe(32)
    while True:
        code = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
        if connection.execute(select(_C.code).where(_C.code == code)).first() is None:
            break
    row = {
        "code": code,
        "token_hash": sha256(secret.encode()).hexdigest(),
        "branch": branch,
        "zone": zone,
        "expires_at": now + CODE_LIVES,
    }
    connection.execute(insert(tables.display_code), row)
    return code, secret


def pair(connection: Connection, *, branch: str, code: str, name: str | None, by: str) -> Display | None:
    """Let the screen that shows a code be a display of its branch; None where no screen of the branch shows it."""
    now = datetime.now(UTC)
    here = (_C.code == code, _C.branch == branch, _C.expires_at > now)
    found = connection.execute(select(_C.token_hash, _C.zone).where(*here).with_for_update()).first()
    if found is None:
        return None
    connection.execute(delete(tables.display_code).where(_C.code == code))
    display = secrets.token_hex(4)
    token = {"hash": found.token_hash, "subject": display, "role": Role.DISPLAY, "branch": branch, "created_at": now}
    connection.execute(insert(tables.access_token), token | {"counter": None})
    row = {"id": display, "branch": branch, "zone": found.zone, "name": name, "paired_at": now, "paired_by": by}
    connection.execute(insert(tables.display), row)
    return one(connection, branch=branch, display=display)


def revoke(connection: Connection, *, branch: str, display: str) -> bool:
    """Take a display's token from it; whether there was such a display."""
    now = datetime.now(UTC)
    here = (_D.id == display, _D.branch == branch, _D.revoked_at.is_(None))
    gone = connection.execute(update(tables.display).where(*here).values(revoked_at=now)).rowcount
    if gone:
        mine = (_A.subject == display, _A.branch == branch, _A.role == Role.DISPLAY)
        connection.execute(update(tables.access_token).where(*mine).values(revoked_at=now))
    return bool(gone)


def let_speak_alone(connection: Connection, one: Display, *, branch: str) -> None:
    """Let a display be the only one of its room that speaks."""
    let_all_speak(connection, branch=branch, zone=one.zone)
    connection.execute(update(tables.display).where(_D.id == one.id).values(alone_since=datetime.now(UTC)))


def let_all_speak(connection: Connection, *, branch: str, zone: str | None) -> None:
    """Let every display of a room speak."""
    here = (_D.branch == branch, _D.zone.is_not_distinct_from(zone))
    connection.execute(update(tables.display).where(*here).values(alone_since=None))


def one(connection: Connection, *, branch: str, display: str) -> Display | None:
    """Return a display of a branch; None where there is none, or it was revoked."""
    wanted = _SEEN.where(_D.id == display, _D.branch == branch)
    row = connection.execute(wanted).mappings().first()
    return None if row is None else Display(**row)


def of_branch(connection: Connection, branch: str) -> list[Display]:
    """Return a branch's displays in the order in which they were paired."""
    wanted = _SEEN.where(_D.branch == branch).order_by(_D.paired_at, _D.id)
    return [Display(**row) for row in connection.execute(wanted).mappings()]


def lamp(connection: Connection, branch: str) -> Mapping[str, int]:
    """Return how many displays of a branch are alive, unheard and lost."""
    now = datetime.now(UTC)
    found = [display.health(now) for display in of_branch(connection, branch)]
    return {health.value: found.count(health) for health in Health}


def told(connection: Connection, *, branch: str, display: str, values: Mapping[str, Any]) -> None:
    """Keep what a display tells of itself; one whose token was made by hand is known from its first word on."""
    if not connection.execute(update(tables.display).where(_D.id == display).values(**values)).rowcount:
        row = {"id": display, "branch": branch, "paired_at": datetime.now(UTC)} | dict(values)
        connection.execute(insert(tables.display), row)


def lost(connection: Connection) -> Mapping[str, int]:
    """Return how many displays of each branch have not told of themselves, or shown what is new, for too long."""
    before = datetime.now(UTC) - LOST_AFTER
    silent = func.coalesce(_D.seen_at, _D.paired_at) <= before
    late = (_D.revoked_at.is_(None), or_(silent, before >= _BEHIND_SINCE))
    return dict(connection.execute(select(_D.branch, func.count()).where(*late).group_by(_D.branch)).all())
