"""Does a branch's first change of a new local day close yesterday, in order, in one transaction, and begin afresh?"""

import json
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from server.actions.set_clock import set_clock
from server.actions.start_day import SYSTEM, begin_days
from server.database import tables
from server.database.store import Store
from server.domain.refusals import NobodyAtCounter
from tests.integration.databases import HERE, POINT, THERE
from tests.integration.deeds import call, events_of, everything, finish, head_of, kinds_of, open_desk, take
from tests.integration.office import Office

WEDNESDAY_EIGHT = "2026-11-25T08:00+07:00"
PRIVATE = tables.ticket_private.c


def go_to(store: Store, at: str) -> None:
    set_clock(store, at=datetime.fromisoformat(at), speed=0.0)


@pytest.fixture
def evening(store: Store) -> Store:
    """What a Tuesday left behind: one visit done, one at counter 1, two waiting, counters 1 and 2 open."""
    for service, priority in (("land", "priority"), ("results", "priority"), ("land", None), ("results", "priority")):
        take(store, service, priority=priority, needs=("deaf",), dossiers=3)
    open_desk(store)
    call(store)
    call(store)
    open_desk(store, "2", "results")
    return store


def rows(store: Store, *columns: Any) -> list[Any]:
    with store.read() as connection:
        return list(connection.execute(select(*columns)))


def test_yesterdays_visitors_expire_then_counters_close_then_the_branch_closes_and_opens(evening: Store) -> None:
    before = head_of(evening).seq
    go_to(evening, WEDNESDAY_EIGHT)

    take(evening)

    added = events_of(evening)[before:]
    assert [(event.kind, event.counter) for event in added] == [
        ("expired", None),
        ("expired", None),
        ("expired", None),
        ("counter_closed", "1"),
        ("counter_closed", "2"),
        ("branch_closed", None),
        ("branch_opened", None),
        ("issued", None),
    ]
    told = [json.loads(event.body) for event in added]
    assert {event["at"] for event in told} == {tables.as_microseconds(datetime.fromisoformat(WEDNESDAY_EIGHT))}
    assert [event["actor"] for event in told] == [SYSTEM] * 7 + ["kiosk:1"]
    assert [event["data"] for event in told[5:7]] == [{"day": "2026-11-24"}, {"day": "2026-11-25"}]
    assert sorted(event["data"]["number"] for event in told[:3]) == ["T002", "W001", "W002"]


def test_nobody_and_nothing_of_yesterday_is_left_at_the_counters(evening: Store) -> None:
    go_to(evening, WEDNESDAY_EIGHT)

    take(evening)

    counter, step = tables.counter.c, tables.step.c
    found = rows(evening, counter.state, counter.officer, counter.ticket_id, counter.number, counter.opened_at)
    assert set(found) == {("closed", None, None, None, None)}
    states = sorted(state for (state,) in rows(evening, step.state))
    assert states == ["done", "expired", "expired", "expired", "waiting"]


def test_the_new_day_is_written_in_the_transaction_of_the_change_or_not_at_all(evening: Store) -> None:
    before = everything(evening)
    go_to(evening, WEDNESDAY_EIGHT)
    clock = everything(evening)["clock"]

    with pytest.raises(NobodyAtCounter):
        finish(evening, "1")

    assert everything(evening) == before | {"clock": clock}


def test_numbers_begin_again_and_the_same_number_on_another_day_is_another_ticket(evening: Store) -> None:
    go_to(evening, WEDNESDAY_EIGHT)

    numbers = [take(evening, service).ticket.number for service in ("land", "results", "land")]

    assert numbers == ["T001", "W001", "T002"]
    ticket = tables.ticket.c
    same = [str(day) for day, number in rows(evening, ticket.day, ticket.number) if number == "T001"]
    assert sorted(same) == ["2026-11-24", "2026-11-25"]


