"""What do the tests do to a database without the API, and what do they find in it afterwards?"""

from typing import Any

from sqlalchemy import select

from server.actions.call_next import call_next
from server.actions.finish_service import finish_service
from server.actions.open_counter import open_counter
from server.actions.take_ticket import Issued, Request, take_ticket
from server.database import tables
from server.database.change import BranchChange
from server.database.store import Store
from server.domain.rights import Caller, Role
from server.domain.ticket import Ticket
from tests.integration.databases import HERE

OFFICER = Caller(Role.OFFICER, "7")
LAND = ("land",)


def issue(change: BranchChange, *services: str, **more: Any) -> Issued:
    """Issue a ticket inside a change."""
    request = Request(services=services or LAND, language="vi", **more)
    return take_ticket(change, request=request, estimate=lambda _service, _ahead: None)


def take(store: Store, *services: str, branch: str = HERE, **more: Any) -> Issued:
    with store.change(branch, actor="kiosk:1") as change:
        return issue(change, *services, **more)


def open_desk(store: Store, counter: str = "1", *services: str, branch: str = HERE, officer: Caller = OFFICER) -> None:
    with store.change(branch, actor=officer.actor) as change:
        open_counter(change, counter=counter, caller=officer, services=services or None)


def call(store: Store, counter: str = "1", *, branch: str = HERE) -> Ticket | None:
    with store.change(branch, actor=OFFICER.actor) as change:
        return call_next(change, counter=counter, caller=OFFICER)


def finish(store: Store, counter: str = "1", *, branch: str = HERE) -> Ticket:
    with store.change(branch, actor=OFFICER.actor) as change:
        return finish_service(change, counter=counter, caller=OFFICER, outcome=None)


def everything(store: Store) -> dict[str, list[str]]:
    """Return every row of every table, so that a test can say: nothing was changed."""
    with store.read() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in tables.metadata.sorted_tables
        }


def events_of(store: Store, branch: str = HERE) -> list[Any]:
    """Return a branch's stored events in order."""
    wanted = select(tables.event).where(tables.event.c.branch == branch).order_by(tables.event.c.seq)
    with store.read() as connection:
        return list(connection.execute(wanted))


def kinds_of(store: Store, branch: str = HERE) -> list[str]:
    return [event.kind for event in events_of(store, branch)]


def head_of(store: Store, branch: str = HERE) -> Any:
    """Return a branch's row."""
    with store.read() as connection:
        return connection.execute(select(tables.branch).where(tables.branch.c.code == branch)).one()
