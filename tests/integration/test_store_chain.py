"""Does every tampering with the past show, by our check and by a recomputation that shares no code with it?"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from click.testing import CliRunner, Result
from sqlalchemy import Connection, delete, insert, select, update

from config.settings import Settings, settings
from server.actions.opened import open_store
from server.commands.audit import audit
from server.database import tables
from server.database.chain import Break, first_break
from server.database.engine import WRITES
from server.database.store import Store
from server.views.events import chain_rows
from tests.integration.databases import HERE, KINDS, THERE, Databases
from tests.integration.deeds import call, events_of, finish, head_of, open_desk, take

E = tables.event.c
CALLED, LAST = 6, 9
Tamper = Callable[[Connection], object]


@pytest.fixture(scope="module", params=KINDS)
def past(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Store]:
    """A past that the tests of this module tamper with in transactions that are taken back."""
    with databases.ready(request.param) as url:
        store = open_store(Settings(database_url=url))
        store.refresh()
        live_through(store)
        yield store
        store.close()


def live_through(store: Store) -> None:
    """Nine events at one branch, three at another."""
    for service in ("land", "results", "land"):
        take(store, service)
    open_desk(store)
    call(store)
    call(store)
    finish(store)
    take(store, branch=THERE)
    take(store, branch=THERE)


def tampered(store: Store, work: Tamper) -> Break | None:
    """Return what the check finds of either branch after such tampering, which is then taken back."""
    with store.engine.execution_options(**{WRITES: True}).connect() as connection:
        work(connection)
        found = broken(connection, HERE) or broken(connection, THERE)
        connection.rollback()
    return found


def broken(connection: Connection, branch: str) -> Break | None:
    head = connection.execute(select(tables.branch).where(tables.branch.c.code == branch)).one()
    return first_break(branch, chain_rows(connection, branch), head=head.seq, head_hash=head.head_hash)


def verify(database: str) -> Result:
    """Run `motcua audit verify` on a database."""
    settings.cache_clear()
    try:
        return CliRunner().invoke(audit, ["verify"], env={"MOTCUA_DATABASE_URL": database})
    finally:
        settings.cache_clear()


def at(seq: int) -> Any:
    return (E.branch == HERE) & (E.seq == seq)


def hash_of(prev_hash: str, body: str) -> str:
    return sha256(bytes.fromhex(prev_hash) + body.encode()).hexdigest()


def test_the_stored_text_is_rfc_8785_and_each_hash_is_that_of_the_one_before_and_the_text(store: Store) -> None:
    live_through(store)
    with store.change(HERE, actor="officer:Đỗ") as change:
        change.record("counter_paused", counter="1", data={"zß": None, "a": ['"\\/', "\x7f \x1f \u2028 😀", True, 0]})

    events = events_of(store)

    prev = "0" * 64
    for event in events:
        said = json.loads(event.body)
        assert event.body.encode() == rfc8785.dumps(said)
        assert event.prev_hash == prev
        assert event.hash == hash_of(prev, event.body)
        assert (said["branch"], said["seq"], said["kind"]) == (HERE, event.seq, event.kind)
        assert (said["ticket"], said["counter"]) == (event.ticket_id, event.counter)
        assert isinstance(said["at"], int)
        prev = event.hash
    assert (head_of(store).head_hash, head_of(store).seq, len(events)) == (prev, 10, 10)


def test_a_past_that_nobody_touched_is_whole(past: Store) -> None:
    found = tampered(past, lambda _: None)

    assert found is None


ALTERED: dict[str, Callable[[Any], dict[str, Any]]] = {
    "kind": lambda _: {"kind": "issued"},
    "ticket": lambda _: {"ticket_id": "0" * 36},
    "no ticket": lambda _: {"ticket_id": None},
    "counter": lambda _: {"counter": "9"},
    "body": lambda event: {"body": event.body.replace("officer:7", "officer:8")},
    "only the spacing of the body": lambda event: {"body": event.body.replace(":", ": ")},
    "body and its hash": lambda event: {
        "body": event.body.replace("officer:7", "officer:8"),
        "hash": hash_of(event.prev_hash, event.body.replace("officer:7", "officer:8")),
    },
    "hash": lambda _: {"hash": "f" * 64},
    "hash of the one before": lambda _: {"prev_hash": "f" * 64},
    "seq": lambda _: {"seq": 99},
    "branch": lambda _: {"branch": THERE},
}


@pytest.mark.parametrize("what", ALTERED)
@pytest.mark.parametrize("seq", [CALLED, LAST])
def test_an_altered_event_is_found(past: Store, what: str, seq: int) -> None:
    event = events_of(past)[seq - 1]
    altered = update(tables.event).where(at(seq)).values(**ALTERED[what](event))

    found = tampered(past, lambda connection: connection.execute(altered))

    assert found is not None
    assert (found.branch, found.seq) in {(HERE, seq), (HERE, seq + 1)}


@pytest.mark.parametrize("seq", range(1, LAST + 1))
def test_an_event_that_was_taken_out_is_found_where_it_was(past: Store, seq: int) -> None:
    taken_out = delete(tables.event).where(at(seq))

    found = tampered(past, lambda connection: connection.execute(taken_out))

    missing = f"event {seq} is missing" if seq < LAST else "the chain does not end at the branch's head"
    assert found == Break(HERE, seq, missing)


def test_the_taking_away_of_all_events_is_found(past: Store) -> None:
    emptied = delete(tables.event).where(E.branch == HERE)

    found = tampered(past, lambda connection: connection.execute(emptied))

    assert found == Break(HERE, 1, "the chain does not end at the branch's head")


def test_an_event_that_was_put_in_with_a_fitting_hash_is_found(past: Store) -> None:
    last = events_of(past)[-1]
    body = json.dumps(json.loads(last.body) | {"seq": 10}, sort_keys=True, separators=(",", ":"))
    fitting = {"seq": 10, "body": body, "prev_hash": last.hash, "hash": hash_of(last.hash, body)}

    found = tampered(past, lambda connection: connection.execute(insert(tables.event), last._asdict() | fitting))

    assert found == Break(HERE, 11, "the chain does not end at the branch's head")


def test_two_events_that_changed_places_are_found(past: Store) -> None:
    def swap(connection: Connection) -> None:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            connection.execute(update(tables.event).where(at(old)).values(seq=new))

    found = tampered(past, swap)

    assert found is not None
    assert found.seq == 2


@pytest.mark.parametrize("values", [{"seq": 8}, {"seq": 10}, {"head_hash": "f" * 64}], ids=str)
def test_a_head_that_was_altered_is_found(past: Store, values: dict[str, Any]) -> None:
    altered = update(tables.branch).where(tables.branch.c.code == HERE).values(**values)

    found = tampered(past, lambda connection: connection.execute(altered))

    assert found is not None


def test_a_chain_that_is_longer_than_one_reading_is_checked_to_its_end(store: Store) -> None:
    with store.change(HERE, actor="kiosk:1") as change:
        for _ in range(1_500):
            change.record("counter_paused", counter="1")
    altered = update(tables.event).where(at(1_400)).values(counter="2")

    whole = tampered(store, lambda _: None)
    found = tampered(store, lambda connection: connection.execute(altered))

    assert whole is None
    assert found is not None
    assert found.seq == 1_400


def test_the_command_says_how_much_is_whole_or_the_first_break_and_exits_with_one(store: Store, database: str) -> None:
    live_through(store)
    before = verify(database)

    with store.writing() as connection:
        connection.execute(update(tables.event).where(at(6) | at(8)).values(counter="9"))
    after = verify(database)

    assert (before.exit_code, before.output) == (0, "12 events of 3 branches are whole.\n")
    assert after.exit_code == 1
    assert after.output == f"Error: {HERE}: event 6: a column differs from the hashed text\n"
