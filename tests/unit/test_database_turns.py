"""Do writers get their turn in the order in which they asked, and does nobody wait beyond a deadline?"""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

from server.database.turns import Turns

LONG_S = 20.0


class Line:
    """People who wait for turns of the same lock, each in a thread."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.turns = Turns()
        self.served: list[int] = []
        self._pool = pool

    def joins(self, number: int) -> "Future[None]":
        """Let one ask, and return once it surely waits."""
        asked = threading.Event()

        def ask() -> None:
            deadline = time.monotonic() + LONG_S
            asked.set()
            with self.turns.taken(deadline=deadline) as mine:
                assert mine
                self.served.append(number)

        waiting = self._pool.submit(ask)
        asked.wait(LONG_S)
        while len(self.turns._waiting) <= number:
            time.sleep(0.001)
        return waiting


def test_turns_are_given_in_the_order_of_asking() -> None:
    with ThreadPoolExecutor(8) as pool:
        line = Line(pool)
        with line.turns.taken(deadline=time.monotonic()) as mine:
            waiting = [line.joins(number) for number in range(8)]
            early = list(line.served)
        for one in waiting:
            one.result(LONG_S)

    assert mine
    assert early == []
    assert line.served == list(range(8))


def test_who_has_just_given_the_turn_back_comes_after_those_who_wait() -> None:
    with ThreadPoolExecutor(1) as pool:
        line = Line(pool)
        with line.turns.taken(deadline=time.monotonic()):
            waiting = line.joins(0)
        with line.turns.taken(deadline=time.monotonic() + LONG_S):
            line.served.append(1)
        waiting.result(LONG_S)

    assert line.served == [0, 1]


def test_a_deadline_that_is_over_gives_no_turn_and_takes_none_away() -> None:
    turns = Turns()

    with turns.taken(deadline=time.monotonic()) as first:
        with turns.taken(deadline=time.monotonic()) as second:
            pass
        with turns.taken(deadline=time.monotonic()) as third:
            pass
    with turns.taken(deadline=time.monotonic()) as after:
        pass

    assert (first, second, third, after) == (True, False, False, True)
