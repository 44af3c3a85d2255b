"""What does a visitor get when the server cannot be asked? A ticket by what was known last, or a sentence why not.

Nothing here asks anybody: what is known, the time and the number come in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from config.texts import LANGUAGES, text
from kiosk.told import UNSAID

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
NEEDS = frozenset({"deaf", "low-vision", "wheelchair", "interpreter"})
DOSSIERS_AT_MOST = 500
SERVICES_AT_MOST = 8
# Product seconds: how long the last known waits are still told, and marked as old.
WAITS_HOLD_S = 900.0
WAITS = ("wait_p50_s", "wait_p90_s", "wait_low_s", "wait_high_s")


@dataclass(eq=False)
class NotHere(Exception):
    """The kiosk gives no number. key: of the sentence in the catalogue; facts: what the sentence names."""

    status: int
    key: str
    facts: Mapping[str, str] = field(default_factory=dict)


def by_hand(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page may ask for; number and time are the kiosk's own word. Raises NotHere for a bad id or form."""
    wanted = {name: value for name, value in asked.items() if name not in {"number", "issued_at"}}
    for name, shape in (("id", ID), ("token", TOKEN)):
        value = wanted.get(name)
        if value is not None and not (isinstance(value, str) and shape.fullmatch(value)):
            raise NotHere(422, "problems.bad-field")
    words = (wanted.get("advised"), wanted.get("procedure"))
    if not isinstance(wanted.get("large"), bool | None) or not all(isinstance(one, str | None) for one in words):
        raise NotHere(422, "problems.bad-field")
    return wanted


def checked(asked: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body for the server, with only what it will take later. Raises NotHere for what it would refuse.

    An old ticket that is to be exchanged, or an appointment, only the server can look up. Who chose another branch gets
    a number here: the page tells that he was not moved.
    """
    if any(asked.get(name) is not None for name in ("instead_of", "slot")):
        raise NotHere(503, "kiosk.no-server")
    services, language = asked.get("services"), asked.get("language", "vi")
    offered = {service["code"] for service in known["services"]}
    priority, needs, dossiers = asked.get("priority"), asked.get("needs", []), asked.get("dossiers", 1)
    classes = {"ordinary", *(one["code"] for one in known["priorities"])}
    fits = (
        isinstance(services, list)
        and 0 < len(services) <= SERVICES_AT_MOST
        and all(isinstance(one, str) and one in offered for one in services)
        and language in LANGUAGES
        and (priority is None or (isinstance(priority, str) and priority in classes))
        and isinstance(needs, list)
        and len(needs) <= len(NEEDS)
        and all(isinstance(one, str) and one in NEEDS for one in needs)
        and type(dossiers) is int
        and 1 <= dossiers <= DOSSIERS_AT_MOST
    )
    if not fits:
        raise NotHere(422, "problems.bad-field")
    return {
        "services": services,
        "language": language,
        "priority": priority,
        "needs": needs,
        "dossiers": dossiers,
    }


def require_open(known: Mapping[str, Any], *, now: datetime) -> None:
    """Raise NotHere outside of the hours that were known last."""
    spans = [
        (datetime.fromisoformat(one["from"]), datetime.fromisoformat(one["to"]))
        for day in known.get("hours") or ()
        for one in day["ranges"]
    ]
    if not known.get("hours"):
        if not known["open"]:
            raise NotHere(409, "kiosk.closed-now")
        return
    if any(start <= now < end for start, end in spans):
        return
    opening = min((start for start, _ in spans if start > now), default=None)
    if opening is None:
        raise NotHere(409, "kiosk.closed-now")
    opens = opening.strftime("%H:%M")
    raise NotHere(409, "kiosk.closed-until", {"time": opens, "date": opening.strftime("%d/%m")})


def is_open(known: Mapping[str, Any], *, now: datetime) -> bool:
    """Whether the branch takes visitors by the hours that were known last."""
    try:
        require_open(known, now=now)
    except NotHere:
        return False
    return True


def aged(services: Sequence[Mapping[str, Any]], *, age_s: float) -> list[dict[str, Any]]:
    """Return the services' rows without waits where these are too old to be told. age_s: product seconds."""
    if age_s <= WAITS_HOLD_S:
        return [dict(one) for one in services]
    return [dict(one) | dict.fromkeys(WAITS) | {"waiting": None} for one in services]


def made_here(
    body: Mapping[str, Any],
    *,
    ticket_id: str,
    token: str,
    number: str,
    issued_at: datetime,
    known: Mapping[str, Any],
    ahead_here: int,
    age_s: float,
) -> dict[str, Any]:
    """Return a ticket of the shape of the server's, explained by a sentence (`note`) in the visitor's language.

    Priority class and needs stand in `body` alone, which is erased once the server has it.

    ahead_here: how many this kiosk has given for the service since the server was heard. age_s: product seconds since
    then. Raises KeyError where what is known is not enough.
    """
    code, language = body["services"][0], body["language"]
    row = next(one for one in aged(known["services"], age_s=age_s) if one["code"] == code)
    waiting = row.get("waiting")
    at = issued_at.isoformat(timespec="milliseconds")
    ended = {"counter": None, "calls": 0, "called_at": None, "started_at": None, "ended_at": None}
    states = ["waiting"] + ["planned"] * (len(body["services"]) - 1)
    return {
        "id": ticket_id,
        "number": number,
        "token": token,
        "branch": known["branch"],
        "branch_names": known["names"],
        "service": code,
        "service_names": row["names"],
        "state": "waiting",
        "counter": None,
        "language": language,
        **UNSAID,
        "dossiers": body["dossiers"],
        "issued_at": at,
        "slot": None,
        "back_at": None,
        "draw_at": None,
        "called_at": None,
        "due_at": None,
        "ahead": waiting + ahead_here if isinstance(waiting, int) else None,
        **{name: row.get(name) for name in WAITS},
        "waits_age_s": round(age_s, 1),
        "postponements_left": 0,
        "step": 0,
        "steps": [
            {"service": service, "state": state} | ended
            for service, state in zip(body["services"], states, strict=True)
        ],
        "offline": True,
        "note": text("ticket.offline", language),
    }
