"""Is a change of a branch all or nothing, one after the other, gapless, and told only once it is committed?"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from config.settings import Settings
from server.actions.call_next import call_next
from server.actions.lease_numbers import lease_numbers
from server.actions.opened import open_store
from server.actions.set_clock import set_clock
from server.database import change as change_module
from server.database import engine as engine_module
from server.database import tables
from server.database.change import Ask, BranchChange
from server.database.engine import WRITES
from server.database.idempotency import Once, keep_answer, question
from server.database.prepared import Prepared
from server.database.store import Store
from server.domain.refusals import BranchBusy, BranchNotFound, NobodyAtCounter
from tests.integration.databases import HERE, POINT, THERE, TUESDAY_NINE
from tests.integration.deeds import (
    OFFICER,
    call,
    events_of,
    everything,
    finish,
    head_of,
    issue,
    kinds_of,
    open_desk,
    take,
)

THREADS = 6
R = TypeVar("R")


class Broken(Exception):
    """Something went wrong in the middle of a change."""


def break_off(store: Store, work: Callable[[BranchChange], object], *, ask: Ask | None = None) -> None:
    """Begin a change in which something goes wrong after this work."""
    with pytest.raises(Broken):
        _broken_off(store, work, ask)


def _broken_off(store: Store, work: Callable[[BranchChange], object], ask: Ask | None) -> None:
    with store.change(HERE, actor="officer:7", ask=ask) as change:
        work(change)
        raise Broken


def at_once(work: Callable[[int], R], threads: int = THREADS) -> list[R]:
    """Do the same in several threads that begin together."""
    together = Barrier(threads)

    def begin(number: int) -> R:
        together.wait()
        return work(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(begin, range(threads)))


@contextmanager
def lock_held(by: Store, branch: str = HERE) -> Iterator[None]:
    """Another process is in the middle of a change of this branch."""
    with by.engine.execution_options(**{WRITES: True}).connect() as connection:
        connection.execute(select(tables.branch).where(tables.branch.c.code == branch).with_for_update())
        yield
        connection.rollback()


@pytest.fixture
def hasty(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The same database in a process that gives up soon."""
    monkeypatch.setattr(change_module, "GIVE_UP_S", 0.2)
    monkeypatch.setattr(engine_module, "LOCK_TIMEOUT_MS", 200)
    opened = open_store(Settings(database_url=database))
    opened.refresh()
    yield opened
    opened.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlite_is_opened_as_in_production_so_that_a_commit_is_on_the_disk(store: Store) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")

    with store.read() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas}

    full, on, at_once_busy = 2, 1, 0
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": on,
        "secure_delete": on,
        "busy_timeout": at_once_busy,
    }


def test_threads_that_change_and_fail_leave_a_gapless_seq_and_one_event_for_each_success(store: Store) -> None:
    each = 12

    def work(thread: int) -> int:
        done = 0
        for number in range(each):
            try:
                with store.change(HERE, actor=f"kiosk:{thread}") as change:
                    issue(change)
                    if (thread + number) % 3 == 0:
                        raise Broken
                done += 1
            except Broken:
                continue
        return done

    done = sum(at_once(work))

    events = events_of(store)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [event.kind for event in events] == ["branch_opened"] + ["issued"] * done
    assert done == THREADS * each * 2 / 3
    assert (head_of(store).seq, head_of(store).head_hash) == (events[-1].seq, events[-1].hash)
    with store.read() as connection:
        numbers = sorted(connection.execute(select(tables.ticket.c.number)).scalars())
    assert numbers == [f"T{number:03}" for number in range(1, done + 1)]


def test_a_failing_change_takes_back_rows_events_seq_numbers_and_kept_answer(store: Store) -> None:
    take(store, priority="priority")
    open_desk(store)
    before = everything(store)
    once = Once.of(caller="kiosk:1", method="POST", path="/x", key="one", body={})

    def work(change: BranchChange) -> None:
        issue(change, "results")
        lease_numbers(change, service="land", count=100)
        call_next(change, counter="1", caller=OFFICER)
        keep_answer(change, once, status=200, answer="{}")
        change.write_back()

    break_off(store, work, ask=question(once))

    assert everything(store) == before
    assert (take(store).ticket.number, kinds_of(store)[-1]) == ("T002", "issued")


