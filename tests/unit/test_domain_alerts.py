"""Is each trouble told once, and forgotten only when it is really over?"""

from datetime import timedelta

from server.domain.alerts import Condition, Verdict, Watch
from tests.builders import NINE, minutes

CROWD = Condition("crowd", None, 90, 80)
FORGOTTEN = Condition("counter-forgotten", "3", 1500, 1200)
CALM = timedelta(minutes=5)


def judged(watch: Watch, *conditions: Condition, after_min: float, quiet: bool = False) -> Verdict:
    return watch.judge(conditions, now=NINE + minutes(after_min), calm=CALM, quiet=quiet)


def test_what_is_so_is_told_once() -> None:
    watch = Watch()

    assert judged(watch, CROWD, after_min=0) == Verdict(begun=(CROWD,))
    assert judged(watch, CROWD, after_min=1) == Verdict()
    assert judged(watch, CROWD, FORGOTTEN, after_min=2) == Verdict(begun=(FORGOTTEN,))


def test_what_comes_and_goes_makes_no_storm() -> None:
    watch = Watch()
    told = [judged(watch, *([CROWD] if at % 2 else []), after_min=at) for at in range(20)]

    assert [one for one in told if one.begun or one.over] == [Verdict(begun=(CROWD,))]


def test_it_is_over_after_a_calm_while_and_then_told_again() -> None:
    watch = Watch()
    judged(watch, CROWD, after_min=0)

    assert judged(watch, after_min=4.9) == Verdict()
    assert judged(watch, after_min=5) == Verdict(over=(("crowd", None),))
    assert judged(watch, CROWD, after_min=6) == Verdict(begun=(CROWD,))


def test_in_a_quiet_time_nothing_new_is_told_and_what_stays_so_is_told_after_it() -> None:
    watch = Watch()
    judged(watch, FORGOTTEN, after_min=0)

    assert judged(watch, FORGOTTEN, CROWD, after_min=1, quiet=True) == Verdict()
    assert judged(watch, FORGOTTEN, CROWD, after_min=2) == Verdict(begun=(CROWD,))
