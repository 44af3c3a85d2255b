"""May an officer rest then? What is refused, and why."""

import pytest

from server.domain.lunch import require_lunch
from server.domain.refusals import BadLunch
from server.domain.staff import OfficerPlan, Span, roster
from tests.builders import TUESDAY, at, hours

DAY = roster(OfficerPlan("0127", ("land",)), hours(), TUESDAY)


def span(clock: str) -> Span:
    start, end = clock.split("-")
    return Span(at(start), at(end))


def told(lunch: str, *, now: str = "09:00", shift: list[Span] = DAY, away: str = "", lent: str = "") -> None:
    sick, elsewhere = ([span(one)] if one else [] for one in (away, lent))
    require_lunch("0127", span(lunch), shift=shift, away=sick, lent=elsewhere, now=at(now))


def test_a_lunch_may_begin_with_the_day_end_with_it_and_meet_the_end_of_another_absence() -> None:
    told("08:00-08:15", now="07:30")
    told("15:00-17:00")
    told("11:00-12:00", away="10:00-11:00", lent="12:00-16:00")
    told("11:00-12:00", now="11:59")


@pytest.mark.parametrize(
    ("reason", "lunch", "more"),
    [
        ("backwards", "12:00-11:30", {}),
        ("backwards", "12:00-12:00", {}),
        ("over", "11:00-12:00", {"now": "12:00"}),
        ("length", "12:00-12:14", {}),
        ("length", "11:00-13:01", {}),
        ("off", "12:00-13:00", {"shift": []}),
        ("outside", "07:45-08:15", {"now": "07:00"}),
        ("outside", "16:45-17:15", {}),
        ("away", "11:30-12:30", {"away": "12:00-17:00"}),
        ("lent", "11:30-12:30", {"lent": "12:15-17:00"}),
    ],
)
def test_a_lunch_that_does_not_fit_is_refused_with_its_reason(reason: str, lunch: str, more: dict[str, str]) -> None:
    with pytest.raises(BadLunch) as refused:
        told(lunch, **more)  # type: ignore[arg-type]

    assert (refused.value.badge, refused.value.reason) == ("0127", reason)


def test_a_lunch_that_was_told_takes_the_place_of_the_planned_one_and_of_the_branch_s_gap() -> None:
    plain = OfficerPlan("0127", ("land",))

    spans = roster(plain, hours(), TUESDAY, told=span("11:00-11:45"))

    assert spans == [span("08:00-11:00"), span("11:45-17:00")]