def test_the_first_change_of_a_branch_takes_its_day_back_too_when_it_fails(store: Store) -> None:
    before = everything(store)

    with pytest.raises(NobodyAtCounter):
        finish(store)

    assert everything(store) == before
    assert head_of(store).seq == 0


def test_what_the_database_refuses_at_the_commit_is_taken_back_as_a_whole(store: Store) -> None:
    take(store)
    row = {"id": "0" * 36, "branch": HERE, "number": "T002", "day": TUESDAY_NINE.date(), "language": "vi"}
    with store.writing() as connection:
        connection.execute(insert(tables.ticket), row | {"issued_at": TUESDAY_NINE, "ready_at": TUESDAY_NINE})
    before = everything(store)
    told: list[str] = []
    store.change.announce.append(lambda branch, _spoken: told.append(branch))

    with pytest.raises(Exception, match=r"(?i)unique"):
        take(store)

    assert everything(store) == before
    assert told == []
    assert take(store, "results").ticket.number == "W001"


def test_a_refused_commit_leaves_no_connection_behind_that_is_not_clean(store: Store) -> None:
    once = Once.of(caller="kiosk:1", method="POST", path="/x", key="one", body={})

    def keep(answer: str) -> None:
        with store.change(HERE, actor="kiosk:1") as change:
            keep_answer(change, once, status=200, answer=answer)

    keep("first")
    before = everything(store)

    for number in range(3):
        with pytest.raises(Exception, match=r"(?i)unique"):
            keep(f"second {number}")
        assert everything(store) == before

    assert take(store).ticket.number == "T001"


def test_what_a_change_writes_twice_is_written_in_its_order(store: Store) -> None:
    # On PostgreSQL writes are sent as one statement, within which none sees the rows of another.
    answers = tables.idempotent_answer
    again = Prepared(update(answers).where(answers.c.key == bindparam("at")).values(answer=bindparam("told")))
    gone = Prepared(delete(answers).where(answers.c.key == bindparam("at")))
    one, two = (Once.of(caller="kiosk:1", method="POST", path="/x", key=key, body={}) for key in ("one", "two"))

    with store.change(HERE, actor="kiosk:1") as change:
        keep_answer(change, one, status=200, answer="first")
        change.later(again, {"at": one.key, "told": "second"})
        change.later(again, {"at": one.key, "told": "third"})
        keep_answer(change, two, status=200, answer="gone")
        change.later(gone, {"at": two.key})
        keep_answer(change, two, status=200, answer="back")

    with store.engine.connect() as connection:
        assert set(connection.execute(select(answers.c.answer)).scalars()) == {"third", "back"}


def test_a_connection_is_given_back_whatever_happened(store: Store) -> None:
    open_desk(store)

    with pytest.raises(NobodyAtCounter):
        finish(store)
    with pytest.raises(BranchNotFound):
        take(store, branch="nowhere")
    with pytest.raises(Broken), store.writing():
        raise Broken
    take(store)

    assert store.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_change_is_told_after_its_commit_with_whether_somebody_was_called(store: Store, database: str) -> None:
    other = open_store(Settings(database_url=database))
    told: list[tuple[str, bool, int]] = []
    store.change.announce.append(lambda branch, spoken: told.append((branch, spoken, head_of(other, branch).seq)))

    take(store)
    open_desk(store)
    take(store)
    call(store)
    call(store)
    break_off(store, issue)
    take(store, branch=THERE)
    other.close()

    called, finished_and_called = (HERE, True, 5), (HERE, True, 7)
    assert told == [
        (HERE, False, 2),
        (HERE, False, 3),
        (HERE, False, 4),
        called,
        finished_and_called,
        (THERE, False, 2),
    ]


def test_a_change_without_an_event_is_not_told_but_kept(store: Store) -> None:
    take(store)
    told: list[str] = []
    store.change.announce.append(lambda branch, _spoken: told.append(branch))

    with store.change(HERE, actor="kiosk:1") as change:
        leased = lease_numbers(change, service="land", count=1)[:2]

    assert (leased, told, head_of(store).seq) == (("T100", "T199"), [], 2)
    assert "100" in head_of(store).numbers


def test_officers_in_threads_never_call_the_same_ticket(store: Store) -> None:
    tickets = [take(store).ticket.id for _ in range(24)]
    for counter in ("1", "2", "4"):
        open_desk(store, counter)

    def press(thread: int) -> list[str]:
        mine, called = ("1", "2", "4")[thread], []
        while ticket := call(store, mine):
            called.append(ticket.id)
        return called

    called = at_once(press, threads=3)

    assert sorted(ticket for mine in called for ticket in mine) == sorted(tickets)
    order = [event.ticket_id for event in events_of(store) if event.kind == "called"]
    assert order == tickets


