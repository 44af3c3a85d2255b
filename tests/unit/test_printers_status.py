"""Is a printer's condition read rightly from its status bytes? Rows marked (e) are what emupos 0.4.0 answered."""

import pytest

from printers.simulated.faults import Fault, real_time_status
from printers.status import PRINTS, condition

FINE = (0x12, 0x12, 0x12, 0x12)


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (FINE, "ok"),  # (e)
        ((0x12, 0x12, 0x12, 0x1E), "near-end"),  # (e)
        ((0x1A, 0x32, 0x12, 0x7E), "paper-out"),  # (e)
        ((0x1A, 0x16, 0x12, 0x12), "cover-open"),  # (e)
        ((0x1A, 0x12, 0x12, 0x12), "offline"),  # (e)
        ((0x1A, 0x52, 0x1A, 0x12), "cutter-error"),
        ((0x1A, 0x52, 0x32, 0x12), "error"),
        ((0x1A, 0x52, 0x12, 0x12), "error"),
        ((0x16, 0x12, 0x12, 0x12), "ok"),  # only the drawer's pin
    ],
)
def test_four_status_bytes_are_one_condition(answers: tuple[int, ...], says: str) -> None:
    assert condition(dict(enumerate(answers, 1))) == says


@pytest.mark.parametrize("missing", [1, 2, 3, 4])
def test_a_question_without_an_answer_is_never_fine(missing: int) -> None:
    answers = {question: byte for question, byte in enumerate(FINE, 1) if question != missing}

    assert condition(answers) == "unknown"


def test_trouble_is_told_even_when_another_question_got_no_answer() -> None:
    assert condition({1: 0x1A, 2: 0x16}) == "cover-open"


@pytest.mark.parametrize("stray", [0x00, 0x37, 0x0C, 0x10, 0xFF])
def test_a_byte_without_the_fixed_bits_is_no_answer(stray: int) -> None:
    assert condition({1: 0x12, 2: 0x12, 3: 0x12, 4: stray}) == "unknown"


def test_only_a_printer_that_is_well_may_be_sent_a_job() -> None:
    assert frozenset({"ok", "near-end"}) == PRINTS


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("near-end", "near-end"),
        ("paper-out", "paper-out"),
        ("cover-open", "cover-open"),
        ("offline", "offline"),
        ("cutter", "cutter-error"),
    ],
)
def test_the_simulated_printer_says_each_fault_so_that_it_is_understood(fault: Fault, says: str) -> None:
    answers = {question: real_time_status(question, {fault})[0] for question in (1, 2, 3, 4)}

    assert condition(answers) == says
