"""Is everybody who watches sent what the addresses answer, after every change, whatever goes wrong on the way?"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import delete, event, update

from server.database import tables
from server.database.store import Store
from server.push.watchers import Watch
from tests.integration.databases import HERE, POINT, THERE
from tests.integration.deeds import call, open_desk, take
from tests.integration.office import Office, Screen
from tests.waiting import wait_until

HALL, COUNTER, VISITOR, NETWORK = "/hall", "/counter", "/visitor", "/network"
View = Mapping[str, Any]


def order(view: View) -> tuple[int, int]:
    return view["seq"], view["rev"]


def hall(office: Office, branch: str = HERE) -> dict[str, Any]:
    seen: dict[str, Any] = office.client().get(f"/branches/{branch}/hall")
    return seen


def row(view: View, branch: str = HERE) -> View:
    found: View = next(one for one in view["branches"] if one["code"] == branch)
    return found


@pytest.fixture
def screen(office: Office) -> Screen:
    """A hall display that watches the first branch."""
    watching = office.screen(HALL)
    assert watching.watch(branch=HERE)["branch"] == HERE
    return watching


def test_the_acknowledgement_carries_what_the_address_answers(office: Office) -> None:
    kiosk, officer = office.client("kiosk"), office.client("officer")
    tickets = [kiosk.take(priority="priority", needs=["deaf"]) for _ in range(3)]
    officer.does("1", "open")
    officer.does("1", "call-next")
    officer.does("1", "recall")
    manager = office.token("branch-manager")

    acknowledged = {
        "hall": office.screen(HALL).watch(branch=HERE),
        "zone": office.screen(HALL).watch(branch=HERE, zone="b"),
        "counter": office.screen(COUNTER, office.token("officer")).watch(branch=HERE, counter="1"),
        "manager": office.screen(COUNTER, manager).watch(branch=HERE, counter="1"),
        "network": office.screen(NETWORK, office.token("auditor")).watch(),
        "own branch": office.screen(NETWORK, manager).watch(),
        "visitor": office.screen(VISITOR).watch(token=tickets[1]["token"]),
    }

    view = officer.get(f"/branches/{HERE}/counters/1/view")
    assert {**acknowledged.pop("counter"), "undo_until": None, "undo_left_s": None} == {
        **view,
        "undo_until": None,
        "undo_left_s": None,
    }
    assert acknowledged.pop("manager")["ticket"] == view["ticket"]
    assert acknowledged == {
        "hall": hall(office),
        "zone": office.client().get(f"/branches/{HERE}/hall", query_string={"zone": "b"}),
        "network": office.client("auditor").get("/network"),
        "own branch": office.client("branch-manager").get("/network"),
        "visitor": office.client().get(f"/tickets/{tickets[1]['token']}")
        | {"seq": 7, "rev": 0, "at": "2026-11-24T09:00:00.000+07:00"},
    }


def test_every_change_sends_everybody_who_watches_a_view_that_is_newer(office: Office, screen: Screen) -> None:
    kiosk, officer = office.client("kiosk"), office.client("officer")
    ticket = kiosk.take()
    desk, phone = office.screen(COUNTER, office.token("officer")), office.screen(VISITOR)
    network = office.screen(NETWORK, office.token("network-manager"))
    desk.watch(branch=HERE, counter="1")
    phone.watch(token=ticket["token"])
    network.watch()

    for act in ("open", "call-next", "recall", "start", "help", "finish"):
        officer.does("1", act)
        head = order(hall(office))
        for one in (screen, desk, phone):
            one.wait_for(lambda view, head=head: order(view) == head)
        network.wait_for(lambda view, head=head: order(row(view)) == head)

    for one in (screen, desk, phone):
        assert all(order(before) < order(after) for before, after in pairwise(one.views))
    assert screen.views[-1] == hall(office)
    assert [call["kind"] for call in screen.views[-1]["calls"]] == ["repeat", "call"]
    assert phone.views[-1]["steps"][0]["state"] == "done"
    assert desk.views[-1]["today"]["served"] == 1
    assert row(network.views[-1])["called"] == 1


def test_a_view_that_only_derived_data_changed_has_a_higher_rev(office: Office, screen: Screen) -> None:
    officer = office.client("officer")
    officer.does("1", "open")
    before = screen.wait_for(lambda view: view["seq"] == 2)

    officer.does("1", "help")

    after = screen.wait_for(lambda view: order(view) > order(before))
    assert order(after) == (2, before["rev"] + 1)


def test_changes_in_a_rush_end_in_the_view_of_the_last_one(office: Office, screen: Screen) -> None:
    kiosk = office.client("kiosk")

    tickets = [kiosk.take() for _ in range(30)]
    last = screen.wait_for(lambda view: view["waiting"] == 30)

    assert last["seq"] == tickets[-1]["seq"]
    assert len(screen.views) < 30
    assert all(order(before) < order(after) for before, after in pairwise(screen.views))


def test_a_branchs_changes_are_sent_to_no_other_branchs_screens(office: Office, screen: Screen) -> None:
    there, network = office.screen(HALL), office.screen(NETWORK, office.token("branch-manager", THERE))
    there.watch(branch=THERE)
    network.watch()

    office.client("kiosk").take()
    screen.wait_for(lambda view: view["waiting"] == 1)
    office.client("kiosk", THERE).take(branch=THERE)
    there.wait_for(lambda view: view["waiting"] == 1)
    network.wait_for(lambda view: row(view, THERE)["waiting"] == 1)

    assert {view["branch"] for view in screen.views} == {HERE}
    assert {view["branch"] for view in there.views} == {THERE}
    assert {one["code"] for view in network.views for one in view["branches"]} == {THERE}


def test_a_phone_is_sent_its_own_ticket_only(office: Office) -> None:
    kiosk = office.client("kiosk")
    tickets = [kiosk.take() for _ in range(2)]
    phones = [office.screen(VISITOR) for _ in tickets]
    for phone, ticket in zip(phones, tickets, strict=True):
        phone.watch(token=ticket["token"])

    office.client().post(f"/tickets/{tickets[0]['token']}/cancel")
    for phone in phones:
        phone.wait_for(lambda view: view["seq"] == 4)

    assert [{view["id"] for view in phone.views} for phone in phones] == [{ticket["id"]} for ticket in tickets]
    assert [phone.views[-1]["state"] for phone in phones] == ["cancelled", "waiting"]


def test_a_phone_is_told_that_another_branch_goes_on_and_watches_there_from_then_on(office: Office) -> None:
    ticket, phone = office.client("kiosk").take(), office.screen(VISITOR)
    phone.watch(token=ticket["token"])
    referred = office.client("officer").post(f"/branches/{HERE}/tickets/{ticket['id']}/refer", {"branch": THERE})
    moved = phone.wait_for(lambda view: view["branch"] == THERE)
    again = phone.watch(token=ticket["token"])
    there = office.client("officer", THERE)
    there.does("1", "open", branch=THERE)

    there.does("1", "call-next", branch=THERE)

    assert referred.status_code == 200
    assert (moved["id"], again["id"], again["seq"]) == (referred.get_json()["onward"]["id"],) * 2 + (2,)
    assert phone.wait_for(lambda view: view["state"] == "called")["counter"] == "1"


def test_the_heartbeat_tells_the_head_of_every_branch_that_is_watched(office: Office, screen: Screen) -> None:
    network = office.screen(NETWORK, office.token("auditor"))
    network.watch()
    office.client("kiosk").take()

    office.hub.beat()

    assert screen.heard("head") == [{"branch": HERE, "seq": 2, "rev": 0}]
    heads = {head["branch"]: head["seq"] for head in network.heard("head")}
    assert heads == {HERE: 2, THERE: 0, POINT: 0}


@pytest.mark.parametrize("pushed_before", [True, False])
def test_a_change_that_another_process_made_unheard_is_sent_at_the_heartbeat(
    office: Office, screen: Screen, store: Store, pushed_before: bool
) -> None:
    if pushed_before:
        office.client("kiosk").take()
        screen.wait_for(lambda view: view["waiting"] == 1)
    already = len(screen.views)
    take(store)
    unheard = len(screen.views)

    office.hub.beat()

    view = screen.wait_for(lambda view: view["waiting"] == 1 + pushed_before)
    assert (unheard, screen.heard("head")[-1]["seq"]) == (already, view["seq"])
    wait_until(office.pushes_are_over)
    office.hub.beat()
    wait_until(office.pushes_are_over)
    assert len(screen.views) == already + 1


def test_what_another_process_changed_of_derived_data_is_sent_at_the_heartbeat(
    office: Office, screen: Screen, store: Store
) -> None:
    office.client("kiosk").take()
    screen.wait_for(lambda view: view["waiting"] == 1)
    with store.writing() as connection:
        connection.execute(update(tables.branch).where(tables.branch.c.code == HERE).values(rev=7))

    office.hub.beat()

    assert order(screen.wait_for(lambda view: view["rev"] == 7)) == (2, 7)


def test_a_heartbeat_without_anybody_who_watches_does_nothing(office: Office) -> None:
    idle = office.screen(HALL)

    office.hub.beat()

    assert idle.heard("head") == []


REFUSED = [
    (HALL, None, {"branch": "nowhere"}, 404, "branch-not-found"),
    (HALL, None, {}, 404, "branch-not-found"),
    (COUNTER, None, {"branch": HERE, "counter": "1"}, 401, "not-signed-in"),
    (COUNTER, "officer", {"branch": "nowhere", "counter": "1"}, 404, "branch-not-found"),
    (COUNTER, "officer", {"branch": THERE, "counter": "1"}, 403, "forbidden"),
    (COUNTER, "officer", {"branch": HERE, "counter": "99"}, 404, "counter-not-found"),
    (COUNTER, "kiosk", {"branch": HERE, "counter": "1"}, 403, "forbidden"),
    (VISITOR, None, {"token": "A" * 22}, 404, "ticket-not-found"),
    (VISITOR, None, {"token": "\x00"}, 404, "ticket-not-found"),
    (VISITOR, None, {}, 404, "ticket-not-found"),
    (NETWORK, None, {}, 401, "not-signed-in"),
    (NETWORK, "officer", {}, 403, "forbidden"),
]


@pytest.mark.parametrize(("namespace", "role", "what", "status", "code"), REFUSED)
def test_a_watch_that_is_refused_is_acknowledged_with_the_problem(  # noqa: PLR0917 (a row of the table)
    office: Office, namespace: str, role: str | None, what: dict[str, str], status: int, code: str
) -> None:
    token = office.token(role) if role else None
    socket = office.screen(namespace, token, language="fr")

    problem = socket.watch(**what)
    office.client("kiosk").take()
    office.hub.beat()

    assert {"type", "title", "status", "detail", "instance"} <= set(problem)
    assert (problem["status"], problem["type"]) == (status, f"/problems/{code}")
    in_english = office.screen(namespace, token).watch(**what)
    assert in_english["detail"] != problem["detail"]
    assert office.hub.watchers.branches() == []
    assert socket.socket.queue == []


@pytest.mark.parametrize(
    "what",
    [(), (None,), (7,), ("tay-ho",), ([HERE],), ({"branch": [HERE]},), ({"branch": {"x": 1}},), ({"branch": "\x00"},)],
)
def test_whatever_is_sent_for_a_watch_is_acknowledged_with_a_problem(office: Office, what: tuple[object, ...]) -> None:
    problem = office.screen(HALL).asks(*what)

    assert problem["type"] == "/problems/branch-not-found"


@pytest.mark.parametrize("zone", ["", None, 0, [], {}, "no such zone"])
def test_a_zone_that_is_none_shows_the_whole_hall(office: Office, zone: object) -> None:
    office.client("officer").does("4", "open")

    view = office.screen(HALL).asks({"branch": HERE, "zone": zone})

    assert view["branch"] == HERE


def test_a_socket_that_watches_something_else_is_sent_no_more_of_the_first(office: Office, screen: Screen) -> None:
    other = office.screen(HALL)
    other.watch(branch=HERE)

    screen.watch(branch=THERE)
    office.client("kiosk").take()
    other.wait_for(lambda view: view["waiting"] == 1)
    office.client("kiosk", THERE).take(branch=THERE)
    screen.wait_for(lambda view: view["waiting"] == 1)

    assert {view["branch"] for view in screen.views} == {THERE}
    assert sorted(office.hub.watchers.branches()) == sorted([HERE, THERE])


def test_a_socket_whose_new_watch_is_refused_goes_on_with_the_one_before(office: Office, store: Store) -> None:
    officer = office.client("officer")
    desk, new = office.screen(COUNTER, officer.token), office.screen(COUNTER, officer.token)
    desk.watch(branch=HERE, counter="1")
    with store.writing() as connection:
        connection.execute(update(tables.counter).where(tables.counter.c.code == "2").values(active=0))

    refused = [one.watch(branch=HERE, counter="2")["type"] for one in (desk, new)]
    office.client("kiosk").take()
    officer.does("1", "open", {"services": ["land"]})

    assert refused == ["/problems/counter-not-found"] * 2
    assert desk.wait_for(lambda view: view["state"] == "open")["counter"] == "1"
    assert [watch.part for watch in office.hub.watchers.of(HERE)] == ["1"]


def test_a_socket_that_asks_again_for_the_same_is_sent_each_view_once(office: Office, screen: Screen) -> None:
    screen.watch(branch=HERE)
    screen.watch(branch=HERE)

    office.client("kiosk").take()
    screen.wait_for(lambda view: view["waiting"] == 1)
    office.client("kiosk").take()
    screen.wait_for(lambda view: view["waiting"] == 2)

    assert len(screen.views) == 2


def test_a_refused_watch_leaves_the_one_before(office: Office, screen: Screen) -> None:
    problem = screen.watch(branch="nowhere")

    office.client("kiosk").take()

    assert problem["status"] == 404
    assert screen.wait_for(lambda view: view["waiting"] == 1)["branch"] == HERE


def test_a_socket_that_is_gone_is_forgotten(office: Office, screen: Screen) -> None:
    other = office.screen(HALL)
    other.watch(branch=HERE, zone="a")
    watched = set(office.hub.watchers.of(HERE))

    screen.leave()
    after_one = set(office.hub.watchers.of(HERE))
    other.leave()

    assert watched == {Watch(HALL, HERE, None), Watch(HALL, HERE, "a")}
    assert after_one == {Watch(HALL, HERE, "a")}
    assert office.hub.watchers.branches() == []
    assert dict(office.hub.watchers.counts()) == {}
    assert office.client("kiosk").post(f"/branches/{HERE}/tickets", {"services": ["land"]}).status_code == 201


def tear(store: Store) -> None:
    """Make the text of a call unreadable, so that no view of the branch can be built."""
    open_desk(store)
    take(store)
    call(store)
    with store.writing() as connection:
        connection.execute(update(tables.event).where(tables.event.c.kind == "called").values(body="{no JSON"))


def mend(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(delete(tables.event).where(tables.event.c.body == "{no JSON"))


def test_a_view_that_cannot_be_built_fails_no_request_and_is_sent_at_a_later_heartbeat(
    office: Office, screen: Screen, store: Store
) -> None:
    kiosk = office.client("kiosk")
    tear(store)

    tickets = [kiosk.post(f"/branches/{HERE}/tickets", {"services": ["land"]}) for _ in range(3)]
    wait_until(office.pushes_are_over)
    unsent = list(screen.views)
    mend(store)
    office.hub.beat()

    assert [ticket.status_code for ticket in tickets] == [201] * 3
    assert unsent == []
    assert screen.wait_for(lambda view: view["waiting"] == 3)["seq"] == tickets[-1].get_json()["seq"]


def test_a_networks_view_that_cannot_be_built_once_is_sent_after_the_next_change(office: Office, store: Store) -> None:
    kiosk, network = office.client("kiosk", THERE), office.screen(NETWORK, office.token("network-manager"))
    network.watch()
    tear(store)

    kiosk.take(branch=THERE)
    wait_until(office.pushes_are_over)
    unsent = list(network.views)
    mend(store)
    kiosk.take(branch=THERE)

    assert unsent == []
    assert row(network.wait_for(lambda view: row(view, THERE)["waiting"] == 2), THERE)["seq"] == 3


def test_a_change_that_is_committed_while_a_socket_begins_to_watch_reaches_it(office: Office) -> None:
    kiosk, screen, meanwhile = office.client("kiosk"), office.screen(HALL), []

    @event.listens_for(office.store.engine, "after_cursor_execute")
    def take_a_ticket(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if "FROM branch" in statement and not meanwhile:
            meanwhile.append("now")
            with ThreadPoolExecutor(1) as pool:
                meanwhile.append(pool.submit(kiosk.take).result(20)["number"])

    acknowledged = screen.watch(branch=HERE)

    assert meanwhile == ["now", "T001"]
    assert acknowledged["waiting"] == 0
    assert screen.wait_for(lambda view: view["waiting"] == 1)["next"] == ["T001"]
