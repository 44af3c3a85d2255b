"""Is everything that paper and printers say there in all three languages?"""

from typing import get_args

import pytest

from config.texts import LANGUAGES, area, text
from printers.print_job import Reason
from printers.simulated.faults import FAULTS
from printers.status import Condition

VALUES = {
    "zone": {"zone": "Sảnh A"},
    "issued": {"time": "10:42", "day": "24", "month": "11", "year": "2026", "weekday": "2"},
    "day": {"day": "24", "month": "11", "year": "2026", "weekday": "2"},
    "ahead": {"ahead": 12},
    "wait": {"low": 41, "high": 63},
    "wait-exact": {"high": 63},
    "wait-at-most": {"high": 63},
    "back": {"time": "08:20"},
    "draw": {"time": "07:30"},
    "reprinted": {"time": "09:17"},
    "appointed": {"time": "10:30"},
}


@pytest.mark.parametrize("name", ["ticket", "printer"])
def test_all_languages_say_the_same_things(name: str) -> None:
    vietnamese, *others = (area(name, language) for language in LANGUAGES)

    for other in others:
        assert other.keys() == vietnamese.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_value_of_a_ticket_is_lost_in_its_words(language: str) -> None:
    for key in area("ticket", language):
        values = VALUES.get(key, {})
        said = text(f"ticket.{key}", language, **values)

        assert "{" not in said
        for name, value in values.items():
            assert name == "weekday" or str(value) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_condition_and_reason_has_words(language: str) -> None:
    reasons = {reason for group in get_args(Reason) for reason in get_args(group) or (group,)}
    conditions = set(get_args(Condition))

    for fault in FAULTS:
        assert text(f"printer.fault.{fault}", language)
    for condition in conditions:
        assert text(f"printer.condition.{condition}", language)
    for reason in reasons - conditions:
        assert text(f"printer.reason.{reason}", language)


@pytest.mark.parametrize(
    ("language", "ahead", "says"),
    [
        ("vi", 0, "Phía trước chưa có ai chờ"),
        ("vi", 1200, "Phía trước còn khoảng 1.200 người"),
        ("en", 1, "About 1 person ahead of you"),
        ("en", 12, "About 12 people ahead of you"),
        ("fr", 1, "Environ 1 personne devant vous"),
    ],
)
def test_people_ahead_are_counted_as_the_language_counts(language: str, ahead: int, says: str) -> None:
    assert text("ticket.ahead", language, ahead=ahead) == says
