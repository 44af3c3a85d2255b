"""What do kiosks, greeters and visitors ask for? Tickets of every kind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import initialize

from server.actions.lease_numbers import lease_numbers
from server.actions.take_ticket import Request, take_ticket
from server.database.change import BranchChange
from server.domain.rights import Caller
from server.views.ticket import ticket_view
from tests.integration.databases import HERE, THERE
from tests.stateful import fairness
from tests.stateful.asked import Known, deed, must, usually
from tests.stateful.decided import gives_numbers
from tests.stateful.machine import Press
from tests.stateful.network import ANNA, GREETER, KIOSK, OFFERED, SERVICES, is_open, local_day
from tests.stateful.officers import which
from tests.stateful.world import World, instant, micros

some_services = st.lists(st.sampled_from(sorted(SERVICES)), min_size=1, max_size=3, unique=True)
one_service = st.sampled_from([["certification"], ["land"], ["results"], ["land"]])
classes = st.sampled_from([None, None, None, "elderly", "carer"])
some_needs = st.sampled_from([[], [], [], [], [], ["wheelchair"], ["deaf", "wheelchair"]])
folders = st.sampled_from([1, 1, 1, 1, 1, 1, 1, 3, 5])


class Visitors(Press):
    """Tickets: walk-ins, folders, appointments, kiosks whose line is down, who was left over."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.leased: list[str] = []
        self.own_ids = 0

    def an_id(self) -> str:
        """An id as a kiosk makes it; the same ones in every run, in no order."""
        self.own_ids += 1
        return str(UUID(int=(self.own_ids * 0x9E3779B97F4A7C15F39CC0605CEDC834) % 2**128, version=4))

    def take(
        self,
        who: Caller,
        branch: str,
        request: Request,
        *,
        allowed: bool,
        ready_at: int,
        also: frozenset[str] = frozenset(),
    ) -> dict[str, Any] | None:
        """Take a ticket, and remember what was acknowledged."""
        if request.slot is None:
            at = ready_at if request.number is not None else self.at(branch)
            allowed = allowed and gives_numbers(self.world, branch, request.services, at)
        order = fairness.in_order(request.services, self.expected_s) if allowed else []
        ahead: list[int] = []

        def work(change: BranchChange) -> dict[str, Any]:
            issued = take_ticket(change, request=request, estimate=self.estimate)
            ahead.append(issued.ahead)
            return ticket_view(issued.ticket, change.branch, private=issued.private) | {"seq": issued.seq}

        def then(before: World, after: World, events: list[Any]) -> None:
            new = events[0].ticket_id
            steps = after.steps_of(new)
            must([step.service for step in steps] == order, f"{order} are done in the order {steps}")
            desks = [row.services for (at, _), row in before.counters.items() if at == branch and row.state == "open"]
            beside = {order[0]}.union(*(desk for desk in desks if order[0] in desk))
            smaller = [step for step in before.waiting(branch, beside) if step.rank < steps[0].rank]
            must(ahead[-1] == len(smaller), f"{ahead[-1]} are said to be ahead, it is {len(smaller)}")

        told = self.ask(
            "take", who, branch, work, allowed=allowed, kinds=[("issued",)], body=repr(request), also=also, then=then
        )
        if told is None:
            return None
        row = self.world.tickets[told["id"]]
        must(request.id in (None, told["id"]), "the kiosk's own id was not taken")
        must(request.token in (None, told["token"]), "the kiosk's own token was not taken")
        must(row.ready_at == ready_at, f"who is ready at {instant(ready_at)} counts from {instant(row.ready_at)}")
        self.known[told["id"]] = Known(
            branch=branch,
            number=told["number"],
            token=told["token"],
            day=local_day(instant(self.world.branches[branch].last_at)),
            ready_at=ready_at,
            priority=request.priority or "ordinary",
            slot=None if request.slot is None else micros(request.slot),
            needs=list(request.needs),
        )
        return told

    def offers(self, branch: str, services: Sequence[str]) -> bool:
        return set(services) <= set(OFFERED[branch])

    def open_now(self, branch: str) -> bool:
        return is_open(instant(self.at(branch)))

    @initialize(crowd=st.lists(st.tuples(one_service, classes, folders), min_size=3, max_size=6))
    def people_come(self, crowd: list[tuple[list[str], str | None, int]]) -> None:
        for services, priority, dossiers in crowd:
            self.walk_in(KIOSK, HERE, Request(tuple(services), "vi", priority, dossiers=dossiers))
            self.go_to(self.now + timedelta(minutes=2))
        self.walk_in(KIOSK, THERE, Request(("certification",), "en"))

    @deed(8, services=some_services, priority=classes, needs=some_needs, dossiers=folders, there=st.integers(0, 4))
    def take_one(self, services: list[str], priority: str | None, needs: list[str], dossiers: int, there: int) -> None:
        who = (KIOSK, GREETER, ANNA)[(there + dossiers) % 3]
        request = Request(tuple(services), "vi", priority, tuple(needs), dossiers, dossier_code=f"H{dossiers}")
        self.walk_in(who, HERE if there else THERE, request)

    @deed(7, people=st.lists(st.tuples(one_service, classes, some_needs, folders), min_size=1, max_size=4))
    def more_people_come(self, people: list[tuple[list[str], str | None, list[str], int]]) -> None:
        for services, priority, needs, dossiers in people:
            self.walk_in(KIOSK, HERE, Request(tuple(services), "fr", priority, tuple(needs), dossiers))

    def walk_in(self, who: Caller, branch: str, request: Request) -> None:
        allowed = self.offers(branch, request.services) and self.open_now(branch)
        self.take(who, branch, request, allowed=allowed, ready_at=self.at(branch))

    @deed(3, services=one_service, slot_min=st.integers(-12, 40), priority=classes)
    def book(self, services: list[str], slot_min: int, priority: str | None) -> None:
        """The greeter gives an appointment of today."""
        now = instant(self.at(HERE))
        slot = now + timedelta(minutes=slot_min)
        allowed = is_open(slot) and local_day(slot) == local_day(now)
        request = Request(tuple(services), "fr", priority, slot=slot)
        self.take(GREETER, HERE, request, allowed=allowed, ready_at=micros(slot))

    def lease(self, service: str) -> None:
        def work(change: BranchChange) -> dict[str, Any]:
            first, last, lapses = lease_numbers(change, service=service, count=2)
            return {"from": first, "to": last, "expires_at": lapses.isoformat()}

        told = self.ask("lease", KIOSK, HERE, work, allowed=True, kinds=[()])
        self.leased += [f"{told['from'][0]}{int(told['from'][1:]) + one:03}" for one in range(2)]

    @deed(
        2,
        lot=which,
        ago_min=st.integers(-3, 90),
        contact_min=st.none() | st.integers(0, 60),
        number=st.sampled_from(["leased", "leased", "leased", "used", "made up", "of another service"]),
        priority=classes,
    )
    def take_while_the_line_is_down(
        self, lot: int, ago_min: int, contact_min: int | None, number: str, priority: str | None
    ) -> None:
        """A kiosk sends what it issued by itself: its own id, token, time, and a number of its lease."""
        if not self.leased:
            self.lease(sorted(SERVICES)[lot % 3])
        now = instant(self.at(HERE))
        asked, allowed = self.a_number(number, lot)
        service = next((code for code, facts in SERVICES.items() if facts["letter"] == asked[0]), "land")
        if number == "of another service":
            service = next(code for code in SERVICES if code != service)
        contact = None if contact_min is None else now - timedelta(minutes=contact_min)
        request = Request(
            (service,),
            "vi",
            priority,
            id=self.an_id(),
            number=asked,
            issued_at=now - timedelta(minutes=ago_min),
            token=f"token-of-{self.own_ids:013}",
            last_contact=contact,
        )
        assert request.issued_at is not None
        ready_at = self.clamped(request.issued_at, contact, now)
        told = self.take(KIOSK, HERE, request, allowed=allowed and is_open(instant(ready_at)), ready_at=ready_at)
        if told is not None and asked in self.leased:
            self.leased.remove(asked)
        if told is not None:
            self.take_again(request, told)

    def a_number(self, sort: str, lot: int) -> tuple[str, bool]:
        """Return a number of a sort, and whether it may be given."""
        used = [one.number for one in self.world.tickets.values() if one.branch == HERE]
        if sort == "leased" and self.leased:
            return self.leased[lot % len(self.leased)], True
        if sort == "used" and used:
            return used[lot % len(used)], False
        if sort == "of another service" and self.leased:
            return self.leased[lot % len(self.leased)], False
        return ("Q100", "A099", "T", "A1")[lot % 4], False

    @staticmethod
    def clamped(issued_at: datetime, contact: datetime | None, now: datetime) -> int:
        """A kiosk's word about the time holds between its last contact, or local midnight, and now."""
        midnight = micros(datetime.fromisoformat(f"{local_day(now)}T00:00:00+07:00"))
        earliest = max(midnight, micros(contact) if contact is not None else midnight)
        return min(max(micros(issued_at), earliest), micros(now))

    def take_again(self, request: Request, told: dict[str, Any]) -> None:
        """The same id again, with another key, gets the same ticket; nothing is done."""
        before = self.world

        def work(change: BranchChange) -> dict[str, Any]:
            issued = take_ticket(change, request=replace(request, number=None), estimate=self.estimate)
            return {
                "id": issued.ticket.id,
                "number": issued.ticket.number,
                "token": issued.private.token,
                "seq": issued.seq,
            }

        again = self.ask("take", KIOSK, HERE, work, allowed=True, kinds=[()])
        must(all(again[name] == told[name] for name in again), "the same id got another ticket")
        must(before.tickets == self.world.tickets and before.steps == self.world.steps, "the same id was issued again")

    @deed(2, lot=which, priority=classes)
    def exchange_a_leftover(self, lot: int, priority: str | None) -> None:
        """Who was left over at an earlier closing gets a first place."""
        old = [ticket for ticket, known in self.known.items() if known.branch == HERE]
        left_over = [ticket for ticket in old if any(step.state == "expired" for step in self.world.steps_of(ticket))]
        found = left_over if left_over and usually(lot, 5) else old
        if not found:
            return
        ticket = found[lot % len(found)]
        now = instant(self.at(HERE))
        age = datetime.fromisoformat(local_day(now)) - datetime.fromisoformat(self.known[ticket].day)
        allowed = ticket in left_over and self.world.tickets[ticket].referred_to is None and age.days <= 3
        opening = micros(datetime.fromisoformat(f"{local_day(now)}T08:00:00+07:00"))
        request = Request(("land",), "vi", priority, instead_of=self.known[ticket].token)
        self.take(
            GREETER,
            HERE,
            request,
            allowed=allowed and self.open_now(HERE),
            ready_at=min(opening, micros(now)),
            also=frozenset({ticket}),
        )
