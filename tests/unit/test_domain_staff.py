"""When is an officer at work, and how far is it to another branch?"""

from datetime import date, time

from server.domain.staff import OfficerPlan, Planning, distance_km, lunch_of, named, roster
from tests.builders import TUESDAY, at, hours, ranges

OFFICER = OfficerPlan("0127", ("land",))


def told(officer: OfficerPlan, *, day: date = TUESDAY, **more: object) -> list[tuple[str, str]]:
    spans = roster(officer, hours(**more), day)  # type: ignore[arg-type]
    return [(f"{one.start:%H:%M}", f"{one.end:%H:%M}") for one in spans]


def test_without_a_lunch_of_his_own_an_officer_rests_when_the_branch_does() -> None:
    assert told(OFFICER) == [("08:00", "12:00"), ("13:30", "17:00")]


def test_with_a_lunch_of_his_own_he_works_through_the_branch_s_gap() -> None:
    early = OfficerPlan("0127", ("land",), lunch=time(11, 30))

    assert told(early) == [("08:00", "11:30"), ("12:30", "17:00")]
    lunch = lunch_of(early, hours(), TUESDAY)
    assert lunch is not None
    assert lunch.holds(at("12:29"))
    assert not lunch.holds(at("12:30"))


def test_a_shorter_day_is_cut_and_one_without_hours_is_free() -> None:
    half = OfficerPlan("0127", ("land",), opens=time(9), closes=time(12, 0))

    assert told(half) == [("09:00", "12:00")]
    assert told(OFFICER, days={TUESDAY: ()}) == []
    assert lunch_of(OfficerPlan("1", ("land",), lunch=time(12)), hours(days={TUESDAY: ()}), TUESDAY) is None


def test_what_an_officer_is_able_to_serve_begins_with_what_he_serves() -> None:
    assert OfficerPlan("1", ("land",), ("results", "land")).able == ("land", "results")


def test_officers_without_a_badge_are_numbered_at_their_branch() -> None:
    assert named((None, "0127", None), "tay-ho") == ["tay-ho-01", "0127", "tay-ho-03"]


def test_a_way_takes_time_to_set_out_and_the_road() -> None:
    # Tây Hồ to Cầu Giấy: 4.2 km as the crow flies.
    km = distance_km(21.069, 105.811, 21.032, 105.801)

    assert 4.1 < km < 4.4
    assert 60 * 17 < Planning().travel_s(km) < 60 * 19
    assert distance_km(21, 105, 21, 105) == 0


def test_quiet_times_are_local() -> None:
    planning = Planning(quiet=ranges("12:00-13:00"))

    assert planning.is_quiet(at("12:30").astimezone(hours().zone))
    assert not planning.is_quiet(at("13:00").astimezone(hours().zone))
