"""A lunch rota that managers write: what the board, the planning and the waits then know of it. Both databases."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from config.network import Network
from server.api.staff_bodies import StaffOut
from server.database import network_rows
from server.database.store import Store
from server.planning.habits import Shift
from server.worker.branch_mind import BranchMind
from server.worker.outlook_now import network_now
from server.worker.predictor import Predictor
from server.worker.told_shifts import told_shifts
from tests.integration.databases import DESCRIBED, HERE, THERE
from tests.integration.deeds import everything, open_desk, take
from tests.integration.office import Client, Office

ON_ONE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
LUNCHES = f"/network/branches/{HERE}/lunches"
HOUR = 3600.0


def described() -> Network:
    """Two officers here, at counters 1 and 2: the first rests from twelve to one, the second when the branch does."""
    here, *others = DESCRIBED["branches"]  # type: ignore[misc]
    skills = ["certification", "land", "results"]
    staff = [{"badge": "here-1", "skills": skills, "lunch": "12:00"}, {"badge": "here-2", "skills": skills}]
    return Network.model_validate({**DESCRIBED, "branches": [here | {"staff": staff}, *others]})


@pytest.fixture(autouse=True)
def _described(database: str, office: Office, store: Store) -> None:
    network_rows.apply(store.engine, described())
    for one in (store, office.store):
        one.refresh()


@pytest.fixture
def manager(office: Office) -> Client:
    return office.client("network-manager")


def at(clock: str, *, day: int = 24) -> str:
    return f"2026-11-{day}T{clock}:00+07:00"


def lunch(badge: str, start: str, end: str) -> dict[str, str]:
    return {"badge": badge, "start": at(start), "end": at(end)}


def told(manager: Client, *lunches: dict[str, str], **more: Any) -> list[dict[str, Any]]:
    answer = manager.post(LUNCHES, {"lunches": list(lunches)}, **more)
    assert answer.status_code == 200, answer.text
    officers: list[dict[str, Any]] = answer.get_json()["officers"]
    return officers


def rests(officers: list[dict[str, Any]], badge: str) -> str:
    span = next(one for one in officers if one["badge"] == badge)["lunch"]
    return f"{span['start'][11:16]}-{span['end'][11:16]}" if span else "none"


def numbers(officers: list[dict[str, Any]]) -> list[int]:
    return [told["id"] for one in officers for told in one["absences"] if told["kind"] == "lunch"]


def refusal(answer: TestResponse) -> tuple[int, str, str | None]:
    body = answer.get_json()
    return answer.status_code, body["type"].removeprefix("/problems/"), body.get("reason")


def test_a_rota_is_written_at_once_outlives_a_restart_and_is_taken_back_step_by_step(
    office: Office, store: Store, manager: Client
) -> None:
    first = told(manager, lunch("here-1", "11:00", "11:45"), lunch("here-2", "12:15", "13:00"), key="rota")
    again = told(manager, lunch("here-1", "11:00", "11:45"), lunch("here-2", "12:15", "13:00"), key="rota")
    second = told(manager, lunch("here-1", "11:30", "12:00"))

    assert (first, len(numbers(first))) == (again, 2)
    StaffOut.model_validate(manager.get("/staff"))
    assert [rests(first, badge) for badge in ("here-1", "here-2")] == ["11:00-11:45", "12:15-13:00"]
    roster = next(one for one in first if one["badge"] == "here-2")["roster"]
    assert [one["start"][11:16] for one in roster] == ["08:00", "13:00"]
    assert rests(second, "here-1") == "11:30-12:00"
    assert len(numbers(second)) == 2
    store.refresh()
    assert rests(manager.get("/staff")["officers"], "here-1") == "11:30-12:00"
    newest = max(numbers(second))
    back = manager.post(f"{LUNCHES}/cancel", {"absences": [newest]}).get_json()["officers"]
    assert rests(back, "here-1") == "11:00-11:45"
    back = manager.post(f"{LUNCHES}/cancel", {"absences": numbers(back)}).get_json()["officers"]
    assert [rests(back, badge) for badge in ("here-1", "here-2")] == ["12:00-13:00", "none"]
    assert refusal(manager.post(f"{LUNCHES}/cancel", {"absences": [newest]}))[:2] == (422, "bad-change")


@ON_ONE
def test_a_lunch_that_does_not_fit_is_refused_with_its_reason_and_none_of_the_rota_is_kept(
    office: Office, store: Store, manager: Client
) -> None:
    good = lunch("here-2", "11:30", "12:15")
    sick = {"kind": "sick", "start": at("13:00"), "end": at("17:00")}
    assert manager.post("/staff/here-1/absences", sick).status_code == 200
    before = everything(store)

    for bad, reason in (
        (lunch("here-1", "12:30", "13:30"), "away"),
        (lunch("here-1", "16:30", "17:30"), "outside"),
        (lunch("here-1", "12:00", "11:00"), "backwards"),
        (lunch("here-1", "08:00", "08:30"), "over"),
        (lunch("there-1", "12:00", "13:00"), "elsewhere"),
        (lunch("here-2", "12:00", "13:00"), "twice"),
        ({"badge": "here-1", "start": at("12:00", day=29), "end": at("12:30", day=29)}, "off"),
    ):
        assert refusal(manager.post(LUNCHES, {"lunches": [good, bad]})) == (422, "bad-lunch", reason)

    assert everything(store) == before
    assert refusal(manager.post(LUNCHES, {"lunches": []}))[:2] == (422, "bad-field")
    there = office.client("branch-manager", THERE)
    assert refusal(there.post(LUNCHES, {"lunches": [good]}))[:2] == (403, "forbidden")


@ON_ONE
def test_staff_is_planned_and_waits_are_told_with_the_lunch_that_was_told(
    office: Office, store: Store, manager: Client
) -> None:
    told(manager, lunch("here-1", "09:30", "10:30"))

    now = network_now(store, BranchMind, now=store.now())

    calls = {one.badge: one.calls for one in (*now[HERE].officers, *now[HERE].idle)}
    assert calls["here-1"][0] == (9 * HOUR, 9.5 * HOUR)
    usual = {"1": Shift(8 * HOUR, pauses=((12 * HOUR, 13 * HOUR),)), "2": Shift(8 * HOUR)}
    with store.read() as connection:
        shifts = told_shifts(connection, store.branch(HERE), usual, now=store.now())
    assert shifts == {"1": Shift(8 * HOUR, pauses=((9.5 * HOUR, 10.5 * HOUR),)), "2": Shift(8 * HOUR)}


@ON_ONE
def test_the_waits_are_computed_anew_as_soon_as_a_lunch_is_told_or_taken_back(
    office: Office, store: Store, manager: Client
) -> None:
    predictor = Predictor(store, settles_after_s=0.0)
    open_desk(store, "1")
    for _ in range(12):
        take(store)
    while predictor.look():
        continue
    before = wait(office)

    officers = told(manager, lunch("here-1", "09:05", "10:35"))
    looked, long = predictor.look(), wait(office)
    manager.post(f"{LUNCHES}/cancel", {"absences": numbers(officers)})
    back, after = predictor.look(), wait(office)

    assert (looked, back) == ([HERE], [HERE])
    assert long > before + HOUR
    assert after == before


def wait(office: Office) -> int:
    office.rooms.waits.forget(HERE)
    rows = office.client().get(f"/branches/{HERE}/services")["services"]
    return int(next(one for one in rows if one["code"] == "land")["wait_p50_s"])


@ON_ONE
def test_a_sick_call_overtime_and_an_early_leave_change_when_a_counter_is_at_work(
    store: Store, manager: Client
) -> None:
    for badge, told_of_him in (
        ("here-1", {"kind": "leave", "start": at("14:00")}),
        ("here-2", {"kind": "training", "start": at("10:00"), "end": at("11:00")}),
        ("here-2", {"kind": "overtime", "start": at("16:00"), "end": at("18:00")}),
    ):
        assert manager.post(f"/staff/{badge}/absences", told_of_him).status_code == 200
    usual = {"1": Shift(8 * HOUR), "2": Shift(8 * HOUR, closes_s=16 * HOUR), "3": Shift(8 * HOUR)}

    with store.read() as connection:
        shifts = told_shifts(connection, store.branch(HERE), usual, now=store.now())

    assert shifts["1"] == Shift(8 * HOUR, closes_s=14 * HOUR)
    assert shifts["2"] == Shift(8 * HOUR, pauses=((10 * HOUR, 11 * HOUR),), closes_s=18 * HOUR)
    assert shifts["3"] == usual["3"]
