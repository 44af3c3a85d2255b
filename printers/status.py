"""How is the printer? The four DLE EOT answers as one condition; what is not known is never fine."""

from collections.abc import Mapping
from typing import Literal

Condition = Literal["ok", "near-end", "paper-out", "cover-open", "cutter-error", "error", "offline", "unknown"]
QUESTIONS = (1, 2, 3, 4)
PRINTS: frozenset[Condition] = frozenset({"ok", "near-end"})

# (question, bit that is set, what it says), worst first: an open cover also reports paper out and offline.
_TROUBLES: tuple[tuple[int, int, Condition], ...] = (
    (2, 0x04, "cover-open"),
    (4, 0x60, "paper-out"),
    (2, 0x20, "paper-out"),
    (3, 0x08, "cutter-error"),
    (3, 0x64, "error"),
    (2, 0x40, "error"),
    (1, 0x08, "offline"),
)
_NEAR_END = 0x0C


def condition(answers: Mapping[int, int]) -> Condition:
    """Return the printer's condition from its answers (question n of DLE EOT -> byte).

    A question that has no answer, or one without the fixed bits of a DLE EOT answer, is not known.
    """
    known = {question: answer for question, answer in answers.items() if answer & 0x93 == 0x12}
    for question, bit, says in _TROUBLES:
        if known.get(question, 0) & bit:
            return says
    if any(question not in known for question in QUESTIONS):
        return "unknown"
    return "near-end" if known[4] & _NEAR_END else "ok"
