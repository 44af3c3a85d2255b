"""Thirty officers and ten kiosks of one branch do anything at once, over bad lines: does everything stay right?"""

import pytest

from tests.acceptance.hall_screen import HallScreen
from tests.acceptance.installation import Client, Installation
from tests.acceptance.judge import judged
from tests.acceptance.rush import BRANCH, Seen, rush


@pytest.mark.parametrize(
    ("officers", "kiosks", "seconds"),
    [
        pytest.param(12, 4, 6.0, id="for a moment"),
        pytest.param(30, 10, 60.0, id="for a minute", marks=[pytest.mark.soak, pytest.mark.timeout(900)]),
    ],
)
def test_a_rush_of_doubled_and_lost_requests_stays_right(
    own: Installation, officers: int, kiosks: int, seconds: float
) -> None:
    own.start()
    screen, auditor = HallScreen(own.url, BRANCH), own.client("auditor")

    seen = rush(own, officers=officers, kiosks=kiosks, seconds=seconds)

    assert seen.wrong == []
    assert min(seen.doubled, seen.killed) > officers / 2
    what_the_events_say(own, auditor, seen)
    everybody_is_found(auditor, seen)
    from_scratch = auditor.get(f"/branches/{BRANCH}/hall")
    pushed = screen.wait_for(lambda view: view["seq"] >= from_scratch["seq"] and view["rev"] >= from_scratch["rev"])
    for name in ("seq", "calls", "serving", "next", "waiting"):
        assert pushed[name] == from_scratch[name]
    screen.close()
    auditor.close()
    assert own.command("audit", "verify").returncode == 0


def what_the_events_say(own: Installation, auditor: Client, seen: Seen) -> None:
    """No gap, nobody at two counters, no counter with two, and out of order only who was picked with a reason."""
    events = auditor.events(BRANCH)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))

    hall, calls = judged(events)

    assert hall.faults == []
    number_of = {event["ticket"]: event["data"]["number"] for event in events if event["kind"] == "issued"}
    assert sorted(number_of) == sorted(seen.tickets)
    out_of_order = {number_of[event["ticket"]] for event, passed in calls if passed}
    assert out_of_order <= seen.picked
    called = {(event["ticket"], event["counter"], event["seq"]) for event in events if event["kind"] == "called"}
    assert {(ticket, counter) for ticket, counter, _ in seen.calls} <= {(one, desk) for one, desk, _ in called}
    officer = own.client("officer", BRANCH)
    counters = officer.get(f"/branches/{BRANCH}/counters")["counters"]
    officer.close()
    assert {one["code"]: one["ticket"]["id"] for one in counters if one["ticket"]} == hall.at


def everybody_is_found(auditor: Client, seen: Seen) -> None:
    """Nobody who holds a ticket has disappeared, and none was given the number of another."""
    found = [auditor.get(f"/tickets/{ticket['token']}") for ticket in seen.tickets.values()]
    assert [(one["id"], one["number"]) for one in found] == [
        (one["id"], one["number"]) for one in seen.tickets.values()
    ]
    assert len({one["number"] for one in found}) == len(found) > 0
