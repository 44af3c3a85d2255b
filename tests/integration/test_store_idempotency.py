"""Is a request that is sent again answered as before, and is nothing done twice?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from server.actions.forget import CHUNK, forget_old_answers, forget_old_halls, forget_old_tokens
from server.database import tables
from server.database.idempotency import Once, keep_answer, kept_answer, question
from server.database.store import Store
from server.domain.refusals import KeyReused
from tests.integration.databases import HERE, THERE
from tests.integration.deeds import everything, kinds_of
from tests.integration.office import Client, Office

TICKETS = f"/branches/{HERE}/tickets"
LEASES = f"/branches/{HERE}/number-leases"
LAND = {"services": ["land"], "language": "vi"}
ID = "01939a5e-7c00-7aaa-8bbb-0123456789ab"
DAY = timedelta(hours=24)


def kept(store: Store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(tables.idempotent_answer)).scalar_one()


def age_answers(store: Store, by: timedelta) -> None:
    """Let all kept answers have been given so much earlier."""
    with store.writing() as connection:
        connection.execute(update(tables.idempotent_answer).values(wall_at=datetime.now(UTC) - by))


def test_the_same_key_gets_the_same_answer_though_the_line_has_moved_on(office: Office) -> None:
    kiosk, officer = office.client("kiosk"), office.client("officer")
    first = kiosk.post(TICKETS, LAND, key="one")
    officer.does("1", "open")
    officer.does("1", "call-next")
    before = everything(office.store)

    again = kiosk.post(TICKETS, LAND, key="one")

    assert (again.status_code, again.data, again.content_type) == (201, first.data, first.content_type)
    assert everything(office.store) == before


def test_an_answer_without_a_body_is_kept_too(office: Office) -> None:
    officer = office.client("officer")
    officer.does("1", "open")
    first = officer.at("1", "call-next", key="one")
    office.client("kiosk").take()

    again = officer.at("1", "call-next", key="one")
    with_another_key = officer.at("1", "call-next", key="two")

    assert [answer.status_code for answer in (first, again, with_another_key)] == [204, 204, 200]
    assert again.data == b""


def test_another_body_with_the_same_key_is_refused_and_changes_nothing(office: Office) -> None:
    kiosk = office.client("kiosk")
    kiosk.post(TICKETS, LAND, key="one")
    before = everything(office.store)

    answer = kiosk.post(TICKETS, LAND | {"language": "en"}, key="one")

    assert (answer.status_code, answer.get_json()["type"]) == (422, "/problems/key-reused")
    assert everything(office.store) == before


def test_the_order_of_a_bodys_members_makes_no_other_body(office: Office) -> None:
    kiosk = office.client("kiosk")
    how: dict[str, Any] = {"content_type": "application/json", "headers": {"Idempotency-Key": "one"}}

    first = kiosk.send("POST", TICKETS, data=b'{"services": ["land"], "language": "vi"}', **how)
    turned = kiosk.send("POST", TICKETS, data=b' {"language": "vi",\n "services": ["land"]}', **how)

    assert first.status_code == 201
    assert turned.data == first.data


def test_a_key_is_the_tokens_own(office: Office) -> None:
    mine, yours = office.client("kiosk"), office.stranger("kiosk")

    numbers = [client.post(TICKETS, LAND, key="one").get_json()["number"] for client in (mine, yours, mine)]

    assert numbers == ["T001", "T002", "T001"]


def test_a_key_is_for_one_address(office: Office) -> None:
    officer, greeter = office.client("officer"), office.client("greeter")

    opened = [officer.at(counter, "open", {}, key="one").get_json()["counter"] for counter in ("1", "2", "1")]
    leased = greeter.post(LEASES, {"service": "land", "count": 1}, key="one")
    taken = greeter.post(TICKETS, LAND, key="one")

    assert opened == ["1", "2", "1"]
    assert (leased.status_code, taken.status_code) == (200, 201)


def test_a_key_is_for_one_method() -> None:
    scope = {"caller": "kiosk:1", "path": "/x", "key": "one", "body": {}}

    posted, put = Once.of(method="POST", **scope), Once.of(method="PUT", **scope)

    assert posted.key != put.key
    assert posted.body_hash == put.body_hash


def test_parts_of_a_scope_do_not_run_into_each_other() -> None:
    one = Once.of(caller="kiosk:1", method="POST", path="/a", key='","b', body={})
    other = Once.of(caller="kiosk:1", method="POST", path='/a","', key="b", body={})

    assert one.key != other.key


def test_a_refusal_is_not_kept_and_does_not_use_the_key_up(office: Office) -> None:
    officer = office.client("officer")
    office.client("kiosk").take()
    closed = officer.at("1", "call-next", key="one")
    kept_after_refusal = kept(office.store)
    officer.does("1", "open")

    allowed = officer.at("1", "call-next", key="one")

    assert (closed.status_code, kept_after_refusal, allowed.status_code) == (409, 0, 200)


def test_without_a_key_nothing_is_kept(office: Office) -> None:
    office.client("kiosk").take()

    assert kept(office.store) == 0


def test_a_lease_is_given_again_and_no_second_block_is_set_aside(office: Office) -> None:
    kiosk, body = office.client("kiosk"), {"service": "land", "count": 5}

    first, again = (kiosk.post(LEASES, body, key="one").get_json() for _ in range(2))
    second = kiosk.post(LEASES, body, key="two").get_json()

    assert first == again == {"from": "T100", "to": "T199", "expires_at": "2026-11-25T00:00:00.000+07:00"}
    assert second["from"] == "T200"


def test_threads_with_one_key_get_one_ticket_between_them(office: Office) -> None:
    kiosk, together = office.client("kiosk"), Barrier(6)

    def press(mine: Client) -> bytes:
        together.wait()
        return mine.post(TICKETS, LAND, key="one").data

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(press, [kiosk.again() for _ in range(6)]))

    assert len(answers) == 1
    assert kinds_of(office.store) == ["branch_opened", "issued"]


def test_an_answer_is_kept_with_its_change_or_not_at_all(store: Store) -> None:
    once = Once.of(caller="kiosk:1", method="POST", path="/x", key="one", body={"a": 1})
    with store.change(HERE, actor="kiosk:1", ask=question(once)) as change:
        before = kept_answer(change, once)
        keep_answer(change, once, status=204, answer="")
        inside = kept(store)

    with store.change(HERE, actor="kiosk:1", ask=question(once)) as change:
        after = kept_answer(change, once)

    assert (before, inside, after) == (None, 0, (204, ""))


def test_the_hash_of_the_body_decides_whether_it_is_another_one(store: Store) -> None:
    once, other = (
        Once.of(caller="kiosk:1", method="POST", path="/x", key="one", body={"a": value}) for value in (1, "1")
    )
    with store.change(HERE, actor="kiosk:1", ask=question(once)) as change:
        keep_answer(change, once, status=200, answer="{}")

    with store.change(HERE, actor="kiosk:1", ask=question(other)) as change, pytest.raises(KeyReused):
        kept_answer(change, other)


def test_answers_are_forgotten_after_a_day_of_the_wall_clock_whatever_the_products_clock_says(office: Office) -> None:
    kiosk = office.client("kiosk")
    office.go_to("2020-11-24T09:00+07:00")
    kiosk.post(TICKETS, LAND, key="one")
    office.later(days=3)
    too_early = forget_old_answers(office.store, older_than=DAY)
    age_answers(office.store, DAY + timedelta(minutes=1))

    forgotten = forget_old_answers(office.store, older_than=DAY)
    again = kiosk.post(TICKETS, LAND, key="one").get_json()

    assert (too_early, forgotten) == (0, 1)
    assert again["issued_at"].startswith("2020-11-27")


def test_answers_are_forgotten_a_chunk_at_a_time_and_the_young_ones_stay(store: Store) -> None:
    old, young = datetime.now(UTC) - DAY - timedelta(hours=1), datetime.now(UTC)
    rows = [
        {"key": f"{number:064}", "body_hash": "", "status": 200, "answer": "", "wall_at": young if number < 3 else old}
        for number in range(2 * CHUNK + 53)
    ]
    with store.writing() as connection:
        connection.execute(insert(tables.idempotent_answer), rows)

    forgotten = forget_old_answers(store, older_than=DAY)

    assert (forgotten, kept(store)) == (2 * CHUNK + 50, 3)


def test_what_a_hall_told_is_forgotten_by_the_wall_clock_and_the_young_stays(store: Store) -> None:
    row = {"branch": HERE, "at": store.now(), "screen": "hall-1.a", "zone": None, "call": "c1", "what": "said"}
    old, young = datetime.now(UTC) - DAY - timedelta(hours=1), datetime.now(UTC)
    with store.writing() as connection:
        connection.execute(insert(tables.hall_told), [row | {"wall_at": at} for at in (old, young, old)])

    first, second = (forget_old_halls(store, older_than=DAY) for _ in range(2))

    assert (first, second) == (2, 0)


def test_a_tickets_token_opens_it_until_a_day_after_the_visit(office: Office) -> None:
    kiosk, officer, visitor = office.client("kiosk"), office.client("officer"), office.client()
    over, waiting = (kiosk.take(priority="priority") for _ in range(2))
    officer.does("1", "open")
    officer.does("1", "call-next")
    officer.does("1", "finish")
    office.later(hours=23)
    young = forget_old_tokens(office.store, older_than=DAY)
    office.later(hours=2)

    forgotten = forget_old_tokens(office.store, older_than=DAY)

    assert (young, forgotten) == (0, 1)
    assert visitor.send("GET", f"/tickets/{over['token']}").status_code == 404
    assert visitor.get(f"/tickets/{waiting['token']}")["number"] == waiting["number"]
    assert visitor.post(f"/tickets/{over['token']}/cancel").status_code == 404


def test_an_id_of_the_clients_own_is_its_key_for_ever(office: Office) -> None:
    kiosk, officer = office.client("kiosk"), office.client("officer")
    first = kiosk.take(id=ID)
    age_answers(office.store, DAY * 2)
    forget_old_answers(office.store, older_than=DAY)

    again = kiosk.take(id=ID.upper())
    officer.does("1", "open")
    officer.does("1", "call-next")
    called = kiosk.take("results", id=ID, language="fr")

    assert again == first
    assert [called[name] for name in ("id", "number", "token", "seq", "service", "language")] == [
        first[name] for name in ("id", "number", "token", "seq", "service", "language")
    ]
    assert (called["state"], called["ahead"], called["wait_p50_s"]) == ("called", None, None)
    assert kinds_of(office.store).count("issued") == 1


def test_threads_with_one_id_get_one_ticket_between_them(office: Office) -> None:
    kiosk, together = office.client("kiosk"), Barrier(6)

    def press(mine: Client) -> str:
        together.wait()
        return str(mine.take(id=ID)["number"])

    with ThreadPoolExecutor(6) as pool:
        numbers = set(pool.map(press, [kiosk.again() for _ in range(6)]))

    assert numbers == {"T001"}
    assert kinds_of(office.store).count("issued") == 1


def test_an_id_that_was_voided_before_it_came_can_never_become_a_ticket(office: Office) -> None:
    kiosk, other_kiosk = office.client("kiosk"), office.client("kiosk", THERE)
    voided = kiosk.post(f"{TICKETS}/{ID}/void")
    before = everything(office.store)

    late = kiosk.post(TICKETS, LAND | {"id": ID.upper()})
    elsewhere = other_kiosk.post(f"/branches/{THERE}/tickets", LAND | {"id": ID})

    assert (voided.status_code, voided.get_json()["id"]) == (200, ID)
    assert [(one.status_code, one.get_json()["type"]) for one in (late, elsewhere)] == [
        (409, "/problems/ticket-voided")
    ] * 2
    assert late.get_json()["id"] == ID
    assert everything(office.store) == before


def test_a_waiting_ticket_that_is_voided_leaves_the_line_and_its_id_is_used_up(office: Office) -> None:
    kiosk = office.client("kiosk")
    kiosk.take(id=ID)

    voided = kiosk.post(f"{TICKETS}/{ID}/void").get_json()
    late = kiosk.post(TICKETS, LAND | {"id": ID})
    number = kiosk.take()["number"]

    assert voided == {"id": ID, "seq": 3}
    assert late.status_code == 409
    assert number == "T002"
    assert office.client().get(f"/branches/{HERE}/hall")["next"] == ["T002"]
    assert kinds_of(office.store) == ["branch_opened", "issued", "voided", "issued"]


@pytest.mark.parametrize("known", [True, False])
def test_to_void_again_does_no_harm(office: Office, known: bool) -> None:
    kiosk = office.client("kiosk")
    if known:
        kiosk.take(id=ID)
    first = kiosk.post(f"{TICKETS}/{ID}/void")
    before = everything(office.store)

    again = kiosk.post(f"{TICKETS}/{ID}/void")

    assert (again.status_code, again.get_json()) == (200, first.get_json())
    assert everything(office.store) == before


def test_a_called_ticket_is_not_voided_and_gets_no_tombstone(office: Office) -> None:
    kiosk, officer = office.client("kiosk"), office.client("officer")
    kiosk.take(id=ID)
    officer.does("1", "open")
    officer.does("1", "call-next")
    before = everything(office.store)

    refused = kiosk.post(f"{TICKETS}/{ID}/void")

    assert (refused.status_code, refused.get_json()["type"]) == (409, "/problems/wrong-state")
    assert everything(office.store) == before
    assert kiosk.take(id=ID)["state"] == "called"


def test_a_cancelled_visit_that_is_cancelled_again_stays_as_it_is(office: Office) -> None:
    ticket, visitor = office.client("kiosk").take(), office.client()
    first = visitor.post(f"/tickets/{ticket['token']}/cancel")

    again = visitor.post(f"/tickets/{ticket['token']}/cancel")

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.get_json() == first.get_json()
    assert kinds_of(office.store) == ["branch_opened", "issued", "cancelled"]
