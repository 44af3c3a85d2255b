"""What is fixed about a branch: what it offers, which classes it knows, which counters a zone has?"""

import pytest

from server.domain.branch import CounterPlan, Network
from server.domain.refusals import UnknownPriority, UnknownService
from tests.builders import a_branch, a_service


def test_a_service_is_found_by_its_code() -> None:
    land = a_service("land", letter="Q")

    assert a_branch(services={"land": land}).service("land") is land


def test_a_service_that_is_not_accepted_here_is_named() -> None:
    with pytest.raises(UnknownService) as refused:
        a_branch("tay-ho").service("business")

    assert (refused.value.branch, refused.value.service) == ("tay-ho", "business")
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


@pytest.mark.parametrize(
    ("typed", "number"),
    [("q 7", None), ("q 007", "Q0007"), ("Q0007", "Q0007"), ("Q00765", "Q0765"), ("B007", "B007"), ("", None)],
)
def test_a_typed_number_has_the_digits_of_its_service(typed: str, number: str | None) -> None:
    branch = a_branch(services={"land": a_service("land", letter="Q", digits=4)})

    assert branch.number(typed) == number


@pytest.mark.parametrize(("asked", "means"), [(None, "ordinary"), ("ordinary", "ordinary"), ("elderly", "elderly")])
def test_no_class_means_the_ordinary_one(asked: str | None, means: str) -> None:
    assert a_branch().priority(asked) == means


@pytest.mark.parametrize("asked", ["", "Elderly", "vip"])
def test_a_class_that_the_network_does_not_have_is_named(asked: str) -> None:
    with pytest.raises(UnknownPriority) as refused:
        a_branch().priority(asked)

    assert refused.value.priority == asked


@pytest.mark.parametrize(
    ("counter", "zone", "inside"),
    [
        ("1", "hall-a", True),
        ("3", "hall-a", False),
        (None, "hall-a", False),
        ("3", None, True),
        (None, None, True),
        ("3", "a zone that was renamed", True),
    ],
)
def test_a_zone_has_its_counters_and_no_zone_has_all(counter: str | None, zone: str | None, inside: bool) -> None:
    branch = a_branch(zones={"hall-a": ("1", "2")})

    assert branch.in_zone(counter, zone) is inside


def test_a_network_finds_its_branches_by_code() -> None:
    branch = a_branch("tay-ho")

    assert Network("v1", {"tay-ho": branch}).branches["tay-ho"] is branch


def test_a_service_asks_for_no_skill_and_no_order_unless_it_is_said() -> None:
    service = a_service("land")

    assert (service.level, service.after, service.outcomes) == (1, (), {})


def test_a_counter_takes_nothing_beside_its_own_services_unless_it_is_said() -> None:
    plan = CounterPlan(("land",))

    assert (plan.services, plan.overflow, plan.suits) == (("land",), (), ())
