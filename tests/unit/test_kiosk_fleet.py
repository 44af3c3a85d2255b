"""Does a fleet file that cannot be used say what to do?"""

import json
from pathlib import Path

import pytest

from kiosk.fleet import FleetFileError, Place, read_fleet

GOOD = {"branch": "tay-ho", "port": 8081, "token": "t", "printer": "tcp://127.0.0.1:9100"}
OTHER = GOOD | {"port": 8082, "printer": "tcp://127.0.0.1:9101"}


def a_file(folder: Path, written: object) -> Path:
    file = folder / "fleet.json"
    file.write_text(written if isinstance(written, str) else json.dumps(written), encoding="utf-8")
    return file


def test_each_entry_is_a_kiosk_with_a_folder_of_its_own(tmp_path: Path) -> None:
    places = read_fleet(a_file(tmp_path, [GOOD, OTHER | {"more": "is passed over"}]))

    assert places[0] == Place("tay-ho", 8081, "t", "tcp://127.0.0.1:9100")
    assert [place.folder for place in places] == ["tay-ho-8081", "tay-ho-8082"]
    assert (places[0].address.host, places[0].address.port) == ("127.0.0.1", 9100)


def test_one_kiosks_printer_may_be_the_backup_of_another(tmp_path: Path) -> None:
    each_other = [
        GOOD | {"printer": "tcp://127.0.0.1:9100,tcp://127.0.0.1:9101"},
        OTHER | {"printer": "tcp://127.0.0.1:9101,tcp://127.0.0.1:9100"},
    ]

    places = read_fleet(a_file(tmp_path, each_other))

    assert [place.address.name for place in places] == ["tcp://127.0.0.1:9100", "tcp://127.0.0.1:9101"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{", "cannot be read as JSON"),
        ("[]", "one at least"),
        ({"kiosks": []}, "a list of kiosks"),
        ([7], "kiosk 1: write an object"),
        ([GOOD, {"branch": "tay-ho"}], "kiosk 2: port is missing"),
        ([GOOD | {"port": "8081"}], "'8081' is no port"),
        ([GOOD | {"port": 0}], "0 is no port"),
        ([GOOD | {"token": 7}], "token must be a text"),
        ([GOOD | {"branch": ""}], "branch must be a text"),
        ([GOOD | {"printer": "usb://1"}], "write tcp://HOST:PORT"),
        ([GOOD, OTHER | {"port": 8081}], "port 8081 to several kiosks"),
        ([GOOD, GOOD | {"port": 8082}], "printer tcp://127.0.0.1:9100 to several kiosks"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, written: object, told: str) -> None:
    file = a_file(tmp_path, written)

    with pytest.raises(FleetFileError, match=r"fleet\.json") as refused:
        read_fleet(file)

    assert told in str(refused.value)
