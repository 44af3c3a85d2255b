"""What does the page show for the words that a visitor typed? Procedures of what is offered here, and the services."""

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from config.texts import LANGUAGES
from kiosk.finding import Finder
from kiosk.knowledge import Knowledge
from kiosk.plan import Plan, Procedure


class Search:
    """Finds by what is known of the branch, also while the line is cut. Used by several threads at once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._made: tuple[str | None, Finder] | None = None
        self._one = Lock()

    def find(self, text: str) -> list[dict[str, Any]]:
        """Return what fits, best first: {"service", "procedure", "names", "documents"}."""
        return [
            {
                "service": one.service,
                "procedure": one.code,
                "names": dict(one.names),
                "documents": {language: list(items) for language, items in one.documents.items()},
            }
            for one in self._finder().find(text)
        ]

    def _finder(self) -> Finder:
        """Return the index; it is made anew when the network file has changed."""
        version = self._knowledge.version
        with self._one:
            if self._made is None or self._made[0] != version:
                facts = self._knowledge.facts
                self._made = version, Finder(searched(self._knowledge.plan, facts["services"] if facts else ()))
            return self._made[1]


def searched(plan: Plan, services: Sequence[Mapping[str, Any]]) -> list[Procedure]:
    """Return the procedures of what a branch offers, and each service by its own name."""
    nothing: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    offered = {service["code"]: service["names"] for service in services}
    found = [one for one in plan.procedures if one.service in offered]
    found += [
        Procedure(
            code,
            code,
            {language: str(names.get(language, "")) for language in LANGUAGES},
            nothing,
            plan.documents_of(code),
        )
        for code, names in offered.items()
    ]
    return found
