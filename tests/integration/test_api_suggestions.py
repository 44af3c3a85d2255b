"""From asking for suggestions to the end of a move: who may, what holds meanwhile, what is refused. Both databases."""

import json
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, update
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from config.network import Network
from config.planning import Moves
from server.actions.leave_counters import leave_counters
from server.api.network_bodies import BranchDetailOut
from server.api.staff_bodies import StaffOut
from server.api.suggestion_bodies import OrderOut, RunOut, SuggestionsOut
from server.database import access, network_rows, tables
from server.database.moves import add_move, add_run, moves, set_run
from server.database.store import Store
from server.domain.moves import MoveKind, RunState
from server.domain.rights import Caller, Role
from server.worker.branch_mind import BranchMind
from server.worker.keeping import say_alive
from server.worker.outlook_now import network_now
from server.worker.suggesting import Answerer, Process, Suggester
from tests.builders import at as clock
from tests.integration.databases import DESCRIBED, HERE, THERE
from tests.integration.deeds import everything, head_of, open_desk, take
from tests.integration.office import Client, Office

# What does not depend on the kind of database is shown on one.
ON_ONE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
LENT, EVENING = "there-1", "2026-11-24T17:00:00+07:00"


def described() -> Network:
    """The small network with officers: two here at counters 1 and 2, four there, one of whom must not be moved."""
    here, there, point = DESCRIBED["branches"]  # type: ignore[misc]
    skills = ["certification", "land", "results"]
    staff = [{"badge": f"there-{at}", "skills": skills, "movable": at != 4} for at in range(1, 5)]
    branches = [
        here | {"staff": [{"badge": f"here-{at}", "skills": skills} for at in (1, 2)]},
        there | {"counters": 4, "staff": staff},
        point,
    ]
    return Network.model_validate({**DESCRIBED, "branches": branches})


@pytest.fixture(autouse=True)
def _described(database: str, office: Office, store: Store) -> None:
    network_rows.apply(store.engine, described())
    for one in (store, office.store):
        one.refresh()
    with store.writing() as connection:
        say_alive(connection)


@pytest.fixture
def manager(office: Office) -> Client:
    return office.client("network-manager")


def busy(store: Store) -> None:
    """Many wait here, at two counters; there four officers have nothing to do."""
    for at in (1, 2):
        open_desk(store, str(at))
    for at in range(1, 5):
        open_desk(store, str(at), branch=THERE)
    for _ in range(30):
        take(store, "land")


def answered(store: Store) -> None:
    """Let the worker answer what was asked for."""
    answerer = Answerer(store)
    while answerer.answer_next():
        continue


def a_move(store: Store, kind: MoveKind = MoveKind.LEND, **changes: Any) -> int:
    """Write a suggestion as the worker does; an officer from there is to come here unless another kind is asked for."""
    is_lent = kind in (MoveKind.LEND, MoveKind.REMOTE)
    plain: dict[str, Any] = {
        "kind": kind,
        "branch": THERE if is_lent else HERE,
        "counter": None if is_lent else "1",
        "services": ["land"],
        "officer": LENT if is_lent else "here-1",
        "to": HERE if is_lent else None,
        "start": store.now(),
        "end": datetime.fromisoformat(EVENING),
        "travel_s": 900 if is_lent else 0,
    }
    facts = {"p90_min": 60, "then_min": 40, "saved_h": 8, "giving_min": 5, "cost_min": 10}
    with store.writing() as connection:
        run = add_run(connection, kind="suggest", by="network-manager:1", now=store.now(), request={})
        set_run(connection, run, state=RunState.DONE)
        plain |= {"reason": {"code": kind, "facts": facts}, "effects": []}
        add_move(connection, run, **(plain | changes))
        return next(one.move.id for one in moves(connection))


