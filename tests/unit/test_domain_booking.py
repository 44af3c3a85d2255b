"""Is a code of an appointment read as it was meant, and no other?"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.booking import LENGTH, SIGNS, Booking, BookingState, new_code, read_code, written_code
from server.domain.refusals import BadBookingCode
from tests.builders import at

codes = st.builds(lambda _: new_code(), st.integers())
places = st.integers(0, LENGTH - 1)


def test_no_sign_is_taken_for_another() -> None:
    assert len(SIGNS) == 31
    assert not set(SIGNS) & set("01ILO")


@given(codes)
def test_a_code_is_read_however_it_is_written(code: str) -> None:
    for typed in (code, written_code(code), code.lower(), f" {code[:2]} {code[2:]} "):
        assert read_code(typed) == code


@given(code=codes, place=places, sign=st.sampled_from(SIGNS))
def test_one_wrong_sign_makes_no_other_code(code: str, place: int, sign: str) -> None:
    wrong = code[:place] + sign + code[place + 1 :]
    if wrong == code:
        return

    with pytest.raises(BadBookingCode):
        read_code(wrong)


@given(code=codes, one=places, other=places)
def test_two_signs_that_were_swapped_make_no_other_code(code: str, one: int, other: int) -> None:
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]
    if signs == list(code):
        return

    with pytest.raises(BadBookingCode):
        read_code("".join(signs))


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDEFGHJ", "0000-0000", "ÁBCD-EFGH", "2222-2223"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(BadBookingCode):
        read_code(typed)


@pytest.mark.parametrize(
    ("more", "now", "state"),
    [
        ({}, at("10:10"), BookingState.BOOKED),
        ({}, at("10:11"), BookingState.MISSED),
        ({"ticket_id": "1"}, at("10:11"), BookingState.ARRIVED),
        ({"cancelled_at": at("09:00")}, at("10:11"), BookingState.CANCELLED),
    ],
)
def test_an_appointment_is_missed_once_its_grace_is_over(more: dict[str, Any], now: datetime, state: str) -> None:
    booking = Booking(
        code="A", branch="b", service="land", slot=at("10:00"), language="vi", made_at=at("08:00"), **more
    )

    assert booking.state(now=now, grace=timedelta(minutes=10)) == state
