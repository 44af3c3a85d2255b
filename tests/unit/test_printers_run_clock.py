"""Does a run's own clock run on evenly, whoever sets the machine's?"""

from printers.run_clock import RunClock


def test_a_clock_that_is_set_back_or_on_changes_nothing_within_a_run() -> None:
    wall, passed = [1000.0], [5.0]
    clock = RunClock(wall=lambda: wall[0], monotonic=lambda: passed[0])
    begun = clock.now()
    passed[0] += 60.0
    wall[0] += 60.0 - 3600.0

    assert (begun, clock.now()) == (1000.0, 1060.0)
    assert clock.on_the_wall(1070.0) == wall[0] + 10.0