def test_a_branchs_time_never_runs_back_when_the_clock_is_set_back(store: Store) -> None:
    set_clock(store, at=TUESDAY_NINE + timedelta(hours=2), speed=0.0)
    at_eleven = take(store).ticket
    set_clock(store, at=TUESDAY_NINE, speed=0.0)

    behind = take(store).ticket
    elsewhere = take(store, branch=THERE).ticket

    assert behind.issued_at == at_eleven.issued_at == TUESDAY_NINE + timedelta(hours=2)
    assert elsewhere.issued_at == TUESDAY_NINE
    assert head_of(store).last_at == at_eleven.issued_at


def test_a_clock_that_is_set_back_over_midnight_does_not_begin_a_day_again(store: Store) -> None:
    set_clock(store, at=TUESDAY_NINE + timedelta(days=1), speed=0.0)
    take(store)
    set_clock(store, at=TUESDAY_NINE, speed=0.0)

    number = take(store).ticket.number

    assert number == "T002"
    assert kinds_of(store) == ["branch_opened", "issued", "issued"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_branches_do_not_wait_for_each_other(store: Store) -> None:
    with store.change(HERE, actor="kiosk:1") as change:
        issue(change)
        there = take(store, branch=THERE)
        at_point = take(store, "results", branch=POINT)

    assert (there.seq, at_point.seq, head_of(store).seq) == (2, 2, 2)


def test_a_branch_whose_lock_is_not_to_be_had_says_busy_while_reads_go_on(store: Store, hasty: Store) -> None:
    take(store)
    before = everything(hasty)

    with lock_held(store):
        with pytest.raises(BranchBusy) as busy:
            take(hasty)
        read = everything(hasty)

    assert busy.value.retry_after_s >= 1
    assert read == before
    assert take(hasty).ticket.number == "T002"


def test_a_thread_that_finds_the_turn_taken_too_long_says_busy(hasty: Store) -> None:
    inside, over = threading.Event(), threading.Event()

    def dawdle() -> None:
        with hasty.change(HERE, actor="kiosk:1") as change:
            issue(change)
            inside.set()
            over.wait(20)

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(dawdle)
        inside.wait(20)
        with pytest.raises(BranchBusy):
            take(hasty)
        over.set()
        slow.result(20)

    assert take(hasty).ticket.number == "T002"


def test_who_waits_for_the_lock_gets_it_when_it_is_given_back(store: Store, database: str) -> None:
    other = open_store(Settings(database_url=database))
    other.refresh()

    with ThreadPoolExecutor(1) as pool:
        with lock_held(store):
            waiting = pool.submit(take, other)
            got_through = wait([waiting], timeout=0.1).done
        number = waiting.result(20).ticket.number
    other.close()

    assert not got_through
    assert number == "T001"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_when_the_database_cut_the_connections_a_change_works_again_the_second_time(
    store: Store, database: str
) -> None:
    at_once(lambda _: take(store), threads=4)
    other = open_store(Settings(database_url=database))
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    with other.read() as connection:
        connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))
    other.close()

    with pytest.raises(DatabaseError):
        take(store)
    after = take(store)

    assert after.ticket.number == "T005"
    assert [event.seq for event in events_of(store)] == list(range(1, 7))


def test_a_write_beside_the_queues_is_kept_or_taken_back(store: Store) -> None:
    def write(rev: int, *, breaks: bool) -> None:
        with store.writing() as connection:
            connection.execute(update(tables.branch).values(rev=rev))
            if breaks:
                raise Broken

    write(1, breaks=False)
    with pytest.raises(Broken):
        write(5, breaks=True)

    assert head_of(store).rev == 1


def test_a_reader_sees_one_instant_though_a_change_is_committed_meanwhile(store: Store, database: str) -> None:
    take(store)
    other = open_store(Settings(database_url=database))
    other.refresh()

    with store.read() as connection:
        seq = connection.execute(select(tables.branch.c.seq).where(tables.branch.c.code == HERE)).scalar()
        take(other)
        tickets = connection.execute(select(func.count()).select_from(tables.ticket)).scalar()
    other.close()

    assert (seq, tickets) == (2, 1)
    assert head_of(store).seq == 3
