"""Does a fleet file that cannot be used say what to do?"""

import json
from pathlib import Path

import pytest

from kiosk.fleet import FleetFileError, Place, read_fleet

GOOD = {"branch": "tay-ho", "port": 8081, "token": "t", "printer": "tcp://127.0.0.1:9100"}


def a_file(folder: Path, written: object) -> Path:
    file = folder / "fleet.json"
    file.write_text(written if isinstance(written, str) else json.dumps(written), encoding="utf-8")
    return file


def test_each_entry_is_a_kiosk_with_a_folder_of_its_own(tmp_path: Path) -> None:
    places = read_fleet(a_file(tmp_path, [GOOD, GOOD | {"port": 8082, "more": "is passed over"}]))

    assert places[0] == Place("tay-ho", 8081, "t", "tcp://127.0.0.1:9100")
    assert [place.folder for place in places] == ["tay-ho-8081", "tay-ho-8082"]
    assert (places[0].address.host, places[0].address.port) == ("127.0.0.1", 9100)


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
        ([GOOD, GOOD], "port 8081 to several kiosks"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, written: object, told: str) -> None:
    file = a_file(tmp_path, written)

    with pytest.raises(FleetFileError, match=r"fleet\.json") as refused:
        read_fleet(file)

    assert told in str(refused.value)
