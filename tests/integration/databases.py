"""Which databases do the tests run on? SQLite and a real PostgreSQL; each test gets a copy of one that is ready."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cached_property
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from config.network import Network
from config.settings import Settings
from server.actions.opened import open_store
from server.actions.set_clock import set_clock
from server.database import network_rows, schema, tables

KINDS = ("sqlite", "postgresql")
TUESDAY_NINE = datetime.fromisoformat("2026-11-24T09:00:00+07:00")
TABLES = [table.name for table in tables.metadata.sorted_tables]
HERE, THERE, POINT = "tay-ho", "dong-da", "xuan-la"


def named(text: str) -> dict[str, str]:
    return {"vi": f"{text} (vi)", "en": f"{text} (en)", "fr": f"{text} (fr)"}


OPEN = [["08:00", "12:00"], ["13:00", "17:00"]]
DESCRIBED = {
    "name": named("Network"),
    "hours": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OPEN),
    "services": [
        {"code": "certification", "letter": "A", "names": named("Certification"), "target_min": 5},
        {"code": "land", "letter": "T", "names": named("Land"), "target_min": 15},
        {"code": "results", "letter": "W", "names": named("Results"), "target_min": 4},
    ],
    "priorities": [{"code": "priority", "names": named("Priority"), "head_start_min": 15}],
    "branches": [
        {
            "code": HERE,
            "names": named("Here"),
            "lat": 21.07,
            "lon": 105.81,
            "counters": [{"code": "1"}, {"code": "2"}, {"code": "3", "services": ["results"]}, {"code": "4"}],
            "zones": [
                {"code": "a", "names": named("A"), "counters": ["1", "2"]},
                {"code": "b", "names": named("B"), "counters": ["3", "4"]},
            ],
        },
        {"code": THERE, "names": named("There"), "lat": 21.01, "lon": 105.82, "counters": 2},
        {
            "code": POINT,
            "kind": "service_point",
            "parent": HERE,
            "names": named("Point"),
            "lat": 21.08,
            "lon": 105.80,
            "services": ["certification", "results"],
            "counters": 1,
        },
    ],
}
NETWORK = Network.model_validate(DESCRIBED)


def make_ready(url: str) -> None:
    """Give a database its tables, the small network, and a clock that stands at nine on a Tuesday."""
    store = open_store(Settings(database_url=url))
    schema.upgrade(store.engine)
    network_rows.apply(store.engine, NETWORK)
    set_clock(store, at=TUESDAY_NINE, speed=0.0)
    store.close()


def put_back(url: str) -> None:
    """Bring a PostgreSQL database back to what `make_ready` made; copying a whole one takes a hundred times as long."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    with psycopg.connect(url) as connection:
        connection.execute(f"{others} AND pid <> pg_backend_pid()")
        for name in reversed(TABLES):
            connection.execute(f"DELETE FROM public.{name}")
        for name in TABLES:
            connection.execute(f"INSERT INTO public.{name} SELECT * FROM ready.{name}")


class Databases:
    """Hands out databases of either kind; the PostgreSQL server is started for the first who asks for one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._free: list[str] = []
        self._open = ExitStack()

    @contextmanager
    def ready(self, kind: str) -> Iterator[str]:
        """Give the URL of a database as `make_ready` made it, which nobody else uses meanwhile."""
        if kind == "sqlite":
            copy = self._folder / f"copy-{next(self._numbers)}.sqlite3"
            shutil.copy(self._ready_file, copy)
            yield f"sqlite:///{copy}"
            return
        url = self._free.pop() if self._free else self._new_postgres(template=self._ready_database)
        put_back(url)
        yield url
        self._free.append(url)

    @contextmanager
    def empty(self, kind: str) -> Iterator[str]:
        """Give the URL of a database without tables."""
        if kind == "sqlite":
            yield f"sqlite:///{self._folder / f'empty-{next(self._numbers)}.sqlite3'}"
        else:
            yield self._new_postgres(template="template1")

    def stop(self) -> None:
        self._open.close()

    @cached_property
    def _ready_file(self) -> Path:
        file = self._folder / "ready.sqlite3"
        make_ready(f"sqlite:///{file}")
        return file

    @cached_property
    def _ready_database(self) -> str:
        url = self._new_postgres(template="template1")
        make_ready(url)
        with psycopg.connect(url) as connection:
            connection.execute("CREATE SCHEMA ready")
            for name in TABLES:
                connection.execute(f"CREATE TABLE ready.{name} AS SELECT * FROM public.{name}")
        return str(make_url(url).database)

    def _new_postgres(self, *, template: str) -> str:
        name = f"copy_{next(self._numbers)}"
        with psycopg.connect(self._server, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)

    @cached_property
    def _server(self) -> str:
        with warnings.catch_warnings():
            # It looks for a folder of the desktop's, which a plain machine has not, and does without.
            warnings.simplefilter("ignore")
            pgserver = pytest.importorskip("pgserver", reason="NOT TESTED ON POSTGRESQL: no wheel of pgserver here")
        # The socket's path must be short.
        folder = self._open.enter_context(tempfile.TemporaryDirectory())
        server = pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        self._open.callback(server.cleanup)
        uri: str = server.get_uri()
        with psycopg.connect(uri, autocommit=True) as admin:
            # Nobody pulls this machine's plug; what kill -9 leaves is tested from outside.
            admin.execute("ALTER SYSTEM SET fsync = off")
            admin.execute("SELECT pg_reload_conf()")
        return uri
