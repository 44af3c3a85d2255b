"""Does a call see what those before it in the same transaction did? (SQLite only: there they share one.)"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import event

from config.settings import Settings
from server.actions.call_next import call_next
from server.actions.opened import open_store
from server.database.store import Store
from tests.integration.databases import Databases
from tests.integration.deeds import OFFICER, call, events_of, issue, open_desk, take

LONG_S = 20.0


class Broken(Exception):
    """What a change raises in the middle."""


@pytest.fixture
def store(databases: Databases) -> Iterator[Store]:
    with databases.ready("sqlite") as url:
        opened = open_store(Settings(database_url=url))
        opened.refresh()
        yield opened
        opened.close()


def together(store: Store, *deeds: Callable[[], Any]) -> list[Any]:
    """Do things one after the other in one transaction, and return what each gave or raised."""
    commits: list[object] = []
    event.listen(store.engine, "commit", commits.append)
    shared = store.change._together
    assert shared is not None

    def do(deed: Callable[[], Any]) -> Any:
        try:
            return deed()
        except Broken as error:
            return error

    with ThreadPoolExecutor(len(deeds)) as pool:
        with shared._turns.taken(deadline=None):
            asked = []
            for at, deed in enumerate(deeds, 1):
                asked.append(pool.submit(do, deed))
                while len(shared._turns._waiting) < at:
                    threading.Event().wait(0.001)
        done = [one.result(LONG_S) for one in asked]
    assert len(commits) == 1
    return done


def calls(store: Store, counter: str) -> Callable[[], str | None]:
    def deed() -> str | None:
        ticket = call(store, counter)
        return ticket.number if ticket else None

    return deed


def a_hall(store: Store, *services: str) -> list[str]:
    """Open three counters for all services and return the numbers of those who wait."""
    for counter in ("1", "2", "4"):
        open_desk(store, counter, "land", "certification")
    return [take(store, service).ticket.number for service in services]


def test_calls_of_one_transaction_call_in_the_order_of_rank(store: Store) -> None:
    first, second, third = a_hall(store, "land", "certification", "land")

    called = together(store, calls(store, "1"), calls(store, "2"), calls(store, "4"))

    assert called == [first, second, third]
    assert [one.seq for one in events_of(store)] == list(range(1, len(events_of(store)) + 1))


def test_a_call_sees_who_came_after_the_call_before(store: Store) -> None:
    first, second = a_hall(store, "land", "land")

    called = together(
        store,
        calls(store, "1"),
        lambda: take(store, "certification", priority="priority").ticket.number,
        calls(store, "2"),
        calls(store, "4"),
    )

    assert called == [first, called[1], called[1], second]


def test_a_call_sees_nothing_of_a_call_that_broke(store: Store) -> None:
    first, second = a_hall(store, "land", "land")

    def breaks() -> None:
        with store.change("tay-ho", actor="officer:7") as change:
            assert call_next(change, counter="2", caller=OFFICER) is not None
            raise Broken

    called = together(store, calls(store, "1"), breaks, calls(store, "2"))

    assert [called[0], called[2]] == [first, second]
    assert isinstance(called[1], Broken)


def test_a_visit_that_a_call_sends_on_stands_in_its_next_line_for_the_call_after(store: Store) -> None:
    open_desk(store, "3", "results")
    sent_on = take(store, "results", "land").ticket.number
    call(store, "3")
    one, other, last = a_hall(store, "land", "results", "land")

    called = together(store, calls(store, "1"), calls(store, "3"), calls(store, "2"), calls(store, "4"))

    assert called == [one, other, sent_on, last]


def test_a_number_that_was_given_by_a_change_that_broke_is_the_next_ones(store: Store) -> None:
    (first,) = a_hall(store, "land")

    def breaks() -> None:
        with store.change("tay-ho", actor="kiosk:1") as change:
            issue(change, "land")
            raise Broken

    called = together(store, calls(store, "1"), breaks, lambda: take(store, "land").ticket.number)

    assert first == "T001"
    assert called[2] == "T002"
