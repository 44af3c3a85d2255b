"""Is each mistake in a network file told with its line and what to do?"""

from pathlib import Path

import pytest

from config.load import NetworkFileError, load_network

GOOD = """\
name = { vi = "Mạng", en = "Network", fr = "Réseau" }

[hours]
mon = [["08:00", "12:00"], ["13:00", "17:00"]]

[hours.days]
2027-01-01 = []

[[services]]
code = "land"
letter = "T"
names = { vi = "Đất đai", en = "Land", fr = "Foncier" }
target_min = 15

[[services]]
code = "results"
letter = "W"
names = { vi = "Kết quả", en = "Results", fr = "Résultats" }
target_min = 4

[[branches]]
code = "tay-ho"
names = { vi = "Tây Hồ", en = "Tây Hồ", fr = "Tây Hồ" }
lat = 21.0
lon = 105.8
counters = 4
zones = [{ code = "a", names = { vi = "A", en = "A", fr = "A" }, counters = ["1", "2"] }]

[[branches]]
code = "xuan-la"
kind = "service_point"
parent = "tay-ho"
names = { vi = "Xuân La", en = "Xuân La", fr = "Xuân La" }
lat = 21.0
lon = 105.8

[[branches.counters]]
code = "1"
services = ["land"]
"""

MISTAKES = {
    "a misspelt key": (
        "target_min = 15",
        "target_minutes = 15",
        13,
        "services.0.target_minutes",
        "correct its spelling",
    ),
    "a missing key": ("target_min = 4\n", "", 15, "services.1.target_min", "add it"),
    "a letter twice": ('letter = "W"', 'letter = "T"', 17, "letter T stands there twice", "give each"),
    "a small letter": ('letter = "W"', 'letter = "w"', 17, "services.1.letter", "one capital letter"),
    "a code with a space": ('code = "land"', 'code = "lan d"', 10, "services.0.code", "letters, digits and hyphens"),
    "a service twice": ('code = "results"', 'code = "land"', 16, "code land stands there twice", "give each"),
    "ranges that overlap": ('"12:00"], ["13:00"', '"13:30"], ["13:00"', 4, "hours.mon", "do not overlap"),
    "a special day turned round": (
        "2027-01-01 = []",
        '2027-01-01 = [["12:00", "08:00"]]',
        7,
        "2027-01-01",
        "earlier to later",
    ),
    "a service point without a branch": ('parent = "tay-ho"\n', "", 29, "branches.1.parent", "names its branch"),
    "an unknown parent": ('parent = "tay-ho"', 'parent = "tay-hoo"', 32, "no branch tay-hoo", "correct the name"),
    "an unknown service at a counter": (
        '["land"]',
        '["lamd"]',
        39,
        "counter 1: there is no service here lamd",
        "add it",
    ),
    "a zone with an unknown counter": ('["1", "2"]', '["1", "9"]', 27, "zone a: there is no counter 9", "correct"),
    "no counters": ("counters = 4\nzones", "counters = []\nzones", 26, "at least one counter", "at least one counter"),
    "a latitude off the globe": ("lat = 21.0", "lat = 210.0", 24, "branches.0.lat", "less than or equal to 90"),
}


def told(tmp_path: Path, source: str) -> str:
    path = tmp_path / "network.toml"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(NetworkFileError) as refused:
        load_network(path)
    return str(refused.value)


def test_the_file_that_the_mistakes_are_put_into_is_good(tmp_path: Path) -> None:
    path = tmp_path / "network.toml"
    path.write_text(GOOD, encoding="utf-8")

    network = load_network(path)

    assert [branch.code for branch in network.branches] == ["tay-ho", "xuan-la"]
    assert [counter.code for counter in network.branches[0].counters] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_file_line_place_and_advice(tmp_path: Path, mistake: str) -> None:
    before, after, line, where, advice = MISTAKES[mistake]
    assert before in GOOD

    said = told(tmp_path, GOOD.replace(before, after, 1))

    assert f"network.toml:{line}: " in said
    assert where in said
    assert advice in said


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    source = GOOD.replace("target_min = 15", "target_min = 0").replace("lat = 21.0", "lat = 210.0")

    said = told(tmp_path, source)

    assert [line.split(":")[1] for line in said.splitlines()] == ["13", "24", "34"]


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    said = told(tmp_path, GOOD.replace('letter = "W"', "letter = W"))

    assert "network.toml:17: " in said


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NetworkFileError, match="name another file with --config"):
        load_network(tmp_path / "none.toml")


PROCEDURE = """\
[[procedures]]
code = "birth"
service = "{service}"
names = {{ vi = "Khai sinh", en = "Birth", fr = "Naissance" }}
"""


def with_procedures(folder: Path, procedures: str) -> Path:
    (folder / "procedures.toml").write_text(procedures, encoding="utf-8")
    network = folder / "network.toml"
    network.write_text('procedures = "procedures.toml"\n' + GOOD, encoding="utf-8")
    return network


def test_procedures_stand_in_a_file_beside_which_the_network_file_names(tmp_path: Path) -> None:
    network = load_network(with_procedures(tmp_path, PROCEDURE.format(service="land")))

    assert [(one.code, one.service, one.documents.vi) for one in network.procedures] == [("birth", "land", ())]


@pytest.mark.parametrize(
    ("procedures", "told"),
    [
        (
            PROCEDURE.format(service="moon"),
            "network.toml:1: procedures.0.service: procedure birth: there is no service moon",
        ),
        (PROCEDURE.format(service="land") * 2, "procedures.toml:6: procedures.1.code: code birth stands there twice"),
        (PROCEDURE.format(service="land").replace("names", "nams"), "procedures.toml:1: procedures.0.names: this key"),
        ("[[procedures]", "procedures.toml:1: this is no TOML"),
    ],
)
def test_a_mistake_among_the_procedures_is_told_with_its_file_and_line(
    tmp_path: Path, procedures: str, told: str
) -> None:
    with pytest.raises(NetworkFileError) as error:
        load_network(with_procedures(tmp_path, procedures))

    assert told in str(error.value)


@pytest.mark.parametrize(
    ("services", "told"),
    [
        ('["land"]', "service results is in no group"),
        ('["land", "results", "moon"]', "there is no service moon"),
    ],
)
def test_groups_of_a_kiosk_hold_each_service_once(tmp_path: Path, services: str, told: str) -> None:
    group = f"""
[[kiosk.groups]]
code = "all"
names = {{ vi = "Tất cả", en = "All", fr = "Tout" }}
services = {services}
"""
    file = tmp_path / "network.toml"
    file.write_text(GOOD + group, encoding="utf-8")

    with pytest.raises(NetworkFileError) as error:
        load_network(file)

    assert told in str(error.value)


def test_a_file_of_procedures_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    network = with_procedures(tmp_path, "")
    (tmp_path / "procedures.toml").unlink()

    with pytest.raises(NetworkFileError, match=r"procedures\.toml: cannot be read .*put it beside the network file"):
        load_network(network)
