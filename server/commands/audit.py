"""`motcua audit`: was the past changed, and what did a hall see and hear?"""

import re
from datetime import UTC, datetime, timedelta

import click
from sqlalchemy import select

from server.commands.opened import opened
from server.database import tables
from server.database.chain import first_break
from server.domain.refusals import BranchNotFound
from server.views.events import chain_rows
from server.views.hall_record import told_around

_OF_DAY = re.compile(r"(\d{1,2})((?::\d{2}){1,2})")


@click.group()
def audit() -> None:
    """Checks of what was recorded."""


@audit.command()
def verify() -> None:
    """Check every branch's chain of events; exits with 1 at the first break."""
    with opened() as store, store.read() as connection:
        heads = connection.execute(select(tables.branch.c.code, tables.branch.c.seq, tables.branch.c.head_hash)).all()
        for code, seq, head_hash in heads:
            broken = first_break(code, chain_rows(connection, code), head=seq, head_hash=head_hash)
            if broken is not None:
                raise click.ClickException(f"{broken.branch}: event {broken.seq}: {broken.why}")
    click.echo(f"{sum(row.seq for row in heads)} events of {len(heads)} branches are whole.")


@audit.command()
@click.argument("branch")
@click.argument("time")
@click.option("--minutes", default=2.0, show_default=True, help="How long before and after.")
def hall(branch: str, time: str, minutes: float) -> None:
    """Print what a hall's screens showed and said around a local TIME, like 2026-11-24T09:42 or 09:42 of today.

    Each line: time, screen and its name, what it did, of which kind of call or notice, number, counter.
    """
    try:
        with opened() as store:
            zone = store.branch(branch).hours.zone
            about = _meant(time, today=store.now().astimezone(zone)).astimezone(UTC)
            with store.read() as connection:
                rows = told_around(connection, branch, about, within=timedelta(minutes=minutes))
    except BranchNotFound as error:
        raise click.ClickException(f"There is no branch {branch}.") from error
    except ValueError as error:
        raise click.UsageError(f"{time} is no time; write one like 2026-11-24T09:42 or 09:42.") from error
    for row in rows:
        at = row.at.astimezone(zone).isoformat(timespec="milliseconds")
        screen = row.screen if row.name is None else f"{row.screen} ({row.name})"
        click.echo(f"{at}  {screen}  {row.what}  {row.kind}  {row.number}  {row.counter}")
    if not rows:
        click.echo("No screen told of anything then.")


def _meant(time: str, *, today: datetime) -> datetime:
    """Return the instant that was typed; a time of day, like 9:42, is one of today. Raises ValueError."""
    of_day = _OF_DAY.fullmatch(time)
    about = datetime.fromisoformat(f"{today:%Y-%m-%d}T{of_day[1]:0>2}{of_day[2]}" if of_day else time)
    return about if about.tzinfo else about.replace(tzinfo=today.tzinfo)
