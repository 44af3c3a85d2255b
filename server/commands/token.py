"""`motcua token`: bearer tokens for devices and tools."""

import click

from server.commands.opened import opened, require_branch, require_place
from server.database import access
from server.database.store import Store
from server.domain.rights import Role


@click.group()
def token() -> None:
    """Bearer tokens for devices and tools."""


@token.command()
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--branch", help="The branch where it may act.")
@click.option("--counter", help="The only counter where it may act.")
def create(role: str, branch: str | None, counter: str | None) -> None:
    """Make a token; it is printed alone on the last line and cannot be read again."""
    require_place(role, branch)
    if counter is not None and Role(role) is not Role.OFFICER:
        raise click.UsageError("only an officer's token can be for one counter")
    with opened() as store:
        require_branch(store, branch)
        _require_counter(store, branch, counter)
        click.echo(access.add_token(store, role=Role(role), branch=branch, counter=counter))


def _require_counter(store: Store, branch: str | None, counter: str | None) -> None:
    if branch is not None and counter is not None and counter not in store.network.branches[branch].counters:
        raise click.ClickException(f"Branch {branch} has no counter {counter}.")
