"""Is a number's time right though the server is away, the machine restarts, or somebody sets its clock?"""

from datetime import datetime, timedelta
from typing import Any

import pytest

from kiosk.product_clock import ProductClock, Word

TEN = datetime.fromisoformat("2026-11-24T10:00:00+07:00")
TOLD: dict[str, Any] = {"now": TEN.isoformat(), "speed": 20.0, "epoch": 3}


class Watch:
    """Both clocks of a machine."""

    def __init__(self) -> None:
        self.monotonic = 100.0
        self.wall = 1_000_000.0

    def passes(self, seconds: float) -> None:
        self.monotonic += seconds
        self.wall += seconds


def a_clock(watch: Watch, *, kept: Word | None = None, last_issue: datetime | None = None) -> ProductClock:
    return ProductClock(monotonic=lambda: watch.monotonic, wall=lambda: watch.wall, kept=kept, last_issue=last_issue)


def heard(watch: Watch) -> ProductClock:
    clock = a_clock(watch)
    clock.hear(TOLD, asked=watch.monotonic)
    return clock


def test_it_goes_on_at_the_products_speed() -> None:
    watch = Watch()
    clock = heard(watch)
    watch.passes(30)

    assert clock.now() == TEN + timedelta(minutes=10)


@pytest.mark.parametrize("seconds", [-3600.0, 3600.0])
def test_a_wall_clock_that_is_set_changes_nothing(seconds: float) -> None:
    watch = Watch()
    clock = heard(watch)
    watch.passes(30)
    watch.wall += seconds

    assert clock.now() == TEN + timedelta(minutes=10)


def test_after_a_restart_the_wall_clock_counts_once_against_the_kept_pair() -> None:
    watch = Watch()
    word = heard(watch).word
    watch.passes(30)
    watch.monotonic = 5.0
    clock = a_clock(watch, kept=word)
    watch.passes(3)
    watch.wall -= 3600

    assert clock.now() == TEN + timedelta(minutes=11)


def test_after_a_restart_with_the_wall_clock_set_back_no_time_has_passed_and_no_number_is_earlier() -> None:
    watch = Watch()
    word = heard(watch).word
    watch.wall -= 3600
    without, behind = a_clock(watch, kept=word), a_clock(watch, kept=word, last_issue=TEN + timedelta(minutes=4))

    assert without.now() == TEN
    assert behind.issue() == TEN + timedelta(minutes=4, milliseconds=1)


def test_each_number_is_later_than_the_one_before() -> None:
    clock = heard(Watch())

    issued = [clock.issue() for _ in range(3)]

    assert issued == [TEN, TEN + timedelta(milliseconds=1), TEN + timedelta(milliseconds=2)]


def test_a_number_made_here_is_later_than_what_the_server_gave_before() -> None:
    clock = heard(Watch())
    clock.see(TEN + timedelta(minutes=5))

    assert clock.issue() == TEN + timedelta(minutes=5, milliseconds=1)


def test_a_number_made_within_the_millisecond_of_the_servers_is_later_too() -> None:
    clock = heard(watch := Watch())
    watch.passes(0.000025)  # half a millisecond of the product's
    given = TEN + timedelta(microseconds=500)
    clock.see(given)

    assert clock.issue() > given


def test_a_ticket_of_next_year_moves_nothing() -> None:
    clock = heard(Watch())
    clock.see(TEN + timedelta(days=365))

    assert clock.issue() == TEN


def test_a_vague_answer_does_not_move_a_clock_that_runs_well() -> None:
    watch = Watch()
    clock = heard(watch)
    asked = watch.monotonic
    watch.passes(2)
    clock.hear(TOLD | {"now": (TEN + timedelta(minutes=9)).isoformat()}, asked=asked)

    assert clock.now() == TEN + timedelta(seconds=40)


def test_a_clock_that_was_set_is_followed_at_once_even_backwards() -> None:
    watch = Watch()
    clock = heard(watch)
    clock.issue()
    earlier = TEN - timedelta(days=1)
    clock.hear(TOLD | {"now": earlier.isoformat(), "epoch": 4}, asked=watch.monotonic)

    assert clock.issue() == earlier


@pytest.mark.parametrize(
    "told",
    [
        {"now": "soon", "speed": 1.0, "epoch": 1},
        {"now": "2026-11-24T10:00:00", "speed": 1.0, "epoch": 1},
        {"now": TEN.isoformat(), "speed": float("nan"), "epoch": 1},
        {"now": TEN.isoformat(), "speed": -1.0, "epoch": 1},
        {"now": TEN.isoformat(), "speed": 1e9, "epoch": 1},
    ],
)
def test_nonsense_is_no_time(told: dict[str, Any]) -> None:
    watch = Watch()
    clock = heard(watch)

    with pytest.raises(ValueError, match=r".+"):
        clock.hear(told, asked=watch.monotonic)

    assert clock.now() == TEN


def test_before_the_server_has_answered_it_is_no_time() -> None:
    clock = a_clock(Watch())

    assert (clock.now(), clock.issue(), clock.age_s) == (None, None, None)
