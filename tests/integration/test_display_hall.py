"""What does the hall view tell a display beside calls, and are its sounds there, slower or short where asked for?"""

import io
import wave
from collections.abc import Iterator
from typing import Any

import pytest

from config.network import Network
from display.clips import Clips
from display.manner import LONG_S, SHOW_S
from display.speaker import Speaker
from server.database import network_rows
from server.push.ahead import Ahead, calls_to_come
from server.push.seen import picture_of
from tests.integration.databases import DESCRIBED, HERE
from tests.integration.office import Office

NOTICE = {
    "code": "land",
    "texts": {"vi": "Nhận hồ sơ đất đai đến 16 giờ 30.", "en": "Land until half past four.", "fr": "Foncier."},
    "daily": ["08:00", "16:30"],
    "spoken_every_min": 30,
}


def hall(office: Office) -> dict[str, Any]:
    view: dict[str, Any] = office.client().get(f"/branches/{HERE}/hall")
    return view


def seconds(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as told:
        return told.getnframes() / told.getframerate()


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clips]:
    """A speech process that ends with the file's tests; what it has said once is kept for the next."""
    speaker = Speaker()
    yield Clips(tmp_path_factory.mktemp("clips"), speaker)
    speaker.close()


@pytest.fixture(autouse=True)
def _voice(office: Office, clips: Clips) -> None:
    office.rooms.clip = clips.of


@pytest.fixture
def opened(office: Office) -> Office:
    office.client("officer").does("1", "open", {"services": ["land"]})
    return office


def called(office: Office, **ticket: object) -> dict[str, Any]:
    office.client("greeter").take("land", **ticket)
    office.client("officer").does("1", "call-next")
    newest: dict[str, Any] = hall(office)["calls"][0]
    return newest


def clip(office: Office, address: str) -> bytes:
    answer = office.client().send("GET", address)
    assert answer.status_code == 200, answer.text
    return answer.data


def test_a_call_of_somebody_with_a_need_is_slower_longer_on_the_screen_and_says_nothing_of_it(opened: Office) -> None:
    plain = called(opened)
    needy = called(opened, needs=["deaf"])

    assert (plain["show_s"], needy["show_s"]) == (SHOW_S, LONG_S)
    assert seconds(clip(opened, needy["clips"][0])) > 1.1 * seconds(clip(opened, plain["clips"][0]))
    assert "deaf" not in str(hall(opened))


@pytest.mark.parametrize("need", ["low-vision", "deaf"])
def test_who_sees_or_hears_badly_is_called_twice_in_one_clip(opened: Office, need: str) -> None:
    plain = called(opened, priority="priority")
    twice = called(opened, needs=[need])

    assert seconds(clip(opened, twice["clips"][0])) > 1.7 * seconds(clip(opened, plain["clips"][0]))
    assert plain["show_s"] == twice["show_s"]


def test_the_short_form_of_a_call_is_number_and_counter_alone(opened: Office) -> None:
    call = called(opened)

    whole, short = (clip(opened, call["clips"][0] + form) for form in ("", "?form=short"))

    assert seconds(short) < 0.8 * seconds(whole)


def test_who_speaks_another_language_is_called_in_it_and_then_in_the_branchs(opened: Office) -> None:
    home, guest = called(opened, language="vi"), called(opened, language="fr")

    heard = [clip(opened, address) for address in guest["clips"]]
    unknown = opened.client().send("GET", f"{guest['clips'][0]}?language=xx")

    assert len(home["clips"]) == 1
    assert [address.partition("?")[2] for address in guest["clips"]] == ["", "language=vi"]
    assert heard[0] != heard[1]
    assert unknown.status_code == 404


def test_the_view_tells_counters_waits_and_how_the_screen_is_read(opened: Office) -> None:
    opened.client("greeter").take("land")

    view = hall(opened)

    desk = next(row for row in view["counters"] if row["code"] == "1")
    land = next(row for row in view["by_service"] if row["service"] == "land")
    assert (desk["state"], desk["services"], desk["number"]) == ("open", ["land"], None)
    assert 0 <= land["wait_low_s"] < land["wait_high_s"]
    assert view["screen"] == {
        "read_from_m": 10.0,
        "screen_inch": 55.0,
        "say_within_s": 60,
        "volume": 100,
        "volumes": [],
    }


