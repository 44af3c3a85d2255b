"""When does the roll end? By papers that were counted, against a roll that is used up in a simulated morning."""

import random

import pytest

from printers.roll import NEAR_END_MM, PaperUse, roll

EIGHT = 8 * 3600.0
HOUR = 3600.0


def a_morning(*, seed: int, every_s: float, mm: float) -> list[PaperUse]:
    """Papers taken at random, about so far apart and so long, from eight o'clock on."""
    chance = random.Random(seed)
    now, uses = EIGHT, []
    while now < EIGHT + 6 * HOUR:
        now += chance.expovariate(1 / every_s)
        uses.append(PaperUse(now, chance.uniform(0.8, 1.2) * mm))
    return uses


@pytest.mark.parametrize("seed", range(5))
def test_the_forecast_is_right_within_a_tenth_of_the_time_that_is_left(seed: int) -> None:
    morning = a_morning(seed=seed, every_s=30, mm=160)
    length_mm = sum(use.mm for use in morning if use.at <= EIGHT + 5 * HOUR)
    really = next(use.at for use in morning if use.at > EIGHT + 5 * HOUR)
    now = EIGHT + 3 * HOUR

    told = roll([use for use in morning if use.at <= now], length_mm=length_mm, near_end=False, now=now)

    assert told.ends_at == pytest.approx(really, abs=0.15 * (really - now))
    assert told.papers_left == pytest.approx(sum(now < use.at < really for use in morning), rel=0.1)


def test_a_new_roll_has_all_its_paper_and_no_pace() -> None:
    told = roll([], length_mm=80_000, near_end=False, now=EIGHT)

    assert (told.used_mm, told.left_mm, told.papers_left, told.ends_at) == (0, 80_000, None, None)


def test_few_papers_or_a_short_time_are_no_pace() -> None:
    few = [PaperUse(EIGHT + 600 * n, 160) for n in range(5)]
    hasty = [PaperUse(EIGHT + n, 160) for n in range(100)]

    assert roll(few, length_mm=80_000, near_end=False, now=EIGHT + HOUR).ends_at is None
    assert roll(hasty, length_mm=80_000, near_end=False, now=EIGHT + 100).ends_at is None
    assert roll(hasty, length_mm=80_000, near_end=False, now=EIGHT + 100).papers_left == 400


def test_the_pace_is_that_of_the_last_two_hours() -> None:
    rush = [PaperUse(EIGHT + 10 * n, 100) for n in range(300)]
    calm = [PaperUse(EIGHT + 3 * HOUR + 300 * n, 100) for n in range(12)]
    now = EIGHT + 4 * HOUR

    told = roll([*rush, *calm], length_mm=31_200 + 1200, near_end=False, now=now)

    assert told.ends_at == pytest.approx(now + HOUR)


def test_a_sensor_that_says_near_end_is_believed_rather_than_the_count() -> None:
    uses = [PaperUse(EIGHT, 160)]

    assert roll(uses, length_mm=80_000, near_end=True, now=EIGHT).left_mm == NEAR_END_MM
    assert roll(uses, length_mm=3_000, near_end=True, now=EIGHT).left_mm == 3_000 - 160


def test_what_is_left_is_never_less_than_nothing() -> None:
    told = roll([PaperUse(EIGHT, 90_000)], length_mm=80_000, near_end=False, now=EIGHT)

    assert (told.left_mm, told.papers_left) == (0, 0)
