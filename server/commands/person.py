"""`motcua person`: who may sign in, with which skills and rights."""

import secrets
import sys

import click

from config.settings import settings
from server.actions.opened import open_store
from server.database import access, schema
from server.database.store import Store
from server.domain.rights import BRANCH_ROLES, Role

PEOPLE = (
    Role.OFFICER,
    Role.GREETER,
    Role.BRANCH_MANAGER,
    Role.NETWORK_MANAGER,
    Role.ADMIN,
    Role.AUDITOR,
)
RIGHTS = ("pick", "supervise")
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

    if Role(role) in BRANCH_ROLES and branch is None:
        raise click.UsageError(f"a {role} belongs to a branch: add --branch CODE")
    password = sys.stdin.readline().strip() if password_stdin else secrets.token_urlsafe(9)
    if len(password) < 8:
        raise click.UsageError("a password has at least 8 signs")
    store = _opened()
    try:
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
    finally:
        store.close()
    click.echo(f"{login} may sign in, with badge {badge}.")
    if not password_stdin:
        click.echo(password)


@person.command(name="list")
def list_people() -> None:
    """List who may sign in."""
    store = _opened()
    try:
        for one in access.people(store):
            skills = "all" if one["skills"] is None else ",".join(f"{k}:{v}" for k, v in one["skills"].items())
            rights = ",".join(one["rights"] or ()) or "-"
            click.echo(
                f"{one['login']}\t{one['badge']}\t{one['role'].value}\t{one['branch'] or '-'}\t{skills}\t{rights}"
            )
    finally:
        store.close()


@person.command()
@click.argument("login")
def remove(login: str) -> None:
    """Let a person sign in no longer; what was done under the badge stays recorded."""
    store = _opened()
    try:
        if not access.remove_person(store, login):
            raise click.ClickException(f"Nobody signs in as {login}; see `motcua person list`.")
    finally:
        store.close()
    click.echo(f"{login} can no longer sign in.")


def _opened() -> Store:
    store = open_store(settings())
    try:
        schema.require_revision(store.engine)
    except schema.WrongRevision as error:
        store.close()
        raise click.ClickException(str(error)) from error
    store.refresh()
    return store


def _levels(store: Store, branch: str | None, skills: tuple[str, ...]) -> dict[str, int] | None:
    if branch is not None and branch not in store.network.branches:
        raise click.ClickException(f"There is no branch {branch}; see `GET /api/v1/branches`.")
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
