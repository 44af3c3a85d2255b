"""What do the tests of store, actions, API and push share? A fresh database of each kind, opened or with an app.

And those of the kiosk: patience with a server that does answer.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask

from config.settings import Settings
from server.actions.opened import open_store
from server.app import create_app
from server.database.store import Store
from tests.integration.databases import KINDS, Databases
from tests.integration.office import Office

# What a visitor's kiosk allows its server, where that is less than a machine may stand still.
LIMITS = (
    "kiosk.taking.ANSWER_WITHIN_S",
    "kiosk.taking.ALL_WITHIN_S",
    "kiosk.agent.ADVICE_WITHIN_S",
    "kiosk.dates.LOOK_WITHIN_S",
    "kiosk.dates.ANSWER_WITHIN_S",
    "kiosk.mine.ANSWER_WITHIN_S",
    "kiosk.elsewhere.WITHIN_S",
)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.stop()


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """The URL of a database with tables, the small network, and a clock that stands at nine on a Tuesday."""
    with databases.ready(request.param) as url:
        yield url


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """The opened database. Beside `app` it is another process on the same one."""
    opened = open_store(Settings(database_url=database))
    opened.refresh()
    yield opened
    opened.close()


@pytest.fixture
def app(database: str, tmp_path: Path) -> APIFlask:
    return create_app(Settings(data=tmp_path, database_url=database), async_mode="threading")


@pytest.fixture
def office(app: APIFlask) -> Iterator[Office]:
    """The application with callers of every role and sockets, without a network between."""
    opened = Office(app)
    yield opened
    opened.close()


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a kiosk wait for its server for longer than a machine stands still: the test asks what the server says."""
    for limit in LIMITS:
        monkeypatch.setattr(limit, 20.0)
