"""Do the demo's visitors come as the prototype's did?"""

from datetime import datetime, timedelta
from random import Random
from statistics import fmean, stdev

import pytest

from config.load import hanoi_path, load_network
from config.network import Network
from demo.arrivals import next_arrival
from demo.load import LEFT_TO_PEOPLE, LOADS, density, service_s, skills, visit
from demo.shifts import Shifts, shifts_of


@pytest.fixture(scope="module")
def hanoi() -> Network:
    return load_network(hanoi_path())


@pytest.fixture(scope="module")
def shifts(hanoi: Network) -> Shifts:
    return shifts_of(hanoi, "tay-ho")


def at(hanoi: Network, text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=hanoi.zone).timestamp()


def day_of_arrivals(hanoi: Network, shifts: Shifts, branch: str, *, seed: int) -> list[datetime]:
    chance, now, found = Random(seed), at(hanoi, "2026-11-24T00:00"), []
    while True:
        arrival = next_arrival(chance, LOADS[branch], shifts, after=now)
        assert arrival is not None
        if shifts.local(arrival).day != 24:
            return found
        found.append(shifts.local(arrival))
        now = arrival


def test_every_branch_of_the_network_has_a_load(hanoi: Network) -> None:
    assert set(LOADS) == {branch.code for branch in hanoi.branches if branch.kind == "branch"}


def test_the_density_of_a_day_is_whole_over_the_open_hours_and_peaks_in_the_morning() -> None:
    step = 1 / 60
    open_hours = [hour + minute * step for hour in (8, 9, 10, 11, 13, 14, 15, 16) for minute in range(60)]

    assert sum(density(hour) * step for hour in open_hours) == pytest.approx(1, abs=0.01)
    assert max(open_hours, key=density) == pytest.approx(9.25, abs=0.1)


def test_a_branch_gets_its_visits_of_a_day_only_while_it_is_open(hanoi: Network, shifts: Shifts) -> None:
    days = [day_of_arrivals(hanoi, shifts, "dong-da", seed=seed) for seed in range(8)]

    assert fmean(len(day) for day in days) == pytest.approx(480, rel=0.06)
    assert all(shifts.is_open(arrival.timestamp()) for day in days for arrival in day)


def test_more_come_at_the_peak_than_at_the_end_of_the_day(hanoi: Network, shifts: Shifts) -> None:
    arrivals = day_of_arrivals(hanoi, shifts, "tay-ho", seed=3)

    by_hour = [sum(arrival.hour == hour for arrival in arrivals) for hour in range(24)]

    assert by_hour[9] > 2 * by_hour[16]
    assert by_hour[12] == 0


def test_after_closing_the_next_visitor_comes_on_the_next_open_day(hanoi: Network, shifts: Shifts) -> None:
    saturday_noon = at(hanoi, "2026-11-28T12:00")

    arrival = next_arrival(Random(1), LOADS["tay-ho"], shifts, after=saturday_noon)

    assert arrival is not None
    assert shifts.local(arrival).date().isoformat() == "2026-11-30"


def test_a_holiday_is_passed_over(hanoi: Network, shifts: Shifts) -> None:
    eve = at(hanoi, "2026-12-31T18:00")

    opening = shifts.next_opening(eve)

    assert opening is not None
    assert shifts.local(opening) - shifts.local(eve) > timedelta(days=1)


def test_visitors_ask_for_the_mix_of_their_branch_and_leave_guidance_to_people() -> None:
    chance = Random(5)

    visits = [visit(chance, LOADS["tay-ho"]) for _ in range(4000)]

    assert fmean(one.service == "land" for one in visits) == pytest.approx(0.85, abs=0.03)
    assert fmean(one.priority == "priority" for one in visits) == pytest.approx(0.13, abs=0.03)
    assert all(one.service != LEFT_TO_PEOPLE for one in visits)
    assert max(one.dossiers for one in visits) == 20


def test_service_times_have_the_mean_and_spread_of_the_network_file() -> None:
    chance = Random(6)

    times = [service_s(chance, mean_s=600, cv=0.8) for _ in range(20000)]

    assert fmean(times) == pytest.approx(600, rel=0.04)
    assert stdev(times) / fmean(times) == pytest.approx(0.8, rel=0.1)


@pytest.mark.parametrize("branch", LOADS)
def test_each_officer_has_up_to_three_skills_and_each_service_at_least_two_officers(
    hanoi: Network, branch: str
) -> None:
    means = {service.code: service.target_min * 60 for service in hanoi.services}

    able = skills(LOADS[branch], means)

    assert len(able) == LOADS[branch].officers
    assert all(1 <= len(set(services)) == len(services) <= 3 for services in able)
    assert all(sum(code in services for services in able) >= 2 for code in LOADS[branch].mix)


@pytest.mark.parametrize("branch", LOADS)
def test_there_are_counters_for_all_officers_and_one_for_people(hanoi: Network, branch: str) -> None:
    counters = next(one.counters for one in hanoi.branches if one.code == branch)

    assert len(counters) > LOADS[branch].officers
