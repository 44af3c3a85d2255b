"""`motcua init`: create or update the database from a network file."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from config.load import NetworkFileError, hanoi_path, load_network
from config.network import Network
from config.settings import settings
from display.letters import choose, close_pairs
from server.actions.opened import open_store
from server.database import access, network_rows, schema
from server.database.store import Store
from server.domain.rights import Role

PATIENCE_S = 10.0


@click.command()
@click.option("--config", type=click.Path(path_type=Path), help="The network file; the Hanoi example by default.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--demo-accounts", type=click.Path(path_type=Path, exists=True), hidden=True)
def init(config: Path | None, dry_run: bool, demo_accounts: Path | None) -> None:
    """Create the database, or bring it to this version and to what the network file says."""
    try:
        network = load_network(config or hanoi_path())
    except NetworkFileError as error:
        raise click.ClickException(str(error)) from error
    _warn_of_letters(network)
    settings().data.mkdir(parents=True, exist_ok=True)
    store = open_store(settings(), patience_s=PATIENCE_S)
    try:
        is_empty = schema.revision(store.engine) is None
        if not dry_run:
            copy = schema.upgrade(store.engine)
            if copy is not None:
                click.echo(f"The tables were changed; as they were before they stand in {copy}.")
        _apply(store, network, dry_run=dry_run, is_empty=is_empty)
        if demo_accounts is not None:
            _add_accounts(store, demo_accounts)
    except schema.StillServed as error:
        raise click.ClickException(str(error)) from error
    except SQLAlchemyError as error:
        raise click.ClickException(f"The database cannot be used: {error}") from error
    finally:
        store.close()


def _apply(store: Store, network: Network, *, dry_run: bool, is_empty: bool) -> None:
    plan = network_rows.first_plan(network) if is_empty else network_rows.plan(store.engine, network)
    for word, places in (("add", plan.added), ("change", plan.changed), ("remove", plan.removed)):
        _tell(word, places)
    if plan.blocked:
        blocked = ", ".join(plan.blocked)
        raise click.ClickException(
            f"Somebody is being served at {blocked}, which the file leaves out. "
            "Finish there first; nothing was changed."
        )
    if plan.is_empty:
        click.echo("The database holds this network already; nothing to change.")
    elif dry_run:
        click.echo("Nothing was changed (--dry-run).")
    else:
        network_rows.apply(store.engine, network)
        click.echo(f"The database holds {len(network.branches)} branches and service points now.")


def _warn_of_letters(network: Network) -> None:
    """A wrong number heard in a hall sends two people to one counter."""
    names = {service.letter: service.names.en for service in network.services}
    for one, other, language in close_pairs(names, network.languages):
        free = ", ".join(choose(len(names), network.languages))
        click.echo(
            f"Warning: {one} ({names[one]}) and {other} ({names[other]}) sound alike in {language}; "
            f"letters that keep apart: {free}.",
            err=True,
        )


def _tell(word: str, places: Sequence[str]) -> None:
    shown = ", ".join(places[:6]) + (f" and {len(places) - 6} more" if len(places) > 6 else "")
    if places:
        click.echo(f"{word} {len(places)}: {shown}")


def _add_accounts(store: Store, path: Path) -> None:
    from server.api.sign_in import PASSWORDS

    for one in json.loads(path.read_text(encoding="utf-8")):
        access.put_person(
            store,
            login=one["login"],
            password_hash=PASSWORDS.hash(one["password"]),
            role=Role(one["role"]),
            branch=one["branch"],
        )
