"""What is one notice of a hall: what is written, and how is it said?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config.texts import LANGUAGES
from display.clips import Announcement, announcement
from display.typed import spoken
from display.words import SILENT, Facts, written


@dataclass(frozen=True)
class Told:
    """One notice as it stands in the hall, see `NoticeOut` for its kinds; `at` is when that changes.

    languages: in which it is said, none for silence. facts: of the catalogue's sentence, by language; None where the
    words are somebody's own. counter: of which it tells, where that matters.
    """

    id: str
    kind: str
    texts: Mapping[str, str]
    languages: tuple[str, ...] = ()
    at: datetime | None = None
    every_s: int | None = None
    facts: Mapping[str, Facts] | None = None
    counter: str | None = None

    def said(self, language: str) -> Announcement:
        """Return how it is said in a language."""
        if self.facts is None:
            return Announcement(spoken(self.texts[language], language), language)
        return announcement(self.kind, self.facts[language], language=language)


def worded(kind: str, name: str, facts: Mapping[str, Facts] | None = None, **more: Any) -> Told:
    """Return a notice in the catalogue's words, said in all languages if its kind is ever said."""
    each = facts or dict.fromkeys(LANGUAGES, Facts())
    texts = {language: written(kind, each[language], language=language) for language in LANGUAGES}
    said = () if kind in SILENT else LANGUAGES
    return Told(**({"id": name, "kind": kind, "texts": texts, "languages": said, "facts": each} | more))
