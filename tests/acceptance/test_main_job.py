"""Does the main job run? Ticket, call, hall display with its spoken clip, service, and a past that is whole."""

import io
import wave
from itertools import pairwise

import requests

from tests.acceptance.hall_screen import HallScreen
from tests.acceptance.installation import Client, Installation


def test_a_visitor_is_called_shown_spoken_and_served(motcua: Installation, auditor: Client) -> None:
    branch, counter = "tay-ho", "21"
    kiosk, officer = motcua.client("kiosk", branch), motcua.client("officer", branch, counter)
    screen = HallScreen(motcua.url, branch)

    ticket = kiosk.take(branch, "certification", language="vi")
    waiting = screen.wait_for(lambda view: ticket["number"] in view["next"])
    opened = officer.at(branch, counter, "open", {"services": ["certification"]})
    called = officer.at(branch, counter, "call-next", {"after": None})
    shown = screen.wait_for(lambda view: any(call["number"] == ticket["number"] for call in view["calls"]))
    sound = requests.get(motcua.url + shown["calls"][0]["clips"][0], timeout=30)
    started = officer.at(branch, counter, "start")
    finished = officer.at(branch, counter, "finish", {"outcome": "done"})
    screen.close()

    assert (ticket["number"][0], ticket["number"][1:].isdigit(), len(ticket["number"])) == ("A", True, 4)
    assert waiting["seq"] >= ticket["seq"]
    assert (opened.status_code, opened.json()["ticket"]) == (200, None)
    assert called.status_code == 200
    assert called.json()["ticket"]["id"] == ticket["id"]
    assert not called.json()["ticket"].get("token")
    assert [step["state"] for step in called.json()["ticket"]["steps"]] == ["called"]
    call = shown["calls"][0]
    assert (call["counter"], call["kind"], call["language"]) == (counter, "call", "vi")
    assert shown["seq"] >= called.json()["seq"]
    assert sound.headers["Content-Type"].startswith("audio/")
    with wave.open(io.BytesIO(sound.content), "rb") as clip:
        assert 2 < clip.getnframes() / clip.getframerate() < 15
    assert started.json()["ticket"]["steps"][0]["state"] == "serving"
    assert finished.json()["ticket"]["steps"][0]["state"] == "done"
    assert finished.json()["ticket"]["step"] is None
    kinds = [event["kind"] for event in auditor.events(branch) if event["ticket"] == ticket["id"]]
    assert kinds == ["issued", "called", "started", "finished"]


def test_the_visitor_follows_the_visit_by_the_token_alone(motcua: Installation) -> None:
    branch = "xuan-la"
    officer, visitor = motcua.client("officer", branch), Client(motcua.url)
    ticket = officer.take(branch, "land")

    waiting = visitor.get(f"/tickets/{ticket['token']}")
    officer.at(branch, "2", "open", {"services": ["land"]})
    officer.at(branch, "2", "call-next")
    called = visitor.get(f"/tickets/{ticket['token']}")

    assert (waiting["number"], waiting["steps"][0]["state"]) == (ticket["number"], "waiting")
    assert (called["steps"][0]["state"], called["steps"][0]["counter"]) == ("called", "2")
    assert "officer" not in called


def test_events_are_gapless_and_each_holds_the_hash_of_the_one_before(motcua: Installation, auditor: Client) -> None:
    branch = "nhat-tan"
    greeter = motcua.client("greeter", branch)
    for _ in range(5):
        greeter.take(branch, "results")

    events = auditor.events(branch)
    verified = motcua.command("audit", "verify")

    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert all(later["prev_hash"] == earlier["hash"] for earlier, later in pairwise(events))
    assert {"ticket", "counter", "at", "actor", "data"} <= set(events[0])
    assert (verified.returncode, verified.stderr) == (0, "")


def test_a_repeat_with_the_same_key_or_id_gives_the_same_ticket(motcua: Installation, auditor: Client) -> None:
    branch = "trung-hoa"
    kiosk = motcua.client("kiosk", branch)
    path, body = f"/branches/{branch}/tickets", {"services": ["social"]}
    own_id = {**body, "id": "01939a5e-7c00-7aaa-8bbb-0123456789ab"}

    by_key = [kiosk.post(path, body, key="one") for _ in range(3)]
    by_id = [kiosk.post(path, own_id) for _ in range(3)]
    other_key = kiosk.post(path, body, key="two")

    assert {answer.status_code for answer in (*by_key, *by_id, other_key)} == {201}
    assert len({answer.text for answer in by_key}) == 1
    assert {answer.json()["id"] for answer in by_id} == {own_id["id"]}
    numbers = {answer.json()["number"] for answer in (*by_key, *by_id, other_key)}
    assert len(numbers) == 3
    assert [event["kind"] for event in auditor.events(branch)].count("issued") == 3
