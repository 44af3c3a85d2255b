"""Is what time alone changes on a screen pushed by the heartbeat, in a branch where nobody does anything?"""

from datetime import timedelta

import pytest
from sqlalchemy import update

from server.database import network_rows, tables
from server.database.store import Store
from server.push.seen import COUNTER, HALL
from tests.integration.databases import HERE
from tests.integration.office import Client, Office, Screen
from tests.integration.scene import described

DAY = "2026-11-24"
ON_ONE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def officer(office: Office) -> Client:
    client = office.client("officer")
    client.does("1", "open", {"services": ["land"]})
    return client


def beaten(office: Office, screen: Screen) -> None:
    """Let a screen of the hall or of counter 1 watch, and a heartbeat see it."""
    screen.watch(branch=HERE, counter="1")
    office.hub.beat()


def notices(view: dict[str, object]) -> list[str]:
    found: list[dict[str, str]] = view["notices"]  # type: ignore[assignment]
    return [one["kind"] for one in found if one["kind"] != "closed"]


@ON_ONE
def test_before_opening_the_door_tells_what_holds_now(office: Office, store: Store) -> None:
    network_rows.apply(store.engine, described(rules={"door_from_min": 90, "door_draw_min": 30}))
    office.rooms.store.refresh()
    office.go_to(f"{DAY}T06:20+07:00")
    screen = office.screen(HALL)
    beaten(office, screen)

    office.go_to(f"{DAY}T06:30+07:00")
    office.hub.beat()
    given = screen.wait_for(lambda view: "door_now" in notices(view))
    office.go_to(f"{DAY}T07:30+07:00")
    office.hub.beat()

    assert notices(given) == ["door_now", "door_draw"]
    assert screen.wait_for(lambda view: "door_draw" not in notices(view))


def test_who_was_to_be_back_is_among_the_next_once_it_is_time(office: Office, store: Store) -> None:
    ticket = office.client("greeter").take()
    with store.writing() as connection:
        connection.execute(update(tables.ticket).values(back_at=office.store.now() + timedelta(minutes=5)))
    screen = office.screen(HALL)
    beaten(office, screen)

    office.later(minutes=5)
    office.hub.beat()

    assert screen.wait_for(lambda view: view["next"])["next"] == [ticket["number"]]


@ON_ONE
@pytest.mark.parametrize(
    ("act", "body", "kind"), [("transfer", {"service": "results"}, "transfer"), ("no-show", None, "missed")]
)
def test_an_act_that_is_told_for_a_minute_is_gone_after_it(
    office: Office, officer: Client, act: str, body: dict[str, str] | None, kind: str
) -> None:
    office.client("greeter").take()
    officer.does("1", "call-next")
    officer.does("1", act, body)
    screen = office.screen(HALL)
    begun = screen.watch(branch=HERE)
    office.hub.beat()

    office.later(minutes=1)
    office.hub.beat()

    assert notices(begun) == [kind]
    assert screen.wait_for(lambda view: not notices(view))


@ON_ONE
def test_a_call_is_gone_once_it_is_over(office: Office, officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    office.client("greeter").take()
    officer.does("1", "call-next")
    screen = office.screen(HALL)
    begun = screen.watch(branch=HERE)
    office.hub.beat()

    for module in ("picture", "turning"):
        monkeypatch.setattr(f"server.views.{module}.CALLS_SHOWN_FOR", timedelta(0))
    office.hub.beat()

    assert len(begun["calls"]) == 1
    assert screen.wait_for(lambda view: not view["calls"])


def test_who_is_held_for_too_long_is_marked_at_the_counter(office: Office, officer: Client) -> None:
    office.client("greeter").take()
    officer.does("1", "call-next")
    officer.does("1", "hold", {"reason": "missing-document", "due_min": 10})
    screen = office.screen(COUNTER, officer.token)
    beaten(office, screen)

    office.later(minutes=10, seconds=1)
    office.hub.beat()

    assert screen.wait_for(lambda view: view["held"][0]["overdue"])


@ON_ONE
def test_who_waited_long_enough_for_one_counter_alone_may_be_called_by_all(office: Office, officer: Client) -> None:
    office.client("officer").does("2", "open", {"services": ["land"]})
    office.client("greeter").take()
    officer.does("1", "call-next")
    officer.does("1", "transfer", {"service": "land", "counter": "2"})
    screen = office.screen(COUNTER, officer.token)
    begun = screen.watch(branch=HERE, counter="1")
    office.hub.beat()

    office.later(minutes=20)
    office.hub.beat()

    assert begun["waiting"][0]["obstacle"] == "waits-for-another"
    assert screen.wait_for(lambda view: view["waiting"][0]["obstacle"] is None)


@ON_ONE
def test_a_heartbeat_in_a_quiet_branch_sends_no_view(office: Office, officer: Client) -> None:
    office.client("greeter").take()
    officer.does("1", "call-next")
    screen = office.screen(HALL)
    beaten(office, screen)
    office.later(seconds=5)

    office.hub.beat()

    assert screen.views == []
