"""What is learned from past days, and how a promise is corrected and printed."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from server.domain.dispatch import Duration
from server.domain.rules import Rules
from server.planning.habits import SLOT_S, Issued, PastDay, Shift, Stretch, learn, without_history
from server.planning.present import DeskNow, InLine, Present
from server.planning.times import Times, from_history, from_target
from server.planning.waits import Correction, Forecast, predict, printed_s, seed_of

LAND = {"land": Duration(600, 0.8)}
HOUR = 3600.0
FORECAST = Forecast(400, 900, 1800)


def a_day(*, opens: float = 8, lunch: float = 12, closes: float = 17, takes_s: float = 500) -> PastDay:
    return PastDay(
        issued=[Issued(9 * HOUR, "land", "priority"), Issued(9 * HOUR, "land", "ordinary")],
        stretches=[Stretch("1", "land", at * 900.0, at * 900.0 + takes_s) for at in range(20)],
        calling={"1": [(opens * HOUR, lunch * HOUR), ((lunch + 1) * HOUR, closes * HOUR)], "2": []},
    )


def test_without_history_a_service_takes_its_target() -> None:
    times = from_target(Duration(720, 0.7))

    assert times.mean_s == pytest.approx(720)
    assert times.sample.std() / times.mean_s == pytest.approx(0.7, abs=0.05)


def test_history_counts_once_there_is_enough_of_it() -> None:
    target = Duration(600, 0.8)

    assert from_history([300.0] * 29, target).mean_s == pytest.approx(600)
    assert from_history([300.0] * 30, target).mean_s == pytest.approx(300)


def test_who_was_served_long_already_is_not_expected_to_need_his_whole_time_again() -> None:
    times = Times(np.array([100.0, 200.0, 900.0]))

    assert set(times.remaining(150, np.linspace(0, 0.99, 20))) == {50.0, 750.0}
    assert (times.remaining(1000, np.linspace(0, 0.99, 20)) >= 0).all()


def test_a_shift_is_what_most_days_show_and_an_early_closing_is_seen() -> None:
    habits = learn([a_day(closes=16), a_day(closes=16), a_day(closes=16)], LAND, head_starts={}, ends_s=17 * HOUR)

    assert habits.shifts == {"1": Shift(8 * HOUR, ((12 * HOUR, 13 * HOUR),), 16 * HOUR)}


def test_who_comes_with_a_head_start_is_counted_by_quarter_of_an_hour() -> None:
    habits = learn([a_day(), a_day()], LAND, head_starts={"priority": timedelta(minutes=15)}, ends_s=17 * HOUR)

    (coming,) = habits.coming
    assert coming.head_start_s == 900
    assert coming.per_second[36] == pytest.approx(1 / SLOT_S)
    assert coming.per_second.sum() == pytest.approx(1 / SLOT_S)


def test_a_counter_at_lunch_makes_the_wait_as_long_as_its_lunch() -> None:
    habits = replace(without_history(LAND), shifts={"1": Shift(8 * HOUR, ((12 * HOUR, 13 * HOUR),))})
    lunch = Present(12.5 * HOUR, [], [InLine("next", "land", 0.0)], [DeskNow("1", frozenset({"land"}), "paused")])

    found = predict(lunch, habits, Rules(), seed=1)["next"]

    assert found == Forecast(1800, 1800, 1800)


def test_nothing_is_told_where_nobody_will_serve_it_today() -> None:
    habits = replace(without_history(LAND), shifts={"1": Shift(8 * HOUR)})
    present = Present(9 * HOUR, [], [InLine("next", "land", 0.0)], [DeskNow("1", frozenset({"land"}), "closed")])

    assert predict(present, habits, Rules(), seed=1)["next"] is None


def test_a_counter_that_has_yet_to_open_is_waited_for() -> None:
    habits = replace(without_history(LAND), shifts={"1": Shift(9 * HOUR)})
    present = Present(8.5 * HOUR, [], [InLine("next", "land", 0.0)], [DeskNow("1", frozenset({"land"}), "closed")])

    assert predict(present, habits, Rules(), seed=1)["next"] == Forecast(1800, 1800, 1800)


def test_the_same_state_is_told_the_same_and_another_seq_is_another_seed() -> None:
    waiting = [InLine(str(at), "land", -60.0 * (9 - at)) for at in range(8)]
    present = Present(9 * HOUR, waiting, [InLine("next", "land", 0.0)], [DeskNow("1", frozenset({"land"}))])
    habits = without_history(LAND)

    once, again, other = (predict(present, habits, Rules(), seed=seed_of("tay-ho", seq)) for seq in (7, 7, 8))

    assert once == again
    assert once != other


def test_broken_promises_widen_the_range_and_kept_ones_narrow_it_until_one_in_ten_is_broken() -> None:
    wide = Correction().after(FORECAST, FORECAST.p90_s + 1)
    narrow = Correction().after(FORECAST, FORECAST.p90_s - 1)
    even = Correction()
    for waited_s in (9999.0, *[800.0] * 4, *[1000.0] * 5):
        even = even.after(FORECAST, waited_s)

    assert narrow.told(FORECAST).p90_s < wide.told(FORECAST).p90_s
    assert even.short == pytest.approx(0.0)


def test_long_waits_learn_apart_from_short_ones() -> None:
    long = Forecast(2000, 3000, 4000)

    learned = Correction().after(long, 5000.0)

    assert learned.long > 0
    assert learned.short == 0


def test_a_slow_day_stretches_all_waits_and_half_of_it_is_forgotten_over_night() -> None:
    slow = Correction().after(FORECAST, 1000.0)

    assert slow.told(FORECAST).p50_s > FORECAST.p50_s
    assert slow.next_day().middle == pytest.approx(slow.middle / 2)


def test_a_range_is_printed_in_whole_five_minutes() -> None:
    assert printed_s(Correction().told(FORECAST)) == (300, 2100)


@pytest.mark.parametrize(
    ("p10_s", "p90_s", "shown"),
    [
        (290, 1210, (0, 1500)),  # it widens at once
        (310, 1190, (300, 1200)),
        (380, 1120, (300, 1200)),  # barely across five minutes on either side: calm
        (610, 890, (300, 1200)),
        (700, 800, (600, 900)),
    ],
)
def test_a_range_widens_at_once_and_narrows_only_when_it_is_clearly_too_wide(
    p10_s: float, p90_s: float, shown: tuple[int, int]
) -> None:
    assert printed_s(Forecast(p10_s, (p10_s + p90_s) / 2, p90_s), before=(300, 1200)) == shown


def test_the_web_process_loads_neither_numpy_nor_scipy() -> None:
    program = "import server.app, server.gunicorn_server, sys; print({'numpy', 'scipy'} & set(sys.modules))"

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "set()"
