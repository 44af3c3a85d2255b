"""What is put right in a visit, by its holder, a greeter, or an officer at his counter?"""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from server.actions import mend_ticket
from server.actions.refer_visitor import refer_visitor
from server.actions.take_ticket import Request
from server.actions.void_ticket import void_ticket
from server.database.change import BranchChange
from server.domain.rights import Caller, Holder
from server.views.ticket import ticket_view
from tests.integration.databases import HERE, THERE
from tests.stateful import fairness
from tests.stateful.asked import Known, Then, deed, must, usually
from tests.stateful.decided import closed_now, gives_numbers
from tests.stateful.machine import told_officer
from tests.stateful.network import GREETER, KIOSK, OFFERED, RULES, SERVICES
from tests.stateful.officers import Place, which
from tests.stateful.undoing import Undoing
from tests.stateful.visitors import Visitors
from tests.stateful.world import AT_COUNTER, LIVE, MINUTE, Row, World

some_by = st.sampled_from(["visitor", "greeter", "officer", "officer"])


class Mending(Undoing, Visitors):
    """Acts on a ticket wherever its visitor is."""

    def somebody_comes(self, place: Place, lot: int) -> None:
        services = self.world.counters[place].services
        if services:
            self.walk_in(KIOSK, place[0], Request((services[lot % len(services)],), "en"))

    def some_ticket(self, lot: int, *states: str) -> str:
        """Return a ticket of such a state if there is one; now and then any ticket."""
        if self.followed is not None:
            return self.followed
        fit = [ticket for ticket in self.known if self.state_of(ticket) in states]
        found = fit if fit and usually(lot, 9) else list(self.known)
        return found[lot % len(found)]

    def state_of(self, ticket: str) -> str:
        """Return the state of the present step, or of the one that ended the visit."""
        step = self.world.present(ticket)
        if step is not None:
            return str(step.state)
        ended = max(
            self.world.steps_of(ticket), key=lambda one: (one.ended_at, one.state not in ("done", "transferred"))
        )
        return str(ended.state)

    def whose(self, ticket: str, by: str, lot: int) -> tuple[Caller | Holder, Place | None]:
        """Return who asks, and for an officer at which counter: where the visitor stands, or any."""
        branch = self.known[ticket].branch
        if by != "officer":
            return (GREETER if by == "greeter" else Holder(ticket)), None
        step = self.world.present(ticket)
        places = [place for place in self.world.counters if place[0] == branch and self.world.branches[branch].active]
        stands = [(branch, step.counter)] if step is not None and step.state in AT_COUNTER else []
        chosen = stands if stands and usually(lot, 5) else [place for place in places if place[0] in OFFERED]
        place = chosen[lot % len(chosen)]
        return self.officer(place, lot), place

    def mend(
        self,
        name: str,
        ticket: str,
        by: str,
        lot: int,
        act: Callable[..., Any],
        *,
        may: bool,
        kinds: list[tuple[str, ...]],
        leaves: bool = False,
        then: Then | None = None,
        **more: Any,
    ) -> Any:
        """Ask for it as the API does. leaves: the visitor must not stand at another counter than the officer's."""
        who, place = self.whose(ticket, by, lot)
        counter = None if place is None else place[1]
        step = self.world.present(ticket)
        if place is not None:
            may = may and self.owns(place, who)
        if leaves and step is not None and step.state in AT_COUNTER:
            may = may and counter == step.counter

        def work(change: BranchChange) -> dict[str, Any]:
            mend_ticket.require_own_counter(change, who, counter)
            return told_officer(change, act(change, ticket_id=ticket, counter=counter, **more))

        return self.ask(
            name,
            who,
            self.known[ticket].branch,
            work,
            allowed=may,
            kinds=kinds,
            counter=counter,
            body=[ticket, repr(more)],
            then=then,
        )

    @deed(1, lot=which)
    def void(self, lot: int) -> None:
        ticket = self.some_ticket(lot, "waiting", "booked", "void")
        branch, state = self.known[ticket].branch, self.state_of(ticket)
        is_void = ticket in self.world.tombstones

        def work(change: BranchChange) -> dict[str, Any]:
            void_ticket(change, ticket_id=ticket)
            return {"id": ticket, "seq": change.seq}

        may = is_void or (self.world.present(ticket) is not None and state in ("waiting", "booked"))
        self.ask("void", KIOSK, branch, work, allowed=may, kinds=[() if is_void else ("voided",)])

    @deed(1, lot=which, by=some_by)
    def cancel(self, lot: int, by: str) -> None:
        ticket = self.some_ticket(lot, "waiting", "booked", "held", "cancelled")
        state, live = self.state_of(ticket), self.world.present(ticket) is not None
        may = (live and state in ("booked", "waiting", "held")) or (not live and state == "cancelled")
        kinds = [("cancelled",)] if live else [()]
        self.mend("cancel", ticket, by, lot, mend_ticket.cancel_ticket, may=may, kinds=kinds)

    @deed(2, lot=which, by=some_by)
    def postpone(self, lot: int, by: str) -> None:
        ticket = self.some_ticket(lot, "waiting")
        step, row = self.world.present(ticket), self.world.tickets[ticket]
        may = step is not None and step.state == "waiting" and row.postponed < RULES["postponements"]

        def then(before: World, after: World, events: list[Row]) -> None:
            assert step is not None
            later = after.present(ticket)
            right = max(step.rank, events[0].told["at"]) + RULES["postpone_min"] * MINUTE
            must(
                later is not None and (later.rule, later.rank) == ("postponed", right),
                "he is not postponed as he asked",
            )

        self.mend("postpone", ticket, by, lot, mend_ticket.postpone, may=may, kinds=[("postponed",)], then=then)

    @deed(5, lot=which, by=some_by)
    def come_back(self, lot: int, by: str) -> None:
        ticket = self.some_ticket(lot, "held", "no_show")
        live, state, now = self.world.present(ticket), self.state_of(ticket), self.at(self.known[ticket].branch)
        steps = self.world.steps_of(ticket)
        missed = max((one.ended_at for one in steps if one.state == "no_show"), default=None)
        in_time = missed is not None and now <= missed + RULES["no_show_grace_min"] * MINUTE
        may = state == "held" if live is not None else state == "no_show" and in_time

        def then(before: World, after: World, events: list[Row]) -> None:
            again = after.present(ticket)
            assert again is not None
            was = before.steps[ticket, again.position]
            late = live is not None and was.due_at is not None and events[0].told["at"] > was.due_at
            right = ("late", max(was.rank, events[0].told["at"])) if late else (was.rule, was.rank)
            must((again.rule, again.rank) == right, f"he is back at {again.rule} {again.rank}, not {right}")

        kinds = [("released",)] if live is not None else [("returned",)]
        self.mend("return", ticket, by, lot, mend_ticket.take_back, may=may, kinds=kinds, then=then)

    @deed(3, lot=which, by=some_by)
    def arrive(self, lot: int, by: str) -> None:
        ticket = self.some_ticket(lot, "booked")
        step, known = self.world.present(ticket), self.known[ticket]

        def then(before: World, after: World, events: list[Row]) -> None:
            now = events[0].told["at"]
            assert known.slot is not None
            if now > known.slot + RULES["booking_grace_min"] * MINUTE:
                known.ready_at = now

        may = step is not None and step.state == "booked"
        self.mend("arrive", ticket, by, lot, mend_ticket.arrive, may=may, kinds=[("arrived",)], then=then)

    @deed(2, lot=which, by=some_by, service=st.sampled_from(sorted(SERVICES)))
    def change_service(self, lot: int, by: str, service: str) -> None:
        ticket = self.some_ticket(lot, "waiting", "called", "serving")
        step, branch = self.world.present(ticket), self.known[ticket].branch
        may = step is not None and step.state in ("waiting", *AT_COUNTER) and step.service != service
        may = may and service in OFFERED[branch] and self.is_let_in(ticket, by, lot, service)

        def then(before: World, after: World, events: list[Row]) -> None:
            now = after.present(ticket)
            right = (service, "waiting", None, self.known[ticket].rank)
            must(
                now is not None and (now.service, now.state, now.rule, now.rank) == right, "he lost his time of arrival"
            )

        act = mend_ticket.change_service
        kinds = [("service_changed",)]
        self.mend("change-service", ticket, by, lot, act, may=may, kinds=kinds, leaves=True, then=then, service=service)

    def is_let_in(self, ticket: str, by: str, lot: int, service: str) -> bool:
        """Whether a ticket may be for a service from now on: to one whose intake is over only an officer sends."""
        _, place = self.whose(ticket, by, lot)
        return place is not None or service not in closed_now(self.world, self.known[ticket].branch)

    @deed(2, lot=which, by=some_by, service=st.sampled_from(sorted(SERVICES)))
    def add_service(self, lot: int, by: str, service: str) -> None:
        ticket = self.some_ticket(lot, *LIVE)
        step, branch, steps = self.world.present(ticket), self.known[ticket].branch, self.world.steps_of(ticket)
        going_on = [one for one in steps if one.ended_at is None]
        may = step is not None and service in OFFERED[branch] and service not in [one.service for one in going_on]
        may = may and len(steps) < mend_ticket.ROOM_FOR_STEPS and self.is_let_in(ticket, by, lot, service)
        act, kinds = mend_ticket.add_service, [("service_added",)]
        self.mend("add-service", ticket, by, lot, act, may=may, kinds=kinds, service=service)

    @deed(2, lot=which, by=st.sampled_from(["greeter", "officer"]))
    def make_ordinary(self, lot: int, by: str) -> None:
        classed = [ticket for ticket, known in self.known.items() if known.priority != "ordinary"]
        ticket = (
            classed[lot % len(classed)]
            if classed and not self.followed and usually(lot, 5)
            else self.some_ticket(lot, *LIVE)
        )
        known = self.known[ticket]
        may = self.world.present(ticket) is not None and known.priority != "ordinary"

        def then(before: World, after: World, events: list[Row]) -> None:
            known.priority = "ordinary"
            must(events[0].data == {}, "the chain says something of a class")

        self.mend("ordinary", ticket, by, lot, mend_ticket.make_ordinary, may=may, kinds=[("reclassed",)], then=then)

    @deed(2, lot=which, by=st.sampled_from(["greeter", "officer"]), count=st.integers(1, 6))
    def count_dossiers(self, lot: int, by: str, count: int) -> None:
        ticket = self.some_ticket(lot, *LIVE)
        done = self.world.privates[ticket].dossiers_done

        def then(before: World, after: World, events: list[Row]) -> None:
            private = after.privates[ticket]
            must((private.dossiers, bool(private.counted)) == (max(count, done + 1), True), "the count was not kept")

        may, kinds = self.world.present(ticket) is not None, [("dossiers_counted",)]
        self.mend("dossiers", ticket, by, lot, mend_ticket.count_dossiers, may=may, kinds=kinds, then=then, count=count)

    @deed(2, lot=which, by=st.sampled_from(["greeter", "officer"]), service=st.sampled_from([None, *sorted(SERVICES)]))
    def refer(self, lot: int, by: str, service: str | None) -> None:
        ticket = self.some_ticket(lot, *LIVE)
        known, step = self.known[ticket], self.world.present(ticket)
        here, there = known.branch, THERE if known.branch == HERE else HERE
        who, place = self.whose(ticket, by, lot)
        counter = None if place is None else place[1]
        steps = self.world.steps_of(ticket)
        first = service or (step.service if step is not None else "")
        planned = [one.service for one in steps if one.state == "planned" and one.service != first]
        may = (
            step is not None
            and step.state in ("waiting", "held", *AT_COUNTER)
            and self.offers(there, [first, *planned])
        )
        may = may and (step.state not in AT_COUNTER or counter == step.counter) if step is not None else False
        may = may and (place is None or self.owns(place, who)) and self.open_now(there)
        may = may and gives_numbers(self.world, there, [first], self.at(there))

        def work(one: BranchChange, other: BranchChange) -> dict[str, Any]:
            mend_ticket.require_own_counter(one, who, counter)
            _, issued = refer_visitor(
                one, other, ticket_id=ticket, service=service, counter=counter, estimate=self.estimate
            )
            return ticket_view(issued.ticket, other.branch, private=issued.private) | {"seq": one.seq}

        def then(before: World, after: World, events: list[Row]) -> None:
            onward = after.tickets[ticket].referred_to
            order = fairness.in_order([first, *planned], self.expected_s)
            must([one.service for one in after.steps_of(onward)] == order, "the plan of the visit was lost on the way")
            must(after.left(onward) == before.left(ticket), "the dossiers were counted anew")

        told = self.ask(
            "refer",
            who,
            (here, there),
            work,
            allowed=may,
            kinds=[("referred", "issued")],
            counter=counter,
            body=[ticket, service],
            then=then,
        )
        if told is not None:
            day = str(self.world.branches[there].day)
            new = Known(there, told["number"], told["token"], day, known.ready_at, known.priority, None, known.needs)
            self.known[told["id"]] = new