def test_a_lease_of_yesterday_is_no_lease_today(office: Office) -> None:
    kiosk = office.client("kiosk")
    lease = kiosk.post(f"/branches/{HERE}/number-leases", {"service": "land", "count": 5}).get_json()
    office.go_to(WEDNESDAY_EIGHT)

    answer = kiosk.post(f"/branches/{HERE}/tickets", {"services": ["land"], "number": lease["from"]})

    assert lease["expires_at"] == "2026-11-25T00:00:00.000+07:00"
    assert (answer.status_code, answer.get_json()["type"]) == (422, "/problems/bad-number")


def test_classes_needs_and_dossiers_of_yesterday_are_erased_and_rank_becomes_the_ready_time(evening: Store) -> None:
    take(evening, branch=THERE, priority="priority", needs=("deaf",), dossiers=4)
    tokens = sorted(rows(evening, PRIVATE.token))
    go_to(evening, WEDNESDAY_EIGHT)

    take(evening, "land", priority="priority", needs=("deaf",), dossiers=2)

    today, not_begun_there = ("priority", ["deaf"], 2), ("priority", ["deaf"], 4)
    private = rows(evening, PRIVATE.priority, PRIVATE.needs, PRIVATE.dossiers)
    assert sorted(private, key=str) == sorted([(None, None, None)] * 4 + [today, not_begun_there], key=str)
    ranked = (
        select(tables.ticket.c.day, tables.ticket.c.ready_at, tables.step.c.rank)
        .join(tables.step, tables.step.c.ticket_id == tables.ticket.c.id)
        .where(tables.ticket.c.branch == HERE)
    )
    with evening.read() as connection:
        found = connection.execute(ranked).all()
    assert all(rank == ready_at for day, ready_at, rank in found if str(day) == "2026-11-24")
    assert [rank < ready_at for day, ready_at, rank in found if str(day) == "2026-11-25"] == [True]
    assert set(tokens) < set(rows(evening, PRIVATE.token))


def test_notes_reasons_of_calls_and_last_acts_of_yesterday_are_erased(office: Office) -> None:
    officer = office.client("officer")
    office.client("kiosk").take(dossier="H-1")
    officer.does("1", "open")
    officer.does("1", "call", {"number": "T001", "reason": "a child is ill"})
    officer.does("1", "hold", {"reason": "fetches a copy"})
    notes, codes, reason = PRIVATE.notes, PRIVATE.dossier_code, tables.call_reason.c.note
    before = (rows(office.store, notes, codes), rows(office.store, reason))
    office.go_to(WEDNESDAY_EIGHT)

    office.client("kiosk").take("results")

    assert before == ([({"hold": "fetches a copy"}, "H-1")], [("a child is ill",)])
    assert set(rows(office.store, notes, codes)) == {(None, None)}
    assert rows(office.store, reason) == []
    assert rows(office.store, tables.last_act.c.act) == []


def test_views_do_not_show_yesterdays_line_before_anybody_has_changed_anything_today(office: Office) -> None:
    officer, anybody, network = office.client("officer"), office.client(), office.client("network-manager")
    for _ in range(4):
        office.client("kiosk").take()
    officer.does("1", "open")
    officer.does("1", "call-next")
    officer.does("2", "open")
    officer.does("2", "call-next")
    officer.does("2", "hold")
    before = anybody.get(f"/branches/{HERE}/hall")
    office.go_to(WEDNESDAY_EIGHT)

    hall = anybody.get(f"/branches/{HERE}/hall")
    counters = officer.get(f"/branches/{HERE}/counters")["counters"]
    view = officer.get(f"/branches/{HERE}/counters/1/view")
    services = anybody.get(f"/branches/{HERE}/services")["services"]
    branches = {row["code"]: row for row in anybody.get("/branches")["branches"]}
    rows = {row["code"]: row for row in network.get("/network")["branches"]}

    assert (before["waiting"], len(before["serving"])) == (2, 1)
    assert (hall["waiting"], hall["next"], hall["serving"]) == (0, [], [])
    assert {service["waiting"] for service in hall["by_service"]} == {0}
    assert {(row["state"], row["officer"], row["ticket"]) for row in counters} == {("closed", None, None)}
    assert (view["state"], view["ticket"], view["waiting"], view["waiting_total"], view["held"]) == (
        "closed",
        None,
        [],
        0,
        [],
    )
    assert {(row["waiting"], row["wait_p50_s"]) for row in services} == {(0, None)}
    assert (branches[HERE]["waiting"], branches[HERE]["wait_low_s"]) == (0, None)
    assert (rows[HERE]["waiting"], rows[HERE]["called"], rows[HERE]["counters_open"]) == (0, 0, 0)


