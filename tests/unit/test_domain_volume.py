"""Do the hours of a hall's volume make sense?"""

from datetime import time

import pytest

from server.domain.refusals import BadVolume
from server.domain.volume import Loudness, Volume, volume_of


def between(start: str, end: str, percent: int = 40) -> Loudness:
    return Loudness(time.fromisoformat(start), time.fromisoformat(end), percent)


def test_hours_stand_in_their_order_and_may_touch() -> None:
    noon, late, early = between("12:00", "13:00"), between("16:00", "17:30", 80), between("08:00", "12:00", 0)

    assert volume_of(90, [noon, late, early]) == Volume(90, (early, noon, late))
    assert volume_of(100, []) == Volume()


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ([("12:00", "12:00")], ("12:00", "12:00", "backwards")),
        ([("08:00", "09:00"), ("13:00", "12:00")], ("13:00", "12:00", "backwards")),
        ([("12:00", "13:00"), ("08:00", "12:01")], ("12:00", "13:00", "overlap")),
        ([("08:00", "18:00"), ("12:00", "13:00")], ("12:00", "13:00", "overlap")),
        ([("12:00", "13:00"), ("12:00", "13:00")], ("12:00", "13:00", "overlap")),
    ],
)
def test_hours_that_run_backwards_or_lie_over_each_other_are_refused_by_name(
    hours: list[tuple[str, str]], told: tuple[str, str, str]
) -> None:
    with pytest.raises(BadVolume) as refused:
        volume_of(100, [between(*one) for one in hours])

    assert (refused.value.start, refused.value.end, refused.value.reason) == told
