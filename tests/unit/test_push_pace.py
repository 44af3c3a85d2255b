"""Is the first change pushed at once, are later ones gathered, and is none ever forgotten?"""

from collections.abc import Callable
from types import SimpleNamespace, TracebackType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.push import pace
from server.push.pace import Pace

CALLS_S, REST_S = 1 / 20, 1 / 4
ROUNDING_S = 1e-9
Mark = tuple[float, bool]


class Play:
    """A clock that jumps from mark to mark, and a Pace that lives by it. `cost_s`: how long a push takes."""

    def __init__(self, marks: list[Mark], *, cost_s: float = 0.0, rest_s: float = REST_S) -> None:
        self.now = 0.0
        self.pushes: list[float] = []
        self._coming = sorted(marks)
        self._cost_s = cost_s
        self._begun: list[Callable[[], None]] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pace, "time", SimpleNamespace(monotonic=lambda: self.now))
            patch.setattr(pace, "threading", SimpleNamespace(Condition=lambda: self))
            self._pace = Pace(self._push, start=self._begun.append, rest_every_s=rest_s)
            self._play()

    def _play(self) -> None:
        while self._coming or self._begun:
            if self._begun:
                self._begun.pop()()
            else:
                self._go_to(self._coming[0][0])

    def _push(self) -> None:
        self.pushes.append(self.now)
        self._go_to(self.now + self._cost_s)

    def _go_to(self, until: float) -> None:
        """Let the time go by; whatever is marked in between is marked in its time."""
        while self._coming and self._coming[0][0] <= until:
            at, urgent = self._coming.pop(0)
            self.now = max(self.now, at)
            self._pace.mark(urgent=urgent)
        self.now = max(self.now, until)

    # What Pace asks of a condition.
    def __enter__(self) -> "Play":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def notify(self) -> None:
        """Who waits looks again after each mark anyway."""

    def wait(self, left_s: float) -> None:
        coming = self._coming[0][0] if self._coming else float("inf")
        self._go_to(min(self.now + left_s, coming))


def test_the_first_change_is_pushed_at_once() -> None:
    play = Play([(7.0, False)])

    assert play.pushes == [7.0]


def test_what_is_large_is_pushed_less_often() -> None:
    play = Play([(at / 100, False) for at in range(120)], rest_s=2 * REST_S)

    assert play.pushes == pytest.approx([0.0, 0.5, 1.0, 1.5])


def test_changes_that_come_close_are_pushed_together_a_quarter_of_a_second_later() -> None:
    play = Play([(0.0, False), (0.01, False), (0.02, False), (0.2, False)])

    assert play.pushes == pytest.approx([0.0, REST_S])


def test_a_call_does_not_wait_for_the_quarter_of_a_second() -> None:
    play = Play([(0.0, False), (0.01, False), (0.02, True)])

    assert play.pushes == pytest.approx([0.0, CALLS_S])


def test_a_call_that_comes_while_others_wait_is_pushed_at_once() -> None:
    play = Play([(0.0, False), (0.01, False), (0.2, True)])

    assert play.pushes == pytest.approx([0.0, 0.2])


def test_after_a_rest_the_next_change_is_pushed_at_once_again() -> None:
    play = Play([(0.0, False), (10.0, False), (20.0, True)])

    assert play.pushes == [0.0, 10.0, 20.0]


def test_a_rush_of_calls_is_pushed_twenty_times_a_second() -> None:
    play = Play([(number / 1000, True) for number in range(1000)])

    assert 20 <= len(play.pushes) <= 21


def test_a_rush_of_other_changes_is_pushed_four_times_a_second() -> None:
    play = Play([(number / 1000, False) for number in range(1000)])

    assert len(play.pushes) == 5


def test_a_change_during_a_push_is_pushed_after_it() -> None:
    play = Play([(0.0, False), (0.3, False)], cost_s=1.0)

    assert play.pushes == [0.0, 1.0]


marks = st.lists(st.tuples(st.integers(0, 3000).map(lambda ms: ms / 1000), st.booleans()), min_size=1, max_size=40)


@given(marks=marks, cost_s=st.sampled_from([0.0, 0.01, 0.06, 0.4]))
def test_no_change_is_forgotten_nor_late_and_pushes_keep_their_distance(marks: list[Mark], cost_s: float) -> None:
    play = Play(marks, cost_s=cost_s)

    for at, urgent in marks:
        after = min(push for push in play.pushes if push >= at - ROUNDING_S)
        assert after - at <= max(CALLS_S if urgent else REST_S, cost_s) + ROUNDING_S
    for before, after in zip(play.pushes, play.pushes[1:], strict=False):
        called = any(urgent and before - ROUNDING_S <= at <= after + ROUNDING_S for at, urgent in marks)
        assert after - before >= (CALLS_S if called else REST_S) - ROUNDING_S
