"""What do the machines share? Databases of either kind, made ready once."""

from collections.abc import Iterator

import pytest

from tests.integration.databases import Databases


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("machine"))
    yield made
    made.stop()
