"""What is one kind of figures in a sentence: how is it found, and how is it said?"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True)
class Row:
    """A pattern and what it says in a language; None leaves the text to the rows that follow."""

    pattern: "re.Pattern[str]"
    say: Callable[["re.Match[str]", str], str | None]

    def said_in(self, sentence: str, language: str) -> str:
        """Return the sentence with all figures of this kind in words."""
        return self.pattern.sub(partial(_parted, row=self, language=language), sentence)


def row(pattern: str, say: Callable[["re.Match[str]", str], str | None]) -> Row:
    """Return a row of a pattern that is still text."""
    return Row(re.compile(pattern), say)


def _parted(found: "re.Match[str]", *, row: Row, language: str) -> str:
    """Words are parted by a space from the letters beside them: A12 is "A mười hai"."""
    said = row.say(found, language)
    if said is None:
        return found[0]
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    first, last = before.isalnum() and said[0].isalnum(), after.isalnum() and said[-1].isalnum()
    return f"{' ' * first}{said}{' ' * last}"
