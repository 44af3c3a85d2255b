"""Do writers of one process share a commit, and does each part stand or fall alone? (SQLite only.)"""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError

from server.database import together as together_module
from server.database.engine import WRITES, open_engine
from server.database.together import Together
from server.domain.refusals import BranchBusy

LONG_S = 20.0


class Broken(Exception):
    """What a change raises in the middle."""


class Bench:
    """A file with one table, its writers, and how often it was committed."""

    def __init__(self, path: Path) -> None:
        self.engine = open_engine(f"sqlite:///{path}")
        with self.engine.connect() as connection:
            connection.execute(text("CREATE TABLE line (who TEXT PRIMARY KEY)"))
            connection.commit()
        self.together = Together(self.engine.execution_options(**{WRITES: True}))
        self.commits = 0
        event.listen(self.engine, "commit", self._count)

    def _count(self, _connection: Connection) -> None:
        self.commits += 1

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.together.writing(give_up_s=LONG_S) as (connection, _):
            yield connection

    def put(self, who: str, *, breaks: bool = False) -> None:
        with self.writing() as connection:
            connection.execute(text("INSERT INTO line VALUES (:who)"), {"who": who})
            if breaks:
                raise Broken

    def held(self) -> list[str]:
        with self.engine.connect() as connection:
            return list(connection.execute(text("SELECT who FROM line ORDER BY rowid")).scalars())

    def waiting(self) -> int:
        return len(self.together._turns._waiting)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "line.sqlite3")
    yield made
    made.engine.dispose()


@contextmanager
def crowd(bench: Bench, *writers: tuple[str, bool]) -> Iterator[list[BaseException | None]]:
    """Let writers ask one after the other while the turn is taken, and go on after the block; gives their errors."""

    def put(who: str, breaks: bool) -> BaseException | None:
        try:
            bench.put(who, breaks=breaks)
        except (Broken, DBAPIError, OSError) as error:
            return error
        return None

    errors: list[BaseException | None] = []
    with ThreadPoolExecutor(len(writers)) as pool:
        with bench.together._turns.taken(deadline=None):
            asked = []
            for at, (who, breaks) in enumerate(writers, 1):
                asked.append(pool.submit(put, who, breaks))
                while bench.waiting() < at:
                    threading.Event().wait(0.001)
            yield errors
        errors += [one.result(LONG_S) for one in asked]


def test_those_who_ask_while_one_writes_are_committed_with_it(bench: Bench) -> None:
    with crowd(bench, *((f"{number}", False) for number in range(8))) as errors:
        before = bench.commits

    assert bench.held() == [f"{number}" for number in range(8)]
    assert errors == [None] * 8
    assert bench.commits - before == 1


def test_one_alone_is_committed_when_the_block_is_left(bench: Bench) -> None:
    before = bench.commits

    bench.put("one")

    assert bench.held() == ["one"]
    assert bench.commits - before == 1


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_a_part_that_breaks_takes_nothing_with_it(bench: Bench, broken: int) -> None:
    with crowd(bench, *((f"{number}", number == broken) for number in range(3))) as errors:
        pass

    assert bench.held() == [f"{number}" for number in range(3) if number != broken]
    assert [isinstance(error, Broken) for error in errors] == [number == broken for number in range(3)]
    assert bench.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_what_the_database_refuses_is_one_parts_own_fault(bench: Bench) -> None:
    with crowd(bench, ("a", False), ("a", False), ("b", False)) as errors:
        pass

    assert bench.held() == ["a", "b"]
    assert [error is None for error in errors] == [True, False, True]


def test_nobody_is_told_of_a_commit_that_failed(bench: Bench) -> None:
    def no_disk(_connection: Connection) -> None:
        raise OSError("no disk")

    event.listen(bench.engine, "commit", no_disk)
    with crowd(bench, ("a", False), ("b", False), ("c", False)) as errors:
        pass
    event.remove(bench.engine, "commit", no_disk)

    assert bench.held() == []
    assert [type(error) for error in errors] == [OSError] * 3
    bench.put("after")
    assert bench.held() == ["after"]


def test_when_sqlite_takes_everything_back_by_itself_all_are_told(bench: Bench) -> None:
    def rolls_back() -> None:
        with bench.writing() as connection:
            connection.exec_driver_sql("ROLLBACK")  # as a full disk does
            raise Broken

    with ThreadPoolExecutor(2) as pool:
        with bench.together._turns.taken(deadline=None):
            asked = []
            for at, write in enumerate((lambda: bench.put("first"), rolls_back), 1):
                asked.append(pool.submit(write))
                while bench.waiting() < at:
                    threading.Event().wait(0.001)
        for one in asked:
            with pytest.raises(Broken):
                one.result(LONG_S)

    assert bench.held() == []
    bench.put("after")
    assert bench.held() == ["after"]


def test_a_commit_is_not_put_off_for_ever(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together_module, "AT_MOST", 3)
    with crowd(bench, *((f"{number}", False) for number in range(8))) as errors:
        before = bench.commits

    assert bench.held() == [f"{number}" for number in range(8)]
    assert errors == [None] * 8
    assert bench.commits - before == 3


def test_another_process_that_writes_too_long_makes_it_busy(bench: Bench) -> None:
    with bench.engine.execution_options(**{WRITES: True}).connect() as other:
        other.execute(text("INSERT INTO line VALUES ('other')"))
        with pytest.raises(BranchBusy), bench.together.writing(give_up_s=0.1):
            pass
        other.commit()

    bench.put("after")
    assert bench.held() == ["other", "after"]
