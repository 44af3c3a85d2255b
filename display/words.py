"""Which sentence is said, and of which recorded pieces could it be made?"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, get_args

from config.texts import LANGUAGES, area, text
from display import numerals
from display.hours import hour_words

CallKind = Literal["call", "repeat", "last", "corrected"]
KINDS: tuple[str, ...] = get_args(CallKind)
# Read from the screen only: at the door nobody is spoken to, and after closing nobody is there.
SILENT = frozenset({"door_soon", "door_now", "door_draw", "door_back", "closed"})
SHORT = "short"
TOLD: tuple[str, ...] = tuple(area("announce", "vi"))

SIGN_MS, JOINT_MS, STOP_MS = 90, 70, 280
_ARGUMENT = re.compile(r"\{(\w+)\}")
STOPS = ".,:;"
_NUMBER = re.compile(r"([^\W\d_])(\d{3,})")


@dataclass(frozen=True)
class Facts:
    """What an announcement may tell of; only what its sentence asks for is needed. service: its name as it is said."""

    number: str | None = None
    counter: str | None = None
    service: str | None = None
    time: dt.time | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Piece:
    """A part of a sentence as it would be recorded; `key` is its name in a pack, `pause_ms` follows it."""

    key: str
    says: str
    pause_ms: int


def call_sentence(kind: str, *, number: str, counter: str, language: str) -> str:
    """Return the sentence of a call (`kind` is one of KINDS) for a ticket like A007 at a counter like 21.

    Raises ValueError for an unknown kind and for what cannot be said.
    """
    if kind not in KINDS:
        raise ValueError(f"no such call: {kind}")
    return sentence(kind, Facts(number=number, counter=counter), language=language)


def sentence(kind: str, facts: Facts, *, language: str) -> str:
    """Return the sentence of an announcement of the catalogue. Raises ValueError for what cannot be said."""
    said = {name: _said(name, facts, language) for name in arguments(kind)}
    return text(f"announce.{kind}", language, **said)


def written(kind: str, facts: Facts, *, language: str) -> str:
    """Return the same sentence to be read from a screen, with figures: T 0001, 13:00. Raises as `sentence` does."""
    told = {name: getattr(facts, name) for name in arguments(kind)}
    missing = [name for name, one in told.items() if one is None]
    if missing:
        raise ValueError(f"the {missing[0]} is missing")
    return text(f"announce.{kind}", language, **{name: _in_figures(one) for name, one in told.items()})


def _in_figures(told: object) -> str:
    if isinstance(told, dt.time):
        return f"{told:%H:%M}"
    found = _NUMBER.fullmatch(str(told))
    return f"{found[1]} {found[2]}" if found else str(told)


@cache
def arguments(kind: str) -> tuple[str, ...]:
    """Return what an announcement's sentence asks for. Raises ValueError for an unknown one."""
    if kind not in TOLD:
        raise ValueError(f"no such announcement: {kind}")
    return tuple(_ARGUMENT.findall(area("announce", LANGUAGES[0])[kind]))


def _said(name: str, facts: Facts, language: str) -> str:
    told = getattr(facts, name)
    if told is None:
        raise ValueError(f"the {name} is missing")
    if name == "number":
        return numerals.spelled(told, language)
    if name == "counter":
        return numerals.counter(told, language)
    if name == "time":
        return hour_words(told, language)
    return numerals.cardinal(told, language) if name == "minutes" else str(told)


def pieces(kind: str, facts: Facts, *, language: str) -> Sequence[Piece]:
    """Return an announcement as pieces to be joined. Raises ValueError for what cannot be said."""
    arguments(kind)
    found: list[Piece] = []
    for at, part in enumerate(_ARGUMENT.split(area("announce", language)[kind])):
        if at % 2:
            found += _told(part, facts, language)
            continue
        if found and part.strip()[:1] in STOPS and part.strip():
            found[-1] = replace(found[-1], pause_ms=STOP_MS)
        says = part.strip().lstrip(STOPS).strip()
        if says:
            found.append(Piece(f"{kind}-{at // 2}", says, STOP_MS if says[-1] in STOPS else JOINT_MS))
    return found


def _told(name: str, facts: Facts, language: str) -> Iterator[Piece]:
    told = getattr(facts, name)
    words = _said(name, facts, language)
    if name == "number":
        yield from _signs(told, language)
    elif name == "counter" and not re.fullmatch(r"\d{1,3}", told):
        yield from _signs(numerals.spoken_signs(told), language)
    elif name in ("counter", "minutes"):
        yield Piece(f"count-{int(told)}", words, JOINT_MS)
    elif name == "time":
        yield Piece(f"time-{told:%H-%M}", words, JOINT_MS)
    else:
        yield Piece(f"service-{told}", words, JOINT_MS)


def _signs(code: str, language: str) -> Iterator[Piece]:
    for sign in code.upper():
        kind = "digit" if sign.isdigit() else "letter"
        yield Piece(f"{kind}-{sign}", numerals.spelled(sign, language), SIGN_MS)
