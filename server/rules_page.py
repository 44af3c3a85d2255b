"""`python -m server.rules_page`: docs/rules.md, made from the domain's tables and the rules of the network file."""

import sys
from pathlib import Path

from config.network import Rules
from server.domain.choice import Obstacle, Why
from server.domain.lifecycle import BRANCH_ACTS, COUNTER_MOVES, MARKS, MOVES, StepState

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
WHYS = {
    Why.TURN: "the smallest rank, and nobody who came earlier was overtaken",
    Why.HEAD_START: "the priority class moves the rank ahead by its fixed head start",
    Why.BOOKING: "an appointment, which counts from its slot",
    Why.BEFORE: "another officer sent the visitor to the head of this line",
    Why.FOR_YOU: "the visitor waited for this counter or officer, or was held by them",
    Why.OVERFLOW: "the counter's own services have been empty for as long as the network file says",
    Why.PASSED_OVER: "whoever had waited longer may not be called by this counter now",
    Why.PICKED: "called by number, out of order, with a reason",
}
OBSTACLES = {
    Obstacle.ALONE: "he was sent to another counter or officer, who is there, less than `alone_min` ago",
    Obstacle.LEVEL: "the case needs a higher skill than the officer has",
    Obstacle.NEEDS: "another open counter for this service is fit for the visitor's needs, this one is not",
    Obstacle.BULK: "as many counters as `bulk_counters` serve bulk filers already",
}


def page() -> str:
    """Return the page as Markdown."""
    parts = [
        "# The rules of the queue",
        "Made by `python -m server.rules_page` from `server/domain/` and `config/network.py`; do not edit it here.",
        "## Who moves a visit, from where to where",
        "A step of a visit is in one of these states: " + ", ".join(f"`{state}`" for state in StepState) + ".",
        _table(
            ("act", "who", "from", "to", "event", "meaning"),
            [
                (
                    move.act,
                    ", ".join(move.who),
                    ", ".join(state for state in StepState if state in move.sources),
                    move.target,
                    f"`{move.event}`",
                    move.meaning,
                )
                for move in MOVES.values()
            ],
        ),
        "These change something about a visit, but not where it stands:",
        _table(
            ("act", "who", "event", "meaning"),
            [(mark.act, ", ".join(mark.who), f"`{mark.event}`", mark.meaning) for mark in MARKS.values()],
        ),
        "Counters:",
        _table(
            ("act", "from", "to", "event"),
            [
                (move.act, ", ".join(sorted(move.sources)), move.target, f"`{move.event}`")
                for move in COUNTER_MOVES.values()
            ],
        ),
        "Whole branches, by their manager, the network's, or an officer with the right `supervise`:",
        _table(("act", "event", "meaning"), [(one.act, f"`{one.event}`", one.meaning) for one in BRANCH_ACTS.values()]),
        "## Who is next",
        "Each waiting step has one rank: the time from which the visitor could be called, less the fixed head start of "
        "his class. The smallest goes first. So within a service who came later is called first only if he came "
        "later by less than the difference of the head starts, and nobody starves. Where something else decides, the "
        "call says so; the officer reads it in a sentence, the visitor in one merged reason that shows nobody's class.",
        _table(("rule", "why this ticket"), [(f"`{why}`", WHYS[why]) for why in Why]),
        "A counter passes somebody over, and says so with the call, while:",
        _table(("obstacle", "what it means"), [(f"`{one}`", OBSTACLES[one]) for one in Obstacle]),
        "## What a network decides",
        "Keys of `[rules]` in the network file. Each has a test named after it.",
        *(_rule(key) for key in Rules.model_fields),
    ]
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _rule(key: str) -> str:
    field = Rules.model_fields[key]
    default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
    example = (field.examples or ["–"])[0]
    return f"### `{key} = {default}`\n\n{field.description}\n\nExample: {example}\n\nTest: `test_rule_{key}`"


def main() -> None:
    """Write the page; with `--check`, exit with 1 when the kept one differs."""
    if "--check" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page():
        sys.exit("docs/rules.md is not what the rules say: run `python -m server.rules_page`")


if __name__ == "__main__":
    main()
