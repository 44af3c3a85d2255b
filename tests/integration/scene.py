"""How is a rule shown? A branch whose network file says what a test wants, and people who act in it at given times."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from config.network import Network
from server.actions.call_next import call_next
from server.actions.finish_service import Waits, finish_service, unknown
from server.actions.open_counter import open_counter
from server.actions.pick_visitor import pick_visitor
from server.actions.set_clock import set_clock
from server.actions.take_ticket import Request, take_ticket
from server.database import network_rows, tables
from server.database.kept import Kept
from server.database.store import Store
from server.domain.dispatch import Wait
from server.domain.rights import Caller, Role
from server.domain.ticket import Private, Step, Ticket
from tests.integration.databases import DESCRIBED, HERE

Changes = Mapping[str, Mapping[str, Any]]
TUESDAY = "2026-11-24"


def described(
    *, rules: Mapping[str, Any] | None = None, services: Changes | None = None, counters: Changes | None = None
) -> Network:
    """Return the small network with rules of its own, and with services and counters of its first branch changed."""
    first, *others = DESCRIBED["branches"]  # type: ignore[misc]
    branch = first | {"counters": [one | (counters or {}).get(one["code"], {}) for one in first["counters"]]}
    offered = [one | (services or {}).get(one["code"], {}) for one in DESCRIBED["services"]]  # type: ignore[index]
    return Network.model_validate(
        {**DESCRIBED, "rules": dict(rules or {}), "services": offered, "branches": [branch, *others]}
    )


def an_officer(badge: str = "000001", **more: Any) -> Caller:
    """Return an officer; skills and rights are all unless said otherwise."""
    return Caller(Role.OFFICER, badge, HERE, **more)


class Scene:
    """Acts at the first branch unless another is named. `at` moves the clock, which else stands at nine."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.waits: Waits = unknown
        self.seats: dict[str, Caller] = {}

    def described(self, **how: Any) -> None:
        """Let the network file say something else, see `described`."""
        network_rows.apply(self.store.engine, described(**how))
        self.store.refresh()

    def at(self, clock: str, *, day: str = TUESDAY) -> None:
        """Let it be "09:40"."""
        set_clock(self.store, at=datetime.fromisoformat(f"{day}T{clock}+07:00"), speed=0.0)

    def comes(self, *services: str, branch: str = HERE, **more: Any) -> Ticket:
        """Somebody takes a ticket, for land unless said otherwise."""
        request = Request(services or ("land",), "vi", **more)
        with self.store.change(branch, actor="kiosk:1") as change:
            return take_ticket(change, request=request, estimate=self.estimate).ticket

    def estimate(self, service: str, ahead: int) -> Wait | None:
        waited = self.waits(service)
        return None if waited is None else Wait(waited, waited, int(waited), int(waited), 60.0)

    def opens(self, counter: str, *services: str, officer: Caller | None = None, branch: str = HERE) -> None:
        who = officer or an_officer(f"00000{counter}")
        self.seats[counter] = who
        self.does(open_counter, counter, branch=branch, services=list(services) or None)

    def does(self, act: Callable[..., Any], counter: str, *, branch: str = HERE, **more: Any) -> Any:
        """The officer of a counter acts there."""
        who = self.seats[counter]
        with self.store.change(branch, actor=who.actor) as change:
            return act(change, counter=counter, caller=who, **more)

    def calls(self, counter: str, *, branch: str = HERE) -> str | None:
        """The officer calls the next one; returns the id of whom."""
        called = self.does(call_next, counter, branch=branch, waits=self.waits)
        return None if called is None else str(called.id)

    def picks(self, counter: str, ticket: Ticket, reason: str | None = "he is ill") -> Ticket:
        picked: Ticket = self.does(pick_visitor, counter, number=ticket.number, reason=reason)
        return picked

    def finishes(self, counter: str) -> None:
        self.does(finish_service, counter, outcome=None, waits=self.waits)

    def mends(self, act: Callable[..., Any], ticket: Ticket, *, branch: str = HERE, **more: Any) -> Any:
        """A greeter, or whoever holds it, does something with a ticket."""
        with self.store.change(branch, actor="greeter:1") as change:
            return act(change, ticket_id=ticket.id, **more)

    def now(self, ticket: Ticket | str) -> Ticket:
        """Return a ticket as it is now."""
        with self.store.read() as connection:
            found = Kept(connection).ticket(ticket if isinstance(ticket, str) else ticket.id)
        assert found is not None
        return found

    def step(self, ticket: Ticket) -> Step:
        """Return the step at which a visit is, or the one that ended it."""
        return self.now(ticket).last

    def private(self, ticket: Ticket) -> Private:
        with self.store.read() as connection:
            found = Kept(connection).private(ticket.id)
        assert found is not None
        return found

    def line(self, service: str = "land", branch: str = HERE) -> list[str]:
        """Return the ids of who waits for a service, in the order of rank."""
        step = tables.step.c
        wanted = select(step.ticket_id).where(step.branch == branch, step.service == service, step.state == "waiting")
        with self.store.read() as connection:
            return list(connection.execute(wanted.order_by(step.rank, step.ticket_id)).scalars())

    def why(self, ticket: Ticket) -> tuple[str, list[str]]:
        """Return the rule by which a ticket was called last, and whom that overtook."""
        reason = tables.call_reason.c
        wanted = select(reason.why, reason.overtaken).where(reason.ticket_id == ticket.id).order_by(reason.seq.desc())
        with self.store.read() as connection:
            why, overtaken = connection.execute(wanted).first() or ("", [])
        return str(why), list(overtaken)
