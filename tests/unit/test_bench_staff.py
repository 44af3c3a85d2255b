"""Do approved suggestions do what they promise? A paired half day of the whole network, judged on other visitors."""

import pytest

from bench import staff


@pytest.mark.soak
def test_approving_what_is_suggested_brings_the_worst_branch_down_as_promised() -> None:
    told = staff.measure(within_s=240).figures  # however slow the machine is

    assert told["proposals"] > 0
    assert told["worst_p90_falls_min"] > 0
    assert told["interval_holds"] >= 0.8
