"""Is a screen paired by its code, is only a paired one believed, and can a supervisor speak and answer complaints?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from server.actions.set_clock import set_clock
from server.database import displays as stored
from server.database import tables
from server.domain.displays import CODE_LIVES, LOST_AFTER
from tests.integration.databases import HERE, THERE
from tests.integration.deeds import everything
from tests.integration.office import Client, Office

AT = f"/branches/{HERE}"
TEXTS = {"vi": "Xin chào quý khách.", "en": "Welcome.", "fr": "Bienvenue."}


@pytest.fixture
def manager(office: Office) -> Client:
    return office.client("branch-manager")


def a_code(office: Office, *, branch: str = HERE, zone: str | None = None) -> dict[str, Any]:
    answer = office.client().post(f"/branches/{branch}/displays/codes", {"zone": zone})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def paired(office: Office, manager: Client, *, name: str = "Sảnh A") -> Client:
    """Pair a screen and return it as a caller."""
    shown = a_code(office)
    answer = manager.post(f"{AT}/displays", {"code": shown["code"], "name": name})
    assert answer.status_code == 201, answer.text
    return Client(office.app, shown["secret"])


def tell(screen: Client, *entries: tuple[str, str], **more: object) -> int:
    told = [{"call": call, "what": what, "age_ms": 0} for call, what in entries]
    return screen.post(f"{AT}/hall/told", {"screen": "page", "entries": told, **more}).status_code


def asked(screen: Client, **more: object) -> dict[str, Any]:
    """Let a screen tell that it lives, and return what it is answered."""
    answer: dict[str, Any] = screen.post(f"{AT}/hall/told", {"screen": "page", **more}).get_json()
    return answer


def displays(manager: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = manager.get(f"{AT}/displays")["displays"]
    return found


def called(office: Office, counter: str = "1") -> dict[str, Any]:
    officer = office.client("officer")
    officer.at(counter, "open", {"services": ["land"]})
    office.client("greeter").take("land")
    officer.does(counter, "call-next")
    newest: dict[str, Any] = office.client().get(f"{AT}/hall")["calls"][0]
    return newest


def test_a_screen_is_paired_by_the_six_signs_that_it_shows(office: Office, manager: Client) -> None:
    shown = a_code(office, zone="a")
    screen = Client(office.app, shown["secret"])
    before = screen.send("GET", f"{AT}/displays/me").status_code

    typed = f"{shown['code'][:3]} {shown['code'][3:]}".lower()
    told = manager.post(f"{AT}/displays", {"code": typed, "name": "Sảnh A"}).get_json()["display"]

    assert (len(shown["code"]), shown["expires_in_s"]) == (6, 600)
    assert before == 401
    assert screen.get(f"{AT}/displays/me") == {"id": told["id"], "branch": HERE, "zone": "a", "name": "Sảnh A"}
    assert [(one["id"], one["health"]) for one in displays(manager)] == [(told["id"], "lost")]


def test_a_code_is_used_once_at_its_own_branch_and_only_in_time(office: Office, manager: Client) -> None:
    used, elsewhere, old = a_code(office), a_code(office, branch=THERE), a_code(office)
    manager.post(f"{AT}/displays", {"code": used["code"]})
    late = update(tables.display_code).where(tables.display_code.c.code == old["code"])
    with office.store.writing() as connection:
        connection.execute(late.values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    before = everything(office.store)

    answers = [manager.post(f"{AT}/displays", {"code": one["code"]}) for one in (used, elsewhere, old)]

    assert {(one.status_code, one.get_json()["type"]) for one in answers} == {(422, "/problems/unknown-code")}
    assert everything(office.store) == before
    assert timedelta(minutes=10) == CODE_LIVES


def test_only_a_paired_screen_is_believed_about_what_it_showed(office: Office, manager: Client) -> None:
    call, screen = called(office), paired(office, manager)
    stranger = office.client().post(f"{AT}/hall/told", {"screen": "x", "entries": []})
    officer = office.client("officer").post(f"{AT}/hall/told", {"screen": "x", "entries": []})

    assert (stranger.status_code, officer.status_code) == (401, 403)
    assert tell(screen, (call["id"], "shown"), (call["id"], "said")) == 200
    around = manager.get(f"{AT}/hall/told?around=2026-11-24T09:00:00%2B07:00")["told"]
    assert [(row["what"], row["kind"], row["number"], row["counter"]) for row in around] == [
        ("shown", "call", "T001", "1"),
        ("said", "call", "T001", "1"),
    ]
    assert around[0]["screen"].startswith(f"{displays(manager)[0]['id']}.")
    assert {row["name"] for row in around} == {"Sảnh A"}


def test_the_record_says_what_was_typed_and_of_whom_a_notice_told(office: Office, manager: Client) -> None:
    officer, screen = office.client("officer"), paired(office, manager)
    call = called(office)
    officer.does("1", "transfer", {"service": "results"})
    manager.post(f"{AT}/hall/notices", {"texts": TEXTS})
    manager.post(f"{AT}/hall/test")
    notices = office.client().get(f"{AT}/hall")["notices"]

    told = [(one["id"], what) for one in notices for what in ("shown", "said")]
    assert (
        tell(
            screen,
            *told,
            ("delay-20261124", "said"),
            ("none", "late"),
            (f"{HERE}-{'9' * 30}", "late"),
            (f"{HERE}-²", "late"),
        )
        == 200
    )
    around = manager.get(f"{AT}/hall/told?around=2026-11-24T09:00:00%2B07:00")["told"]

    assert {(row["kind"], row["number"]) for row in around} == {
        ("transfer", call["number"]),
        (TEXTS["vi"], "-"),
        ("test", "-"),
        ("delay-20261124", "-"),
        ("none", "-"),
        (f"{HERE}-{'9' * 30}", "-"),
        (f"{HERE}-²", "-"),
    }
    assert [row["what"] for row in around if row["kind"] == TEXTS["vi"]] == ["shown", "said"]


def test_a_revoked_display_is_believed_no_longer(office: Office, manager: Client) -> None:
    call, screen = called(office), paired(office, manager)
    tell(screen, (call["id"], "shown"))
    (mine,) = displays(manager)

    gone = manager.send("DELETE", f"{AT}/displays/{mine['id']}").status_code
    office.rooms.callers._known.clear()  # what was looked up is believed for two seconds

    assert (gone, tell(screen)) == (204, 401)
    around = manager.get(f"{AT}/hall/told?around=2026-11-24T09:00:00%2B07:00")["told"]
    assert [row["name"] for row in around] == ["Sảnh A"]
    assert displays(manager) == []
    assert manager.send("DELETE", f"{AT}/displays/{mine['id']}").get_json()["type"] == "/problems/display-not-found"


def test_how_each_display_does_is_told_to_the_supervisor_and_to_the_counters(office: Office, manager: Client) -> None:
    office.client("officer").does("1", "open", {"services": ["land"]})
    well, mute, gone = (paired(office, manager, name=name) for name in ("well", "mute", "gone"))
    tell(well, sound="on", seq=1, rev=0)
    tell(mute, sound="muted")
    tell(gone, sound="on")
    late = update(tables.display).where(tables.display.c.name == "gone")
    with office.store.writing() as connection:
        connection.execute(late.values(seen_at=datetime.now(UTC) - LOST_AFTER - timedelta(seconds=1)))

    found = {one["name"]: one["health"] for one in displays(manager)}

    assert found == {"well": "alive", "mute": "unheard", "gone": "lost"}
    lamp = office.client("officer").get(f"{AT}/counters/1/view")["displays"]
    assert lamp == {"alive": 1, "unheard": 1, "lost": 1}
    assert next(one for one in displays(manager) if one["name"] == "well")["seq"] == 1


def test_a_page_that_says_nothing_of_how_it_does_leaves_what_another_of_the_same_display_said(
    office: Office, manager: Client
) -> None:
    screen = paired(office, manager)
    tell(screen, sound="on", seq=1, rev=0)
    before = office.client().get(f"{AT}/hall")["rev"]

    assert tell(screen, ("tay-ho-1", "shown")) == 200

    (mine,) = displays(manager)
    assert (mine["sound"], mine["seq"]) == ("on", 1)
    assert office.client().get(f"{AT}/hall")["rev"] == before


def test_of_a_room_one_display_speaks_alone_until_it_is_not_heard_or_all_shall_again(
    office: Office, manager: Client
) -> None:
    one, other = paired(office, manager, name="one"), paired(office, manager, name="other")
    of_other_room = Client(office.app, (shown := a_code(office, zone="b"))["secret"])
    manager.post(f"{AT}/displays", {"code": shown["code"]})
    ids = {shown["name"]: shown["id"] for shown in displays(manager)}

    def speaking(sound: str = "on") -> list[bool]:
        screens = (one, other, of_other_room)
        return [asked(screen, sound=sound if screen is one else "on")["speaks"] for screen in screens]

    assert speaking() == [True, True, True]
    assert manager.send("POST", f"{AT}/displays/{ids['other']}/alone").status_code == 204
    assert manager.send("POST", f"{AT}/displays/{ids['one']}/alone").status_code == 204
    assert speaking() == [True, False, True]
    assert [shown["name"] for shown in displays(manager) if shown["alone"]] == ["one"]

    assert speaking(sound="failing") == [True, True, True]
    assert speaking() == [True, False, True]
    assert manager.send("DELETE", f"{AT}/displays/{ids['one']}/alone").status_code == 204
    assert speaking() == [True, True, True]


def test_only_a_display_of_the_branch_is_chosen_to_speak(office: Office, manager: Client) -> None:
    paired(office, manager)
    (mine,) = displays(manager)
    elsewhere = office.client("branch-manager", branch=THERE)
    answers = [
        manager.send("POST", f"{AT}/displays/nobody/alone"),
        elsewhere.send("POST", f"/branches/{THERE}/displays/{mine['id']}/alone"),
        elsewhere.send("DELETE", f"/branches/{THERE}/displays/{mine['id']}/alone"),
    ]

    assert {answer.get_json()["type"] for answer in answers} == {"/problems/display-not-found"}
    assert displays(manager) == [mine]


def test_a_display_that_shows_an_old_view_counts_as_lost_though_it_tells_of_itself(
    office: Office, manager: Client
) -> None:
    call, screen = called(office), paired(office, manager)
    head = int(call["id"].rpartition("-")[2])
    long_ago = datetime.now(UTC) - LOST_AFTER - timedelta(seconds=1)
    with office.store.writing() as connection:
        connection.execute(update(tables.event).where(tables.event.c.seq == head).values(wall_at=long_ago))

    def health(seq: int) -> tuple[str, int]:
        assert tell(screen, sound="on", seq=seq, rev=0) == 200
        with office.store.read() as connection:
            lost = stored.lost(connection).get(HERE, 0)
        return displays(manager)[0]["health"], lost

    assert health(head - 1) == ("lost", 1)
    assert health(head) == ("alive", 0)


@pytest.mark.parametrize("fate", ["failed", "late"])
def test_an_officer_is_told_at_once_that_nobody_heard_his_call(office: Office, manager: Client, fate: str) -> None:
    call, screen = called(office), paired(office, manager)
    assert tell(paired(office, manager, name="silent"), (call["id"], "silent"), sound="silent") == 200
    desk = office.screen("/counter", office.token("officer"))
    assert desk.watch(branch=HERE, counter="1")["unheard"] is None

    tell(screen, (call["id"], "shown"), (call["id"], fate))
    desk.wait_for(lambda view: view["unheard"] == fate)
    tell(screen, (call["id"], "said"), sound="on")

    assert office.client("officer").get(f"{AT}/counters/1/view")["unheard"] is None


def test_a_typed_notice_stands_and_is_heard_from_its_beginning_to_its_end(office: Office, manager: Client) -> None:
    body = {"texts": TEXTS, "starts": "2026-11-24T09:30:00+07:00", "ends": "2026-11-24T10:00:00+07:00", "every_min": 15}
    made = manager.post(f"{AT}/hall/notices", body)

    def standing(at: str) -> list[tuple[str, object, int]]:
        office.go_to(f"2026-11-24T{at}+07:00")
        notices = office.client().get(f"{AT}/hall")["notices"]
        return [(one["texts"]["en"], one["every_s"], len(one["clips"])) for one in notices if one["kind"] == "notice"]

    assert made.status_code == 201
    assert [standing(at) for at in ("09:29", "09:30", "10:00")] == [[], [("Welcome.", 900, 3)], []]


def test_a_notice_is_taken_away_and_that_it_stood_is_kept(office: Office, manager: Client) -> None:
    made = manager.post(f"{AT}/hall/notices", {"texts": TEXTS}).get_json()["notice"]
    (listed,) = manager.get(f"{AT}/hall/notices")["notices"]

    gone = manager.send("DELETE", f"{AT}/hall/notices/{made}")
    again = manager.send("DELETE", f"{AT}/hall/notices/{made}")

    assert listed["ends_at"].startswith("2026-11-24T17:00")
    assert (gone.status_code, again.status_code) == (204, 404)
    assert office.client().get(f"{AT}/hall")["notices"] == []
    assert "Welcome." in str(everything(office.store)["hall_notice"])


@pytest.mark.parametrize(
    "ends", ["2026-11-24T09:00:00+07:00", "2026-11-24T08:00:00+07:00", "2026-11-23T18:00:00+07:00"]
)
def test_a_notice_that_would_be_over_before_it_begins_is_refused_in_words(
    office: Office, manager: Client, ends: str
) -> None:
    before = everything(office.store)

    refused = manager.post(f"{AT}/hall/notices", {"texts": TEXTS, "ends": ends})

    assert (refused.status_code, refused.get_json()["type"]) == (422, "/problems/notice-over")
    assert f"{ends[11:16]}, {ends[8:10]}/11/2026" in refused.get_json()["detail"]
    assert everything(office.store) == before


@pytest.mark.parametrize("texts", [{"vi": "Xin chào"}, TEXTS | {"en": " "}, TEXTS | {"fr": "x" * 301}, None])
def test_a_notice_needs_a_sentence_in_each_language(office: Office, manager: Client, texts: object) -> None:
    before = everything(office.store)

    assert manager.post(f"{AT}/hall/notices", {"texts": texts}).status_code == 422
    assert everything(office.store) == before


@pytest.mark.parametrize("speed", [1, 20])
def test_a_test_of_the_loudspeakers_is_said_once_and_over_in_a_minute_of_the_wall_clock(
    office: Office, manager: Client, speed: int
) -> None:
    set_clock(office.store, at=None, speed=speed)
    made = manager.post(f"{AT}/hall/test").get_json()["notice"]
    office.later(seconds=50 * speed)
    (test,) = office.client().get(f"{AT}/hall")["notices"]
    office.later(seconds=11 * speed)

    assert (test["id"], test["kind"], test["every_s"]) == (made, "test", None)
    assert "test" in test["texts"]["en"]
    assert office.client().get(f"{AT}/hall")["notices"] == []


def test_who_is_sent_on_is_told_for_a_minute_in_his_language_first(office: Office, manager: Client) -> None:
    officer = office.client("officer")
    officer.does("1", "open", {"services": ["land"]})
    office.client("greeter").take("land", language="fr")
    officer.does("1", "call-next")
    officer.does("1", "transfer", {"service": "results"})

    (sent,) = office.client().get(f"{AT}/hall")["notices"]
    other_room = office.client().get(f"{AT}/hall?zone=b")["notices"]
    officer.does("1", "undo")
    undone = office.client().get(f"{AT}/hall")["notices"]

    assert sent["kind"] == "transfer"
    assert "Results" in sent["texts"]["en"]
    assert [one.rpartition("/")[2] for one in sent["clips"]] == ["fr.wav", "vi.wav"]
    assert (undone, other_room) == ([], [])


def test_a_pause_is_told_while_somebody_who_was_called_stands_there(office: Office, manager: Client) -> None:
    called(office)
    officer = office.client("officer")
    officer.does("1", "pause", {"reason": "break", "minutes": 20})

    view = office.client().get(f"{AT}/hall")
    officer.does("1", "resume")

    assert [one["kind"] for one in view["notices"]] == ["pause"]
    assert next(one for one in view["counters"] if one["code"] == "1")["back_at"].startswith("2026-11-24T09:20")
    after = office.client().get(f"{AT}/hall")
    assert (after["notices"], next(one for one in after["counters"] if one["code"] == "1")["back_at"]) == ([], None)


def test_what_the_clock_alone_changes_is_pushed_by_the_heartbeat(office: Office) -> None:
    screen = office.screen("/hall")
    screen.watch(branch=HERE)
    office.hub.beat()
    office.go_to("2026-11-24T12:30+07:00")

    office.hub.beat()

    assert screen.wait_for(lambda view: view["notices"])["notices"][0]["kind"] == "lunch"
