"""Which words belong to a call of the hall view?"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from display.clips import Announcement, announcement
from display.letters import mistakable
from display.manner import manner
from display.words import SHORT, Facts
from server.database import tables
from server.domain.branch import Branch
from server.domain.refusals import ClipNotFound

NAMED = {"call": "call_named", "repeat": "repeat_named", "last": "last_named"}

_E, _T, _P = tables.event.c, tables.ticket.c, tables.ticket_private.c


def words_of(
    connection: Connection, branch: Branch, call_id: str, *, short: bool = False, language: str | None = None
) -> Announcement:
    """Return how a call is announced, as its ticket needs it. Raises ClipNotFound.

    short: only number and counter, for when many calls wait to be spoken. language: another one than the ticket's.
    """
    prefix, _, seq = call_id.rpartition("-")
    if prefix != branch.code or not seq.isdigit() or len(seq) > 15:
        raise ClipNotFound
    wanted = (
        select(_E.body, _T.number, _T.language, _P.priority, _P.needs)
        .join(tables.ticket, _T.id == _E.ticket_id)
        .outerjoin(tables.ticket_private, _P.ticket_id == _T.id)
    )
    row = connection.execute(wanted.where(_E.branch == branch.code, _E.seq == int(seq), tables.SPOKEN)).one_or_none()
    told = None if row is None else json.loads(row.body)
    if row is None or told is None or "kind" not in told["data"]:
        raise ClipNotFound
    if language is not None and language not in branch.languages:
        raise ClipNotFound
    ticket = Called(row.number, told["data"]["service"], language or row.language, row.priority, row.needs or ())
    return announced(branch, SHORT if short else told["data"]["kind"], ticket, counter=told["counter"])


def spoken_in(branch: Branch, own: str) -> tuple[str, ...]:
    """Return in which languages something is said to one visitor: his own, then the branch's first one."""
    return tuple(dict.fromkeys((own, branch.languages[0])))


def addresses(branch: Branch, call_id: str, language: str) -> list[str]:
    """Return where a call of a ticket of this language is heard, one clip after the other."""
    clip = f"/api/v1/branches/{branch.code}/clips/{call_id}.wav"
    _, *also = spoken_in(branch, language)
    return [clip, *(f"{clip}?language={one}" for one in also)]


@dataclass(frozen=True)
class Called:
    """What of a ticket decides how it is announced."""

    number: str
    service: str
    language: str
    priority: str | None
    needs: Collection[str]


def announced(branch: Branch, kind: str, ticket: Called, *, counter: str) -> Announcement:
    """Return how a ticket is announced at a counter; the same words and manner in advance and when it is asked for."""
    how = manner(priority=ticket.priority, needs=ticket.needs)
    service = branch.services.get(ticket.service)
    name = None if service is None else service.names[ticket.language]
    if kind in NAMED and service is not None and _names_service(branch, service.letter):
        kind = NAMED[kind]
    facts = Facts(number=ticket.number, counter=counter, service=name)
    return announcement(kind, facts, language=ticket.language, manner=how)


def _names_service(branch: Branch, letter: str) -> bool:
    """Whether a call also names the service, so that two letters that sound alike are not taken for each other."""
    if branch.screens.say_service != "close":
        return branch.screens.say_service == "always"
    letters = frozenset(service.letter for service in branch.services.values())
    return letter in mistakable(letters, branch.languages)
