"""`motcua person`: who may sign in, with which skills and rights."""

import secrets
import sys

import click

from server.commands.opened import opened, require_branch, require_place
from server.database import access
from server.database.store import Store
from server.domain.rights import Right, Role

PEOPLE = (
    Role.OFFICER,
    Role.GREETER,
    Role.BRANCH_MANAGER,
    Role.NETWORK_MANAGER,
    Role.ADMIN,
    Role.AUDITOR,
)
RIGHTS = [right.value for right in Right]
HIGHEST_LEVEL = 3


@click.group()
def person() -> None:
    """People who sign in by name and password."""


@person.command()
@click.argument("login")
@click.option("--role", required=True, type=click.Choice([role.value for role in PEOPLE]))
@click.option("--branch", help="Where the person works.")
@click.option(
    "--skill", "skills", multiple=True, help="SERVICE or SERVICE:LEVEL (1 to 3); none at all means every skill."
)
@click.option("--right", "rights", multiple=True, type=click.Choice(RIGHTS), help="A right beyond the role.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; else one is made up.")
def add(  # noqa: PLR0917 (click gives each option)
    login: str, role: str, branch: str | None, skills: tuple[str, ...], rights: tuple[str, ...], password_stdin: bool
) -> None:
    """Add a person or change one; a password that was made up is printed alone on the last line."""
    from server.api.sign_in import PASSWORDS

    require_place(role, branch)
    password = sys.stdin.readline().strip() if password_stdin else secrets.token_urlsafe(9)
    if len(password) < 8:
        raise click.UsageError("a password has at least 8 signs")
    with opened() as store:
        levels = _levels(store, branch, skills)
        badge = access.put_person(
            store,
            login=login,
            password_hash=PASSWORDS.hash(password),
            role=Role(role),
            branch=branch,
            skills=levels,
            rights=rights,
        )
    click.echo(f"{login} may sign in, with badge {badge}.")
    if not password_stdin:
        click.echo(password)


@person.command(name="list")
def list_people() -> None:
    """List who may sign in."""
    with opened() as store:
        for one in access.people(store):
            skills = "all" if one["skills"] is None else ",".join(f"{k}:{v}" for k, v in one["skills"].items())
            rights = ",".join(one["rights"] or ()) or "-"
            click.echo(
                f"{one['login']}\t{one['badge']}\t{one['role'].value}\t{one['branch'] or '-'}\t{skills}\t{rights}"
            )


@person.command()
@click.argument("login")
def remove(login: str) -> None:
    """Let a person sign in no longer; what was done under the badge stays recorded."""
    with opened() as store:
        if not access.remove_person(store, login):
            raise click.ClickException(f"Nobody signs in as {login}; see `motcua person list`.")
    click.echo(f"{login} can no longer sign in.")


def _levels(store: Store, branch: str | None, skills: tuple[str, ...]) -> dict[str, int] | None:
    require_branch(store, branch)
    if not skills:
        return None
    known = {code for one in store.network.branches.values() for code in one.services}
    levels = {}
    for skill in skills:
        service, _, level = skill.partition(":")
        if service not in known:
            raise click.UsageError(f"there is no service {service}")
        if level not in ("", *map(str, range(1, HIGHEST_LEVEL + 1))):
            raise click.UsageError(f"{skill}: a level is 1, 2 or 3")
        levels[service] = int(level or 1)
    return levels
