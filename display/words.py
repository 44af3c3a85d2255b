"""Which sentence announces a call?"""

from typing import Literal, get_args

from config.texts import text
from display import numerals

CallKind = Literal["call", "repeat", "last", "corrected"]
KINDS: tuple[str, ...] = get_args(CallKind)


def call_sentence(kind: str, *, number: str, counter: str, language: str) -> str:
    """Return the sentence of a call (`kind` is one of KINDS) for a ticket like A007 at a counter like 21.

    Raises ValueError for an unknown kind and for what cannot be said.
    """
    if kind not in KINDS:
        raise ValueError(f"no such call: {kind}")
    said = {"number": numerals.spelled(number, language), "counter": numerals.counter(counter, language)}
    return text(f"announce.{kind}", language, **said)
