"""What do the acceptance tests share? One running server; each test takes a branch of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.installation import Client, Installation


@pytest.fixture(scope="session")
def motcua(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A server on SQLite whose clock started on a Tuesday at nine."""
    running = Installation(tmp_path_factory.mktemp("motcua"))
    running.init()
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def auditor(motcua: Installation) -> Client:
    return motcua.client("auditor")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Installation]:
    """A server of the test's own, initialised but not started."""
    alone = Installation(tmp_path)
    alone.init()
    yield alone
    alone.kill()