def test_lunch_is_written_and_said_in_three_languages_and_a_working_hour_says_nothing(office: Office) -> None:
    before = hall(office)["notices"]
    office.go_to("2026-11-24T12:30+07:00")

    (lunch,) = hall(office)["notices"]

    assert before == []
    assert (lunch["kind"], lunch["opens_at"][11:16]) == ("lunch", "13:00")
    assert set(lunch["texts"]) == {"vi", "en", "fr"}
    assert [seconds(clip(office, address)) > 2 for address in lunch["clips"]] == [True] * 3


def test_before_opening_the_hall_reads_when_to_be_back_and_no_longer_that_it_is_closed(office: Office) -> None:
    rules = DESCRIBED.get("rules", {}) | {"door_from_min": 90, "door_draw_min": 0}
    network_rows.apply(office.store.engine, Network.model_validate({**DESCRIBED, "rules": rules}))
    office.store.refresh()
    office.go_to("2026-11-25T06:00+07:00")
    night = hall(office)["notices"]
    office.go_to("2026-11-25T06:40+07:00")
    back = max(office.client("kiosk").take()["back_at"] for _ in range(3))

    notices = hall(office)["notices"]

    assert [one["kind"] for one in night] == ["door_soon", "closed"]
    assert [(one["kind"], one["clips"], one["opens_at"]) for one in notices] == [
        ("door_now", [], None),
        ("door_back", [], None),
    ]
    assert all("08:00" in said for said in notices[0]["texts"].values())
    assert all(back[11:16] in said for said in notices[1]["texts"].values())


def test_a_notice_of_the_network_file_stands_in_its_hours_and_only_then_has_a_sound(office: Office) -> None:
    network_rows.apply(office.store.engine, Network.model_validate({**DESCRIBED, "notices": [NOTICE]}))
    office.store.refresh()

    (notice,) = hall(office)["notices"]
    heard = office.client().send("GET", notice["clips"][0])
    office.go_to("2026-11-24T16:31+07:00")
    later = office.client().send("GET", notice["clips"][0])

    assert (notice["kind"], notice["every_s"], notice["texts"]) == ("notice", 1800, NOTICE["texts"])
    assert (heard.status_code, later.status_code) == (200, 404)
    assert all(one["kind"] != "notice" for one in hall(office)["notices"])


def test_the_clip_of_the_next_call_is_there_before_the_call(opened: Office) -> None:
    opened.client("greeter").take("land", needs=["low-vision"])
    opened.screen("/hall").watch(branch=HERE)
    made: list[object] = []
    render = opened.rooms.clip
    opened.rooms.clip = lambda said: (made.append(said), render(said))[1]
    with opened.store.read() as connection:
        (expected,) = calls_to_come(picture_of(connection, opened.rooms, HERE))

    ahead = Ahead(opened.rooms, opened.hub.watchers, sleep=lambda _: None)
    ahead.make(HERE)
    ahead.make(HERE)
    opened.client("officer").does("1", "call-next")
    asked = hall(opened)["calls"][0]
    clip(opened, asked["clips"][0])

    assert made == [expected, expected]


def test_a_hall_where_nothing_changed_is_not_looked_at_closely_again(
    opened: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.client("greeter").take("land")
    opened.screen("/hall").watch(branch=HERE)
    looks: list[str] = []
    monkeypatch.setattr("server.push.ahead.picture_of", lambda *told: (looks.append(told[-1]), picture_of(*told))[1])

    ahead = Ahead(opened.rooms, opened.hub.watchers, sleep=lambda _: None)
    for _ in range(3):
        ahead.make(HERE)
    opened.client("greeter").take("land")
    ahead.make(HERE)

    assert looks == [HERE, HERE]


def test_no_clip_is_made_ahead_where_nobody_watches(opened: Office) -> None:
    opened.client("greeter").take("land")
    opened.rooms.clip = lambda said: pytest.fail(f"{said} was made")

    Ahead(opened.rooms, opened.hub.watchers, sleep=lambda _: None).make(HERE)
