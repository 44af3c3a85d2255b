"""Which services may this counter take now?"""

import pytest

from server.domain.refusals import Forbidden, UnknownService
from server.domain.skills import services_to_open
from tests.builders import a_service

OFFERED = {
    "land": a_service("land", level=2),
    "results": a_service("results"),
    "guidance": a_service("guidance", level=3),
}


@pytest.mark.parametrize(
    "skills", [None, {"land": 2, "results": 1}, {"land": 3, "results": 3}, {"land": 2, "results": 1, "business": 1}]
)
def test_what_was_asked_for_is_served_in_that_order_and_once(skills: dict[str, int] | None) -> None:
    asked = ["results", "land", "results"]

    assert services_to_open(asked, branch="tay-ho", offered=OFFERED, skills=skills) == ("results", "land")


def test_a_service_that_the_branch_lacks_is_named() -> None:
    with pytest.raises(UnknownService) as refused:
        services_to_open(["land", "business"], branch="tay-ho", offered=OFFERED, skills=None)

    assert (refused.value.branch, refused.value.service) == ("tay-ho", "business")


@pytest.mark.parametrize("skills", [{}, {"results": 3}, {"land": 1, "results": 1}, {"land": 2}, {"business": 3}])
def test_a_service_outside_the_officers_skills_or_above_their_level_is_refused(skills: dict[str, int]) -> None:
    with pytest.raises(Forbidden) as refused:
        services_to_open(["results", "land"], branch="tay-ho", offered=OFFERED, skills=skills)

    assert refused.value.role == "officer"


def test_a_service_that_does_not_exist_is_told_before_a_skill_that_is_missing() -> None:
    with pytest.raises(UnknownService):
        services_to_open(["land", "business"], branch="tay-ho", offered=OFFERED, skills={})