def test_views_show_the_line_though_the_clock_was_set_back_over_midnight(office: Office) -> None:
    officer, anybody, network = office.client("officer"), office.client(), office.client("network-manager")
    office.go_to("2026-11-26T09:00+07:00")
    officer.does("1", "open")
    office.client("kiosk").take()
    office.go_to("2026-11-24T09:00+07:00")

    hall = anybody.get(f"/branches/{HERE}/hall")
    view = officer.get(f"/branches/{HERE}/counters/1/view")
    service = anybody.get(f"/branches/{HERE}/services")["services"][1]
    branches = {row["code"]: row for row in anybody.get("/branches")["branches"]}
    rows = {row["code"]: row for row in network.get("/network")["branches"]}
    called = officer.does("1", "call-next")

    assert (hall["waiting"], hall["next"]) == (1, ["T001"])
    assert (view["state"], view["waiting_total"]) == ("open", 1)
    assert (service["code"], service["waiting"], service["wait_p50_s"] is None) == ("land", 1, False)
    assert (branches[HERE]["waiting"], rows[HERE]["waiting"], rows[HERE]["counters_open"]) == (1, 1, 1)
    assert called["ticket"]["number"] == "T001"


def test_the_days_of_branches_that_nobody_has_changed_are_begun_by_the_worker(store: Store) -> None:
    take(store)
    take(store, branch=THERE)
    go_to(store, WEDNESDAY_EIGHT)
    take(store, branch=THERE)

    begun = begin_days(store)
    again = begin_days(store)

    assert (begun, again) == ([HERE], [])
    assert kinds_of(store) == ["branch_opened", "issued", "expired", "branch_closed", "branch_opened"]
    assert kinds_of(store, THERE)[-2:] == ["branch_opened", "issued"]
    assert kinds_of(store, POINT) == []


def test_a_day_begins_at_the_branchs_own_midnight(store: Store) -> None:
    take(store)
    go_to(store, "2026-11-24T16:59:59+00:00")
    before_midnight = begin_days(store)
    go_to(store, "2026-11-24T17:00:00+00:00")

    after_midnight = begin_days(store)

    assert (before_midnight, after_midnight) == ([], [HERE])
    assert str(head_of(store).day) == "2026-11-25"


def test_days_that_nobody_came_on_are_closed_once(store: Store) -> None:
    take(store)
    go_to(store, "2026-11-30T08:00+07:00")

    take(store)

    days = [json.loads(event.body)["data"] for event in events_of(store) if event.kind.startswith("branch_")]
    assert [told["day"] for told in days] == ["2026-11-24", "2026-11-24", "2026-11-30"]


def test_who_was_left_over_at_closing_gets_the_first_place_of_the_next_morning_once(office: Office) -> None:
    kiosk = office.client("kiosk")
    left = kiosk.take()
    office.go_to("2026-11-25T08:30+07:00")
    first = kiosk.take()

    exchanged = kiosk.take(instead_of=left["token"])
    again = kiosk.post(f"/branches/{HERE}/tickets", {"services": ["land"], "instead_of": left["token"]})
    hall = office.client().get(f"/branches/{HERE}/hall")

    assert hall["next"] == [exchanged["number"], first["number"]]
    assert exchanged["issued_at"].startswith("2026-11-25T08:00:00")
    assert (again.status_code, again.get_json()["type"]) == (409, "/problems/leftover-lapsed")
