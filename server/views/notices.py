"""What is written and said in a hall beside calls? The network file's notices and what the hours tell."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config.texts import LANGUAGES
from display.words import Facts, sentence
from server.domain.branch import Branch
from server.domain.notices import due, of_hours
from server.domain.refusals import ClipNotFound
from server.views.times import local

FREE = "notice"
# The hall is told only in these, in this order; a sentence in three languages is long.
SPOKEN_IN = LANGUAGES


@dataclass(frozen=True)
class Told:
    """One notice as it stands in the hall: `kind` is notice, closing, lunch or closed; `at` is when that changes."""

    id: str
    kind: str
    texts: dict[str, str]
    at: datetime | None = None
    said: bool = False
    every_s: int | None = None


def notices_of(branch: Branch, *, now: datetime) -> list[Told]:
    """Return what a hall is told at an instant, what follows from the hours first."""
    clock = now.astimezone(branch.hours.zone)
    told = []
    hours = of_hours(branch.hours, now=now, soon=branch.screens.closing_soon)
    if hours is not None:
        facts = Facts(time=None if hours.at is None else hours.at.time())
        texts = {language: sentence(hours.kind, facts, language=language) for language in LANGUAGES}
        name = f"{hours.kind}-{clock:%Y%m%d}"
        told.append(Told(name, hours.kind, texts, hours.at, said=hours.kind != "closed"))
    for one in due(branch.notices, clock):
        every = None if one.spoken_every is None else round(one.spoken_every.total_seconds())
        told.append(Told(f"{FREE}-{one.code}", FREE, dict(one.texts), said=every is not None, every_s=every))
    return told


def notice_rows(branch: Branch, *, now: datetime) -> list[dict[str, Any]]:
    """Return a hall view's notices."""
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "texts": one.texts,
            "opens_at": None if one.at is None or one.kind == "closing" else local(branch, one.at),
            "clips": [address(branch, one.id, language) for language in SPOKEN_IN] if one.said else [],
            "every_s": one.every_s,
        }
        for one in notices_of(branch, now=now)
    ]


def address(branch: Branch, notice: str, language: str) -> str:
    """Return where a notice is heard."""
    return f"/api/v1/branches/{branch.code}/notices/{notice}/{language}.wav"


def notice_text(branch: Branch, notice: str, language: str, *, now: datetime) -> str:
    """Return what a notice says in a language. Raises ClipNotFound."""
    for one in notices_of(branch, now=now):
        if one.id == notice and one.said and language in one.texts:
            return one.texts[language]
    raise ClipNotFound
