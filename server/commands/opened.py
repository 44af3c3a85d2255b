"""How does a command open the database that is there, and what must a person's or a token's place be?"""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import click

from config.settings import settings
from server.actions.opened import open_store
from server.database import schema
from server.database.store import Store
from server.domain.rights import BRANCH_ROLES, Role


@contextmanager
def opened() -> Iterator[Store]:
    """Give the store, with clock and network read; closed on leaving. One of another version ends the command."""
    with closing(open_store(settings())) as store:
        try:
            schema.require_revision(store.engine)
        except schema.WrongRevision as error:
            raise click.ClickException(str(error)) from error
        store.refresh()
        yield store


def require_place(role: str, branch: str | None) -> None:
    """Refuse a role of a branch without one."""
    if Role(role) in BRANCH_ROLES and branch is None:
        raise click.UsageError(f"a {role} belongs to a branch: add --branch CODE")


def require_branch(store: Store, branch: str | None) -> None:
    """Refuse a branch that there is not."""
    if branch is not None and branch not in store.network.branches:
        raise click.ClickException(f"There is no branch {branch}; see `GET /api/v1/branches`.")
