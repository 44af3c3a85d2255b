"""What does the network file say that a kiosk keeps? Groups, what to bring, rooms, procedures, the paper's form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self

from config.texts import LANGUAGES, text, texts
from config.ticket import TicketLayout
from kiosk.offline import NEEDS

PROCEDURES = 2000
DOOR_FROM_AT_MOST_MIN = 24 * 60
Names = Mapping[str, str]
Lists = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Procedure:
    """What people come for. also: everyday words, documents: what to bring, both by language."""

    code: str
    service: str
    names: Names
    also: Lists
    documents: Lists


@dataclass(frozen=True)
class Plan:
    """What a server told once; `told` is its answer, to be kept and read again. Empty before any was told."""

    version: str = ""
    groups: Sequence[Mapping[str, Any]] = ()
    documents: Mapping[str, Lists] = field(default_factory=dict)
    rooms: Mapping[str, Names] = field(default_factory=dict)
    procedures: Sequence[Procedure] = ()
    layout: TicketLayout = field(default_factory=TicketLayout)
    dossiers_max: int | None = None
    door_from: timedelta = timedelta(0)
    told: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Return the plan in an answer of GET /branches/{b}/kiosk. Raises KeyError, TypeError, ValueError."""
        most, ahead = told["dossiers_max"], told.get("door_from_min") or 0
        if most is not None and not (type(most) is int and 1 < most <= 500):
            raise ValueError(f"{most!r} dossiers")
        if not (type(ahead) is int and 0 <= ahead <= DOOR_FROM_AT_MOST_MIN):
            raise ValueError(f"numbers {ahead!r} minutes before opening")
        return cls(
            version=str(told["version"]),
            groups=[_group(one) for one in told["groups"]],
            documents={str(code): _lists(lists) for code, lists in told["documents"].items()},
            rooms={str(code): _names(names) for code, names in told["rooms"].items()},
            procedures=[_procedure(one) for one in told["procedures"][:PROCEDURES]],
            layout=TicketLayout.model_validate(told["ticket"]),
            dossiers_max=most,
            door_from=timedelta(minutes=ahead),
            told=dict(told),
        )

    def documents_of(self, service: str, procedure: object = None) -> dict[str, list[str]]:
        """Return what to bring for a service, by language; for one of its procedures, where that is known."""
        fits = (one.documents for one in self.procedures if (one.code, one.service) == (procedure, service))
        listed = next(fits, self.documents.get(service, {}))
        return {language: list(listed.get(language, ())) for language in LANGUAGES}


STOPS = ("evacuation", "interruption", "full", "early", "door")


def words_of_stop(reason: str | None, *, as_of: str | None = None) -> dict[str, Any] | None:
    """Return why the branch gives no numbers, with a sentence in each language: nobody chooses one before he reads.

    as_of: the hour of which that is known, where it is not known of now.
    """
    if reason is None:
        return None
    says = texts(f"agent.stop-{reason if reason in STOPS else 'other'}")
    if as_of is not None:
        says = {one: f"{said} {text('agent.as-of', one, time=as_of)}" for one, said in says.items()}
    return {"reason": reason, "says": says}


def needs() -> list[dict[str, Any]]:
    """Return the needs that a visitor may say, with their names."""
    return [{"code": code, "names": texts(f"agent.need-{code}")} for code in sorted(NEEDS)]


def _group(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": str(told["code"]),
        "names": _names(told["names"]),
        "services": [str(one) for one in told["services"]],
    }


def _procedure(told: Mapping[str, Any]) -> Procedure:
    return Procedure(
        code=str(told["code"]),
        service=str(told["service"]),
        names=_names(told["names"]),
        also=_lists(told["also"]),
        documents=_lists(told["documents"]),
    )


def _names(told: Mapping[str, Any]) -> dict[str, str]:
    return {language: str(told[language]) for language in LANGUAGES}


def _lists(told: Mapping[str, Any]) -> dict[str, list[str]]:
    if not all(isinstance(items, list) for items in told.values()):
        raise TypeError("no lists by language")
    return {language: [str(item) for item in told.get(language, ())] for language in LANGUAGES}
