"""Who is expected on a day, and which model says so?"""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from server.planning.arrival_models import beats, expected, regressed
from server.planning.arrivals import Arrivals, described, seasonal
from server.planning.habits import Issued, PastDay

NOTHING = Arrivals({})
MONDAY = date(2026, 9, 7)


def a_day(visits: int) -> PastDay:
    """So many for land, half of them at nine and half at two."""
    issued = [Issued(9 * 3600.0 if at % 2 else 14 * 3600.0, "land", "ordinary") for at in range(visits)]
    return PastDay(issued=issued, stretches=[], calling={})


def open_days(count: int, *, holidays: frozenset[date] = frozenset()) -> list[date]:
    days = (MONDAY + timedelta(days=at) for at in range(3 * count))
    return [day for day in days if day.weekday() < 5 and day not in holidays][:count]


def test_a_new_branch_expects_what_its_file_describes() -> None:
    plain = described(400, {"land": 3.0, "results": 1.0})

    assert seasonal([], MONDAY, otherwise=plain) is plain
    assert plain.visits == pytest.approx(400)
    assert plain.per_slot["land"].sum() == pytest.approx(300)
    assert plain.per_slot["land"][:32].sum() == 0  # nobody before eight


def test_the_baseline_knows_weekdays_and_the_recent_level() -> None:
    days = [(day, a_day(200 if day.weekday() == 0 else 100)) for day in open_days(20)]
    monday, tuesday = MONDAY + timedelta(days=28), MONDAY + timedelta(days=29)

    on_monday, on_tuesday = (seasonal(days, day, otherwise=NOTHING) for day in (monday, tuesday))

    assert on_monday.visits > 1.25 * on_tuesday.visits
    assert on_tuesday.per_slot["land"][36] == pytest.approx(on_tuesday.visits / 2)
    assert (on_monday.days, on_monday.model) == (20, "seasonal")


def test_the_regression_is_switched_on_where_it_beats_the_baseline() -> None:
    holidays = frozenset(MONDAY + timedelta(days=at) for at in (9, 10, 11, 23, 24, 25, 37, 38, 39))
    dates = open_days(24, holidays=holidays)
    after = {second for first, second in pairwise(dates) if (second - first).days >= 4}
    days = [(day, a_day(240 if day in after else 100 + at)) for at, day in enumerate(dates)]
    tomorrow = dates[-1] + timedelta(days=1)

    assert beats(days, otherwise=NOTHING)
    found = expected(days, tomorrow, otherwise=NOTHING)
    assert found.model == "library"
    assert found.visits == pytest.approx(regressed(days, tomorrow))
    assert found.per_slot["land"].sum() == pytest.approx(found.visits)


def test_where_days_differ_by_chance_alone_the_baseline_stays() -> None:
    chance = np.random.default_rng(4)
    days = [(day, a_day(int(chance.poisson(120)))) for day in open_days(20)]

    assert expected(days, MONDAY + timedelta(days=28), otherwise=NOTHING).model == "seasonal"
    assert expected(days[:5], MONDAY + timedelta(days=28), otherwise=NOTHING).model == "seasonal"
