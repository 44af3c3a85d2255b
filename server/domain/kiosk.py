"""What does a kiosk of a branch know beside its services? What to bring, where to wait, what people call things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Names = Mapping[str, str]
Lists = Mapping[str, Sequence[str]]
NOTHING: Lists = {"vi": (), "en": (), "fr": ()}


@dataclass(frozen=True)
class Group:
    """Services behind one button."""

    code: str
    names: Names
    services: tuple[str, ...]


@dataclass(frozen=True)
class Procedure:
    """What people come for, and the service where it is done. also: everyday words; both by language."""

    code: str
    service: str
    names: Names
    also: Lists
    documents: Lists


@dataclass(frozen=True)
class KioskPlan:
    """As configured. documents, rooms: by service, what to have ready and the only room to wait in.

    ticket: the form of the paper, which only printers read. dossiers_at_most: 1 means that nobody is asked.
    """

    groups: tuple[Group, ...] = ()
    documents: Mapping[str, Lists] = field(default_factory=dict)
    rooms: Mapping[str, Names] = field(default_factory=dict)
    procedures: tuple[Procedure, ...] = ()
    ticket: Mapping[str, object] = field(default_factory=dict)
    dossiers_at_most: int = 1
