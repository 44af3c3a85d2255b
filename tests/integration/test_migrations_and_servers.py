"""Are tables changed only when nobody works with them, and is what was there kept?"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

import server.database
from server.database import schema
from server.database.engine import WRITES, open_engine
from tests.integration.databases import KINDS, Databases

OLDER = "0001"


@pytest.fixture(params=KINDS)
def older(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Engine]:
    """A database as the first version left it."""
    with databases.empty(request.param) as url:
        engine = open_engine(url)
        config = Config()
        config.set_main_option("script_location", str(Path(server.database.__file__).parent / "migrations"))
        with engine.execution_options(**{WRITES: True}).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, OLDER)
        yield engine
        engine.dispose()


def test_tables_are_not_changed_under_a_running_server(older: Engine) -> None:
    serving = schema.Serving(older)

    with pytest.raises(schema.StillServed, match="stop it"):
        schema.upgrade(older)
    while_served = schema.revision(older)
    serving.close()
    schema.upgrade(older)

    assert while_served == OLDER
    assert schema.revision(older) == schema.head()


def test_an_older_sqlite_database_is_copied_before_its_tables_are_changed(older: Engine) -> None:
    copy = schema.upgrade(older)

    if older.dialect.name != "sqlite":
        assert copy is None
        return
    assert copy is not None
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [(OLDER,)]


def test_a_second_upgrade_touches_nothing_though_a_server_runs(older: Engine) -> None:
    schema.upgrade(older)
    serving = schema.Serving(older)

    again = schema.upgrade(older)
    serving.close()

    assert again is None
