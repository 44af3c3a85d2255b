"""When is a printer asked how it is while it prints, and what do late, missing and stray answers say?"""

import math

from printers.status import Condition
from printers.watch import Watch

FINE, NO_PAPER = (0x12, 0x12, 0x12, 0x12), (0x1A, 0x32, 0x12, 0x7E)


def a_watch(*, drained_in_s: float = 0.0) -> tuple[Watch, list[Condition]]:
    seen: list[Condition] = []
    return Watch(now=100.0, every_s=1.5, reply_s=1.0, drained_in_s=drained_in_s, on_seen=seen.append), seen


def test_a_round_asks_one_question_after_the_other_and_says_how_the_printer_is() -> None:
    watch, seen = a_watch()
    asked = [watch.due(101.0)]
    for answer in NO_PAPER:
        asked.append(watch.due(101.5))
        watch.answered(answer, 101.5)

    assert asked == [None, 1, 2, 3, 4]
    assert (seen, watch.rounds, watch.due_at) == (["paper-out"], 1, 103.0)


def test_a_question_that_finds_no_answer_is_never_asked_twice_so_that_a_late_one_belongs_to_it() -> None:
    watch, seen = a_watch()
    asked = [watch.due(at) for at in (101.5, 102.0, 102.5, 103.0, 110.0)]
    silent = (list(seen), watch.is_silent, watch.due_at)
    for answer in FINE:
        watch.answered(answer, 111.0)
        watch.due(111.0)

    assert asked == [1, None, None, None, None]
    assert silent == (["unknown"], True, math.inf)
    assert (seen, watch.is_silent) == (["unknown", "ok"], False)


def test_while_a_slow_printer_still_takes_the_job_in_its_silence_says_nothing() -> None:
    watch, seen = a_watch(drained_in_s=6.0)
    asked = [watch.due(at) for at in (101.5, 106.9)]
    still = list(seen)
    watch.due(107.0)

    assert (asked, still, seen) == ([1, None], [], ["unknown"])


def test_an_answer_that_nobody_asked_for_says_nothing() -> None:
    watch, seen = a_watch()
    watch.answered(0x1A, 100.5)
    for answer in FINE:
        watch.due(101.5)
        watch.answered(answer, 101.5)

    assert (seen, watch.so_far) == (["ok"], "unknown")