def does(client: Client, move: int, act: str, body: object = None) -> dict[str, Any]:
    answer = client.post(f"/suggestions/{move}/{act}", body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()["suggestion"]
    return told


def refusal(answer: TestResponse) -> tuple[int, str]:
    told = answer.get_json()
    return answer.status_code, told["type"].removeprefix("/problems/")


def test_asking_gives_moves_with_their_effect_at_both_branches(office: Office, store: Store, manager: Client) -> None:
    busy(store)

    asked = manager.post("/suggestions")
    again = manager.post("/suggestions")
    answered(store)

    assert (asked.status_code, asked.get_json()["state"]) == (202, "asked")
    assert again.get_json()["id"] == asked.get_json()["id"]
    told = manager.get("/suggestions")
    SuggestionsOut.model_validate(told)
    assert (told["run"]["state"], told["run"]["helps"], told["worker"]) == ("done", True, True)
    lent = [one for one in told["suggestions"] if one["kind"] == "lend"]
    assert {(one["branch"], one["to"], one["officer"] in ("there-1", "there-2", "there-3")) for one in lent} == {
        (THERE, HERE, True)
    }
    giving, getting = lent[0]["effects"]
    assert (giving["branch"], getting["branch"]) == (THERE, HERE)
    assert getting["difference"]["p90_s"]["high"] < 0
    assert "There" in lent[0]["sentence"]["en"]
    assert lent[0]["needs_consent"] == [THERE]
    assert lent[0]["end"].startswith("2026-11-24T17:00")
    assert office.client("auditor").get("/suggestions")["suggestions"][0]["may"] == []


@ON_ONE
def test_nobody_is_asked_in_vain(store: Store, manager: Client) -> None:
    manager.post("/suggestions")
    with store.writing() as connection:
        connection.execute(delete(tables.worker))

    assert refusal(manager.post("/suggestions")) == (409, "nobody-plans")
    assert refusal(manager.post("/suggestions", {"branches": [HERE]})) == (409, "nobody-plans")
    assert manager.get("/suggestions")["worker"] is False


def the_lent_one(office: Office, store: Store) -> Client:
    """The officer whom moves send away, with a token of his own branch."""
    token = access.add_token(store, role=Role.OFFICER, branch=THERE, counter=None)
    badge = access.token_caller(store, token)
    assert badge is not None
    with store.writing() as connection:
        connection.execute(
            update(tables.access_token).where(tables.access_token.c.subject == badge.subject).values(subject=LENT)
        )
    return Client(office.app, token)


def test_a_move_is_agreed_to_approved_followed_and_over_at_its_end(
    office: Office, store: Store, manager: Client
) -> None:
    move = a_move(store)
    for _ in range(2):
        take(store)
    officer = the_lent_one(office, store)
    before = head_of(store, THERE).rev

    assert refusal(manager.post(f"/suggestions/{move}/approve")) == (409, "consent-needed")
    assert refusal(officer.at("4", "open")) == (403, "forbidden")
    agreed = does(office.client("branch-manager", THERE), move, "consent")
    approved = does(manager, move, "approve")

    assert agreed["needs_consent"] == []
    assert approved["state"] == "approved"
    assert set(approved["may"]) == {"undo", "arrived", "order"}
    assert head_of(store, THERE).rev > before
    assert officer.does("4", "open")["counter"] == "4"
    assert refusal(officer.at("1", "open", branch=THERE)) == (403, "forbidden")
    arrived = does(office.client("branch-manager", HERE), move, "arrived")
    assert arrived["arrived_at"] is not None
    order = manager.get(f"/suggestions/{move}/order")
    OrderOut.model_validate(order)
    assert officer.get("/orders") == {"orders": [order]}
    assert officer.get(f"/suggestions/{move}/order") == order
    assert office.client("officer", HERE).get("/orders") == {"orders": []}
    assert refusal(office.client("officer", HERE).send("GET", f"/suggestions/{move}/order")) == (
        404,
        "suggestion-not-found",
    )
    assert (order["officer"], order["to"], order["consented_by"]) == (LENT, HERE, approved["consented_by"][THERE])
    board = {one["badge"]: one for one in manager.get("/staff")["officers"]}
    assert (board[LENT]["state"], board[LENT]["works_at"]) == ("lent", HERE)

    office.go_to(EVENING)

    office.rooms.callers.orders.forget()
    assert refusal(officer.at("4", "close")) == (403, "forbidden")
    assert (officer.get("/orders"), officer.get(f"/suggestions/{move}/order")) == ({"orders": []}, order)
    (ended,) = manager.get("/moves")["moves"]
    assert (ended["state"], [one["branch"] for one in ended["happened"]]) == ("ended", [THERE, HERE])
    assert [one["crowd"] for one in ended["happened"]] == [0, 2]


def test_a_reason_promises_no_shorter_wait_where_nine_in_ten_wait_as_long_as_before(
    store: Store, manager: Client
) -> None:
    facts = {"p90_min": 60, "then_min": 60, "saved_h": 8, "giving_min": 5, "cost_min": 10}
    a_move(store, reason={"code": "lend", "facts": facts})

    (seen,) = manager.get("/suggestions")["suggestions"]

    assert "up to 60 minutes; that stays." in seen["reason"]["en"]


def test_who_is_lent_leaves_no_counter_open_behind_him_neither_here_nor_there(
    office: Office, store: Store, manager: Client
) -> None:
    officer = Caller(Role.OFFICER, LENT)
    open_desk(store, "4", branch=THERE, officer=officer)
    move = a_move(store)
    does(office.client("branch-manager", THERE), move, "consent")

    early = leave_counters(store)
    does(manager, move, "approve")
    gone = leave_counters(store)
    open_desk(store, "4", officer=officer)
    there = leave_counters(store)
    office.go_to(EVENING)
    store.refresh()
    back = leave_counters(store)

    assert (early, gone, there, back) == ([], [(THERE, "4")], [], [(HERE, "4")])
    assert leave_counters(store) == []


def test_who_serves_somebody_when_he_is_sent_away_ends_that_and_calls_nobody_more(
    office: Office, store: Store, manager: Client
) -> None:
    officer = the_lent_one(office, store)
    officer.at("2", "open", branch=THERE)
    take(store, branch=THERE)
    take(store, branch=THERE)
    assert officer.at("2", "call-next", branch=THERE).status_code == 200
    move = a_move(store)
    does(office.client("branch-manager", THERE), move, "consent")
    does(manager, move, "approve")
    office.rooms.callers.orders.forget()

    assert refusal(officer.at("2", "call-next", branch=THERE)) == (409, "sent-elsewhere")
    assert refusal(officer.at("1", "open", branch=THERE)) == (403, "forbidden")
    assert officer.at("2", "finish", branch=THERE).status_code == 200
    office.rooms.callers.orders.forget()
    assert refusal(officer.at("2", "call-next", branch=THERE)) == (403, "forbidden")


def test_an_approval_that_is_undone_ends_the_rights_at_once(office: Office, store: Store, manager: Client) -> None:
    move = a_move(store)
    does(office.client("branch-manager", THERE), move, "consent")
    does(manager, move, "approve")

    undone = does(manager, move, "undo")

    assert undone["state"] == "undone"
    board = {one["badge"]: one for one in manager.get("/staff")["officers"]}
    assert board[LENT]["works_at"] == THERE
    assert refusal(manager.post(f"/suggestions/{move}/approve")) == (409, "move-decided")


@ON_ONE
@pytest.mark.parametrize("reason", ["sick", "too-late", "no-desk", "not-movable", "lent", "gone-home"])
def test_what_is_no_longer_possible_is_refused_with_its_reason_and_nothing_is_changed(
    office: Office, store: Store, manager: Client, reason: str
) -> None:
    move = a_move(store, officer="there-4" if reason == "not-movable" else LENT)
    does(office.client("branch-manager", THERE), move, "consent")
    if reason == "sick":
        assert manager.post(f"/staff/{LENT}/absences").status_code == 200
    elif reason == "too-late":
        office.go_to("2026-11-24T16:20+07:00")
    elif reason == "no-desk":
        for counter in ("1", "2", "3", "4"):
            open_desk(store, counter)
    elif reason == "lent":
        other = a_move(store)
        does(office.client("branch-manager", THERE), other, "consent")
        does(manager, other, "approve")
    elif reason == "gone-home":
        early = described().model_copy()
        branches = [
            one.model_copy(update={"staff": tuple(who.model_copy(update={"closes": time(8, 30)}) for who in one.staff)})
            for one in early.branches
        ]
        network_rows.apply(store.engine, early.model_copy(update={"branches": tuple(branches)}))
        office.store.refresh()
    before = everything(store)

    answer = manager.post(f"/suggestions/{move}/approve")

    known = {
        "sick": "officer_absent",
        "too-late": "too_late",
        "no-desk": "no_desk",
        "not-movable": "not_movable",
        "lent": "officer_lent",
        "gone-home": "officer_absent",
    }
    assert refusal(answer) == (409, "move-impossible") if reason != "too-late" else answer.status_code == 409
    if reason != "too-late":
        assert answer.get_json()["reason"] == known[reason]
        assert everything(store) == before
        shown = next(one for one in manager.get("/suggestions")["suggestions"] if one["id"] == move)
        assert shown["why_not"]["en"]
        assert "approve" not in shown["may"]


@ON_ONE
def test_a_desk_that_is_spoken_for_later_is_free_until_then(office: Office, store: Store, manager: Client) -> None:
    for counter in ("1", "2", "3"):
        open_desk(store, counter)
    now, lent = a_move(store, end=clock("12:00")), a_move(store, officer="there-2", start=clock("14:00"))
    for move in (lent, now):
        does(office.client("branch-manager", THERE), move, "consent")
    does(manager, lent, "approve")

    approved = does(manager, now, "approve")

    assert approved["state"] == "approved"


@ON_ONE
def test_saying_no_teaches_the_next_run_and_can_be_taken_back(store: Store, manager: Client) -> None:
    busy(store)
    manager.post("/suggestions")
    answered(store)
    lent = next(one for one in manager.get("/suggestions")["suggestions"] if one["kind"] == "lend")

    dismissed = does(manager, lent["id"], "dismiss", {"reason": "not-this-branch", "note": "inspection"})
    manager.post("/suggestions")
    answered(store)

    assert (dismissed["state"], dismissed["dismissed_because"]) == ("dismissed", "not-this-branch")
    assert dismissed["dismissed_note"] == "inspection"
    told = manager.get("/suggestions")["suggestions"]
    assert not [one for one in told if one["state"] == "proposed" and one["kind"] == "lend"]
    assert does(manager, lent["id"], "undo")["state"] == "proposed"


@ON_ONE
def test_a_run_for_one_branch_leaves_what_others_are_asked_to_decide(
    office: Office, store: Store, manager: Client
) -> None:
    lent = a_move(store)
    here, there = a_move(store, MoveKind.RESKILL), a_move(store, MoveKind.RESKILL, branch=THERE, officer="there-2")
    does(office.client("branch-manager", THERE), lent, "consent")

    office.client("branch-manager", HERE).post("/suggestions")
    answered(store)
    after_one = {one["id"]: one for one in manager.get("/suggestions")["suggestions"]}
    manager.post("/suggestions")
    answered(store)
    after_all = {one["id"] for one in manager.get("/suggestions")["suggestions"]}

    assert {lent, here, there} & after_one.keys() == {lent, there}
    assert after_one[lent]["needs_consent"] == []
    assert not {lent, here, there} & after_all


@ON_ONE
def test_who_manages_the_network_agrees_for_a_branch_only_where_its_file_says_so(
    office: Office, store: Store, manager: Client
) -> None:
    move = a_move(store)
    before = everything(store)

    assert "consent" not in manager.get("/suggestions")["suggestions"][0]["may"]
    assert refusal(manager.post(f"/suggestions/{move}/consent")) == (403, "forbidden")
    assert everything(store) == before

    network_rows.apply(store.engine, described().model_copy(update={"moves": Moves(network_consents=True)}))
    office.store.refresh()

    assert "consent" in manager.get("/suggestions")["suggestions"][0]["may"]
    assert does(manager, move, "consent")["needs_consent"] == []


@ON_ONE
def test_who_can_only_sign_in_is_no_officer_too_many(store: Store) -> None:
    access.put_person(store, login="an", password_hash="none", role=Role.OFFICER, branch=HERE)
    minds: dict[str, BranchMind] = {}

    now = network_now(store, lambda code: minds.setdefault(code, BranchMind(code)), now=store.now())

    assert {one.badge for one in (*now[HERE].officers, *now[HERE].idle)} == {"here-1", "here-2"}


@ON_ONE
def test_a_branch_s_manager_decides_for_his_own_branch_alone(office: Office, store: Store) -> None:
    here, there = office.client("branch-manager", HERE), office.client("branch-manager", THERE)
    lent, opened = a_move(store), a_move(store, MoveKind.RESKILL)
    open_desk(store, "1")

    assert refusal(here.post(f"/suggestions/{lent}/consent")) == (403, "forbidden")
    assert refusal(there.post(f"/suggestions/{lent}/approve")) == (403, "forbidden")
    assert refusal(there.post(f"/suggestions/{opened}/dismiss")) == (403, "forbidden")
    assert refusal(there.post("/staff/here-1/absences")) == (403, "forbidden")
    assert does(here, opened, "approve")["state"] == "approved"
    assert [one["id"] for one in there.get("/suggestions")["suggestions"]] == [lent]
    assert {one["branch"] for one in there.get("/staff")["officers"]} == {THERE}


def test_a_sick_call_takes_an_officer_off_until_it_is_taken_back(manager: Client, store: Store) -> None:
    told = manager.post("/staff/here-1/absences", key="sick-1")
    again = manager.post("/staff/here-1/absences", key="sick-1")

    assert told.get_json() == again.get_json()
    StaffOut.model_validate(told.get_json())
    officer = next(one for one in told.get_json()["officers"] if one["badge"] == "here-1")
    (absence,) = officer["absences"]
    assert (officer["state"], absence["kind"], absence["end"][11:16]) == ("sick", "sick", "17:00")
    back = manager.post(f"/staff/here-1/absences/{absence['id']}/cancel").get_json()["officers"]
    assert next(one for one in back if one["badge"] == "here-1")["state"] == "expected"
    assert refusal(manager.post(f"/staff/here-1/absences/{absence['id']}/cancel")) == (422, "bad-change")
    assert refusal(manager.post("/staff/nobody/absences")) == (404, "officer-not-found")
    late = {"start": EVENING, "end": "2026-11-24T16:00:00+07:00"}
    assert refusal(manager.post("/staff/here-1/absences", late)) == (422, "bad-change")


@ON_ONE
def test_the_network_tells_the_ways_that_its_map_draws_and_one_branch_alone_needs_none(
    office: Office, manager: Client
) -> None:
    (way,) = manager.get("/network")["ways"]
    (from_here,) = [one for one in manager.get(f"/network/branches/{HERE}")["ways"] if one["branch"] == THERE]

    assert way == {"branch": HERE, "to": THERE, "travel_s": from_here["travel_s"]}
    assert office.client("branch-manager", HERE).get("/network")["ways"] == []


@ON_ONE
def test_one_branch_is_told_closely(store: Store, manager: Client) -> None:
    busy(store)

    told = manager.get(f"/network/branches/{HERE}")

    BranchDetailOut.model_validate(told)
    assert [one["at"][11:16] for one in told["half_hours"]][:2] == ["08:00", "08:30"]
    assert len(told["half_hours"]) == 18
    assert told["half_hours"][2]["came"] == 30
    # Both are at work from eight to twelve and from one on.
    assert [told["half_hours"][at]["capacity_min"] for at in (3, 8)] == [60, 0]
    assert told["branch"]["expected_hour"] is None
    assert {one["number"] for one in told["longest"]} == {f"T{at:03}" for at in range(1, 21)}
    assert told["model"] == "described"
    way = next(one["travel_s"] for one in told["ways"] if one["branch"] == THERE)
    assert way > 5 * 60


@ON_ONE
def test_who_is_expected_within_an_hour_is_told_of_every_branch(store: Store, manager: Client) -> None:
    expected = {"land": [0.0] * 96, "results": [0.0] * 96}
    expected["land"][36:42] = [1.0, 2.0, 3.0, 4.0, 50.0, 50.0]
    expected["results"][35:37] = [50.0, 0.5]
    body = json.dumps({"expected": expected, "model": "seasonal"})
    today = store.branch(HERE).hours.local_day(store.now())
    with store.writing() as connection:
        connection.execute(insert(tables.wait_learning), {"branch": HERE, "day": today, "body": body})

    told = {one["code"]: one["expected_hour"] for one in manager.get("/network")["branches"]}

    assert (told[HERE], told[THERE]) == (10.5, None)


@ON_ONE
def test_what_if_tells_the_effects_of_what_nobody_has_done(store: Store, manager: Client) -> None:
    busy(store)
    change = {"kind": "lend", "branch": THERE, "officer": LENT, "to": HERE, "services": ["land"]}

    run = manager.post("/what-if", {"changes": [change, {"kind": "close", "branch": HERE, "counter": "2"}]})
    answered(store)

    told = manager.get(f"/what-if/{run.get_json()['id']}")
    RunOut.model_validate(told)
    assert (told["state"], {one["branch"] for one in told["effects"]}) == ("done", {HERE, THERE})
    assert manager.get("/suggestions")["suggestions"] == []


def test_what_if_does_not_open_a_counter_that_is_open(store: Store, manager: Client) -> None:
    busy(store)
    later = (store.now() + timedelta(hours=1)).isoformat()
    change = {"kind": "open", "branch": HERE, "counter": "1"}

    told = manager.post("/what-if", {"changes": [change]})

    assert refusal(told) == (409, "move-impossible")
    assert told.get_json()["reason"] == "counter_open"
    assert manager.post("/what-if", {"changes": [change | {"start": later}]}).status_code == 202


SENSELESS = [
    ({"kind": "lend", "branch": THERE, "officer": LENT, "to": "nowhere"}, "unknown-branch"),
    ({"kind": "lend", "branch": THERE, "officer": LENT, "to": THERE}, "bad-change"),
    ({"kind": "lend", "branch": THERE, "to": HERE}, "bad-change"),
    ({"kind": "open", "branch": HERE}, "bad-change"),
    ({"kind": "open", "branch": HERE, "counter": "99"}, "unknown-counter"),
    ({"kind": "open", "branch": HERE, "counter": "4", "services": ["divorce"]}, "unknown-service"),
    ({"kind": "dance", "branch": HERE}, "bad-field"),
    ({"kind": "close", "branch": HERE, "counter": "1", "start": EVENING, "end": EVENING}, "bad-change"),
]


@ON_ONE
def test_a_change_that_makes_no_sense_is_refused(store: Store, manager: Client) -> None:
    before = everything(store)

    answers = [refusal(manager.post("/what-if", {"changes": [change]})) for change, _ in SENSELESS]

    assert answers == [(422, problem) for _, problem in SENSELESS]
    assert everything(store) == before


@ON_ONE
def test_a_run_that_fails_says_so_and_the_next_is_answered(store: Store, manager: Client) -> None:
    broken = manager.post("/what-if", {"changes": [{"kind": "close", "branch": HERE, "counter": "1"}]}).get_json()["id"]
    with store.writing() as connection:
        set_run(connection, broken, request={"changes": [{"kind": "close", "branch": "gone"}]})
    manager.post("/suggestions")

    with capture_logs() as logged:
        answered(store)

    assert [one["event"] for one in logged] == ["run failed"]
    assert manager.get(f"/what-if/{broken}")["state"] == "failed"
    assert manager.get("/suggestions")["run"]["state"] == "done"


class Started:
    """A process that answers nothing until it is ended."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._lives = True

    def is_alive(self) -> bool:
        return self._lives

    def terminate(self) -> None:
        self._lives = False

    def join(self) -> None:
        pass


@ON_ONE
def test_a_run_whose_process_is_gone_has_failed_and_the_same_question_is_asked_anew(
    store: Store, manager: Client
) -> None:
    started: list[Started] = []

    def start(url: str) -> Process:
        started.append(Started(url))
        return started[-1]

    def state_of_the_last() -> str:
        told: str = manager.get("/suggestions")["run"]["state"]
        return told

    left = manager.post("/suggestions").get_json()["id"]
    with store.writing() as connection:
        set_run(connection, left, state=RunState.RUNNING)

    suggester = Suggester("sqlite://", start=start)
    suggester.look(store)
    left_by_another_worker = state_of_the_last()
    anew = manager.post("/suggestions").get_json()["id"]
    suggester.look(store)
    with store.writing() as connection:
        set_run(connection, anew, state=RunState.RUNNING)
    suggester.look(store)
    while_it_lives = state_of_the_last()
    started[0].terminate()
    suggester.look(store)

    assert (left_by_another_worker, while_it_lives, state_of_the_last()) == ("failed", "running", "failed")
    assert left < anew < manager.post("/suggestions").get_json()["id"]
    assert len(started) == 1
