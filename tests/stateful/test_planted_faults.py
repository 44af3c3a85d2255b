"""Does the machine notice when a promise is broken? Faults are planted into the product, and must be reported."""

import re
import sqlite3
from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, settings
from sqlalchemy.exc import IntegrityError

from tests.integration.databases import Databases
from tests.stateful import faults, plants
from tests.stateful.office import WholeOffice, work
from tests.stateful.plants import PLANTS, Planted, walk_up

ANY_WAY = settings(
    max_examples=400,
    stateful_step_count=50,
    deadline=None,
    database=None,
    derandomize=True,
    report_multiple_bugs=False,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

FOUND = (AssertionError, BaseExceptionGroup, sqlite3.Error)


def named(planted: Planted) -> str:
    return planted.plant.__name__


def leaves(error: BaseException) -> Iterator[str]:
    """What the errors of a group say, or the one itself."""
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from leaves(one)
    else:
        yield str(error)


def played(databases: Databases, planted: Planted) -> None:
    """Go the shortest way to a fault, asking after each step what must hold."""
    assert planted.script is not None
    office = WholeOffice(databases, "sqlite")
    try:
        walk_up(office)
        office.everything_holds()
        planted.script(office)
        office.everything_holds()
    finally:
        office.teardown()


@pytest.mark.parametrize("planted", [one for one in PLANTS if one.script], ids=named)
def test_the_machine_finds_a_fault_on_the_way_to_it(
    planted: Planted, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    played(databases, planted)

    planted.plant(monkeypatch)

    with pytest.raises(Exception, match=planted.says):
        played(databases, planted)


def search(databases: Databases, planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    planted.plant(monkeypatch)

    with pytest.raises(FOUND) as found:
        work(databases, "sqlite", how=ANY_WAY)

    told = list(leaves(found.value))
    assert any(re.search(planted.says, one) for one in told), told


@pytest.mark.parametrize("planted", [one for one in PLANTS if not one.script], ids=named)
def test_the_machine_finds_a_fault_on_any_way(
    planted: Planted, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    search(databases, planted, monkeypatch)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("planted", [one for one in PLANTS if one.script], ids=named)
def test_the_machine_finds_a_fault_in_the_end(
    planted: Planted, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted.plant(monkeypatch)

    with pytest.raises(FOUND):
        work(databases, "sqlite", how=ANY_WAY)


def test_a_visitor_who_stands_at_two_counters_is_seen(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    plants.who_is_called_is_called_again_elsewhere(monkeypatch)
    office = WholeOffice(databases, "sqlite")
    walk_up(office)

    with pytest.raises(AssertionError, match="called twice at once"):
        office.two_press_at_once(0)
    with pytest.raises(AssertionError, match="a ticket stands at two counters"):
        office.a_ticket_is_at_one_counter_and_a_counter_has_one()

    office.teardown()


def two_press(databases: Databases, kind: str) -> None:
    """Two officers call in the same moment, the second while the first has not committed yet."""
    office = WholeOffice(databases, kind)
    try:
        walk_up(office)
        office.two_press_at_once(0)
        office.everything_holds()
    finally:
        office.teardown()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_who_press_at_once_are_served_one_after_the_other(databases: Databases, kind: str) -> None:
    two_press(databases, kind)


@pytest.fixture
def long_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give who presses second time enough to meet the first on a machine that stands still."""
    monkeypatch.setattr(faults, "MOMENT_S", 1.0)


@pytest.mark.usefixtures("long_moment")
def test_a_lost_lock_is_found_on_postgresql(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    plants.the_branch_is_not_locked(monkeypatch)

    with pytest.raises((psycopg.errors.UniqueViolation, IntegrityError), match="duplicate key value"):
        two_press(databases, "postgresql")


@pytest.mark.usefixtures("long_moment")
def test_a_lost_turn_is_found_on_sqlite(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    plants.nobody_waits_for_his_turn(monkeypatch)

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        two_press(databases, "sqlite")
