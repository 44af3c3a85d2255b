"""Which procedure does a visitor mean? Found by plain words, in three languages, with or without Vietnamese marks.

SQLite's full-text search ranks (bm25). Vietnamese writes each syllable apart, so two that follow each other say far
more than each alone: "khai sinh" is a birth, "sinh" may be a student. Words with marks count once more where they fit
with them: "bán" is to sell, "bản" a copy.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from threading import Lock

from config.texts import LANGUAGES
from kiosk.plan import Procedure

AT_MOST = 8
ALIKE = 0.9
WORDS = 16
# A word that stands nowhere is taken for the nearest that does, from so many letters on.
MISTYPED_FROM = 3
NEAR = 0.7
LONGEST_SYLLABLE = 7
LONGEST_TOGETHER = 30
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Found:
    place: int
    score: float


class Finder:
    """An index of procedures in memory. Used by several threads at once."""

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        self._procedures = list(procedures)
        self._one = Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        for table in ("plain", "marked"):
            self._index.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(names, also, tokenize='unicode61 remove_diacritics 0')"
            )
            self._index.execute(f"CREATE VIRTUAL TABLE {table}_words USING fts5vocab({table}, 'row')")
        for place, one in enumerate(self._procedures):
            names = [one.names[language] for language in LANGUAGES]
            also = [word for language in LANGUAGES for word in one.also[language]]
            self._keep("plain", place, plain(_apart(names)), plain(_apart(also)))
            self._keep("marked", place, _composed(_apart(names)), _composed(_apart(also)))
        words = self._index.execute("SELECT term FROM plain_words")
        self._words = frozenset(word for (word,) in words)

    def find(self, text: str) -> Sequence[Procedure]:
        """Return what fits a text, best first; nothing for a text without a word that we know."""
        marked = _WORD.findall(_composed(text))[:WORDS]
        typed = [known for word in _WORD.findall(plain(text))[:WORDS] for known in self._known(word)]
        with self._one:
            scores = self._scores("plain", typed)
            if any(plain(word) != word for word in marked):
                for place, score in self._scores("marked", marked).items():
                    if place in scores:
                        scores[place] += score
        best = max(scores.values(), default=0.0)
        # bm25 favours short texts; of those that fit about as well, the one that stands first is the more common.
        order = sorted(scores, key=lambda place: (max(0.0, ALIKE * best - scores[place]), place))
        return [self._procedures[place] for place in order[:AT_MOST]]

    def _keep(self, table: str, place: int, names: str, also: str) -> None:
        self._index.execute(f"INSERT INTO {table} (rowid, names, also) VALUES (?, ?, ?)", (place, names, also))  # noqa: S608

    def _scores(self, table: str, words: Sequence[str]) -> dict[int, float]:
        """Return how well each procedure fits, larger being better."""
        if not words:
            return {}
        pairs = [f'"{one} {other}"' for one, other in pairwise(words)]
        wanted = " OR ".join([*(f'"{word}"' for word in dict.fromkeys(words)), *dict.fromkeys(pairs)])
        rows = self._index.execute(f"SELECT rowid, -bm25({table}) FROM {table} WHERE {table} MATCH ?", (wanted,))  # noqa: S608
        return dict(rows.fetchall())

    def _known(self, word: str) -> list[str]:
        """Return a word as it stands in the index: itself, words written together, or the nearest one."""
        if word in self._words or len(word) < MISTYPED_FROM:
            return [word]
        together = self._split(word) if len(word) <= LONGEST_TOGETHER else []
        return together or get_close_matches(word, self._words, n=1, cutoff=NEAR) or [word]

    def _split(self, word: str) -> list[str]:
        """Return the words of two letters and more that were written together; none where they are not all known."""
        if word in self._words:
            return [word]
        for at in range(min(len(word) - 2, LONGEST_SYLLABLE), 1, -1):
            rest = self._split(word[at:]) if word[:at] in self._words else []
            if rest:
                return [word[:at], *rest]
        return []


def plain(text: str) -> str:
    """Return a text in small letters without marks: "Đất đai" as "dat dai"."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(one for one in apart if not unicodedata.combining(one))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.lower())


def _apart(texts: Sequence[str]) -> str:
    """Join texts so that the end of one and the beginning of the next are no pair."""
    return " | x | ".join(texts)
