"""Does a visitor who is sent to another branch go on there as if he had come there, once, with his time of arrival?"""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.actions.call_next import call_next
from server.actions.refer_visitor import refer_visitor
from server.actions.serve_visitor import start_service
from server.database.change import BranchChanges
from server.database.store import Store
from server.domain.refusals import SameBranch, UnknownService, WrongState
from server.domain.ticket import Ticket
from server.views.visitor import holder_of
from tests.builders import at
from tests.integration import deeds
from tests.integration.databases import HERE, POINT, THERE
from tests.integration.office import Office
from tests.integration.scene import Scene


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


def refer(
    scene: Scene, ticket: Ticket, *, to: str = THERE, service: str | None = None, counter: str | None = None
) -> str:
    """Refer a ticket, as a greeter does it or as the counter where it stands; return the id of the one there."""
    with scene.store.change.of_several([ticket.branch, to], actor="greeter:1") as (here, there):
        _, issued = refer_visitor(
            here, there, ticket_id=ticket.id, service=service, counter=counter, estimate=scene.estimate
        )
    return issued.ticket.id


def test_the_time_of_arrival_class_and_needs_go_along_and_the_number_is_new(scene: Scene) -> None:
    scene.comes(branch=THERE)
    visitor = scene.comes("land", "results", priority="priority", needs=("deaf",), dossiers=7)
    scene.at("09:40")
    scene.comes(branch=THERE)

    onward = scene.now(refer(scene, visitor))

    private = scene.private(onward)
    assert (onward.branch, onward.ready_at, onward.number) == (THERE, at("09:00"), "T003")
    assert (private.priority, private.needs, private.dossiers) == ("priority", ["deaf"], 7)
    assert [step.service for step in onward.steps] == ["land", "results"]
    assert scene.line(branch=THERE)[0] == onward.id


def test_the_visit_is_over_here_and_both_branches_tell_of_it(scene: Scene) -> None:
    visitor = scene.comes("land", "results")

    onward = refer(scene, visitor)

    left = scene.now(visitor)
    assert (left.step, {step.state.value for step in left.steps}, left.referred_to) == (None, {"referred"}, onward)
    assert (deeds.kinds_of(scene.store)[-1], deeds.kinds_of(scene.store, THERE)[-1]) == ("referred", "issued")
    assert deeds.events_of(scene.store, THERE)[-1].ticket_id == onward


def test_the_old_token_opens_the_new_ticket_also_after_a_second_referral(scene: Scene) -> None:
    visitor = scene.comes("results")
    token = scene.private(visitor).token

    second = refer(scene, scene.now(refer(scene, visitor)), to=POINT)

    with scene.store.read() as connection:
        holder = holder_of(connection, token)
    assert (holder.ticket_id, holder.branch) == (second, POINT)


def test_who_stands_at_a_counter_is_referred_by_that_counter_only(scene: Scene) -> None:
    scene.opens("1")
    scene.opens("2")
    visitor = scene.comes()
    scene.calls("1")
    scene.does(start_service, "1")

    for counter in (None, "2"):
        with pytest.raises(WrongState):
            refer(scene, visitor, counter=counter)
    refer(scene, visitor, counter="1")

    scene.comes()
    assert scene.does(call_next, "1") is not None
    assert scene.step(visitor).state == "referred"


def test_a_service_that_is_not_accepted_there_refuses_and_changes_neither_branch(scene: Scene) -> None:
    visitor = scene.comes("results", "land")
    before = deeds.everything(scene.store)

    with pytest.raises(UnknownService):
        refer(scene, visitor, to=POINT)

    assert deeds.everything(scene.store) == before


def test_nobody_is_referred_to_where_he_is(scene: Scene) -> None:
    visitor = scene.comes()

    with pytest.raises(SameBranch):
        refer(scene, visitor, to=HERE)


def test_both_branches_are_locked_in_the_order_of_their_codes(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    locked: list[str] = []
    real = BranchChanges._locked

    def noted(self, connection, branch, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202
        locked.append(branch.code)
        return real(self, connection, branch, *more)

    monkeypatch.setattr(BranchChanges, "_locked", noted)
    for codes in ([HERE, THERE], [THERE, HERE]):
        with scene.store.change.of_several(codes, actor="test") as changes:
            assert [change.branch.code for change in changes] == codes

    assert locked == [THERE, HERE] * 2


def test_two_branches_that_refer_to_each_other_at_once_never_wait_for_each_other(scene: Scene) -> None:
    people = {
        HERE: [scene.comes("results") for _ in range(12)],
        THERE: [scene.comes("results", branch=THERE) for _ in range(12)],
    }
    together = threading.Barrier(2)

    def refer_all(here: str, there: str) -> int:
        together.wait()
        return len([refer(scene, one, to=there) for one in people[here]])

    with ThreadPoolExecutor(2) as pool:
        done = [one.result() for one in [pool.submit(refer_all, HERE, THERE), pool.submit(refer_all, THERE, HERE)]]

    assert done == [12, 12]
    assert [len(scene.line("results", branch)) for branch in (HERE, THERE)] == [12, 12]


def test_the_same_key_gets_the_same_answer_and_refers_once(office: Office) -> None:
    greeter, body = office.client("greeter"), {"branch": THERE}
    ticket = office.client("kiosk").take()
    path = f"/branches/{HERE}/tickets/{ticket['id']}/refer"

    first = greeter.post(path, body, key="once")
    again = greeter.post(path, body, key="once")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.get_json() == again.get_json()
    assert [event["kind"] for event in office.events(THERE)].count("issued") == 1
    assert greeter.get(f"/tickets/{ticket['token']}")["id"] == first.get_json()["onward"]["id"]


def test_after_a_referral_the_counter_offers_nothing_to_undo(office: Office) -> None:
    officer = office.client("officer")
    officer.does("1", "open", {"services": ["land"]})
    ticket = office.client("kiosk").take()
    officer.does("1", "call-next")

    answer = officer.post(f"/branches/{HERE}/tickets/{ticket['id']}/refer", {"branch": THERE, "counter": "1"})

    assert answer.status_code == 200
    assert officer.get(f"/branches/{HERE}/counters/1/view")["undo_until"] is None
    assert officer.at("1", "undo").get_json()["type"].endswith("nothing-to-undo")
