"""Is the Hanoi example what the contract says?"""

from datetime import time

import pytest

from config.load import hanoi_path, load_network
from config.network import Network

SERVICES = {"certification", "civil-status", "land", "business", "construction", "social", "results", "guidance"}


@pytest.fixture(scope="module")
def hanoi() -> Network:
    return load_network(hanoi_path())


def test_it_has_the_twelve_branches_and_at_least_thirty_service_points_and_says_that_it_is_illustrative(
    hanoi: Network,
) -> None:
    branches = [branch.code for branch in hanoi.branches if branch.kind == "branch"]
    points = [branch for branch in hanoi.branches if branch.kind == "service_point"]

    assert branches == [
        "tay-ho", "cau-giay", "dong-da", "hoang-mai", "tu-liem", "long-bien",
        "ha-dong", "hoai-duc", "son-tay", "dong-anh", "thanh-tri", "ung-hoa",
    ]  # fmt: skip
    assert len(points) >= 30
    assert {point.parent for point in points} == set(branches)
    assert hanoi.illustrative


def test_every_place_has_counters_enough(hanoi: Network) -> None:
    tay_ho = hanoi.branches[0]

    assert [counter.code for counter in tay_ho.counters][:30] == [str(number) for number in range(1, 31)]
    assert all(len(branch.counters) >= 4 for branch in hanoi.branches)


def test_it_has_the_eight_services_with_letters_of_their_own_and_land_has_four_digits(hanoi: Network) -> None:
    digits = {service.code: service.digits for service in hanoi.services}

    assert set(digits) == SERVICES
    assert len({service.letter for service in hanoi.services}) == 8
    assert digits["land"] == 4


def test_all_places_accept_everything_on_a_tuesday_at_nine(hanoi: Network) -> None:
    for branch in hanoi.branches:
        hours = branch.hours or hanoi.hours
        assert any(start <= time(9) < end for start, end in hours.tue), branch.code
        assert not branch.services


def test_every_branch_has_a_kiosk_and_every_room_a_display(hanoi: Network) -> None:
    for branch in hanoi.branches:
        if branch.kind == "branch":
            kinds = [device.kind for device in branch.devices]
            shown = {device.zone for device in branch.devices if device.kind == "display"}
            assert "kiosk" in kinds
            assert shown == ({zone.code for zone in branch.zones} or {None})


def test_a_network_survives_being_kept_as_json(hanoi: Network) -> None:
    again = Network.model_validate_json(hanoi.model_dump_json())

    assert again == hanoi
