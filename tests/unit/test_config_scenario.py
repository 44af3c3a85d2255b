"""A scenario is read, and what cannot be simulated is refused in sentences."""

from pathlib import Path

import pytest

from config import scenario as described
from config.load import hanoi_path, load_network

NETWORK = load_network(hanoi_path())
GOOD = """
days = 2
classes = { priority = 0.1 }
[[policies]]
name = "nothing"
[branches.cau-giay]
visits = 100
mix = { land = 1 }
staff = [{ count = 3, enabled = ["land"] }]
"""


def read(tmp_path: Path, text: str) -> described.Scenario:
    file = tmp_path / "scenario.toml"
    file.write_text(text, encoding="utf-8")
    return described.read(file, NETWORK)


def test_the_scenario_of_hanoi_fits_its_network() -> None:
    scenario = described.read(Path(described.__file__).parent / "hanoi" / "scenario.toml", NETWORK)

    assert len(scenario.branches) == 12
    assert sum(staff.count for load in scenario.branches.values() for staff in load.staff) > 100


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("branches.cau-giay", "branches.cau-giai", "the network has no branch cau-giai"),
        ("count = 3", "count = 0", "staff.0.count: Input should be greater than or equal to 1"),
        ("days = 2", "break_min = -1", "break_min: Input should be greater than or equal to 0"),
        ("count = 3", "count = 400", "count"),
        ("count = 3", "count = 90", "counters for 90 officers"),
        ("visits = 100", "visits = -5", "visits: Input should be greater than 0"),
        ('enabled = ["land"]', 'enabled = ["social"]', "nobody serves land"),
        ("land = 1", "moon = 1", "has no service moon"),
        ("priority = 0.1", "vip = 0.1", "no priority class vip"),
        (
            'name = "nothing"',
            'name = "nothing"\nmoves = [{ origin = "cau-giay", to = "ha-dong", count = 1 }]',
            "ha-dong",
        ),
        ("days = 2", "dais = 2", "dais"),
        ("days = 2", "days = ", "is no TOML"),
    ],
)
def test_what_cannot_be_simulated_is_refused_in_a_sentence(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(described.ScenarioError, match=told.replace(".", r"\.")):
        read(tmp_path, GOOD.replace(old, new))


def test_a_good_scenario_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD).branches["cau-giay"].staff[0].count == 3
