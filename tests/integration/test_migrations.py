"""Do the steps of the migration lead to the tables of this version, and back to nothing?"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, delete, inspect, select, text
from sqlalchemy.exc import IntegrityError

from config.settings import Settings
from server.actions.opened import open_store
from server.database import migrations, schema, tables
from server.database.engine import WRITES
from server.database.store import Store
from tests.integration.databases import KINDS, Databases
from tests.integration.deeds import call, finish, head_of, open_desk, take


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Engine]:
    """A database without tables."""
    with databases.empty(request.param) as url:
        store = open_store(Settings(database_url=url))
        yield store.engine
        store.close()


@pytest.fixture
def made(empty: Engine, databases: Databases) -> Iterator[Engine]:
    """Another one of the same kind, with the tables that this version says it needs."""
    with databases.empty(empty.dialect.name) as url:
        store = open_store(Settings(database_url=url))
        tables.metadata.create_all(store.engine)
        yield store.engine
        store.close()


def revisions() -> list[str]:
    """Return all revisions, the first one first."""
    config = Config()
    config.set_main_option("script_location", next(iter(migrations.__path__)))
    return [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def move(engine: Engine, go: Callable[[Config, str], None], to: str) -> None:
    """Bring a database to a revision by going up (command.upgrade) or down."""
    with schema.moving(engine) as config:
        go(config, to)


def described(engine: Engine) -> dict[str, Any]:
    """Return all that a database says of its tables: columns, keys, checks, indexes with their conditions."""
    seen = inspect(engine)
    return {
        name: {
            "columns": sorted(
                (column["name"], str(column["type"]), column["nullable"], _bare(column["default"]))
                for column in seen.get_columns(name)
            ),
            "primary key": _constraint(seen.get_pk_constraint(name)),
            "foreign keys": sorted(_constraint(one) for one in seen.get_foreign_keys(name)),
            "unique": sorted(_constraint(one) for one in seen.get_unique_constraints(name)),
            "checks": sorted(_constraint(one) for one in seen.get_check_constraints(name)),
            "indexes": sorted(_constraint(one) for one in seen.get_indexes(name)),
        }
        for name in seen.get_table_names()
        if name != "alembic_version"
    }


def _constraint(one: Any) -> str:
    """Return a key, check or index as text; a condition of an index is an object of its own."""
    options = {key: str(value) for key, value in one.get("dialect_options", {}).items()}
    return str(sorted((key, str(value)) for key, value in (one | {"dialect_options": options}).items()))


def _bare(default: str | None) -> str | None:
    return None if default is None else default.strip("()")


def test_all_steps_lead_from_nothing_to_the_tables_of_this_version(empty: Engine) -> None:
    schema.upgrade(empty)

    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, tables.metadata)
    assert differences == []
    assert schema.revision(empty) == schema.head()


def test_checks_conditions_and_defaults_are_those_that_this_version_names_too(empty: Engine, made: Engine) -> None:
    schema.upgrade(empty)

    found, wanted = described(empty), described(made)

    assert sorted(found) == sorted(wanted)
    assert {name: table for name, table in found.items() if table != wanted[name]} == {}


def test_all_steps_back_leave_nothing(empty: Engine) -> None:
    schema.upgrade(empty)

    move(empty, command.downgrade, "base")

    left = inspect(empty)
    assert left.get_table_names() == ["alembic_version"]
    assert schema.revision(empty) is None


def test_each_step_can_be_gone_back_and_forth_with_the_same_result(empty: Engine) -> None:
    forth = {}
    for revision in revisions():
        move(empty, command.upgrade, revision)
        forth[revision] = described(empty)

    back = {}
    for revision in revisions()[-2::-1]:
        move(empty, command.downgrade, revision)
        back[revision] = described(empty)
    schema.upgrade(empty)

    assert back == {revision: forth[revision] for revision in revisions()[:-1]}
    assert described(empty) == forth[revisions()[-1]]


def test_steps_keep_the_tickets_of_a_database_that_is_in_use(store: Store) -> None:
    open_desk(store)
    take(store, "land", "results")
    take(store)
    call(store)
    columns = (tables.ticket.c.number, tables.step.c.service, tables.step.c.state)
    wanted = select(*columns).join(tables.step, tables.step.c.ticket_id == tables.ticket.c.id).order_by(*columns)

    def found() -> list[tuple[str, ...]]:
        with store.read() as connection:
            return [tuple(row) for row in connection.execute(wanted)]

    before = found()
    move(store.engine, command.downgrade, revisions()[0])
    at_first = found()
    schema.upgrade(store.engine)

    assert len(before) == 3
    assert at_first == found() == before
    assert take(store).ticket.number == "T003"
    assert finish(store).number == "T001"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_foreign_keys_are_kept_again_after_a_step_and_after_one_that_failed(store: Store) -> None:
    def remove_branches() -> None:
        with store.writing() as connection:
            connection.execute(delete(tables.branch))

    move(store.engine, command.upgrade, "head")
    with pytest.raises(IntegrityError):
        remove_branches()
    with pytest.raises(CommandError):
        move(store.engine, command.upgrade, "no such revision")
    with pytest.raises(IntegrityError):
        remove_branches()

    assert head_of(store).seq == 0


def test_to_upgrade_again_changes_nothing(empty: Engine) -> None:
    schema.upgrade(empty)
    before = described(empty)

    schema.upgrade(empty)

    assert described(empty) == before


def test_an_empty_database_is_refused_with_what_to_do(empty: Engine) -> None:
    with pytest.raises(schema.WrongRevision) as refused:
        schema.require_revision(empty)

    assert str(refused.value) == "The database is empty: run `motcua init` first."


def test_a_database_that_cannot_be_opened_is_refused_with_where_to_look(tmp_path: Path) -> None:
    store = open_store(Settings(database_url=f"sqlite:///{tmp_path / 'no-such-folder' / 'motcua.sqlite3'}"))

    with pytest.raises(schema.WrongRevision, match=r"unable to open.*MOTCUA_DATA.*motcua init"):
        schema.require_revision(store.engine)

    store.close()


def test_a_database_of_another_version_is_refused_with_both_revisions_and_what_to_do(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    with pytest.raises(schema.WrongRevision) as refused:
        schema.require_revision(empty)

    assert str(refused.value) == (
        f"The database is at revision 0000, this version needs {schema.head()}: stop the server and run `motcua init`."
    )


def test_a_database_of_this_version_is_taken(empty: Engine) -> None:
    schema.upgrade(empty)

    schema.require_revision(empty)

    assert schema.revision(empty) == schema.head()
