"""Has the database the tables that this version needs?"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from server.database.engine import WRITES


class WrongRevision(RuntimeError):
    """The database is not at the revision of this version; the message says what to do."""


def upgrade(engine: Engine) -> None:
    """Bring the tables to this version's revision."""
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(engine: Engine) -> str | None:
    """Return the database's revision; None when it has no tables yet."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Return the revision of this version."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def require_revision(engine: Engine) -> None:
    """Raise WrongRevision unless the database is at this version's revision."""
    found, wanted = revision(engine), head()
    if found is None:
        raise WrongRevision("The database is empty: run `motcua init` first.")
    if found != wanted:
        raise WrongRevision(
            f"The database is at revision {found}, this version needs {wanted}: stop the server and run `motcua init`."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
