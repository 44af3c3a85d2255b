"""`motcua token`: bearer tokens for devices and tools."""

from collections.abc import Mapping

import click

from config.settings import settings
from server.actions.opened import open_store
from server.database import access, schema
from server.domain.branch import Branch
from server.domain.rights import BRANCH_ROLES, Role


@click.group()
def token() -> None:
    """Bearer tokens for devices and tools."""


@token.command()
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--branch", help="The branch where it may act.")
@click.option("--counter", help="The only counter where it may act.")
def create(role: str, branch: str | None, counter: str | None) -> None:
    """Make a token; it is printed alone on the last line and cannot be read again."""
    if Role(role) in BRANCH_ROLES and branch is None:
        raise click.UsageError(f"a {role} belongs to a branch: add --branch CODE")
    if counter is not None and Role(role) is not Role.OFFICER:
        raise click.UsageError("only an officer's token can be for one counter")
    store = open_store(settings())
    try:
        schema.require_revision(store.engine)
        store.refresh()
        _require_place(store.network.branches, branch, counter)
        click.echo(access.add_token(store, role=Role(role), branch=branch, counter=counter))
    except schema.WrongRevision as error:
        raise click.ClickException(str(error)) from error
    finally:
        store.close()


def _require_place(known: Mapping[str, Branch], branch: str | None, counter: str | None) -> None:
    if branch is not None and branch not in known:
        raise click.ClickException(f"There is no branch {branch}; see `GET /api/v1/branches`.")
    if branch is not None and counter is not None and counter not in known[branch].counters:
        raise click.ClickException(f"Branch {branch} has no counter {counter}.")
