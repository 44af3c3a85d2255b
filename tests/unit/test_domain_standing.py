"""Does a branch stop and go on only where that makes sense, and is what was decided kept as it was?"""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.refusals import (
    BranchNotPaused,
    BranchPaused,
    IntakeClosed,
    IntakeOpen,
    ServiceIntakeClosed,
    ServiceIntakeOpen,
)
from server.domain.standing import RESUMED_TOLD_FOR, Intake, Pause, Standing, Stop
from tests.builders import NINE, TUESDAY, minutes

WEDNESDAY = TUESDAY + timedelta(days=1)
AT_WORK = Standing()


@pytest.mark.parametrize("reason", Pause)
def test_a_pause_holds_calls_and_numbers_until_it_is_over(reason: Pause) -> None:
    paused = AT_WORK.pause("b", reason, now=NINE)

    with pytest.raises(BranchPaused):
        paused.require_calling("b")
    with pytest.raises(BranchPaused):
        paused.require_intake("b", day=TUESDAY, at=NINE)
    # A number that a kiosk gave before, and hands over only now, was given in time.
    paused.require_intake("b", day=TUESDAY, at=NINE - minutes(1))
    again = paused.resume("b", now=NINE + minutes(5))
    again.require_calling("b")
    again.require_intake("b", day=TUESDAY, at=NINE + minutes(5))


@pytest.mark.parametrize(("before", "after"), list(product(Pause, Pause)))
def test_a_pause_may_become_another_one_but_not_the_same(before: Pause, after: Pause) -> None:
    paused = AT_WORK.pause("b", before, now=NINE)

    if before is after:
        with pytest.raises(BranchPaused):
            paused.pause("b", after, now=NINE)
    else:
        assert paused.pause("b", after, now=NINE).paused is after


def test_what_is_not_so_cannot_be_ended() -> None:
    with pytest.raises(BranchNotPaused):
        AT_WORK.resume("b", now=NINE)
    with pytest.raises(IntakeOpen):
        AT_WORK.open_intake("b", day=TUESDAY)


@pytest.mark.parametrize("reason", Intake)
def test_intake_ends_for_its_day_alone_and_nobody_who_has_a_number_is_held(reason: Intake) -> None:
    closed = AT_WORK.close_intake("b", reason, day=TUESDAY, now=NINE)

    closed.require_calling("b")
    closed.require_intake("b", day=TUESDAY, at=NINE - minutes(1))
    closed.require_intake("b", day=WEDNESDAY, at=NINE + timedelta(days=1))
    with pytest.raises(IntakeClosed):
        closed.require_intake("b", day=TUESDAY, at=NINE)
    with pytest.raises(IntakeClosed):
        closed.close_intake("b", reason, day=TUESDAY, now=NINE)
    assert closed.open_intake("b", day=TUESDAY).intake_on(TUESDAY) is None


@pytest.mark.parametrize("reason", Intake)
def test_the_intake_of_a_service_ends_for_its_day_and_for_no_other_service(reason: Intake) -> None:
    closed = AT_WORK.close_service("b", "land", reason, day=TUESDAY, now=NINE)

    closed.require_intake("b", day=TUESDAY, at=NINE)
    closed.require_service("b", "results", day=TUESDAY, at=NINE)
    closed.require_service("b", "land", day=TUESDAY, at=NINE - minutes(1))
    closed.require_service("b", "land", day=WEDNESDAY, at=NINE + timedelta(days=1))
    with pytest.raises(ServiceIntakeClosed):
        closed.require_service("b", "land", day=TUESDAY, at=NINE)
    with pytest.raises(ServiceIntakeClosed):
        closed.close_service("b", "land", reason, day=TUESDAY, now=NINE)
    assert closed.open_service("b", "land", day=TUESDAY).services == {}
    with pytest.raises(ServiceIntakeOpen):
        closed.open_service("b", "land", day=WEDNESDAY)


def test_the_hall_is_told_of_the_resumption_for_a_while() -> None:
    again = AT_WORK.pause("b", Pause.EVACUATION, now=NINE).resume("b", now=NINE)

    assert again.has_just_resumed(NINE)
    assert not again.has_just_resumed(NINE + RESUMED_TOLD_FOR)
    assert not again.pause("b", Pause.EVACUATION, now=NINE).has_just_resumed(NINE)


instants = st.none() | st.timedeltas(timedelta(0), timedelta(days=9)).map(lambda ago: NINE + ago)


@given(
    st.builds(
        Standing,
        paused=st.none() | st.sampled_from(Pause),
        paused_at=instants,
        resumed_at=instants,
        intake=st.none() | st.sampled_from(Intake),
        intake_at=instants,
        day=st.none() | st.just(TUESDAY),
        services=st.dictionaries(
            st.sampled_from(["land", "results"]),
            st.builds(Stop, reason=st.sampled_from(Intake), at=st.just(NINE), day=st.just(TUESDAY)),
        ),
    )
)
def test_what_was_decided_is_read_as_it_was_kept(standing: Standing) -> None:
    assert Standing.from_json(standing.as_json()) == standing
