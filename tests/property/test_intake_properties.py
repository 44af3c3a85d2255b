"""Do the places that are left only ever get fewer, the longer one waits?"""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.dispatch import Wait
from server.domain.intake import places_left
from tests.builders import at, hours

steady = settings(max_examples=80)

DAYS_MIN = 3 * 24 * 60


def behind(waiting_min: float) -> Wait:
    return Wait(waiting_min * 60, waiting_min * 90, 0, 300, 600)


@steady
@given(
    minute=st.integers(0, 24 * 60),
    fewer=st.floats(0, DAYS_MIN),
    more=st.floats(0, DAYS_MIN),
    margin=st.floats(0, 1),
)
def test_places_never_grow_when_more_wait(minute: int, fewer: float, more: float, margin: float) -> None:
    now = at("00:00") + timedelta(minutes=minute)

    before = places_left(behind(fewer), hours(), now=now, margin=margin)
    after = places_left(behind(fewer + more), hours(), now=now, margin=margin)

    assert (before is None) == (after is None)
    assert after is None or before is None or after <= before
