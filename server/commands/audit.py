"""`motcua audit`: was the past changed?"""

import click
from sqlalchemy import select

from config.settings import settings
from server.app import open_store
from server.database import schema, tables
from server.database.chain import first_break
from server.views.events import chain_rows


@click.group()
def audit() -> None:
    """Checks of what was recorded."""


@audit.command()
def verify() -> None:
    """Check every branch's chain of events; exits with 1 at the first break."""
    store = open_store(settings())
    try:
        schema.require_revision(store.engine)
        with store.read() as connection:
            heads = connection.execute(
                select(tables.branch.c.code, tables.branch.c.seq, tables.branch.c.head_hash)
            ).all()
            for code, seq, head_hash in heads:
                broken = first_break(code, chain_rows(connection, code), head=seq, head_hash=head_hash)
                if broken is not None:
                    raise click.ClickException(f"{broken.branch}: event {broken.seq}: {broken.why}")
    except schema.WrongRevision as error:
        raise click.ClickException(str(error)) from error
    finally:
        store.close()
    click.echo(f"{sum(row.seq for row in heads)} events of {len(heads)} branches are whole.")
