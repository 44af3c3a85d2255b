"""What does a supervisor see of a hall's displays and typed notices, and the counters of both?"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from config.texts import LANGUAGES
from display.words import Facts, written
from server.database import tables
from server.domain.branch import Branch
from server.domain.displays import Display
from server.views.picture import Picture
from server.views.times import local

# By so much a display's word about a call may seem to be older than the call.
ASKEW = timedelta(seconds=10)

_H, _N = tables.hall_told.c, tables.hall_notice.c


def display_row(branch: Branch, one: Display) -> dict[str, Any]:
    """Return a display as its supervisor sees it; how long ago it told and spoke goes by the wall clock."""
    now = datetime.now(UTC)
    return {
        "id": one.id,
        "zone": one.zone,
        "name": one.name,
        "health": one.health(now).value,
        "sound": one.sound,
        "alone": one.alone_since is not None,
        "seq": one.seq,
        "paired_at": local(branch, one.paired_at),
        "seen_ago_s": _ago_s(one.seen_at, now),
        "said_ago_s": _ago_s(one.said_at, now),
    }


def _ago_s(at: datetime | None, now: datetime) -> int | None:
    return None if at is None else max(0, round((now - at).total_seconds()))


def unheard(connection: Connection, seen: Picture, *, ticket: str | None, counter: str) -> str | None:
    """Return why nobody heard the last call of a ticket to a counter: late or failed; None if all is well."""
    call = next((one for one in seen.calls if one.ticket_id == ticket and one.counter == counter), None)
    if call is None:
        return None
    wanted = select(_H.what).where(_H.branch == seen.branch.code, _H.at >= call.at - ASKEW, _H.call == call.id)
    whats = set(connection.execute(wanted).scalars())
    if "said" in whats:
        return None
    return "failed" if "failed" in whats else "late" if "late" in whats else None


def typed_notices(connection: Connection, branch: Branch, *, now: datetime) -> list[dict[str, Any]]:
    """Return the notices of a branch that somebody typed and that are not over."""
    wanted = select(tables.hall_notice).where(_N.branch == branch.code, _N.ends_at > now).order_by(_N.starts_at, _N.id)
    return [_notice(branch, row) for row in connection.execute(wanted).mappings()]


def _notice(branch: Branch, row: RowMapping) -> dict[str, Any]:
    texts = row["texts"] or {one: written(row["kind"], Facts(), language=one) for one in LANGUAGES}
    return {
        "id": row["id"],
        "kind": row["kind"],
        "texts": texts,
        "starts_at": local(branch, row["starts_at"]),
        "ends_at": local(branch, row["ends_at"]),
        "every_s": row["every_s"],
    }
